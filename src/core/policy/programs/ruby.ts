/** The Ruby world. */

import type { ProgramForms } from "./form.ts";
import { always, ask, except, ownVersion, safe, tool, version, workspace } from "./verdicts.ts";

const registry = ["rubygems.org", "index.rubygems.org"];
const text = "runs code that is given as text";

const rspec =
	"-f=word --format=word -e=text --example=text -E=pattern -t=word --tag=word -b --backtrace -c --color --no-color --fail-fast[=number] --no-fail-fast --only-failures -n --next-failure --order=word --seed=number -p --profile[=number] --dry-run " +
	"-P=pattern --pattern=pattern --exclude-pattern=pattern -o=write --out=write -w --warnings --force-color --force-colour --bisect";

const rubocop =
	"-a --autocorrect -A --autocorrect-all --auto-correct -f=word --format=word -c=read --config=read --only=word --except=word -l --lint -L --list-target-files -D --display-cop-names -S --display-style-guide -E --extra-details --parallel -P " +
	"--no-parallel --fail-level=word -F --fail-fast --auto-gen-config --auto-gen-only-exclude --no-exclude-limit --exclude-limit=number --regenerate-todo --cache=word -o=write --out=write --color --no-color -d --debug --show-cops[=word] --force-exclusion --display-only-fail-level-offenses --display-only-correctable -x --fix-layout --safe -s=read --stdin=read --no-server -q --quiet";

const railsTasks =
	"routes stats notes about middleware zeitwerk:check assets:precompile assets:clobber tmp:clear log:clear i18n:js:export test:models test:controllers test:system test:all db:migrate:status db:version".split(
		" ",
	);

const rails: ProgramForms = {
	names: ["rails", "./bin/rails"],
	forms: [
		ownVersion("--version -v"),
		workspace(
			"test | t | test:all | test:system | test:models | test:controllers | test:integration",
			"runs the project's tests",
			"-n=pattern --name=pattern -v --verbose -b --backtrace -d -f --fail-fast -s=number --seed=number -p -c --color --no-color -e=word -w --profile",
			{
				args: "read",
			},
		),
		workspace("spec", "runs the project's tests", "", { args: "read" }),
		workspace(
			"generate | g",
			"generates files",
			"--skip-routes --no-helper --no-assets --skip-migration --no-test-framework -p --pretend --skip -s --force-plural --api --no-fixture --skip-test -q --quiet --parent=word --no-timestamps",
			{ args: "word" },
		),
		workspace(
			"routes | notes | stats | middleware | about | zeitwerk:check | assets:precompile | tmp:clear | log:clear | initializers | time:zones | db:migrate:status | db:version",
			"reads the project, or makes its files",
			"-c=word -g=pattern -E --expanded --unused",
			{
				only: railsTasks,
				args: "word",
			},
		),
		ask(
			"db:migrate | db:rollback | db:seed | db:setup | db:create | db:schema:load | db:prepare | db:migrate:redo | dbconsole | db | db:test:prepare",
			"works on a database",
		),
		ask(
			"db:drop | db:reset | db:purge | db:truncate_all | db:migrate:reset | db:seed:replant | db:drop:all",
			"throws away a database",
		),
		ask(
			"console | c | runner | r | server | s | new | destroy | d | credentials:edit | credentials:show | secrets:edit | secrets:show | encrypted:show | app:update",
			"runs other code, goes on running, or shows secrets",
		),
	],
};

export const rubyPrograms: readonly ProgramForms[] = [
	{
		names: ["ruby", "jruby", "truffleruby"],
		forms: [
			version("--version -v"),
			safe("", "checks the syntax of files", "-c -w -wc -cw", { needs: ["-c", "-wc", "-cw"], args: "read" }),
			workspace(
				"",
				"runs a script of the project",
				"-w -W0 -I=folder -Ilib -Itest -Ilib:test -Ispec -W:no-deprecated",
				{ first: ["script"], args: "own" },
			),
			{ ...ask("", text), needs: ["-e", "-r", "-x", "-i", "-p", "-n"] },
		],
	},
	{
		names: ["bundle", "bundler", "./bin/bundle"],
		forms: [
			ownVersion("--version -v"),
			workspace(
				"list | show | info | check | platform | version | licenses | env | doctor",
				"reads the installed packages",
				"--paths --path --name-only --only-group=word --version --dry-run",
				{ args: "word" },
			),
			workspace("outdated", "compares with what is on this machine", "--local --strict --parseable", {
				needs: ["--local"],
				args: "word",
			}),
			workspace("exec", "runs a tool of the project", "", { args: "command" }),
			workspace("install", "uses packages that are on this machine", "--local --quiet --jobs=number", {
				needs: ["--local"],
			}),
			ask(
				"install | i | add | update | lock | outdated | package | cache | remove | clean | open | init | gem | plugin | pristine | binstubs | audit | inject | viz | config | console",
				"downloads packages, or changes settings",
				registry,
			),
		],
	},
	{
		names: ["gem"],
		forms: [
			version("--version -v"),
			safe(
				"list | which | env | environment | contents | specification | dependency | help | info",
				"reads the installed packages",
				"-l --local --all -d --details -e --exact -a",
				{ args: "word", not: ["cred"] },
			),
			workspace("build", "builds the package", "-o=write --output=write --strict", { args: "read" }),
			ask(
				"install | update | uninstall | fetch | outdated | search | cleanup | pristine | sources | setup | exec",
				"downloads or removes packages",
				registry,
			),
			ask("push | yank | owner | signin | signout", "publishes a package for everyone", registry),
		],
	},
	tool("rspec ./bin/rspec m turbo_tests", "runs the project's tests", rspec, { args: "read" }),
	tool(
		"parallel_rspec",
		"runs the project's tests",
		"-n=number -p=pattern --pattern=pattern --group-by=word --only-group=number --fail-fast --verbose --quiet --combine-stderr --serialize-stdout",
		{ args: "read" },
	),
	tool("rubocop ./bin/rubocop standardrb standard-ruby", "checks and formats files", `${rubocop} --fix --no-fix`, {
		args: "write",
	}),
	except(
		tool(
			"brakeman ./bin/brakeman reek erblint haml-lint slim-lint fasterer flay flog i18n-tasks rubycritic yard rdoc steep typeprof packwerk solargraph erb_lint htmlbeautifier rufo fukuzatsu",
			"checks the project",
			"-q --quiet -A -z --no-pager --no-exit-on-warn -f=word --format=word -o=write --lint-all -a --autocorrect --enable-all-linters --color --no-color --no-progress -c=read --config=read --check -w=number -p=folder --fail-on=word --no-save --no-cache",
			{
				args: "read",
			},
		),
		ask(
			"translate-missing | translate-tree | irb | server | socket | stdio | gems | config | download-core",
			"reaches the outside, goes on running, or changes settings",
		),
	),
	{
		names: ["srb"],
		forms: [
			version(),
			workspace("tc | typecheck", "checks types", "-a --autocorrect --ignore=read --no-error-count -q --quiet", {
				args: "read",
			}),
			ask("init | rbi", "generates files with code of others"),
		],
	},
	tool(
		"cucumber ./bin/cucumber minitest",
		"runs the project's tests",
		"-t=text --tags=text -f=word --format=word -p=word --profile=word -n=pattern --name=pattern -b -v -q --dry-run --fail-fast --strict --guess",
		{ args: "read" },
	),
	{
		names: ["rake", "./bin/rake"],
		forms: [
			ownVersion("--version -V"),
			workspace(
				"",
				"runs tasks of the project",
				"-T --tasks -D -P -q --quiet -s --silent -n --dry-run -t --trace -v --verbose -m -j=number -f=read --rakefile=read -A --all",
				{ args: "task" },
			),
		],
	},
	rails,

	{
		names: ["jekyll", "bridgetown"],
		forms: [
			ownVersion("--version -v"),
			workspace(
				"build | doctor | clean",
				"builds the project",
				"-d=write --destination=write -s=folder --source=folder --config=read --drafts --future -q --quiet --verbose --trace --incremental",
			),
			ask("serve | new | deploy", "goes on running"),
		],
	},
	{
		names: ["rbenv", "rvm", "chruby"],
		forms: [
			version("--version -v"),
			safe("versions | version | which | whence | list", "lists versions", "", { args: "word" }),
			ask("install | use | global | local | shell | uninstall | rehash | exec", "changes the versions of tools"),
		],
	},
	always(
		"ask",
		"irb pry erb rackup puma unicorn sidekiq foreman overmind cap capistrano kamal mina pod fastlane ./bin/setup ./bin/dev ./bin/deploy",
		"runs code, goes on running, or reaches the outside",
	),
];
