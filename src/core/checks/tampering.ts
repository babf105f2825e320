/** Finds what makes the checks prove less than before: what a person should look at first. */

import * as z from "zod";
import type { Change, Sides } from "../review-ports.ts";
import { addedMarks, lostAssertions, loweredThresholds } from "./tampering-marks.ts";
import { type JudgingKind, judgingKind } from "./tampering-paths.ts";

export interface Tampering {
	/** Where the file is; where it was, when it was deleted. */
	readonly path: string;
	/** Of the proposed side, from 1; 0 where the file as a whole is meant. */
	readonly line: number;
	/** The rest of a sentence that begins with the file's name. */
	readonly because: string;
}

export interface LookedChange {
	readonly change: Pick<Change, "path" | "kind" | "from" | "binary">;
	readonly sides: Sides;
}

/** Of one task; what is more is not listed. */
const mostFindings = 200;
/** Bytes of a file that is read: longer ones are judged by their names alone. */
const longestFile = 1_000_000;

/** In the order of the changes. A file that is new judges nothing that was there: only what it leaves out is told. */
export function findTampering(changes: readonly LookedChange[]): readonly Tampering[] {
	return changes.flatMap(tamperingOf).slice(0, mostFindings);
}

/** Files that decide what is proved and that the base has: their old versions can be run against the new code. */
export function isChangedTest({ path, kind, from = path }: LookedChange["change"]): boolean {
	const judging = judgingKind(from);
	return kind !== "added" && (judging === "test" || judging === "snapshot");
}

function tamperingOf({ change, sides }: LookedChange): readonly Tampering[] {
	const { path, kind, from = path } = change;
	const judging = judgingKind(from) ?? judgingKind(path);
	const found = (because: string, line = 0): Tampering => ({ path, line, because });
	const whole = judging === null || kind === "added" ? [] : [found(wholeBecause(judging, kind))];
	const [base, proposed] = [textOf(sides.base), textOf(sides.proposed)];
	if (proposed === null || change.binary) return whole;
	const before = base ?? "";
	const marks = addedMarks(before, proposed, judging === "test" ? "test" : "other").map(({ because, line }) =>
		found(because, line),
	);
	const lost = judging === "test" && base !== null ? lostAssertions(before, proposed) : 0;
	const lower = base === null ? [] : configFindings(path, judging, before, proposed).map((because) => found(because));
	const fewer = lost === 0 ? [] : [found(`has ${lost} ${lost === 1 ? "assertion" : "assertions"} fewer than before`)];
	return [...fewer, ...marks, ...lower, ...whole];
}

const nouns: Readonly<Record<JudgingKind, string>> = {
	test: "is a test",
	snapshot: "is a snapshot of a test",
	ci: "runs in continuous integration",
	config: "configures what checks the work",
};

function wholeBecause(kind: JudgingKind, change: Change["kind"]): string {
	const verb = change === "deleted" ? "deleted" : change === "renamed" ? "moved" : "changed";
	return `${nouns[kind]} and was ${verb}`;
}

function configFindings(path: string, judging: JudgingKind | null, base: string, proposed: string): readonly string[] {
	const name = path.split("/").at(-1) ?? "";
	const scripts = name === "package.json" ? changedScripts(base, proposed) : [];
	const sections =
		sectioned.has(name) && checkSections(base) !== checkSections(proposed)
			? ["changes the configuration of checks in it"]
			: [];
	const build = /^(?:[Mm]akefile|GNUmakefile|\.?[Jj]ustfile|composer\.json|Rakefile)$/.test(name)
		? changedTargets(base, proposed)
		: [];
	const lowered =
		judging === null && name !== "package.json" && !sectioned.has(name) ? [] : loweredThresholds(base, proposed);
	return [...scripts, ...sections, ...build, ...lowered];
}

const manifestSchema = z.record(z.string(), z.unknown());
const scriptNames = /^(?:pre|post)?(?:test|lint|type-?check|check-types|check|coverage|ci|verify|validate)(?:[:-].*)?$/;
const settingNames = /^(?:jest|vitest|mocha|ava|nyc|c8|eslintConfig|tap|lint-staged)$/;

function changedScripts(base: string, proposed: string): readonly string[] {
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

const sectioned = new Set(["pyproject.toml", "setup.cfg", "Cargo.toml"]);

/** The sections of a settings file that steer tests, coverage, linters and type checkers. */
function checkSections(text: string): string {
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
function changedTargets(base: string, proposed: string): readonly string[] {
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

function textOf(bytes: Uint8Array | null): string | null {
	return bytes === null || bytes.length > longestFile ? null : new TextDecoder().decode(bytes);
}
