/** What counts as a third strike besides a failure that comes back, and what must not. */

import { expect, test } from "vitest";
import { Strikes } from "../../../src/core/progress/strikes.ts";
import type { TaskEvent } from "../../../src/core/task/events.ts";
import { created } from "../../support/delegations.ts";
import { growth, inStep } from "../../support/growth.ts";
import { recorded } from "../../support/memory-journal.ts";
import {
	attempts,
	begun,
	edits,
	failing,
	looks,
	type Played,
	plans,
	reads,
	runs,
	span,
	started,
	strikeAfter,
	turn,
} from "./strikes-journal.ts";

const failedEdit: Played = {
	tool: "edit",
	input: { path: "a.js", old: "x", new: "y" },
	outcome: { kind: "failed", text: "The text is not in a.js.", summary: "failed" },
};

test("the same call with the same outcome three times in a row is the third strike, whatever was read in between", () => {
	const loop = span(3).flatMap((at) => [
		...turn(failedEdit),
		...turn(reads(`f${at}.js`)),
		...turn(looks("ls", `${at}`)),
	]);
	expect(strikeAfter(loop)).toMatchObject({
		reason: "same-call",
		text: "The same call was made 3 times, and came to the same: edit a.js: The text is not in a.js.",
	});
	expect(
		strikeAfter([...turn(failedEdit), ...turn(failedEdit), ...turn(edits("a.js", "v0", "v1")), ...turn(failedEdit)]),
	).toBeUndefined();
});

test("the same call with the names of its input in another order is the same call, however deep they stand", () => {
	const call = (step: object): Played => ({
		tool: "plan",
		input: { steps: [step] },
		outcome: { kind: "failed", text: "Too long.", summary: "failed" },
	});
	const [one, other] = [call({ text: "a", state: "open" }), call({ state: "open", text: "a" })];
	expect(strikeAfter([...turn(one), ...turn(other), ...turn(one)])?.reason).toBe("same-call");
	expect(strikeAfter([...turn(one), ...turn(call({ text: "b", state: "open" })), ...turn(one)])).toBeUndefined();
});

test("a plan in other words between two of the same calls does not hide them", () => {
	const loop = span(3).flatMap((at) => [...turn(failedEdit), ...turn(plans({ text: `Try ${at}`, state: "open" }))]);
	expect(strikeAfter(loop)?.reason).toBe("same-call");
});

test("two calls that take turns three times are a circle", () => {
	const other = runs("node b.js", "Error: b");
	const pairs = (count: number) => span(count).flatMap(() => [...turn(failedEdit), ...turn(other)]);
	expect(strikeAfter(pairs(2))).toBeUndefined();
	expect(strikeAfter(pairs(3))?.text).toBe("The same calls were made in turn 3 times: edit a.js; node b.js.");
});

test("the same call three times in one reply is not three strikes: the model had not seen what came of it", () => {
	expect(strikeAfter(turn(failedEdit, failedEdit, failedEdit))).toBeUndefined();
});

test("a command whose output differs by its duration only is the same, and one that counts on is not", () => {
	const timed = (at: number) => turn(runs("make", `Error: broken\nreal 0m${at}.4s`));
	expect(strikeAfter(span(3).flatMap(timed))?.reason).toBe("same-call");
	const counting = (at: number) => turn(runs("./wait.sh", `Error: ${at} of 9 are ready`));
	expect(strikeAfter(span(9).flatMap(counting))).toBeUndefined();
});

test("the same command that changes files each time is no same call", () => {
	const found = (version: string): TaskEvent => ({
		type: "changes.found",
		changes: [{ path: "a.js", kind: "modified", binary: false, added: 1, removed: 1, mode: 0o100644, version }],
	});
	expect(strikeAfter(span(6).flatMap((at) => [...turn(runs("./next-step.sh")), found(`v${at}`)]))).toBeUndefined();
	expect(strikeAfter(span(6).flatMap(() => [...turn(runs("./next-step.sh")), found("v1")]))?.reason).toBe("same-call");
});

test("looking at the state between edits is no strike, and looking three times at the same without any is", () => {
	const status = looks("git status --short", "M a.js");
	const between = span(9).flatMap((at) => [...turn(edits("a.js", `v${at - 1}`, `v${at}`)), ...turn(status)]);
	expect(strikeAfter(between)).toBeUndefined();
	expect(strikeAfter(span(3).flatMap(() => turn(status)))?.reason).toBe("same-call");
	const reread = span(6).flatMap((at) => [...turn(reads("a.js")), ...turn(reads(`f${at}.js`))]);
	expect(strikeAfter(reread)).toBeUndefined();
});

test("a denied command that is tried again in the same form counts, also when other things happen in between", () => {
	const denied: Played = {
		tool: "run",
		input: { command: "rm  -rf build", purpose: "to clean up" },
		outcome: { kind: "denied", text: "The person denied this command.", summary: "denied" },
		verdict: "ask",
	};
	const outcome = { ...denied.outcome, text: "The person denied this command and says: no." };
	const again = { ...denied, outcome, input: { command: "rm -rf build", purpose: "please", timeout: 9 } };
	const between = [...turn(edits("a.js", "v0", "v1")), ...turn(runs("make", "Error: x"))];
	expect(strikeAfter([...turn(denied), ...between, ...turn(again)])).toBeUndefined();
	expect(strikeAfter([...turn(denied), ...between, ...turn(again), ...turn(denied)])).toMatchObject({
		reason: "same-call",
		attempts: [{ what: "rm -rf build", times: 3 }],
	});
});

test("input that never fits its tool counts: three times with the same complaint, six turns with whatever complaint", () => {
	const invalid = (tool: string, text: string): Played => ({
		tool,
		input: { path: text },
		outcome: { kind: "failed", text, summary: "not valid" },
	});
	const cut = (at: number): Played => ({
		...invalid("write", `no JSON ${at}`),
		input: { __invalid: `{"path": ${at}` },
	});
	expect(strikeAfter(span(2).flatMap((at) => turn(cut(at))))).toBeUndefined();
	expect(strikeAfter(span(3).flatMap((at) => turn(cut(at))))?.reason).toBe("same-call");
	const any = (at: number) => turn(invalid("edit", `wrong ${"abcdef"[at - 1]}`), invalid("read", `x ${at}`));
	expect(strikeAfter(span(5).flatMap(any))).toBeUndefined();
	expect(strikeAfter(span(6).flatMap(any))).toMatchObject({
		reason: "same-call",
		text: "In 6 turns in a row no call fitted its tool.",
		attempts: [{ what: "read x 6, as the last of calls that fit no tool", failure: "x 6", times: 6 }],
	});
});

test("an edit that is undone and redone once proves a fix; done and undone over and over is a circle", () => {
	const there = turn(edits("a.js", "v0", "v1"));
	const back = turn(edits("a.js", "v1", "v0"));
	expect(strikeAfter([...there, ...back, ...there])).toBeUndefined();
	expect(strikeAfter([...there, ...back, ...there, ...back])).toMatchObject({
		reason: "undone",
		text: "a.js was brought back to what it had been before, 3 times.",
		attempts: [{ place: "a.js" }],
	});
});

test("turns without a step, a file or a check are counted, and only where the person wants that", () => {
	const reading = (count: number) => span(count).flatMap((at) => turn(reads(`f${at}.js`)));
	expect(strikeAfter(reading(4), 5)).toBeUndefined();
	expect(strikeAfter(reading(5), 5)).toMatchObject({ reason: "no-progress", text: expect.stringContaining("5 turns") });
	expect(strikeAfter(reading(200), 0)).toBeUndefined();
	const changed = [...reading(4), ...turn(edits("a.js", "v0", "v1")), ...reading(4)];
	expect(strikeAfter(changed, 5)).toBeUndefined();
	// A file that is put back is no progress.
	expect(strikeAfter([...changed, ...turn(edits("a.js", "v1", "v0"))], 5)).toBeUndefined();
	expect(
		strikeAfter(
			[
				...turn(edits("a.js", "v0", "v1")),
				...turn(edits("a.js", "v1", "v2")),
				...reading(4),
				...turn(edits("a.js", "v2", "v1")),
			],
			5,
		)?.reason,
	).toBe("no-progress");
});

test("a plan that is written anew with the same states is no progress, and a step that is begun or ended is", () => {
	const plan = (text: string, state: "open" | "doing" | "done" = "open") => turn(plans({ text, state }));
	const words = span(5).flatMap((at) => plan(`Step, in words ${at}`));
	expect(strikeAfter(words, 4)?.reason).toBe("no-progress");
	const invented = span(5).flatMap((at) => plan(`Something else, ${at}`, "done"));
	expect(strikeAfter(invented, 4)?.reason).toBe("no-progress");
	const moving = [...plan("One"), ...turn(), ...turn(), ...plan("One", "doing"), ...turn(), ...turn()];
	expect(strikeAfter([...moving, ...plan("One", "done"), ...turn(), ...turn()], 4)).toBeUndefined();
	const step = (state: "open" | "doing", at: number) =>
		turn(plans({ text: "One", state }, { text: `Other ${at}`, state: "open" }));
	const toAndFro = span(6).flatMap((at) => [...step("doing", at), ...step("open", at)]);
	expect(strikeAfter(toAndFro, 7)?.reason).toBe("no-progress");
});

test("a task that only looks gets on as long as it reads what it did not read before", () => {
	const explore: TaskEvent = { type: "brief.changed", surface: "panel", brief: { goal: "Where?", mode: "explore" } };
	const reading = span(60).flatMap((at) => turn(reads(`f${at}.js`)));
	expect(strikeAfter([explore, ...reading], 5)).toBeUndefined();
	const pairs = span(4).flatMap(() => [...turn(reads("a.js")), ...turn(reads("b.js")), ...turn(reads("c.js"))]);
	expect(strikeAfter([explore, ...pairs], 5)).toBeDefined();
});

test.each<[string, TaskEvent]>([
	["steers", { type: "person.steered", text: "Look at b." }],
	["answers", { type: "question.answered", call: "c", answer: "b" }],
	["rescopes", { type: "brief.changed", brief: { goal: "Less." }, surface: "panel" }],
	["continues", started],
])("when the person %s, everything is counted anew", (_, word) => {
	expect(strikeAfter([...attempts(3), word])).toBeUndefined();
	expect(strikeAfter([...attempts(2), word, ...attempts(2)])).toBeUndefined();
	expect(strikeAfter([...attempts(2), word, ...attempts(3)])?.reason).toBe("same-failure");
});

test("after a restart the same events give the same answer as step by step", () => {
	const events = recorded([...begun, ...turn(failedEdit), ...attempts(2), ...turn(failedEdit), ...attempts(3)]);
	const growing = new Strikes();
	for (const [at] of events.entries()) {
		const known = events.slice(0, at + 1);
		growing.catchUp(known);
		const anew = new Strikes();
		anew.catchUp(known);
		expect(growing.third(3)).toEqual(anew.third(3));
	}
	expect(growing.third(3)?.reason).toBe("same-failure");
});

test("sixty turns of real work are no strike", () => {
	const steps = span(12).map((at) => `Module ${at}`);
	const work = span(60).flatMap((at): readonly TaskEvent[] => {
		const [file, version] = [`m${at % 12}.js`, `${at}`];
		const plan = steps.map((text, step) => ({ text, state: step < at / 5 ? ("done" as const) : ("open" as const) }));
		const test = at % 4 === 0 ? runs("npm test", failing(`module ${"abcdefghijklmno"[at / 4 - 1]}`)) : runs("npm test");
		const all = [reads(file), looks("git status", "M x"), edits(file, `${at - 1}`, version), test];
		return [...turn(...all), ...(at % 5 === 0 ? turn(plans(...plan)) : [])];
	});
	for (let end = 1; end <= work.length; end += 7) expect(strikeAfter(work.slice(0, end), 25)).toBeUndefined();
});

test("ten thousand events are folded in time that grows in step with them", () => {
	const events = (rounds: number) => recorded([created(), ...span(rounds).flatMap(() => attempts(1))]);
	expect(growth(events, (each) => new Strikes().catchUp(each), 175)).toBeLessThan(inStep);
});
