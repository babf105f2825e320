/** A Messages API on loopback that plays a script over real HTTP, counts the prompt cache, and refuses what the API would refuse. */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { type CacheOptions, PromptCache } from "./messages-server-cache.ts";
import { bodyOf, headerProblem, listen, sendError, sendJson, sendStream, stop } from "./messages-server-http.ts";
import { modelAt, modelBody, type ServedModel, servedModels } from "./messages-server-models.ts";
import { requestProblem } from "./messages-server-rules.ts";
import { type MessagesRequest, parseRequest } from "./messages-server-schema.ts";
import { type ErrorStep, refuse, type Script, type Step, scriptRequest } from "./messages-server-script.ts";
import { fingerprint } from "./messages-server-signatures.ts";
import { messageBody, type ReplyUsage, renderReply, withinTokens } from "./messages-server-stream.ts";

export interface MessagesServerOptions extends Partial<CacheOptions> {
	/** The only key that is let in; without it, any. */
	readonly apiKey?: string;
	readonly models?: readonly ServedModel[];
}

/** One request to `/v1/messages`, as it came and as it went. */
export interface ServedRequest {
	/** The parsed body; of a request that was refused as well, as far as it was JSON. */
	readonly body: unknown;
	/** The body as it came. */
	readonly text: string;
	/** Lower-case names. */
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	status: number;
	/** The refusal's or fault's message; empty for a reply. */
	problem: string;
	/** Undefined unless a reply was sent. */
	usage: ReplyUsage | undefined;
	/** `aborted`: the client closed the connection first. */
	ended: "open" | "finished" | "aborted";
}

export interface MessagesServer {
	/** The base URL, without a trailing slash. */
	readonly url: string;
	/** Every request in order; grows. */
	readonly requests: readonly ServedRequest[];
	stop(): Promise<void>;
}

/** Starts a server on a free port of 127.0.0.1. */
export async function startMessagesServer(
	script: Script,
	options: MessagesServerOptions = {},
): Promise<MessagesServer> {
	const playing = new Playing(script, options);
	const server = createServer((request, response) => void playing.serve(request, response));
	const port = await listen(server);
	return {
		url: `http://127.0.0.1:${port}`,
		requests: playing.requests,
		stop: () => stop(server),
	};
}

/** A script being played to the requests that come. */
class Playing {
	readonly requests: ServedRequest[] = [];
	private readonly cache: PromptCache;
	private readonly models: readonly ServedModel[];
	private readonly bytesPerToken: number;
	private readonly paused = new Set<string>();
	private readonly script: Script;
	private readonly apiKey: string | undefined;
	private played = 0;

	constructor(
		script: Script,
		{ apiKey, models, minimumPrefix = 1_024, bytesPerToken = 4, now = Date.now }: MessagesServerOptions,
	) {
		this.script = script;
		this.apiKey = apiKey;
		this.models = models ?? servedModels;
		this.bytesPerToken = bytesPerToken;
		this.cache = new PromptCache({ minimumPrefix, bytesPerToken, now });
	}

	async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
		const bytes = await buffer(request).catch(() => undefined);
		if (!bytes) return;
		const refusal = headerProblem(request, this.apiKey);
		if (request.method === "GET" && pathname.startsWith("/v1/models")) {
			return this.serveModels(pathname, refusal, response);
		}
		if (request.method !== "POST" || pathname !== "/v1/messages") {
			return sendError(response, refuse(404, "not_found_error", `${request.method} ${pathname}: Not Found`));
		}
		const served = noted(request, bytes, response);
		this.requests.push(served);
		const step = refusal ?? (await this.stepFor(served, bytes));
		if ("request" in step) return this.play(step, served, response);
		served.status = step.status;
		served.problem = step.message;
		sendError(response, step);
	}

	private serveModels(pathname: string, refusal: ErrorStep | undefined, response: ServerResponse): void {
		const body = modelBody(this.models, pathname);
		if (body && !refusal) sendJson(response, 200, body);
		else
			sendError(response, refusal ?? refuse(404, "not_found_error", `model: ${pathname.slice("/v1/models/".length)}`));
	}

	private async stepFor(served: ServedRequest, bytes: Buffer): Promise<ErrorStep | Played> {
		const body = bodyOf(bytes);
		if (body.kind === "refused") return refuse(400, "invalid_request_error", body.text);
		Object.assign(served, { body: body.value });
		const parsed = parseRequest(body.value);
		if (parsed.kind === "refused") return refuse(400, "invalid_request_error", parsed.text);
		const { request } = parsed;
		const model = modelAt(this.models, request.model);
		if (!model) return refuse(404, "not_found_error", `model: ${request.model}`);
		const problem = requestProblem(request, {
			maxTokens: model.max_tokens,
			takesEffort: model.takesEffort ?? true,
			isPaused: (blocks) => this.paused.has(fingerprint(blocks)),
		});
		if (problem) return refuse(400, "invalid_request_error", problem);
		return { request, model, step: await this.next(request) };
	}

	private async next(request: MessagesRequest): Promise<Step> {
		const index = this.played++;
		try {
			const step =
				typeof this.script === "function" ? await this.script(scriptRequest(request), index) : this.script[index];
			return step ?? refuse(400, "invalid_request_error", `The script has no step ${index}.`);
		} catch (error) {
			return refuse(400, "invalid_request_error", `The script failed at step ${index}: ${String(error)}`);
		}
	}

	private async play({ request, model, step }: Played, served: ServedRequest, response: ServerResponse): Promise<void> {
		if (step.kind === "hang") return;
		if (step.kind === "error") {
			served.status = step.status;
			served.problem = step.message;
			return sendError(response, step);
		}
		const prompt = this.cache.use(request);
		const tokens = prompt.input + prompt.cacheRead + prompt.cacheWrite5m + prompt.cacheWrite1h;
		if (tokens > model.max_input_tokens) {
			const error = refuse(
				400,
				"invalid_request_error",
				`prompt is too long: ${tokens} tokens > ${model.max_input_tokens} maximum`,
			);
			Object.assign(served, { status: 400, problem: error.message });
			return sendError(response, error);
		}
		const said = withinTokens(step, request.max_tokens, this.bytesPerToken);
		const reply = renderReply(said, request.model, prompt, this.bytesPerToken);
		served.status = 200;
		served.usage = reply.usage;
		if (reply.stop === "pause_turn") this.paused.add(fingerprint(reply.blocks));
		if (request.stream) await sendStream(response, reply, said);
		else sendJson(response, 200, messageBody(reply));
	}
}

interface Played {
	readonly request: MessagesRequest;
	readonly model: ServedModel;
	readonly step: Step;
}

function noted({ headers }: IncomingMessage, bytes: Buffer, response: ServerResponse): ServedRequest {
	const served: ServedRequest = {
		body: undefined,
		text: bytes.toString(),
		headers,
		status: 0,
		problem: "",
		usage: undefined,
		ended: "open",
	};
	response.once("close", () => {
		served.ended = response.writableFinished ? "finished" : "aborted";
	});
	return served;
}
