/** What is checked is what the person saw: never more, never something protected. */

import { expect, test } from "vitest";
import { type ReviewGroups, reviewGroups } from "../../../src/core/task/review-groups.ts";
import type { ReviewedChange } from "../../../src/core/task/review-view.ts";
import { Checks } from "../../../src/vscode/tree/checks.ts";

function item(path: string, pieces: readonly string[], rest: Partial<ReviewedChange> = {}): ReviewedChange {
	const change = { path, kind: "modified", binary: false, added: 1, removed: 1, mode: 0o100644, version: "v" } as const;
	const usual = { decisions: {}, decision: "undecided", undecided: pieces.length, outlived: 0 } as const;
	return { change, pieces, ...usual, accepted: null, note: "", ...rest };
}

function groups(...items: readonly ReviewedChange[]): ReviewGroups {
	return reviewGroups(items);
}

const checked = { checked: true } as const;

test("a file is checked when, and only when, all of it that is undecided is", () => {
	const checks = new Checks();
	const file = item("a.ts", ["1", "2", "3"], { decisions: { 3: "accepted" }, undecided: 2 });
	checks.set("t", file, { pieces: ["1", "3"], ...checked });
	expect([checks.size, checks.hasAll("t", file)]).toEqual([1, false]);
	checks.set("t", file, { pieces: ["2"], ...checked });
	expect([checks.size, checks.hasAll("t", file)]).toEqual([2, true]);
	expect(checks.hasAll("t", item("b.ts", []))).toBe(false);
});

test("only what is there now can be chosen, in the version that is there now", () => {
	const checks = new Checks();
	checks.set("t", item("a.ts", ["1", "2"]), { pieces: ["1", "2"], ...checked });
	const now = item("a.ts", ["2", "9"]);
	expect(checks.chosen("t", groups(now))).toEqual({
		wanted: [{ path: "a.ts", version: "v", pieces: ["2"] }],
		left: [],
	});
	checks.prune("t", [now]);
	expect(checks.size).toBe(1);
	checks.prune("t", []);
	expect([checks.size, checks.tasks()]).toEqual([0, []]);
});

test("a file that became a protected one after it was checked is left, with the reason", () => {
	const checks = new Checks();
	const file = item("a.ts", ["1"]);
	checks.set("t", file, { pieces: ["1"], ...checked });
	const change = { ...file.change, kind: "renamed", path: ".husky/pre-commit", from: "a.ts" } as const;
	const { wanted, left } = checks.chosen("t", groups({ ...file, change }));
	expect(wanted).toEqual([]);
	expect(left).toEqual([
		{ path: change.path, text: ".husky/pre-commit runs on git operations: look at it and accept it by itself." },
	]);
});
