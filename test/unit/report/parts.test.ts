/** The parts of a definition of done: taken apart in one way, and proved by checks alone. */

import { expect, test } from "vitest";
import { definitionOf, numberedDefinition } from "../../../src/core/report/definition.ts";
import { partsOf } from "../../../src/core/report/parts.ts";
import type { TaskEvent } from "../../../src/core/task/events.ts";
import { foldView } from "../../../src/core/task/view.ts";
import { begun, change, ended, failed, found, handedOff, lint, minutely, passed, verified } from "./journals.ts";

test.each<[string, string, readonly string[]]>([
	["a list", "- one\n- two\n* three", ["one", "two", "three"]],
	["numbers", "1. one\n2) two", ["one", "two"]],
	["boxes", "- [ ] one\n- [x] two", ["one", "two"]],
	["items of several lines", "- one\n  goes on\n- two\nand on", ["one goes on", "two and on"]],
	["items below items", "- one\n  - inner\n- two", ["one inner", "two"]],
	["a paragraph after a list", "- one\n- two\n\nIt is fast.", ["one", "two", "It is fast."]],
	[
		"sentences",
		"All tests pass. The README names it! Is it fast? Yes",
		["All tests pass.", "The README names it!", "Is it fast?", "Yes"],
	],
	["semicolons", "tests pass; the README names it", ["tests pass;", "the README names it"]],
	["one sentence", "All tests pass", ["All tests pass"]],
	[
		"dots in code and short forms",
		"Run `a. B. c` first, e.g. Now. `x` works.",
		["Run `a. B. c` first, e.g. Now.", "`x` works."],
	],
	["dots in names and numbers", "v1.2.3 of src/a.test.ts passes.", ["v1.2.3 of src/a.test.ts passes."]],
	["sentences of other scripts", "测试通过。文档已更新！", ["测试通过。", "文档已更新！"]],
	["sentences without capitals", "परीक्षण पास हैं। सूची सही है।", ["परीक्षण पास हैं।", "सूची सही है।"]],
	["one item alone", "- one", ["- one"]],
	["nothing", "  \n ", []],
])("%s", (_, text, parts) => {
	expect(definitionOf(text).parts).toEqual(parts);
});

test("numbering keeps every word, and what stands before a list", () => {
	expect(numberedDefinition("Done when:\n- a b\n- c")).toBe("Done when:\n1. a b\n2. c");
	expect(numberedDefinition("All of it works")).toBe("All of it works");
	const long = Array.from({ length: 80 }, (_, at) => `- item${at}`).join("\n");
	for (let at = 0; at < 80; at++) expect(numberedDefinition(long)).toContain(`item${at}`);
	expect(definitionOf(long).parts).toHaveLength(30);
});

function statesOf(
	definitionOfDone: string,
	checks: readonly string[],
	...events: readonly TaskEvent[]
): readonly string[] {
	const all = [...begun({ definitionOfDone, checks: [...checks] }), found(change("a.ts")), ...events];
	return partsOf(foldView(minutely(all))).map(({ state }) => state);
}

const met = (part: number, isMet = true) => ({ part, met: isMet, proof: "" });

test("the check that a part names decides, whatever the agent claims", () => {
	const claims = handedOff({ parts: [met(1), met(2)] });
	const both = "- `npm test` passes\n- npm run lint passes";
	expect(statesOf(both, [], claims, verified(failed, lint))).toEqual(["not-done", "proved"]);
	expect(statesOf(both, [], handedOff({ parts: [met(1, false)] }), verified(passed, lint))).toEqual([
		"proved",
		"proved",
	]);
});

test("without a run that counts now, a part is only claimed", () => {
	const claims = handedOff({ parts: [met(1)] });
	const isFailed = { ...failed, command: "npm test" };
	expect(statesOf("`npm test` passes", ["npm test"], claims)).toEqual(["claimed"]);
	const later = found(change("a.ts", { version: "another" }));
	expect(statesOf("`npm test` passes", ["npm test"], claims, verified(passed), later)).toEqual(["claimed"]);
	expect(statesOf("`npm test` passes", ["npm test"], claims, verified({ ...isFailed, outcome: "not-run" }))).toEqual([
		"claimed",
	]);
});

test("what is said twice of a part counts where it is not met; a part that is not there says nothing", () => {
	expect(
		statesOf("One. Two. Three.", [], handedOff({ parts: [met(1), met(1, false), met(3), met(0), met(99)] })),
	).toEqual(["claimed-not", "not-said", "claimed"]);
	expect(statesOf("One.", [])).toEqual(["not-said"]);
});

test.each<[string, string, boolean]>([
	["npm test passes", "npm test", true],
	["(npm test), then more", "npm test", true],
	["Run npm test.", "npm test", true],
	["`npm  test` passes", "npm test", true],
	["npm test:unit passes", "npm test", false],
	["npm testing passes", "npm test", false],
	["npm test --watch passes", "npm test", false],
	["`npm test -- --watch` passes", "npm test", false],
	["my-npm test passes", "npm test", false],
	["make it work", "make", false],
	["`make` works", "make", true],
	["make", "make", true],
	["npm run test:all passes", "npm run test", false],
	["a.*b passes (c", "a.* (", false],
])("%s names %s: %s", (text, command, isNamed) => {
	const events = [handedOff(), verified({ ...passed, command })];
	expect(statesOf(text, [command], ...events, ended("ready"))).toEqual([isNamed ? "proved" : "not-said"]);
});

test("a longer command hides the shorter one in it", () => {
	const results = [
		{ ...failed, command: "npm test" },
		{ ...passed, command: "npm test all" },
	];
	expect(statesOf("npm test all passes", [], verified(...results))).toEqual(["proved"]);
});
