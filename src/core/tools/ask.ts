/** The tool `ask`: a question to the person, whose answer is the result. */

import * as z from "zod";
import { proseLine } from "../report/prose-line.ts";
import { sentenceField, textsField } from "./fields.ts";
import { done, type Tool } from "./tool.ts";

const askInput = z.object({
	question: sentenceField,
	options: textsField.optional(),
});

type AskInput = z.output<typeof askInput>;

export const askTool: Tool<AskInput> = {
	name: "ask",
	description: "Asks the person and waits for the answer. Only for what you cannot find out yourself.",
	input: askInput,
	effect: "write",
	title: ({ question }) => proseLine(question),
	needs: ({ question, options }) => ({ kind: "answer", question, options: options ?? [] }),
	run: async (_input, { answer }) =>
		answer.trim() === ""
			? done("The person gave no answer: decide yourself, and say so at the end.", "no answer")
			: done(answer, "answered"),
};
