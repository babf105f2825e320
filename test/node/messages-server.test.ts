/** The strict server refuses what the API would refuse, streams as the API streams, and counts the cache as the API counts it. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, expect, test } from "vitest";
import type { MessagesServerOptions } from "../support/messages-server.ts";
import {
	assistant,
	post,
	result,
	text,
	use,
	user,
	usualHeaders,
	validBody,
} from "../support/messages-server-requests.ts";
import {
	badGateway,
	call,
	overloaded,
	rateLimited,
	type Script,
	say,
	think,
} from "../support/messages-server-script.ts";
import { startServer, stopServers } from "../support/model-servers.ts";

afterEach(stopServers);

const start = (script: Script = () => say("Hello."), options: MessagesServerOptions = {}) =>
	startServer(script, options);

test("a valid request is answered with the script's text and its tokens", async () => {
	const server = await start([think("Let me see.").say("Hello.").call("read", { path: "a.ts" })]);
	const { status, body } = await post(server, validBody());
	expect(status).toBe(200);
	expect(body.content).toMatchObject([
		{ type: "thinking", thinking: "Let me see.", signature: expect.stringMatching(/./) },
		{ type: "text", text: "Hello." },
		{ type: "tool_use", name: "read", input: { path: "a.ts" }, id: expect.stringMatching(/^toolu_/) },
	]);
	expect(body.stop_reason).toBe("tool_use");
	expect(body.usage.output_tokens_details.thinking_tokens).toBe(3);
	expect(body.usage.output_tokens).toBeGreaterThan(3);
});

test("a stream is the API's sequence of events", async () => {
	const server = await start([say("Hello.").call("read", { path: "a.ts" }, "toolu_1")]);
	const { text: sent, headers } = await post(server, validBody({ stream: true }));
	expect(headers.get("content-type")).toContain("text/event-stream");
	const events = sent
		.trim()
		.split("\n\n")
		.map((event) => JSON.parse(event.split("\ndata: ")[1] ?? ""));
	expect(events.map(({ type }) => type).filter((type, index, all) => type !== all[index - 1])).toEqual([
		"message_start",
		"ping",
		"content_block_start",
		"content_block_delta",
		"content_block_stop",
		"content_block_start",
		"content_block_delta",
		"content_block_stop",
		"message_delta",
		"message_stop",
	]);
	const json = events.flatMap(({ delta }) => (delta?.type === "input_json_delta" ? [delta.partial_json] : [])).join("");
	expect(JSON.parse(json)).toEqual({ path: "a.ts" });
	expect(events.find(({ type }) => type === "message_delta").delta.stop_reason).toBe("tool_use");
});

test("a request without a key, with a wrong one or without a version is refused", async () => {
	const server = await start(undefined, { apiKey: "right" });
	const { "x-api-key": _, ...noKey } = usualHeaders;
	expect((await post(server, validBody(), noKey)).body.error.type).toBe("authentication_error");
	expect((await post(server, validBody())).status).toBe(401);
	expect((await post(server, validBody(), { ...noKey, authorization: "Bearer right" })).status).toBe(200);
	const { "anthropic-version": __, ...noVersion } = { ...usualHeaders, "x-api-key": "right" };
	expect((await post(server, validBody(), noVersion)).body.error.message).toMatch(/anthropic-version/);
});

test("an unknown model is not found, a known one has limits", async () => {
	const server = await start();
	expect((await post(server, validBody({ model: "claude-nobody-9" }))).status).toBe(404);
	const list = await (await fetch(`${server.url}/v1/models`, { headers: usualHeaders })).json();
	expect(list.data).toContainEqual(
		expect.objectContaining({ id: "claude-haiku-5-5", max_input_tokens: 200_000, max_tokens: 64_000 }),
	);
	const one = await fetch(`${server.url}/v1/models/claude-haiku-5-5`, { headers: usualHeaders });
	expect(await one.json()).toMatchObject({ id: "claude-haiku-5-5", type: "model" });
	expect((await fetch(`${server.url}/v1/models/nobody`, { headers: usualHeaders })).status).toBe(404);
});

test("a prompt that is longer than the model's window is refused", async () => {
	const server = await start(undefined, { models: [{ id: "tiny", max_input_tokens: 100, max_tokens: 1_000 }] });
	const answer = await post(server, validBody({ model: "tiny", messages: [user("x".repeat(500))] }));
	expect(answer.body.error.message).toMatch(/prompt is too long: \d+ tokens > 100 maximum/);
});

test("thinking goes back as it came, for the same model, in its place, all of it or none", async () => {
	const server = await start((_request, index) =>
		index === 0 ? think("One.").say("A").think("Two.").call("read", {}, "t1") : say("Done."),
	);
	const { content } = (await post(server, validBody())).body;
	const [one, said, two, called] = content;
	const again = async (blocks: readonly unknown[], model = "claude-sonnet-5-5") => {
		const messages = [user("Hi"), assistant(blocks), user([result("t1")])];
		return (await post(server, validBody({ model, messages }))).body;
	};
	expect(await again(content)).toMatchObject({ type: "message" });
	expect(await again([said, called])).toMatchObject({ type: "message" });
	expect((await again([{ ...one, thinking: "One!" }, said, two, called])).error.message).toMatch(/cannot be modified/);
	expect((await again([two, said, one, called])).error.message).toMatch(/cannot be modified/);
	expect((await again([one, said, called])).error.message).toMatch(/cannot be modified/);
	expect((await again([one, text("other"), two, called])).error.message).toMatch(/cannot be modified/);
	expect((await again(content, "claude-opus-5-5")).error.message).toMatch(
		/claude-sonnet-5-5 cannot be sent to claude-opus-5-5/,
	);
});

test("only a paused reply of its own may be the last message", async () => {
	const server = await start((_request, index) => (index === 0 ? say("Wait.").stop("pause_turn") : say("Done.")));
	const { content } = (await post(server, validBody())).body;
	expect((await post(server, validBody({ messages: [user("Hi"), assistant(content)] }))).status).toBe(200);
	expect((await post(server, validBody({ messages: [user("Hi"), assistant("Wait!")] }))).status).toBe(400);
});

test("faults are the API's, and each uses up a step", async () => {
	const server = await start([rateLimited(7), overloaded(), badGateway(), say("At last.")]);
	const limited = await post(server, validBody());
	expect([limited.status, limited.headers.get("retry-after"), limited.body.error.type]).toEqual([
		429,
		"7",
		"rate_limit_error",
	]);
	expect((await post(server, validBody())).status).toBe(529);
	expect((await post(server, validBody())).text).toContain("502");
	expect((await post(server, validBody())).body.content).toMatchObject([{ text: "At last." }]);
	expect((await post(server, validBody())).body.error.message).toMatch(/no step 4/);
});

test("a script that throws says so instead of hanging", async () => {
	const server = await start(() => {
		throw new Error("oops");
	});
	expect((await post(server, validBody())).body.error.message).toMatch(/script failed at step 0.*oops/);
});

test("a script can answer what the tools said", async () => {
	const server = await start(({ results, said }) => say(JSON.stringify({ results, said })));
	const messages = [user("a"), assistant([use("t1")]), user([result("t1", { is_error: true }), text("and go on")])];
	const { content } = (await post(server, validBody({ messages }))).body;
	expect(JSON.parse(String(content[0]?.text))).toEqual({
		results: [{ id: "t1", tool: "read", text: "ok", failed: true }],
		said: "and go on",
	});
});

test("a stream that is cut ends in the middle of the tool's input", async () => {
	const server = await start([call("write", { path: "a.ts", text: "x".repeat(400) }).breaks("cut")]);
	const response = await fetch(`${server.url}/v1/messages`, {
		method: "POST",
		headers: usualHeaders,
		body: JSON.stringify(validBody({ stream: true })),
	});
	const seen: string[] = [];
	const reading = async () => {
		for await (const chunk of response.body ?? []) seen.push(Buffer.from(chunk).toString());
	};
	await expect(reading()).rejects.toThrow();
	expect(seen.join("")).toContain("input_json_delta");
	expect(seen.join("")).not.toContain("content_block_stop");
	await expect.poll(() => server.requests[0]?.ended).toBe("aborted");
});

test("a script can be played by another process, which ends with the one that started it", async () => {
	const support = join(import.meta.dirname, "../support");
	const folder = mkdtempSync(join(tmpdir(), "remit-script-"));
	const words = pathToFileURL(join(support, "messages-server-script.ts")).href;
	writeFileSync(
		join(folder, "script.mjs"),
		`import { say } from ${JSON.stringify(words)};\nexport const script = [say("Hello from elsewhere.")];\n`,
	);
	const child = spawn(process.execPath, [join(support, "messages-server-main.ts"), join(folder, "script.mjs")], {
		stdio: ["pipe", "pipe", "ignore"],
	});
	const [line] = await once(child.stdout, "data");
	const { url } = JSON.parse(String(line));
	expect((await post({ url }, validBody())).body.content).toMatchObject([{ text: "Hello from elsewhere." }]);
	child.stdin.end();
	expect(await once(child, "exit")).toEqual([0, null]);
	rmSync(folder, { recursive: true });
});
