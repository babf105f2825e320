/** Takes secrets out of an event before it is written down. */

import type { Block } from "../agent/messages.ts";
import type { Change } from "../review-ports.ts";
import type { Fact, TaskEvent } from "../task/events.ts";
import { redactCommand } from "./command-text.ts";
import type { Redactor } from "./redactor.ts";

/** Fields that identify or carry no words: another text there would break what refers to them. */
const kept: ReadonlySet<string> = new Set([
	...[
		"type",
		"task",
		"call",
		"id",
		"tool",
		"turn",
		"kind",
		"verdict",
		"surface",
		"decision",
		"outcome",
		"reach",
		"stop",
	],
	...[
		"version",
		"base",
		"binding",
		"exact",
		"kept",
		"branch",
		"environment",
		"model",
		"provider",
		"mediaType",
		"base64",
	],
	...[
		"pieces",
		"piece",
		"thread",
		"content",
		"tree",
		"commit",
		"aside",
		"purpose",
		"state",
		"class",
		"severity",
		"before",
	],
]);

/** Events that show a person what would run: nothing but a value may be hidden in them. */
const ofCommands: ReadonlySet<string> = new Set<TaskEvent["type"]>([
	...(["command.judged", "approval.asked", "approval.decided", "approval.held", "call.started"] as const),
]);

/** `key` is the field in which the text stands. */
type Clean = (text: string, key: string) => string;

/** The same event without the secrets in its texts. Objects keep their form; ids, hashes and images are left as they are. */
export function redactEvent(event: TaskEvent, redactor: Redactor): TaskEvent {
	const clean: Clean = (text, key) => {
		const redact = (piece: string) => redactor.redact(piece).text;
		const isCommand = key === "command" || (key === "checks" && event.type === "verification.started");
		return isCommand || ofCommands.has(event.type) ? redactCommand(text, redact) : redact(text);
	};
	if (event.type === "changes.found") return redactFields(withoutSecretNames(event, redactor), clean);
	if (event.type === "turn.finished") return { ...event, blocks: redactBlocks(event.blocks, clean) };
	return redactFields(event, clean);
}

/**
 * A provider's thinking is signed together with what came before it in the reply. Where that would change, the thinking
 * is left out: the provider takes a reply without it, and refuses one in which it was changed.
 */
function redactBlocks(blocks: readonly Block[], clean: Clean): readonly Block[] {
	const redacted = blocks.map((block) => (block.type === "thought" ? block : redactFields(block, clean)));
	const last = blocks.findLastIndex(({ type }) => type === "thought");
	const broken = blocks.slice(0, last + 1).some((block, index) => {
		const now =
			block.type === "thought"
				? redactFields({ text: block.text, raw: thoughtText(block.raw) }, clean)
				: redacted[index];
		const was = block.type === "thought" ? { text: block.text, raw: thoughtText(block.raw) } : block;
		return JSON.stringify(now) !== JSON.stringify(was);
	});
	return broken ? redacted.filter(({ type }) => type !== "thought") : redacted;
}

/** What the provider's block says; its signature and its sealed data say nothing. */
function thoughtText(raw: unknown): string {
	return typeof raw === "object" && raw !== null && "thinking" in raw && typeof raw.thinking === "string"
		? raw.thinking
		: "";
}

/** A file must not be offered under another name than its own: where a secret stands in that, it is only mentioned. */
function withoutSecretNames(event: Fact<"changes.found">, redactor: Redactor): Fact<"changes.found"> {
	const named = (path: string) => redactor.redact(path).text;
	const isPlainName = ({ path, from = path }: Change) => named(path) === path && named(from) === from;
	const hidden = event.changes.filter((change) => !isPlainName(change));
	if (hidden.length === 0) return event;
	const notes = hidden.map(({ path }) => `A file is left out because its name holds a secret: ${named(path)}`);
	return { ...event, changes: event.changes.filter(isPlainName), notes: [...(event.notes ?? []), ...notes] };
}

/** As it would be written down: an event is nothing but JSON. */
function redactFields<T>(value: T, clean: Clean): T {
	return JSON.parse(JSON.stringify(cleaned(value, "", kept, clean)));
}

/** The items of a list are what the list's field says. What a model sends has whatever fields it likes: none is trusted. */
function cleaned(value: unknown, key: string, trusted: ReadonlySet<string>, clean: Clean): unknown {
	if (typeof value === "string") return trusted.has(key) && isPlain(key, value) ? value : clean(value, key);
	if (Array.isArray(value)) return value.map((item) => cleaned(item, key, trusted, clean));
	if (typeof value !== "object" || value === null) return value;
	const fields = Object.entries(value).map(([name, item]) => {
		return [name, cleaned(item, name, name === "input" ? none : trusted, clean)] as const;
	});
	return Object.fromEntries(fields);
}

const none: ReadonlySet<string> = new Set();

/** An id or a hash, as the field says, and no sentence. */
function isPlain(key: string, text: string): boolean {
	return key === "base64" || /^[\w.:=+/@-]{0,200}$/.test(text);
}
