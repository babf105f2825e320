/** A comment thread says who wants what, and how it stands. */

import { expect, test } from "vitest";
import type { Thread } from "../../../src/core/task/threads-view.ts";
import { labelOf, type Standing, saidIn } from "../../../src/vscode/threads/text.ts";

const place = { baseStart: 1, baseEnd: 2, start: 1, end: 2 };
const asked = { by: "person", text: "Why?", at: 1 } as const;

function thread(rest: Partial<Thread> = {}): Thread {
	return {
		thread: "t",
		path: "a.ts",
		piece: "1",
		place,
		diff: "@@ old",
		state: "answered",
		comments: [asked],
		...rest,
	};
}

function standing(rest: Partial<Standing> = {}): Standing {
	return { live: false, anchor: "same", diff: "@@ new", ...rest };
}

test.each([
	["open", { live: true }, "The agent is working on this…", ""],
	["open", {}, "The agent is not running. Continue the task, and this is the first thing it reads.", ""],
	["answered", { anchor: "same" }, "The agent left it as it is.", ""],
	["answered", { anchor: "changed" }, "The hunk changed; this is the new version.", "@@ new"],
	[
		"answered",
		{ anchor: "gone" },
		"The hunk is gone: these lines are as they were before the task. This is what it was.",
		"@@ old",
	],
] as const)("a thread that is %s ends with what became of it (%#)", (state, rest, text, diff) => {
	expect(saidIn(thread({ state }), standing(rest)).at(-1)).toEqual({ by: "Remit", text, diff, at: null });
});

test("words are the person's or the agent's, in their order; a thread about the file needs no outcome", () => {
	const comments = [asked, { by: "agent", text: "Because.", at: 2 } as const];
	expect(saidIn(thread({ comments }), standing({ anchor: "lines" }))).toEqual([
		{ by: "You", text: "Why?", diff: "", at: 1 },
		{ by: "Agent", text: "Because.", diff: "", at: 2 },
	]);
});

test("a text without end is cut, and says so", () => {
	const comments = [{ by: "agent", text: "x".repeat(1_000_000), at: 2 } as const];
	const [said] = saidIn(thread({ comments }), standing({ anchor: "lines" }));
	expect(said?.text.length).toBeLessThan(20_100);
	expect(said?.text).toMatch(/… \(980000 more characters\)$/);
});

test("the head of a thread says how it stands", () => {
	expect(labelOf(thread({ state: "open" }), standing({ live: true }))).toBe("The agent is working on this…");
	expect(labelOf(thread({ state: "open" }), standing())).toBe("Waits for the agent");
	expect(labelOf(thread(), standing())).toBe("Answered");
	expect(labelOf(thread({ state: "closed" }), standing())).toBe("Resolved");
});
