/** What the agent proposes: both sides of its changes, by the names under which the harness's repository keeps them. */

import type { Change, Proposal, Sides } from "../core/review-ports.ts";
import { type ComparedFolder, findChanges } from "./changes.ts";
import { GitFailure, gitOutput } from "./git.ts";
import { reading, writing } from "./harness.ts";

export function makeProposal(folder: ComparedFolder): Proposal {
	return {
		changes: async (signal) => ({ changes: await findChanges(folder, signal), notes: [] }),
		sides: async (changes, signal) => {
			const sides: Sides[] = [];
			for (const change of changes) sides.push(await sidesOf(folder, change, signal));
			return sides;
		},
		keep: async (contents, signal) => {
			const names: string[] = [];
			for (const content of contents) names.push(await keep(folder, content, signal));
			return names;
		},
		kept: async (names, signal) => {
			const contents: Uint8Array[] = [];
			for (const name of names) contents.push(await blob(folder, name, signal));
			return contents;
		},
	};
}

async function sidesOf(folder: ComparedFolder, { version }: Change, signal: AbortSignal): Promise<Sides> {
	const [base = "", proposed = ""] = version.split("-");
	return { base: await side(folder, base, signal), proposed: await side(folder, proposed, signal) };
}

async function side(folder: ComparedFolder, name: string, signal: AbortSignal): Promise<Uint8Array | null> {
	return /^0*$/.test(name) ? null : blob(folder, name, signal);
}

async function blob(folder: ComparedFolder, name: string, signal: AbortSignal): Promise<Uint8Array> {
	if (!/^[0-9a-f]{40,64}$/.test(name)) throw new GitFailure(`${name} is no name of an object.`);
	const run = { ...reading(viewOf(folder)), cwd: folder.gitDir };
	return new Uint8Array(await gitOutput(["cat-file", "blob", name], run, signal));
}

async function keep(folder: ComparedFolder, content: Uint8Array, signal: AbortSignal): Promise<string> {
	const run = { ...writing(viewOf(folder)), cwd: folder.gitDir, input: Buffer.from(content) };
	return (await gitOutput(["hash-object", "-w", "--stdin"], run, signal)).toString().trim();
}

function viewOf({ gitDir, top }: ComparedFolder) {
	return { gitDir, workTree: top, index: `${gitDir}/base.index` };
}
