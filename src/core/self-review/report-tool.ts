/** The reviewer's tool `report`: its findings in a fixed form, and what it says to earlier ones. */

import * as z from "zod";
import type { FindingClass } from "../task/harness-events.ts";
import { asList, sentenceField, textField, wholeField } from "../tools/fields.ts";
import { done, type Tool } from "../tools/tool.ts";

const classes = [
	...(["wrong", "incomplete", "out-of-scope", "unsafe", "untested", "needless"] as const),
] satisfies readonly FindingClass[];
const severities = ["high", "medium", "low"] as const;
const verdicts = ["fixed", "rebutted", "stands"] as const;

/** Models write `High`, `out of scope` and null where they mean nothing. */
const word = (value: unknown) =>
	typeof value === "string"
		? value
				.trim()
				.toLowerCase()
				.replace(/[\s_]+/g, "-")
		: value;

/** What other trackers call the same. */
const severityWords: ReadonlyMap<unknown, (typeof severities)[number]> = new Map([
	...(["critical", "blocker", "blocking", "severe", "major"] as const).map((name) => [name, "high"] as const),
	...(["moderate", "normal"] as const).map((name) => [name, "medium"] as const),
	...(["minor", "info", "trivial", "nit"] as const).map((name) => [name, "low"] as const),
]);

function asSeverity(value: unknown): unknown {
	const said = word(value);
	return severityWords.get(said) ?? said;
}

/** `12-14`, `12:3` and `L12` begin on line 12. */
function asLine(value: unknown): unknown {
	const [, line] = typeof value === "string" ? (/^\s*L?(\d{1,7})(?:[-–:]L?\d{1,7})?\s*$/i.exec(value) ?? []) : [];
	return line ?? value;
}

function asFindings(value: unknown): unknown {
	const list = asList(value);
	return typeof list === "object" && list !== null && "claim" in list ? [list] : list;
}

const reportInput = z.object({
	findings: z.preprocess(
		asFindings,
		z.array(
			z.object({
				class: z.preprocess(word, z.enum(classes)),
				severity: z.preprocess(asSeverity, z.enum(severities)),
				path: textField.nullish(),
				line: z.preprocess(asLine, wholeField).nullish(),
				claim: sentenceField,
				howToCheck: textField.nullish(),
			}),
		),
	),
	earlier: z
		.preprocess(
			asList,
			z.array(
				z.object({ id: sentenceField, verdict: z.preprocess(word, z.enum(verdicts)), because: textField.nullish() }),
			),
		)
		.nullish(),
});

type ReportInput = z.output<typeof reportInput>;
export type ReportedFinding = ReportInput["findings"][number];
export type EarlierVerdict = NonNullable<ReportInput["earlier"]>[number];

export interface Report {
	readonly findings: readonly ReportedFinding[];
	readonly earlier: readonly EarlierVerdict[];
}

export const reportTool: Tool<ReportInput> = {
	name: "report",
	description:
		"Ends the review. findings: what is not done as the brief asks; [] if you found nothing. earlier: your verdict on each earlier finding.",
	input: reportInput,
	effect: "read",
	title: () => "Report",
	needs: () => ({ kind: "nothing" }),
	run: async () => done("Reported.", "reported"),
};

export type ReportRead =
	| { readonly kind: "report"; readonly report: Report }
	| { readonly kind: "malformed"; readonly text: string };

/** Does not throw, whatever the model sends. */
export function readReport(input: Readonly<Record<string, unknown>>): ReportRead {
	const parsed = reportInput.safeParse(input);
	if (parsed.success) {
		const { findings, earlier } = parsed.data;
		return { kind: "report", report: { findings, earlier: earlier ?? [] } };
	}
	const issues = parsed.error.issues
		.slice(0, 3)
		.map(({ path, message }) => `${path.join(".") || "report"}: ${message}`);
	return { kind: "malformed", text: `The report does not fit: ${issues.join("; ")}.` };
}
