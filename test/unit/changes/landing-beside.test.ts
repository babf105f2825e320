/** How a change lands beside what the person did: what is left to merge, what is there already, and whose executable bit counts. */

import { expect, test } from "vitest";
import { type Case, file, land, nothing } from "./landing-case.ts";

test("only what a person could merge is offered for it", () => {
	const overlap = (one: Case) => {
		const landing = land(one);
		return landing.kind === "conflict" ? landing.overlap : landing.kind;
	};
	expect(overlap({ base: "a\n", proposed: "b\n", there: file("c\n") })).toMatch(/both changed line 1$/);
	expect(overlap({ proposed: "b\n", there: file("c\n") })).toMatch(/exists by now/);
	expect(overlap({ base: "a\n", proposed: "b\n", there: nothing })).toBeNull();
	expect(overlap({ base: "a\n", there: file("c\n") })).toBeNull();
	expect(overlap({ base: "a\0", proposed: "b\0", there: file("c\0") })).toBeNull();
});

test("what the person wrote already, among other edits, is not written again", () => {
	const there = file("mine\n2\n3\n4\nfive\n");
	expect(land({ base: "1\n2\n3\n4\n5\n", proposed: "1\n2\n3\n4\nfive\n", there })).toEqual({
		kind: "nothing",
		executable: null,
	});
});

test("the executable bit changes only where the change says so, and the person's own choice stays otherwise", () => {
	const bit = (baseMode: number, mode: number, executable: boolean) => {
		const change = { mode: 0o100000 | mode, baseMode: 0o100000 | baseMode };
		const landing = land({ change, base: "a\n", proposed: "b\n", there: file("a\n", { executable }) });
		return landing.kind === "replace" ? landing.executable : landing.kind;
	};
	expect([bit(0o644, 0o755, false), bit(0o644, 0o755, true)]).toEqual([true, null]);
	expect([bit(0o755, 0o644, true), bit(0o755, 0o644, false)]).toEqual([false, null]);
	expect([bit(0o755, 0o755, false), bit(0o644, 0o644, true)]).toEqual([null, null]);
});
