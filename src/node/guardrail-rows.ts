/** Makes the self-test's table from what could be done outside and inside. */

import type { Said } from "./guardrail-attack.ts";
import type { Result } from "./guardrail-trial.ts";
import type { GuardrailRow } from "./guardrails.ts";

/** A row holds when the same attempt worked outside and left nothing behind inside. */
export function judge(outside: Result, inside: Result, secret: string): readonly GuardrailRow[] {
	const forbidden = ([what, key, worked, happened]: Attempt): GuardrailRow => ({
		what,
		expected: "refused inside, possible outside",
		happened: !worked
			? `It could not be tried: outside, it ended with ${outside.said[key]}.`
			: happened
				? "It was possible inside."
				: `Refused (${shown(inside.said[key])}).`,
		held: worked && !happened && inside.said[key] !== "not tried",
	});
	const attempts: readonly Attempt[] = [
		["Write outside of the checkout", "write", outside.traces.outside, inside.traces.outside],
		["Read a file in the home folder", "home", outside.said.home.includes(secret), inside.said.home.includes(secret)],
		["Open a connection", "connection", outside.hits.includes("connection"), inside.hits.includes("connection")],
		["Resolve a name", "name", outside.hits.includes("name"), inside.hits.includes("name")],
		["Talk to another program's socket", "socket", outside.hits.includes("socket"), inside.hits.includes("socket")],
		["Push to another repository", "push", outside.traces.pushed, inside.traces.pushed],
		["Write to the harness's repository", "harness", true, inside.traces.harness],
	];
	return [
		...attempts.map(forbidden),
		leftBehind(inside),
		...inside.walls,
		...[...inside.tools].map(([tool, text]) => secretRow(tool, text, secret)),
		everyday(inside),
	];
}

/** What it is, its answers, whether it worked outside, whether it did inside. */
type Attempt = readonly [string, Exclude<keyof Said, "seen">, boolean, boolean];

function leftBehind({ said, alive }: Result): GuardrailRow {
	const began = said.daemon.startsWith("done");
	const happened = began
		? alive
			? "It still runs."
			: "It ended with the command."
		: `It could not be tried: ${said.daemon}.`;
	return { what: "Leave a process behind", expected: "ends with the command", happened, held: began && !alive };
}

function secretRow(tool: string, text: string, secret: string): GuardrailRow {
	const leaked = text.includes(secret);
	return {
		what: `Find a planted secret by ${tool}`,
		expected: "not there",
		happened: leaked ? "It was given out." : "Not given out.",
		held: !leaked,
	};
}

function everyday({ everyday: { worked, text } }: Result): GuardrailRow {
	return {
		what: "Make a temporary file, ask git for the status, write in the home folder",
		expected: "works inside",
		happened: worked ? "Worked." : `Failed: ${shown(text)}`,
		held: worked,
	};
}

function shown(text: string): string {
	return text.replaceAll(/\s+/g, " ").trim().slice(0, 120);
}
