/** What the Messages API would refuse of a conversation, as far as roles, results and breakpoints go. */

import type { Message } from "../../src/core/agent/messages.ts";

/** Empty where it would take it. One breakpoint more goes to the system prompt. */
export function problemsOf(messages: readonly Message[]): readonly string[] {
	const problems: string[] = [];
	let asked: readonly string[] = [];
	for (const [index, { role, blocks }] of messages.entries()) {
		if (role !== (index % 2 === 0 ? "user" : "assistant")) problems.push(`${index}: ${role} out of turn`);
		if (blocks.length === 0) problems.push(`${index}: empty`);
		const results = blocks.flatMap((block) => (block.type === "result" ? [block.call] : []));
		if (role === "user" && JSON.stringify(results) !== JSON.stringify(asked))
			problems.push(`${index}: results do not fit`);
		asked = blocks.flatMap((block) => (block.type === "call" ? [block.id] : []));
	}
	const marks = messages.flatMap(({ blocks }) => blocks.filter((block) => "cache" in block && block.cache));
	if (marks.length > 3) problems.push(`${marks.length} breakpoints`);
	return problems;
}
