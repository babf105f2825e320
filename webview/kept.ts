/** What the panel remembers while it is hidden or reloaded: half-written texts and the place in the timeline. */

import type { KeptEdits } from "./brief/editing.ts";

export interface Kept {
	readonly drafts: Readonly<Record<string, string>>;
	readonly place: Place | null;
	/** What was typed into a brief and is not known to have reached the host. */
	readonly edits: KeptEdits | null;
}

/** Where the person was reading. */
export interface Place {
	readonly task: string;
	/** Pixels from the top. */
	readonly top: number;
	/** True: at the end, and to be kept there. */
	readonly atEnd: boolean;
	/** How many of the latest items were shown. */
	readonly shown: number;
}

const nothingKept: Kept = { drafts: {}, place: null, edits: null };

/** Reads what an earlier panel left, possibly an older version's; what does not fit is dropped. */
export function parseKept(value: unknown): Kept {
	if (!isRecord(value)) return nothingKept;
	return { drafts: textsIn(value["drafts"]), place: parsePlace(value["place"]), edits: parseEdits(value["edits"]) };
}

function parseEdits(value: unknown): KeptEdits | null {
	if (!isRecord(value) || typeof value["draft"] !== "string") return null;
	return { draft: value["draft"], texts: textsIn(value["texts"]) };
}

function textsIn(value: unknown): Readonly<Record<string, string>> {
	const entries = isRecord(value) ? Object.entries(value) : [];
	const texts = entries.flatMap(([key, text]) => (typeof text === "string" ? [[key, text] as const] : []));
	return Object.fromEntries(texts);
}

function parsePlace(value: unknown): Place | null {
	if (!isRecord(value)) return null;
	const { task, top, atEnd, shown } = value;
	const fits =
		typeof task === "string" && typeof top === "number" && typeof atEnd === "boolean" && typeof shown === "number";
	return fits ? { task, top, atEnd, shown } : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
