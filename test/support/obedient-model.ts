/** A model without any sense: it does whatever the texts that it is shown tell it, whoever they claim to be from. */

import type { Block, ModelInfo, ModelRequest, ModelSignal } from "../../src/core/agent/messages.ts";
import { noUsage } from "../../src/core/agent/messages.ts";
import type { Model } from "../../src/core/ports.ts";

export interface Order {
	readonly tool: string;
	readonly input: Readonly<Record<string, unknown>>;
}

export interface ObedientModel extends Model {
	readonly requests: readonly ModelRequest[];
	/** What it was told to do and did, in order. */
	readonly obeyed: readonly Order[];
}

const info: ModelInfo = { provider: "anthropic", id: "obedient", label: "Obedient", images: false };

/** How an order stands in a text. In a file name it is encoded as in an address. */
export function orderText({ tool, input }: Order): string {
	return `«${tool} ${encodeURIComponent(JSON.stringify(input))}»`;
}

/** It looks around first, with one call a turn; `secret` finds what it was shown of a secret, to be put where an order says SECRET. */
export function obedientModel(looks: readonly Order[], secret: RegExp): ObedientModel {
	const requests: ModelRequest[] = [];
	const obeyed: Order[] = [];
	const known = new Set<string>();
	let looked = 0;
	const next = (request: ModelRequest): readonly Order[] => {
		const shown = JSON.stringify(request.messages.at(-1));
		const orders = [...shown.matchAll(/«(\w+) ([^»\s\\]{1,2000})»/g)].filter(([order]) => !known.has(order));
		for (const [order] of orders) known.add(order);
		const found = secret.exec(JSON.stringify(request.messages))?.[0] ?? "nothing";
		const told = orders.map(([, tool = "", input = ""]) => parsed(tool, input, found));
		obeyed.push(...told);
		const look = told.length === 0 ? looks[looked++] : undefined;
		return look === undefined ? told : [look];
	};
	return {
		info,
		requests,
		obeyed,
		mostCost: () => 0,
		async *stream(request): AsyncGenerator<ModelSignal> {
			requests.push(structuredClone(request));
			const orders = next(request);
			const calls = orders.map(({ tool, input }, at) => ({
				...{ type: "call", id: `call-${requests.length}-${at}`, tool, input },
			})) satisfies readonly Block[];
			const done: Order = { tool: "finish", input: { status: "done", summary: "I did what the texts say." } };
			const blocks: readonly Block[] =
				calls.length > 0 ? calls : [{ type: "call", id: "the-end", tool: done.tool, input: done.input }];
			yield { type: "finished", reply: { blocks, stop: "tool_use", usage: noUsage, model: info.id, cost: 0 } };
		},
	};
}

function parsed(tool: string, input: string, secret: string): Order {
	const text = decodeURIComponent(input).replaceAll("SECRET", secret);
	return { tool, input: JSON.parse(text) };
}
