/** A checkout in memory: real contents, versions, search and changes, and a shell that plays a script. */

import type { Inspection } from "../../src/core/policy/inspection.ts";
import type { Checkout, Shell, ShellCommand, ShellGuard, ShellResult } from "../../src/core/ports.ts";
import { searchText } from "../../src/core/tools/search-text.ts";
import { bytesOf, type MemoryFiles, memoryFiles } from "./memory-files.ts";
import { memoryProposal } from "./memory-proposal.ts";
import { type MemoryTrees, memoryTrees } from "./memory-trees.ts";

export interface ScriptedCommand {
	/** The command line that is expected, or what it must match; any when left out. */
	readonly command?: string | RegExp;
	/** In the chunks in which it comes. */
	readonly output?: string | readonly string[];
	/** 0 when left out. */
	readonly exitCode?: number;
	/** What else differs from a command that ran to its end; `ended: "stopped"` waits for the abort. */
	readonly result?: Partial<ShellResult>;
	/** What the command does to the files. */
	readonly effect?: (files: MemoryFiles) => void;
}

export interface MemoryGround {
	guard: ShellGuard;
	inspection: Inspection;
}

export interface MemoryCheckout extends Checkout {
	readonly files: MemoryFiles;
	readonly trees: MemoryTrees;
	/** The commands that were run, in order. */
	readonly commands: readonly ShellCommand[];
	/** What stands between a command and the machine, and what is found where it would reach: changed as a test needs it. */
	readonly ground: MemoryGround;
	/** A file as text; an error when it does not exist. */
	text(path: string): string;
}

/** Each command of the script is played once, in order; one that does not fit or is too many is refused, saying so. */
export function memoryCheckout(
	initial: Readonly<Record<string, string | Uint8Array>> = {},
	script: readonly ScriptedCommand[] = [],
): MemoryCheckout {
	const base = new Map(Object.entries(initial).map(([path, content]) => [path, bytesOf(content)]));
	const files = memoryFiles(initial);
	const commands: ShellCommand[] = [];
	const ground: MemoryGround = {
		guard: { sandboxed: true, shell: "bash", root: "/checkout", environment: "e1" },
		inspection: { paths: [], deletes: null, problems: [], domains: [] },
	};
	const proposal = memoryProposal(base, files);
	return {
		files,
		commands,
		ground,
		search: searchText({ files }),
		shell: scriptedShell(script, { files, commands, ground }),
		proposal,
		trees: memoryTrees(base, proposal, ground),
		text: (path) => {
			const bytes = files.all.get(path);
			if (!bytes) throw new Error(`${path} does not exist`);
			return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
		},
	};
}

interface Place {
	readonly files: MemoryFiles;
	readonly commands: ShellCommand[];
	readonly ground: MemoryGround;
}

function scriptedShell(script: readonly ScriptedCommand[], { files, commands, ground }: Place): Shell {
	return {
		guard: () => ground.guard,
		inspect: async () => ground.inspection,
		run: async (command, onOutput, signal) => {
			const step = script[commands.length];
			commands.push(command);
			if (!step || !fits(step, command)) return refusal(command, step);
			step.effect?.(files);
			const chunks = typeof step.output === "string" ? [step.output] : (step.output ?? []);
			for (const chunk of chunks) onOutput(chunk);
			if (step.result?.ended === "stopped") await aborted(signal);
			const ended = step.result?.ended ?? "exited";
			const output = chunks.join("");
			const exitCode = ended === "exited" ? (step.exitCode ?? 0) : null;
			return { ended, exitCode, output, bytes: bytesOf(output).length, omitted: 0, durationMs: 1, ...step.result };
		},
	};
}

function fits(step: ScriptedCommand, { command }: ShellCommand): boolean {
	if (step.command === undefined) return true;
	return typeof step.command === "string" ? step.command === command : step.command.test(command);
}

function refusal({ command }: ShellCommand, step: ScriptedCommand | undefined): ShellResult {
	const output = step
		? `The script expects ${step.command}, not ${command}.`
		: `The script has no more commands: ${command}`;
	return { ended: "refused", exitCode: null, output, bytes: 0, omitted: 0, durationMs: 0 };
}

function aborted(signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		if (signal.aborted) resolve();
		else signal.addEventListener("abort", () => resolve(), { once: true });
	});
}
