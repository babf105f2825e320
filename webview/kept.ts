/** What the panel remembers while it is hidden or reloaded: half-written texts and the place in the timeline. */

export interface Kept {
	readonly drafts: Readonly<Record<string, string>>;
	readonly place: Place | null;
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

const nothingKept: Kept = { drafts: {}, place: null };

/** Reads what an earlier panel left, possibly an older version's; what does not fit is dropped. */
export function parseKept(value: unknown): Kept {
	if (!isRecord(value)) return nothingKept;
	const drafts = isRecord(value["drafts"]) ? value["drafts"] : {};
	const texts = Object.entries(drafts).flatMap(([key, text]) =>
		typeof text === "string" ? [[key, text] as const] : [],
	);
	return { drafts: Object.fromEntries(texts), place: parsePlace(value["place"]) };
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
