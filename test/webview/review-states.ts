/** The panel's screens of a review: by hunks, with threads, checks and a branch, and with hundreds of files. */

import type { TaskEvent } from "../../src/core/task/events.ts";
import type { HostMessage } from "../../src/protocol/messages.ts";
import { changes, explored, handOff, plan } from "./example-task.ts";
import { changed, ended, found, said, snapshot, viewOf } from "./journal.ts";

const hunks = (path: string, count: number) => Array.from({ length: count }, (_, at) => `${at}+1:${path}`);

const files = [
	...changes.map((change) => (change.kind === "modified" ? { ...change, pieces: hunks(change.path, 5) } : change)),
	changed(".github/workflows/ci.yml", { pieces: hunks("ci", 2) }),
	changed("package-lock.json", { added: 4_210, removed: 3_877 }),
	changed("dist/index.js", { added: 812, removed: 640 }),
	changed("src/formats/months.ts", {
		kind: "renamed",
		from: "src/months.ts",
		added: 0,
		removed: 0,
		pieces: ["move:1"],
	}),
];

const decide = (path: string, decision: "accepted" | "rejected", ...pieces: readonly string[]): TaskEvent => ({
	...{ type: "change.decided", path, decision, pieces, version: `v-${path}`, surface: "editor" },
	note: decision === "accepted" ? "Merged with your own edits." : "",
	accepted: { path, origin: path, content: "c", mode: 0o100644 },
});

const parse = hunks("src/parse.ts", 5);
const tests = hunks("test/parse.test.ts", 5);
const decisions = [
	decide("src/parse.ts", "accepted", ...parse.slice(0, 2)),
	decide("src/parse.ts", "rejected", ...parse.slice(2, 3)),
	decide("test/parse.test.ts", "accepted", ...tests.slice(0, 4)),
	decide("test/parse.test.ts", "rejected", ...tests.slice(4)),
] as const;

const sent = (thread: string, path: string, text: string): TaskEvent => {
	const place = { baseStart: 117, baseEnd: 118, start: 117, end: 118 };
	return { type: "comment.sent", thread, path, piece: "p", place, diff: "", text, surface: "editor" };
};
const threads: readonly TaskEvent[] = [
	sent("c1", "src/parse.ts", "Please keep the old error text, the documentation quotes it word for word."),
	sent("c2", "packages/calendar-components/src/internal/formatting/relative-week-number-formatter.ts", "Why a class?"),
	{
		type: "comment.answered",
		thread: "c2",
		text: "It holds the locale's first day; a function would take it each time.",
	},
];

const failure = "FAIL test/parse.test.ts\n  expected 2026-11-16 but got 2026-11-09\n\n2 failed, 39 passed\nexit 1";
const failedCheck = {
	command: "npm test -- --run test/parse.test.ts",
	outcome: "failed",
	text: failure,
	kept: "k",
	durationMs: 14_300,
} as const;
const results = (outcome: "passed" | "failed") => [
	{ command: "npm run typecheck", outcome: "passed", text: "exit 0", kept: "", durationMs: 2_100 } as const,
	{ ...failedCheck, outcome },
];
const verified: readonly TaskEvent[] = [
	{ type: "verification.finished", of: "proposal", tree: "t1", results: results("passed") },
	{ type: "verification.finished", of: "accepted", tree: "t2", results: results("failed") },
];

const branch = "remit/make-parsedate-accept-t1";
const commit = "0123456789abcdef0123456789abcdef01234567";
const shipped: readonly TaskEvent[] = [
	{ type: "branch.kept", branch, commit },
	{ type: "branch.pushed", branch, commit, remote: "origin", url: "https://github.com/example/dates.git" },
];

const ready = [plan(5), ...explored.slice(0, 1), handOff, found(...files), ended("ready")];
const notes = ["lib/legacy is a submodule: what the agent did in it is left alone."];
const long = `${"folder/".repeat(14)}${"name".repeat(20)}.ts`;

export const reviewStates: Readonly<Record<string, readonly HostMessage[]>> = {
	"review-hunks": [snapshot(viewOf(...ready, ...decisions))],
	"review-all": [snapshot(viewOf(...ready, ...decisions, ...threads, ...verified, ...shipped))],
	"review-running": [
		snapshot(
			viewOf(plan(2), said("Looking."), found(...files), ...decisions, sent("c1", "src/parse.ts", "Keep it."), {
				type: "verification.started",
				...{ of: "proposal", tree: "t", checks: ["npm test"] },
			}),
		),
	],
	"review-nothing": [snapshot(viewOf(...explored, handOff, found(), ended("ready", "Nothing was changed.")))],
	"review-names": [
		snapshot(
			viewOf(
				{ type: "changes.found", changes: [changed(long), changed(`.github/workflows/${"w".repeat(90)}.yml`)], notes },
				ended("ready"),
				sent("c1", long, "x".repeat(300)),
				{
					type: "verification.finished",
					...{
						of: "proposal",
						tree: "t",
						results: [{ ...failedCheck, command: `npm test ${"z".repeat(200)}` }],
					},
				},
				{ type: "branch.kept", branch: `remit/${"b".repeat(120)}`, commit },
			),
		),
	],
	"review-300": [
		snapshot(
			viewOf(
				handOff,
				found(
					...Array.from({ length: 300 }, (_, at) =>
						changed(`src/part-${at % 20}/file-${at}.ts`, { pieces: hunks(`${at}`, 16) }),
					),
				),
				ended("ready"),
			),
		),
	],
};
