/** What differs from a base, in memory: moves are found by their bytes, executable bits are kept beside the files. */

import { lineChanges, splitLines } from "../../src/core/changes/line-changes.ts";
import type { Change, Proposal, Sides } from "../../src/core/review-ports.ts";
import { bytesOf, type MemoryFiles } from "./memory-files.ts";

export type Contents = ReadonlyMap<string, Uint8Array>;

export function memoryProposal(base: Contents, files: MemoryFiles): Proposal {
	const kept = new Map<string, Uint8Array>();
	return {
		changes: async (signal) => {
			signal.throwIfAborted();
			return { changes: changesOf(base, files.all), notes: [] };
		},
		sides: async (changes) => changes.map(({ version }) => sidesOf(version)),
		keep: async (contents) =>
			contents.map((bytes) => {
				const name = `kept-${Buffer.from(bytes).toString("base64url")}`;
				kept.set(name, bytes);
				return name;
			}),
		kept: async (names) =>
			names.map((name) => {
				const bytes = kept.get(name);
				if (!bytes) throw new Error(`${name} is not there`);
				return bytes;
			}),
	};
}

/** A version in memory holds both sides. */
function sidesOf(version: string): Sides {
	const [base = "-", proposed = "-"] = version.split(":");
	const side = (text: string) => (text === "-" ? null : new Uint8Array(Buffer.from(text, "base64")));
	return { base: side(base), proposed: side(proposed) };
}

function changesOf(base: Contents, proposed: Contents): readonly Change[] {
	const paths = [...new Set([...base.keys(), ...proposed.keys()])].toSorted();
	const gone = paths.filter((path) => base.has(path) && !proposed.has(path));
	const moves = new Map<string, string>();
	for (const path of paths.filter((each) => proposed.has(each) && !base.has(each))) {
		const from = gone.find((each) => same(base.get(each), proposed.get(path)));
		if (from === undefined) continue;
		gone.splice(gone.indexOf(from), 1);
		moves.set(path, from);
	}
	const moved = new Set(moves.values());
	return paths
		.filter((path) => !moved.has(path))
		.flatMap((path) => changeOf({ path, from: moves.get(path) }, base, proposed) ?? []);
}

function same(one: Uint8Array | undefined, two: Uint8Array | undefined): boolean {
	return one !== undefined && two !== undefined && one.length > 0 && Buffer.from(one).equals(two);
}

function changeOf(
	{ path, from }: { readonly path: string; readonly from: string | undefined },
	base: Contents,
	proposed: Contents,
): Change | undefined {
	const [before, after] = [base.get(from ?? path), proposed.get(path)];
	if (from === undefined && before && after && Buffer.from(before).equals(after)) return undefined;
	const kind = from !== undefined ? "renamed" : !before ? "added" : after ? "modified" : "deleted";
	const version = `${before ? base64(before) : "-"}:${after ? base64(after) : "-"}`;
	const counts = countsOf(before ?? bytesOf(""), after ?? bytesOf(""));
	return { path, kind, ...(from === undefined ? {} : { from }), ...counts, mode: 0o100644, version };
}

function countsOf(before: Uint8Array, after: Uint8Array): Pick<Change, "binary" | "added" | "removed"> {
	const [old, now] = [Buffer.from(before), Buffer.from(after)];
	const binary = old.includes(0) || now.includes(0);
	const lines = binary ? [] : lineChanges(splitLines(old.toString()), splitLines(now.toString()));
	return {
		binary,
		added: lines.reduce((sum, change) => sum + change.otherEnd - change.otherStart, 0),
		removed: lines.reduce((sum, change) => sum + change.baseEnd - change.baseStart, 0),
	};
}

function base64(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString("base64");
}
