/** Finishes what an edit began, file by file: saves, compares with what was accepted, puts right what a save action changed. */

import * as fs from "node:fs/promises";
import * as path from "node:path";
import * as vscode from "vscode";
import type { Landing } from "../../core/changes/landing.ts";
import { sameBytes } from "../../core/changes/landing-text.ts";
import { type Followed, plainLines } from "./follow.ts";
import { reloaded } from "./reloaded.ts";
import { bytesAt, lstatOrNull, openAt, tabsOf } from "./there.ts";
import { writeWhole } from "./write.ts";

export type Landed =
	/** The workspace holds it; the note says what a person should know of it, and is empty otherwise. */
	| { readonly kind: "landed"; readonly path: string; readonly note: string }
	/** It is not in the workspace, and the text says why and what to do. */
	| {
			readonly kind: "left";
			readonly path: string;
			readonly reason: "refused" | "conflict" | "failed";
			readonly text: string;
	  };

/** A file that shall hold `bytes`. */
export interface SettledFile {
	readonly uri: vscode.Uri;
	readonly path: string;
	/** Null when there was no file. */
	readonly before: Uint8Array | null;
	readonly bytes: Uint8Array;
	/** Null where the bit stays as it is. */
	readonly executable: boolean | null;
	readonly merged?: boolean;
	/** Which file it was on disk when it was planned; null where that is not known. */
	readonly inode?: number | null;
}

const notes = {
	merged: "Merged with the changes that you made meanwhile.",
	unsaved: "Merged into your unsaved text; the file is not saved yet.",
	putBack:
		"Saving changed it (a formatter or another save action); the accepted text was put back, so Undo takes several steps.",
	overwritten:
		"Somebody else put another file in its place while the editor saved it, and the save took the place of theirs. Look for what they wrote.",
	notSaved: "The text is in the editor but could not be saved; save the file.",
	noUndo: "Undo does not reach it, because it was written to disk directly; the decision can be taken back.",
	link: "Undo does not reach symbolic links.",
} as const;

export function left(file: string, reason: "refused" | "conflict" | "failed", text: string): Landed {
	return { kind: "left", path: file, reason, text };
}

/** After the edit of its document, which should hold `text` by now. What the person typed meanwhile is never saved or lost. */
export async function settleText(file: SettledFile, text: string, followed: Followed): Promise<Landed> {
	const foreign = followed.foreign(file.uri);
	if (foreign !== undefined) return giveBack(file, foreign);
	const document = openAt(file.uri);
	const isOurs = document?.isDirty === true && plainLines(document.getText()) === plainLines(text);
	// The first one may meet a save that the editor has begun by itself, and gives way to it.
	const saved = isOurs && ((await document.save()) || (await document.save()));
	const now = await bytesAt(file.uri);
	if (now !== null && sameBytes(now, file.bytes)) return finish(file, await overwritten(file));
	if (isOurs && (!saved || document.isDirty)) return finish(file, [notes.notSaved]);
	if (document?.isDirty === true) return changedMeanwhile(file.path);
	// A save action made something else of it; whoever wrote the file since would have written something else still.
	const isSaved = now !== null && followed.held(file.uri) && (await followed.saved(file.uri, now));
	if (!isSaved) return settleFile(file);
	if (!(await writeWhole({ place: file.uri.fsPath, before: now, bytes: file.bytes })))
		return changedMeanwhile(file.path);
	if (document) await reloaded(document, file.bytes);
	return finish(file, [notes.putBack]);
}

/**
 * Between the editor's last look at the file and its save lies a moment that nobody can close. The editor writes into the
 * file that is there; so where that is another one than was planned for, somebody's was overwritten.
 */
async function overwritten({ uri, inode = null }: SettledFile): Promise<readonly string[]> {
	const now = (await lstatOrNull(uri))?.ino ?? null;
	return inode === null || now === null || now === inode ? [] : [notes.overwritten];
}

/**
 * Somebody wrote the file in the moment before the edit reached it, so that the edit may have met another text. Their text
 * stays; where the person has the file in an editor they see it, and Undo there.
 */
async function giveBack(file: SettledFile, foreign: string): Promise<Landed> {
	const document = await vscode.workspace.openTextDocument(file.uri);
	if (tabsOf(file.uri).length === 0 && document.getText() !== foreign) {
		const edit = new vscode.WorkspaceEdit();
		edit.replace(file.uri, new vscode.Range(0, 0, document.lineCount, 0), foreign);
		if (await vscode.workspace.applyEdit(edit)) await document.save();
	}
	return changedMeanwhile(file.path);
}

/** After the edit created it, or when it is still to be written. Never writes over what somebody else has written meanwhile. */
export async function settleFile(file: SettledFile): Promise<Landed> {
	const stat = await lstatOrNull(file.uri);
	if (stat !== null && !stat.isFile()) return changedMeanwhile(file.path);
	const now = await bytesAt(file.uri);
	if (now !== null && sameBytes(now, file.bytes)) return finish(file, []);
	const untouched = now === null || (file.before !== null && sameBytes(now, file.before));
	if (!untouched) return changedMeanwhile(file.path);
	if (!(await writeWhole({ place: file.uri.fsPath, before: now, bytes: file.bytes })))
		return changedMeanwhile(file.path);
	return finish(file, [notes.noUndo]);
}

/** A dirty document that should hold `text` by now, and stays dirty. */
export interface SettledText {
	readonly path: string;
	readonly text: string;
	readonly executable: boolean | null;
}

export async function settleUnsaved(
	document: vscode.TextDocument,
	{ path: file, text, executable }: SettledText,
): Promise<Landed> {
	if (plainLines(document.getText()) !== plainLines(text)) return changedMeanwhile(file);
	const mode = await setExecutable(document.uri, executable);
	return { kind: "landed", path: file, note: [notes.unsaved, mode].filter((note) => note !== "").join(" ") };
}

export async function settleDeleted(uri: vscode.Uri, file: string, before: Uint8Array): Promise<Landed> {
	const now = await bytesAt(uri);
	if (now === null) return { kind: "landed", path: file, note: "" };
	if (!sameBytes(now, before)) return changedMeanwhile(file);
	await vscode.workspace.fs.delete(uri);
	return { kind: "landed", path: file, note: notes.noUndo };
}

/** A rename that got half-way must not cost the person the file. */
export async function restoreIfGone(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
	if ((await lstatOrNull(uri)) === null) await writeWhole({ place: uri.fsPath, before: null, bytes });
}

/** The workspace holds the bytes already. */
export async function landNothing(uri: vscode.Uri, file: string, executable: boolean | null): Promise<Landed> {
	const note = await setExecutable(uri, executable);
	return {
		kind: "landed",
		path: file,
		note: note === "" && executable === null ? "Your workspace held it already." : note,
	};
}

/** Links are no matter of the editor's edits: they are made on disk. The folder's own links are not followed. */
export async function landLink(
	folder: vscode.Uri,
	file: string,
	landing: Extract<Landing, { kind: "link" | "unlink" }>,
): Promise<Landed> {
	const place = vscode.Uri.joinPath(folder, file).fsPath;
	if (landing.kind === "link" && !(await staysInside(folder, place, landing.target))) {
		return left(
			file,
			"refused",
			`${file} would become a symbolic link to a place outside the folder. Make it yourself if you agree.`,
		);
	}
	if (landing.before !== null) {
		const now = await fs.readlink(place).catch(() => null);
		if (now !== landing.before) return changedMeanwhile(file);
		await fs.unlink(place);
	}
	if (landing.kind === "link") {
		await fs.mkdir(path.dirname(place), { recursive: true });
		await fs.symlink(landing.target, place);
	}
	return { kind: "landed", path: file, note: notes.link };
}

/** The target may lead through a link that the person has in the folder. */
async function staysInside(folder: vscode.Uri, place: string, target: string): Promise<boolean> {
	const root = await fs.realpath(folder.fsPath);
	let nearest = path.resolve(path.dirname(place), target);
	for (;;) {
		const real = await fs.realpath(nearest).catch(() => null);
		if (real !== null) return real === root || real.startsWith(root + path.sep);
		const above = path.dirname(nearest);
		if (above === nearest) return false;
		nearest = above;
	}
}

async function finish(file: SettledFile, said: readonly string[]): Promise<Landed> {
	const mode = await setExecutable(file.uri, file.executable);
	const note = [file.merged === true ? notes.merged : "", ...said, mode].filter((text) => text !== "").join(" ");
	return { kind: "landed", path: file.path, note };
}

/** Returns a note. */
async function setExecutable(uri: vscode.Uri, executable: boolean | null): Promise<string> {
	if (executable === null || process.platform === "win32") return "";
	const { mode } = await fs.stat(uri.fsPath);
	// Whoever may read it may run it, as git does.
	const wanted = executable ? mode | ((mode & 0o444) >> 2) : mode & ~0o111;
	if (wanted === mode) return "";
	await fs.chmod(uri.fsPath, wanted & 0o7777);
	return `Made ${executable ? "executable" : "not executable"}; Undo does not reach that.`;
}

export function changedMeanwhile(file: string): Landed {
	return left(
		file,
		"conflict",
		`${file} was changed while it was accepted, so it was left as it is. Accept again to merge.`,
	);
}
