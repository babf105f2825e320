/** The fold of a review: journals of version 0.1, threads, what outlives its piece, and what a hostile journal tries. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Change } from "../../../src/core/review-ports.ts";
import type { Recorded, TaskEvent } from "../../../src/core/task/events.ts";
import { outcomeOf } from "../../../src/core/task/review-outcome.ts";
import { canDecide, foldView } from "../../../src/core/task/view.ts";
import { created } from "../../support/delegations.ts";
import { recorded } from "../../support/memory-journal.ts";

function fixture(name: string): readonly Recorded[] {
	const lines = readFileSync(new URL(`../../fixtures/journal/${name}`, import.meta.url), "utf8");
	return lines
		.trim()
		.split("\n")
		.map((line): Recorded => JSON.parse(line));
}

const made: TaskEvent = { type: "checkout.made", checkout: { root: "/c", branch: "b", base: "abc", notes: [] } };
const ready: TaskEvent = { type: "task.ended", end: "ready", text: "" };

function change(path: string, version: string, pieces: readonly string[], from?: string): Change {
	const kind = from === undefined ? "modified" : "renamed";
	const moved = from === undefined ? {} : { from };
	return { path, kind, ...moved, binary: false, added: 1, removed: 1, mode: 0o100644, version, pieces };
}

function found(...changes: readonly Change[]): TaskEvent {
	return { type: "changes.found", changes };
}

function decided(path: string, version: string, decision: "accepted" | "rejected" | "undecided", ...pieces: string[]) {
	const accepted = decision === "accepted" ? { accepted: { path, origin: path, content: "x", mode: 0o100644 } } : {};
	return { type: "change.decided", path, version, decision, pieces, ...accepted, note: "", surface: "tree" } as const;
}

function fold(...events: readonly TaskEvent[]) {
	return foldView(recorded([created(), made, ...events]));
}

test("a journal of version 0.1 says the same as ever: its decisions are about whole files", () => {
	const events = fixture("decisions-0.1.jsonl");
	const view = foldView(events);
	expect(view.status).toBe("partly-accepted");
	expect(
		view.changes.map(({ change: { path }, decision, undecided, note }) => [path, decision, undecided, note]),
	).toEqual([
		["a.ts", "accepted", 0, "Merged with your edit."],
		["b.ts", "rejected", 0, ""],
		["d.ts", "accepted", 0, ""],
	]);
	expect(outcomeOf(events)).toBe("partly-accepted");
	expect(canDecide(view)).toBe(true);
});

test("what was accepted of a file stays known when the agent takes all of it back", () => {
	const view = fold(found(change("a.ts", "1", ["p"])), ready, decided("a.ts", "1", "accepted", "p"), found());
	expect(view.changes).toMatchObject([{ pieces: [], outlived: 1, undecided: 0, accepted: { content: "x" } }]);
});

test("decisions follow a file that the agent moves", () => {
	const view = fold(
		found(change("a.ts", "1", ["p", "q"])),
		decided("a.ts", "1", "accepted", "p"),
		found(change("b.ts", "2", ["move:b", "p", "q"], "a.ts")),
	);
	expect(view.changes).toMatchObject([{ change: { path: "b.ts" }, undecided: 2, decisions: { p: "accepted" } }]);
});

test("a rejected piece that vanishes and comes back is still rejected, whatever the file is called", () => {
	for (const path of ["a.ts", "__proto__", "constructor"]) {
		const it = change(path, "1", ["p"]);
		const view = fold(found(it), decided(path, "1", "rejected", "p"), found(), found(it));
		expect(view.changes).toMatchObject([{ change: { path }, decision: "rejected" }]);
		expect(fold(found(it), found(), found(it)).changes).toMatchObject([{ decision: "undecided" }]);
	}
});

test("a comment, an edit and a decision that is taken back open a closed review; other facts do not", () => {
	const closed = [
		...[found(change("a.ts", "1", ["p"])), ready, decided("a.ts", "1", "rejected", "p")],
		{ type: "review.closed", outcome: "rejected" } as const,
	];
	const place = { baseStart: 0, baseEnd: 1, start: 0, end: 1 };
	const comment = { thread: "c", path: "a.ts", piece: "p", place, diff: "", text: "Why?", surface: "editor" } as const;
	expect(fold(...closed).status).toBe("rejected");
	expect(fold(...closed, decided("a.ts", "1", "undecided", "p")).status).toBe("ready");
	expect(fold(...closed, { type: "comment.sent", ...comment }).status).toBe("ready");
	expect(fold(...closed, { type: "change.edited", path: "a.ts", diff: "" }).status).toBe("ready");
	expect(fold(...closed, found(change("a.ts", "2", ["q"]))).status).toBe("rejected");
	expect(fold(...closed, { type: "branch.kept", branch: "remit/x", commit: "abc" })).toMatchObject({
		status: "rejected",
		shipped: [{ branch: "remit/x" }],
	});
});

test("5,000 pieces in 300 files fold, decision by decision", () => {
	const files = Array.from({ length: 300 }, (_, file) =>
		change(
			`src/${file}.ts`,
			"1",
			Array.from({ length: 17 }, (__, piece) => `${piece}+1:${file}`),
		),
	);
	const events = recorded([
		...[created(), made, found(...files), ready],
		...files.map(({ path, pieces = [] }) => decided(path, "1", "accepted", ...pieces)),
	]);
	const view = foldView(events);
	expect(view.changes.every(({ decision }) => decision === "accepted")).toBe(true);
});
