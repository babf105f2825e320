import { expect, test } from "vitest";
import { Pending } from "../../../src/core/task/pending.ts";

const request = { call: "c1", command: "npm test", cwd: "", because: "", purpose: "" };
const yes = { verdict: "approved", reason: "", surface: "panel" } as const;
const no = { verdict: "denied", reason: "too late", surface: "palette" } as const;

test("the first answer wins, and a later one is told that it came too late", async () => {
	const pending = new Pending();
	const decision = pending.approve(request, new AbortController().signal);
	expect(pending.decide("c1", yes)).toBe(true);
	expect(pending.decide("c1", no)).toBe(false);
	await expect(decision).resolves.toEqual(yes);
});

test("an answer to another call changes nothing", async () => {
	const pending = new Pending();
	const decision = pending.approve(request, new AbortController().signal);
	expect(pending.decide("c2", yes)).toBe(false);
	expect(pending.reply("c1", "words are no approval")).toBe(false);
	expect(pending.decide("c1", no)).toBe(true);
	await expect(decision).resolves.toEqual(no);
});

test("an approval cannot be given before it is asked for", async () => {
	const pending = new Pending();
	expect(pending.decide("c1", yes)).toBe(false);
	const stop = new AbortController();
	const decision = pending.approve(request, stop.signal);
	stop.abort(new Error("stopped"));
	await expect(decision).rejects.toThrow("stopped");
});

test("what waits ends with the task, and cannot be approved afterwards", async () => {
	const pending = new Pending();
	const stop = new AbortController();
	const answer = pending.answer({ call: "c1", question: "Which?", options: [] }, stop.signal);
	stop.abort(new Error("stopped"));
	await expect(answer).rejects.toThrow("stopped");
	expect(pending.reply("c1", "this one")).toBe(false);
});
