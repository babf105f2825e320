/** Proposes what a task may change, from the files that it is about and from its kind. */

import { judgingKind } from "../checks/tampering-paths.ts";
import type { DraftFacts } from "./draft-facts.ts";
import { globOf } from "./glob-of.ts";
import { namesIn } from "./names-in.ts";
import { templateOf, testGlobs } from "./templates.ts";
import { unboundedBecause } from "./unbounded.ts";
import type { Kind } from "./words.ts";

export interface DraftScope {
	readonly allowed: string[];
	readonly forbidden: string[];
}

const mostGlobs = 200;
/** A name that many files have means none of them. */
const mostMeant = 5;

export function draftScope(sentence: string, facts: DraftFacts, kind: Kind): DraftScope {
	if (kind === "explore") return { allowed: [], forbidden: [] };
	const about = filesOf(sentence, facts, kind);
	const forbidden = forbiddenFor(sentence, facts, kind);
	// What is forbidden stays so, and is not offered beside it: tests that a refactoring leaves alone, the test that must pass.
	const kept = new Set([...forbidden, ...(kind === "refactor" && forbidden.length > 0 ? about.flatMap(testsOf) : [])]);
	const allowed = globsFor(about, facts, kind).filter((glob) => !kept.has(glob));
	return { allowed: distinct(allowed), forbidden: distinct(forbidden) };
}

/** What the person chose, and what the sentence names; failing that, what is open. */
function filesOf(sentence: string, facts: DraftFacts, kind: Kind): readonly string[] {
	const { selection, diagnostics = [], files = [], failingTest, openFile } = facts;
	const chosen = [
		...files,
		...diagnostics.map(({ path }) => path),
		...(selection ? [selection.path] : []),
		...(failingTest ? [failingTest.path] : []),
	];
	const about = [...new Set([...chosen, ...namedFiles(sentence, facts)])];
	if (about.length > 0 || openFile === undefined) return about;
	const bounded = unboundedBecause(sentence, [], true) === null;
	return bounded && openKinds.has(kind) ? [openFile] : [];
}

/** Of these one sentence is mostly about the file that one looks at. */
const openKinds: ReadonlySet<Kind> = new Set(["bug", "tests", "refactor", "other"]);

function namedFiles(sentence: string, { find }: DraftFacts): readonly string[] {
	return namesIn(sentence).flatMap((name) => {
		const meant = find(name);
		return meant.length <= mostMeant ? meant : [];
	});
}

function globsFor(about: readonly string[], facts: DraftFacts, kind: Kind): readonly string[] {
	const own = about.flatMap((path) => globOf(path) ?? []);
	const tests = about.flatMap(testsOf);
	switch (kind) {
		case "tests":
			return tests.length > 0 ? tests : testGlobs;
		case "docs":
			return own.length > 0 ? own : templateOf("docs").allowed;
		case "dependency":
			return [...own, ...manifestsIn(facts)];
		case "bug":
			return about.flatMap((path) => (isTest(path) ? sourcesOf(path) : [globOf(path) ?? "", ...besides(path)]));
		case "refactor":
		case "scaffold":
		case "other":
			return [...own, ...about.flatMap(besides)];
		case "explore":
			return [];
		default:
			return kind satisfies never;
	}
}

/** A test that fails must pass as it is; a refactoring is proved by tests that stay as they are. */
function forbiddenFor(sentence: string, facts: DraftFacts, kind: Kind): readonly string[] {
	if (facts.failingTest) return [globOf(facts.failingTest.path)].filter((glob) => glob !== null);
	if (
		kind !== "refactor" ||
		/\b(?:renam|mov|split|extract|signature|parameter|argument|tests?\b|specs?\b)/i.test(sentence)
	) {
		return [];
	}
	return filesOf(sentence, facts, kind).some(isTest) ? [] : testGlobs;
}

/** The manifests that the project has; all there could be, where that is not known. */
function manifestsIn({ find }: DraftFacts): readonly string[] {
	const globs = templateOf("dependency").allowed;
	const there = globs.filter((glob) => find(glob.slice("**/".length)).length > 0);
	return there.length > 0 ? there : globs;
}

function isTest(path: string): boolean {
	return judgingKind(path) === "test";
}

/** Where a whole folder may change, its tests may. */
function besides(path: string): readonly string[] {
	return path.endsWith("/") ? [] : testsOf(path);
}

/** Where a file's tests stand by the customs of its language; a folder's and a test's own are themselves. */
function testsOf(path: string): readonly string[] {
	if (path.endsWith("/"))
		return [`${path}**/*.test.*`, `${path}**/*.spec.*`, `${path}**/*_test.*`, `${path}**/test_*.*`].filter(plainGlob);
	if (isTest(path)) return [globOf(path)].filter((glob) => glob !== null);
	const [, stem = "", ending = ""] = /([^/]+?)\.([^./]+)$/.exec(path) ?? [];
	const customs = endings.find(({ of }) => of.test(ending))?.tests ?? [];
	return stem === ""
		? []
		: customs
				.map((custom) => custom.replace("*", () => stem))
				.filter(plainGlob)
				.map(anywhere);
}

interface Custom {
	readonly of: RegExp;
	/** With one star for the file's name. */
	readonly tests: readonly string[];
}

const endings: readonly Custom[] = [
	{ of: /^(?:[cm]?[jt]sx?|vue|svelte|astro)$/, tests: ["*.test.", "*.spec."] },
	{ of: /^pyi?$/, tests: ["test_*.py", "*_test.py"] },
	{ of: /^go$/, tests: ["*_test.go"] },
	{ of: /^rb$/, tests: ["*_spec.rb", "*_test.rb"] },
	{ of: /^(?:java|kt|scala|groovy)$/, tests: ["*Test.", "*Tests."] },
	{ of: /^(?:cs|fs|vb)$/, tests: ["*Test.", "*Tests."] },
	{ of: /^(?:php|swift)$/, tests: ["*Test.", "*Tests."] },
	{ of: /^exs?$/, tests: ["*_test.exs"] },
	{ of: /^dart$/, tests: ["*_test.dart"] },
];

function anywhere(name: string): string {
	return `**/${name}${name.endsWith(".") ? "*" : ""}`;
}

/** A name that would itself be read as a glob gets none for its tests. */
function plainGlob(name: string): boolean {
	return !/[[\]{}?!\\]/.test(name) && name.length < 300;
}

/** What a test is about, by its name. */
function sourcesOf(path: string): readonly string[] {
	const name = path.slice(path.lastIndexOf("/") + 1);
	const stem = name.replace(/\.[^.]+$/, "").replace(/[._-](?:test|tests|spec|e2e)$|^test_|(?:Test|Tests|Spec)$/, "");
	return stem === "" || !plainGlob(stem) || stem.includes("*") ? [] : [`**/${stem}.*`];
}

function distinct(globs: readonly string[]): string[] {
	return [...new Set(globs.filter((glob) => glob !== ""))].slice(0, mostGlobs);
}
