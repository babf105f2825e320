/** The reviewer's own conversation: it looks things up, a few requests long, until it reports. */

import { requestAside } from "../agent/aside.ts";
import type { ExchangePorts } from "../agent/exchange.ts";
import type { Block, CallBlock, Message, ModelRequest, Reply } from "../agent/messages.ts";
import type { Model } from "../ports.ts";
import type { TaskEvent } from "../task/events.ts";
import { declarationsOf } from "../tools/all.ts";
import { Looker, type LookerParts, reviewTools } from "./looking-up.ts";
import { type Report, readReport } from "./report-tool.ts";
import { reviewerPrompt } from "./reviewer-words.ts";

/** Requests until it must report, and how many replies it may waste: without a report that fits, or without any call. */
const mostRequests = 8;
const mostWasted = 1;
/** Tokens of one reply. */
const replyTokens = 8_000;

export interface Conversation {
	/** Its requests are named so, with a number after it. */
	readonly name: string;
	readonly model: Model;
	/** The first message. */
	readonly message: string;
}

export interface ConversationPorts extends Pick<ExchangePorts, "ledger" | "clock">, LookerParts {}

export type ConversationEnd =
	| { readonly kind: "report"; readonly report: Report }
	/** Why it gave none, for a person. */
	| { readonly kind: "failed"; readonly text: string };

/** Yields what is to be recorded. A stop ends as failed; it never throws for what a model or provider does. */
export async function* converse(
	{ name, model, message }: Conversation,
	ports: ConversationPorts,
	signal: AbortSignal,
): AsyncGenerator<TaskEvent, ConversationEnd> {
	const talk = new Talk(await ports.redact(message));
	const looker = new Looker(ports, model.info.images);
	let wasted = 0;
	for (let count = 1; count <= mostRequests + wasted; count++) {
		const aside = { aside: `${name}-${count}`, purpose: "self-review", model, request: talk.request() } as const;
		const reply = yield* requestAside(aside, ports, signal);
		if ("type" in reply) return { kind: "failed", text: reply.text };
		const over = brokenOff(reply);
		if (over !== "") return { kind: "failed", text: over };
		talk.replied(reply);
		const calls = reply.blocks.filter((block) => block.type === "call");
		const reported = calls.find(({ tool }) => tool === "report");
		const read = reported && readReport(reported.input);
		if (read?.kind === "report") return { kind: "report", report: read.report };
		if ((read || calls.length === 0) && ++wasted > mostWasted)
			return { kind: "failed", text: read ? `The reviewer's report was malformed twice. ${read.text}` : noReport };
		const isLast = count + 1 >= mostRequests + wasted;
		talk.say(await looker.results(calls, signal), wordBefore(isLast, calls));
		if (signal.aborted) return { kind: "failed", text: "Stopped while the reviewer looked things up." };
	}
	return { kind: "failed", text: noReport };
}

const noReport = "The reviewer gave no report.";

function wordBefore(isLast: boolean, calls: readonly CallBlock[]): string {
	if (isLast) return "This is your last reply: call report now, with what you know.";
	return calls.length === 0 ? "You ended your turn without a call. Look up what you need, then call report." : "";
}

/** Why nothing more comes of it; empty where it goes on. */
function brokenOff({ stop }: Reply): string {
	switch (stop) {
		case "refusal":
			return "The model declined to review this.";
		case "model_context_window_exceeded":
			return "What was changed does not fit into the reviewing model's context.";
		default:
			return "";
	}
}

class Talk {
	private readonly messages: { readonly role: Message["role"]; readonly blocks: Block[] }[];

	constructor(message: string) {
		this.messages = [{ role: "user", blocks: [{ type: "text", text: message }] }];
	}

	/** Breakpoints stand after the first message and where this request and the one before it end. */
	request(): ModelRequest {
		const users = this.messages.flatMap(({ role }, at) => (role === "user" ? [at] : []));
		const marked = new Set([users[0], ...users.slice(-2)]);
		const messages = this.messages.map(({ role, blocks }, at) => ({
			role,
			blocks: marked.has(at)
				? blocks.map((block, index) => (index === blocks.length - 1 ? cached(block) : block))
				: blocks,
		}));
		return { system: reviewerPrompt, tools, messages, maxTokens: replyTokens };
	}

	replied({ blocks }: Reply): void {
		if (blocks.length > 0) this.messages.push({ role: "assistant", blocks: [...blocks] });
	}

	say(results: readonly Block[], word: string): void {
		const blocks: readonly Block[] = word === "" ? results : [...results, { type: "text", text: word }];
		const last = this.messages.at(-1);
		if (last?.role === "user") last.blocks.push(...blocks);
		else this.messages.push({ role: "user", blocks: [...blocks] });
	}
}

const tools = declarationsOf(reviewTools);

function cached(block: Block): Block {
	return block.type === "text" || block.type === "result" ? { ...block, cache: true } : block;
}
