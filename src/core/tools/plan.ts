/** The tool `plan`: the steps that the person sees, and how far they are. */

import * as z from "zod";
import { asList, sentenceField } from "./fields.ts";
import { countText } from "./quantities.ts";
import type { Tool } from "./tool.ts";

const states = ["open", "doing", "done", "dropped"] as const;

/** Words that models use for the same states. */
const otherWords: Readonly<Record<string, string>> = {
	pending: "open",
	todo: "open",
	in_progress: "doing",
	completed: "done",
	complete: "done",
	cancelled: "dropped",
	canceled: "dropped",
	skipped: "dropped",
};

const step = z.preprocess(
	(value) => (typeof value === "string" ? { text: value } : value),
	z.object({
		text: sentenceField,
		state: z.preprocess(
			(value) => (typeof value === "string" ? (otherWords[value] ?? value) : (value ?? "open")),
			z.enum(states),
		),
	}),
);

const planInput = z.object({
	steps: z.preprocess(
		asList,
		z
			.array(step)
			.min(1, "a plan has 1 to 20 steps")
			.max(20, "a plan has 1 to 20 steps")
			.refine((steps) => steps.filter(({ state }) => state === "doing").length <= 1, "at most one step is doing"),
	),
});

type PlanInput = z.output<typeof planInput>;

export const planTool: Tool<PlanInput> = {
	name: "plan",
	description: "Sets the whole plan, shown to the person: 1–20 short steps, at most one doing.",
	input: planInput,
	effect: "write",
	title: ({ steps }) => `Plan, ${countText(steps.length, "step")}`,
	needs: () => ({ kind: "nothing" }),
	run: async ({ steps }) => {
		const ended = steps.filter(({ state }) => state === "done").length;
		return {
			outcome: { kind: "done", text: "ok", summary: `${ended} of ${steps.length} done` },
			facts: [{ type: "plan.set", steps }],
		};
	},
};
