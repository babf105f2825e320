/** Trees in memory to run checks on: what a check finds is a function of the files that are laid. */

import { createHash } from "node:crypto";
import type { ShellResult } from "../../src/core/ports.ts";
import type { LaidTree, Proposal, Trees } from "../../src/core/review-ports.ts";
import type { MemoryGround } from "./memory-checkout.ts";
import { bytesOf } from "./memory-files.ts";
import type { Contents } from "./memory-proposal.ts";

export interface MemoryTrees extends Trees {
	/** In the order in which they were laid. */
	readonly laid: LaidInMemory[];
	/** How a check goes on these files; it passes with no output unless a test says otherwise. */
	check: Check;
}

type Check = (
	command: string,
	files: ReadonlyMap<string, string>,
	signal: AbortSignal,
) => Promise<Partial<ShellResult>> | Partial<ShellResult>;

export interface LaidInMemory {
	readonly files: ReadonlyMap<string, string>;
	readonly commands: string[];
	removed: boolean;
}

export function memoryTrees(base: Contents, proposal: Proposal, ground: MemoryGround): MemoryTrees {
	const trees: MemoryTrees = {
		laid: [],
		check: () => ({}),
		lay: async (files, signal) => {
			const contents = await proposal.kept(
				files.flatMap(({ content }) => content ?? []),
				signal,
			);
			const all = new Map([...base].map(([path, bytes]) => [path, textOf(bytes)]));
			for (const { origin } of files) if (origin !== null) all.delete(origin);
			let at = 0;
			for (const { path, content } of files) if (content !== null) all.set(path, textOf(contents[at++] ?? bytesOf("")));
			const laid: LaidInMemory = { files: all, commands: [], removed: false };
			trees.laid.push(laid);
			return laidTree(trees, laid, ground);
		},
	};
	return trees;
}

function laidTree(trees: MemoryTrees, laid: LaidInMemory, ground: MemoryGround): LaidTree {
	const { files, commands } = laid;
	const tree = createHash("sha1")
		.update(JSON.stringify([...files].toSorted()))
		.digest("hex");
	return {
		tree,
		shell: {
			guard: () => ground.guard,
			inspect: async () => ground.inspection,
			run: async ({ command }, _onOutput, signal) => {
				commands.push(command);
				const result = await trees.check(command, files, signal);
				const output = result.output ?? "";
				return { ...passed, output, bytes: bytesOf(output).length, ...result };
			},
		},
		remove: async () => {
			laid.removed = true;
		},
	};
}

const passed: ShellResult = { ended: "exited", exitCode: 0, output: "", bytes: 0, omitted: 0, durationMs: 1 };

function textOf(bytes: Uint8Array): string {
	return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
