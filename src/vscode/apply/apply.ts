/** Carries accepted changes into the workspace as one undoable edit, and proves that they are there. */

import * as vscode from "vscode";
import { type Landing, type Occupant, planLanding } from "../../core/changes/landing.ts";
import { type PathStyle, pathRefusal } from "../../core/changes/landing-path.ts";
import { sameBytes } from "../../core/changes/landing-text.ts";
import type { Change } from "../../core/review-ports.ts";
import { type Followed, following, type Planned as PlannedText } from "./follow.ts";
import { inParallel } from "./in-parallel.ts";
import {
	changedMeanwhile,
	type Landed,
	landLink,
	landNothing,
	left,
	restoreIfGone,
	settleDeleted,
	settleFile,
	settleText,
	settleUnsaved,
} from "./settle.ts";
import { bytesAt, lstatOrNull, occupantAt } from "./there.ts";
import {
	changedText,
	chooseWay,
	type EditParts,
	garbledEditor,
	type ReplaceWay,
	textEdits,
	workspaceEdit,
} from "./way.ts";

export type { Landed } from "./settle.ts";

/** An accepted change with both of its sides, as they were shown. */
export interface Acceptance {
	readonly change: Change;
	readonly base: Uint8Array | null;
	readonly proposed: Uint8Array | null;
}

/** Where changes land. */
export interface Ground {
	/** The opened folder. */
	readonly folder: vscode.Uri;
	/** An empty, read-only, virtual document; see `workspaceEdit`. */
	readonly anchor: vscode.Uri;
}

/** What one change adds to the edit, and what is left to do when the edit is applied. */
interface Step {
	readonly path: string;
	readonly parts: Partial<EditParts>;
	/** A file that the edit changes or deletes, as it was when that was planned. */
	readonly planned?: { readonly uri: vscode.Uri; readonly before: Uint8Array };
	/** What its document shows before and after. */
	readonly text?: PlannedText;
	/** It is edited without being saved: that is the person's to do. */
	readonly staysUnsaved?: true;
	settle(followed: Followed): Promise<Landed>;
}

/** What becomes of a change when it is applied now. */
export interface Planned {
	readonly path: string;
	readonly landing: Landing;
}

/** Touches nothing. */
export async function planChange(ground: Ground, acceptance: Acceptance): Promise<Planned> {
	const { path } = acceptance.change;
	try {
		const there = await whatIsThere(ground.folder, acceptance);
		return { path, landing: planLanding({ ...acceptance, ...there, paths: pathStyle }) };
	} catch (error) {
		return { path, landing: { kind: "refuse", text: failureText(path, error) } };
	}
}

/** Files that are prepared at the same time. */
export const atOnce = 16;

/** The editor opens a tab for every document that is unsaved for most of a second, so all of them are saved together. */
const savedAtOnce = 300;

/** Applies what can be applied; every change is answered for, in the same order. One that cannot be leaves the others alone. */
export async function applyPlanned(ground: Ground, planned: readonly Planned[]): Promise<readonly Landed[]> {
	const prepared = await inParallel(planned, atOnce, (one) => stepOrFailure(ground, one));
	const steps = await inParallel(prepared, atOnce, unlessChanged);
	const parts: EditParts = {
		texts: steps.flatMap((step) => step.parts.texts ?? []),
		deleted: steps.flatMap((step) => step.parts.deleted ?? []),
		created: steps.flatMap((step) => step.parts.created ?? []),
	};
	const isEmpty = parts.texts.length + parts.deleted.length + parts.created.length === 0;
	// As after a refactoring, the editor saves what it edited, all at once, unless the person has turned that off.
	const isRefactoring = !steps.some(({ staysUnsaved }) => staysUnsaved);
	const texts = steps.flatMap(({ text }) => text ?? []);
	return following(texts, async (followed) => {
		// Whether it was applied is not asked but looked at, file by file: an edit that fails may have done a part.
		if (!isEmpty)
			await vscode.workspace
				.applyEdit(workspaceEdit(parts, ground.anchor), { isRefactoring })
				.then(undefined, () => false);
		return inParallel(steps, savedAtOnce, ({ path, settle }) =>
			settle(followed).catch((error: unknown) => left(path, "failed", failureText(path, error))),
		);
	});
}

async function stepOrFailure(ground: Ground, { path, landing }: Planned): Promise<Step> {
	try {
		return await stepFor(ground.folder, path, landing);
	} catch (error) {
		return idle(path, left(path, "failed", failureText(path, error)));
	}
}

/** The editor changes or deletes a file whatever it holds: what somebody wrote since it was looked at would be lost. */
async function unlessChanged(step: Step): Promise<Step> {
	const { path, planned } = step;
	if (planned === undefined) return step;
	const now = await bytesAt(planned.uri).catch(() => null);
	return now !== null && sameBytes(now, planned.before) ? step : idle(path, changedMeanwhile(path));
}

const pathStyle: PathStyle = process.platform === "win32" ? "windows" : "posix";

async function whatIsThere(folder: vscode.Uri, { change, ...sides }: Acceptance) {
	const look = async (path: string): Promise<Occupant> =>
		pathRefusal(path, pathStyle) === null ? occupantAt(folder, path, sides) : { kind: "nothing" };
	return { there: await look(change.path), origin: change.from === undefined ? null : await look(change.from) };
}

async function stepFor(folder: vscode.Uri, path: string, landing: Landing): Promise<Step> {
	const uri = vscode.Uri.joinPath(folder, path);
	switch (landing.kind) {
		case "refuse":
			return idle(path, left(path, "refused", landing.text));
		case "conflict":
			return idle(path, left(path, "conflict", landing.text));
		case "nothing":
			return { path, parts: {}, settle: () => landNothing(uri, path, landing.executable) };
		case "create":
			return {
				path,
				parts: { created: [{ uri, bytes: landing.bytes }] },
				settle: () => settleFile({ uri, path, before: null, ...landing }),
			};
		case "replace":
			return replaceStep(uri, path, landing);
		case "edit-text":
			return unsavedStep(uri, path, landing);
		case "delete":
			return {
				path,
				parts: { deleted: [uri] },
				planned: { uri, before: landing.before },
				settle: () => settleDeleted(uri, path, landing.before),
			};
		case "rename":
			return renameStep(folder, path, landing);
		case "link":
		case "unlink":
			return { path, parts: {}, settle: () => landLink(folder, path, landing) };
		default:
			return landing satisfies never;
	}
}

async function replaceStep(
	uri: vscode.Uri,
	path: string,
	landing: Extract<Landing, { kind: "replace" }>,
): Promise<Step> {
	const way = await chooseWay(uri, landing.before, landing.bytes);
	// What is there by now is what was planned for, or `unlessChanged` finds that it is not.
	const inode = (await lstatOrNull(uri))?.ino ?? null;
	const file = { uri, path, inode, ...landing };
	const planned = { uri, before: landing.before };
	switch (way.kind) {
		case "text":
			return textStep({ uri, path, planned, ...way }, (followed) => settleText(file, way.text, followed));
		case "overwrite":
			return { path, planned, parts: {}, settle: () => settleFile(file) };
		default:
			return way satisfies never;
	}
}

async function unsavedStep(
	uri: vscode.Uri,
	path: string,
	{ edits: changes, executable }: Extract<Landing, { kind: "edit-text" }>,
): Promise<Step> {
	const document = await vscode.workspace.openTextDocument(uri);
	const before = document.getText();
	const text = changedText(before, changes);
	const work = { uri, path, before, text, edits: textEdits(document, changes) };
	const step = textStep({ ...work, editor: garbledEditor(document, changes) }, () =>
		settleUnsaved(document, { path, text, executable }),
	);
	return { ...step, staysUnsaved: true };
}

interface TextWork extends Pick<Step, "path" | "planned">, Omit<Extract<ReplaceWay, { kind: "text" }>, "kind"> {
	readonly uri: vscode.Uri;
}

function textStep({ uri, path, planned, before, text, edits, editor }: TextWork, settle: Step["settle"]): Step {
	const step = { path, ...(planned && { planned }), text: { uri, before, text } };
	if (!editor) return { ...step, parts: { texts: [{ uri, edits }] }, settle };
	const editAndSettle = async (followed: Followed) => {
		await editor.edit((edit) => {
			for (const { range, newText } of edits) edit.replace(range, newText);
		});
		return settle(followed);
	};
	return { ...step, parts: {}, settle: editAndSettle };
}

/**
 * Created and deleted rather than moved: a move makes language extensions offer to update imports, which the agent has
 * done, and an edit of the text after a move takes two Undos (seen in VS Code 1.139).
 */
function renameStep(folder: vscode.Uri, path: string, landing: Extract<Landing, { kind: "rename" }>): Step {
	const uri = vscode.Uri.joinPath(folder, path);
	const from = vscode.Uri.joinPath(folder, landing.from);
	const settle = async () => {
		const made = await settleFile({ uri, path, ...landing, before: null });
		if (made.kind === "left") {
			await restoreIfGone(from, landing.before);
			return made;
		}
		const removed = await settleDeleted(from, landing.from, landing.before);
		return removed.kind === "left" ? removed : made;
	};
	const created = [{ uri, bytes: landing.bytes }];
	return { path, parts: { created, deleted: [from] }, planned: { uri: from, before: landing.before }, settle };
}

function idle(path: string, landed: Landed): Step {
	return { path, parts: {}, settle: async () => landed };
}

function failureText(path: string, error: unknown): string {
	return `${path} could not be changed: ${error instanceof Error ? error.message : String(error)}`;
}
