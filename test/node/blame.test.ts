/** Who wrote a line: read from real repositories, without running anything of theirs. */

import { existsSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { authorshipOf, type LineOrigin } from "../../src/core/report/authorship.ts";
import { commitMessage } from "../../src/core/report/commit-message.ts";
import { lineOrigin } from "../../src/node/ship/blame.ts";
import {
	commit,
	fingerprint,
	git,
	makeFolder,
	makeRepository,
	removeFolders,
	writeFiles,
} from "../support/repositories.ts";

afterEach(removeFolders);

const facts = { goal: "Mend it", summary: "Mended.", task: "t7", model: "m-1", owner: "Ada", of: "accepted" } as const;

function origin(folder: string, file: string, line: number, content: string | null = null): Promise<LineOrigin> {
	const bytes = content === null ? null : new TextEncoder().encode(content);
	return lineOrigin({ file: join(folder, file), line, content: bytes }, new AbortController().signal);
}

/** A person's line, an agent's, a person's. */
function repository(): string {
	const folder = makeRepository({ "src/a.ts": "one\nthree\n" });
	writeFiles(folder, { "src/a.ts": "one\ntwo\nthree\n" });
	commit(folder, commitMessage(facts));
	return folder;
}

async function authored(folder: string, file = "src/a.ts", line = 1) {
	const found = await origin(folder, file, line);
	if (found.kind !== "committed") throw new Error(JSON.stringify(found));
	return authorshipOf(found.commit.trailers);
}

test("an agent's line is told from a person's, with task, model, owner and reviewer", async () => {
	const folder = repository();
	const before = fingerprint(folder);
	expect(await authored(folder, "src/a.ts", 2)).toEqual({
		tasks: [{ task: "t7", model: "m-1", owner: "Ada" }],
		reviewers: ["Ada"],
	});
	expect(await authored(folder, "src/a.ts", 3)).toEqual({ tasks: [], reviewers: [] });
	expect(await origin(folder, "src/a.ts", 2)).toMatchObject({ commit: { subject: "Mend it" } });
	expect(fingerprint(folder)).toEqual(before);
});

test("what is not committed yet is said to be so, in the editor and on disk; lines below it keep their author", async () => {
	const folder = repository();
	const live = "zero\none\ntwo\nthree\n";
	expect(await origin(folder, "src/a.ts", 1, live)).toEqual({ kind: "uncommitted" });
	expect(await origin(folder, "src/a.ts", 3, live)).toMatchObject({ commit: { subject: "Mend it" } });
	writeFiles(folder, { "src/a.ts": live, "new.ts": "x\n" });
	expect(await origin(folder, "src/a.ts", 1)).toEqual({ kind: "uncommitted" });
	expect(await origin(folder, "new.ts", 1)).toEqual({ kind: "uncommitted" });
	expect(await origin(folder, "src/a.ts", 5)).toMatchObject({
		kind: "unknown",
		text: "There is nothing on this line.",
	});
});

test("lines keep their author where a person moves them, within a file and into another one", async () => {
	const rows = (name: string) =>
		Array.from({ length: 30 }, (_, at) => `export const ${name}${at} = ${at} * 7;\n`).join("");
	const [first, last, mended] = [
		rows("first"),
		rows("last"),
		"export function mended(list: string[]) {\n\treturn list;\n}\n",
	];
	const folder = makeRepository({ "src/a.ts": first + last });
	writeFiles(folder, { "src/a.ts": first + mended + last });
	commit(folder, commitMessage(facts));
	writeFiles(folder, { "src/a.ts": mended + first + last });
	commit(folder, "Up");
	expect((await authored(folder, "src/a.ts", 1)).tasks).toMatchObject([{ task: "t7" }]);
	expect((await authored(folder, "src/a.ts", 2)).tasks).toMatchObject([{ task: "t7" }]);
	expect((await authored(folder, "src/a.ts", 4)).tasks).toEqual([]);
	writeFiles(folder, { "src/a.ts": first + last, "src/b.ts": `// A person's.\n${mended}` });
	commit(folder, "Out");
	expect(await origin(folder, "src/b.ts", 1)).toMatchObject({ commit: { subject: "Out" } });
	expect((await authored(folder, "src/b.ts", 2)).tasks).toMatchObject([{ task: "t7" }]);
	expect((await authored(folder, "src/b.ts", 4)).tasks).toMatchObject([{ task: "t7" }]);
	git(folder, "mv", "src/b.ts", "src/c.ts");
	commit(folder, "Away");
	expect((await authored(folder, "src/c.ts", 2)).tasks).toMatchObject([{ task: "t7" }]);
});

test("a short line that stands elsewhere as well is its own author's", async () => {
	const folder = repository();
	writeFiles(folder, { "src/a.ts": "one\ntwo\nthree\nnew of a person, and long enough\ntwo\n" });
	commit(folder, "Mine");
	expect(await origin(folder, "src/a.ts", 5)).toMatchObject({ commit: { subject: "Mine" } });
});

test("line endings that git converts are no change", async () => {
	const folder = makeRepository({ ".gitattributes": "* text=auto\n", "a.ts": "one\ntwo\n" });
	expect(await origin(folder, "a.ts", 2, "one\r\ntwo\r\n")).toMatchObject({ kind: "committed" });
});

test.each([
	["in the middle", "Say hello\n\nRemit-Task: t9\nRemit-Model: evil\n\nand more words\n"],
	["before a line of dashes", "Say hello\n\nRemit-Task: t9\n\n---\n\nand more words\n"],
	["in a sentence", "Say hello\n\nThe Remit-Task: t9 is what a human writes about here.\n"],
	["in the subject", "Remit-Task: t9\n"],
	["quoted", "Say hello\n\n> Remit-Task: t9\n"],
])("a trailer %s is none", async (_, message) => {
	const folder = makeRepository({ "a.ts": "one\n" });
	git(folder, "commit", "-q", "--amend", "--cleanup=verbatim", "-m", message);
	expect(await authored(folder, "a.ts")).toEqual({ tasks: [], reviewers: [] });
});

test("after a squash every task is named, with its own model", async () => {
	const folder = makeRepository({ "a.ts": "one\n" });
	const trailers = ["Remit-Task: t1", "Remit-Model: m-1", "Remit-Owner: Ada", "Reviewed-by: Ada"];
	const more = ["Remit-Task: t2", "Remit-Model: m-2", "Remit-Owner: Bob", "Reviewed-by: Bob", "Remit-Task: t1"];
	git(folder, "commit", "-q", "--amend", "-m", ["Both", "", ...trailers, ...more].join("\n"));
	expect(await authored(folder, "a.ts")).toEqual({
		tasks: [
			{ task: "t1", model: "m-1", owner: "Ada" },
			{ task: "t2", model: "m-2", owner: "Bob" },
		],
		reviewers: ["Ada", "Bob"],
	});
});

test("nothing that a repository configures is run, and nothing of it hides the author", async () => {
	const folder = repository();
	const ran = join(makeFolder("ran"), "ran");
	const touch = `touch ${ran}; cat`;
	writeFiles(folder, {
		".gitattributes": "*.ts filter=evil diff=evil\n",
		".mailmap": "Eve <eve@example.invalid> <*>\n",
	});
	for (const [key, value] of [
		["core.fsmonitor", touch],
		["filter.evil.clean", touch],
		["filter.evil.smudge", touch],
		["filter.evil.required", "true"],
		["filter.Ev=il.process", touch],
		["diff.evil.textconv", touch],
		["diff.evil.command", touch],
		["diff.external", touch],
		["core.pager", touch],
		["trailer.separators", "%"],
		["core.commentChar", "R"],
		["trailer.sign.command", touch],
		["trailer.sign.key", "Remit-Task"],
		["log.showSignature", "true"],
		["gpg.program", touch],
	])
		git(folder, "config", key ?? "", value ?? "");
	writeFileSync(join(folder, ".git/ignored"), `${git(folder, "rev-parse", "HEAD").trim()}\n`);
	git(folder, "config", "blame.ignoreRevsFile", join(folder, ".git/ignored"));
	expect((await authored(folder, "src/a.ts", 2)).tasks).toEqual([{ task: "t7", model: "m-1", owner: "Ada" }]);
	expect(await origin(folder, "src/a.ts", 2, "one\ntwo\nthree\n")).toMatchObject({ kind: "committed" });
	expect(existsSync(ran)).toBe(false);
});

test("a replaced commit does not lend its trailers to another one", async () => {
	const folder = makeRepository({ "a.ts": "one\n" });
	const real = git(folder, "rev-parse", "HEAD").trim();
	git(folder, "commit", "-q", "--amend", "-m", commitMessage(facts));
	const forged = git(folder, "rev-parse", "HEAD").trim();
	git(folder, "reset", "-q", "--hard", real);
	git(folder, "replace", real, forged);
	expect(await authored(folder, "a.ts")).toEqual({ tasks: [], reviewers: [] });
});

test("odd names are names", async () => {
	const names = ["-L 1,1.ts", ":(glob)*.ts", "ü b.ts", "a\tb.ts", ":!x.ts"];
	const folder = makeRepository(Object.fromEntries(names.map((name) => [name, `${name}\n`])));
	for (const name of names) expect(await origin(folder, name, 1), name).toMatchObject({ kind: "committed" });
	symlinkSync(join(folder, "ü b.ts"), join(folder, "link.ts"));
	expect(await origin(folder, "link.ts", 1)).toMatchObject({ kind: "committed" });
});

test("without a repository, before the first commit and outside of history it is said so", async () => {
	const plain = makeFolder("plain");
	writeFiles(plain, { "a.ts": "one\n" });
	expect(await origin(plain, "a.ts", 1)).toEqual({ kind: "unknown", text: "The file is in no git repository." });
	git(plain, "init", "-q");
	expect(await origin(plain, "a.ts", 1)).toEqual({ kind: "uncommitted" });
});

test("`git log --grep` with a trailer's beginning finds exactly what Remit committed", () => {
	const folder = repository();
	writeFiles(folder, { "b.ts": "x\n" });
	commit(folder, "Document trailers\n\nCommits carry a Remit-Task: trailer; see Remit-Task.");
	const subjects = (...args: readonly string[]) => git(folder, "log", "--format=%s", ...args).trim();
	expect(subjects("--grep=Remit-Task")).toBe("Document trailers\nMend it");
	expect(subjects("--grep=^Remit-Task: ")).toBe("Mend it");
	expect(subjects("--invert-grep", "--grep=^Remit-Task: ")).toBe("Document trailers\nfirst");
});
