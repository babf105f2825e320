/** Serves both sides of every change as read-only files, so that the editor decodes, compares and previews them as it does its own. */

import * as vscode from "vscode";
import type { Change } from "../core/review-ports.ts";
import type { ReviewSource } from "./review-source.ts";
import type { ReviewUris, Side } from "./review-uri.ts";

/** What is kept of the sides that were shown, in bytes. */
const keptBytes = 64 * 1024 * 1024;

/** What was shown of a version is also what is accepted of it, even if the checkout changes in between. */
export class ShownSides {
	/** By name, the one that was used last at the end. */
	private readonly kept = new Map<string, Promise<Uint8Array | null>>();
	private readonly source: ReviewSource;

	constructor(source: ReviewSource) {
		this.source = source;
	}

	/** The side's bytes; null where the file does not exist on that side. Rejects when the checkout cannot be read. */
	async read(task: string, change: Change, side: Side): Promise<Uint8Array | null> {
		const name = JSON.stringify([task, change.path, change.version, side]);
		const found = this.kept.get(name) ?? this.load(task, change, side);
		this.kept.delete(name);
		this.kept.set(name, found);
		try {
			return await found;
		} catch (error) {
			this.kept.delete(name);
			throw error;
		} finally {
			void this.trim();
		}
	}

	/** What was shown under this name before; undefined when it is not kept any more. */
	peek(task: string, path: string, version: string, side: Side): Promise<Uint8Array | null> | undefined {
		return this.kept.get(JSON.stringify([task, path, version, side]));
	}

	private async load(task: string, change: Change, side: Side): Promise<Uint8Array | null> {
		const [sides] = await this.source.sides(task, [change]);
		return sides?.[side] ?? null;
	}

	private async trim(): Promise<void> {
		let total = 0;
		for (const [name, side] of [...this.kept].reverse()) {
			const bytes = await side.catch(() => null);
			total += bytes?.length ?? 0;
			if (total > keptBytes) this.kept.delete(name);
		}
	}
}

/** A version is part of the name, so that a file never changes: it is there, or it is outdated. */
export class ReviewFiles implements vscode.FileSystemProvider {
	private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
	readonly onDidChangeFile = this.changed.event;
	private readonly source: ReviewSource;
	private readonly sides: ShownSides;
	private readonly uris: ReviewUris;

	constructor(source: ReviewSource, sides: ShownSides, uris: ReviewUris) {
		this.source = source;
		this.sides = sides;
		this.uris = uris;
	}

	watch(): vscode.Disposable {
		return { dispose: () => {} };
	}

	async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
		const { length } = await this.readFile(uri);
		return {
			type: vscode.FileType.File,
			ctime: 0,
			mtime: 0,
			size: length,
			permissions: vscode.FilePermission.Readonly,
		};
	}

	/** Empty where the file does not exist on that side: a comparison needs two documents. */
	async readFile(uri: vscode.Uri): Promise<Uint8Array> {
		if (uri.toString() === this.uris.empty.toString()) return new Uint8Array();
		const shown = this.uris.parse(uri);
		if (shown === null) throw vscode.FileSystemError.FileNotFound(uri);
		const { task, path, version, side } = shown;
		const change = this.source.view(task)?.changes.find((item) => item.change.path === path)?.change;
		const current =
			change?.version === version ? this.sides.read(task, change, side) : this.sides.peek(task, path, version, side);
		if (current === undefined)
			throw vscode.FileSystemError.Unavailable(`This version of ${path} is outdated. Open the review again.`);
		return (await current) ?? new Uint8Array();
	}

	readDirectory(): [string, vscode.FileType][] {
		return [];
	}

	createDirectory(uri: vscode.Uri): never {
		throw vscode.FileSystemError.NoPermissions(uri);
	}

	writeFile(uri: vscode.Uri): never {
		throw vscode.FileSystemError.NoPermissions(uri);
	}

	delete(uri: vscode.Uri): never {
		throw vscode.FileSystemError.NoPermissions(uri);
	}

	rename(uri: vscode.Uri): never {
		throw vscode.FileSystemError.NoPermissions(uri);
	}

	dispose(): void {
		this.changed.dispose();
	}
}
