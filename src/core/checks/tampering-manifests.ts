/** Compares what manifests and build files say of checks: scripts, sections and targets. */

import * as z from "zod";

const manifestSchema = z.record(z.string(), z.unknown());
const scriptNames =
	/^(?:pre|post)?(?:tests?|unit|e2e|integration|specs?|lint|eslint|tsc|types?|type-?check|check-types|check|coverage|ci|verify|validate|audit)(?:[:._-].*)?$/;
/** What a script is called says nothing where it starts one of these. */
const checkers =
	/(?:^|[\s;&|/])(?:vitest|jest|mocha|ava|tap|playwright\s+test|cypress|karma|eslint|oxlint|stylelint|biome\s+(?:check|lint|ci)|prettier\s+(?:--check|-c)|tsc\s+--noEmit|c8|nyc|knip|node\s+--test)(?![\w-])/;
const settingNames = /^(?:jest|vitest|mocha|ava|nyc|c8|eslintConfig|tap|lint-staged)$/;

/** Scripts and settings of checks in a package.json, as ends of a sentence. */
export function changedScripts(base: string, proposed: string): readonly string[] {
	const [before, after] = [manifestOf(base), manifestOf(proposed)];
	const [old, now] = [
		manifestSchema.safeParse(before["scripts"]).data ?? {},
		manifestSchema.safeParse(after["scripts"]).data ?? {},
	];
	const scripts = Object.keys(old)
		.filter((name) => (scriptNames.test(name) || checkers.test(String(old[name]))) && old[name] !== now[name])
		.map((name) => (now[name] === undefined ? `takes the script "${name}" away` : `changes the script "${name}"`));
	const settings = Object.keys({ ...before, ...after })
		.filter((name) => settingNames.test(name) && JSON.stringify(before[name]) !== JSON.stringify(after[name]))
		.map((name) => `changes the configuration "${name}"`);
	return [...scripts, ...settings];
}

function manifestOf(text: string): Readonly<Record<string, unknown>> {
	try {
		return manifestSchema.safeParse(JSON.parse(text)).data ?? {};
	} catch {
		return {};
	}
}

const taskSections = ["tasks", "pipeline", "targets", "targetDefaults"] as const;

/** Tasks and settings of checks that a workspace's tool keeps in JSON: Turborepo, Nx, Deno. */
export function changedTasks(base: string, proposed: string): readonly string[] {
	const [before, after] = [manifestOf(base), manifestOf(proposed)];
	const tasks = taskSections.flatMap((section) => {
		const [old, now] = [before, after].map((of) => manifestSchema.safeParse(of[section]).data ?? {});
		return Object.keys(old ?? {}).filter(
			(name) => scriptNames.test(name) && JSON.stringify(old?.[name]) !== JSON.stringify(now?.[name]),
		);
	});
	const settings = ["test", "lint"].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
	return [
		...tasks.map((name) => `changes what "${name}" runs`),
		...settings.map((name) => `changes the configuration "${name}"`),
	];
}

/** Files that say many things; only their sections about checks count. */
export const sectioned = new Set(["pyproject.toml", "setup.cfg", "Cargo.toml"]);

/** The sections of a settings file that steer tests, coverage, linters and type checkers. */
export function checkSections(text: string): string {
	const parts = text.split(/^(?=\[)/m);
	return parts
		.filter((part) =>
			/^\[+["']?(?:tool[.:])?["']?(?:pytest|coverage|ruff|mypy|pyright|pylint|flake8|tox|nox|lints|test|unittest)/.test(
				part,
			),
		)
		.join("");
}

/** How the rules of a file of targets begin: each at the line's start, two spaces in, or as tasks of Rake. */
type TargetForm = "make" | "task" | "rake";

/** The form of a file of targets, by its name; null for other files. */
export function targetForm(name: string): TargetForm | null {
	if (/^(?:[Mm]akefile|GNUmakefile|\.?[Jj]ustfile|composer\.json)$/.test(name)) return "make";
	if (/^[Tt]askfile\.ya?ml$/.test(name)) return "task";
	return name === "Rakefile" ? "rake" : null;
}

/** The rules of a Makefile and the like that are called as checks are. */
export function changedTargets(form: TargetForm, base: string, proposed: string): readonly string[] {
	const [before, after] = [targetsOf(form, base), targetsOf(form, proposed)];
	return [...before].flatMap(([name, text]) => (after.get(name) === text ? [] : [`changes what "${name}" runs`]));
}

const makeRule = /^(?=[\w@".-]{1,60}[^\n=]{0,300}:(?!=))/m;
const rakeRule = /^(?=[ \t]*(?:task\b|(?:Rake|Minitest)::TestTask\b|RSpec::Core::RakeTask\b))/m;
const called = String.raw`(test|spec|check|lint|typecheck|ci|coverage)\b`;
const makeName = new RegExp(`^@?["]?${called}`);
const rakeName = new RegExp(String.raw`^[ \t]*task[ (]+:?["']?${called}|^[ \t]*(\w+::[\w:]+)`);

function targetsOf(form: TargetForm, text: string): ReadonlyMap<string, string> {
	const [rule, named] = form === "rake" ? [rakeRule, rakeName] : [makeRule, makeName];
	const rules = (form === "task" ? text.replace(/^ {2}/gm, "") : text).split(rule);
	return new Map(
		rules.flatMap((each) => {
			const match = named.exec(each);
			const name = match?.[1] ?? match?.[2];
			return name === undefined ? [] : [[name, each.trim()] as const];
		}),
	);
}
