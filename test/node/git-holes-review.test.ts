/** Whatever a command plants for git in a checkout, deciding, editing, checking and shipping run none of it either. */

import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { begin, personState, touchedSince } from "../support/person-repository.ts";
import { plants } from "../support/planted-git.ts";
import { makeFolder, makeRepository, removeFolders, writeFiles } from "../support/repositories.ts";

const never = new AbortController().signal;

afterEach(removeFolders);

test.each(plants)(
	"$name: not while it is edited, rejected, laid out for checks, kept as a branch or committed",
	async ({ plant }) => {
		const folder = makeRepository({ "a.txt": "1\n", "sub/b.txt": "1\n" });
		const task = await begin(folder);
		const place = makeFolder("marker");
		const [marker, program] = [join(place, "ran"), join(place, "program")];
		writeFileSync(program, `#!/bin/sh\ntouch '${marker}'\ncat\n`);
		chmodSync(program, 0o755);
		writeFiles(task.root, { "a.txt": "2\n", "sub/b.txt": "2\n" });
		plant(task.root, program);
		const { files, proposal, trees } = task.checkout;
		expect(await files.write("a.txt", new TextEncoder().encode("3\n"))).toMatchObject({ kind: "written" });
		expect(await files.takeBack(["sub/b.txt"], never)).toEqual([]);
		expect((await proposal.changes(never)).changes.map(({ path }) => path)).toContain("a.txt");
		const work = await task.work();
		const laid = await trees.lay(work.files, never);
		await laid.remove();
		const before = personState(folder);
		const kept = await task.repository.keepBranch(work, never);
		if (kept.kind === "refused") expect(touchedSince(before, folder)).toEqual([]);
		const committed = await task.repository.commit(
			{ ...work, files: work.files.filter(({ path }) => path === "a.txt") },
			never,
		);
		expect(committed).toMatchObject({ kind: "brought", branch: "main" });
		expect(existsSync(marker)).toBe(false);
	},
);
