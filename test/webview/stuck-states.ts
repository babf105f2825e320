/** Stuck tasks as the gallery shows them: a third strike with one failure, with many long ones, and an agent's own. */

import type { TaskEvent } from "../../src/core/task/events.ts";
import type { Attempt, StuckReason } from "../../src/core/task/harness-events.ts";
import type { HostMessage } from "../../src/protocol/messages.ts";
import { ended, said, snapshot, viewOf } from "./journal.ts";

export const failure: Attempt = {
	what: "npm test",
	failure: "dates.test.ts > parses ISO weeks: AssertionError: expected 52 to be 53",
	place: "test/dates.test.ts:41",
	times: 3,
};

export function struck(reason: StuckReason, text: string, ...attempts: readonly Attempt[]): readonly TaskEvent[] {
	return [{ type: "stuck.found", reason, text, attempts }, ended("stuck", text)];
}

export const handedOff: TaskEvent = {
	type: "handoff.written",
	handoff: {
		status: "stuck",
		summary: "The week of a year that has 53 of them is one too small, and I do not see why.",
		tried: ["Counting from the first Thursday", "A table of leap years"],
		left: ["Which calendar `parseDate` shall follow"],
	},
};

const long = (at: number): Attempt => ({
	what: `npm run test:unit -- --project=browser-and-node-${"very-".repeat(9)}long ${at}`,
	failure: `suite ${at} > ${"a name that goes on and on ".repeat(6)}: Error: ${"x".repeat(90)}`,
	place: `packages/${"deeply/".repeat(8)}nested/component.test.tsx:${at}${at}`,
	times: 3 + at,
});

const sentence = `The same failure came back after attempt 3: ${failure.failure}, in npm test, at ${failure.place}.`;

export const stuckStates: Readonly<Record<string, readonly HostMessage[]>> = {
	"stuck-failure": [
		snapshot(viewOf(said("I try once more."), handedOff, ...struck("same-failure", sentence, failure))),
	],
	"stuck-many": [snapshot(viewOf(...struck("same-failure", sentence, failure, ...[1, 2, 3, 4, 5, 6].map(long))))],
	"stuck-own": [snapshot(viewOf(handedOff, ended("stuck", "I do not see why.")))],
};
