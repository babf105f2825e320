/** Changes with the person's decisions, and what can be said to a task in each of its states. */

import { expect, test } from "vitest";
import type { TaskEnd, TaskEvent } from "../../src/core/task/events.ts";
import { parseCommand } from "../../src/protocol/commands.ts";
import { changed, ended, found, recorded, snapshot, viewOf } from "./journal.ts";
import { PanelOnScreen, textOf } from "./screen.tsx";

async function shown(...events: readonly TaskEvent[]): Promise<PanelOnScreen> {
	return new PanelOnScreen().told(snapshot(viewOf(...events)));
}

const decide = (path: string, decision: "accepted" | "rejected", note = ""): TaskEvent => {
	return { type: "change.decided", path, decision, note, version: `v-${path}`, surface: "panel" };
};

test("each changed file says what happened to it, where, and how much", async () => {
	const panel = await shown(
		found(
			changed("src/deep/a.ts", { added: 1_204, removed: 1 }),
			changed("new.png", { kind: "added", binary: true, added: 0, removed: 0 }),
			changed("b.ts", { kind: "renamed", from: "old/b.ts" }),
			changed("c\u202Ets.ts", { kind: "deleted" }),
		),
		ended("ready"),
	);
	await panel.unfold("Files");
	const rows = panel.all("listitem").map(textOf);
	expect(rows[0]).toMatch(/modified.*src\/deep\/a\.ts.*\+1,204.*−1/);
	expect(rows[1]).toMatch(/added.*new\.png.*binary/);
	expect(rows[2]).toMatch(/renamed.*b\.ts.*from old\/b\.ts/);
	expect(rows[3]).toMatch(/deleted.*c‹U\+202E›ts\.ts/);
	expect(panel.text).toContain("4 changed files4 undecided");
});

test("the whole path of a file is there for screen readers and as a title", async () => {
	const path = `${"folder/".repeat(20)}file.ts`;
	const panel = await shown(found(changed(path)), ended("ready"));
	expect(panel.button(`Open the diff of ${path}`).title).toBe(path);
});

test("a file's diff opens, and it is accepted or rejected, by its own buttons", async () => {
	const panel = await shown(found(changed("a.ts"), changed("b.ts")), ended("ready"));
	await panel.click("Open the diff of a.ts");
	await panel.click("Accept a.ts");
	await panel.click("Reject b.ts");
	expect(panel.sent).toEqual([
		{ type: "review", task: "t1", path: "a.ts" },
		{ type: "accept", task: "t1", path: "a.ts", version: "v-a.ts" },
		{ type: "reject", task: "t1", path: "b.ts", version: "v-b.ts" },
	]);
	for (const command of panel.sent) expect(parseCommand(command)).toEqual(command);
	expect(panel.button("Accept a.ts").disabled).toBe(true);
	expect(panel.button("Open the diff of a.ts").disabled).toBe(false);
});

test("all files are reviewed, accepted or rejected together", async () => {
	const panel = await shown(found(changed("a.ts")), ended("stuck"));
	await panel.click("Review changes");
	await panel.click("Accept all");
	await panel.click("Reject all");
	expect(panel.sent).toEqual([
		{ type: "review", task: "t1" },
		{ type: "accept", task: "t1" },
		{ type: "reject", task: "t1" },
	]);
});

test("a decided file shows the decision and its note instead of buttons", async () => {
	const panel = await shown(
		found(changed("a.ts"), changed("b.ts")),
		ended("ready"),
		decide("a.ts", "accepted", "Merged with your edit."),
	);
	expect(panel.all("listitem").map(textOf)[0]).toMatch(/accepted.*Merged with your edit\./);
	expect(panel.all("button", "Accept a.ts")).toHaveLength(0);
	expect(panel.all("button", "Accept b.ts")).toHaveLength(1);
	expect(panel.text).toContain("1 undecided");
});

test("files can be decided while the agent works on, and a closed review's decisions can be taken back", async () => {
	const started = {
		type: "task.started",
		model: { provider: "anthropic", id: "m", label: "M", images: false },
	} as const;
	const working = await shown(found(changed("a.ts")), ended("ready"), started);
	await working.unfold("Files so far");
	await working.click("Accept a.ts");
	const closed = await shown(found(changed("a.ts")), ended("ready"), decide("a.ts", "rejected"), {
		type: "review.closed",
		outcome: "rejected",
	});
	expect(closed.all("button", "Accept")).toHaveLength(0);
	expect(closed.text).toContain("This task is closed: rejected.");
	await closed.click("Undo the decisions on a.ts");
	await closed.click("All tasks");
	expect(closed.sent).toEqual([
		{ type: "undo", task: "t1", path: "a.ts" },
		{ type: "show", task: "" },
	]);
});

test("nothing can be decided once the checkout is deleted", async () => {
	const panel = await shown(found(changed("a.ts")), ended("ready"), { type: "checkout.removed" });
	for (const name of ["Accept", "Reject", "Undo", "Keep as branch", "Verify"])
		expect(panel.all("button", name)).toHaveLength(0);
});

test("a closed task's checkout can be deleted, once", async () => {
	const closing = [
		found(changed("a.ts")),
		ended("ready"),
		decide("a.ts", "accepted"),
		{ type: "review.closed", outcome: "accepted" },
	] as const;
	const closed = await shown(...closing);
	await closed.click("Delete checkout");
	expect(closed.sent).toEqual([{ type: "discard", task: "t1" }]);
	const gone = await shown(...closing, { type: "checkout.removed" });
	expect(gone.text).toContain("This task is closed: accepted.");
	expect(gone.all("button", "Delete checkout")).toHaveLength(0);
	const discarded = await shown({ type: "review.closed", outcome: "discarded" });
	expect(discarded.all("button", "Delete checkout")).toHaveLength(0);
});

test("a task without changes shows no review", async () => {
	const panel = await shown(found(), ended("stuck"));
	for (const name of ["Review", "Verify", "Keep as branch"]) expect(panel.all("button", name)).toHaveLength(0);
});

test("a running task is steered and stopped; the word stays until it is recorded", async () => {
	const panel = await shown();
	await panel.type("Tell the agent something", "Use the SDK ");
	await panel.click("Send");
	await panel.click("Stop");
	expect(panel.sent).toEqual([
		{ type: "steer", task: "t1", text: "Use the SDK" },
		{ type: "stop", task: "t1" },
	]);
	expect(panel.button("Stop").disabled).toBe(true);
	await panel.told({ type: "recorded", task: "t1", records: recorded([{ type: "turn.started", turn: 1 }], 3) });
	expect(panel.field("Tell the agent something").value).toBe("Use the SDK ");
	await panel.told({
		type: "recorded",
		task: "t1",
		records: recorded([{ type: "person.steered", text: "Use the SDK" }], 4),
	});
	expect(panel.field("Tell the agent something").value).toBe("");
});

test("the same word can be said twice", async () => {
	const panel = await shown({ type: "person.steered", text: "Go on" });
	await panel.type("Tell the agent something", "Go on");
	await panel.press("Tell the agent something", "Enter", { ctrlKey: true });
	await panel.told(snapshot(viewOf({ type: "person.steered", text: "Go on" })));
	expect(panel.field("Tell the agent something").value).toBe("Go on");
});

test.each(["ready", "stuck", "stopped", "failed", "out-of-budget"] satisfies TaskEnd[])(
	"a task that ended %s goes on with a word or without, or is discarded",
	async (end) => {
		const panel = await shown(found(), ended(end));
		expect(panel.all("button", "Stop")).toHaveLength(0);
		await panel.click("Continue");
		await panel.told(snapshot(viewOf(found(), ended(end))));
		await panel.type("Continue with…", "Also the docs");
		await panel.click("Continue");
		await panel.click("Discard");
		expect(panel.sent).toEqual([
			{ type: "continue", task: "t1" },
			{ type: "steer", task: "t1", text: "Also the docs" },
			{ type: "discard", task: "t1" },
		]);
	},
);

test("a task that the editor interrupted says so, and can be continued or stopped", async () => {
	const panel = await shown(
		{ type: "call.started", call: "c1", tool: "run", title: "npm test" },
		{ type: "task.interrupted" },
	);
	expect(textOf(panel.one("details", "npm test"))).toContain("outcome unknown");
	await panel.click("Stop");
	await panel.click("Continue");
	expect(panel.sent).toEqual([
		{ type: "stop", task: "t1" },
		{ type: "continue", task: "t1" },
	]);
});
