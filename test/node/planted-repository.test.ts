/** Ordinary files can make a folder a repository to git, which then runs what its config names: those that do it are protected. */

import { execFileSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { protectedBecause } from "../../src/core/changes/landing-protected.ts";
import { makeFolder, makeRepository, removeFolders, writeFiles } from "../support/repositories.ts";

afterEach(removeFolders);

/** As an editor's git looks at the folder of an opened file. */
function springs(mark: string, folder: string): boolean {
	rmSync(mark, { force: true });
	try {
		execFileSync("git", ["status", "--short"], { cwd: folder, stdio: "ignore", env: { PATH: process.env.PATH } });
	} catch {
		// Whether it ends well does not matter.
	}
	return existsSync(mark);
}

function planted(mark: string): Readonly<Record<string, string>> {
	return {
		HEAD: "ref: refs/heads/main\n",
		"objects/keep": "",
		"refs/keep": "",
		config: `[core]\n\trepositoryFormatVersion = 0\n\tbare = false\n\tworktree = ..\n\tfsmonitor = "touch '${mark}'; false"\n`,
		"readme.txt": "open me\n",
	};
}

test("a planted repository runs nothing without the files that need an accept of their own, and does with them", () => {
	const mark = join(makeFolder("mark"), "ran");
	const folder = makeRepository({ "a.txt": "a\n" });
	const files = Object.entries(planted(mark)).map(([name, text]) => [`docs/x/${name}`, text] as const);
	const bulk = files.filter(([path]) => protectedBecause(path) === null);
	expect(bulk.map(([path]) => path)).toContain("docs/x/objects/keep");
	writeFiles(folder, Object.fromEntries(bulk));
	expect(springs(mark, join(folder, "docs/x"))).toBe(false);
	writeFiles(folder, Object.fromEntries(files));
	expect(springs(mark, join(folder, "docs/x"))).toBe(true);
});

test("what reaches a repository that was there before is protected as well", () => {
	const mark = join(makeFolder("mark"), "ran");
	const { config = "", ...rest } = planted(mark);
	const there = Object.entries(rest).map(([name, text]) => [`test/bare.git/${name}`, text] as const);
	const folder = makeRepository(Object.fromEntries(there));
	expect(springs(mark, join(folder, "test/bare.git"))).toBe(false);
	for (const name of ["config", "config.worktree", "commondir", "hooks/pre-commit"])
		expect(protectedBecause(`test/bare.git/${name}`), name).toMatch(/git repository/);
	writeFiles(folder, { "test/bare.git/config": config });
	expect(springs(mark, join(folder, "test/bare.git"))).toBe(true);
});
