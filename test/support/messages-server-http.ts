/** How the strict server speaks HTTP: reads headers and bodies as the API does, sends errors, bodies and event streams. */

import { randomBytes } from "node:crypto";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { type ErrorStep, type ReplyStep, refuse } from "./messages-server-script.ts";
import { type RenderedReply, replyEvents } from "./messages-server-stream.ts";

/** Listens on a free port of 127.0.0.1; resolves to the port. */
export function listen(server: Server): Promise<number> {
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(0, "127.0.0.1", () => {
			const address = server.address();
			if (address && typeof address === "object") resolve(address.port);
			else reject(new Error("The server has no port."));
		});
	});
}

/** Ends the server and every connection that is open. */
export function stop(server: Server): Promise<void> {
	return new Promise((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}

/** What is wrong with the headers, as the API would answer it. `apiKey`: the only key that is let in. */
export function headerProblem({ headers }: IncomingMessage, apiKey: string | undefined): ErrorStep | undefined {
	const bearer = /^Bearer (\S+)$/.exec(headers.authorization ?? "")?.[1];
	const key = headers["x-api-key"] ?? bearer;
	if (!key) return refuse(401, "authentication_error", "x-api-key or authorization header is required");
	if (apiKey !== undefined && key !== apiKey) return refuse(401, "authentication_error", "invalid x-api-key");
	if (!headers["anthropic-version"])
		return refuse(400, "invalid_request_error", "anthropic-version: header is required");
	return undefined;
}

type Body = { readonly kind: "json"; readonly value: unknown } | { readonly kind: "refused"; readonly text: string };

/** The body as JSON, or why the API cannot read it. */
export function bodyOf(bytes: Buffer): Body {
	if (bytes.length > 32_000_000) return { kind: "refused", text: "Request exceeds the maximum size" };
	try {
		const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
		// Only an escape can bring half of a surrogate pair into well-formed UTF-8.
		const value: unknown = JSON.parse(text, /\\ud[89a-f]/i.test(text) ? wholeCharacters : undefined);
		return { kind: "json", value };
	} catch (error) {
		return {
			kind: "refused",
			text: `The request body is not valid JSON: ${error instanceof Error ? error.message : ""}`,
		};
	}
}

function wholeCharacters(key: string, value: unknown): unknown {
	if (typeof value === "string" && /\p{Surrogate}/u.test(value)) throw new Error("no low surrogate in string");
	if (/\p{Surrogate}/u.test(key)) throw new Error("no low surrogate in string");
	return value;
}

/** Answers with the API's error shape, or with the step's own text. */
export function sendError(response: ServerResponse, { status, type, message, headers, html }: ErrorStep): void {
	const request_id = `req_${randomBytes(12).toString("hex")}`;
	if (html !== undefined) {
		response.writeHead(status, { "content-type": "text/html", ...headers }).end(html);
		return;
	}
	const body = { type: "error", error: { type, message }, request_id };
	sendJson(response, status, body, { "request-id": request_id, ...headers });
}

export function sendJson(
	response: ServerResponse,
	status: number,
	body: object,
	headers: Readonly<Record<string, string>> = {},
): void {
	response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

/** Streams a reply at its pace, with its fault. */
export async function sendStream(
	response: ServerResponse,
	reply: RenderedReply,
	{ pace, fault }: ReplyStep,
): Promise<void> {
	response.writeHead(200, {
		"content-type": "text/event-stream; charset=utf-8",
		"cache-control": "no-cache",
		"request-id": `req_${randomBytes(12).toString("hex")}`,
	});
	const closed = new AbortController();
	response.once("close", () => closed.abort());
	for (const event of replyEvents(reply, fault)) {
		for (const chunk of chunksOf(Buffer.from(event), pace.bytes)) {
			if (response.destroyed) return;
			response.write(chunk);
			if (pace.everyMs !== undefined)
				await pause(pace.everyMs, undefined, { signal: closed.signal }).catch(() => undefined);
		}
	}
	if (fault === "hang") return;
	if (fault === "cut" || fault === "cut-late") return void cut(response);
	response.end();
}

/** Lets what was written arrive, then breaks the connection. */
function cut(response: ServerResponse): void {
	response.write("", () => response.destroy());
}

function* chunksOf(bytes: Buffer, size = bytes.length): Generator<Buffer> {
	for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
