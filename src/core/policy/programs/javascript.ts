/** The JavaScript world: Node and the package managers. */

import type { ProgramForms } from "./form.ts";
import { binaries } from "./javascript-binaries.ts";
import { ask, ownVersion, safe, version, workspace } from "./verdicts.ts";

const npmRegistry = ["registry.npmjs.org"];
const yarnRegistry = ["registry.yarnpkg.com", "registry.npmjs.org"];
const runsScript = "runs a script of the project";
const installs = "downloads packages, and may run their install scripts";
const publishes = "publishes a package for everyone";
const text = "runs code that is given as text";

const nodeOptions =
	"--enable-source-maps --no-warnings --trace-warnings --trace-deprecation --no-deprecation --throw-deprecation " +
	"--experimental-strip-types --experimental-transform-types --experimental-vm-modules --experimental-sqlite " +
	"--disable-warning=word --max-old-space-size=number --max-old-space-size[=number] --stack-trace-limit[=number] " +
	"--unhandled-rejections[=word] --preserve-symlinks --trace-uncaught --expose-gc";

const nodeTest =
	"--test --test-only --test-name-pattern=pattern --test-skip-pattern=pattern --test-reporter=word --test-concurrency=number " +
	"--test-timeout=number --test-force-exit --test-update-snapshots --experimental-test-coverage --test-shard=word " +
	"--experimental-test-module-mocks --experimental-test-isolation[=word] --test-isolation[=word] " +
	"--test-coverage-lines=number --test-coverage-branches=number --test-coverage-functions=number " +
	"--test-coverage-include=pattern --test-coverage-exclude=pattern";

const node: ProgramForms = {
	names: ["node", "nodejs"],
	forms: [
		version("--version -v"),
		workspace("", "runs the project's tests", `${nodeOptions} ${nodeTest}`, { needs: ["--test"], args: "read" }),
		safe("", "checks the syntax of a file", "--check -c", { needs: ["--check", "-c"], first: ["read"] }),
		workspace("", runsScript, nodeOptions, { first: ["script"], args: "own" }),
		workspace("", "runs a script of the project's package", "--run=everyday", { needs: ["--run"], after: "own" }),
		{ ...ask("", text), needs: ["-e", "--eval", "-p", "--print", "-pe", "-i", "--interactive"] },
	],
};

const npm: ProgramForms = {
	names: ["npm"],
	global:
		"--silent -s --quiet -q --loglevel=word --no-color --color --prefix=folder -C=folder -w=folder --workspace=folder " +
		"--workspaces -ws --include-workspace-root -iwr --json --long -l --parseable --no-progress --no-fund --no-audit " +
		"--offline --no-update-notifier",
	forms: [
		version("--version -v"),
		safe("version", "says the versions"),
		workspace("run | run-script | rum | urn", runsScript, "--if-present", {
			first: ["task"],
			args: "own",
			after: "own",
		}),
		workspace("test | t | tst", "runs the project's tests", "--if-present", { args: "own", after: "own" }),
		workspace("start", "starts the project", "--if-present", { args: "own", after: "own" }),
		workspace("exec | x", "runs a tool of the project", "--no --no-install", { args: "command", after: "command" }),
		safe("ls | list | la | ll", "lists packages", "--all -a --depth=number --omit=word --prod --dev --link", {
			args: "word",
		}),
		safe("explain | why", "says why a package is there", "", { args: "word" }),
		safe("query", "lists packages", "", { args: "pattern" }),
		safe("root | bin | prefix", "says where packages are", "--global -g"),
		safe("help", "shows help", "", { args: "word" }),
		safe("completion", "prints a script for shells"),
		safe("pkg get", "reads the package's description", "", { args: "word" }),
		workspace("pkg set | pkg delete | pkg fix", "changes the package's description", "", { args: "text" }),
		workspace("init", "writes the package's description", "--yes -y", { needs: ["--yes", "-y"] }),
		safe("config get", "reads a setting", "", {
			first: ["word"],
			not: ["auth", "token", "pass", "cert", "key", "user"],
		}),
		ask("config | c | get | set", "shows or changes settings, which may hold tokens"),
		workspace("pack", "says what the package would hold", "--dry-run", { needs: ["--dry-run"] }),
		workspace("pack", "writes the package as an archive", "--pack-destination=write --ignore-scripts"),
		ask(
			"view | info | show | v | outdated | audit | search | doctor | ping | fund",
			"asks the package registry",
			npmRegistry,
		),
		ask(
			"install | i | add | ci | in | isntall | clean-install | install-test | it | install-ci-test",
			installs,
			npmRegistry,
		),
		ask("update | up | upgrade | dedupe | ddp | rebuild | rb | link | ln | create | innit", installs, npmRegistry),
		ask("uninstall | un | remove | rm | r | unlink | prune", "removes packages", npmRegistry),
		ask(
			"publish | unpublish | deprecate | dist-tag | access | owner | team | org | star | hook",
			publishes,
			npmRegistry,
		),
		ask("login | logout | adduser | whoami | profile", "works with the account at the registry", npmRegistry),
		{ sub: "token", verdict: "deny", why: "gives out credentials" },
		safe("run | run-script", "lists the scripts of the project"),
	],
};

const npx: ProgramForms = {
	names: ["npx", "bunx", "pnpx"],
	forms: [
		version("--version -v"),
		workspace(
			"",
			"runs a tool of the project",
			"--no --no-install --quiet -q --silent --offline --prefer-offline --bun",
			{
				args: "command",
				after: "command",
			},
		),
		{ ...ask("", text, npmRegistry), needs: ["-c", "--call", "-p", "--package", "--node-options", "--prefix"] },
	],
};

const yarn: ProgramForms = {
	names: ["yarn", "yarnpkg"],
	global: "--silent -s --cwd=folder --json --verbose --offline --non-interactive --no-progress",
	forms: [
		...binaries,
		ownVersion("--version -v"),
		{ ...ask("", installs, yarnRegistry), count: [0, 0] },
		workspace("run", runsScript, "--top-level -T", { first: ["everyday"], args: "own", after: "own", passes: true }),
		workspace("run", "runs a tool of the project", "", { args: "command" }),
		workspace("test | start", runsScript, "", { args: "own", after: "own", passes: true }),
		workspace("workspaces run", runsScript, "", { first: ["everyday"], args: "own", after: "own", passes: true }),
		workspace("workspace", runsScript, "", { first: ["word", "everyday"], args: "own", after: "own", passes: true }),
		workspace(
			"list | why | bin | versions | workspaces list | workspaces info | info | licenses list",
			"reads the project's packages",
			"--depth=number --pattern=pattern -R --recursive -A --all -v",
			{
				args: "word",
			},
		),
		ask("outdated | audit | npm audit | npm info", "asks the package registry", yarnRegistry),
		ask(
			"install | add | upgrade | upgrade-interactive | up | dedupe | rebuild | link | import | create | dlx | global",
			installs,
			yarnRegistry,
		),
		ask("remove | unlink | autoclean | cache", "removes packages", yarnRegistry),
		ask(
			"publish | npm publish | npm tag | tag | owner | version | team | login | logout | npm login",
			publishes,
			yarnRegistry,
		),
		ask(
			"exec | node | plugin | set | config | init | pack | patch | patch-commit | unplug | policies",
			"runs or changes what is not known",
		),
		ask("workspaces | workspaces foreach | generate-lock-entry", "runs commands in several packages"),
		workspace("", runsScript, "", { first: ["everyday"], args: "own", after: "own", passes: true }),
		workspace("", "runs a tool of the project", "", { args: "command" }),
		workspace("run", "lists the scripts of the project"),
	],
};

const pnpm: ProgramForms = {
	names: ["pnpm"],
	global:
		"--silent -s -C=folder --dir=folder --filter=pattern -F=pattern --filter-prod=pattern -r --recursive -w --workspace-root " +
		"--parallel --stream --sequential --if-present --reporter=word --workspace-concurrency=number --aggregate-output " +
		"--no-bail --bail --color --no-color --loglevel=word --offline --json --long --no-sort --fail-if-no-match",
	forms: [
		...binaries,
		ownVersion("--version -v"),
		workspace("run | run-script", runsScript, "", { first: ["task"], args: "own", after: "own", passes: true }),
		workspace("test | t | tst | start", runsScript, "", { args: "own", after: "own", passes: true }),
		workspace("exec", "runs a tool of the project", "", { args: "command", after: "command" }),
		workspace(
			"list | ls | la | ll | why | licenses list | licenses ls",
			"lists packages",
			"--depth=number --prod -P --dev -D --only-projects",
			{
				args: "word",
			},
		),
		workspace("root | bin | store path | store status | help", "says where packages are", "--global -g", {
			args: "word",
		}),
		ask("outdated | audit | view | info | show | search", "asks the package registry", npmRegistry),
		ask(
			"install | i | add | ci | install-test | it | update | up | upgrade | import | fetch | rebuild | rb | link | ln",
			installs,
			npmRegistry,
		),
		ask(
			"dlx | create | dedupe | approve-builds | self-update | setup | env | patch | patch-commit",
			installs,
			npmRegistry,
		),
		ask("remove | rm | uninstall | un | unlink | prune | store | cache", "removes packages"),
		ask("publish | deploy | pack | login | logout | config | c | server | init", publishes, npmRegistry),
		workspace("", runsScript, "", { first: ["everyday"], args: "own", after: "own", passes: true }),
		workspace("", "runs a tool of the project", "", { args: "command" }),
		workspace("run", "lists the scripts of the project"),
	],
};

export const javascriptPrograms: readonly ProgramForms[] = [
	node,
	npm,
	npx,
	yarn,
	pnpm,
	{
		names: ["corepack"],
		forms: [
			version(),
			ask(
				"enable | disable | prepare | use | install | up",
				"changes the package managers of this machine",
				npmRegistry,
			),
		],
	},
	{
		names: ["nvm", "fnm", "volta", "asdf", "mise", "n"],
		forms: [
			version(),
			safe("ls | list | current | which", "lists versions", "", { args: "word" }),
			ask(
				"install | use | alias | default | uninstall | pin | global | local | exec | run",
				"changes the versions of tools",
			),
		],
	},
];
