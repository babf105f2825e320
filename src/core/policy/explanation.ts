/** Puts a decision into lines for a person who asks what the policy would say. */

import type { Decision, Touch, Verdict } from "./decision.ts";

export interface ExplanationLine {
	/** What the line is about: a verdict, or what it would touch or reach. */
	readonly about: Verdict | Touch["kind"] | "network";
	readonly label: string;
	/** After the label, in few words. */
	readonly note?: string;
	/** In a sentence. */
	readonly because?: string;
}

/** What each verdict means for the person. */
const meanings = {
	safe: "runs by itself",
	workspace: "runs by itself in the proved sandbox",
	ask: "waits for you",
	deny: "never runs",
} as const satisfies Readonly<Record<Verdict, string>>;

const touching = { read: "reads", write: "writes", delete: "deletes" } as const satisfies Record<Touch["kind"], string>;

/** When a host is reached. */
const reaching = {
	safe: "as a rule allows",
	workspace: "as a rule allows",
	ask: "only after an approval",
	deny: "which never happens",
} as const satisfies Readonly<Record<Verdict, string>>;

/** The verdict first, then one line for each command, path and host. */
export function explanation({ verdict, because, segments, touches, domains }: Decision): readonly ExplanationLine[] {
	return [
		{ about: verdict, label: verdict, note: meanings[verdict], because },
		...segments.map((segment) => ({
			about: segment.verdict,
			label: segment.text,
			note: segment.rule === undefined ? segment.verdict : `${segment.verdict}, by ${segment.rule}`,
			because: segment.because,
		})),
		...touches.map(({ path, kind, glob }) => ({
			about: kind,
			label: `${touching[kind]} ${path === "" ? "the whole checkout" : path}`,
			...(glob ? { note: "a pattern" } : {}),
		})),
		...domains.map((host) => ({ about: "network" as const, label: `reaches ${host}`, note: reaching[verdict] })),
	];
}

/** As one line of JSON, like the probe's. */
export function explanationLine(command: string, { verdict, because }: Decision): string {
	return JSON.stringify({ command, verdict, because });
}
