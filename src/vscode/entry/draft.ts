/** What every entry point makes of where the person is: a brief for the editor, or a sentence that says why there is none. */

import { draftBrief } from "../../core/brief/draft.ts";
import type { DraftFacts } from "../../core/brief/draft-facts.ts";
import type { Kind } from "../../core/brief/words.ts";
import type { Brief } from "../../core/task/brief.ts";
import type { Person } from "../ship/person.ts";
import { draftFacts, type FactSources } from "./facts.ts";
import { type Refused, refused } from "./place.ts";

export type Drafted = { readonly kind: "draft"; readonly brief: Brief } | { readonly kind: "cancelled" } | Refused;

export interface EntryGround {
	readonly sources: FactSources;
	readonly person: Person;
}

/** What an entry point knows of the task. */
export interface Known extends Pick<DraftFacts, "selection" | "diagnostics" | "failingTest" | "files"> {
	/** What the person typed; empty where the entry point says it all. */
	readonly sentence: string;
	readonly kind?: Kind;
}

/** What is open besides is left out: the person pointed at what the task is about. */
export async function draftOf({ sentence, kind, ...pointedAt }: Known, sources: FactSources): Promise<Drafted> {
	const { checks, owner, find } = await draftFacts(sentence, sources);
	const brief = draftBrief(sentence, { checks, owner, find, ...pointedAt }, kind);
	const files = pointedAt.files ?? [];
	// A scope without globs allows everything, which is not what was pointed at.
	if (files.length > 0 && brief.mode !== "explore" && (brief.scope?.allowed ?? []).length === 0)
		return refused("These names cannot be written as the scope of a task. Choose the folder that they are in.");
	return { kind: "draft", brief };
}

/** As many files as a scope names one by one, each with its tests. */
const mostNamed = 40;

/** Their folders where there are too many of them, or the folders above those; null when that does not help. */
export function fewer(paths: readonly string[]): readonly string[] | null {
	let named = paths;
	while (named.length > mostNamed) {
		const above = [...new Set(named.map((path) => folderOf(path) || path))];
		if (above.length >= named.length) return null;
		named = above;
	}
	return named;
}

/** Ends in a slash; empty for what lies at the root. */
function folderOf(path: string): string {
	return path.slice(0, path.replace(/\/$/, "").lastIndexOf("/") + 1);
}
