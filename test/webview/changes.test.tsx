/** The list of changed files: by hunks, protected ones apart, generated ones folded, and hundreds of them. */

import { expect, test } from "vitest";
import type { Change } from "../../src/core/review-ports.ts";
import type { TaskEvent } from "../../src/core/task/events.ts";
import { parseCommand } from "../../src/protocol/commands.ts";
import { changed, ended, found, recorded, snapshot, viewOf } from "./journal.ts";
import { PanelOnScreen, textOf } from "./screen.tsx";

async function shown(...events: readonly TaskEvent[]): Promise<PanelOnScreen> {
	return new PanelOnScreen().told(snapshot(viewOf(...events)));
}

const hunks = (path: string, count: number, rest: Partial<Change> = {}) =>
	changed(path, { pieces: Array.from({ length: count }, (_, at) => `${at}+1:${path}`), ...rest });

const decide = (
	path: string,
	decision: "accepted" | "rejected" | "undecided",
	...places: readonly number[]
): TaskEvent => ({
	...{ type: "change.decided", path, decision, note: "", version: `v-${path}`, surface: "editor" },
	pieces: places.map((at) => `${at}+1:${path}`),
	accepted: { path, origin: path, content: "c", mode: 0o100644 },
});

const rowOf = (panel: PanelOnScreen, path: string) => textOf(panel.one("listitem", path));

test("a file says how many of its hunks are undecided, and how the others were decided", async () => {
	const panel = await shown(
		found(hunks("a.ts", 5), hunks("b.ts", 3), hunks("c.ts", 1)),
		ended("ready"),
		decide("a.ts", "accepted", 0, 1),
		decide("a.ts", "rejected", 2),
		decide("b.ts", "accepted", 0, 1),
		decide("b.ts", "rejected", 2),
	);
	expect(rowOf(panel, "a.ts")).toContain("2 of 5 hunks undecided, 2 accepted, 1 rejected");
	expect(rowOf(panel, "b.ts")).toMatch(/partly accepted.*2 accepted, 1 rejected/);
	expect(rowOf(panel, "c.ts")).not.toMatch(/hunks|undecided/);
	expect(panel.one("heading", "3 changed files").textContent).toContain("2 undecided (3 hunks)");
});

test("decisions on a file are taken back, also while some of it is undecided", async () => {
	const panel = await shown(found(hunks("a.ts", 2), hunks("b.ts", 2)), ended("ready"), decide("a.ts", "accepted", 0));
	expect(panel.all("button", "Undo the decisions on b.ts")).toHaveLength(0);
	await panel.click("Undo the decisions on a.ts");
	expect(panel.sent).toEqual([{ type: "undo", task: "t1", path: "a.ts" }]);
	const event = decide("a.ts", "undecided", 0);
	await panel.told({ type: "recorded", task: "t1", records: recorded([event], 6) });
	expect(panel.all("button", "Undo")).toHaveLength(0);
	expect(rowOf(panel, "a.ts")).toContain("2 of 2 hunks undecided");
});

test("accepted hunks that the agent has taken out again are told as still being in the person's file", async () => {
	const panel = await shown(
		found(hunks("a.ts", 3)),
		ended("ready"),
		decide("a.ts", "accepted", 0, 1),
		found(changed("a.ts", { version: "v2", pieces: ["2+1:a.ts"] })),
	);
	expect(rowOf(panel, "a.ts")).toContain(
		"2 accepted hunks are no longer in the agent's version; your file still has them.",
	);
});

test("protected files stand apart at the top with the reason, and no bulk button accepts them", async () => {
	const panel = await shown(found(changed("a.ts"), changed(".github/workflows/ci.yml")), ended("ready"));
	const apart = panel.one("region", "Protected: each needs its own accept");
	expect(textOf(apart)).toContain("It runs in continuous integration.");
	expect(textOf(apart)).not.toContain("a.ts");
	expect(panel.all("listitem").map(textOf)[0]).toContain("ci.yml");
	await panel.click("Accept .github/workflows/ci.yml");
	expect(panel.all("button", "Accept all")).toHaveLength(1);
	const only = await shown(found(changed(".github/workflows/ci.yml")), ended("ready"));
	expect(only.all("button", "Accept all")).toHaveLength(0);
	expect(only.all("button", "Reject all")).toHaveLength(1);
});

test("a file that is moved out of a protected place is protected", async () => {
	const panel = await shown(
		found(changed("ci.yml", { kind: "renamed", from: ".github/workflows/ci.yml" })),
		ended("ready"),
	);
	expect(textOf(panel.one("region", "Protected"))).toContain("ci.yml");
});

test("generated files are folded away and counted, and can be decided on once they are unfolded", async () => {
	const panel = await shown(found(changed("a.ts"), changed("dist/a.js"), changed("b.min.js")), ended("ready"));
	expect(panel.one("heading", "3 changed files").textContent).toContain("3 undecided");
	expect(panel.text).toContain("2 generated or lock files, 2 undecided");
	expect(panel.all("button", "dist/a.js")).toHaveLength(0);
	await panel.unfold("2 generated or lock files");
	await panel.click("Reject dist/a.js");
	expect(panel.sent).toEqual([{ type: "reject", task: "t1", path: "dist/a.js", version: "v-dist/a.js" }]);
});

test("a lock file is folded away among the protected ones", async () => {
	const panel = await shown(found(changed("a.ts"), changed("package-lock.json")), ended("ready"));
	const apart = panel.one("region", "Protected: each needs its own accept");
	expect(textOf(apart)).toContain("1 generated or lock file, 1 undecided");
	await panel.unfold("1 generated or lock file");
	expect(textOf(apart)).toContain("It is a lock file: it decides which packages are installed.");
});

test("a file that only moved is told as moved", async () => {
	const move = changed("new/a.ts", { kind: "renamed", from: "old/a.ts", added: 0, removed: 0, pieces: ["move:1"] });
	const both = changed("new/b.ts", { kind: "renamed", from: "old/b.ts", pieces: ["move:2", "0+1:x"] });
	const panel = await shown(found(move, both), ended("ready"));
	expect(rowOf(panel, "a.ts")).toContain("moved, nothing else changed, from old/a.ts");
	expect(rowOf(panel, "b.ts")).toMatch(/renamed.*from old\/b\.ts.*2 of 2 parts undecided/);
});

test("what cannot be offered is said", async () => {
	const event: TaskEvent = { type: "changes.found", changes: [], notes: ["lib/x is a submodule: it is left alone."] };
	const panel = await shown(event, ended("ready"));
	expect(panel.text).toContain("lib/x is a submodule: it is left alone.");
	expect(panel.one("status", "Ready for review")).toBeDefined();
});

test("a task that changed nothing is done, and not ready for review", async () => {
	const panel = await shown(found(), ended("ready", "Nothing was changed."));
	expect(panel.one("status", "Done, nothing changed")).toBeDefined();
	expect(panel.text).not.toContain("Ready for review");
});

test("of 300 files 50 are drawn, and the rest when it is asked for, where the keyboard goes on", async () => {
	const files = Array.from({ length: 300 }, (_, at) => changed(`src/${String(at).padStart(3, "0")}.ts`));
	const panel = await shown(found(...files), ended("ready"));
	await panel.unfold("Files");
	expect(panel.all("button", "Accept src/")).toHaveLength(50);
	await panel.click("Show all (300 files)");
	expect(panel.all("button", "Accept src/")).toHaveLength(300);
	await panel.until(() => document.activeElement?.getAttribute("aria-label") === "Open the diff of src/050.ts");
});

test("a decision on one of 300 files draws no other row anew", async () => {
	const files = Array.from({ length: 300 }, (_, at) => changed(`src/${String(at).padStart(3, "0")}.ts`));
	const panel = await shown(found(...files), ended("ready"));
	await panel.unfold("Files");
	await panel.click("Show all (300 files)");
	const touched = new Set<string>();
	const watcher = new MutationObserver((records) => {
		for (const { target } of records) touched.add(rowNameOf(target));
	});
	watcher.observe(panel.root, { subtree: true, childList: true, attributes: true, characterData: true });
	const event: TaskEvent = {
		...{ type: "change.decided", path: "src/007.ts", decision: "rejected", version: "v-src/007.ts", note: "" },
		surface: "editor",
	};
	await panel.told({ type: "recorded", task: "t1", records: recorded([event], 5) });
	await panel.until(() => touched.size > 0);
	watcher.disconnect();
	expect([...touched].filter((name) => name.startsWith("src/"))).toEqual(["src/007.ts"]);
});

function rowNameOf(target: Node): string {
	const row = target.parentElement?.closest("li") ?? null;
	return row?.querySelector(".button.link")?.getAttribute("title") ?? "";
}

test("more than a few files are a fold away, and it stays open after a decision", async () => {
	const files = ["a.ts", "b.ts", "c.ts", "d.ts"].map((path) => changed(path));
	const panel = await shown(found(...files), ended("ready"));
	expect(panel.all("button", "Accept a.ts")).toHaveLength(0);
	expect(panel.all("button", "Accept all")).toHaveLength(1);
	await panel.unfold("Files");
	await panel.told({ type: "recorded", task: "t1", records: recorded([decide("a.ts", "accepted", 0)], 5) });
	expect(panel.all("button", "Accept b.ts")).toHaveLength(1);
});

test("while the agent works, the files are a fold away, so that what happens stays in sight", async () => {
	const panel = await shown(found(changed("a.ts")));
	expect(panel.all("button", "Accept a.ts")).toHaveLength(0);
	await panel.unfold("Files so far");
	await panel.click("Accept a.ts");
	for (const command of panel.sent) expect(parseCommand(command)).toEqual(command);
});
