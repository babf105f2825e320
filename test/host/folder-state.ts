/** The opened folder of these tests: what it was at the start, and how it becomes that again whatever a test did to it. */

import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { git } from "../support/repositories.ts";

/** Files of `.git` that make a repository behave as it does, and name its branches. The objects and the index are not among them. */
const telling = ["HEAD", "config", "packed-refs", "refs", "hooks", "info"];

export class FolderState {
	private readonly folder: string;
	private readonly start: ReadonlyMap<string, Buffer>;

	/** `folder` is a repository with nothing uncommitted. */
	constructor(folder: string) {
		this.folder = folder;
		this.start = this.kept();
	}

	/** Makes it what it was; returns what is still different. Throws what git says, e.g. while the editor's own git holds the index. */
	restore(): readonly string[] {
		this.putBack();
		const changed = this.status();
		if (changed.some((line) => !/^(?:\?\?|!!)/.test(line))) this.git("reset", "-q", "--hard");
		// Empty folders are in no status.
		this.git("clean", "-ffdxq");
		return changed.length === 0 ? [] : this.status();
	}

	/** First of all, so that no configuration of a test is in force when git runs. */
	private putBack(): void {
		const now = this.kept();
		for (const path of now.keys()) if (!this.start.has(path)) rmSync(join(this.folder, path), { force: true });
		for (const [path, bytes] of this.start) {
			if (now.get(path)?.equals(bytes)) continue;
			mkdirSync(dirname(join(this.folder, path)), { recursive: true });
			writeFileSync(join(this.folder, path), bytes);
		}
	}

	private kept(): ReadonlyMap<string, Buffer> {
		const files = telling.flatMap((name) => filesAt(this.folder, join(".git", name)));
		return new Map(files.map((path) => [path, readFileSync(join(this.folder, path))]));
	}

	private status(): readonly string[] {
		const text = this.git("status", "--porcelain", "--ignored", "--untracked-files=all");
		return text.split("\n").filter((line) => line !== "");
	}

	private git(...args: readonly string[]): string {
		return git(this.folder, ...args);
	}
}

/** All files at or below the path, by their paths in the folder. */
function filesAt(folder: string, path: string): readonly string[] {
	const found = lstatSync(join(folder, path), { throwIfNoEntry: false });
	if (!found?.isDirectory()) return found ? [path] : [];
	return readdirSync(join(folder, path)).flatMap((name) => filesAt(folder, join(path, name)));
}
