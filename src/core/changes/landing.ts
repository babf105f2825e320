/** Decides how an accepted change lands in the workspace, from the three versions of the file alone; it touches nothing. */

import type { Change } from "../review-ports.ts";
import { type PathStyle, pathRefusal } from "./landing-path.ts";
import { type BytesMerge, mergeBytes, overlapText, sameBytes } from "./landing-text.ts";
import { mergeText, type TextChange } from "./merge.ts";

/** Everything that the decision depends on. */
export interface LandingInput {
	readonly change: Change;
	/** The checkout's two sides; null where the file does not exist on that side. */
	readonly base: Uint8Array | null;
	readonly proposed: Uint8Array | null;
	/** What the workspace holds at the change's path. */
	readonly there: Occupant;
	/** What it holds at the path before the rename; only for renamed files. */
	readonly origin: Occupant | null;
	readonly paths: PathStyle;
}

/** What is at a path of the workspace now. */
export type Occupant =
	| { readonly kind: "nothing" }
	| FileThere
	| { readonly kind: "link"; readonly target: string }
	/** Something that a change must not touch; the text is a whole sentence. */
	| { readonly kind: "blocked"; readonly text: string };

export interface FileThere {
	readonly kind: "file";
	/** What is on disk. */
	readonly bytes: Uint8Array;
	readonly executable: boolean;
	readonly writable: boolean;
	/** The text of an open editor that has not been saved; null when there is none. */
	readonly unsaved: Unsaved | null;
}

/** A dirty document, and the checkout's two sides as that document would show them: same encoding, same line endings. */
export interface Unsaved {
	readonly text: string;
	/** Null where the bytes cannot be shown in the document's encoding. */
	readonly base: string | null;
	readonly proposed: string | null;
}

export type Landing =
	/** The workspace holds it already; only the executable bit may be missing. */
	| { readonly kind: "nothing"; readonly executable: boolean | null }
	| { readonly kind: "create"; readonly bytes: Uint8Array; readonly executable: boolean }
	/** `executable` is null where the bit stays as it is. */
	| {
			readonly kind: "replace";
			readonly before: Uint8Array;
			readonly bytes: Uint8Array;
			readonly merged: boolean;
			readonly executable: boolean | null;
	  }
	/** Into a dirty document, which stays dirty. */
	| { readonly kind: "edit-text"; readonly edits: readonly TextChange[]; readonly executable: boolean | null }
	| { readonly kind: "delete"; readonly before: Uint8Array }
	| {
			readonly kind: "rename";
			readonly from: string;
			readonly before: Uint8Array;
			readonly bytes: Uint8Array;
			readonly merged: boolean;
			readonly executable: boolean;
	  }
	/** `before` is the target of the link that is there; null when there is none. */
	| { readonly kind: "link"; readonly target: string; readonly before: string | null }
	| { readonly kind: "unlink"; readonly before: string }
	/** Nothing is written and the change stays undecided; the texts are whole sentences. */
	| { readonly kind: "refuse"; readonly text: string }
	| {
			readonly kind: "conflict";
			readonly text: string;
			/** Says which lines both sides changed, where a person could merge them; null where there is nothing to merge. */
			readonly overlap: string | null;
	  };

const linkMode = 0o120000;
const typeMask = 0o170000;

/** Total: what is not understood is refused. */
export function planLanding(input: LandingInput): Landing {
	const { change, there, origin, paths } = input;
	const refusal =
		pathRefusal(change.path, paths) ?? (change.from === undefined ? null : pathRefusal(change.from, paths));
	if (refusal !== null) return refuse(refusal);
	if (there.kind === "blocked") return refuse(there.text);
	if (origin?.kind === "blocked") return refuse(origin.text);
	if (isLink(change)) return planLink(input);
	switch (change.kind) {
		case "added":
			return planAdded(input);
		case "modified":
			return planModified(input);
		case "deleted":
			return planDeleted(input);
		case "renamed":
			return planRenamed(input);
		default:
			return change.kind satisfies never;
	}
}

function planAdded({ change, proposed, there }: LandingInput): Landing {
	if (proposed === null) return gone(change);
	if (there.kind === "nothing") return { kind: "create", bytes: proposed, executable: isExecutable(change) };
	if (there.kind === "file" && there.unsaved === null && sameBytes(there.bytes, proposed))
		return already(change, there);
	const text = `${change.path} exists by now, with another content. Move it away, or reject this change.`;
	return { kind: "conflict", text, overlap: there.kind === "file" ? "it exists by now, with another content" : null };
}

function planModified(input: LandingInput): Landing {
	const { change, base, proposed, there } = input;
	if (base === null || proposed === null) return gone(change);
	if (there.kind === "nothing")
		return conflict(`${change.path} was deleted in your workspace. Restore it, or reject this change.`);
	if (there.kind !== "file")
		return refuse(`${change.path} is a symbolic link in your workspace. Remit does not write through links.`);
	if (!there.writable) return refuse(`${change.path} is read-only in your workspace.`);
	if (there.unsaved !== null) return planUnsaved(change, there, there.unsaved);
	if (sameBytes(there.bytes, proposed)) return already(change, there, base);
	const merge = sameBytes(there.bytes, base) ? null : mergeBytes(base, proposed, there.bytes);
	if (merge?.kind === "conflict") return unmerged(`${change.path} was not changed`, merge);
	const bytes = merge?.bytes ?? proposed;
	if (sameBytes(bytes, there.bytes)) return already(change, there, base);
	const executable = executableAfter(change, there);
	return { kind: "replace", before: there.bytes, bytes, merged: merge !== null, executable };
}

function planUnsaved(change: Change, there: FileThere, unsaved: Unsaved): Landing {
	if (unsaved.base === null || unsaved.proposed === null) {
		return refuse(
			`${change.path} has unsaved edits and cannot be merged as text. Save or revert it, then accept again.`,
		);
	}
	const merge = mergeText(unsaved.base, unsaved.proposed, unsaved.text);
	if (merge.kind === "merged")
		return { kind: "edit-text", edits: merge.edits, executable: executableAfter(change, there) };
	return overlapping(`${change.path} has unsaved edits and was not changed`, overlapText(merge.conflicts));
}

function planDeleted({ change, base, there }: LandingInput): Landing {
	if (base === null) return gone(change);
	if (there.kind === "nothing") return { kind: "nothing", executable: null };
	if (there.kind !== "file")
		return refuse(
			`${change.path} is a symbolic link in your workspace and was a file in the checkout. Delete it yourself if you agree.`,
		);
	if (there.unsaved !== null)
		return refuse(`${change.path} has unsaved edits, so it was not deleted. Save or revert it, then accept again.`);
	if (!sameBytes(there.bytes, base))
		return conflict(
			`${change.path} was not deleted: you changed it since the task began. Delete it yourself if you agree.`,
		);
	return { kind: "delete", before: there.bytes };
}

function planRenamed({ change, base, proposed, there, origin }: LandingInput): Landing {
	if (change.from === undefined || base === null || proposed === null) return gone(change);
	if (origin === null || origin.kind === "nothing") return planMoved(change, proposed, there);
	if (origin.kind !== "file")
		return refuse(`${change.from} is a symbolic link in your workspace. Remit does not rename links.`);
	if (origin.unsaved !== null)
		return refuse(`${change.from} has unsaved edits, so it was not renamed. Save or revert it, then accept again.`);
	if (!origin.writable) return refuse(`${change.from} is read-only in your workspace, so it was not renamed.`);
	if (there.kind !== "nothing")
		return conflict(
			`${change.from} was not renamed: ${change.path} exists by now. Move it away, or reject this change.`,
		);
	const merge = sameBytes(origin.bytes, base) ? null : mergeBytes(base, proposed, origin.bytes);
	if (merge?.kind === "conflict") return unmerged(`${change.from} was not renamed`, merge);
	const { from } = change;
	const executable = change.baseMode === undefined ? isExecutable(change) : executableAt(change, origin);
	return {
		kind: "rename",
		from,
		before: origin.bytes,
		bytes: merge?.bytes ?? proposed,
		merged: merge !== null,
		executable,
	};
}

function planMoved(change: Change, proposed: Uint8Array, there: Occupant): Landing {
	const isDone = there.kind === "file" && there.unsaved === null && sameBytes(there.bytes, proposed);
	if (isDone) return already(change, there);
	return conflict(
		`${change.from ?? change.path} is not in your workspace any more, so it was not renamed. Reject this change, or restore the file.`,
	);
}

/** Links are made only where they point to something inside the folder: a link is a way out that later writes would take. */
function planLink({ change, base, proposed, there }: LandingInput): Landing {
	if (change.kind === "renamed")
		return refuse(`${change.path} is a symbolic link. Remit does not rename links: do it yourself if you agree.`);
	if (there.kind === "file")
		return refuse(
			`${change.path} is a file in your workspace and a symbolic link in the change. Replace it yourself if you agree.`,
		);
	const before = there.kind === "link" ? there.target : null;
	if (change.kind === "deleted") return planUnlink(change, base, before);
	const target = proposed === null ? null : linkTarget(proposed);
	if (target === null) return gone(change);
	if (before === target) return { kind: "nothing", executable: null };
	if (leavesFolder(change.path, target))
		return refuse(
			`${change.path} would become a symbolic link to ${JSON.stringify(target)}, outside the folder. Make it yourself if you agree.`,
		);
	if (before !== null && (base === null || before !== linkTarget(base)))
		return conflict(`${change.path} is another symbolic link by now. Remove it, or reject this change.`);
	return { kind: "link", target, before };
}

function planUnlink(change: Change, base: Uint8Array | null, before: string | null): Landing {
	if (before === null) return { kind: "nothing", executable: null };
	if (base !== null && linkTarget(base) === before) return { kind: "unlink", before };
	return conflict(`${change.path} is another symbolic link by now. Delete it yourself if you agree.`);
}

/** True for absolute targets, for targets that climb out of the folder, and for those that end in a .git folder. */
export function leavesFolder(path: string, target: string): boolean {
	if (target === "" || /^(?:[\\/]|[a-z]:)/i.test(target) || target.includes("\0")) return true;
	const place = path.split("/").slice(0, -1);
	for (const part of target.split(/[\\/]/)) {
		if (part === "..") {
			if (place.pop() === undefined) return true;
		} else if (part !== "." && part !== "") place.push(part);
	}
	return place.length > 0 && pathRefusal(place.join("/"), "posix") !== null;
}

function linkTarget(bytes: Uint8Array): string | null {
	try {
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		return null;
	}
}

/** The bytes are there; the executable bit is taken away only where that is known to be meant. */
function already(change: Change, there: FileThere, base?: Uint8Array): Landing {
	const wanted = isExecutable(change);
	if (wanted === there.executable) return { kind: "nothing", executable: null };
	if (change.baseMode !== undefined && base !== undefined)
		return { kind: "nothing", executable: executableAfter(change, there) };
	const onlyMode = base !== undefined && sameBytes(base, there.bytes);
	return { kind: "nothing", executable: wanted || onlyMode ? wanted : null };
}

/** What becomes of the bit; null where it stays. The person's own choice counts where the change says nothing of it. */
function executableAfter(change: Change, there: FileThere): boolean | null {
	const wanted = change.baseMode === undefined ? isExecutable(change) || there.executable : executableAt(change, there);
	return wanted === there.executable ? null : wanted;
}

function executableAt(change: Change, there: FileThere): boolean {
	const { mode, baseMode = mode } = change;
	return isExecutable(change) === isExecutable({ mode: baseMode }) ? there.executable : isExecutable(change);
}

function isLink(change: Pick<Change, "mode">): boolean {
	return (change.mode & typeMask) === linkMode;
}

function isExecutable(change: Pick<Change, "mode">): boolean {
	return !isLink(change) && (change.mode & 0o111) !== 0;
}

function gone(change: Change): Landing {
	return refuse(`The checkout does not hold ${change.path} as it was shown. Open the review again.`);
}

function refuse(text: string): Landing {
	return { kind: "refuse", text };
}

function conflict(text: string): Landing {
	return { kind: "conflict", text, overlap: null };
}

function unmerged(sentence: string, { isText, text }: Extract<BytesMerge, { kind: "conflict" }>): Landing {
	return isText ? overlapping(sentence, text) : conflict(`${sentence}: ${text}.`);
}

/** `sentence` ends with what happened to the file. */
function overlapping(sentence: string, overlap: string): Landing {
	return { kind: "conflict", text: `${sentence}: ${overlap}.`, overlap };
}
