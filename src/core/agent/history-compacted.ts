/** What is left of a conversation that is compacted: its head, and the last replies with what came of their calls. */

import type { Block, Message, TextBlock } from "./messages.ts";

interface Written {
	role: Message["role"];
	blocks: Block[];
}

/**
 * The head as the user's first message, then the last `replies` of the model and what follows them: a call is never parted
 * from its outcome. Thoughts are left out: they belong to the conversation that was.
 */
export function compacted(head: readonly TextBlock[], written: readonly Written[], replies: number): Written[] {
	const rest = lastReplies(written, replies).map(withoutThoughts);
	return [{ role: "user" as const, blocks: [...head] }, ...rest].reduce(joined, []);
}

/** From the n-th last reply on; nothing for none. */
function lastReplies<Item extends Pick<Message, "role">>(written: readonly Item[], replies: number): readonly Item[] {
	if (replies <= 0) return [];
	const at = written.flatMap(({ role }, index) => (role === "assistant" ? [index] : [])).at(-replies);
	return at === undefined ? [] : written.slice(at);
}

function withoutThoughts({ role, blocks }: Written): Written {
	return { role, blocks: blocks.filter(({ type }) => type !== "thought") };
}

/** Messages of which nothing is left go; neighbours of one role become one. */
function joined(before: Written[], message: Written): Written[] {
	if (message.blocks.length === 0) return before;
	const last = before.at(-1);
	if (last?.role === message.role) last.blocks.push(...message.blocks);
	else before.push(message);
	return before;
}
