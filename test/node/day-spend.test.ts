/** The count over all tasks of a day: two windows, a crash, a torn line, the next day. */

import { appendFileSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { TaskEvent } from "../../src/core/task/events.ts";
import { daySpend } from "../../src/node/day-spend.ts";
import { delegationOf } from "../support/delegations.ts";
import { finishes } from "../support/replies.ts";

const noon = new Date(2026, 10, 21, 12).getTime();

function ground(cap: number | null = 1) {
	const folder = join(mkdtempSync(join(tmpdir(), "remit-day-")), "spend");
	const time = { now: noon };
	const window = () => daySpend({ folder, clock: { now: () => time.now }, cap: () => cap });
	return { folder, time, window };
}

test("what one window holds or has spent, another does not have", async () => {
	const { window } = ground();
	const [one, two] = [window(), window()];
	expect(await one.hold("a:1", 0.6)).toBe(true);
	expect(await two.left("b:1")).toBeCloseTo(0.4, 10);
	expect(await two.hold("b:1", 0.5)).toBe(false);
	expect(await one.left("a:2")).toBeCloseTo(0.4, 10);
	await one.settle("a:1", 0.1);
	expect(await two.hold("b:1", 0.5)).toBe(true);
	expect(await one.left("a:1")).toBeCloseTo(0.5, 10);
});

test("what one task has spent, the next one of the day does not have; the day after it goes on", async () => {
	const { time, window } = ground(0.015);
	const worked = (task: string) => {
		const workspace = { name: "demo", folder: "/demo" };
		const created: TaskEvent = { type: "task.created", task, brief: { goal: "Mend it." }, workspace, owner: "Ada" };
		return delegationOf({ day: window(), past: [created], turns: [[finishes()]] });
	};
	const [first, second] = [worked("a"), worked("b")];
	for (const { delegation } of [first, second]) {
		delegation.start();
		await delegation.settled();
	}
	expect([first.delegation.view.status, first.model.requests.length]).toEqual(["ready", 1]);
	expect([second.delegation.view.status, second.model.requests.length]).toEqual(["out-of-budget", 0]);
	expect(second.delegation.view.statusText).toContain("remit.budget.daily");
	time.now += 86_400_000;
	second.delegation.start();
	await second.delegation.settled();
	expect([second.delegation.view.status, second.model.requests.length]).toEqual(["ready", 1]);
});

test("of windows that ask at once, no two are let through where there is enough for one", async () => {
	for (let round = 0; round < 30; round++) {
		const { window } = ground();
		const held = await Promise.all(["a", "b", "c"].map((task) => window().hold(`${task}:1`, 0.6)));
		expect(held.filter(Boolean).length).toBeLessThanOrEqual(1);
	}
});

test("what a window held when it crashed counts in the next one", async () => {
	const { window } = ground();
	await window().hold("a:1", 0.7);
	expect(await window().left("a:2")).toBeCloseTo(0.3, 10);
});

test("a torn line loses itself alone, and what is no entry counts nothing", async () => {
	const { folder, window } = ground();
	await window().hold("a:1", 0.2);
	const [name = ""] = readdirSync(folder);
	appendFileSync(join(folder, name), '\n["b:1", 0.\n["c:1", -5]\n{"d": 1}\n["e:1", "5"');
	const next = window();
	expect(await next.hold("f:1", 0.3)).toBe(true);
	expect(await next.left("g:1")).toBeCloseTo(0.5, 10);
});

test("a new day begins with everything, and a request belongs to the day on which it began", async () => {
	const { time, window } = ground();
	const one = window();
	await one.hold("a:1", 0.9);
	time.now = new Date(2026, 10, 22, 0, 1).getTime();
	await one.settle("a:1", 0.8);
	expect(await one.left("a:2")).toBe(1);
	time.now = noon;
	expect(await window().left("a:2")).toBeCloseTo(0.2, 10);
});

test("without a cap there is no limit, and what is spent is counted for the one that is set later", async () => {
	const { folder, time, window } = ground(null);
	const free = window();
	expect(await free.left("a:1")).toBeNull();
	expect(await free.hold("a:1", 7)).toBe(true);
	const capped = daySpend({ folder, clock: { now: () => time.now }, cap: () => 10 });
	expect(await capped.left("b:1")).toBe(3);
});

test("where it cannot be written down, nothing is let through", async () => {
	const { folder, window } = ground();
	writeFileSync(folder, "in the way");
	await expect(window().hold("a:1", 0.1)).rejects.toThrow();
});
