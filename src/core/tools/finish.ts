/** The tool `finish`: hands the task back, done or stuck. */

import * as z from "zod";
import type { PartClaim } from "../task/events.ts";
import { asList, flagField, sentenceField, textField, textsField, wholeField } from "./fields.ts";
import type { Tool } from "./tool.ts";

const finishInput = z.object({
	status: z.enum(["done", "stuck"]),
	summary: sentenceField,
	tried: textsField.optional(),
	left: textsField.optional(),
	replies: z.preprocess(asList, z.array(z.object({ comment: textField, text: textField }))).optional(),
	parts: z
		.preprocess(asList, z.array(z.object({ part: wholeField, met: flagField, proof: textField.optional() })))
		.optional(),
});

type FinishInput = z.output<typeof finishInput>;

export const finishTool: Tool<FinishInput> = {
	name: "finish",
	description:
		"Ends the task. done: proved to be done. stuck: what was tried, what is left. parts: each numbered part of the definition of done.",
	input: finishInput,
	effect: "write",
	title: ({ status }) => (status === "done" ? "Hand off: done" : "Hand off: stuck"),
	needs: () => ({ kind: "nothing" }),
	run: async ({ status, summary, tried = [], left = [], replies = [], parts = [] }) => ({
		outcome: { kind: "done", text: "Handed off.", summary: status },
		facts: [
			{ type: "handoff.written", handoff: { status, summary, tried, left, ...claimed(parts) } },
			...replies.map(({ comment, text }) => ({ type: "comment.answered", thread: comment, text }) as const),
		],
	}),
};

/** Claims of a model without end would only fill the report. */
const mostClaims = 100;

function claimed(parts: NonNullable<FinishInput["parts"]>): { readonly parts?: readonly PartClaim[] } {
	if (parts.length === 0) return {};
	return { parts: parts.slice(0, mostClaims).map(({ part, met, proof = "" }) => ({ part, met, proof })) };
}
