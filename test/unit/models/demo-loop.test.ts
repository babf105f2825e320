/** The scripted demo through the real loop, tools and policy: the story fits what they say. */

import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { makeGates } from "../../../src/core/gate.ts";
import type { ApprovalDecision, Approver, Ports } from "../../../src/core/ports.ts";
import type { Brief } from "../../../src/core/task/brief.ts";
import type { TaskEvent } from "../../../src/core/task/events.ts";
import { runTask } from "../../../src/core/task/loop.ts";
import { scriptedModel } from "../../../src/models/scripted.ts";
import { demoGoal } from "../../../src/models/scripted-demo.ts";
import { plainPolicy } from "../../support/delegations.ts";
import { memoryCheckout } from "../../support/memory-checkout.ts";
import type { MemoryFiles } from "../../support/memory-files.ts";
import { memoryJournal } from "../../support/memory-journal.ts";

const root = join(import.meta.dirname, "../../../media/demo");

function demoFiles(): Record<string, string> {
	const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
	const paths = entries.map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
	return Object.fromEntries(paths.map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

const tests = { command: "npm test", output: "ℹ tests 13\nℹ pass 13\nℹ fail 0\n" };

const clean = {
	command: "rm -rf build-cache",
	effect: (files: MemoryFiles) => {
		for (const path of [...files.all.keys()]) if (path.startsWith("build-cache/")) files.put(path, null);
	},
};

async function delegate(
	decide: (command: string) => Pick<ApprovalDecision, "verdict" | "reason">,
	more: Partial<Brief> = {},
) {
	const checkout = memoryCheckout(demoFiles(), [tests, clean]);
	const journal = memoryJournal();
	const approver: Approver = {
		approve: async ({ command }) => ({ ...decide(command), surface: "panel", reach: "once" }),
		answer: async () => "",
	};
	const silent = () => undefined;
	const live = { text: silent, thinking: silent, restart: silent, output: silent };
	const ports: Ports = {
		model: scriptedModel({ pace: 0 }),
		checkout,
		approver,
		policy: plainPolicy,
		journal,
		live,
		clock: { now: () => 0, wait: async () => undefined },
		gates: makeGates(),
	};
	const brief = { goal: demoGoal, ...more };
	await journal.append({
		type: "task.created",
		task: "t",
		brief,
		workspace: { name: "demo", folder: "/demo" },
		owner: "me",
	});
	const events: TaskEvent[] = [];
	for await (const event of runTask(brief, ports, new AbortController().signal)) {
		events.push(event);
		await journal.append(event);
	}
	return { events, checkout };
}

const endOf = (events: readonly TaskEvent[]) => events.findLast((event) => event.type === "task.ended");
const failures = (events: readonly TaskEvent[]) =>
	events.flatMap((event) =>
		event.type === "call.finished" && event.outcome.kind === "failed" ? [event.outcome.text] : [],
	);

test("approved, it ends ready, without one failed call, with the fix, the note and the deletions to review", async () => {
	const { events, checkout } = await delegate(() => ({ verdict: "approved", reason: "" }));
	expect(failures(events)).toEqual([]);
	expect(endOf(events)).toMatchObject({ end: "ready" });
	const { changes } = await checkout.proposal.changes(new AbortController().signal);
	expect(changes.map(({ path, kind }) => `${kind} ${path}`)).toEqual([
		"modified CHANGELOG.md",
		"deleted build-cache/index.8f2c1a.js",
		"deleted build-cache/manifest.json",
		"deleted build-cache/split.41d09e.js",
		"modified src/split.ts",
	]);
});

test("denied the deletion, it ends ready and leaves the folder, with the reason in the hand-off", async () => {
	const { events, checkout } = await delegate((command) =>
		command.startsWith("rm") ? { verdict: "denied", reason: "I still need it" } : { verdict: "approved", reason: "" },
	);
	expect(checkout.commands.map(({ command }) => command)).toEqual(["npm test"]);
	expect(endOf(events)).toMatchObject({ end: "ready" });
	expect(events.findLast((event) => event.type === "handoff.written")).toMatchObject({
		handoff: { left: ["`rm -rf build-cache` was denied: I still need it."] },
	});
});

test("of the parts of a definition of done it claims those that a script can know, and no other", async () => {
	const definitionOfDone = "- `npm test` passes\n- CHANGELOG.md names the fix\n- the API is friendlier";
	const { events } = await delegate(() => ({ verdict: "approved", reason: "" }), { definitionOfDone });
	const { handoff } = events.findLast((event) => event.type === "handoff.written") ?? {};
	expect(handoff?.parts?.map(({ part, met }) => ({ part, met }))).toEqual([
		{ part: 1, met: true },
		{ part: 2, met: true },
	]);
	const alone = await delegate(() => ({ verdict: "approved", reason: "" }), { definitionOfDone: "Tests pass." });
	expect(alone.events.findLast((event) => event.type === "handoff.written")).not.toHaveProperty("handoff.parts");
});
