/** What the agent proposes: both sides of its changes, by the names under which the harness's repository keeps them. */

import type { Change, Proposal, Sides } from "../core/review-ports.ts";
import { baseIndex, type ComparedFolder, findChanges } from "./changes.ts";
import { GitFailure } from "./git.ts";
import type { View } from "./harness.ts";
import { linkedChanges } from "./linked-names.ts";
import { readBlobs, writeBlobs } from "./objects.ts";

/** However many files are asked for, git is started once. Nothing that the agent can write decides what is read. */
export function makeProposal(folder: ComparedFolder): Proposal {
	const view: View = { gitDir: folder.gitDir, workTree: folder.top, index: baseIndex(folder.gitDir) };
	const linked = linkedChanges(folder, view);
	return {
		changes: async (signal) => {
			const compared = await findChanges(folder, signal);
			return { ...compared, changes: await linked(compared.changes, signal) };
		},
		sides: (changes, signal) => sidesOf(view, changes, signal),
		keep: (contents, signal) => writeBlobs(view, contents, signal),
		kept: (names, signal) => keptUnder(view, names, signal),
	};
}

async function sidesOf(view: View, changes: readonly Change[], signal: AbortSignal): Promise<readonly Sides[]> {
	const named = changes.map(({ version }) => version.split("-").slice(0, 2));
	const contents = await readBlobs(view, named.flat().filter(isThere), signal);
	let at = 0;
	return named.map(([base = "", proposed = ""], place) => {
		const side = (name: string): Uint8Array | null => {
			if (!isThere(name)) return null;
			return contents[at++] ?? missing(changes[place]?.path ?? "");
		};
		return { base: side(base), proposed: side(proposed) };
	});
}

/** Git writes nothing but zeros for the side on which a file does not exist. */
function isThere(name: string): boolean {
	return !/^(?:0{40}|0{64})$/.test(name);
}

async function keptUnder(view: View, names: readonly string[], signal: AbortSignal): Promise<readonly Uint8Array[]> {
	const contents = await readBlobs(view, names, signal);
	return contents.map((bytes) => {
		if (bytes === null)
			throw new GitFailure("What was accepted earlier is not kept any more: files of the task were deleted.");
		return bytes;
	});
}

function missing(path: string): never {
	throw new GitFailure(`${path} cannot be shown as it was compared: its content is not kept any more.`);
}
