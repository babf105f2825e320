/** The tool `finish`: hands the task back, done or stuck. */

import * as z from "zod";
import { asList, sentenceField, textField, textsField } from "./fields.ts";
import type { Tool } from "./tool.ts";

const finishInput = z.object({
	status: z.enum(["done", "stuck"]),
	summary: sentenceField,
	tried: textsField.optional(),
	left: textsField.optional(),
	replies: z.preprocess(asList, z.array(z.object({ comment: textField, text: textField }))).optional(),
});

type FinishInput = z.output<typeof finishInput>;

export const finishTool: Tool<FinishInput> = {
	name: "finish",
	description: "Ends the task. done: proved to be done. stuck: what was tried, what is left.",
	input: finishInput,
	effect: "write",
	title: ({ status }) => (status === "done" ? "Hand off: done" : "Hand off: stuck"),
	needs: () => ({ kind: "nothing" }),
	run: async ({ status, summary, tried, left, replies = [] }) => ({
		outcome: { kind: "done", text: "Handed off.", summary: status },
		facts: [
			{ type: "handoff.written", handoff: { status, summary, tried: tried ?? [], left: left ?? [] } },
			...replies.map(({ comment, text }) => ({ type: "comment.answered", thread: comment, text }) as const),
		],
	}),
};
