/** Requests for tests that talk to the strict server: by hand, and through a model. */

import type { Block, Message, ModelRequest, ModelSignal, Reply } from "../../src/core/agent/messages.ts";
import type { Model } from "../../src/core/ports.ts";
import type { MessagesServer } from "./messages-server.ts";

export interface Answer {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	/** What the API's replies and errors have between them. */
	readonly body: {
		readonly type: string;
		readonly error: { readonly type: string; readonly message: string };
		readonly content: readonly Readonly<Record<string, unknown>>[];
		readonly stop_reason: string;
		readonly usage: {
			readonly output_tokens: number;
			readonly output_tokens_details: { readonly thinking_tokens: number };
		};
	};
}

/** The headers without which the API refuses. */
export const usualHeaders = {
	"x-api-key": "key",
	"anthropic-version": "2026-10-21",
	"content-type": "application/json",
};

/** Posts a body as it stands (text, bytes) or as JSON. */
export async function post(
	{ url }: Pick<MessagesServer, "url">,
	body: unknown,
	headers: Record<string, string> = usualHeaders,
): Promise<Answer> {
	const sent = typeof body === "string" || body instanceof Blob ? body : JSON.stringify(body);
	const response = await fetch(`${url}/v1/messages`, { method: "POST", headers, body: sent });
	const text = await response.text();
	const json = response.headers.get("content-type") === "application/json";
	return { status: response.status, headers: response.headers, text, body: json ? JSON.parse(text) : undefined };
}

export const user = (content: unknown) => ({ role: "user", content });
export const assistant = (content: unknown) => ({ role: "assistant", content });
export const text = (said: string, more: object = {}) => ({ type: "text", text: said, ...more });
export const use = (id: string) => ({ type: "tool_use", id, name: "read", input: {} });
export const result = (id: string, more: object = {}) => ({
	type: "tool_result",
	tool_use_id: id,
	content: "ok",
	...more,
});

/** A body that is answered, but for the change. */
export function validBody(change: object = {}): Record<string, unknown> {
	return { model: "claude-sonnet-5-5", max_tokens: 1_000, messages: [user("Hi")], ...change };
}

/** A core's request with these messages, or with one of the user. */
export function modelRequest(
	messages: readonly Message[] = [said("Hi")],
	change: Partial<ModelRequest> = {},
): ModelRequest {
	return { system: "You are a test.", tools: [readTool], messages, maxTokens: 4_000, ...change };
}

const readTool = {
	name: "read",
	description: "Reads a file.",
	schema: { type: "object", properties: { path: { type: "string" } }, required: ["path"] },
};

export function said(words: string): Message {
	return { role: "user", blocks: [{ type: "text", text: words }] };
}

export function replied(blocks: readonly Block[]): Message {
	return { role: "assistant", blocks };
}

/** Everything that the model yields. */
export async function signalsOf(
	model: Model,
	request: ModelRequest = modelRequest(),
	signal: AbortSignal = new AbortController().signal,
): Promise<readonly ModelSignal[]> {
	const signals: ModelSignal[] = [];
	for await (const one of model.stream(request, signal)) signals.push(one);
	return signals;
}

/** The reply; throws with what the model said when there was none. */
export async function replyOf(model: Model, request: ModelRequest = modelRequest()): Promise<Reply> {
	const last = (await signalsOf(model, request)).at(-1);
	if (last?.type !== "finished") throw new Error(`No reply: ${JSON.stringify(last)}`);
	return last.reply;
}
