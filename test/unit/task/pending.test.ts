/** Answers and approvals: the first one wins, each counts once, none is lost. */

import { expect, test } from "vitest";
import type { ApprovalRequest } from "../../../src/core/ports.ts";
import { Pending } from "../../../src/core/task/pending.ts";

const request: ApprovalRequest = {
	...{ call: "c1", command: "npm test", cwd: "", because: "", purpose: "", binding: "b1", segments: [] },
	...{ paths: [], deletes: null, domains: [], step: "", rule: null, sandboxed: true },
};
const yes = { verdict: "approved", reason: "", surface: "panel", reach: "once" } as const;
const no = { verdict: "denied", reason: "too late", surface: "palette", reach: "once" } as const;
const never = () => new AbortController().signal;

function asked(call = "c1"): Pending {
	const pending = new Pending();
	pending.openApproval(call, "b1");
	return pending;
}

test("the first answer wins, and a later one is told that it came too late", async () => {
	const pending = asked();
	const decision = pending.approve(request, never());
	expect(pending.decide("c1", yes, "b1")).toBe(true);
	expect(pending.decide("c1", no, "b1")).toBe(false);
	await expect(decision).resolves.toEqual(yes);
});

test("an answer to another call or of another kind changes nothing", async () => {
	const pending = asked();
	const decision = pending.approve(request, never());
	expect(pending.decide("c2", yes, "b1")).toBe(false);
	expect(pending.reply("c1", "words are no approval")).toBe(false);
	expect(pending.decide("c1", no, "b1")).toBe(true);
	await expect(decision).resolves.toEqual(no);
});

test("an answer that comes between the record and the wait is not lost", async () => {
	const pending = asked();
	expect(pending.decide("c1", yes, "b1")).toBe(true);
	expect(pending.decide("c1", no, "b1")).toBe(false);
	await expect(pending.approve(request, never())).resolves.toEqual(yes);
});

test("an approval cannot be given before it is asked for", () => {
	expect(new Pending().decide("c1", yes, "b1")).toBe(false);
});

test("an approval is used once: the same id must be asked about and answered again", async () => {
	const pending = asked();
	pending.decide("c1", yes, "b1");
	await pending.approve(request, never());
	expect(pending.decide("c1", yes, "b1")).toBe(false);
	pending.openApproval("c1", "b1");
	const again = pending.approve(request, never());
	expect(pending.decide("c1", no, "b1")).toBe(true);
	await expect(again).resolves.toEqual(no);
});

test("an approval counts for what was shown: another binding, or none, approves nothing, and a denial needs none", async () => {
	const pending = asked();
	const decision = pending.approve(request, never());
	expect(pending.decide("c1", yes, "b2")).toBe(false);
	expect(pending.decide("c1", yes, "")).toBe(false);
	expect(pending.decide("c1", no, "")).toBe(true);
	await expect(decision).resolves.toEqual(no);
});

test("a request without a binding cannot be approved", () => {
	const pending = new Pending();
	pending.openApproval("c1", "");
	expect(pending.decide("c1", yes, "")).toBe(false);
});

test("what is asked anew under the same id counts for the new binding alone", async () => {
	const pending = asked();
	pending.openApproval("c1", "b2");
	const decision = pending.approve({ ...request, binding: "b2" }, never());
	expect(pending.decide("c1", yes, "b1")).toBe(false);
	expect(pending.decide("c1", yes, "b2")).toBe(true);
	await expect(decision).resolves.toEqual(yes);
});

test("an answer that came before a question is opened again is not lost by opening it", async () => {
	const pending = asked();
	pending.decide("c1", yes, "b1");
	pending.reopenApproval("c1");
	await expect(pending.approve(request, never())).resolves.toEqual(yes);
	pending.reopenApproval("c1");
	expect(pending.decide("c1", no, "")).toBe(true);
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
