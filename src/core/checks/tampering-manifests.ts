/** Compares what manifests and build files say of checks: scripts, sections and targets. */

import * as z from "zod";

const manifestSchema = z.record(z.string(), z.unknown());
const scriptNames = /^(?:pre|post)?(?:test|lint|type-?check|check-types|check|coverage|ci|verify|validate)(?:[:-].*)?$/;
const settingNames = /^(?:jest|vitest|mocha|ava|nyc|c8|eslintConfig|tap|lint-staged)$/;

/** Scripts and settings of checks in a package.json, as ends of a sentence. */
export function changedScripts(base: string, proposed: string): readonly string[] {
	const [before, after] = [manifestOf(base), manifestOf(proposed)];
	const [old, now] = [
		manifestSchema.safeParse(before["scripts"]).data ?? {},
		manifestSchema.safeParse(after["scripts"]).data ?? {},
	];
	const scripts = Object.keys(old)
		.filter((name) => scriptNames.test(name) && old[name] !== now[name])
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

/** The rules of a Makefile and the like that are called as checks are. */
export function changedTargets(base: string, proposed: string): readonly string[] {
	const [before, after] = [targetsOf(base), targetsOf(proposed)];
	return [...before].flatMap(([name, text]) => (after.get(name) === text ? [] : [`changes what "${name}" runs`]));
}

function targetsOf(text: string): ReadonlyMap<string, string> {
	const rules = text.split(/^(?=[\w@".-]{1,60}[^\n=]{0,300}:(?!=))/m);
	return new Map(
		rules.flatMap((rule) => {
			const name = /^@?["]?(test|check|lint|typecheck|ci|coverage)\b/.exec(rule)?.[1];
			return name === undefined ? [] : [[name, rule.trim()] as const];
		}),
	);
}
