/** The PHP world. */

import type { ProgramForms } from "./form.ts";
import { always, ask, safe, tool, version, workspace } from "./verdicts.ts";

const registry = ["repo.packagist.org", "packagist.org", "api.github.com", "codeload.github.com"];
const installs = "downloads packages, and may run their scripts";

const artisanTests =
	"--filter=pattern --group=word --exclude-group=word --testsuite=word --stop-on-failure --parallel -p --coverage --min=number --compact --profile --env=word --without-tty --recreate-databases --drop-databases --processes=number --bail --order-by=word --retry";

const artisan: ProgramForms = {
	names: ["./artisan", "artisan", "sail", "./vendor/bin/sail"],
	global: "-q --quiet -n --no-interaction --ansi --no-ansi -v -vv -vvv",
	forms: [
		version("--version -V"),
		workspace("test", "runs the project's tests", artisanTests, { args: "read" }),
		workspace(
			"list | about | route:list | event:list | schedule:list | migrate:status | model:show | help | config:clear | cache:clear | route:clear | view:clear | optimize:clear | view:cache | ide-helper:generate | ide-helper:models | channel:list | lang:publish | route:cache | package:discover | env",
			"reads the project, or makes its files",
			"--json --path=word --name=word --method=word --only=word --except-vendor --sort=word --pending -N --nowrite -W --write --compact --raw --format=word --columns=word -c",
			{ args: "word" },
		),
		workspace(
			"make:model | make:controller | make:migration | make:test | make:request | make:seeder | make:factory | make:middleware | make:command | make:job | make:event | make:listener | make:policy | make:resource | make:rule | make:provider | make:mail | make:notification | make:view | make:component | make:enum | make:class | make:interface | make:trait | make:observer | make:cast | make:exception",
			"generates files",
			"-m --migration -f --factory -s --seed -c --controller -r --resource -a --all --unit --pest --api --invokable -i --create=word --table=word --model=word --force -p --pivot --policy --requests --parent=word --markdown=word --sync",
			{ args: "word" },
		),
		ask(
			"migrate | db:seed | migrate:rollback | db:show | db:table | schema:dump | migrate:install",
			"works on a database",
		),
		ask("migrate:fresh | migrate:refresh | migrate:reset | db:wipe", "throws away a database"),
		ask(
			"tinker | serve | db | queue:work | schedule:run | schedule:work | down | up | key:generate | vendor:publish | storage:link | config:show | install:api | horizon | octane:start",
			"runs other code, goes on running, or shows settings",
		),
	],
};

const php: ProgramForms = {
	names: ["php", "php8.1", "php8.2", "php8.3", "php8.4"],
	forms: [
		version("--version -v -m --ini --modules"),
		safe("", "checks the syntax of files", "-l --syntax-check -n", { needs: ["-l", "--syntax-check"], args: "read" }),
		workspace("artisan test", "runs the project's tests", artisanTests, { args: "read" }),
		...artisan.forms
			.filter(({ sub }) => sub !== "" && sub !== "test")
			.map((form) => ({ ...form, sub: prefixed("artisan", form.sub) })),
		...consoleForms().map((form) => ({
			...form,
			sub: `${prefixed("bin/console", form.sub)} | ${prefixed("./bin/console", form.sub)}`,
		})),
		safe("artisan | bin/console | ./bin/console", "says its version", "--version -V", { needs: ["--version", "-V"] }),
		ask("artisan | bin/console | ./bin/console", "runs a command of the framework that is not on the list"),
		workspace("", "runs a script of the project", "-n -dmemory_limit[=word] -dxdebug.mode[=word]", {
			first: ["script"],
			args: "own",
		}),
		{
			...ask("", "runs code that is given as text, serves files, or shows the environment"),
			needs: ["-i", "--info", "-r", "--run", "-S", "-a", "-B", "-R", "-F", "-E", "-z", "-t"],
		},
	],
};

function prefixed(word: string, sub: string): string {
	return sub
		.split(" | ")
		.map((name) => `${word} ${name}`)
		.join(" | ");
}

function consoleForms() {
	return [
		workspace(
			"debug:router | debug:container | debug:autowiring | debug:event-dispatcher | debug:twig | debug:translation | debug:form | debug:messenger | lint:yaml | lint:twig | lint:container | lint:xliff | router:match | about | list | cache:clear | cache:warmup | doctrine:schema:validate | doctrine:migrations:status | doctrine:migrations:list | doctrine:mapping:info | assets:install | importmap:install | make:entity | make:controller | make:migration | make:test | make:command",
			"reads the project, or makes its files",
			"--env=word -e=word --no-debug --no-warmup --format=word --show-controllers --raw -n --no-interaction -q -v --parse-tags --skip-sync --tag=word --types",
			{ args: "read" },
		),
		ask(
			"doctrine:migrations:migrate | doctrine:fixtures:load | doctrine:schema:update | doctrine:database:drop | doctrine:schema:drop | doctrine:query:sql | dbal:run-sql | messenger:consume | secrets:reveal | secrets:set | secrets:list | debug:dotenv | debug:config",
			"works on a database, or shows secrets",
		),
	];
}

const phpTools =
	"--configuration=read -c=read --config=read --no-progress --memory-limit=word -l=word --level=word --error-format=word --format=word --report=word --standard=word --dry-run --diff --verbose -v -vv -vvv -q --quiet -n --no-interaction --ansi --no-ansi --colors --no-cache --clear-cache --no-diff " +
	"--rules=word --using-cache=word --path-mode=word --show-info=word --threads=number --stats --no-suggestions --generate-baseline[=write] --extensions=word --ignore=pattern --parallel=number -s -p -i -e --output-format=word --show-progress=word --debug --test --preset=word --dirty --repair --bail --use-baseline=read --alter --issues=word --only=word --xdebug --sequential --allow-risky=word --stop-on-violation --no-config --warning-severity=number --filter=pattern --min-msi=number --show-mutations --only-covered --coverage=folder";

export const phpPrograms: readonly ProgramForms[] = [
	php,
	artisan,
	{
		names: ["composer", "composer.phar"],
		global:
			"-q --quiet -n --no-interaction --ansi --no-ansi -v -vv -vvv --no-plugins --no-scripts --no-cache -d=folder --working-dir=folder",
		forms: [
			version("--version -V"),
			workspace(
				"validate | show | info | depends | why | prohibits | why-not | licenses | check-platform-reqs | list | help | about | suggests | fund | status",
				"reads the project's packages",
				"--strict --no-check-all --no-check-lock --no-check-publish --tree -t --installed -i --platform -p --direct -D --latest --name-only -N --recursive -r --format=word -f=word --locked --path -P --self -s --no-dev --all --with-dependencies --by-package",
				{
					args: "word",
					not: ["/*"],
				},
			),
			workspace("run | run-script", "runs a script of the project", "--timeout=number --dev --no-dev -l --list", {
				first: ["task"],
				args: "own",
				after: "own",
			}),
			workspace("exec", "runs a tool of the project", "", { args: "command", after: "command" }),
			workspace("run | run-script | exec", "lists the scripts of the project", "-l --list"),
			workspace("exec", "runs a tool of the project", "", { args: "command", after: "command" }),
			workspace(
				"test | tests | lint | cs | cs-fix | cs:fix | cs:check | check | check-style | fix-style | stan | phpstan | analyse | analyze | psalm | format | fix | pint | phpunit | pest | unit | coverage | rector | ci | qa | test:unit | test:types | test:lint",
				"runs a script of the project",
				"",
				{
					args: "own",
					after: "own",
				},
			),
			workspace(
				"dump-autoload | dumpautoload",
				"makes the loader of classes",
				"-o --optimize -a --classmap-authoritative --no-dev --dev --strict-psr --apcu",
			),
			ask(
				"install | i | update | u | upgrade | require | req | create-project | global | outdated | audit | search | browse | archive | bump | reinstall | self-update | selfupdate | diagnose",
				installs,
				registry,
			),
			ask("remove | rm | config | init | clear-cache | clearcache | cc", "changes packages or settings"),
		],
	},
	tool(
		"phpunit pest paratest ./bin/phpunit simple-phpunit codecept behat phpspec",
		"runs the project's tests",
		"--filter=pattern --testsuite=word --group=word --exclude-group=word --testdox --stop-on-failure --stop-on-error --stop-on-defect --colors[=word] -c=read --configuration=read --coverage-text --coverage-html=write --coverage-clover=write --coverage --min=number --no-coverage --log-junit=write --debug -v --verbose --order-by=word --random-order-seed=number --list-tests --list-groups --list-suites --parallel -p=number --processes=number --no-progress --display-warnings --display-deprecations --display-notices --display-all-issues --testdox-html=write --fail-on-warning --do-not-cache-result --no-configuration --teamcity --columns=word --bail --dirty --compact --profile --type-coverage --ci --update-snapshots --todos --tags=text --format=word --no-output --no-results --dont-report-useless-tests --cache-result --strict",
		{ args: "read" },
	),
	{
		names: [
			"phpstan",
			"psalm",
			"rector",
			"phan",
			"infection",
			"deptrac",
			"php-cs-fixer",
			"psalter",
			"ecs",
			"twigcs",
			"churn",
			"phpbench",
			"composer-unused",
			"composer-require-checker",
			"phpmetrics",
		],
		forms: [
			version("--version -V"),
			workspace(
				"analyse | analyze | process | fix | check | list-files | describe | clear-result-cache | run",
				"checks files",
				phpTools,
				{ args: "write" },
			),
			workspace("", "checks files", phpTools, { args: "write" }),
		],
	},
	tool(
		"phpcs phpcbf pint phpmd phpcpd phploc parallel-lint php-parallel-lint tlint duster phpdoc",
		"checks or formats files",
		phpTools,
		{ args: "write" },
	),
	{
		names: ["./bin/console", "console"],
		forms: [version("--version -V"), ...consoleForms()],
	},
	{
		names: ["wp"],
		forms: [
			workspace(
				"core version | plugin list | theme list | post list | cli version | cli info",
				"reads the site",
				"--format=word --fields=word",
				{ not: ["pass", "key"] },
			),
			ask(
				"option list | db | search-replace | plugin | theme | user | option | core | eval | eval-file | shell",
				"changes the site or runs code",
			),
		],
	},
	always(
		"ask",
		"symfony laravel drush pecl pear phpize phpdbg psysh valet envoy deployer dep vapor",
		"runs other code, or reaches the outside",
	),
];
