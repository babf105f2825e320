/** The JavaScript world: Bun and Deno, which are runtimes, package managers and test runners in one. */

import type { ProgramForms } from "./form.ts";
import { binaries } from "./javascript-binaries.ts";
import { ask, safe, version, workspace } from "./verdicts.ts";

const npmRegistry = ["registry.npmjs.org"];
const runsScript = "runs a script of the project";
const installs = "downloads packages, and may run their install scripts";
const text = "runs code that is given as text";

const bun: ProgramForms = {
	names: ["bun"],
	global: "--silent --cwd=folder --bun -b --smol",
	forms: [
		...binaries,
		version("--version -v --revision"),
		workspace("run", runsScript, "--filter=pattern -F=pattern", {
			first: ["everyday"],
			args: "own",
			after: "own",
			passes: true,
		}),
		workspace("run", runsScript, "", { first: ["script"], args: "own", after: "own", passes: true }),
		workspace("run", "runs a tool of the project", "", { args: "command" }),
		workspace(
			"test",
			"runs the project's tests",
			"-t=pattern --test-name-pattern=pattern --coverage --coverage-reporter=word --timeout=number --bail[=number] -u --update-snapshots --todo --only --rerun-each=number --concurrent --randomize",
			{ args: "read" },
		),
		workspace(
			"build",
			"bundles files",
			"--outdir=write --outfile=write --target=word --format=word --minify --sourcemap[=word] --splitting --external=word --watch --production",
			{
				first: ["read"],
				args: "read",
			},
		),
		workspace("x", "runs a tool of the project", "--no-install", { args: "command" }),
		safe("pm ls | pm bin | pm hash | why", "lists packages", "--all", { args: "word" }),
		ask("outdated | audit | info | pm view", "asks the package registry", npmRegistry),
		ask("install | i | add | a | update | upgrade | link | create | c | init | patch | pm", installs, npmRegistry),
		ask("remove | rm | unlink | publish | repl | exec | deploy", "changes packages, or runs commands", npmRegistry),
		workspace("", runsScript, "", { first: ["script"], args: "own" }),
		workspace("", runsScript, "", { first: ["everyday"], args: "own", after: "own", passes: true }),
		{ ...ask("", text), needs: ["-e", "--eval", "-p", "--print", "-r", "--preload", "--require", "--import"] },
		{ ...ask("test | run", text), needs: ["-e", "--eval", "-r", "--preload", "--require", "--import"] },
		safe("run", "lists the scripts of the project"),
	],
};

/** How modules are named that would be downloaded. */
const remote = ["npm:", "jsr:", "http:", "https:", "://", "data:"];

const deno: ProgramForms = {
	names: ["deno"],
	global: "--quiet -q",
	forms: [
		version("--version -V"),
		workspace(
			"fmt",
			"formats files",
			"--check --ext=word --line-width=number --indent-width=number --single-quote --ignore[=pattern]",
			{ args: "write" },
		),
		workspace("lint", "checks files", "--fix --json --compact --rules --rules-tags=word --ignore[=pattern]", {
			args: "read",
		}),
		workspace("check", "checks types", "--all --doc --no-lock", { args: "read", not: remote }),
		workspace(
			"test | bench",
			"runs the project's tests",
			"--allow-read[=read] --allow-write[=write] --allow-env --allow-all -A --no-check --coverage[=write] --filter=pattern --fail-fast --parallel --doc --no-run --reporter=word --cached-only --no-prompt --unstable",
			{
				args: "read",
				after: "own",
				not: remote,
			},
		),
		workspace("task", "runs a task of the project", "--cwd=folder", { first: ["task"], args: "own", passes: true }),
		workspace(
			"run",
			runsScript,
			"--allow-read[=read] --allow-write[=write] --allow-env --allow-all -A --no-check --check --cached-only --no-prompt --unstable",
			{
				first: ["script"],
				args: "own",
				not: remote,
			},
		),
		safe("info | doc | types", "shows what a module holds", "--json", { args: "read", not: remote }),
		ask("install | add | cache | upgrade | outdated | remove | update", installs, ["jsr.io", "registry.npmjs.org"]),
		ask("publish | deploy | eval | repl | compile | serve | jupyter", "publishes, or runs code that is given as text"),
	],
};

export const javascriptRuntimePrograms: readonly ProgramForms[] = [bun, deno];
