/** Swift, Elixir, Erlang, Haskell, OCaml and Zig, in short. */

import type { ProgramForms } from "./form.ts";
import { ask, safe, tool, version, workspace } from "./verdicts.ts";

const tests = "builds or tests the project";
const text = "runs code that is given as text";

const script = (names: string, options: string, versions = "--version -v -V"): ProgramForms => ({
	names: names.split(" "),
	forms: [
		version(versions),
		workspace("", "runs a script of the project", options, { first: ["script"], args: "own" }),
		ask("", text),
	],
});

const mixTask =
	"--trace --cover --failed --stale --only=word --exclude=word --include=word --seed=number --max-failures=number --max-cases=number --slowest=number --color --no-color --warnings-as-errors --force --check-formatted --dry-run --strict --format=word --all --no-start --no-compile --export-coverage=word --partitions=number --umbrella --only-umbrella --dot-formatter=read --verbose --preload-modules --raise -a --no-deps-check --formatter=word";

export const otherLanguagePrograms: readonly ProgramForms[] = [
	{
		names: ["swift"],
		forms: [
			version("--version -version"),
			workspace(
				"build | test | package describe | package show-dependencies | package dump-package | package clean",
				tests,
				"-c=word --configuration=word --filter=pattern --skip=pattern --parallel --enable-code-coverage -v --verbose -q --quiet -j=number --target=word --product=word --show-bin-path --package-path=folder --type=word --format=word --list-tests --skip-build --num-workers=number --build-tests --xunit-output=write --skip-update",
			),
			workspace("run", "runs the project", "-c=word --configuration=word --skip-build -q --quiet", { args: "own" }),
			workspace(
				"format | format lint",
				"formats files",
				"-i --in-place -r --recursive --configuration=read -p --parallel -s --strict",
				{ args: "write" },
			),
			ask("package | package update | package resolve | package init | repl", "downloads packages", ["github.com"]),
		],
	},
	tool(
		"swiftlint swiftformat swiftc swift-format",
		"checks, formats or compiles files",
		"--fix --strict --quiet --config=read --lint --dryrun --verbose -o=write -O -g --reporter=word --no-cache -parse -typecheck --autocorrect",
		{ args: "write" },
	),
	{
		names: ["xcodebuild"],
		forms: [
			version("-version"),
			safe(
				"",
				"lists the project's targets",
				"-list -showsdks -showdestinations -json -project=read -workspace=read -scheme=word",
				{ needs: ["-list", "-showsdks", "-showdestinations"] },
			),
			workspace(
				"build | test | clean | analyze | build-for-testing | test-without-building",
				tests,
				"-project=read -workspace=read -scheme=word -configuration=word -destination=text -sdk=word -quiet -derivedDataPath=write -resultBundlePath=write -only-testing=word -enableCodeCoverage=word",
				{
					only: ["build", "test", "clean", "analyze"],
					args: "word",
				},
			),
			workspace(
				"",
				tests,
				"-project=read -workspace=read -scheme=word -configuration=word -destination=text -sdk=word -quiet -derivedDataPath=write -resultBundlePath=write -enableCodeCoverage=word",
				{
					only: ["build", "test", "clean", "analyze", "build-for-testing", "test-without-building"],
					args: "word",
					count: [1, 3],
				},
			),
		],
	},
	{
		names: ["mix"],
		forms: [
			version("--version -v"),
			workspace(
				"test | compile | format | credo | dialyzer | docs | xref graph | test.watch | check | sobelow | coveralls | coveralls.html | clean | help | phx.routes | deps.tree | deps | deps.compile | ecto.gen.migration | phx.gen.schema | phx.gen.context | phx.gen.live | phx.gen.html | assets.build | gettext.extract | compile.all | app.tree | doctor | lint | quality | precommit",
				tests,
				mixTask,
				{
					args: "read",
				},
			),
			workspace("run", "runs a script of the project", "--no-halt --no-start", { first: ["script"], args: "own" }),
			ask(
				"deps.get | deps.update | local.hex | local.rebar | archive.install | hex.outdated | hex.audit | escript.install | phx.new | new",
				"downloads packages",
				["repo.hex.pm", "hex.pm"],
			),
			ask(
				"hex.publish | hex.user | release | ecto.migrate | ecto.rollback | ecto.drop | ecto.reset | ecto.create | ecto.setup | phx.server | do | eval | phx.gen.secret | cmd",
				"works on a database, publishes or runs other code",
			),
		],
	},
	script("elixir", ""),
	tool("elixirc erlc", "compiles files", "-o=write -W -Werror -v", { args: "read" }),
	{
		names: ["rebar3"],
		forms: [
			version("--version -v"),
			workspace(
				"compile | eunit | ct | dialyzer | xref | fmt | lint | cover | tree | version | as test eunit | proper | edoc | clean",
				tests,
				"-v --verbose --cover --module=word --suite=word --case=word -c --write -w --check --app=word",
				{ args: "word" },
			),
			ask("upgrade | deps | get-deps | shell | release | hex | new | plugins", "downloads, or runs other code", [
				"repo.hex.pm",
			]),
		],
	},
	{
		names: ["cabal", "stack"],
		forms: [
			version("--version --numeric-version"),
			workspace(
				"build | test | bench | check | haddock | clean | format | ls dependencies | path | sdist | v2-build | v2-test",
				tests,
				"-j -j=number --fast --pedantic --coverage --no-run-tests --test --bench --ta=text --test-arguments=text --offline --enable-tests --enable-coverage --test-show-details=word --dry-run -v --verbose -O0 --haddock --silent --flag=word --test-options=text",
				{
					args: "word",
				},
			),
			workspace("run", "runs the project", "-v", { args: "own", after: "own" }),
			ask(
				"install | update | upload | unpack | get | outdated | setup | upgrade | new | init | exec | repl | ghci | ghc | script | fetch | freeze | eval",
				"downloads packages, or runs other code",
				["hackage.haskell.org"],
			),
		],
	},
	tool(
		"hlint ormolu fourmolu stylish-haskell brittany cabal-fmt ocamlformat",
		"checks or formats files",
		"-i --inplace --mode=word --check -c=read --config=read --hint=read -j --no-exit-code --enable-outside-detected-project -m=word --no-cabal",
		{ args: "write" },
	),
	{
		names: ["ghc"],
		forms: [
			version("--version --numeric-version"),
			workspace(
				"",
				"compiles files",
				"-o=write -Wall -Werror -O -O2 -O0 -c -fno-code -outputdir=write -i=folder -threaded --make",
				{ args: "read" },
			),
			ask("", text),
		],
	},
	{
		names: ["dune"],
		forms: [
			version(),
			workspace(
				"build | test | runtest | fmt | clean | promote | describe",
				tests,
				"-j=number --profile=word --auto-promote --display=word --root=folder -p=word --force -f --no-buffer --preview --release",
				{ args: "read" },
			),
			workspace("exec", "runs the project", "--no-build", { args: "command", after: "command" }),
			ask("install | utop | publish | release | init | subst", "installs or publishes"),
		],
	},
	{
		names: ["opam"],
		forms: [
			version(),
			safe("list | show | switch list | config list", "lists packages", "-i --installed -a --short", { args: "word" }),
			ask("install | update | upgrade | switch | pin | exec | remove | init | publish", "downloads packages", [
				"opam.ocaml.org",
			]),
		],
	},
	tool("ocamlfind ocamlopt ocamlc", "compiles files", "-o=write -c -package=word -linkpkg -I=folder -w=word -g"),
	{
		names: ["zig"],
		forms: [
			version(),
			safe("version | env | targets | zen", "says its version"),
			workspace(
				"build test | build run | build check | build docs",
				tests,
				"-Doptimize[=word] -Dtarget[=word] --release[=word] --summary=word -freference-trace --verbose -j=number",
				{ args: "none", after: "own" },
			),
			workspace(
				"build",
				tests,
				"-Doptimize[=word] -Dtarget[=word] --release[=word] --summary=word --prefix=write -p=write --verbose -l --list-steps -freference-trace",
				{ args: "everyday", after: "own" },
			),
			workspace(
				"test | build-exe | build-lib | build-obj | ast-check | fmt",
				tests,
				"--test-filter=pattern -O=word --check --stdin --ast-check --exclude=read -femit-bin=write -lc -target=word --color=word --summary=word -fsanitize-thread",
				{ args: "write" },
			),
			workspace("run", "runs the project", "-O=word -lc", { first: ["script"], args: "own", after: "own" }),
			ask("fetch | init | cc | c++ | translate-c | libc", "downloads, or runs a compiler", ["ziglang.org"]),
		],
	},
];
