/** What the scripted demo looks at before it says anything: the calls so far with their results, and the person's words. */

import type { CallBlock, Message, ModelRequest } from "../core/agent/messages.ts";

export interface PlayedCall {
	readonly tool: string;
	readonly input: Readonly<Record<string, unknown>>;
	/** `not-run`: it had no effect. `unknown`: nobody saw it end. */
	readonly went: "well" | "wrong" | "denied" | "not-run" | "unknown";
	/** What the tool or the person said. */
	readonly text: string;
}

export interface Conversation {
	readonly calls: readonly PlayedCall[];
	/** What the person said after the brief, in order. */
	readonly steers: readonly string[];
	/** What of that the last reply could not know yet. */
	readonly news: readonly string[];
	/** Names of the comments on hunks that no reply has answered. */
	readonly comments: readonly string[];
	/** The numbered parts of the brief's definition of done. */
	readonly parts: readonly string[];
}

/** Reads the whole conversation anew: the demo remembers nothing between two requests. */
export function readConversation({ messages }: ModelRequest): Conversation {
	const texts = messages.map(personTexts);
	const lastReply = messages.findLastIndex(({ role }) => role === "assistant");
	const brief = texts.findIndex((said) => said.length > 0);
	const later = texts.map((said, index) => (index === brief ? said.slice(1) : said));
	const calls = playedCalls(messages);
	const comments = openComments(messages, calls);
	const parts = partsOf(texts[brief]?.[0] ?? "");
	return { calls, steers: later.flat(), news: later.slice(lastReply + 1).flat(), comments, parts };
}

function partsOf(brief: string): readonly string[] {
	const definition = /^# Definition of done\n((?:.|\n(?!\n# ))*)/m.exec(brief)?.[1] ?? "";
	return definition.split("\n").flatMap((line) => /^\d+\. (.+)$/.exec(line)?.[1] ?? []);
}

/** How the harness itself begins when it says something in the person's place, or of their review. */
const harness =
	/^(The person (asks you to go on|asks for a change|edited a file|rejected these|has accepted|has changed the task)|You put back|You ended your turn|Your reply was cut)/;

function personTexts(message: Message): readonly string[] {
	return userTexts(message).filter((text) => !harness.test(text));
}

function userTexts({ role, blocks }: Message): readonly string[] {
	if (role !== "user") return [];
	return blocks.flatMap((block) => (block.type === "text" ? [block.text.trim()] : []));
}

function openComments(messages: readonly Message[], calls: readonly PlayedCall[]): readonly string[] {
	const asked = messages
		.flatMap(userTexts)
		.flatMap((text) => /^The person asks for a change \(comment ([\w-]+)\)/.exec(text)?.[1] ?? []);
	const finishes = calls.filter(({ tool }) => tool === "finish").map(({ input }) => JSON.stringify(input));
	return asked.filter((comment) => !finishes.some((input) => input.includes(`"${comment}"`)));
}

function playedCalls(messages: readonly Message[]): readonly PlayedCall[] {
	const blocks = messages.flatMap((message) => message.blocks);
	const results = new Map(blocks.flatMap((block) => (block.type === "result" ? [[block.call, block] as const] : [])));
	return blocks.flatMap((block) => {
		const result = block.type === "call" ? results.get(block.id) : undefined;
		return block.type === "call" && result ? [playedCall(block, result.text, result.failed)] : [];
	});
}

function playedCall({ tool, input }: CallBlock, text: string, failed: boolean): PlayedCall {
	return { tool, input, text, went: failed ? failure(text) : "well" };
}

function failure(text: string): PlayedCall["went"] {
	if (/^The person denied/.test(text)) return "denied";
	if (/^(not run|stopped)/i.test(text)) return "not-run";
	return /^Outcome unknown/.test(text) ? "unknown" : "wrong";
}

/** The person's reason in a denial; empty when there was none. */
export function denialReason(text: string): string {
	return /says: (.*)/.exec(text)?.[1]?.trim() ?? "";
}
