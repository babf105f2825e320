/** The Messages servers of a test, and models that speak to them: all of them end with the test. */

import { type AnthropicOptions, anthropicModel } from "../../src/models/anthropic.ts";
import { type MessagesServer, type MessagesServerOptions, startMessagesServer } from "./messages-server.ts";
import type { Script } from "./messages-server-script.ts";

const started: MessagesServer[] = [];

/** A server that is stopped when `stopServers` is called. */
export async function startServer(script: Script, options: MessagesServerOptions = {}): Promise<MessagesServer> {
	const server = await startMessagesServer(script, options);
	started.push(server);
	return server;
}

/** Stops every server that was started so far, for `afterEach`. */
export async function stopServers(): Promise<void> {
	await Promise.all(started.splice(0).map((server) => server.stop()));
}

/** A server with this script, and the adapter that speaks to it. */
export async function startModel(
	script: Script,
	settings: Partial<AnthropicOptions> = {},
	options: MessagesServerOptions = {},
) {
	const server = await startServer(script, options);
	return {
		server,
		model: anthropicModel({ apiKey: "key", id: "claude-sonnet-5-5", baseUrl: server.url, ...settings }),
	};
}
