/** Takes what the person rejected out of the checkout, before the agent goes on. */

import { type Accepted, nothingAccepted, proposedWithout } from "../changes/accepted.ts";
import { comparedPieces } from "../changes/compared.ts";
import { pieceDiff } from "../changes/hunk-text.ts";
import { sameBytes } from "../changes/landing-text.ts";
import { piecesOf } from "../changes/pieces.ts";
import type { Files, Ports } from "../ports.ts";
import type { Change, Sides } from "../review-ports.ts";
import type { TaskEvent } from "./events.ts";
import type { TakenOut } from "./review-events.ts";
import type { ReviewFold } from "./review-fold.ts";
import { originOf, type ReviewedChange, rejectedPieces } from "./review-view.ts";

type TakingPorts = Pick<Ports, "checkout" | "journal" | "policy" | "gates">;

/** Characters of what the model is told of one file. */
const longestDiff = 2_000;

export class TakingOut {
	private readonly ports: TakingPorts;
	private readonly review: ReviewFold;
	/** Names of what could not be taken out as it is: it is not tried again, and not told again. */
	private readonly hopeless = new Set<string>();

	constructor(ports: TakingPorts, review: ReviewFold) {
		this.ports = ports;
		this.review = review;
	}

	/** Yields what was taken out and what differs then; nothing where nothing is rejected, or the checkout cannot be compared. */
	async *run(signal: AbortSignal): AsyncGenerator<TaskEvent> {
		if (!this.rejected().some((item) => rejectedPieces(item).length > 0)) return;
		const leave = await this.ports.gates.looking.enter(signal);
		try {
			const rejections = await this.find(signal);
			if (rejections === null || rejections.length === 0) return;
			const taken = await this.takeAll(rejections, signal);
			if (taken.files.length + taken.problems.length === 0) return;
			yield { type: "changes.taken-out", ...taken };
			// Where it cannot be compared any more, the next look says so.
			const compared = await this.compared(signal).catch(() => null);
			if (compared) yield { type: "changes.found", ...compared };
		} finally {
			leave();
		}
	}

	private rejected(): readonly ReviewedChange[] {
		const { changes } = this.review.catchUp(this.ports.journal.events);
		return changes.filter(({ change }) => !this.hopeless.has(nameOf(change)));
	}

	private compared(signal: AbortSignal) {
		const { checkout, policy, journal } = this.ports;
		const known = this.review.catchUp(journal.events).changes.map(({ change }) => change);
		return comparedPieces(checkout.proposal, policy.fingerprint, signal, known);
	}

	/** What is rejected of what differs now; null when that cannot be found out: the next turn tries again. */
	private async find(signal: AbortSignal): Promise<readonly Rejection[] | null> {
		try {
			const { changes } = await this.compared(signal);
			const decided = new Map(this.rejected().map((item) => [originOf(item.change), item.decisions]));
			const found = changes.flatMap((change) => {
				const decisions = decided.get(originOf(change)) ?? {};
				const pieces = (change.pieces ?? []).filter((piece) => decisions[piece] === "rejected");
				return pieces.length > 0 && !this.hopeless.has(nameOf(change)) ? [{ change, pieces }] : [];
			});
			const sides = await this.ports.checkout.proposal.sides(
				found.map(({ change }) => change),
				signal,
			);
			return found.map((rejection, at) => ({ ...rejection, sides: sides[at] ?? { base: null, proposed: null } }));
		} catch {
			signal.throwIfAborted();
			return null;
		}
	}

	private async takeAll(rejections: readonly Rejection[], signal: AbortSignal) {
		const { checkout, policy, gates } = this.ports;
		const files: TakenOut[] = [];
		const problems: string[] = [];
		// What was begun is brought to its end, so that it can be told.
		const never = new AbortController().signal;
		for (const rejection of rejections) {
			if (signal.aborted) break;
			const { change, sides, pieces } = rejection;
			const to = proposedWithout({ change, sides, pieces: new Set(pieces), fingerprint: policy.fingerprint });
			const taken = await gates.writing.alone(() => takeOut(rejection, to, checkout.files, never), never);
			if (taken.kind === "changed") continue;
			problems.push(...taken.problems);
			if (taken.problems.length > 0) this.hopeless.add(nameOf(change));
			else files.push({ path: change.path, pieces, diff: diffOf(rejection, policy.fingerprint) });
		}
		return { files, problems };
	}
}

/** Files with the same content have the same versions. */
function nameOf({ path, version }: Change): string {
	return JSON.stringify([path, version]);
}

interface Rejection {
	readonly change: Change;
	readonly sides: Sides;
	/** Ids. */
	readonly pieces: readonly string[];
}

type Taken =
	/** The file is not what was compared any more: it is left alone. */
	{ readonly kind: "changed" } | { readonly kind: "tried"; readonly problems: readonly string[] };

async function takeOut({ change, sides }: Rejection, to: Accepted, files: Files, signal: AbortSignal): Promise<Taken> {
	if (!(await isStill(change, sides, files))) return { kind: "changed" };
	const none = nothingAccepted(change, sides);
	const involved = change.from === undefined ? [change.path] : [change.path, change.from];
	const isBase = to.path === none.path && to.mode === none.mode && sameContent(to.bytes, none.bytes);
	if (to.bytes === null || isBase) return { kind: "tried", problems: await files.takeBack(involved, signal) };
	const moved = to.path !== change.path;
	if (moved || to.mode !== change.mode) {
		// The file begins anew, so that it has the base's mode; a place that it moved away from stays empty.
		const problems = await files.takeBack(moved ? involved : [change.path], signal);
		if (problems.length > 0) return { kind: "tried", problems };
	}
	const written = await files.write(to.path, to.bytes);
	return { kind: "tried", problems: written.kind === "refused" ? [written.text] : modeProblems(change, to) };
}

/** A file that is written keeps its mode, or has the usual one: another one cannot be given to it. */
function modeProblems({ path, mode, baseMode = mode, kind }: Change, to: Accepted): readonly string[] {
	const moved = to.path !== path;
	const has = moved ? baseMode : to.mode === mode || kind !== "renamed" ? to.mode : 0o100644;
	return has === to.mode ? [] : [`The executable bit of ${to.path} could not be set as it was.`];
}

async function isStill({ path, mode }: Change, { proposed }: Sides, files: Files): Promise<boolean> {
	const read = await files.read(path);
	if (proposed === null) return read.kind === "refused" && read.reason === "not-found";
	// What is not read, a link or a huge file, has just been compared.
	if ((mode & 0o170000) === 0o120000) return true;
	if (read.kind === "refused") return read.reason === "too-large";
	return sameBytes(read.bytes, proposed);
}

function sameContent(one: Uint8Array | null, two: Uint8Array | null): boolean {
	return one === null || two === null ? one === two : sameBytes(one, two);
}

function diffOf({ change, sides, pieces }: Rejection, fingerprint: TakingPorts["policy"]["fingerprint"]): string {
	const parts: string[] = [];
	let room = longestDiff;
	for (const piece of piecesOf(change, sides, fingerprint).filter(({ id }) => pieces.includes(id))) {
		if (room <= 0) return `${parts.join("")}[${pieces.length - parts.length} more left out]\n`;
		const text = pieceDiff(piece, change, sides, { context: 1, longest: room });
		parts.push(text);
		room -= text.length;
	}
	return parts.join("");
}
