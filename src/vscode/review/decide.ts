/** Takes a person's decisions one after another: what is accepted or taken back is in the workspace before it is recorded. */

import * as vscode from "vscode";
import { changeProtectedBecause } from "../../core/changes/landing-protected.ts";
import type { Surface } from "../../core/ports.ts";
import type { AcceptedFile } from "../../core/review-ports.ts";
import type { TaskView } from "../../core/task/view.ts";
import { plainLine } from "../plain-text.ts";
import { type Confirm, confirm, sayWarning } from "../say.ts";
import { type Carried, type Carry, type Clash, carryAll, keepAccepted, partOf } from "./carry.ts";
import { MergeViews } from "./conflict.ts";
import type { ShownSides } from "./files.ts";
import type { ReviewSource } from "./source.ts";
import { type DecisionWord, type Left, type OpenPieces, sortWanted, type Wanted } from "./wanted.ts";

export type { Wanted } from "./wanted.ts";

export interface Outcome {
	/** `undecided`: decisions were taken back. */
	readonly decision: DecisionWord;
	/** What is recorded now; the notes say what a person should know, and are empty otherwise. */
	readonly decided: readonly DecidedPieces[];
	/** What stays as it was. A file can be in both lists, with some of its pieces in each. */
	readonly left: readonly Left[];
}

interface DecidedPieces {
	readonly path: string;
	readonly note: string;
	readonly pieces: readonly string[];
}

export class Decisions implements vscode.Disposable {
	private readonly source: ReviewSource;
	private readonly sides: ShownSides;
	private readonly anchor: vscode.Uri;
	private readonly ask: Confirm;
	private readonly merges: MergeViews;
	private last: Promise<unknown> = Promise.resolve();

	/** `anchor` is an empty virtual document; see `Ground`. */
	constructor(source: ReviewSource, sides: ShownSides, anchor: vscode.Uri, ask: Confirm = confirm) {
		this.source = source;
		this.sides = sides;
		this.anchor = anchor;
		this.ask = ask;
		this.merges = new MergeViews(ask);
	}

	dispose(): void {
		this.merges.dispose();
	}

	/** Changes the workspace by one edit for all that can be applied; rejected pieces are accepted as well when they are named. */
	accept(task: string, wanted: readonly Wanted[], surface: Surface): Promise<Outcome> {
		return this.decide({ decision: "accepted", task, surface }, wanted);
	}

	/** Changes nothing in the workspace, unless pieces are named that were accepted: those are taken out of it. */
	reject(task: string, wanted: readonly Wanted[], surface: Surface): Promise<Outcome> {
		return this.decide({ decision: "rejected", task, surface }, wanted);
	}

	/** Takes decisions back: accepted pieces leave the workspace by one edit, whatever else the person did to the files. */
	undo(task: string, wanted: readonly Wanted[], surface: Surface): Promise<Outcome> {
		return this.decide({ decision: "undecided", task, surface }, wanted);
	}

	/** Two at once would each plan on a workspace that the other one changes. */
	private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
		const turn = this.last.then(work);
		this.last = turn.catch(() => undefined);
		return turn;
	}

	/** Where the person decides on one file in the editor and it clashes, the view for merging opens at once. */
	private async decide(deciding: Deciding, wanted: readonly Wanted[]): Promise<Outcome> {
		const outcome = await this.inTurn(() => this.decideNow(deciding, wanted));
		const [clash, ...more] = outcome.left.filter(({ merge }) => merge !== undefined);
		if (clash === undefined || more.length > 0 || wanted.length > 1 || deciding.surface === "panel") return outcome;
		void clash.merge?.().catch((error: unknown) => void sayWarning(`Remit: ${String(error)}`));
		return { ...outcome, left: outcome.left.map(({ path, text }) => ({ path, text })) };
	}

	private async decideNow(deciding: Deciding, wanted: readonly Wanted[]): Promise<Outcome> {
		const { decision, task } = deciding;
		const { open, left } = sortWanted(this.source.view(task), decision, wanted);
		const carries = open.flatMap((one) => carryFor(decision, one) ?? []);
		const ends = await this.carry(task, carries);
		const decided: DecidedPieces[] = [];
		for (const one of open) {
			const recorded = await this.record(deciding, one, endsOf(one, ends));
			if (recorded.pieces.length > 0) decided.push(recorded);
		}
		const clashes = ends.filter((end) => end.kind === "clash").map((clash) => this.leftOf(deciding, clash));
		return { decision, decided, left: [...left, ...clashes] };
	}

	private leftOf(deciding: Deciding, clash: Clash): Left {
		const { path } = clash.carry.item.change;
		if (clash.step === null) return { path, text: clash.text };
		return { path, text: clash.text, merge: () => this.merge(deciding, clash) };
	}

	/** The person merges it by hand, and says whether it counts. */
	private async merge(deciding: Deciding, clash: Clash): Promise<void> {
		const folder = openFolder(this.source.view(deciding.task));
		if (clash.step === null || typeof folder === "string") return;
		if (!(await this.merges.merge(folder.uri, clash.step))) return;
		if (!(await this.ask(mergedQuestion(clash)))) return;
		const text = await this.inTurn(() => this.recordMerged(deciding, clash));
		if (text !== "") void sayWarning(`Remit: ${text}`);
	}

	/** Returns why it cannot be recorded; empty when it is. The file is as the person left it. */
	private async recordMerged(deciding: Deciding, { carry, pieces }: Clash): Promise<string> {
		const { task, decision } = deciding;
		const { path, version } = carry.item.change;
		const part = partOf(carry, pieces);
		const wanted = part.way === "clear" ? { path, version } : { path, version, pieces };
		const { open, left } = sortWanted(this.source.view(task), decision, [wanted]);
		const [one] = open;
		if (!one) return left[0]?.text ?? "";
		const checkout = { source: this.source, sides: this.sides, task };
		const accepted = await keepAccepted(checkout, { ...part, item: one.item });
		if (typeof accepted === "string") return accepted;
		await this.record(deciding, one, { clashed: new Set(), accepted, note: "You merged it by hand." });
		return "";
	}

	private async carry(task: string, carries: readonly Carry[]): Promise<readonly (Carried | Clash)[]> {
		if (carries.length === 0) return [];
		const folder = openFolder(this.source.view(task));
		if (typeof folder === "string")
			return carries.map((carry) => ({ kind: "clash", carry, pieces: carry.pieces, text: folder, step: null }));
		const checkout = { source: this.source, sides: this.sides, task };
		return carryAll({ folder: folder.uri, anchor: this.anchor, checkout }, carries);
	}

	/** Pieces that were decided otherwise are taken back first: that opens a closed review again. */
	private async record(
		{ decision, task, surface }: Deciding,
		{ item, pieces }: OpenPieces,
		{ clashed, accepted, note }: Ends,
	): Promise<DecidedPieces> {
		const { path, version } = item.change;
		const decided = pieces.filter((piece) => !clashed.has(piece));
		const before = decision === "undecided" ? decided : decided.filter((piece) => piece in item.decisions);
		const file = accepted === undefined ? {} : { accepted };
		const event = { path, version, note, surface };
		// What a later event adds is not accepted by this one, should it be the last that is written down.
		const first = decision === "accepted" ? event : { ...event, ...file };
		if (before.length > 0) await this.source.decide(task, { ...first, decision: "undecided", pieces: before });
		if (decision !== "undecided" && decided.length > 0)
			await this.source.decide(task, { ...event, ...file, decision, pieces: decided });
		return { path, note, pieces: decided };
	}
}

interface Deciding {
	readonly decision: DecisionWord;
	readonly task: string;
	readonly surface: Surface;
}

/** What a decision does to the workspace; null where it does nothing. */
function carryFor(decision: DecisionWord, { item, pieces, whole }: OpenPieces): Carry | null {
	if (decision === "accepted") return { item, pieces, way: "add" };
	const accepted = pieces.filter((piece) => item.decisions[piece] === "accepted");
	if (accepted.length === 0) return null;
	return { item, pieces: accepted, way: whole && decision === "undecided" ? "clear" : "take" };
}

/** How the work on one change ended. */
interface Ends {
	readonly clashed: ReadonlySet<string>;
	readonly accepted?: AcceptedFile;
	readonly note: string;
}

function endsOf({ item }: OpenPieces, ends: readonly (Carried | Clash)[]): Ends {
	const own = ends.filter(({ carry }) => carry.item === item);
	const clashed = new Set(own.flatMap((end) => (end.kind === "clash" ? end.pieces : [])));
	const carried = own.find((end) => end.kind === "carried");
	return carried ? { clashed, accepted: carried.accepted, note: carried.note } : { clashed, note: "" };
}

function mergedQuestion({ carry: { item, way }, pieces }: Clash) {
	const { path } = item.change;
	const what = pieces.length === 1 ? "the agent's change" : `the agent's ${pieces.length} changes`;
	if (way !== "add")
		return {
			text: `Is ${what} of ${plainLine(path)} taken back now?`,
			detail: "Your file stays as you merged it. What is taken back is undecided again.",
			yes: "Taken Back",
		};
	return {
		text: `Is ${what} of ${plainLine(path)} accepted now?`,
		detail: "Your file stays as you merged it.",
		yes: "Accepted",
	};
}

/** The opened folder that the task is about; a text when it is not open in this window. */
function openFolder(view: TaskView | undefined): vscode.WorkspaceFolder | string {
	const wanted = view?.workspace.folder ?? "";
	const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.fsPath === vscode.Uri.file(wanted).fsPath);
	return folder ?? `This task belongs to ${wanted}. Open that folder to accept its changes.`;
}

/** The undecided changes that "accept all" takes, and the protected ones that it leaves to the person. */
export function acceptableTogether(view: TaskView): {
	readonly wanted: readonly Wanted[];
	readonly left: readonly Left[];
} {
	const undecided = view.changes.filter(({ decision }) => decision === "undecided").map(({ change }) => change);
	const left = undecided.flatMap((change) => {
		const reason = changeProtectedBecause(change);
		return reason === null
			? []
			: [{ path: change.path, text: `${change.path} ${reason}: look at it and accept it by itself.` }];
	});
	const wanted = undecided.filter((change) => changeProtectedBecause(change) === null);
	return { wanted: wanted.map(({ path, version }) => ({ path, version })), left };
}
