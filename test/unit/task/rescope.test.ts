/** The person changes what a task is, and it goes on in the same checkout. */

import { expect, test } from "vitest";
import type { Brief } from "../../../src/core/task/brief.ts";
import type { TaskEvent } from "../../../src/core/task/events.ts";
import { foldView } from "../../../src/core/task/view.ts";
import { created, delegationOf } from "../../support/delegations.ts";
import { memoryCheckout } from "../../support/memory-checkout.ts";
import { recorded } from "../../support/memory-journal.ts";
import { calls, finishes, reply } from "../../support/replies.ts";

const first: Brief = {
	goal: "Mend a.",
	base: "HEAD",
	budget: { turns: 50 },
	owner: "Ada",
	scope: { allowed: ["src/**"], forbidden: [] },
};
const second: Brief = { goal: "Mend b instead.", scope: { allowed: ["lib/**"], forbidden: [] } };
const files = { "src/a.ts": "a\n", "lib/b.ts": "b\n", "other.txt": "o\n" };

function changing(path: string, old: string, text: string) {
	return [calls("read", { path }), calls("edit", { path, old, new: text })];
}

/** Did `src/a.ts` in its first run, and stands. */
async function standing(
	turns: Parameters<typeof delegationOf>[0]["turns"],
	script: Parameters<typeof memoryCheckout>[1] = [],
) {
	const checkout = memoryCheckout(files, script);
	const task = delegationOf({
		brief: first,
		checkout,
		past: [created(first)],
		checksAfterFinish: () => "off",
		turns: [changing("src/a.ts", "a", "A"), [finishes("stuck", "It is b.")], ...turns],
	});
	task.delegation.start();
	await task.delegation.settled();
	return task;
}

test("the task goes on with the new brief, which the model is told word for word, and keeps base, budget and owner", async () => {
	const task = await standing([changing("lib/b.ts", "b", "B"), [finishes()]]);
	const asked = { ...second, base: "main", budget: { turns: 9_000 }, owner: "Eve", definitionOfDone: "b is mended" };
	expect(await task.delegation.rescope(asked, "panel")).toBe(true);
	await task.delegation.settled();
	const told = task.model.requests[2]?.messages.at(-1)?.blocks.at(-1);
	expect(told).toMatchObject({
		text: expect.stringMatching(
			/^The person has changed the task\. This replaces the brief:\n\n# Task\nMend b instead\.\n\n# Definition of done\nb is mended\n\n# Scope\nOnly: lib\/\*\*\n/,
		),
	});
	const { view } = task.delegation;
	expect(view.brief).toMatchObject({ goal: "Mend b instead.", base: "HEAD", budget: { turns: 50 }, owner: "Ada" });
	expect(view).toMatchObject({ status: "ready", goal: "Mend a.", owner: "Ada", budget: { caps: { turns: 50 } } });
	expect(task.checkout.text("lib/b.ts")).toBe("B\n");
	expect(task.types().filter((type) => type === "checkout.made")).toHaveLength(1);
});

test("the new scope holds for edits, and what the old one allowed stays proposed and is named", async () => {
	const task = await standing([changing("src/a.ts", "A", "AA"), [finishes()]]);
	await task.delegation.rescope(second, "panel");
	await task.delegation.settled();
	expect(task.checkout.text("src/a.ts")).toBe("A\n");
	expect(await task.event("brief.changed")).toMatchObject({ outside: ["src/a.ts"] });
	expect(task.delegation.view.changes.map(({ change }) => change.path)).toEqual(["src/a.ts"]);
	expect(task.delegation.view.timeline).toContainEqual(
		expect.objectContaining({
			kind: "note",
			tone: "warning",
			text: expect.stringContaining("still proposed as it is: src/a.ts."),
		}),
	);
	expect(task.model.requests[2]?.messages.at(-1)?.blocks.at(-1)).toMatchObject({
		text: expect.stringMatching(/leave it as it is:\n<data from="paths">\n- src\/a\.ts\n<\/data>$/),
	});
});

test("after a command what the old scope allowed is as it was before the command, and the rest is as the base has it", async () => {
	const effect = ({ put }: ReturnType<typeof memoryCheckout>["files"]) => {
		put("src/a.ts", "formatted\n");
		put("other.txt", "formatted\n");
		put("lib/b.ts", "formatted\n");
	};
	const task = await standing([[calls("run", { command: "npm run format" })], [finishes()]], [{ effect }]);
	await task.delegation.rescope(second, "panel");
	await task.delegation.settled();
	expect(await task.event("changes.taken-back")).toMatchObject({ paths: ["other.txt", "src/a.ts"], problems: [] });
	expect(task.checkout.text("src/a.ts")).toBe("A\n");
	expect(task.checkout.text("other.txt")).toBe("o\n");
	expect(task.checkout.text("lib/b.ts")).toBe("formatted\n");
});

test("a command that undoes what the old scope allowed does not undo it", async () => {
	const effect = ({ put }: ReturnType<typeof memoryCheckout>["files"]) => put("src/a.ts", "a\n");
	const task = await standing([[calls("run", { command: "npm run build" })], [finishes()]], [{ effect }]);
	await task.delegation.rescope(second, "panel");
	await task.delegation.settled();
	expect(task.checkout.text("src/a.ts")).toBe("A\n");
});

test("a task that becomes a question keeps what it has changed, and changes no more", async () => {
	const effect = ({ put }: ReturnType<typeof memoryCheckout>["files"]) => put("lib/b.ts", "sneaked\n");
	const run = calls("run", { command: "git status" });
	const task = await standing([[run], [finishes("done", "See src/a.ts:1.")]], [{ command: "git status", effect }]);
	await task.delegation.rescope({ goal: "Why was it wrong?", mode: "explore" }, "panel");
	await task.delegation.settled();
	expect(task.checkout.text("src/a.ts")).toBe("A\n");
	expect(task.checkout.text("lib/b.ts")).toBe("b\n");
	expect(task.delegation.view).toMatchObject({ status: "ready", handOff: { places: ["src/a.ts:1"] } });
	expect(task.delegation.view.changes).toHaveLength(1);
});

test("what the person changed in the checkout is kept, in scope or not", async () => {
	const task = await standing([[calls("run", { command: "npm run build" })], [finishes()]], [{}]);
	task.checkout.files.put("other.txt", "by the person\n");
	await task.delegation.rescope(second, "panel");
	await task.delegation.settled();
	expect(task.checkout.text("other.txt")).toBe("by the person\n");
	expect(task.delegation.view.changes.map(({ change }) => change.path)).toEqual(["other.txt", "src/a.ts"]);
});

test("what the brief check said of the new brief is one fact with it, and what was dismissed stays so", async () => {
	const task = await standing([[finishes()]]);
	const warning = { name: "no-check", field: "checks", text: "t", reason: "r", needsReview: false } as const;
	await task.delegation.rescope(second, "panel", { warnings: [warning], dismissed: ["no-check"] });
	await task.delegation.settled();
	expect(await task.event("brief.changed")).toMatchObject({
		checked: { warnings: [warning], dismissed: ["no-check"] },
	});
	expect(task.types()).not.toContain("brief.checked");
	expect(task.delegation.view).toMatchObject({ warnings: [warning], dismissed: ["no-check"] });
	for (let length = 1; length <= task.journal.events.length; length++) {
		const { brief, warnings } = foldView(task.journal.events.slice(0, length));
		expect(warnings).toEqual(brief?.goal === second.goal ? [warning] : []);
	}
});

test("a journal in which the brief check is a fact of its own folds as it did", () => {
	const warning = { name: "no-check", field: "checks", text: "t", reason: "r", needsReview: false } as const;
	const said = { type: "brief.checked", warnings: [warning], dismissed: ["no-check"] } as const;
	const unsaid = { type: "brief.checked", warnings: [], dismissed: [] } as const;
	const changed = { type: "brief.changed", brief: second, surface: "panel" } as const;
	expect(foldView(recorded([created(first), said]))).toMatchObject({ warnings: [warning], dismissed: ["no-check"] });
	expect(foldView(recorded([created(first), unsaid, said, changed]))).toMatchObject({ warnings: [warning] });
	expect(foldView(recorded([created(first), said, unsaid, changed]))).toMatchObject({ warnings: [], dismissed: [] });
});

test("a task that runs, is rescoped already or is over for good is not rescoped", async () => {
	const running = delegationOf({ turns: [[calls("run", { command: "rm -r dist" })]] });
	running.delegation.start();
	await running.event("approval.asked");
	expect(await running.delegation.rescope(second, "panel")).toBe(false);
	await running.delegation.stop("panel");
	const both = [running.delegation.rescope(second, "panel"), running.delegation.rescope(first, "panel")];
	expect(await Promise.all(both)).toEqual([true, false]);
	await running.delegation.stop("panel");
	await running.delegation.discard("panel");
	expect(await running.delegation.rescope(second, "panel")).toBe(false);
	expect(running.types().filter((type) => type === "brief.changed")).toHaveLength(1);
});

test("a task that was never given a checkout is rescoped and gets one", async () => {
	const task = delegationOf({
		past: [created(first), { type: "task.ended", end: "failed", text: "The checkout could not be made." }],
		turns: [[finishes()]],
	});
	expect(await task.delegation.rescope(second, "panel")).toBe(true);
	await task.delegation.settled();
	expect(task.delegation.view).toMatchObject({ status: "ready", brief: { goal: "Mend b instead." } });
});

test("after a restart the changed brief holds", async () => {
	const task = await standing([[finishes("stuck")]]);
	await task.delegation.rescope(second, "panel");
	await task.delegation.settled();
	const past = task.journal.events.map(({ event }) => event);
	const again = delegationOf({ past, checkout: task.checkout, turns: [changing("src/a.ts", "A", "AA"), [finishes()]] });
	again.delegation.start();
	await again.delegation.settled();
	expect(task.checkout.text("src/a.ts")).toBe("A\n");
	expect(JSON.stringify(again.model.requests[0]?.messages)).toContain("This replaces the brief");
});

test("a command that ran when the editor closed does not take what was in the old scope with it", async () => {
	const task = await standing([]);
	const past: readonly TaskEvent[] = [
		...task.journal.events.map(({ event }) => event),
		{ type: "task.started", model: { provider: "anthropic", id: "m", label: "M", images: false } },
		{ type: "turn.started", turn: 3 },
		{ type: "turn.finished", turn: 3, ...reply([calls("run", { command: "npm run format" }, "cut")]) },
		{ type: "call.started", call: "cut", tool: "run", title: "npm run format" },
		{ type: "task.interrupted" },
	];
	const again = delegationOf({ past, checkout: task.checkout, turns: [[finishes()]] });
	await again.delegation.rescope(second, "panel");
	await again.delegation.settled();
	expect(task.checkout.text("src/a.ts")).toBe("A\n");
	expect(again.delegation.view.status).toBe("ready");
});

test("what the person changed out of scope between two runs is kept by the second", async () => {
	const task = await standing([[calls("run", { command: "npm run build" })], [finishes()]], [{}]);
	task.checkout.files.put("other.txt", "by the person\n");
	await task.delegation.steer("Go on.");
	await task.delegation.settled();
	expect(task.checkout.text("other.txt")).toBe("by the person\n");
	expect(task.types()).not.toContain("changes.taken-back");
});
