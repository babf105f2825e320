/** The contender: Remit's own loop, checkout, policy and journal, put together as in the editor; approvals are given at once. */

import { join } from "node:path";
import { makeRedactor } from "../src/core/secrets/redactor.ts";
import { briefSlug } from "../src/core/task/brief.ts";
import type { Delegation } from "../src/core/task/delegation.ts";
import { Tasks, type TasksParts } from "../src/core/task/tasks.ts";
import { searchText } from "../src/core/tools/search-text.ts";
import { anthropicModel } from "../src/models/anthropic.ts";
import { makeCheckout } from "../src/node/checkout.ts";
import { systemClock } from "../src/node/clock.ts";
import { findRipgrep } from "../src/node/ripgrep.ts";
import { secretValues } from "../src/node/secret-values.ts";
import { newTaskId, TasksFolder } from "../src/node/tasks-folder.ts";
import { contenderTask, report } from "./contender.ts";

const { url, folder, storage, goal, model } = contenderTask();
const journals = new TasksFolder(join(storage, "tasks"));

const tasks = new Tasks({
	journals,
	checkout: async ({ task, goal, workspace, unsaved }, _facts, signal) => {
		const ripgrep = await findRipgrep();
		const options = {
			folder: workspace.folder,
			storage: journals.folderOf(task),
			task,
			slug: briefSlug(goal),
			overlays: unsaved,
		};
		return makeCheckout({ ...options, ...(ripgrep === null ? {} : { ripgrep }), fallback: searchText }, signal);
	},
	model: async () => ({ kind: "model", model: anthropicModel({ apiKey: "bench", id: model, baseUrl: url }) }),
	policy: {
		current: () => ({ rules: [], protectedBranches: [] }),
		fingerprint: (text) => text,
		addRule: async () => {},
	},
	live: () => ({ text: nothing, thinking: nothing, restart: nothing, output: nothing }),
	redactor: async () => makeRedactor({ values: await secretValues({ folder, apiKey: "" }) }),
	clock: systemClock,
	owner: async () => "bench",
	newId: () => newTaskId(Date.now()),
} satisfies TasksParts);

function nothing(): void {}

/** The call is told before it waits. */
function approve(delegation: Delegation, call: string, binding: string): void {
	if (!delegation.approve(call, { binding, surface: "api" })) setImmediate(approve, delegation, call, binding);
}

const delegation = await tasks.delegate({ goal }, { name: "bench", folder });
delegation.recorded.add(({ event }) => {
	if (event.type === "approval.asked") approve(delegation, event.call, event.binding ?? "");
});
await delegation.settled();
const { status, checkout } = delegation.view;
if (status !== "ready" || !checkout) throw new Error(`The task ended as ${status}: ${delegation.view.statusText}`);
report(checkout.root);
await journals.close();
