/** The panel's screens as the gallery shows them: everyday ones, and the ones that are hard to draw. */

import type { TaskEvent } from "../../src/core/task/events.ts";
import { foldView } from "../../src/core/task/view.ts";
import type { HostMessage, TaskSummary } from "../../src/protocol/messages.ts";
import { approvalStates, guards } from "./approval-states.ts";
import { briefStates } from "./brief-states.ts";
import { budgetStates } from "./budget-states.ts";
import { changes, decided, explored, handOff, plan, ready, refused } from "./example-task.ts";
import {
	answering,
	begun,
	called,
	changed,
	ended,
	found,
	question,
	recorded,
	said,
	snapshot,
	start,
	viewOf,
} from "./journal.ts";
import { reportStates } from "./report-states.ts";
import { reviewStates } from "./review-states.ts";
import { selfReviewStates } from "./self-review-states.ts";
import { stuckStates } from "./stuck-states.ts";

const tasks: readonly TaskSummary[] = [
	{
		task: "t1",
		title: "Make parseDate accept ISO weeks",
		status: "waiting",
		changedAt: start,
		scripted: false,
		changes: 1,
		unverified: false,
		undecided: 0,
	},
	{
		task: "t2",
		title: "Replace the hand-written retry loop in the HTTP client by the one of the SDK, and keep its tests",
		status: "ready",
		changedAt: start - 3_600_000,
		scripted: false,
		changes: 4,
		unverified: false,
		undecided: 4,
	},
	{
		task: "t3",
		title: "Fix the flaky test of the scheduler",
		status: "stuck",
		changedAt: start - 90_000_000,
		scripted: false,
		changes: 1,
		unverified: false,
		undecided: 1,
	},
	{
		task: "t4",
		title: "Remove the deprecated colour options",
		status: "accepted",
		changedAt: start - 400_000_000,
		scripted: false,
		changes: 1,
		unverified: false,
		undecided: 0,
	},
	{
		task: "t5",
		title: "Find out why the build is slow",
		status: "failed",
		changedAt: start - 700_000_000,
		scripted: false,
		changes: 1,
		unverified: false,
		undecided: 0,
	},
];

const running = viewOf(
	plan(2),
	...explored,
	{ type: "person.steered", text: "Please keep the old patterns as they are." },
	{ type: "call.started", call: "c8", tool: "run", title: "npm test" },
);

const demo = (...events: readonly TaskEvent[]) =>
	foldView(recorded([...begun("Fix the failing test", "scripted"), ...events]));
const free = (event: ReturnType<typeof said>) => (event.type === "turn.finished" ? { ...event, cost: 0 } : event);

/** Each screen's name and what the host says to bring it up. */
export const states: Readonly<Record<string, readonly HostMessage[]>> = {
	"welcome-model": [snapshot(null, { setup: { state: "no-model", text: "No model is set up yet.", model: "" } })],
	"welcome-untrusted": [
		snapshot(null, {
			setup: {
				state: "untrusted",
				text: "The agent reads and runs what is in this folder, so nothing runs until you trust it.",
				guards,
			},
		}),
	],
	"welcome-folder": [snapshot(null, { setup: { state: "no-folder", text: "A task works on an opened folder." } })],
	"home-empty": [snapshot(null, { setup: { guards } })],
	home: [snapshot(null, { tasks, setup: { guards } })],
	running: [
		snapshot(running, { setup: { guards } }),
		{
			type: "streaming",
			task: "t1",
			turn: 3,
			text: "",
			thinking: "",
			call: "c8",
			output:
				"> dates@2.1.0 test\n> vitest run\n\n \u001b[32m✓\u001b[39m test/format.test.ts (12)\n ✓ test/index.test.ts (8)\n",
		},
	],
	streaming: [
		snapshot(viewOf(plan(1), ...explored)),
		{
			type: "streaming",
			task: "t1",
			turn: 3,
			text: "The test expects the **Monday** of the week, but `weekStart` counts from",
			thinking: "Monday is day 1.",
			call: "",
			output: "",
		},
	],
	...approvalStates,
	...reviewStates,
	...reportStates,
	...briefStates,
	...budgetStates,
	...stuckStates,
	...selfReviewStates,
	question: [
		snapshot(
			viewOf(
				plan(2),
				...explored,
				question(
					"Shall week years before 1583 be **refused**, or read as proleptic Gregorian?",
					"Refuse them",
					"Read them as proleptic Gregorian",
					"Leave it as it is",
				),
			),
		),
	],
	ready: [snapshot(viewOf(...ready))],
	"ready-partly": [snapshot(viewOf(...ready, decided, refused))],
	"demo-ready": [
		snapshot(
			demo(
				plan(5),
				free(said("The test fails because of `<=`.")),
				handOff,
				found(...changes.slice(0, 2)),
				ended("ready"),
			),
		),
	],
	accepted: [snapshot(viewOf(...ready, decided, { type: "review.closed", outcome: "partly-accepted" }))],
	stuck: [
		snapshot(
			viewOf(
				plan(2),
				...explored,
				{ ...handOff, handoff: { ...handOff.handoff, status: "stuck" } },
				found(),
				ended("stuck", "The same test failed three times in the same place."),
			),
		),
	],
	failed: [
		snapshot(
			viewOf(
				{
					type: "turn.failed",
					turn: 1,
					reason: "auth",
					text: "The API key was refused (401). Set another one with Remit: Set API Key.",
					usage: { input: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, output: 0, thinking: 0 },
					cost: null,
				},
				ended("failed", "The API key was refused (401). Set another one with Remit: Set API Key."),
			),
		),
	],
	answer: [
		snapshot(
			viewOf(
				answering,
				...explored,
				{
					type: "handoff.written",
					handoff: {
						status: "done",
						summary:
							"The version is read in `src/dates/parse.ts:14`, once at start.\n\n- It is printed by src/cli.ts:88.\n- `src/gone.ts:1` only names it.",
						tried: [],
						left: [],
						places: ["src/dates/parse.ts:14", "src/cli.ts:88"],
					},
				},
				found(),
				ended("ready", "This is an answer: nothing was changed for it. Ask a further question, or discard the task."),
			),
		),
	],
	interrupted: [
		snapshot(
			viewOf(
				plan(2),
				...explored,
				{ type: "call.started", call: "c8", tool: "run", title: "npm test" },
				{ type: "task.interrupted" },
			),
		),
	],
	long: [
		snapshot(
			viewOf(
				...Array.from({ length: 900 }, (_, at) => [
					said(`Step ${at}: looked at **part ${at}**.`, at + 1),
					...called(`e${at}`, "edit", `Edit src/part-${at}.ts`, { summary: "+1 −1" }),
				]).flat(),
			),
		),
	],
	names: [
		snapshot(
			foldView(
				recorded([
					...begun(`Rename ${"Very".repeat(60)}LongIdentifier everywhere\n\nAnd a second paragraph.`),
					said(`The identifier \`${"x".repeat(300)}\` and ${"y".repeat(300)}`),
					...called("c1", "run", `printf '%s' ${"z".repeat(400)}`, {
						kind: "failed",
						summary: "timed out after 120 s",
						text: "w".repeat(500),
					}),
					found(changed(`${"folder/".repeat(20)}${"name".repeat(40)}.ts`)),
					ended("ready"),
				]),
			),
		),
	],
};
