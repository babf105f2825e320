/** The floor: the least that is an agent. The SDK, four tools, one cache breakpoint that moves along; no guard at all. */

import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { Anthropic } from "@anthropic-ai/sdk";
import type { MessageParam, Tool, ToolResultBlockParam } from "@anthropic-ai/sdk/resources/messages";
import { contenderTask, report } from "./contender.ts";

const { url, folder, goal, model } = contenderTask();
const run = promisify(execFile);

function tool(name: string, description: string, ...fields: readonly string[]): Tool {
	const properties = Object.fromEntries(fields.map((field) => [field, { type: "string" }]));
	return { name, description, input_schema: { type: "object", properties, required: fields.slice(0, 1) } };
}

const tools = [
	tool("read", "Reads a file.", "path"),
	tool("write", "Writes text to a file; with old, replaces old by text.", "path", "text", "old"),
	tool("search", "Finds lines that contain the text.", "text"),
	tool("bash", "Runs a command.", "command"),
];

const doing: Record<string, (input: Record<string, string>) => Promise<string>> = {
	read: ({ path = "" }) => readFile(join(folder, path), "utf8"),
	write: async ({ path = "", text = "", old }) => {
		const file = join(folder, path);
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, old === undefined ? text : (await readFile(file, "utf8")).replace(old, () => text));
		return "Done.";
	},
	search: async ({ text = "" }) => (await run("rg", ["-nF", "--sort", "path", text, "."], { cwd: folder })).stdout,
	bash: async ({ command = "" }) => (await run("bash", ["-c", command], { cwd: folder })).stdout,
};

const client = new Anthropic({ baseURL: url, apiKey: "bench", maxRetries: 0, logLevel: "off", openTelemetry: false });
const cache_control = { type: "ephemeral" } as const;
const system = [
	{ type: "text", text: "You are a software engineer. Do the task with the tools.", cache_control } as const,
];
const messages: MessageParam[] = [{ role: "user", content: [{ type: "text", text: goal, cache_control }] }];
let last: { cache_control?: unknown } | undefined;
for (;;) {
	const stream = client.messages.stream({ model, max_tokens: 16_000, system, tools, messages });
	const { content, stop_reason } = await stream.finalMessage();
	if (stop_reason !== "tool_use") break;
	const results: ToolResultBlockParam[] = [];
	for (const block of content) {
		if (block.type !== "tool_use") continue;
		const text = await doing[block.name]?.(block.input as Record<string, string>);
		results.push({ type: "tool_result", tool_use_id: block.id, content: text || "(nothing)", cache_control });
	}
	if (last) delete last.cache_control;
	last = results.at(-1);
	messages.push({ role: "assistant", content }, { role: "user", content: results });
}
report();
