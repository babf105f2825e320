/** The folder that the tests in the editor share becomes what it was, whatever one of them did to it. */

import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { FolderState } from "../host/folder-state.ts";
import { commit, git, makeRepository, removeFolders, writeFiles } from "../support/repositories.ts";

afterEach(removeFolders);

function ground() {
	const folder = makeRepository({ "README.md": "# Project\n", ".gitignore": "ignored\n" });
	const looks = () => ({
		head: git(folder, "rev-parse", "HEAD"),
		branches: git(folder, "for-each-ref", "--format=%(refname) %(objectname)"),
		branch: git(folder, "symbolic-ref", "HEAD"),
		status: git(folder, "status", "--porcelain", "--ignored"),
		config: readFileSync(join(folder, ".git/config"), "utf8"),
	});
	return { folder, state: new FolderState(folder), before: looks(), looks };
}

test("files, staged ones, ignored ones, repositories in folders and empty folders are gone, and what was deleted is back", () => {
	const { folder, state, before, looks } = ground();
	writeFiles(folder, { "new/a.txt": "a", ignored: "i", ".vscode/settings.json": "{}", "staged.txt": "s" });
	git(folder, "add", "staged.txt");
	rmSync(join(folder, "README.md"));
	mkdirSync(join(folder, "empty/deep"), { recursive: true });
	git(folder, "init", "-q", "nested");
	writeFiles(folder, { "nested/in.txt": "n" });
	expect(state.restore()).toEqual([]);
	expect(looks()).toEqual(before);
	for (const path of ["new", "empty", "nested", ".vscode", "staged.txt"])
		expect(existsSync(join(folder, path))).toBe(false);
	expect(readFileSync(join(folder, "README.md"), "utf8")).toBe("# Project\n");
});

test("branches, commits, tags and remotes are taken back, and main is checked out", () => {
	const { folder, state, before, looks } = ground();
	writeFiles(folder, { "README.md": "# Another\n" });
	commit(folder, "second");
	git(folder, "tag", "v1");
	git(folder, "switch", "-q", "-c", "topic/deep");
	git(folder, "remote", "add", "origin", "/nowhere");
	git(folder, "pack-refs", "--all");
	expect(state.restore()).toEqual([]);
	expect(looks()).toEqual(before);
});

test("what a test planted in the folder's git configuration does not run while it is taken away", () => {
	const { folder, state, before, looks } = ground();
	const marker = join(folder, "../marker");
	git(folder, "config", "core.fsmonitor", `touch '${marker}'; false`);
	writeFileSync(join(folder, ".git/hooks/post-checkout"), `#!/bin/sh\ntouch '${marker}'\n`);
	chmodSync(join(folder, ".git/hooks/post-checkout"), 0o755);
	expect(state.restore()).toEqual([]);
	expect(existsSync(marker)).toBe(false);
	expect(looks()).toEqual(before);
});

test("while another git holds the index it is said and not passed over, and it is restored once that is over", () => {
	const { folder, state, before, looks } = ground();
	writeFiles(folder, { "README.md": "# Another\n" });
	writeFileSync(join(folder, ".git/index.lock"), "");
	expect(() => state.restore()).toThrow(/index\.lock/);
	rmSync(join(folder, ".git/index.lock"));
	expect(state.restore()).toEqual([]);
	expect(looks()).toEqual(before);
});
