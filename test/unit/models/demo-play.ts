/** Plays the scripted demo on a real folder, in place of the loop and the tools. */

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import * as z from "zod";
import type { CallBlock, Message, ModelRequest, Reply } from "../../../src/core/agent/messages.ts";
import { scriptedModel } from "../../../src/models/scripted.ts";
import { demoGoal } from "../../../src/models/scripted-demo.ts";

const folders: string[] = [];

/** Deletes every folder that was made. */
export function removeFolders(): void {
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** An empty folder. */
export function emptyFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), "remit-demo-"));
	folders.push(folder);
	return folder;
}

/** A fresh copy of the bundled repository. */
export function demo(): string {
	const folder = emptyFolder();
	cpSync(join(import.meta.dirname, "../../../media/demo"), folder, { recursive: true });
	return folder;
}

export interface Outcome {
	readonly text: string;
	readonly failed: boolean;
}

export const model = scriptedModel({ pace: 0 });

export async function reply(messages: readonly Message[], signal = new AbortController().signal): Promise<Reply> {
	const request: ModelRequest = { system: "", tools: [], messages, maxTokens: 1_000 };
	for await (const said of model.stream(request, signal)) if (said.type === "finished") return said.reply;
	throw new Error("no reply");
}

const input = z.looseObject({
	path: z.string().default("."),
	old: z.string().default(""),
	new: z.string().default(""),
	command: z.string().default(""),
});

/** What the tools would do, on real files and with real commands. */
export function perform(folder: string, { tool, input: given }: CallBlock): Outcome {
	const { path, old, new: text, command } = input.parse(given);
	try {
		return { failed: false, text: performed(join(folder, path), { tool, old, text, command, folder }) };
	} catch (error) {
		return {
			failed: true,
			text: error instanceof Error && "stdout" in error ? `exit 1\n${error.stdout}` : String(error),
		};
	}
}

/** Real tests take seconds; where their result is not the point, the fix being in stands for them. */
function quickly(folder: string, call: CallBlock): Outcome {
	if (!isTest(call)) return perform(folder, call);
	const fixed = readFileSync(join(folder, "src/split.ts"), "utf8").includes("share + 1");
	return { failed: !fixed, text: fixed ? "pass 13\nfail 0" : "pass 12\nfail 1" };
}

interface Work {
	readonly tool: string;
	readonly old: string;
	readonly text: string;
	readonly command: string;
	readonly folder: string;
}

function performed(file: string, { tool, old, text, command, folder }: Work): string {
	if (tool === "list") return readdirSync(file).join("\n");
	if (tool === "read") return readFileSync(file, "utf8");
	if (tool === "run") {
		const PATH = `${dirname(process.execPath)}${delimiter}${process.env.PATH}`;
		return execFileSync("sh", ["-c", command], { cwd: folder, env: { PATH }, encoding: "utf8" });
	}
	if (tool !== "edit") return "ok";
	const before = readFileSync(file, "utf8");
	if (before.split(old).length !== 2) throw new Error("the text does not occur exactly once");
	writeFileSync(
		file,
		before.replace(old, () => text),
	);
	return "ok";
}

export interface Played {
	readonly messages: readonly Message[];
	readonly calls: readonly CallBlock[];
	readonly finish: { readonly status: string; readonly summary: string; readonly left: readonly string[] };
}

/** What comes in between: an outcome in place of the real one, or the person's words after a call. */
interface Meddling {
	readonly real?: boolean;
	readonly outcome?: (call: CallBlock) => Outcome | undefined;
	readonly steer?: (call: CallBlock) => string | undefined;
}

export async function play(folder: string, { real = false, outcome, steer }: Meddling = {}): Promise<Played> {
	const messages: Message[] = [{ role: "user", blocks: [{ type: "text", text: `# Task\n${demoGoal}` }] }];
	const calls: CallBlock[] = [];
	for (let turn = 0; turn < 20; turn++) {
		const { blocks } = await reply(messages);
		const asked = blocks.filter((block) => block.type === "call");
		calls.push(...asked);
		const end = asked.find(({ tool }) => tool === "finish");
		if (end)
			return {
				messages,
				calls,
				finish: z.object({ status: z.string(), summary: z.string(), left: z.array(z.string()) }).parse(end.input),
			};
		const results = asked.map(
			(call) =>
				({
					type: "result",
					call: call.id,
					images: [],
					...(outcome?.(call) ?? (real ? perform : quickly)(folder, call)),
				}) as const,
		);
		const words = asked.flatMap((call) => steer?.(call) ?? []);
		messages.push(
			{ role: "assistant", blocks },
			{ role: "user", blocks: [...results, ...words.map((text) => ({ type: "text", text }) as const)] },
		);
	}
	throw new Error("the demo does not end");
}

export const isClean = ({ input: given }: CallBlock) => given.command === "rm -rf build-cache";
export const isTest = ({ input: given }: CallBlock) => given.command === "npm test";
