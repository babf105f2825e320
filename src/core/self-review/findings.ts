/** Turns what the reviewer reports into findings with a place on the diff, and decides what became of earlier ones. */

import { pieceDiff } from "../changes/hunk-text.ts";
import type { Fingerprint } from "../changes/hunks.ts";
import { textCodec } from "../changes/landing-text.ts";
import { splitLines } from "../changes/line-changes.ts";
import { pieceAt, placeOf, placeOfLines } from "../changes/piece-place.ts";
import { type Piece, piecesOf } from "../changes/pieces.ts";
import type { Change, Proposal, Sides } from "../review-ports.ts";
import type { Finding, FindingAnchor, SettledFinding } from "../task/harness-events.ts";
import type { ReviewedFinding } from "../task/self-review-view.ts";
import type { EarlierVerdict, ReportedFinding } from "./report-tool.ts";
import type { Earlier } from "./reviewer-words.ts";

/** Of one round. */
export const mostFindings = 20;
/** Characters. */
const longestClaim = 1_000;
const longestCheck = 500;
const longestBecause = 500;

export interface Ground {
	/** What is proposed. */
	readonly changes: readonly Change[];
	readonly proposal: Pick<Proposal, "sides">;
	readonly fingerprint: Fingerprint;
}

/** The gravest first, with ids that begin so; a place that no changed file has is only said in the claim. */
export async function placedFindings(
	reported: readonly ReportedFinding[],
	prefix: string,
	ground: Ground,
	signal: AbortSignal,
): Promise<readonly Finding[]> {
	const rank = { high: 0, medium: 1, low: 2 } as const;
	const kept = reported.toSorted((one, two) => rank[one.severity] - rank[two.severity]).slice(0, mostFindings);
	const findings: Finding[] = [];
	for (const [at, item] of kept.entries()) findings.push(await placed(item, `${prefix}-${at + 1}`, ground, signal));
	return findings;
}

async function placed(item: ReportedFinding, id: string, ground: Ground, signal: AbortSignal): Promise<Finding> {
	const named = (item.path ?? "").trim().replace(/^(?:\.?\/)+/, "");
	const change = changeAt(named, ground.changes);
	const line = Math.max(0, item.line ?? 0);
	const claim = change || named === "" ? item.claim : `${named}${line > 0 ? `:${line}` : ""}: ${item.claim}`;
	const finding = {
		...{ id, class: item.class, severity: item.severity, path: change?.path ?? "" },
		...{ claim: cut(claim, longestClaim), howToCheck: cut(item.howToCheck?.trim() ?? "", longestCheck) },
	};
	const carrier = change ?? ground.changes[0];
	if (!carrier) return { ...finding, line: 0 };
	const [sides] = await ground.proposal.sides([carrier], signal);
	if (!sides) return { ...finding, line: 0 };
	const shown = change ? Math.min(line, lineCount(carrier, sides)) : 0;
	const version = versionOf(finding, ground);
	return { ...finding, line: shown, anchor: { ...subjectOf(carrier, sides, shown, ground), version } };
}

function changeAt(path: string, changes: readonly Change[]): Change | undefined {
	return (
		changes.find((change) => change.path === path) ?? changes.find(({ from }) => from !== undefined && from === path)
	);
}

function lineCount({ kind }: Change, { proposed }: Sides): number {
	const codec = proposed === null || kind === "deleted" ? undefined : textCodec([proposed]);
	return codec === undefined || proposed === null ? 0 : splitLines(codec.decode(proposed)).length;
}

/** `line` counts from 1; 0: the file as a whole. */
function subjectOf(
	change: Change,
	sides: Sides,
	line: number,
	{ fingerprint }: Ground,
): Omit<FindingAnchor, "version"> {
	const { path } = change;
	const pieces = piecesOf(change, sides, fingerprint);
	const piece = line === 0 ? onlyPiece(pieces) : pieceAt(pieces, line - 1, line - 1);
	if (piece?.kind === "hunk") {
		const subject = { path, piece: piece.id, place: placeOf(piece), diff: pieceDiff(piece, change, sides) };
		return line === 0 ? subject : { ...subject, within: Math.max(0, line - 1 - piece.hunk.start) };
	}
	const place = line === 0 ? wholeFile : placeOfLines(pieces, line - 1, line - 1);
	return { path, piece: "", place, diff: "" };
}

const wholeFile = { baseStart: 0, baseEnd: 0, start: 0, end: 0 };

function onlyPiece(pieces: readonly Piece[]): Piece | undefined {
	return pieces.length === 1 ? pieces[0] : undefined;
}

/**
 * What must be another before a finding counts as fixed: the file that it is about. What is missing can be put elsewhere,
 * and what is about the whole can be mended anywhere: then the whole proposal.
 */
export function versionOf(
	{ path, class: kind }: Pick<Finding, "path" | "class">,
	{ changes, fingerprint }: Ground,
): string {
	const isElsewhere = path === "" || kind === "untested" || kind === "incomplete";
	const about = isElsewhere ? changes : changes.filter((change) => change.path === path);
	return fingerprint(JSON.stringify(about.map((change) => [change.path, change.version])));
}

export interface Settlement {
	readonly settled: readonly SettledFinding[];
	/** What stands and was not put to the agent for the last time yet. */
	readonly standing: readonly ReviewedFinding[];
}

/**
 * The reviewer's word alone settles nothing: "fixed" needs a change of what the finding is about, "rebutted" an answer.
 * `last`: what stands is the person's from now on.
 */
export function settle(
	earlier: readonly Earlier[],
	verdicts: readonly EarlierVerdict[],
	round: "first" | "last",
): Settlement {
	const settled: SettledFinding[] = [];
	const standing: ReviewedFinding[] = [];
	for (const each of earlier) {
		const { finding } = each;
		const said = verdicts.find(({ id }) => id.trim() === finding.id);
		const { state, because = "" } = judged(each, said);
		if (state === "left" && finding.state === "left") continue;
		if (state === "left" && round === "first") standing.push({ ...finding, because });
		else settled.push({ id: finding.id, state, because });
	}
	return { settled, standing };
}

function judged({ answers, untouched }: Earlier, said: EarlierVerdict | undefined): Omit<SettledFinding, "id"> {
	if (said === undefined) return { state: "left", because: "The reviewer said nothing more of it." };
	const { verdict } = said;
	const because = cut(said.because?.trim() ?? "", longestBecause);
	if (verdict === "fixed" && untouched) return { state: "left", because: notTouched };
	if (verdict === "rebutted" && answers.length === 0) return { state: "left", because: notAnswered };
	return { state: verdict === "stands" ? "left" : verdict, because };
}

const notTouched = "Said to be fixed, but what it is about was not changed.";
const notAnswered = "Said not to hold, but nobody answered it.";

function cut(text: string, longest: number): string {
	return text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
