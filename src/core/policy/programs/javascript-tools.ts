/** The JavaScript world: compilers, linters and test runners of a project. */

import type { ProgramForms } from "./form.ts";
import { ask, except, safe, tool, version, workspace } from "./verdicts.ts";

const tests = "runs the project's tests";

const compilers: readonly ProgramForms[] = [
	tool(
		"tsc vue-tsc tsgo",
		"checks types and compiles",
		"-p=read --project=read -b --build --noEmit --noemit -w --watch --watch={true,false} --incremental --pretty --pretty={true,false} --strict " +
			"--skipLibCheck --outDir=write --outFile=write --rootDir=folder --declaration -d --emitDeclarationOnly --declarationMap " +
			"--listFiles --listFilesOnly --listEmittedFiles --showConfig --traceResolution --extendedDiagnostics --diagnostics " +
			"--target=word -t=word --module=word -m=word --moduleResolution=word --jsx=word --lib=word --esModuleInterop --types=word " +
			"--allowJs --checkJs --force -f --clean --dry --verbose -v --init --sourceMap --noUnusedLocals --noUnusedParameters " +
			"--resolveJsonModule --isolatedModules --noErrorTruncation --tsBuildInfoFile=write --allowImportingTsExtensions " +
			"--composite --explainFiles --noImplicitAny --strictNullChecks --baseUrl=folder --ignoreConfig",
	),
	tool(
		"swc babel tsup tsdown unbuild microbundle ncc esbuild",
		"compiles files",
		"-d=write --out-dir=write -o=write --out-file=write --outfile=write --outdir=write --bundle --minify --format=word --platform=word " +
			"--target=word --sourcemap[=word] --source-maps --external=word --external:react --splitting --dts --clean --watch -w " +
			"--extensions=word --copy-files --ignore=pattern --metafile[=write] --tree-shaking[=word] --log-level=word --analyze " +
			"--config=read --config-file=read --presets=word --minify-whitespace --keep-names --silent --quiet --jsx=word --packages=word",
	),
	tool(
		"tsx ts-node esno jiti",
		"runs a script of the project",
		"--tsconfig=read --project=read -P=read --esm -T --transpile-only --no-cache",
		{
			first: ["script"],
			args: "own",
		},
	),
];

const linters: readonly ProgramForms[] = [
	tool(
		"eslint xo standard semistandard ts-standard",
		"checks files with the project's rules",
		"--fix --fix-dry-run --fix-type=word --ext=word -c=read --config=read --no-eslintrc --no-config-lookup --ignore-path=read " +
			"--ignore-pattern=pattern --no-ignore --quiet --max-warnings=number --format=word -f=word -o=write --output-file=write --cache " +
			"--cache-location=write --cache-strategy=word --rule=text --env=word --color --no-color --debug --print-config=read " +
			"--report-unused-disable-directives --report-unused-disable-directives-severity=word --no-error-on-unmatched-pattern " +
			"--no-warn-ignored --exit-on-fatal-error --stats --flag=word --concurrency=word --pass-on-unpruned-suppressions --suppress-all " +
			"--parser-options=text --global=word --inspect-config",
	),
	tool(
		"prettier prettierd",
		"formats files",
		"--check -c --list-different -l --write -w --config=read --no-config --ignore-path=read --ignore-unknown -u --log-level=word --loglevel=word " +
			"--parser=word --stdin-filepath=read --cache --cache-location=write --cache-strategy=word --no-error-on-unmatched-pattern --single-quote " +
			"--no-semi --tab-width=number --print-width=number --trailing-comma=word --use-tabs --prose-wrap=word --end-of-line=word " +
			"--with-node-modules --no-editorconfig --find-config-path=read --file-info=read --support-info --no-color --color --check-ignore-pragma",
		{ args: "write" },
	),
	{
		names: ["biome", "rome"],
		global:
			"--colors=word --verbose --config-path=read --max-diagnostics=word --diagnostic-level=word --log-level=word --no-errors-on-unmatched --use-server",
		forms: [
			version(),
			workspace(
				"check | lint | format | ci",
				"checks and formats files",
				"--write --fix --unsafe --apply --changed --staged --since=word --reporter=word --error-on-warnings --only=word --skip=word " +
					"--formatter-enabled=word --linter-enabled=word --assist-enabled=word --stdin-file-path=read --indent-style=word --line-width=number --suppress --reason=text --files-ignore-unknown=word",
				{ args: "write" },
			),
			safe("explain | rage | search", "explains", "", { args: "pattern" }),
			workspace("init | migrate", "writes the configuration", "--write"),
		],
	},
	except(
		tool(
			"oxlint dprint stylelint htmlhint tslint lit-analyzer svelte-check astro-check eslint_d knip depcheck madge dpdm dependency-cruiser depcruise " +
				"unimported ts-prune ts-unused-exports publint attw arethetypeswrong type-coverage size-limit bundlesize ls-engines sort-package-json " +
				"syncpack manypkg alex cspell remark commitlint jscpd license-checker purgecss svgo",
			"checks files",
			"--fix --write --check -c=read --config=read --tsconfig=read -p=read --project=read --quiet -q --silent --max-warnings=number --deny-warnings " +
				"--format=word -f=word --formatter=word --ext=word --extensions=word --ignore-path=read --ignore-pattern=pattern --cache --threshold=word " +
				"--output=word --json --circular --orphans --summary --production --strict --include=word --exclude=pattern --no-progress --show-progress " +
				"--reporter=word --max-issues=number --no-exit-code --exclude-dirs=word --detail --pack --from=word --to=word --last --no-summary --no-must-find-files",
			{ args: "read" },
		),
		ask("exec | run | upgrade | npm-tag | plugin | add | install", "runs other commands, or downloads"),
	),
];

const jestOptions =
	"--watch={true,false} --watchAll={true,false} --coverage --coverage={true,false} --coverageReporters=word --coverageDirectory=write --collectCoverageFrom=pattern --no-coverage " +
	"--ci -t=pattern --testNamePattern=pattern --testPathPattern=pattern --testPathPatterns=pattern --testPathIgnorePatterns=pattern " +
	"--runInBand -i -u --updateSnapshot --verbose --silent --bail[=number] -b --passWithNoTests --maxWorkers=word -w=word --findRelatedTests " +
	"--onlyChanged -o --changedSince=word --detectOpenHandles --forceExit --no-cache --clearCache --config=read -c=read --rootDir=folder --runTestsByPath " +
	"--listTests --showConfig --reporters=word --json --outputFile=write --testTimeout=number --selectProjects=word --projects=folder --logHeapUsage " +
	"--lastCommit --shard=word --randomize --colors --no-colors --color --expand --env=word --debug --workerIdleMemoryLimit=word --onlyFailures -f";

const vitestOptions =
	"--run --watch={true,false} --no-watch --coverage --coverage.enabled --coverage.enabled={true,false} --coverage.provider=word --coverage.reporter=word " +
	"--coverage.include=pattern --coverage.exclude=pattern --coverage.reportsDirectory=write --coverage.all --reporter=word --outputFile=write " +
	"-t=pattern --testNamePattern=pattern -u --update -r=folder --root=folder --dir=folder -c=read --config=read --project=word --environment=word " +
	"--globals --passWithNoTests --bail=number --retry=number --testTimeout=number --hookTimeout=number --pool=word --maxWorkers=word --minWorkers=word --poolOptions.threads.singleThread " +
	"--no-threads --no-file-parallelism --fileParallelism={true,false} --no-isolate --isolate --changed[=word] --shard=word --silent --silent={passed-only,true,false} --hideSkippedTests --no-color --color --mode=word " +
	"--typecheck --typecheck.only --logHeapUsage --sequence.shuffle --sequence.seed=number --clearScreen={true,false} --disableConsoleIntercept --allowOnly --exclude=pattern --browser=word " +
	"--browser.headless --related --dangerouslyIgnoreUnhandledErrors --slowTestThreshold=number --inspect-brk --no-cache --json --expandSnapshotDiff --ui={true,false} --printConsoleTrace --api={true,false}";

const runners: readonly ProgramForms[] = [
	tool("jest react-scripts-test", tests, jestOptions),
	{
		names: ["vitest"],
		forms: [
			version("--version -v"),
			workspace("run | watch | dev | related | bench | list | typecheck", tests, vitestOptions, { args: "read" }),
			workspace("", tests, vitestOptions, { args: "read" }),
		],
	},
	except(
		tool(
			"mocha ava tap tape jasmine karma uvu qunit wtr web-test-runner cypress-run test-storybook lab",
			tests,
			"--grep=pattern -g=pattern -f=text --fgrep=text --invert -i --reporter=word -R=word --timeout=number -t=number --bail -b --exit --recursive --config=read " +
				"--spec=read --parallel -p --jobs=number -j=number --forbid-only --forbid-pending --ui=word --colors --no-colors --color --sort --slow=number --retries=number --check-leaks " +
				"--extension=word --ignore=pattern --exclude=pattern --full-trace --diff --inline-diffs --dry-run --verbose -v --match=pattern -m=pattern --update-snapshots -u --serial -s --fail-fast --tap " +
				"--single-run --no-single-run --browsers=word --coverage --concurrency=number -c=number --filter=pattern --random=word --watch={true,false} -r={ts-node/register,ts-node/register/transpile-only,tsx,tsx/cjs,esbuild-register,@babel/register,source-map-support/register,tsconfig-paths/register}",
		),
		ask("plugin | repl | init | debug | versions", "downloads code, or goes on running"),
	),
	{
		names: ["playwright"],
		forms: [
			version(),
			workspace(
				"test",
				tests,
				"--grep=pattern -g=pattern --grep-invert=pattern --project=word --reporter=word --workers=word -j=word --headed --debug --retries=number --timeout=number " +
					"--update-snapshots -u --trace=word --max-failures=number -x --list --config=read -c=read --shard=word --repeat-each=number --forbid-only --pass-with-no-tests --quiet --last-failed --only-changed[=word] --output=write --fully-parallel --no-deps --ignore-snapshots --browser=word --global-timeout=number",
				{ args: "read" },
			),
			workspace("merge-reports | show-report | show-trace", "shows a report", "--reporter=word --port=number", {
				args: "read",
			}),
			ask("install | install-deps", "downloads browsers", ["cdn.playwright.dev"]),
			ask("codegen | open | screenshot | pdf", "opens pages of the outside"),
		],
	},
	{
		names: ["cypress"],
		forms: [
			version("--version -v"),
			workspace(
				"run",
				tests,
				"--spec=read -s=read --browser=word -b=word --headless --headed --e2e --component --quiet -q --reporter=word -r=word --config-file=read -C=read --project=folder -P=folder --no-exit",
				{},
			),
			safe("verify | info | version | cache list | cache path", "says what is installed"),
			ask("install | open | cache", "downloads or opens a browser", ["download.cypress.io"]),
		],
	},
	{
		names: ["nyc", "c8"],
		forms: [
			version(),
			workspace(
				"report | check-coverage | merge",
				"reports the coverage",
				"--reporter=word -r=word --check-coverage --lines=number --branches=number --functions=number --statements=number",
				{
					args: "read",
				},
			),
			workspace(
				"",
				tests,
				"--reporter=word -r=word --all -a --check-coverage --lines=number --branches=number --functions=number --statements=number --include=pattern --exclude=pattern -n=pattern -x=pattern --silent --clean --no-clean --report-dir=write",
				{
					args: "command",
				},
			),
		],
	},
];

export const javascriptToolPrograms: readonly ProgramForms[] = [...compilers, ...linters, ...runners];
