/** A finding's comment thread: the reviewer's words, the agent's answer, and what became of it. */

import { expect, test } from "vitest";
import type { Piece } from "../../../src/core/changes/pieces.ts";
import type { Thread } from "../../../src/core/task/threads-view.ts";
import { anchorOf } from "../../../src/vscode/threads/place.ts";
import { labelOf, type Standing, saidIn } from "../../../src/vscode/threads/text.ts";

const place = { baseStart: 3, baseEnd: 4, start: 3, end: 9 };
const claim = { by: "self-review", text: "wrong, high: It subtracts.", at: 1 } as const;

function thread(rest: Partial<Thread> = {}): Thread {
	return { thread: "F1-1", path: "a.ts", piece: "h", place, diff: "", state: "open", comments: [claim], ...rest };
}

const standing = (rest: Partial<Standing>): Standing => ({ live: false, anchor: "same", diff: "", ...rest });

test.each([
	["open", "open", "Put to the agent"],
	["closed", "fixed", "Fixed"],
	["answered", "rebutted", "Rebutted, and the reviewer agrees"],
	["answered", "left", "Left for you"],
	["closed", "left", "Resolved"],
] as const)("a thread that is %s of a finding that is %s says %s, and waits for no agent", (state, finding, label) => {
	expect(labelOf(thread({ state }), standing({ finding }))).toBe(label);
	expect(saidIn(thread({ state }), standing({ finding }))).toEqual([
		{ by: "Self-review", text: claim.text, diff: "", at: 1 },
	]);
});

test("once the person asks in it, it is a thread as any other", () => {
	const asked = thread({ comments: [claim, { by: "person", text: "Do mend it.", at: 2 }] });
	expect(labelOf(asked, standing({ finding: "left" }))).toBe("Waits for the agent");
	expect(saidIn(asked, standing({ finding: "left" })).at(-1)).toMatchObject({ by: "Remit" });
});

test("it stands on its own line of a long hunk, wherever the hunk moves, and never beyond its end", () => {
	const hunk = { id: "h", baseStart: 3, baseEnd: 4, start: 13, end: 19, removed: [], added: [] };
	const pieces: readonly Piece[] = [{ kind: "hunk", id: "h", hunk }];
	const change = {
		path: "a.ts",
		kind: "modified",
		binary: false,
		added: 6,
		removed: 1,
		mode: 0o100644,
		version: "2",
	} as const;
	expect(anchorOf({ ...thread(), within: 4 }, change, pieces)).toMatchObject({ start: 17, end: 17, state: "same" });
	expect(anchorOf({ ...thread(), within: 400 }, change, pieces)).toMatchObject({ start: 18, end: 18 });
	expect(anchorOf(thread(), change, pieces)).toMatchObject({ start: 13, end: 18 });
});
