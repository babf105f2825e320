/** What the panel is shown of approvals: from old journals as from new ones. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Deletion } from "../../../src/core/policy/inspection.ts";
import type { Recorded, TaskEvent } from "../../../src/core/task/events.ts";
import { foldView } from "../../../src/core/task/view.ts";
import { deletionText } from "../../../src/core/task/waiting.ts";
import { created } from "../../support/delegations.ts";
import { recorded } from "../../support/memory-journal.ts";

const asked: TaskEvent = {
	...{ type: "approval.asked", call: "c1", command: "rm a", cwd: "", because: "rm deletes files.", purpose: "" },
	...{ binding: "b1", segments: [], paths: [], deletes: null, domains: [], step: "", rule: null, sandboxed: true },
};
const judged: TaskEvent = {
	...{ type: "command.judged", call: "c1", command: "rm b", cwd: "", verdict: "deny", because: "No.", by: [] },
	sandboxed: true,
};
const held: TaskEvent = { type: "approval.held", call: "c1", surface: "panel", text: "Never allowed." };

test("a journal of version 0.1 folds to what it was, with nothing claimed that it does not say", () => {
	const lines = readFileSync(new URL("../../fixtures/journal/approvals-0.1.jsonl", import.meta.url), "utf8");
	const records: readonly Recorded[] = lines
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line));
	const view = foldView(records);
	expect(view.status).toBe("waiting");
	expect(view.waiting).toMatchObject({ command: "rm -r test", cwd: "a", binding: "", sandboxed: false, held: "" });
	expect(view.spend.activeMs).toBe(6_000);
	const calls = view.timeline.flatMap((item) =>
		item.kind === "call" ? [[item.title, item.state, item.leave]] : [item.kind],
	);
	expect(calls).toEqual([
		["rm -r dist", "done", "approved by you"],
		["rm -r src", "denied", ""],
		"person",
		["rm -r test", "waiting", ""],
	]);
});

test("a change that is refused leaves what waits as it was, says why, and keeps the clock standing", () => {
	const before = foldView(recorded([created(), asked]));
	const after = foldView(recorded([created(), asked, judged, held]));
	expect(after.waiting).toEqual({ ...before.waiting, held: "Never allowed." });
	expect(after.timeline).toEqual(before.timeline);
	expect(after.spend.runningSince).toBeNull();
	expect(after.status).toBe("waiting");
});

test("a command that was judged when the editor closed did not run", () => {
	const view = foldView(recorded([created(), { ...judged, verdict: "safe" }, { type: "task.interrupted" }]));
	expect(view.timeline[0]).toMatchObject({ title: "rm b", state: "failed", summary: "not run", leave: "safe" });
});

const deletion = (rest: Partial<Deletion>): Deletion => ({ files: 1, bytes: 12, names: ["a"], more: false, ...rest });

test.each([
	[deletion({}), "Would delete 1 file (12 bytes): a"],
	[deletion({ files: 5, names: ["a", "b", "c", "d"] }), "Would delete 5 files (12 bytes): a, b, c and 2 more"],
	[deletion({ files: 3, names: ["a", "b", "c"] }), "Would delete 3 files (12 bytes): a, b, c"],
	[
		deletion({ files: 20_000, bytes: 5_242_880, names: ["a"], more: true }),
		"Would delete more than 20,000 files (5.0 MB): a and more",
	],
	[deletion({ files: 0, bytes: 0, names: [] }), "Would delete nothing that is there now"],
] as const)("a deletion is told in one sentence", (deletes, text) => {
	expect(deletionText(deletes)).toBe(text);
});
