/** Rework: accepted lines that were committed and changed again. */

import { expect, test } from "vitest";
import { type AcceptedText, reworkOf } from "../../../src/core/calibration/rework.ts";

const base = "a\nb\nc\n";
const accepted = "a\nnew 1\nnew 2\n\nb\nc\nnew 3\nnew 4\n";

/** One commit after the other. */
function inARow(...texts: readonly (string | null)[]): AcceptedText["versions"] {
	return texts.map((text, at) => ({ text, after: at === 0 ? [] : [at - 1] }));
}

test("lines that stayed as they were accepted are no rework", () => {
	const versions = inARow(accepted, `${accepted}more of the person\n`, `first\n${accepted}`);
	expect(reworkOf([{ base, accepted, versions }], true)).toEqual({ lines: 4, reworked: 0, isFinal: true });
});

test("accepted lines that were changed or deleted are counted; blank ones and those of the base are not", () => {
	const versions = inARow(accepted, "a\nnew 1\nother\nb, changed\nc\nnew 3\n");
	expect(reworkOf([{ base, accepted, versions }], false)).toEqual({ lines: 4, reworked: 2, isFinal: false });
});

test("a file that was deleted again was reworked as a whole, and one that came back was not", () => {
	expect(reworkOf([{ base, accepted, versions: inARow(accepted, null) }], true)).toMatchObject({
		lines: 4,
		reworked: 4,
	});
	expect(reworkOf([{ base, accepted, versions: inARow(accepted, null, accepted) }], true)).toMatchObject({
		reworked: 0,
	});
});

test("what was never committed is not known, whatever commits there are", () => {
	expect(reworkOf([{ base, accepted, versions: inARow() }], true)).toBeNull();
	expect(reworkOf([{ base, accepted, versions: inARow(base, "a\nb\nc\nd\n", null) }], true)).toBeNull();
});

test("commits before the accepted lines were in are not counted against them", () => {
	expect(reworkOf([{ base, accepted, versions: inARow(base, null, accepted) }], true)).toMatchObject({ reworked: 0 });
});

test("a file of which nothing was added says nothing, and files are summed up", () => {
	const shorter = { base, accepted: "a\n", versions: inARow("a\n") };
	const whole = { base: null, accepted: "x\ny\n", versions: inARow("x\ny\n", "x\n") };
	expect(reworkOf([shorter], true)).toBeNull();
	expect(reworkOf([shorter, whole, { base, accepted, versions: inARow(accepted) }], true)).toMatchObject({
		lines: 6,
		reworked: 1,
	});
});

test("line ends that git turned around, and a missing one at the end, are no rework", () => {
	const crlf = accepted.replaceAll("\n", "\r\n").trimEnd();
	expect(reworkOf([{ base, accepted: crlf, versions: inARow(accepted) }], true)).toMatchObject({
		lines: 4,
		reworked: 0,
	});
});

test("white space alone is no rework: who formats the project says nothing of the work", () => {
	const formatted = accepted.replaceAll("new ", "\tnew  ");
	expect(reworkOf([{ base, accepted, versions: inARow(accepted, formatted) }], true)).toMatchObject({ reworked: 0 });
	const indented = { base, accepted: base.replaceAll("b", "  b"), versions: inARow(base) };
	expect(reworkOf([indented], true)).toBeNull();
});

test("a commit on another branch, made without the accepted lines, changed none of them", () => {
	const other = { text: `${base}d\n`, after: [] };
	const merged = { text: `${accepted}d\n`, after: [0, 1] };
	const before: AcceptedText["versions"] = [{ text: accepted, after: [] }, other];
	expect(reworkOf([{ base, accepted, versions: before }], true)).toMatchObject({ lines: 4, reworked: 0 });
	expect(reworkOf([{ base, accepted, versions: [...before, merged] }], true)).toMatchObject({ reworked: 0 });
	const undone = { text: `${base}d\n`, after: [2] };
	expect(reworkOf([{ base, accepted, versions: [...before, merged, undone] }], true)).toMatchObject({ reworked: 4 });
});
