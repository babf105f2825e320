/** What the Messages API refuses in a request whose fields are well-formed: pairing, order, breakpoints, empty and forged blocks. */

import type { CacheControl, MessagesRequest, RequestBlock, RequestMessage } from "./messages-server-schema.ts";
import { signatureProblem } from "./messages-server-signatures.ts";

/** A message with its content as blocks. */
export interface BlockMessage {
	readonly role: RequestMessage["role"];
	readonly blocks: readonly RequestBlock[];
}

/** What the rules must know beside the request. */
export interface RuleFacts {
	/** The most output tokens of the requested model. */
	readonly maxTokens: number;
	readonly takesEffort: boolean;
	/** True for the blocks of a reply that this server ended with `pause_turn`. */
	isPaused(blocks: readonly RequestBlock[]): boolean;
}

/** The first thing that the API would refuse, in its words; undefined when it would answer. */
export function requestProblem(request: MessagesRequest, facts: RuleFacts): string | undefined {
	const messages = request.messages.map(blockMessage);
	return (
		limitProblem(request, facts) ??
		effortProblem(request, facts) ??
		toolsProblem(request) ??
		systemProblem(request) ??
		firstProblem(messages, (message, index) => messageProblem(message, index, request.model)) ??
		orderProblem(messages, facts) ??
		pairingProblem(combined(messages)) ??
		breakpointProblem(request)
	);
}

function blockMessage({ role, content }: RequestMessage): BlockMessage {
	return { role, blocks: typeof content === "string" ? [{ type: "text", text: content }] : content };
}

/** Neighbours of the same role are one turn to the API. */
export function combined(messages: readonly BlockMessage[]): readonly BlockMessage[] {
	const turns: BlockMessage[] = [];
	for (const message of messages) {
		const last = turns.at(-1);
		if (last?.role === message.role) turns[turns.length - 1] = { ...last, blocks: [...last.blocks, ...message.blocks] };
		else turns.push(message);
	}
	return turns;
}

function firstProblem<Item>(
	items: readonly Item[],
	problem: (item: Item, index: number) => string | undefined,
): string | undefined {
	for (const [index, item] of items.entries()) {
		const found = problem(item, index);
		if (found) return found;
	}
	return undefined;
}

function limitProblem({ model, max_tokens }: MessagesRequest, { maxTokens }: RuleFacts): string | undefined {
	if (max_tokens <= maxTokens) return undefined;
	return `max_tokens: ${max_tokens} > ${maxTokens}, which is the maximum allowed number of output tokens for ${model}`;
}

function effortProblem({ output_config }: MessagesRequest, { takesEffort }: RuleFacts): string | undefined {
	if (takesEffort || output_config?.effort == null) return undefined;
	return "output_config.effort: This model does not support the effort parameter.";
}

function toolsProblem({ tools = [], tool_choice }: MessagesRequest): string | undefined {
	if (tool_choice && tools.length === 0) return "tool_choice may only be specified while providing tools";
	const names = tools.map(({ name }) => name);
	if (new Set(names).size < names.length) return "tools: Tool names must be unique";
	return firstProblem(tools, ({ input_schema }, index) => {
		const path = `tools.${index}.custom.input_schema`;
		if (["oneOf", "anyOf", "allOf"].some((key) => key in input_schema)) {
			return `${path}: input_schema does not support oneOf, allOf, or anyOf at the top level`;
		}
		const { properties } = input_schema;
		if (properties === undefined) return undefined;
		if (typeof properties !== "object" || properties === null || Array.isArray(properties)) {
			return `${path}: JSON schema is invalid. It must match JSON Schema draft 2020-12`;
		}
		const bad = Object.keys(properties).find((key) => !/^[a-zA-Z0-9_.-]{1,64}$/.test(key));
		return bad === undefined ? undefined : `${path}: Property keys should match pattern '^[a-zA-Z0-9_.-]{1,64}$'`;
	});
}

function systemProblem({ system }: MessagesRequest): string | undefined {
	if (system === undefined || typeof system === "string") return undefined;
	return firstProblem(system, ({ text }) =>
		text.trim() === "" ? "system: text content blocks must be non-empty" : undefined,
	);
}

function messageProblem({ role, blocks }: BlockMessage, index: number, model: string): string | undefined {
	const path = `messages.${index}`;
	if (blocks.length === 0) return `${path}: all messages must have non-empty content`;
	return (
		firstProblem(blocks, (block, at) => blockProblem(block, role, `${path}.content.${at}`)) ??
		signatureProblem(blocks, model, path)
	);
}

const onlyFrom: Readonly<Record<RequestBlock["type"], readonly RequestMessage["role"][]>> = {
	text: ["user", "assistant"],
	image: ["user"],
	tool_result: ["user"],
	tool_use: ["assistant"],
	thinking: ["assistant"],
	redacted_thinking: ["assistant"],
};

function blockProblem(block: RequestBlock, role: RequestMessage["role"], path: string): string | undefined {
	if (!onlyFrom[block.type].includes(role)) {
		return `${path}: \`${block.type}\` blocks can only be in \`${onlyFrom[block.type].join("` or `")}\` messages`;
	}
	if (block.type === "text") return textProblem(block.text);
	if (block.type === "image") return imageProblem(block, path);
	if (block.type !== "tool_result" || typeof block.content === "string") return undefined;
	return firstProblem(block.content ?? [], (part, at) => {
		const place = `${path}.tool_result.content.${at}`;
		if (part.type === "text") return textProblem(part.text);
		if (block.is_error) return `${path}.tool_result: all content must be type "text" if "is_error" is true`;
		return imageProblem(part, place);
	});
}

function textProblem(text: string): string | undefined {
	if (text === "") return "messages: text content blocks must be non-empty";
	return text.trim() === "" ? "messages: text content blocks must contain non-whitespace text" : undefined;
}

/** How the files of each type begin, base64-encoded. */
const beginnings: Readonly<Record<string, string>> = {
	"image/png": "iVBORw0KGgo",
	"image/jpeg": "/9j/",
	"image/gif": "R0lGOD",
	"image/webp": "UklGR",
};

function imageProblem({ source }: Extract<RequestBlock, { type: "image" }>, path: string): string | undefined {
	if (source.type === "url") return undefined;
	if (!/^[A-Za-z0-9+/]+={0,2}$/.test(source.data)) return `${path}.image.source.base64.data: Invalid base64 data`;
	if (source.data.length > 10_000_000) return `${path}.image.source.base64: image exceeds 5 MB maximum`;
	if (source.data.startsWith(beginnings[source.media_type] ?? "")) return undefined;
	return `${path}.image.source.base64.data: The image was specified using the ${source.media_type} media type, but it appears to be another type`;
}

function orderProblem(messages: readonly BlockMessage[], facts: RuleFacts): string | undefined {
	if (messages[0]?.role !== "user") return "messages: first message must use the user role";
	const last = messages.at(-1);
	if (last?.role !== "assistant" || facts.isPaused(last.blocks)) return undefined;
	return "This model does not support assistant message prefill. The conversation must end with a user message.";
}

function pairingProblem(turns: readonly BlockMessage[]): string | undefined {
	const ids = turns.flatMap(({ blocks }) => blocks.flatMap((block) => (block.type === "tool_use" ? [block.id] : [])));
	if (new Set(ids).size < ids.length) return "messages: `tool_use` ids must be unique";
	return firstProblem(turns, ({ role, blocks }, index) => {
		if (role === "assistant") return undefined;
		const before = turns[index - 1]?.blocks ?? [];
		const asked = before.flatMap((block) => (block.type === "tool_use" ? [block.id] : []));
		return resultsProblem(asked, blocks, index);
	});
}

function resultsProblem(asked: readonly string[], blocks: readonly RequestBlock[], index: number): string | undefined {
	const answers = blocks.flatMap((block) => (block.type === "tool_result" ? [block.tool_use_id] : []));
	const stray = answers.find((id) => !asked.includes(id));
	if (stray !== undefined) {
		return `messages.${index}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${stray}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`;
	}
	if (new Set(answers).size < answers.length) {
		return `messages.${index}: each tool_use must have a single result. Found multiple \`tool_result\` blocks with the same id.`;
	}
	const first = blocks
		.slice(0, asked.length)
		.flatMap((block) => (block.type === "tool_result" ? [block.tool_use_id] : []));
	const missing = asked.filter((id) => !first.includes(id));
	if (missing.length === 0) return undefined;
	return `messages.${index - 1}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${missing.join(", ")}. Each \`tool_use\` block must have a corresponding \`tool_result\` block at the start of the next message.`;
}

function breakpointProblem(request: MessagesRequest): string | undefined {
	const marks = breakpointsOf(request);
	if (marks.length > 4) return `A maximum of 4 blocks with cache_control may be provided. Found ${marks.length}.`;
	const firstShort = marks.findIndex(({ ttl }) => ttl !== "1h");
	const late = firstShort >= 0 && marks.slice(firstShort).some(({ ttl }) => ttl === "1h");
	return late ? "a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block" : undefined;
}

function breakpointsOf({ tools = [], system, messages, cache_control }: MessagesRequest): readonly CacheControl[] {
	const blocks = messages.flatMap((message) => blockMessage(message).blocks);
	const carriers = [
		...tools,
		...(typeof system === "object" ? system : []),
		...blocks.flatMap((block) =>
			block.type === "tool_result" && typeof block.content === "object" ? [...block.content, block] : [block],
		),
		{ cache_control },
	];
	return carriers.flatMap((carrier) =>
		"cache_control" in carrier && carrier.cache_control ? [carrier.cache_control] : [],
	);
}
