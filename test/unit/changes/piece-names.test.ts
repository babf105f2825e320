/** Which accepted pieces are no longer in a file when pieces of a later version are accepted. */

import { describe, expect, test } from "vitest";
import { hunkId, hunkName, modeId, moveId, supersededBy, wholeId } from "../../../src/core/changes/piece-names.ts";
import { fingerprint } from "../../../src/node/fingerprint.ts";

const hunk = (baseStart: number, baseEnd: number, text = "x") =>
	hunkId({ baseStart, baseEnd, added: 1 }, fingerprint(text));

describe("a hunk that is accepted", () => {
	test.each([
		["of the same lines", hunk(3, 5, "old")],
		["that it overlaps", hunk(4, 9, "old")],
		["within it", hunk(4, 4, "old")],
		["that inserts where it begins", hunk(3, 3, "old")],
		["that inserts where it ends", hunk(5, 5, "old")],
		["and that is the whole file", wholeId("v1", fingerprint)],
	])("takes the place of an earlier one %s", (_, before) => {
		expect(supersededBy([hunk(3, 5)], [before])).toEqual([before]);
	});

	test.each([
		["itself", hunk(3, 5)],
		["one that replaces the lines before it", hunk(1, 3, "old")],
		["one that replaces the lines after it", hunk(5, 6, "old")],
		["a move", moveId("a", fingerprint)],
		["a mode", modeId(0o100755)],
	])("leaves %s", (_, before) => {
		expect(supersededBy([hunk(3, 5)], [before])).toEqual([]);
	});
});

test("a move takes the place of another move, a mode of another mode, the whole of everything", () => {
	const before = [hunk(1, 2), moveId("a", fingerprint), modeId(0o100755), wholeId("v1", fingerprint)];
	expect(supersededBy([moveId("b", fingerprint)], before)).toEqual([before[1], before[3]]);
	expect(supersededBy([modeId(0o100644)], before)).toEqual([before[2], before[3]]);
	expect(supersededBy([wholeId("v2", fingerprint)], before)).toEqual(before);
	expect(supersededBy([], before)).toEqual([]);
});

test("an id that is no hunk's has no lines", () => {
	for (const id of ["", "1-2", "1-2+3", "-1-2+3:x", "1-2+3x:", "1e9-2+3:x", "9999999999-1+1:x", "whole:1-2+3:x"])
		expect(hunkName(id)).toBeNull();
	expect(hunkName(hunk(3, 5))).toEqual({ baseStart: 3, baseEnd: 5, added: 1 });
});
