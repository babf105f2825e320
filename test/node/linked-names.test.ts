/** A file that a link of the base gives a protected name needs an accept of its own, whatever it is called itself. */

import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { changeProtectedBecause } from "../../src/core/changes/landing-protected.ts";
import { checkOut, commit, makeRepository, removeFolders, writeFiles } from "../support/repositories.ts";

const never = new AbortController().signal;

afterEach(removeFolders);

function linkedProject(links: Readonly<Record<string, string>>): string {
	const folder = makeRepository({
		"tools/hooks/pre-commit": "true\n",
		"tools/ide/tasks.json": "{}\n",
		"src/a.ts": "a\n",
	});
	for (const [path, target] of Object.entries(links)) symlinkSync(target, join(folder, path));
	commit(folder, "links");
	return folder;
}

async function protectedPaths(folder: string, root = folder): Promise<readonly string[]> {
	const { checkout, facts } = await checkOut(root);
	writeFiles(join(facts.root), {
		...(root === folder
			? {
					"tools/hooks/pre-commit": "evil\n",
					"tools/ide/tasks.json": "[]\n",
					"tools/ide/new.json": "[]\n",
					"src/a.ts": "b\n",
				}
			: { "hooks/pre-commit": "evil\n", "ide/tasks.json": "[]\n" }),
	});
	const { changes } = await checkout.proposal.changes(never);
	return changes.filter((change) => changeProtectedBecause(change) !== null).map(({ path }) => path);
}

test("links to folders and to files count, and so do links that lead through links", async () => {
	expect(await protectedPaths(linkedProject({}))).toEqual([]);
	expect(await protectedPaths(linkedProject({ ".husky": "tools/hooks", "notes.md": "src/a.ts" }))).toEqual([
		"tools/hooks/pre-commit",
	]);
	expect(await protectedPaths(linkedProject({ ".vscode": "ide", ide: "./tools/../tools/ide/" }))).toEqual([
		"tools/ide/new.json",
		"tools/ide/tasks.json",
	]);
	expect(await protectedPaths(linkedProject({ "src/package.json": "../src/a.ts" }))).toEqual(["src/a.ts"]);
});

test("links out of the project, in circles, to the project itself and to nothing are no trouble", async () => {
	const links = {
		out: "../..",
		abs: "/etc",
		round: "circle",
		circle: "round",
		self: ".",
		none: "nowhere",
		odd: "self/self",
	};
	expect(await protectedPaths(linkedProject(links))).toEqual([]);
});

test("of an opened subfolder the links of the whole repository count", async () => {
	const folder = linkedProject({ ".husky": "tools/hooks" });
	expect(await protectedPaths(folder, join(folder, "tools"))).toEqual(["hooks/pre-commit"]);
});
