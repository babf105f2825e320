/** Which files, and what of them, are accepted, or proposed: what checks run on and what a commit holds. */

import {
	type Accepted,
	acceptedWith,
	type Choice,
	nothingAccepted,
	proposedWithout,
	stepBetween,
} from "../changes/accepted.ts";
import type { Fingerprint } from "../changes/hunks.ts";
import type { AcceptedFile, Change, Proposal, Sides } from "../review-ports.ts";
import type { Verified } from "./review-events.ts";
import { oldWholeId, type ReviewedChange, rejectedPieces } from "./review-view.ts";

export interface FilesOf {
	readonly of: Verified;
	readonly changes: readonly ReviewedChange[];
	readonly proposal: Proposal;
	readonly fingerprint: Fingerprint;
}

/** All that differs from the base, in the order of the changes. Rejects with a text for the person when a side is gone. */
export async function filesOf(
	{ of, changes, proposal, fingerprint }: FilesOf,
	signal: AbortSignal,
): Promise<readonly AcceptedFile[]> {
	const items = changes.filter((item) => (of === "accepted" ? hasAccepted(item) : item.pieces.length > 0));
	const sides = await proposal.sides(
		items.map(({ change }) => change),
		signal,
	);
	const accepted = of === "accepted" ? await acceptedStates(items, proposal, signal) : [];
	const states = items.map((item, at): State => {
		const pair = sides[at] ?? { base: null, proposed: null };
		const none = nothingAccepted(item.change, pair);
		if (of === "accepted") return { none, state: accepted[at] ?? onlyDecided(item, pair, fingerprint) };
		const pieces = new Set(rejectedPieces(item));
		return { none, state: proposedState({ change: item.change, sides: pair, pieces, fingerprint }) };
	});
	const differing = states.filter(({ none, state }) => stepBetween(none, state, "") !== null);
	return keptFiles(differing, proposal, signal);
}

interface State {
	/** In the base. */
	readonly none: Accepted;
	readonly state: Accepted;
}

/** What is accepted of a file where it is not kept: a journal of version 0.1 says only that it was accepted, all of it. */
export function onlyDecided({ change, decisions }: ReviewedChange, sides: Sides, fingerprint: Fingerprint): Accepted {
	const pieces = new Set(Object.keys(decisions).filter((piece) => decisions[piece] === "accepted"));
	if (pieces.has(oldWholeId(change))) return wholeProposal(change, sides);
	return acceptedWith(nothingAccepted(change, sides), { change, sides, pieces, fingerprint });
}

function hasAccepted({ accepted, decisions }: ReviewedChange): boolean {
	return accepted !== null || Object.values(decisions).includes("accepted");
}

function proposedState(choice: Choice): Accepted {
	if (choice.pieces.size > 0) return proposedWithout(choice);
	const { change, sides } = choice;
	return wholeProposal(change, sides);
}

function wholeProposal({ path, mode }: Change, { proposed }: Sides): Accepted {
	return { path, bytes: proposed, mode: proposed === null ? 0 : mode };
}

/** As they were kept; undefined where a journal of version 0.1 says only that the file was accepted. */
async function acceptedStates(
	items: readonly ReviewedChange[],
	proposal: Proposal,
	signal: AbortSignal,
): Promise<readonly (Accepted | undefined)[]> {
	const names = items.flatMap(({ accepted }) => accepted?.content ?? []);
	const contents = await proposal.kept(names, signal);
	const bytes = new Map(names.map((name, at) => [name, contents[at] ?? null]));
	return items.map(({ accepted }) => {
		if (accepted === null) return undefined;
		const { path, content, mode } = accepted;
		return { path, mode, bytes: content === null ? null : (bytes.get(content) ?? null) };
	});
}

async function keptFiles(
	states: readonly State[],
	proposal: Proposal,
	signal: AbortSignal,
): Promise<readonly AcceptedFile[]> {
	const contents = states.flatMap(({ state }) => state.bytes ?? []);
	const names = [...(await proposal.keep(contents, signal))];
	return states.map(({ none, state }) => ({
		path: state.path,
		origin: none.bytes === null ? null : none.path,
		content: state.bytes === null ? null : (names.shift() ?? null),
		mode: state.bytes === null ? 0 : state.mode,
	}));
}
