/** How many tokens a request's input can have at most, as far as that can be known before it is sent. */

import type { Block, Message, ModelRequest } from "../agent/messages.ts";

/** The last reply's request as the provider counted it, with the reply. */
export interface Counted {
	readonly tokens: number;
	/** The model's id, as it was asked for. */
	readonly asked: string;
}

/** Text has three to four bytes a token; code, numbers and hashes have fewer, and only random bytes fewer than this. */
const bytesPerToken = 2;
/** What a block and a request need besides their text. */
const tokensPerBlock = 16;
const tokensPerRequest = 512;
/** The most that a provider counts for an image, whatever its bytes. */
const tokensPerImage = 5_000;

/**
 * Up to the last reply the provider's own count holds, which is exact; what was added since is counted by its bytes. A
 * conversation that another model had is counted by its bytes as a whole: models count differently.
 */
export function inputTokens(request: ModelRequest, model: string, last: Counted | null): number {
	const { system, tools, messages } = request;
	const replied = messages.findLastIndex(({ role }) => role === "assistant");
	if (last !== null && last.asked === model && replied >= 0)
		return last.tokens + sizeOf(messages.slice(replied + 1)) + tokensPerRequest;
	const head = bytesOf(system) + bytesOf(JSON.stringify(tools));
	return Math.ceil(head / bytesPerToken) + sizeOf(messages) + tokensPerRequest;
}

function sizeOf(messages: readonly Message[]): number {
	let tokens = 0;
	for (const { blocks } of messages) for (const block of blocks) tokens += blockTokens(block);
	return tokens;
}

function blockTokens(block: Block): number {
	const images = block.type === "result" ? block.images.length * tokensPerImage : 0;
	return Math.ceil(bytesOf(textOf(block)) / bytesPerToken) + tokensPerBlock + images;
}

/** What a provider is sent of it, roughly; images left out. */
export function textOf(block: Block): string {
	switch (block.type) {
		case "text":
		case "result":
			return block.text;
		case "thought":
			return JSON.stringify(block.raw) ?? "";
		case "call":
			return block.tool + JSON.stringify(block.input);
		default:
			return block satisfies never;
	}
}

const encoder = new TextEncoder();

export function bytesOf(text: string): number {
	return encoder.encode(text).length;
}
