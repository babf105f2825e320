/** What is on record when a task is delegated: who is responsible, what the brief check said, and what the task begins with. */

import { expect, test } from "vitest";
import { makeRedactor } from "../../../src/core/secrets/redactor.ts";
import type { Brief } from "../../../src/core/task/brief.ts";
import type { BriefChecked } from "../../../src/core/task/harness-events.ts";
import { type TaskFacts, Tasks } from "../../../src/core/task/tasks.ts";
import { plainPolicy } from "../../support/delegations.ts";
import { memoryCheckout } from "../../support/memory-checkout.ts";
import { memoryJournal } from "../../support/memory-journal.ts";
import { finishes, modelOf } from "../../support/replies.ts";

const nothing = () => undefined;
const warning = { name: "no-check", field: "checks", text: "t", reason: "r", needsReview: false } as const;

/** Delegates the brief as Ada, and lets it end. */
async function delegated(brief: Brief, checked?: BriefChecked) {
	const asked: TaskFacts[] = [];
	const models: (string | undefined)[] = [];
	const tasks = new Tasks({
		journals: { open: async () => [], create: async () => memoryJournal() },
		checkout: async (task) => {
			asked.push(task);
			const facts = { root: "/checkout", branch: "b", base: "abc", notes: [] };
			return { kind: "made", checkout: memoryCheckout(), facts };
		},
		model: async ({ model }) => {
			models.push(model);
			return { kind: "model", model: modelOf([finishes()]) };
		},
		live: () => ({ text: nothing, thinking: nothing, restart: nothing, output: nothing }),
		clock: { now: () => 0, wait: async () => undefined },
		policy: plainPolicy,
		redactor: async () => makeRedactor({ values: [] }),
		owner: async () => "Ada",
		newId: () => "t2",
	});
	const delegation = await tasks.delegate(brief, { name: "w", folder: "/w" }, [], checked);
	await delegation.settled();
	return { view: delegation.view, asked, models, events: delegation.events.map(({ event }) => event) };
}

test("who delegates is the owner, and nothing more is said", async () => {
	expect((await delegated({ goal: "x" })).view).toMatchObject({ owner: "Ada", by: "" });
	expect((await delegated({ goal: "x", owner: "Ada" })).view).toMatchObject({ owner: "Ada", by: "" });
});

test("another owner of the brief is on record beside the person who delegated it", async () => {
	const owner = "Bo <bo@example.org>";
	expect((await delegated({ goal: "x", owner })).view).toMatchObject({ owner, by: "Ada" });
});

test("the checkout is made of the brief's base, and the model is asked for with the brief", async () => {
	const { asked, models } = await delegated({ goal: "x", base: "main", model: "m-9" });
	expect(asked.map(({ base }) => base)).toEqual(["main"]);
	expect(models).toEqual(["m-9"]);
	expect((await delegated({ goal: "x" })).asked[0]?.base).toBeUndefined();
});

test("what the brief check said is one fact with the brief, where it said something", async () => {
	const { events, view } = await delegated({ goal: "x" }, { warnings: [warning], dismissed: ["no-check"] });
	expect(events[0]).toMatchObject({ type: "task.created", checked: { warnings: [warning], dismissed: ["no-check"] } });
	expect(view).toMatchObject({ warnings: [warning], dismissed: ["no-check"] });
	expect((await delegated({ goal: "x" })).events[0]).not.toHaveProperty("checked");
});
