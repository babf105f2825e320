/** Every kind of file is in a checkout as it was on disk, byte for byte. */

import { appendFileSync, chmodSync, existsSync, lstatSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { changesOf, textsOf } from "../support/proposals.ts";
import { checkOut, commit, contents, git, makeRepository, removeFolders, writeFiles } from "../support/repositories.ts";

const never = new AbortController().signal;

afterEach(removeFolders);

test("links are kept as links, also those that lead out or nowhere", async () => {
	const folder = makeRepository({ "a.txt": "a\n" });
	symlinkSync("a.txt", join(folder, "inner"));
	symlinkSync("/etc/hostname", join(folder, "outer"));
	symlinkSync("nowhere", join(folder, "dangling"));
	commit(folder, "links");
	symlinkSync("a.txt", join(folder, "untracked"));
	const { facts, checkout } = await checkOut(folder);
	expect(contents(facts.root)).toMatchObject({
		inner: "-> a.txt",
		outer: "-> /etc/hostname",
		dangling: "-> nowhere",
		untracked: "-> a.txt",
	});
	expect(await checkout.files.read("inner")).toMatchObject({ kind: "file" });
	expect(await checkout.files.read("outer")).toMatchObject({ kind: "refused", reason: "outside" });
	expect(await changesOf(checkout)).toEqual([]);
});

const oddNames = [
	"with space",
	"new\nline",
	'quo"te',
	"tab\t",
	"-dash",
	"--all",
	"ünï/çødé 字",
	"back\\slash",
	":colon",
	"*",
	"#hash",
	"trailing ",
];

test("files with odd names are checked out, compared and read", async () => {
	const folder = makeRepository(Object.fromEntries(oddNames.slice(0, 7).map((name) => [name, `${name}\n`])));
	writeFiles(folder, Object.fromEntries(oddNames.slice(7).map((name) => [name, `${name}\n`])));
	const { facts, checkout } = await checkOut(folder);
	expect(contents(facts.root)).toEqual(contents(folder));
	for (const name of oddNames) writeFileSync(join(facts.root, name), "changed\n");
	const changes = await changesOf(checkout);
	expect(changes.map(({ path }) => path)).toEqual([...oddNames].sort());
	const expected = oddNames.map((name) => [name, [`${name}\n`, "changed\n"]] as const);
	expect(await textsOf(checkout, changes)).toEqual(Object.fromEntries(expected));
});

test.each([
	["nothing configured", {}, ""],
	["autocrlf=true", { "core.autocrlf": "true" }, ""],
	["autocrlf=input", { "core.autocrlf": "input" }, ""],
	["eol=crlf in .gitattributes", {}, "* text=auto eol=crlf\n"],
	["ident and an encoding in .gitattributes", {}, "*.txt ident\n*.bin working-tree-encoding=UTF-16\n"],
])("every byte is kept with %s", async (_name, config, attributes) => {
	const bytes = {
		"crlf.txt": "one\r\ntwo\r\n",
		"lf.txt": "one\ntwo\n",
		"mixed.txt": "one\r\ntwo\n",
		"ident.txt": "$Id$\n",
		"latin1.txt": new Uint8Array([0x66, 0xfc, 0x72, 0x0d, 0x0a]),
		"utf16.bin": Buffer.from("\ufeffhi\n", "utf16le"),
	};
	const folder = makeRepository({ ".gitattributes": attributes, README: "x\n" });
	for (const [key, value] of Object.entries(config)) git(folder, "config", key, String(value));
	writeFiles(folder, bytes);
	commit(folder, "bytes");
	const { facts, checkout } = await checkOut(folder);
	for (const name of Object.keys(bytes))
		expect(readFileSync(join(facts.root, name)), name).toEqual(readFileSync(join(folder, name)));
	expect(await changesOf(checkout)).toEqual([]);
	expect(git(facts.root, "status", "--porcelain")).toBe("");
	const names = Object.keys(bytes).sort();
	for (const name of names) appendFileSync(join(facts.root, name), "\r\nmore\n");
	const sides = await checkout.proposal.sides(await changesOf(checkout), never);
	for (const [at, name] of names.entries()) {
		expect(Buffer.from(sides[at]?.base ?? []), name).toEqual(readFileSync(join(folder, name)));
		expect(Buffer.from(sides[at]?.proposed ?? []), name).toEqual(readFileSync(join(facts.root, name)));
	}
});

test("a filter of the person's repository is not run", async () => {
	const folder = makeRepository({ "a.txt": "a\n", ".gitattributes": "*.txt filter=mark diff=mark\n" });
	const marker = join(folder, "..", "marker");
	for (const key of ["filter.mark.clean", "filter.mark.smudge", "diff.mark.textconv", "core.fsmonitor"]) {
		git(folder, "config", key, `touch ${marker}; cat`);
	}
	writeFiles(folder, { "a.txt": "changed\n", "b.txt": "b\n" });
	const { facts } = await checkOut(folder);
	expect(contents(facts.root)).toMatchObject({ "a.txt": "changed\n", "b.txt": "b\n" });
	expect(existsSync(marker)).toBe(false);
});

test("executable files stay executable", async () => {
	const folder = makeRepository({ "run.sh": "#!/bin/sh\n", "new.sh": "#!/bin/sh\n", "plain.txt": "" });
	chmodSync(join(folder, "run.sh"), 0o755);
	commit(folder, "mode");
	chmodSync(join(folder, "new.sh"), 0o755);
	const { facts } = await checkOut(folder);
	const executable = (name: string) => (lstatSync(join(facts.root, name)).mode & 0o111) !== 0;
	expect(["run.sh", "new.sh", "plain.txt"].map(executable)).toEqual([true, true, false]);
});
