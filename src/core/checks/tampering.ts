/** Finds what makes the checks prove less than before: what a person should look at first. */

import type { Change, Sides } from "../review-ports.ts";
import {
	changedScripts,
	changedTargets,
	changedTasks,
	checkSections,
	sectioned,
	targetForm,
} from "./tampering-manifests.ts";
import { addedMarks, assertsLess, holdsTests, lostAssertions, lostTests } from "./tampering-marks.ts";
import { isBuildFile, isExcuse, isNamedAsTest, isProse, type JudgingKind, judgingKind } from "./tampering-paths.ts";
import {
	excludedInBuild,
	longerIgnoreList,
	loosenedSwitches,
	loweredThresholds,
	narrowedSettings,
	untestedTargets,
	weakenedPipeline,
	weakenedRules,
} from "./tampering-settings.ts";

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
	const whole = judging === null || kind === "added" ? [] : [found(wholeBecause(judging, change))];
	const [base, proposed] = [textOf(sides.base), textOf(sides.proposed)];
	if (proposed === null || change.binary || isProse(path)) return whole;
	const before = base ?? "";
	const where = judging === "test" || holdsTests(before) || holdsTests(proposed) ? "test" : "other";
	const marks = addedMarks(before, proposed, where).map(({ because, line }) => found(because, line));
	if (base === null)
		return isExcuse(path) ? [...marks, found("leaves out something that was checked")] : [...marks, ...whole];
	const fewer = where === "test" ? fewerFindings(path, before, proposed) : [];
	const looser = configFindings(path, judging, before, proposed);
	return [...fewer.map((each) => found(each)), ...marks, ...looser.map((each) => found(each)), ...whole];
}

function fewerFindings(path: string, base: string, proposed: string): readonly string[] {
	const [tests, assertions] = [lostTests(base, proposed), lostAssertions(base, proposed)];
	return [
		...(tests === 0 ? [] : [`has ${tests} ${tests === 1 ? "test" : "tests"} fewer than before`]),
		...(assertions === 0
			? []
			: [`has ${assertions} ${assertions === 1 ? "assertion" : "assertions"} fewer than before`]),
		...(assertsLess(base, proposed) ? ["asserts less exactly than before"] : []),
		...(mocksItself(path, proposed) && !mocksItself(path, base)
			? ["puts a mock in place of what it is named after"]
			: []),
	];
}

/** `add.test.ts` that mocks `./add` tests its mock. */
function mocksItself(path: string, text: string): boolean {
	const name = (path.split("/").at(-1) ?? "").replace(/[._-](?:test|spec|tests)\..*$/, "");
	const mocked = text.matchAll(/\b(?:vi|jest)\.(?:do)?[mM]ock\(\s{0,40}(?:import\()?["']([^"'\n]{1,300})["']/g);
	return [...mocked].some(
		([, module = ""]) =>
			module
				.split("/")
				.at(-1)
				?.replace(/\.[cm]?[jt]sx?$/, "") === name,
	);
}

const nouns: Readonly<Record<JudgingKind, string>> = {
	test: "is a test",
	snapshot: "is a snapshot of a test",
	ci: "runs in continuous integration",
	hook: "runs on git operations",
	config: "configures what checks the work",
};

function wholeBecause(judging: JudgingKind, { path, from = path, kind }: LookedChange["change"]): string {
	if (kind !== "renamed") return `${nouns[judging]} and was ${kind === "deleted" ? "deleted" : "changed"}`;
	const isLost = judging === "test" && isNamedAsTest(from) && !isNamedAsTest(path);
	return `${nouns[judging]} and was moved${isLost ? " to a name by which runners may not find it" : ""}`;
}

function configFindings(path: string, judging: JudgingKind | null, base: string, proposed: string): readonly string[] {
	const name = path.split("/").at(-1) ?? "";
	const found: string[] = [];
	if (name === "package.json") found.push(...changedScripts(base, proposed));
	const isSectioned = sectioned.has(name);
	const [old, now] = isSectioned ? [checkSections(base), checkSections(proposed)] : [base, proposed];
	if (isSectioned && old !== now) found.push("changes the configuration of checks in it");
	if (name === "Cargo.toml") found.push(...untestedTargets(base, proposed));
	if (/^(?:turbo|nx|project|deno)\.jsonc?$/.test(name)) found.push(...changedTasks(base, proposed));
	const form = targetForm(name);
	if (form !== null) found.push(...changedTargets(form, base, proposed));
	if (judging === "ci" || judging === "hook") found.push(...weakenedPipeline(base, proposed));
	if (judging !== null || name === "package.json" || isSectioned || isBuildFile(path))
		found.push(...loweredThresholds(old, now));
	if (judging === "config" || isSectioned) found.push(...loosenedSettings(name, old, now));
	if (isBuildFile(path)) found.push(...loosenedSwitches(base, proposed), ...excludedInBuild(base, proposed));
	return found;
}

function loosenedSettings(name: string, base: string, proposed: string): readonly string[] {
	if (/ignore$/.test(name)) return longerIgnoreList(base, proposed);
	const rules = /eslint|biome|oxlint|stylelint|tslint/.test(name) ? weakenedRules(base, proposed) : [];
	return [...loosenedSwitches(base, proposed), ...narrowedSettings(base, proposed), ...rules];
}

function textOf(bytes: Uint8Array | null): string | null {
	return bytes === null || bytes.length > longestFile ? null : new TextDecoder().decode(bytes);
}
