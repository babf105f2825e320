/** The fold of a review: which pieces of which changes are decided, what was said of them, what was proved and shipped. */

import { supersededBy } from "../changes/piece-names.ts";
import type { Tampering } from "../checks/tampering.ts";
import type { AcceptedFile, Change } from "../review-ports.ts";
import type { TaskEvent } from "./events.ts";
import type { SelfReviewFinished } from "./harness-events.ts";
import type { Decision, ReviewEvent } from "./review-events.ts";
import { stepThreads, type Thread } from "./threads-view.ts";
import { type OldTests, oldTestsOf, outdated, stepVerifications, type Verification } from "./verification-view.ts";

export interface Review {
	readonly changes: readonly ReviewedChange[];
	readonly changeNotes: readonly string[];
	/** Files that do not differ any more and of which nothing is accepted: their decisions count again when the agent goes back. */
	readonly pastDecisions: readonly ReviewedChange[];
	readonly threads: readonly Thread[];
	readonly verifications: readonly Verification[];
	/** What makes the checks prove less than before. */
	readonly tampering: readonly Tampering[];
	/** What the tests as they were say of the new code; null where no test was changed, or nobody ran them. */
	readonly oldTests: OldTests | null;
	readonly shipped: readonly Shipped[];
}

/** By piece. */
type Decisions = Readonly<Record<string, Decision>>;

export interface ReviewedChange {
	readonly change: Change;
	/** What can be decided on by itself, in order; never empty. */
	readonly pieces: readonly string[];
	/** The decisions by piece, also on pieces that the agent has changed since. */
	readonly decisions: Decisions;
	/** `undecided` as long as one piece is; `mixed` when some are accepted and some rejected. */
	readonly decision: Decision | "mixed" | "undecided";
	/** Pieces that are undecided. */
	readonly undecided: number;
	/** Accepted pieces that the agent's version does not have any more; the workspace still has them. */
	readonly outlived: number;
	/** What is accepted of it and was carried into the workspace; null before the first accept. */
	readonly accepted: AcceptedFile | null;
	/** What happened when it was decided, where a person should know; empty otherwise. */
	readonly note: string;
}

export type Shipped = Extract<ReviewEvent, { type: "branch.kept" | "accepted.committed" | "branch.pushed" }> & {
	readonly at: number;
};

export const emptyReview: Review = {
	changes: [],
	changeNotes: [],
	pastDecisions: [],
	threads: [],
	verifications: [],
	tampering: [],
	oldTests: null,
	shipped: [],
};

/** Findings of the self-review are threads of the review. */
type Folded = Exclude<ReviewEvent, { type: "review.closed" }> | SelfReviewFinished;

const folded: Readonly<Record<Folded["type"], true>> = {
	"changes.found": true,
	"change.decided": true,
	"change.edited": true,
	"changes.taken-out": true,
	"comment.sent": true,
	"comment.answered": true,
	"thread.closed": true,
	"self-review.finished": true,
	"verification.started": true,
	"verification.finished": true,
	"baseline.started": true,
	"baseline.finished": true,
	"tampering.found": true,
	"old-tests.checked": true,
	"branch.kept": true,
	"accepted.committed": true,
	"branch.pushed": true,
};

export function isReviewEvent(event: TaskEvent): event is Folded {
	return event.type in folded;
}

/** Whether the event opens a review again that was closed by the last decision. */
export function reopens(event: ReviewEvent | SelfReviewFinished): boolean {
	if (event.type === "comment.sent" || event.type === "change.edited") return true;
	return event.type === "change.decided" && event.decision === "undecided";
}

export function stepReview(review: Review, event: ReviewEvent | SelfReviewFinished, at: number): Partial<Review> {
	switch (event.type) {
		case "changes.found":
			return { ...foundReview(review, event), changeNotes: event.notes ?? [] };
		case "change.decided":
			return decidedReview(review, event);
		case "comment.sent":
		case "comment.answered":
		case "thread.closed":
		case "self-review.finished":
			return { threads: stepThreads(review.threads, event, at) };
		case "verification.started":
		case "verification.finished":
			return { verifications: stepVerifications(review.verifications, event, at) };
		case "tampering.found":
			return { tampering: event.findings };
		case "old-tests.checked":
			return { oldTests: oldTestsOf(event, at) };
		case "baseline.started":
		case "baseline.finished":
			return {};
		case "branch.kept":
		case "accepted.committed":
		case "branch.pushed":
			return { shipped: [...review.shipped, { ...event, at }] };
		case "change.edited":
		case "changes.taken-out":
		case "review.closed":
			return {};
		default:
			return event satisfies never;
	}
}

type Fact<Type extends ReviewEvent["type"]> = Extract<ReviewEvent, { type: Type }>;

function foundReview(review: Review, event: Fact<"changes.found">): Partial<Review> {
	const { changes, verifications, oldTests } = review;
	const same = isSameProposal(changes, event.changes);
	return {
		...foundChanges(review, event.changes),
		verifications: same ? verifications : outdated(verifications, "proposal"),
		oldTests: same || !oldTests ? oldTests : { ...oldTests, stale: true },
	};
}

/** Whether what is proposed now is what was proposed before, byte for byte. */
export function isSameProposal(before: readonly ReviewedChange[], found: readonly Change[]): boolean {
	const versions = (changes: readonly Change[]) => JSON.stringify(changes.map(({ path, version }) => [path, version]));
	const proposed = before.filter(({ pieces }) => pieces.length > 0).map(({ change }) => change);
	return versions(proposed) === versions(found);
}

function decidedReview(review: Review, event: Fact<"change.decided">): Partial<Review> {
	const { changes, verifications } = review;
	const at = changes.findIndex((item) => isAbout(event, item));
	const item = changes[at];
	const still = event.accepted === undefined ? verifications : outdated(verifications, "accepted");
	if (item === undefined) return { ...decidedPast(review, event), verifications: still };
	const after = decided(item, event);
	const isOther = rejectedPieces(item).join(" ") !== rejectedPieces(after).join(" ");
	return { changes: changes.with(at, after), verifications: isOther ? outdated(still, "proposal") : still };
}

/** The agent put the file back while the decision was carried out. What landed is in the workspace all the same. */
function decidedPast({ changes, pastDecisions }: Review, event: Fact<"change.decided">): Partial<Review> {
	const at = pastDecisions.findIndex((item) => isAbout(event, item));
	const item = pastDecisions[at];
	if (item === undefined) return {};
	const after = decided(item, event);
	if (after.accepted === null) return { pastDecisions: pastDecisions.with(at, after) };
	return { changes: [...changes, after], pastDecisions: pastDecisions.toSpliced(at, 1) };
}

/** The pieces that are rejected and still proposed. */
export function rejectedPieces({ pieces, decisions }: ReviewedChange): readonly string[] {
	return pieces.filter((piece) => decisions[piece] === "rejected");
}

function isAbout(event: Fact<"change.decided">, { change }: ReviewedChange): boolean {
	const { path, accepted } = event;
	// The agent may have moved the file while the decision was carried out, or another one to its place.
	if (accepted !== undefined) return originOf(change) === (accepted.origin ?? path);
	// Pieces are bound to their content: a decision on them counts also if the agent made a new version meanwhile.
	return change.path === path && (event.pieces !== undefined || change.version === event.version);
}

function decided(item: ReviewedChange, event: Fact<"change.decided">): ReviewedChange {
	const { decision, pieces = item.pieces, accepted = item.accepted, note } = event;
	const decisions = { ...item.decisions };
	for (const piece of pieces) {
		if (decision === "undecided") delete decisions[piece];
		else decisions[piece] = decision;
	}
	if (decision === "accepted") {
		const before = Object.keys(decisions).filter((id) => decisions[id] === "accepted");
		// What a later version took the place of is not accepted any more, also if the agent goes back to it.
		for (const id of supersededBy(pieces, before)) delete decisions[id];
	}
	return counted({ ...item, decisions, accepted, note });
}

/** Decisions stay with the pieces that did not change; what was accepted stays known even where nothing differs any more. */
function foundChanges(
	{ changes, pastDecisions }: Review,
	found: readonly Change[],
): Pick<Review, "changes" | "pastDecisions"> {
	const known = new Map([...pastDecisions, ...changes].map((item) => [originOf(item.change), item]));
	const items = found.map((change) => {
		const origin = originOf(change);
		const item = known.get(origin);
		known.delete(origin);
		const pieces = change.pieces ?? [oldWholeId(change)];
		const { decisions = {}, accepted = null, note = "" } = item ?? {};
		const same = item?.change.version === change.version;
		return counted({ ...undecidedChange, change, pieces, decisions, accepted, note: same ? note : "" });
	});
	const gone = [...known.values()].map((item) => counted({ ...item, pieces: [], note: "" }));
	return {
		changes: [...items, ...gone.filter(({ accepted }) => accepted !== null)],
		pastDecisions: gone.filter(({ accepted }) => accepted === null),
	};
}

/** The piece that stands for all of a change in journals of version 0.1. */
export function oldWholeId({ version }: Change): string {
	return `whole:${version}`;
}

const undecidedChange = { decision: "undecided", undecided: 0, outlived: 0 } as const;

/** Where the base has the file: that stays, wherever the agent moves it. */
export function originOf({ path, from }: Change): string {
	return from ?? path;
}

function counted(item: ReviewedChange): ReviewedChange {
	const { pieces, decisions } = item;
	const made = pieces.map((piece) => decisions[piece]);
	const undecided = made.filter((decision) => decision === undefined).length;
	const current = new Set(pieces);
	const outlived = Object.entries(decisions).filter(
		([piece, decision]) => decision === "accepted" && !current.has(piece),
	).length;
	const isAll = (decision: Decision) => made.every((each) => each === decision);
	const decision =
		undecided > 0 ? "undecided" : isAll("accepted") ? "accepted" : isAll("rejected") ? "rejected" : ("mixed" as const);
	return { ...item, undecided, outlived, decision };
}
