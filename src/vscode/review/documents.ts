/** Serves both sides of every change as files, so that the editor decodes, compares, previews and saves them as it does its own. */

import * as vscode from "vscode";
import { sameBytes } from "../../core/changes/landing-text.ts";
import type { Sides } from "../../core/review-ports.ts";
import { plainMessage } from "../plain-text.ts";
import type { ShownSides } from "./files.ts";
import type { ReviewSource } from "./source.ts";
import { editRefusal, type Standing, standingOf } from "./standing.ts";
import { addressPath, type ReviewUris, type ShownSide } from "./uri.ts";

/** What was told to the editor of one document. */
interface Served {
	readonly uri: vscode.Uri;
	readonly shown: ShownSide;
	/** The version whose bytes it was given last; empty for none: nothing differs. */
	version: string | undefined;
	/** The last version that there was. */
	last: string;
	/** Moves on whenever the file becomes another one; milliseconds. */
	mtime: number;
	/** Changes when the editor must look again. */
	mark: string;
}

/** A version of a change that the person made by editing. */
export interface EditedVersion {
	readonly task: string;
	readonly path: string;
	readonly version: string;
}

interface DocumentParts {
	readonly source: ReviewSource;
	readonly sides: ShownSides;
	readonly uris: ReviewUris;
	/** Resolves when the tasks of earlier sessions are known. */
	readonly ready: Promise<unknown>;
}

/** A document shows the newest version; which one that was when it was read is remembered, so that decisions are on what was seen. */
export class ReviewDocuments implements vscode.FileSystemProvider {
	private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
	private readonly editedNow = new vscode.EventEmitter<EditedVersion>();
	readonly onDidChangeFile = this.changed.event;
	/** Told when the person's own edits became a version. */
	readonly onEdited = this.editedNow.event;
	private readonly source: ReviewSource;
	private readonly sides: ShownSides;
	private readonly uris: ReviewUris;
	private readonly ready: Promise<unknown>;
	/** By what it shows. */
	private readonly served = new Map<string, Served>();

	constructor(parts: DocumentParts) {
		this.source = parts.source;
		this.sides = parts.sides;
		this.uris = parts.uris;
		this.ready = parts.ready;
	}

	/** The version that the editor was given; undefined when it was given none, or none that differs. */
	versionShown(shown: ShownSide): string | undefined {
		return this.served.get(nameOf(shown))?.version || undefined;
	}

	/** Whether the person has text on the proposed side that is not in the checkout. */
	isUnsaved(task: string, path: string): boolean {
		const served = this.served.get(nameOf({ task, path, side: "proposed" }));
		return served !== undefined && isUnsaved(served.uri);
	}

	/** Tells the editor which open documents became others. */
	refresh(task: string): void {
		const events: vscode.FileChangeEvent[] = [];
		const view = this.source.view(task);
		const items = new Map(view?.changes.map((item) => [item.change.path, item]));
		for (const served of this.served.values()) {
			if (served.shown.task !== task) continue;
			const mark = markOf(standingOf(view, items.get(served.shown.path)));
			if (mark === served.mark) continue;
			Object.assign(served, { mark, mtime: Math.max(Date.now(), served.mtime + 1) });
			events.push({ type: vscode.FileChangeType.Changed, uri: served.uri });
		}
		if (events.length > 0) this.changed.fire(events);
	}

	watch(): vscode.Disposable {
		return { dispose: () => {} };
	}

	async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
		const readonly = { permissions: vscode.FilePermission.Readonly };
		const file = { type: vscode.FileType.File, ctime: 0 };
		if (this.isEmpty(uri)) return { ...file, mtime: 0, size: 0, ...readonly };
		const { served, standing, bytes, version } = await this.look(uri);
		served.version ??= version;
		const refusal = editRefusal(standing, served.shown.side, bytes);
		return { ...file, mtime: served.mtime, size: bytes?.length ?? 0, ...(refusal === null ? {} : readonly) };
	}

	/** Empty where the file does not exist on that side: a comparison needs two documents. */
	async readFile(uri: vscode.Uri): Promise<Uint8Array> {
		if (this.isEmpty(uri)) return new Uint8Array();
		const wasUnsaved = isUnsaved(uri);
		const { served, bytes, version } = await this.look(uri);
		// The editor keeps unsaved text, whatever it or anybody else reads meanwhile.
		if (!wasUnsaved && !isUnsaved(uri)) served.version = version;
		return bytes ?? new Uint8Array();
	}

	/** What the person made of the proposed side: kept in the checkout, where the agent has not changed the file meanwhile. */
	async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
		const { served, standing, bytes, version } = await this.look(uri);
		const refusal = editRefusal(standing, served.shown.side, bytes);
		if (refusal !== null) throw noPermission(refusal);
		const { task, path } = served.shown;
		if (bytes !== null && sameBytes(bytes, content)) {
			served.version = version;
			return;
		}
		const edited = await this.source.edit(task, path, content, await this.versionEdited(served, version, bytes));
		if (edited.kind === "refused") throw unavailable(edited.text);
		const after = await this.look(uri);
		if (after.bytes === null || !sameBytes(after.bytes, content)) return;
		served.version = after.version;
		this.editedNow.fire({ task, path, version: after.version });
	}

	readDirectory(): [string, vscode.FileType][] {
		return [];
	}

	createDirectory(): never {
		throw noPermission("A review has no folders of its own.");
	}

	delete(): never {
		throw noPermission("A side of a review cannot be deleted. Reject the change instead.");
	}

	rename(): never {
		throw noPermission("A side of a review cannot be renamed.");
	}

	dispose(): void {
		this.changed.dispose();
		this.editedNow.dispose();
	}

	private isEmpty(uri: vscode.Uri): boolean {
		return uri.toString() === this.uris.empty.toString();
	}

	/** A newer version with the same bytes is what the person edited, too. */
	private async versionEdited({ shown, version }: Served, now: string, bytes: Uint8Array | null): Promise<string> {
		if (version === undefined || version === now) return version ?? "";
		const seen = await this.sides.peek(shown.task, shown.path, version)?.catch(() => undefined);
		const isSame = seen?.proposed && bytes && sameBytes(seen.proposed, bytes);
		return isSame ? now : version;
	}

	private async look(uri: vscode.Uri) {
		const shown = this.uris.parse(uri);
		if (shown === null) throw vscode.FileSystemError.FileNotFound(uri);
		// The editor shows again what was open before the tasks are read.
		if (!this.source.view(shown.task) && vscode.workspace.isTrusted) await this.ready;
		const view = this.source.view(shown.task);
		const standing = standingOf(
			view,
			view?.changes.find(({ change }) => change.path === shown.path),
		);
		if (!isNamed(uri, standing)) throw vscode.FileSystemError.FileNotFound(uri);
		const served = this.remember(uri, shown, standing);
		const version = standing.kind === "there" ? standing.item.change.version : "";
		if (version !== "") served.last = version;
		const sides = await this.sidesOf(served, standing);
		return { served, standing, version, bytes: sides[shown.side] };
	}

	private remember(uri: vscode.Uri, shown: ShownSide, standing: Standing): Served {
		const name = nameOf(shown);
		const known = this.served.get(name);
		if (known) return known;
		const served: Served = { uri, shown, version: undefined, last: "", mtime: Date.now(), mark: markOf(standing) };
		this.served.set(name, served);
		return served;
	}

	/** Of a change that is no more: the base, on both sides, where it was shown before. */
	private async sidesOf({ shown, last }: Served, standing: Standing): Promise<Sides> {
		const { task, path } = shown;
		const isKnown = standing.kind === "there" || standing.kind === "same";
		const reading = isKnown ? this.sides.both(task, standing.item.change) : this.sides.peek(task, path, last);
		const sides = await Promise.resolve(reading).catch((error: unknown) => error);
		if (sides instanceof Error) throw unavailable(`${path} cannot be read from the checkout: ${sides.message}`);
		if (!isSides(sides)) throw unavailable(`${path} cannot be shown: ${standing.text}`);
		return standing.kind === "there" || standing.kind === "over" ? sides : { base: sides.base, proposed: sides.base };
	}
}

function nameOf({ task, path, side }: ShownSide): string {
	return JSON.stringify([task, path, side]);
}

/** Whether the address names the file that it shows. */
function isNamed({ path }: vscode.Uri, standing: Standing): boolean {
	if (standing.kind !== "there" && standing.kind !== "same") return true;
	const { change } = standing.item;
	return [change.path, change.from ?? change.path].some((name) => path === addressPath(name));
}

function isSides(value: unknown): value is Sides {
	return typeof value === "object" && value !== null && "base" in value && "proposed" in value;
}

function isUnsaved(uri: vscode.Uri): boolean {
	const name = uri.toString();
	return vscode.workspace.textDocuments.some((document) => document.isDirty && document.uri.toString() === name);
}

function markOf(standing: Standing): string {
	return JSON.stringify([
		standing.kind,
		standing.kind === "there" && [standing.item.change.version, standing.canDecide],
	]);
}

/** The editor shows these texts in notifications. */
function noPermission(text: string): vscode.FileSystemError {
	return vscode.FileSystemError.NoPermissions(plainMessage(text));
}

function unavailable(text: string): vscode.FileSystemError {
	return vscode.FileSystemError.Unavailable(plainMessage(text));
}
