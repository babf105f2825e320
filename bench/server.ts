/** The strict Messages server in a process of its own: says when each request came and each reply had gone, and what it used. */

import { subscribe } from "node:diagnostics_channel";
import * as z from "zod";
import { type ServedRequest, startMessagesServer } from "../test/support/messages-server.ts";
import { type Exchange, now } from "./exchange.ts";
import { contenders, scriptOf } from "./script.ts";

const came: number[] = [];
const gone: number[] = [];
// What a model takes is asked as well, beside the conversation.
const conversation = z.object({ request: z.object({ method: z.literal("POST") }) });
subscribe("http.server.request.start", (message) => conversation.safeParse(message).success && came.push(now()));
subscribe("http.server.response.finish", (message) => conversation.safeParse(message).success && gone.push(now()));

const [contender = "", steps = ""] = process.argv.slice(2);
const server = await startMessagesServer(scriptOf(z.enum(contenders).parse(contender), Number(steps)));
process.send?.({ url: server.url });

const promptSchema = z.looseObject({ system: z.unknown(), tools: z.unknown(), messages: z.unknown() });

// Asked once, when the contender has ended.
process.once("message", async () => {
	process.send?.({ exchanges: server.requests.map(exchangeOf) });
	await server.stop();
	process.disconnect();
});

function exchangeOf({ body, status, problem, usage }: ServedRequest, index: number): Exchange {
	const { system, tools, messages } = promptSchema.parse(body);
	const promptBytes = Buffer.byteLength(JSON.stringify({ tools, system, messages }));
	return { came: came[index] ?? 0, gone: gone[index] ?? 0, status, problem, promptBytes, usage: usage ?? null };
}
