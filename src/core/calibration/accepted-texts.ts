/** The accepted texts of a task beside what became of their files. */

import type { Proposal } from "../review-ports.ts";
import type { Recorded } from "../task/events.ts";
import type { ReviewedChange } from "../task/review-view.ts";
import type { TaskView } from "../task/view.ts";
import { type AcceptedText, type FileVersion, type Rework, reworkDays, reworkOf } from "./rework.ts";

/** The texts of files in the commits of a time, oldest first; by path. */
export type FileHistory = (
	wanted: { readonly paths: readonly string[]; readonly since: number; readonly until: number },
	signal: AbortSignal,
) => Promise<ReadonlyMap<string, readonly FileVersion[]>>;

export interface ReworkWanted {
	readonly view: TaskView;
	readonly events: readonly Recorded[];
	readonly proposal: Proposal;
	readonly history: FileHistory;
	/** Milliseconds since 1970. */
	readonly now: number;
}

const dayMs = 86_400_000;
/** Files of one task that are looked at. */
const mostFiles = 200;

/** Null where nothing was accepted, or nothing of it was committed. Rejects where the contents are gone. */
export async function reworkOfTask(wanted: ReworkWanted, signal: AbortSignal): Promise<Rework | null> {
	const { view, events, proposal, history, now } = wanted;
	const since = events.find(({ event }) => event.type === "change.decided" && event.decision === "accepted")?.at;
	const items = view.changes.filter(isAcceptedText).slice(0, mostFiles);
	if (since === undefined || items.length === 0) return null;
	const end = since + reworkDays * dayMs;
	const paths = items.map(({ accepted, change }) => accepted?.path ?? change.path);
	const later = await history({ paths, since, until: Math.min(now, end) }, signal);
	const texts = await textsOf(items, proposal, signal);
	const files = texts.map((text, at): AcceptedText => ({ ...text, versions: later.get(paths[at] ?? "") ?? [] }));
	return reworkOf(files, now >= end);
}

function isAcceptedText({ change, accepted }: ReviewedChange): boolean {
	return !change.binary && accepted !== null && accepted.content !== null && accepted.mode !== 0o120000;
}

async function textsOf(items: readonly ReviewedChange[], proposal: Proposal, signal: AbortSignal) {
	const sides = await proposal.sides(
		items.map(({ change }) => change),
		signal,
	);
	const kept = await proposal.kept(
		items.map(({ accepted }) => accepted?.content ?? ""),
		signal,
	);
	return items.map((_, at) => {
		const base = sides[at]?.base ?? null;
		return { base: base === null ? null : text(base), accepted: text(kept[at] ?? new Uint8Array()) };
	});
}

function text(bytes: Uint8Array): string {
	return new TextDecoder().decode(bytes);
}
