/** Makes the SDK's client from the settings, or says why they cannot be used; keeps every credential out of what is said. */

import { Anthropic } from "@anthropic-ai/sdk";

export interface Access {
	/** Empty where the server asks for none. */
	readonly apiKey: string;
	/** For gateways: sent as `Authorization: Bearer` instead of the key. */
	readonly authToken?: string;
	/** Where the Messages API is spoken; without it, the provider's own address. A trailing `/v1` is understood. */
	readonly baseUrl?: string;
}

export type ClientMade =
	| {
			readonly kind: "client";
			readonly client: Anthropic;
			/** Host and port of a server that is not the provider's; else empty. */
			readonly host: string;
	  }
	| { readonly kind: "refused"; readonly text: string };

const ownAddress = "https://api.anthropic.com";

/** Reads no environment for keys or addresses: what is used is what was set. */
export function makeClient(access: Access): ClientMade {
	const address = readAddress(access.baseUrl?.trim() ?? "");
	if (address.kind === "refused") return address;
	const { host, baseURL } = address;
	const apiKey = access.apiKey.trim();
	const authToken = access.authToken?.trim() ?? "";
	if (host === "" && apiKey === "" && authToken === "") {
		return { kind: "refused", text: "There is no API key. Run “Remit: Set API Key”." };
	}
	if (/[^!-~]/.test(apiKey + authToken)) {
		return {
			kind: "refused",
			text: "The API key contains characters that no key has. Run “Remit: Set API Key” again.",
		};
	}
	const client = new Anthropic({
		...(authToken === "" ? { apiKey: apiKey || "none" } : { authToken }),
		baseURL,
		defaultHeaders: credentialHeaders({ apiKey, authToken, host }),
		maxRetries: 0,
		logLevel: "off",
		openTelemetry: false,
		// A redirect could take the key to another server.
		fetchOptions: { redirect: "manual" },
		// Looked up anew each time: the editor replaces it to honour its proxy settings.
		fetch: (input, init) => fetch(input, init),
	});
	return { kind: "client", client, host };
}

/** Servers other than the provider's often look for the key where the API took it before its version 2026-10-21. */
function credentialHeaders({ apiKey, authToken, host }: { apiKey: string; authToken: string; host: string }) {
	if (authToken !== "") return {};
	if (apiKey === "") return { authorization: null };
	return host === "" ? {} : { "x-api-key": apiKey };
}

type Address =
	| { readonly kind: "address"; readonly baseURL: string; readonly host: string }
	| { readonly kind: "refused"; readonly text: string };

function readAddress(baseUrl: string): Address {
	if (baseUrl === "") return { kind: "address", baseURL: ownAddress, host: "" };
	if (!URL.canParse(baseUrl)) return refused("is not an address. Write it like http://127.0.0.1:8080.");
	const url = new URL(baseUrl);
	if (url.protocol !== "http:" && url.protocol !== "https:") return refused("must begin with https:// or http://.");
	if (url.username !== "" || url.password !== "") {
		return refused("must not contain a user name or a password. Remove them, and run “Remit: Set API Key” instead.");
	}
	if (url.search !== "" || url.hash !== "") return refused("must not contain “?” or “#”.");
	const path = url.pathname.replace(/\/+$/, "").replace(/\/v1$/, "");
	return { kind: "address", baseURL: `${url.origin}${path}`, host: url.origin === ownAddress ? "" : url.host };
}

function refused(what: string): Address {
	return { kind: "refused", text: `The setting remit.model.baseUrl ${what}` };
}

/** Blots out the credentials wherever a server repeats them. */
export function withoutCredentials(text: string, { apiKey, authToken = "" }: Access): string {
	return [apiKey.trim(), authToken.trim()]
		.filter((secret) => secret !== "")
		.reduce((shown, secret) => shown.replaceAll(secret, "•••"), text);
}
