/** Writes what is proposed for the reviewer: as much as fits, what touches security first, and what is left out said. */

import { generatedBecause } from "../changes/generated.ts";
import { textDiff } from "../changes/hunk-text.ts";
import { textCodec } from "../changes/landing-text.ts";
import type { Change, Sides } from "../review-ports.ts";
import { sensitiveBecause } from "./sensitive.ts";

/** Characters of one file's diff, and of all. */
const longestDiff = 16_000;
const longestDiffs = 80_000;
/** A file of which less could be shown is only named. */
const leastRoom = 400;
/** Names of files that are not shown. */
const mostNames = 200;

export interface ShownChanges {
	/** Foreign text: files say it. */
	readonly text: string;
	/** Changed files that are not shown whole, generated ones aside. */
	readonly unseen: number;
}

export interface Pair {
	readonly change: Change;
	readonly sides: Sides;
}

/** The order in which files are shown: what touches security, then small before large, so that as many as can be are seen. */
export function byImportance(changes: readonly Change[]): readonly Change[] {
	const rank = ({ path, from = path }: Change) => {
		if (generatedBecause(path) !== null) return 2;
		return sensitiveBecause(path) === null && sensitiveBecause(from) === null ? 1 : 0;
	};
	const size = ({ added, removed }: Change) => added + removed;
	return changes.toSorted((one, two) => rank(one) - rank(two) || size(one) - size(two));
}

/** `pairs` in the order of `byImportance`; `others` are changes whose content was not even looked at. */
export function shownChanges(pairs: readonly Pair[], others: readonly Change[]): ShownChanges {
	const parts: string[] = [];
	const named: string[] = others.map((change) => `${headOf(change)}: not shown`);
	let room = longestDiffs;
	let unseen = others.filter(({ path }) => generatedBecause(path) === null).length;
	for (const pair of pairs) {
		// The mark of a generator counts where the file had it before: who writes one into a file hides it from no reviewer.
		const because = generatedBecause(pair.change.path, pair.sides.base?.subarray(0, 2_048));
		if (because !== null) {
			named.push(`${headOf(pair.change)}: not shown, it is ${because}`);
			continue;
		}
		const diff = room < leastRoom ? null : diffOf(pair, Math.min(longestDiff, room));
		if (diff === null || diff.cut) unseen++;
		if (diff === null) named.push(`${headOf(pair.change)}: not shown, there was no room`);
		else parts.push(`${headOf(pair.change)}\n${diff.text}`);
		room -= diff?.text.length ?? 0;
	}
	const more = named.length - mostNames;
	const list = [...named.slice(0, mostNames), ...(more > 0 ? [`and ${more} more`] : [])];
	return { text: [...parts, ...list].join("\n").trim(), unseen };
}

function headOf({ path, from, kind, added, removed, mode, baseMode = mode }: Change): string {
	const moved = from === undefined ? "" : ` from ${from}`;
	const bits = mode === baseMode || kind === "deleted" ? "" : `, mode ${baseMode.toString(8)} → ${mode.toString(8)}`;
	return `=== ${path} (${kind}${moved}, +${added} −${removed}${bits})`;
}

function diffOf({ change, sides: { base, proposed } }: Pair, longest: number) {
	const [before, after] = [base ?? new Uint8Array(), proposed ?? new Uint8Array()];
	const codec = change.binary ? undefined : textCodec([before, after]);
	if (!codec) return { text: `no text: ${before.length} bytes before, ${after.length} bytes after\n`, cut: true };
	const text = textDiff(codec.decode(before), codec.decode(after), { longest });
	return { text, cut: text.length > longest };
}
