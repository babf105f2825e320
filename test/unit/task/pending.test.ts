import { expect, test } from "vitest";
import { Pending } from "../../../src/core/task/pending.ts";

const request = { call: "c1", command: "npm test", cwd: "", because: "", purpose: "" };
const yes = { verdict: "approved", reason: "", surface: "panel" } as const;
const no = { verdict: "denied", reason: "too late", surface: "palette" } as const;
const never = () => new AbortController().signal;

function asked(call = "c1"): Pending {
	const pending = new Pending();
	pending.openApproval(call);
	return pending;
}

test("the first answer wins, and a later one is told that it came too late", async () => {
	const pending = asked();
	const decision = pending.approve(request, never());
	expect(pending.decide("c1", yes)).toBe(true);
	expect(pending.decide("c1", no)).toBe(false);
	await expect(decision).resolves.toEqual(yes);
});

test("an answer to another call or of another kind changes nothing", async () => {
	const pending = asked();
	const decision = pending.approve(request, never());
	expect(pending.decide("c2", yes)).toBe(false);
	expect(pending.reply("c1", "words are no approval")).toBe(false);
	expect(pending.decide("c1", no)).toBe(true);
	await expect(decision).resolves.toEqual(no);
});

test("an answer that comes between the record and the wait is not lost", async () => {
	const pending = asked();
	expect(pending.decide("c1", yes)).toBe(true);
	expect(pending.decide("c1", no)).toBe(false);
	await expect(pending.approve(request, never())).resolves.toEqual(yes);
});

test("an approval cannot be given before it is asked for", () => {
	expect(new Pending().decide("c1", yes)).toBe(false);
});

test("an approval is used once: the same id must be asked about and answered again", async () => {
	const pending = asked();
	pending.decide("c1", yes);
	await pending.approve(request, never());
	expect(pending.decide("c1", yes)).toBe(false);
	pending.openApproval("c1");
	const again = pending.approve(request, never());
	expect(pending.decide("c1", no)).toBe(true);
	await expect(again).resolves.toEqual(no);
});

test("what waits ends with the task, and cannot be answered afterwards", async () => {
	const pending = new Pending();
	pending.openQuestion("c1");
	const stop = new AbortController();
	const answer = pending.answer({ call: "c1", question: "Which?", options: [] }, stop.signal);
	stop.abort(new Error("stopped"));
	await expect(answer).rejects.toThrow("stopped");
	expect(pending.reply("c1", "this one")).toBe(false);
});
