/** What went wrong with a request: whether trying again can help, and what to tell the person. */

import { APIConnectionError, APIError } from "@anthropic-ai/sdk";
import type { ModelFailure } from "../core/agent/messages.ts";

export interface Trouble {
	readonly reason: ModelFailure["reason"];
	/** Says what is the matter and, where a person can do something, what. */
	readonly text: string;
	/** Null: trying again cannot help. */
	readonly retry: { readonly afterMs: number | null } | null;
}

/** What the texts may name. */
export interface Asked {
	readonly model: string;
	/** Host and port of the address that was asked; empty for the provider's own. */
	readonly host: string;
}

/** The stream broke, ended early or was not understood. */
export class BrokenStream extends Error {}

/** Nothing came for so long that the connection was given up. */
export class Silence extends Error {}

/** Explains whatever the SDK or the stream threw. */
export function troubleOf(error: unknown, asked: Asked): Trouble {
	if (error instanceof Silence) return again("network", `${server(asked)} fell silent.`);
	if (error instanceof BrokenStream) {
		return again("server", `The answer broke off or was not understood (${error.message}).${addressHint(asked)}`);
	}
	if (error instanceof APIConnectionError) return connectionTrouble(error, asked);
	if (error instanceof APIError)
		return error.status === undefined ? streamTrouble(error) : statusTrouble(error.status, error, asked);
	return again("network", `The connection to ${server(asked)} broke (${messageOf(error)}).`);
}

function again(reason: Trouble["reason"], text: string, afterMs: number | null = null): Trouble {
	return { reason, text, retry: { afterMs } };
}

function never(reason: Trouble["reason"], text: string): Trouble {
	return { reason, text, retry: null };
}

function connectionTrouble(error: APIConnectionError, asked: Asked): Trouble {
	const code = codeOf(error);
	if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/.test(code)) {
		return never(
			"configuration",
			`The certificate of ${server(asked)} is not trusted (${code}). Add it to the system's trusted certificates, or check remit.model.baseUrl.`,
		);
	}
	const which = code === "" ? "" : ` (${code})`;
	return again(
		"network",
		`${server(asked)} could not be reached${which}. Check the network connection and proxy.${addressHint(asked)}`,
	);
}

/** An `error` event in the middle of a stream has no status, only a type. */
function streamTrouble(error: APIError): Trouble {
	switch (error.type) {
		case "overloaded_error":
			return again("overloaded", "The provider is overloaded.");
		case "rate_limit_error":
			return again("rate-limit", "The provider's rate limit is reached.");
		case "invalid_request_error":
			return never("request", `The provider refused the request: ${said(error)}`);
		case "authentication_error":
		case "permission_error":
			return never("auth", `The provider refused access: ${said(error)}`);
		default:
			return again("server", `The provider broke off the answer: ${said(error)}`);
	}
}

function statusTrouble(status: number, error: APIError, asked: Asked): Trouble {
	switch (status) {
		case 401:
			return never("auth", "The provider refused the API key. Run “Remit: Set API Key”.");
		case 402:
			return never("auth", `The provider asks for payment: ${said(error)} Look at your account's billing.`);
		case 403:
			return never(
				"auth",
				`The API key may not do this: ${said(error)} Use another key (“Remit: Set API Key”) or another model (setting remit.model.name).`,
			);
		case 404:
			return never(
				"configuration",
				`There is no model named “${asked.model}” at ${server(asked)}. Change the setting remit.model.name.${addressHint(asked)}`,
			);
		case 413:
			return never(
				"context",
				"The request is larger than the provider takes. Review what is there, and delegate the rest as a new task.",
			);
		default:
			if (status < 400) return redirected(asked);
			return status === 400 && isAboutEffort(error) ? effortRefused(error, asked) : otherStatus(status, error);
	}
}

/** Not every model takes every effort, and some take none. */
function isAboutEffort(error: APIError): boolean {
	return /\boutput_config\b|\beffort\b/i.test(error.apiMessage ?? "");
}

function effortRefused(error: APIError, { model }: Asked): Trouble {
	const what = `The model “${model}” does not take the effort that the brief asks for: ${said(error)}`;
	return never("configuration", `${what} Rescope the task with another effort or model.`);
}

function redirected(asked: Asked): Trouble {
	return never(
		"configuration",
		`${server(asked)} redirects to another address. Set remit.model.baseUrl to the final one: a key is not sent to where a server points.`,
	);
}

function otherStatus(status: number, error: APIError): Trouble {
	const header = error.headers?.get("x-should-retry");
	const final = header === "false" || error.errorCode?.includes("limit_reached") === true;
	if (status === 429) {
		if (final)
			return never("rate-limit", `The account's limit is reached: ${said(error)} Look at your account's limits.`);
		return again("rate-limit", "The provider's rate limit is reached.", retryAfter(error.headers));
	}
	if (status === 400 && /prompt is too long/i.test(error.apiMessage ?? "")) {
		const what = "The conversation no longer fits into the model's context.";
		return never("context", `${what} Review what is there, and delegate the rest as a new task.`);
	}
	if (final || (status < 500 && status !== 408 && status !== 409)) {
		return never("request", `The provider refused the request (${status}): ${said(error)}`);
	}
	if (status === 529 || status === 503)
		return again("overloaded", "The provider is overloaded.", retryAfter(error.headers));
	const what = status >= 500 ? "had an internal error" : "could not take the request now";
	return again("server", `The provider ${what} (${status}).`, retryAfter(error.headers));
}

/** `retry-after` is in seconds, or a date; milliseconds from now, or null. */
function retryAfter(headers: Headers | undefined): number | null {
	const value = headers?.get("retry-after");
	if (value == null || value.trim() === "") return null;
	const seconds = Number(value);
	const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(value) - Date.now();
	return Number.isFinite(ms) && ms >= 0 ? ms : null;
}

/** The provider's own words, as one sentence of bounded length. */
function said(error: APIError): string {
	const words = (error.apiMessage ?? `status ${error.status ?? "unknown"}, without an explanation`)
		.replace(/\s+/g, " ")
		.trim();
	const cut = words.length > 500 ? `${words.slice(0, 500)}…` : words;
	return /[.!?…]$/.test(cut) ? cut : `${cut}.`;
}

function server({ host }: Asked): string {
	return host === "" ? "The provider" : host;
}

function addressHint({ host }: Asked): string {
	return host === "" ? "" : ` If ${host} is not the right address, change the setting remit.model.baseUrl.`;
}

/** The innermost system error code, e.g. `ECONNREFUSED`; empty when there is none. */
function codeOf(error: unknown): string {
	for (let at = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth++) {
		if ("code" in at && typeof at.code === "string") return at.code;
		const [first] = at instanceof AggregateError ? at.errors : [];
		if (first instanceof Error && "code" in first && typeof first.code === "string") return first.code;
	}
	return "";
}

function messageOf(error: unknown): string {
	return codeOf(error) || (error instanceof Error ? error.message : String(error)).slice(0, 200);
}
