/** Dart, Perl, Lua, R, Julia, contracts and hardware, in short. */

import type { ProgramForms } from "./form.ts";
import { always, ask, safe, tool, version, workspace } from "./verdicts.ts";

const tests = "builds or tests the project";
const text = "runs code that is given as text";

export const moreLanguagePrograms: readonly ProgramForms[] = [
	{
		names: ["dart"],
		forms: [
			version(),
			workspace(
				"test | analyze | format | fix | compile | doc | info",
				tests,
				"--fatal-infos --fatal-warnings --no-fatal-warnings -o=write --output=word --set-exit-if-changed --dry-run --apply -n=pattern --name=pattern --plain-name=pattern -t=word --tags=word -r=word --reporter=word --coverage=write -j=number --line-length=number -l=number -p=word --platform=word --show=word",
				{ args: "write" },
			),
			workspace("run", "runs a script of the project", "--enable-asserts", { first: ["script"], args: "own" }),
			workspace(
				"run build_runner build | run build_runner test",
				"generates files",
				"--delete-conflicting-outputs -d --release",
			),
			safe("pub deps", "lists packages", "--style=word --json -s=word --no-dev"),
			ask(
				"pub get | pub add | pub upgrade | pub outdated | pub global | pub | pub publish | create",
				"downloads or publishes packages",
				["pub.dev"],
			),
		],
	},
	{
		names: ["flutter"],
		forms: [
			version("--version --suppress-analytics"),
			workspace(
				"test | analyze | build apk | build web | build ios | build appbundle | build macos | build linux | build bundle | gen-l10n | clean",
				tests,
				"--coverage --no-pub --release --debug --profile --name=pattern --plain-name=pattern -t=word --tags=word -r=word --reporter=word -j=number --concurrency=number --update-goldens --fatal-infos --no-fatal-infos --no-fatal-warnings --fatal-warnings --target=read --flavor=word --no-codesign --split-per-abi --offline --machine --exclude-tags=word --test-randomize-ordering-seed=word",
				{
					args: "read",
				},
			),
			safe("doctor | devices | emulators", "describes this machine", "-v --machine"),
			workspace("pub run build_runner build", "generates files", "--delete-conflicting-outputs"),
			ask(
				"pub | pub get | pub upgrade | pub add | upgrade | channel | create | run | drive | install | precache | downgrade | config",
				"downloads packages, or runs on devices",
				["pub.dev", "storage.googleapis.com"],
			),
		],
	},
	tool("melos", "runs tasks of the project", "--no-select --scope=word", { first: ["everyday"], args: "everyday" }),
	{
		names: [
			"julia",
			"Rscript",
			"R",
			"octave",
			"perl",
			"lua",
			"luajit",
			"guile",
			"racket",
			"sbcl",
			"crystal",
			"nim",
			"gleam",
			"d8",
			"tclsh",
			"raku",
			"roc",
			"elm",
			"purs",
			"spago",
		],
		forms: [
			version("--version -version -v -V"),
			workspace(
				"build | test | check | format | make | spec | tool format | compile",
				tests,
				"--check --optimize --output=write --verbose -v --release --error-trace --no-color -o=write",
				{ args: "read" },
			),
			workspace(
				"",
				"runs a script of the project",
				"-w --project --project[=folder] --color=word --vanilla --no-save --slave --quiet -q --startup-file=word -Ilib -It -t=number",
				{ first: ["script"], args: "own" },
			),
			ask("", text),
		],
	},
	tool(
		"prove",
		"runs the project's tests",
		"-l -v -r -j=number -b -q -f --verbose --recurse --lib --color --timer --state=word",
		{ args: "read" },
	),
	tool(
		"perltidy perlcritic",
		"checks or formats files",
		"-b --check -1 -2 -3 -4 -5 --severity=number --verbose=number",
		{ args: "write" },
	),
	tool("verilator iverilog solhint", "checks files", "--lint-only -Wall -o=write --cc -g2012 -f=word -c=read", {
		args: "read",
	}),
	{
		names: ["forge"],
		forms: [
			version("--version -V"),
			workspace(
				"build | test | fmt | coverage | snapshot | inspect | tree | clean | compile | lint | doc | config",
				tests,
				"-v -vv -vvv -vvvv -vvvvv --match-test=pattern --mt=pattern --match-contract=pattern --mc=pattern --match-path=read --mp=read --gas-report --check --sizes --force --no-match-test=pattern --no-match-contract=pattern --report=word --fuzz-runs=number --fuzz-seed=number --fail-fast --skip=word --offline --json --via-ir",
				{
					args: "read",
				},
			),
			ask(
				"install | update | create | script | verify-contract | flatten | remappings | init | remove | selectors",
				"downloads, or sends transactions",
				["github.com"],
			),
		],
	},
	{
		names: ["hardhat", "truffle", "cast", "anvil", "solana", "anchor", "near"],
		forms: [
			version(),
			workspace(
				"compile | test | check | coverage | clean",
				tests,
				"--grep=pattern --bail --parallel --no-compile --force",
				{ args: "read" },
			),
			ask("", "sends transactions, or goes on running"),
		],
	},
	always(
		"ask",
		"erl iex ghci runghc runhaskell utop cpan cpanm luarocks",
		"runs code that is given to it, or downloads",
	),
];
