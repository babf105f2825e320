/** An agent's hands in tests: calls tools as the loop does, on a checkout in memory. */

import type { FileVersion } from "../../../src/core/ports.ts";
import type { CallOutcome } from "../../../src/core/task/events.ts";
import { prepareCall } from "../../../src/core/tools/all.ts";
import type { ToolContext, ToolFact } from "../../../src/core/tools/tool.ts";
import { type MemoryCheckout, memoryCheckout, type ScriptedCommand } from "../../support/memory-checkout.ts";

export interface Agent {
	readonly checkout: MemoryCheckout;
	readonly seen: Map<string, FileVersion>;
	/** What commands wrote, chunk by chunk. */
	readonly shown: readonly string[];
	/** Long texts kept beside the journal; a name is its index. */
	readonly kept: readonly string[];
	/** Calls a tool; an input that does not fit is a failed outcome, as in the loop. */
	call(
		tool: string,
		input: Readonly<Record<string, unknown>>,
	): Promise<CallOutcome & { readonly facts: readonly ToolFact[] }>;
}

export interface AgentOptions {
	readonly files?: Readonly<Record<string, string | Uint8Array>>;
	readonly script?: readonly ScriptedCommand[];
	readonly images?: boolean;
	readonly answer?: string;
	readonly signal?: AbortSignal;
}

export function agentOn(options: AgentOptions): Agent {
	const checkout = memoryCheckout(options.files ?? {}, options.script ?? []);
	const seen = new Map<string, FileVersion>();
	const [shown, kept]: [string[], string[]] = [[], []];
	const context: Omit<ToolContext, "granted"> = {
		...{ call: "call-1", checkout, seen, images: options.images ?? false, answer: options.answer ?? "" },
		onOutput: (chunk) => shown.push(chunk),
		keep: async (text) => String(kept.push(text) - 1),
	};
	const call: Agent["call"] = async (tool, input) => {
		const prepared = prepareCall(tool, input);
		if (prepared.kind === "invalid") return { kind: "failed", text: prepared.text, summary: "not valid", facts: [] };
		const { needs } = prepared;
		const granted = needs.kind === "command" ? { command: needs.command, domains: [], sandboxed: false } : null;
		const { outcome, facts } = await prepared.run(
			{ ...context, granted },
			options.signal ?? new AbortController().signal,
		);
		return { ...outcome, facts: facts ?? [] };
	};
	return { checkout, seen, shown, kept, call };
}

/** Bytes of a text, one a character. */
export function latin1(text: string): Uint8Array {
	return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
