/** Answers the reviewer's calls: it can read, list and search what is proposed, and nothing else. */

import { type CallBlock, invalidInputKey, type ResultBlock } from "../agent/messages.ts";
import { dataText } from "../agent/prompt.ts";
import type { Checkout, FileRefusal, Files, Journal } from "../ports.ts";
import type { CallOutcome } from "../task/events.ts";
import { prepareCall } from "../tools/all.ts";
import { listTool } from "../tools/list.ts";
import { readTool } from "../tools/read.ts";
import { searchTool } from "../tools/search.ts";
import type { Tool, ToolContext } from "../tools/tool.ts";
import { readReport, reportTool } from "./report-tool.ts";

/** In the order in which they are declared. */
export const reviewTools: readonly Tool[] = [readTool, listTool, searchTool, reportTool];

/** Calls of one reply that are run. */
const mostCalls = 16;

export interface LookerParts {
	readonly checkout: Checkout;
	readonly journal: Pick<Journal, "keep">;
	/** What it finds goes to a model and not into the journal: the secrets are taken out here. */
	redact(text: string): Promise<string>;
}

export class Looker {
	private readonly parts: LookerParts;
	private readonly images: boolean;

	constructor(parts: LookerParts, images: boolean) {
		this.parts = { ...parts, checkout: { ...parts.checkout, files: readOnly(parts.checkout.files) } };
		this.images = images;
	}

	/** One result for each call, in order. */
	results(calls: readonly CallBlock[], signal: AbortSignal): Promise<readonly ResultBlock[]> {
		return Promise.all(
			calls.map(async (call, at) => {
				const outcome = at < mostCalls ? await this.outcome(call, signal) : tooMany;
				return resultBlock(call, { ...outcome, text: await this.parts.redact(outcome.text) });
			}),
		);
	}

	private async outcome({ id, tool, input }: CallBlock, signal: AbortSignal): Promise<CallOutcome> {
		const raw = input[invalidInputKey];
		if (typeof raw === "string") return failed(`The input was not valid JSON: ${raw.slice(0, 200)}`);
		if (tool === reportTool.name) {
			const read = readReport(input);
			return failed(read.kind === "malformed" ? `${read.text} Call report again.` : "Only one report is taken.");
		}
		const prepared = prepareCall(tool, input, reviewTools);
		if (prepared.kind === "invalid") return failed(prepared.text);
		try {
			return (await prepared.run(this.context(id), signal)).outcome;
		} catch (error) {
			return failed(signal.aborted ? "Stopped." : `The tool ${tool} broke: ${String(error)}`);
		}
	}

	private context(call: string): ToolContext {
		const { checkout, journal } = this.parts;
		return {
			...{ call, checkout, seen: new Map(), images: this.images, answer: "", granted: null },
			onOutput: () => undefined,
			keep: (text) => journal.keep(text),
		};
	}
}

function resultBlock({ id, tool }: CallBlock, { kind, text, foreign, images = [] }: CallOutcome): ResultBlock {
	const said = text.trim() === "" ? "(no output)" : text;
	return { type: "result", call: id, text: foreign ? dataText(tool, said) : said, images, failed: kind !== "done" };
}

function failed(text: string): CallOutcome {
	return { kind: "failed", text, summary: "failed" };
}

const tooMany = failed(`Not run: at most ${mostCalls} calls in one reply.`);

/** A second wall: no tool of the reviewer writes. */
function readOnly(files: Files): Files {
	const refusal: FileRefusal = { kind: "refused", reason: "denied", text: "A reviewer changes nothing." };
	return { ...files, write: async () => refusal, takeBack: async () => [refusal.text] };
}
