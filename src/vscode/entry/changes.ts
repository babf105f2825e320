/** Drafts "write tests for these changes" from what source control lists. */

import * as vscode from "vscode";
import { judgingKind } from "../../core/checks/tampering-paths.ts";
import { type Drafted, draftOf, type EntryGround, fewer } from "./draft.ts";
import { changedFiles } from "./git-changes.ts";
import { placeOf, refused, withFolderMark } from "./place.ts";

/** The arguments are a source control, groups or rows of it; none, as from the palette: all that git lists. */
export async function draftFromChanges(chosen: readonly unknown[], { sources }: EntryGround): Promise<Drafted> {
	const pointedAt = chosen.flatMap(listedIn);
	const listed = pointedAt.length > 0 ? pointedAt : await changedFiles(chosen.find(hasRoot)?.rootUri);
	if (listed === null) return refused("The editor's own Git extension is off, so it is not known what has changed.");
	const places = listed.map(placeOf);
	const inside = new Set(places.flatMap((each) => (each.kind === "placed" ? [each.path] : [])));
	const outside = places.find((each) => each.kind === "refused");
	if (inside.size === 0 && outside) return outside;
	const there = await Promise.all([...inside].map(withFolderMark));
	const changed = there.flatMap((path = "/") => (path.endsWith("/") ? [] : [path])).toSorted();
	const code = changed.filter((path) => judgingKind(path) !== "test");
	if (changed.length === 0) return refused("Nothing has changed that tests could be written for.");
	return draft(code.length > 0 ? code : changed, sources);
}

/** Names that a goal has room for. */
const mostInGoal = 8;

async function draft(changed: readonly string[], sources: EntryGround["sources"]): Promise<Drafted> {
	const files = fewer(changed);
	if (files === null) return refused(`${changed.length} files have changed. Choose those that need tests.`);
	const drafted = await draftOf({ sentence: "", kind: "tests", files }, sources);
	if (drafted.kind !== "draft") return drafted;
	const names = changed.map((path) => `\`${plain(path)}\``);
	const more = names.length - mostInGoal;
	const rest = more > 0 ? ` and ${more} more, which are attached as a list` : "";
	const goal = `Write tests for the uncommitted changes in ${names.slice(0, mostInGoal).join(", ")}${rest}.`;
	const list = { title: "Changed files", text: changed.join("\n") };
	const attachments = [...(drafted.brief.attachments ?? []), ...(more > 0 ? [list] : [])];
	return { kind: "draft", brief: { ...drafted.brief, goal, ...(attachments.length > 0 ? { attachments } : {}) } };
}

/** A name that cannot end its own quotes, or the line. */
function plain(path: string): string {
	return path.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}`]+/gu, "?");
}

/** The address of a row, or those of a group's rows. */
function listedIn(value: unknown): readonly vscode.Uri[] {
	if (typeof value !== "object" || value === null) return [];
	if ("resourceUri" in value && value.resourceUri instanceof vscode.Uri) return [value.resourceUri];
	if ("resourceStates" in value && Array.isArray(value.resourceStates)) return value.resourceStates.flatMap(listedIn);
	return [];
}

function hasRoot(value: unknown): value is { readonly rootUri: vscode.Uri } {
	return typeof value === "object" && value !== null && "rootUri" in value && value.rootUri instanceof vscode.Uri;
}
