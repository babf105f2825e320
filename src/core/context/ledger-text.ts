/** Writes down what fills a task's context, for a person: plain text, in which foreign words are one line each and nothing is hidden. */

import { dollars } from "../budget/caps.ts";
import { visible } from "../policy/visible.ts";
import { type ContextItem, type ContextLedger, type ItemKind, itemKinds } from "./ledger.ts";

export interface ShownContext {
	readonly title: string;
	/** As the provider names it; empty before the first request. */
	readonly model: string;
	readonly ledger: ContextLedger;
}

/** Parts that are listed one by one. */
const mostListed = 200;

export function contextText({ title, model, ledger }: ShownContext): string {
	const { items, dearest, tokens } = ledger;
	const rest = items.slice(mostListed);
	const more = rest.length === 0 ? [] : [row(sumOf(rest), tokens, `${count(rest.length)} smaller parts`)];
	return [
		`What fills the context of “${visible(title, 100)}”`,
		`${lengthText(ledger, model)}\n${countedText(ledger)}\n${costText(ledger)}`,
		`The largest parts\n${dearest.map((item, at) => `${at + 1}. ${largeText(item)}`).join("\n")}`,
		`By kind\n\n${table(kindRows(ledger))}`,
		`All parts, the largest first\n\n${table([...items.slice(0, mostListed).map((item) => row(item, tokens, labelOf(item))), ...more])}`,
		"An estimate is made from the bytes of a text and what the provider counted last. “A turn”: US dollars with each further turn, as long as the part stays.",
	].join("\n\n");
}

function lengthText({ tokens, window }: ContextLedger, model: string): string {
	const long = `The next request has about ${count(tokens)} tokens`;
	const name = model === "" ? "the model" : visible(model);
	if (window === null) return `${long}. How many ${name} takes is not known.`;
	return `${long}: ${percent(tokens, window)} of the ${count(window)} that ${name} takes, its reply included.`;
}

function countedText({ counted, tokens }: ContextLedger): string {
	if (counted === null) return "All of it is an estimate: the provider has not counted this conversation yet.";
	const rest = Math.max(0, tokens - counted.tokens);
	const more = rest === 0 ? "" : ` The ${count(rest)} that came since are an estimate.`;
	return `With turn ${counted.turn} the provider counted ${count(counted.tokens)}; how they spread over the parts is an estimate.${more}`;
}

function costText({ perTurn, cached }: ContextLedger): string {
	if (perTurn === null) return "What that costs is not known: the model has no known price.";
	if (perTurn === 0) return "It costs nothing.";
	const how =
		cached === false ? "sent anew each time, because the provider caches nothing" : "read from the provider's cache";
	return `Each further turn costs ${dollars(perTurn)} for it, ${how}; what is new is dearer once.`;
}

function largeText(item: ContextItem): string {
	const cost = item.perTurn === null ? "cost unknown" : `${dollars(item.perTurn)} a turn`;
	return `${labelOf(item)}: ${count(item.tokens)} tokens, ${cost}`;
}

const kindNames: Readonly<Record<ItemKind, string>> = {
	system: "Instructions",
	tools: "Tools",
	brief: "Brief",
	account: "Account of what was left out",
	file: "Files that were read",
	output: "Outputs of other calls",
	reply: "What the agent said, and its calls",
	thought: "What the agent thought",
	person: "Your words",
	harness: "Words of Remit",
};

const labelledBy: Readonly<Partial<Record<ItemKind, string>>> = {
	output: "Output: ",
	reply: "Agent: ",
	person: "You: ",
	harness: "Remit: ",
};

function labelOf({ kind, label }: ContextItem): string {
	return `${labelledBy[kind] ?? ""}${visible(label, 160)}`;
}

interface Row {
	readonly tokens: string;
	readonly share: string;
	readonly cost: string;
	readonly what: string;
}

type Sum = Pick<ContextItem, "tokens" | "perTurn">;

function kindRows({ items, tokens }: ContextLedger): readonly Row[] {
	const kinds = itemKinds.map((kind) => ({ kind, of: items.filter((item) => item.kind === kind) }));
	const rows = kinds
		.filter(({ of }) => of.length > 0)
		.map(({ kind, of }) => ({ sum: sumOf(of), what: `${kindNames[kind]} (${count(of.length)})` }))
		.toSorted((a, b) => b.sum.tokens - a.sum.tokens);
	return [...rows.map(({ sum, what }) => row(sum, tokens, what)), row(sumOf(items), tokens, "Together")];
}

function sumOf(items: readonly ContextItem[]): Sum {
	const unknown = items.some(({ perTurn }) => perTurn === null);
	const perTurn = items.reduce((sum, item) => sum + (item.perTurn ?? 0), 0);
	return { tokens: items.reduce((sum, item) => sum + item.tokens, 0), perTurn: unknown ? null : perTurn };
}

function row({ tokens, perTurn }: Sum, whole: number, what: string): Row {
	const cost = perTurn === null ? "unknown" : perTurn === 0 ? "$0" : `$${perTurn.toFixed(6)}`;
	return { tokens: count(tokens), share: percent(tokens, whole), cost, what };
}

function table(rows: readonly Row[]): string {
	const head: Row = { tokens: "Tokens", share: "Share", cost: "A turn", what: "What" };
	return [head, ...rows]
		.map(
			({ tokens, share, cost, what }) => `${tokens.padStart(10)}  ${share.padStart(7)}  ${cost.padStart(10)}  ${what}`,
		)
		.join("\n");
}

function count(value: number): string {
	return value.toLocaleString("en-US");
}

function percent(part: number, whole: number): string {
	if (whole === 0) return "0 %";
	const share = (part / whole) * 100;
	return share > 0 && share < 0.1 ? "<0.1 %" : `${share.toFixed(1)} %`;
}
