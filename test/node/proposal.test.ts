/** Both sides of what the agent changed are given as they were compared, whole and fast, and what cannot be offered is told. */

import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
	chmodSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	symlinkSync,
	truncateSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { Change } from "../../src/core/review-ports.ts";
import { makeCheckout, openCheckout } from "../../src/node/checkout.ts";
import { countGit } from "../support/counted-git.ts";
import { changesOf, textsOf } from "../support/proposals.ts";
import {
	checkOut,
	checkoutOptions,
	commit,
	git,
	makeFolder,
	makeRepository,
	removeFolders,
	writeFiles,
} from "../support/repositories.ts";

const never = new AbortController().signal;
const bytesOf = (text: string) => new TextEncoder().encode(text);

afterEach(removeFolders);

const [file, program, link] = [0o100644, 0o100755, 0o120000];

test("modes of both sides are told, also where a file became a link, or moved and became a program", async () => {
	const folder = makeRepository({ "a.txt": "a\n", "b.txt": "b\n", "only.sh": "#!\n", "old.sh": "#!/bin/sh\necho\n" });
	symlinkSync("a.txt", join(folder, "link"));
	commit(folder, "link");
	const { facts, checkout } = await checkOut(folder);
	const at = (name: string) => join(facts.root, name);
	rmSync(at("a.txt"));
	symlinkSync("b.txt", at("a.txt"));
	rmSync(at("link"));
	writeFileSync(at("link"), "now a file\n");
	chmodSync(at("only.sh"), 0o755);
	renameSync(at("old.sh"), at("new.sh"));
	chmodSync(at("new.sh"), 0o755);
	rmSync(at("b.txt"));
	writeFileSync(at("c.sh"), "c\n", { mode: 0o755 });
	const changes = await changesOf(checkout);
	expect(changes.map(({ path, kind, from, mode, baseMode }) => [path, kind, from, baseMode, mode])).toEqual([
		["a.txt", "modified", undefined, file, link],
		["b.txt", "deleted", undefined, file, file],
		["c.sh", "added", undefined, program, program],
		["link", "modified", undefined, link, file],
		["new.sh", "renamed", "old.sh", file, program],
		["only.sh", "modified", undefined, file, program],
	]);
	expect(await textsOf(checkout, changes)).toEqual({
		"a.txt": ["a\n", "b.txt"],
		"b.txt": ["b\n", null],
		"c.sh": [null, "c\n"],
		link: ["a.txt", "now a file\n"],
		"new.sh": ["#!/bin/sh\necho\n", "#!/bin/sh\necho\n"],
		"only.sh": ["#!\n", "#!\n"],
	});
});

test("1,500 files that only moved are shown as moves", async () => {
	const names = Array.from({ length: 1_500 }, (_, at) => `file${at}.txt`);
	const folder = makeRepository(Object.fromEntries(names.map((name) => [`old/${name}`, `this is ${name}\n`])));
	const { facts, checkout } = await checkOut(folder);
	renameSync(join(facts.root, "old"), join(facts.root, "new"));
	const changes = await changesOf(checkout);
	expect(changes).toHaveLength(1_500);
	const moves = changes.filter(({ kind, from, path, version }) => {
		const [base, proposed] = version.split("-");
		return kind === "renamed" && from === path.replace("new/", "old/") && base === proposed;
	});
	expect(moves).toHaveLength(1_500);
});

test("what differs and cannot be offered is told, and only that", async () => {
	const folder = makeRepository({ "a.txt": "a\n", ".gitignore": "*.log\nignored.env\n", ".env.example": "A=\n" });
	const { facts, checkout } = await checkOut(folder);
	const at = (name: string) => join(facts.root, name);
	expect((await checkout.proposal.changes(never)).notes).toEqual([]);
	writeFiles(facts.root, {
		"a.txt": "b\n",
		"new.log": "x",
		"ignored.env": "A=1\n",
		".env": "A=1\n",
		"keys/id_rsa": "x",
		".envrc": "use nix\n",
		"tools/pyvenv.cfg": "home = /usr\n",
		"tools/hidden.py": "x\n",
		"odd\u200b\u202ename.pem": "x",
		huge: "",
	});
	truncateSync(at("huge"), 256 * 1024 * 1024 + 1);
	symlinkSync("a.txt", at(".gitmodules"));
	const latin1 = Buffer.from("src/caf\xe9.txt", "latin1");
	mkdirSync(at("src"));
	writeFileSync(Buffer.concat([Buffer.from(`${facts.root}/`), latin1]), "x");
	const { changes, notes } = await checkout.proposal.changes(never);
	expect(changes.map(({ path }) => path)).toEqual([".envrc", "a.txt"]);
	expect(notes).toEqual([
		"A file whose name is not UTF-8 is left out: src/caf\\xe9.txt",
		"3 new files whose names say that they hold secrets are left out: .env, keys/id_rsa, odd\\u{200B}\\u{202E}name.pem",
		"What is new in a Python environment is left out: tools/",
		"A file that is larger than 256 MiB is left out: huge",
		"A file that git cannot take is left out: .gitmodules",
	]);
});

test("of an opened subfolder only its own is told, with its own paths; what a planted repository holds is told too", async () => {
	const folder = makeRepository({ "sub/a.txt": "a\n", "b.txt": "b\n" });
	const { facts, checkout } = await checkOut(join(folder, "sub"));
	writeFiles(facts.root, { "../.env": "A=1\n", "deep/.env": "A=1\n", "nested/.env": "A=1\n" });
	git(join(facts.root, "nested"), "init", "-q");
	for (const place of ["../", "", "nested/"])
		writeFileSync(Buffer.concat([Buffer.from(`${facts.root}/${place}`), Buffer.from([0xff, 0x0a])]), "x");
	expect((await checkout.proposal.changes(never)).notes).toEqual([
		"2 files whose names are not UTF-8 are left out: \\xff\\x0a, nested/\\xff\\x0a",
		"2 new files whose names say that they hold secrets are left out: deep/.env, nested/.env",
	]);
});

test("both sides of 300 files are read by one git, in the order that was asked for, byte for byte", async () => {
	const names = Array.from({ length: 300 }, (_, at) => `file${String(at).padStart(3, "0")}`);
	const content = (at: number) => (at % 7 === 0 ? Buffer.alloc(0) : randomBytes((at * 977) % 200_000));
	const folder = makeRepository(Object.fromEntries(names.map((name, at) => [name, content(at + 1)])));
	const { facts, checkout } = await checkOut(folder);
	for (const [at, name] of names.entries()) writeFileSync(join(facts.root, name), content(at + 2));
	const changes = (await changesOf(checkout)).toReversed();
	const commands = countGit();
	const sides = await checkout.proposal.sides(changes, never);
	expect(commands()).toEqual(["cat-file"]);
	expect(changes.length).toBeGreaterThan(290);
	for (const [at, { path }] of changes.entries()) {
		expect(Buffer.from(sides[at]?.base ?? []).equals(readFileSync(join(folder, path))), path).toBe(true);
		expect(Buffer.from(sides[at]?.proposed ?? []).equals(readFileSync(join(facts.root, path))), path).toBe(true);
	}
	expect(await checkout.proposal.sides([], never)).toEqual([]);
	expect(commands()).toEqual([]);
});

test.each(["sha1", "sha256"])("what is kept comes back, also after a restart and a clean-up (%s)", async (format) => {
	const folder = join(makeFolder("kept"), "p");
	mkdirSync(folder);
	git(folder, "init", "-q", `--object-format=${format}`);
	writeFiles(folder, { "a.txt": "a\n", ".gitattributes": "* text eol=crlf ident filter=x\n" });
	commit(folder, "first");
	const given = checkoutOptions(folder);
	const made = await makeCheckout(given, never);
	if (made.kind === "failed") throw new Error(made.text);
	const contents = [bytesOf("$Id$\r\nmixed\n"), bytesOf(""), randomBytes(300_000), bytesOf("$Id$\r\nmixed\n")].map(
		(bytes) => new Uint8Array(bytes),
	);
	const commands = countGit();
	const names = await made.checkout.proposal.keep(contents, never);
	expect(commands()).toEqual(["fast-import"]);
	expect(names.map((name) => name.length)).toEqual(contents.map(() => (format === "sha1" ? 40 : 64)));
	expect(names[0]).toBe(names[3]);
	expect(await made.checkout.proposal.keep([], never)).toEqual([]);
	// A name's beginning can have the length of the other kind of names.
	const ofOtherLength = `${names[0]}${"0".repeat(24)}`.slice(0, format === "sha1" ? 64 : 40);
	await expect(made.checkout.proposal.kept([ofOtherLength], never)).rejects.toThrow("is not kept any more");
	for (const place of [folder, made.facts.root]) {
		git(place, "reflog", "expire", "--expire=now", "--all");
		git(place, "gc", "-q", "--prune=now");
	}
	rmSync(join(made.facts.root, ".git"), { recursive: true });
	const opened = await openCheckout(made.facts, { storage: given.storage }, never);
	if (opened.kind === "failed") throw new Error(opened.text);
	commands();
	expect(await opened.checkout.proposal.kept(names.toReversed(), never)).toEqual(contents.toReversed());
	expect(commands()).toEqual(["cat-file"]);
});

test("what is no name of a file's content reaches no git, and a name that is not there is told", async () => {
	const folder = makeRepository({ "a.txt": "a\n" });
	const { checkout, facts } = await checkOut(folder);
	const tree = git(folder, "rev-parse", "HEAD^{tree}").trim();
	const blob = git(folder, "rev-parse", "HEAD:a.txt").trim();
	for (const name of ["", "HEAD", "HEAD:a.txt", "--batch-all-objects", `${blob}\nHEAD`, blob.slice(0, 12), `${blob} `])
		await expect(checkout.proposal.kept([blob, name], never), name).rejects.toThrow(
			"is not the name of a file's content",
		);
	for (const name of ["1".repeat(40), "1".repeat(64), tree, facts.base])
		await expect(checkout.proposal.kept([blob, name], never), name).rejects.toThrow("is not kept any more");
	expect(await checkout.proposal.kept([blob], never)).toEqual([bytesOf("a\n")]);
	const odd: Change = {
		...{ path: "a.txt", kind: "modified", binary: false, added: 0, removed: 0, mode: file },
		version: `${blob}-${"1".repeat(40)}-100644-100644`,
	};
	await expect(checkout.proposal.sides([odd], never)).rejects.toThrow(
		"a.txt cannot be shown as it was compared: its content is not kept any more.",
	);
	await expect(checkout.proposal.sides([{ ...odd, version: "x" }], never)).rejects.toThrow("is not the name");
});

test("reading and keeping end with the signal", async () => {
	const { checkout } = await checkOut(makeRepository({ "a.txt": "a\n" }));
	const stopped = AbortSignal.abort(new Error("stopped by the person"));
	await expect(checkout.proposal.keep([bytesOf("x")], stopped)).rejects.toThrow();
	await expect(checkout.proposal.changes(stopped)).rejects.toThrow("stopped by the person");
	await expect(checkout.proposal.kept(["1".repeat(40)], stopped)).rejects.toThrow("stopped by the person");
});

test("1,000 files are put back by a handful of gits", async () => {
	const names = Array.from({ length: 1_000 }, (_, at) => `folder ${at % 20}/file${at}.txt`);
	const folder = makeRepository(Object.fromEntries(names.map((name) => [name, `${name}\n`])));
	const { facts, checkout } = await checkOut(folder);
	for (const name of names) writeFileSync(join(facts.root, name), "changed\n");
	writeFiles(facts.root, Object.fromEntries(names.map((name) => [`new/${name}`, "new\n"])));
	const commands = countGit();
	const both = names.flatMap((name) => [name, `new/${name}`]);
	expect(await checkout.files.takeBack(both, never)).toEqual([]);
	expect(commands().length).toBeLessThanOrEqual(10);
	expect(await changesOf(checkout)).toEqual([]);
	expect(() => execFileSync("ls", [join(facts.root, "new")], { stdio: "pipe" })).toThrow();
});

test("putting back ends between two files when it is stopped", async () => {
	const names = Array.from({ length: 50 }, (_, at) => `file${at}.txt`);
	const { facts, checkout } = await checkOut(makeRepository(Object.fromEntries(names.map((name) => [name, "a\n"]))));
	for (const name of names) writeFileSync(join(facts.root, name), "changed\n");
	const stop = new AbortController();
	const back = checkout.files.takeBack(names, stop.signal);
	const first = join(facts.root, "file0.txt");
	while (statSync(first, { throwIfNoEntry: false })?.size !== "a\n".length) await new Promise(setImmediate);
	stop.abort(new Error("stopped"));
	await expect(back).rejects.toThrow("stopped");
	expect((await changesOf(checkout)).length).toBeGreaterThan(0);
});
