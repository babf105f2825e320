/** The brief editor as the gallery shows it: fresh, full of things to say, with everything long, and for a rescoped task. */

import type { BriefWarning } from "../../src/core/brief/warning.ts";
import { foldView } from "../../src/core/task/view.ts";
import type { BriefForm, DraftVerdict, DraftView } from "../../src/protocol/draft.ts";
import type { HostMessage } from "../../src/protocol/messages.ts";
import { begun, ended, recorded, snapshot } from "./journal.ts";

const form: BriefForm = {
	...{ goal: "Make parseDate accept ISO weeks", definitionOfDone: "`npm test` passes, with tests for 2026-W07" },
	...{ kind: "bug", mode: "change", allowed: "src/parse.ts\ntest/**", forbidden: "", checks: "npm test" },
	...{ base: "working-tree", model: "", effort: "", owner: "Pat <pat@example.org>" },
	...{ money: "", tokens: "", minutes: "", turns: "" },
};

const verdict: DraftVerdict = {
	...{ revision: 0, warnings: [], dismissed: [], reviews: true, problems: [], hints: [] },
	budget: "At most $5.00, 10,000,000 tokens, 60 active minutes and 200 turns.",
};

interface Given extends Partial<Omit<DraftView, "form" | "verdict">> {
	readonly form?: Partial<BriefForm>;
	readonly verdict?: Partial<DraftVerdict>;
}

/** A draft as the host sends it. */
export function drafted({ form: texts, verdict: said, ...rest }: Given = {}): DraftView {
	return {
		...{ id: "d1", task: "", shown: true, attachments: [], fixed: null },
		...{ checks: ["npm test", "npm run lint"], branches: ["main", "topic"], models: ["claude-sonnet-5-5"] },
		defaults: {
			model: "claude-sonnet-5-5",
			owner: "Pat",
			money: "5",
			tokens: "10,000,000",
			minutes: "60",
			turns: "200",
		},
		...rest,
		form: { ...form, ...texts },
		verdict: { ...verdict, ...said },
	};
}

export const warnings: readonly BriefWarning[] = [
	{
		...{ name: "unbounded-scope", field: "scope", needsReview: false, text: "It may change everything." },
		reason: "Nobody can review what could be anywhere. Name the folders that it is about.",
	},
	{
		...{ name: "security", field: "goal", needsReview: true, text: "It is about authentication." },
		reason: "A mistake there is not seen in a test.",
	},
	{
		...{ name: "no-check", field: "checks", needsReview: false, text: "Nothing proves the result." },
		reason: "Without a check, done is what the agent says.",
	},
];

const long = "A very long sentence about what shall be true in the end. ";

const full = drafted({
	form: { goal: "Rewrite the whole login", allowed: "../secrets/**", checks: "", model: "my-model", money: "a lot" },
	attachments: [
		{ id: 0, title: "src/login.ts:10-42, selected", text: 'export function login() {\n\treturn "\u202Eolleh";\n}\n' },
		{ id: 1, title: `Problem at ${"folder/".repeat(20)}file.ts:3`, text: "Type 'string' is not assignable." },
	],
	verdict: {
		warnings,
		dismissed: ["no-check"],
		reviews: false,
		problems: [
			{ field: "allowed", text: "../secrets/**: it must be relative to the project's root." },
			{ field: "money", text: "Write a number, with a point for the fraction, above 0, at most 10,000." },
		],
		hints: [{ field: "model", text: "Remit knows no price of this model: its cost will be unknown." }],
	},
});

const huge = drafted({
	form: {
		goal: long.repeat(1_700),
		definitionOfDone: "word".repeat(100),
		allowed: Array.from({ length: 200 }, (_, at) => `packages/${"deep/".repeat(10)}${at}/**`).join("\n"),
		base: `topic/${"x".repeat(200)}`,
		checks: `npm run ${"y".repeat(300)}`,
	},
	checks: Array.from({ length: 40 }, (_, at) => `npm run check-${"z".repeat(40)}${at}`),
	branches: Array.from({ length: 200 }, (_, at) => `feature/${"b".repeat(60)}-${at}`),
});

const stuckView = foldView(
	recorded([
		...begun(),
		{ type: "brief.checked", warnings, dismissed: ["security"] },
		ended("stuck", "The test failed three times in the same way."),
	]),
);

const rescoped = drafted({
	task: "t1",
	fixed: { title: "Make parseDate accept ISO weeks", base: "working-tree", owner: "Pat" },
	verdict: { budget: "" },
});

export const briefStates: Readonly<Record<string, readonly HostMessage[]>> = {
	brief: [snapshot(null, { draft: drafted() })],
	"brief-full": [snapshot(null, { draft: full })],
	"brief-huge": [snapshot(null, { draft: huge })],
	"brief-no-model": [
		snapshot(null, { draft: drafted(), setup: { state: "no-model", text: "No model is set up yet.", model: "" } }),
	],
	"brief-rescope": [snapshot(stuckView, { draft: rescoped })],
	"brief-waiting": [snapshot(null, { draft: { ...full, shown: false } })],
	"brief-of-task": [snapshot(stuckView)],
};
