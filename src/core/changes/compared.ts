/** Compares the checkout with its base and says what of each change can be decided on by itself. */

import type { Change, Compared, Proposal } from "../review-ports.ts";
import type { Fingerprint } from "./hunks.ts";
import { piecesOf } from "./pieces.ts";

/** Rejects with a text for the person when the checkout cannot be compared. */
export async function comparedPieces(
	proposal: Proposal,
	fingerprint: Fingerprint,
	signal: AbortSignal,
	known: readonly Change[] = [],
): Promise<Compared> {
	const { changes, notes } = await proposal.changes(signal);
	const before = new Map(known.map((change) => [`${change.path}\0${change.version}`, change.pieces]));
	const unknown = changes.filter((change) => before.get(`${change.path}\0${change.version}`) === undefined);
	const sides = await proposal.sides(unknown, signal);
	for (const [at, change] of unknown.entries()) {
		const pair = sides[at] ?? { base: null, proposed: null };
		before.set(
			`${change.path}\0${change.version}`,
			piecesOf(change, pair, fingerprint).map(({ id }) => id),
		);
	}
	return {
		changes: changes.map((change) => ({ ...change, pieces: before.get(`${change.path}\0${change.version}`) ?? [] })),
		notes,
	};
}
