/** What fills a task's context: every part with its tokens and what it costs with each further turn. */

import type { Part } from "../agent/history.ts";
import { noUsage, type Usage } from "../agent/messages.ts";
import type { Recorded } from "../task/events.ts";
import { Conversation } from "./conversation.ts";
import type { Head } from "./measure.ts";

export const itemKinds = [
	"system",
	"tools",
	"brief",
	"account",
	"file",
	"output",
	"reply",
	"thought",
	"person",
	"harness",
] as const;

export type ItemKind = (typeof itemKinds)[number];

export interface ContextItem {
	readonly kind: ItemKind;
	/** Whose words these are, the kind says: a file's name, a command and a model's text are foreign. */
	readonly label: string;
	readonly tokens: number;
	/** US dollars with each further turn; null where no price is known. */
	readonly perTurn: number | null;
}

export interface ContextLedger {
	/** Largest first; their tokens are `tokens` together. */
	readonly items: readonly ContextItem[];
	/** Of the next request. */
	readonly tokens: number;
	readonly perTurn: number | null;
	/** What of it the provider counted, with which turn; null where all is estimated. */
	readonly counted: { readonly tokens: number; readonly turn: number } | null;
	/** Tokens that the model takes; null where its provider has not said. */
	readonly window: number | null;
	/** Whether what was sent before is read from the provider's cache; null before the first reply. */
	readonly cached: boolean | null;
	/** At most three. */
	readonly dearest: readonly ContextItem[];
}

export interface ContextFacts {
	readonly events: readonly Recorded[];
	readonly head: Head;
	/** US dollars of one request that uses just this; null where no price is known. */
	cost(usage: Usage): number | null;
}

export function contextOf({ events, head, cost }: ContextFacts): ContextLedger {
	const conversation = new Conversation(head);
	conversation.catchUp(events);
	const { measure, lastUsage, window } = conversation;
	const sized = itemsOf(conversation, head);
	const tokens = measure.tokensIn(sized.reduce((sum, { bytes }) => sum + bytes, 0));
	const cached = lastUsage && isCached(lastUsage);
	const perTurn = cost({ ...noUsage, ...(cached === false ? { input: tokens } : { cacheRead: tokens }) });
	const share = (part: number) => (perTurn === null ? null : tokens === 0 ? 0 : (perTurn * part) / tokens);
	let before = 0;
	const items = sized.map(({ kind, label, bytes }) => {
		// What is rounded away of one part goes to the next, so that they are the whole together.
		const own = measure.tokensIn(before + bytes) - measure.tokensIn(before);
		before += bytes;
		return { kind, label, tokens: own, perTurn: share(own) };
	});
	const sorted = items.toSorted((a, b) => b.tokens - a.tokens);
	return { items: sorted, tokens, perTurn, counted: measure.last, window, cached, dearest: sorted.slice(0, 3) };
}

/** Null where nothing was counted. */
function isCached({ input, cacheRead, cacheWrite5m, cacheWrite1h }: Usage): boolean | null {
	const cached = cacheRead + cacheWrite5m + cacheWrite1h;
	return input + cached === 0 ? null : cached > 0;
}

interface Sized {
	readonly kind: ItemKind;
	readonly label: string;
	readonly bytes: number;
}

/** In the order in which they are sent. */
function itemsOf({ parts, measure, calls }: Conversation, { tools }: Head): readonly Sized[] {
	return [
		{ kind: "system", label: "Instructions", bytes: measure.head.system },
		{ kind: "tools", label: `Descriptions of the tools (${tools.length})`, bytes: measure.head.tools },
		...parts.map((part) => ({ ...named(part, calls), bytes: measure.sizeOf(part.block) })),
	];
}

function named({ block, origin }: Part, calls: Conversation["calls"]): Pick<Sized, "kind" | "label"> {
	switch (block.type) {
		case "thought":
			return { kind: "thought", label: "Thinking" };
		case "call":
			return { kind: "reply", label: `The call itself: ${calls.get(block.id)?.title ?? block.tool}` };
		case "result": {
			const { title = "", isFile = false } = calls.get(block.call) ?? {};
			return { kind: isFile ? "file" : "output", label: title === "" ? "A call" : title };
		}
		case "text":
			return { kind: origin ?? "reply", label: textLabels[origin ?? "reply"](block.text) };
		default:
			return block satisfies never;
	}
}

const quoted = (text: string) => `“${text.slice(0, 200)}”`;

const textLabels = {
	brief: () => "The brief",
	account: () => "The account of what came before",
	person: quoted,
	harness: quoted,
	reply: quoted,
} as const;
