/** What a real command changed out of a brief's scope is put back byte for byte, with modes and links, and nothing else is. */

import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { afterCommand } from "../../src/core/scope/after-command.ts";
import { makeCheckout, openCheckout } from "../../src/node/checkout.ts";
import { changesOf, pathsOf } from "../support/proposals.ts";
import {
	checkOut,
	checkoutOptions,
	commit,
	contents,
	fingerprint,
	makeFolder,
	makeRepository,
	removeFolders,
	writeFiles,
} from "../support/repositories.ts";

const never = new AbortController().signal;
const onlySource = { allowed: ["src"], forbidden: ["src/generated"] };

afterEach(removeFolders);

function project(): string {
	const folder = makeRepository({
		"src/a.ts": "a\n",
		"src/generated/g.ts": "g\r\n",
		"lib/b.bin": new Uint8Array([0, 255, 13, 10]),
		"lib/run.sh": "#!/bin/sh\n",
		"lib/deep/c.txt": "c\n",
		"package.json": "{}\n",
		".gitattributes": "*.txt filter=x eol=crlf\n",
	});
	chmodSync(join(folder, "lib/run.sh"), 0o755);
	symlinkSync("b.bin", join(folder, "lib/link"));
	commit(folder, "modes and links");
	return folder;
}

test("edits, deletions, new files, modes, links and renamings are put back; what is in scope stays", async () => {
	const { facts, checkout } = await checkOut(project());
	const before = contents(facts.root);
	const command = [
		"echo changed >> src/a.ts; echo new > src/new.ts; echo changed > src/generated/g.ts",
		"echo x > lib/b.bin; chmod -x lib/run.sh; rm -r lib/deep; ln -sf run.sh lib/link",
		"mkdir -p new/deep; echo n > new/deep/n.txt; ln -s /etc/passwd new/passwd; git mv package.json src/moved.json",
	].join("; ");
	execFileSync("bash", ["-c", command], { cwd: facts.root });
	const taken = await afterCommand(checkout, onlySource, never);
	expect(taken?.problems).toEqual([]);
	expect(taken?.paths).toEqual([
		"lib/b.bin",
		"lib/deep/c.txt",
		"lib/link",
		"lib/run.sh",
		"new/deep/n.txt",
		"new/passwd",
		"package.json",
		"src/generated/g.ts",
	]);
	expect(contents(facts.root)).toEqual({
		...before,
		"src/a.ts": "a\nchanged\n",
		"src/new.ts": "new\n",
		"src/moved.json": "{}\n",
	});
	expect(lstatSync(join(facts.root, "lib/run.sh")).mode & 0o111).toBe(0o111);
	expect(readlinkSync(join(facts.root, "lib/link"))).toBe("b.bin");
	expect(existsSync(join(facts.root, "new"))).toBe(false);
	expect(await pathsOf(checkout)).toEqual(["src/a.ts", "src/moved.json", "src/new.ts"]);
	expect(await afterCommand(checkout, onlySource, never)).toBeNull();
});

test("a folder or file whose place a link to the outside took is put back, and the outside stays as it is", async () => {
	const { facts, checkout } = await checkOut(project());
	const outside = makeFolder("outside");
	writeFiles(outside, { "c.txt": "outside\n", "b.bin": "outside\n" });
	const before = fingerprint(outside);
	rmSync(join(facts.root, "lib"), { recursive: true });
	symlinkSync(outside, join(facts.root, "lib"));
	const taken = await afterCommand(checkout, onlySource, never);
	expect(taken?.problems).toEqual([]);
	expect(await changesOf(checkout)).toEqual([]);
	expect(lstatSync(join(facts.root, "lib")).isDirectory()).toBe(true);
	expect(fingerprint(outside)).toEqual(before);
});

test("files and folders that took each other's place are put back", async () => {
	const { facts, checkout } = await checkOut(project());
	rmSync(join(facts.root, "lib/deep"), { recursive: true });
	writeFiles(facts.root, { "lib/deep": "now a file\n" });
	rmSync(join(facts.root, "package.json"));
	writeFiles(facts.root, { "package.json/inner/x.txt": "now a folder\n" });
	expect(await afterCommand(checkout, onlySource, never)).toMatchObject({ problems: [] });
	expect(await changesOf(checkout)).toEqual([]);
});

test("what stands in the way and is not a change is left, and told", async () => {
	const { facts, checkout } = await checkOut(
		makeRepository({ "a.txt": "a\n", "src/s.ts": "s\n", ".gitignore": "*.log\n" }),
	);
	rmSync(join(facts.root, "a.txt"));
	writeFiles(facts.root, { "a.txt/kept.log": "ignored\n" });
	const taken = await afterCommand(checkout, onlySource, never);
	expect(taken).toMatchObject({ paths: ["a.txt"], problems: [expect.stringContaining("a.txt could not be put back")] });
	expect(taken?.text).toContain("could not be put back");
	expect(existsSync(join(facts.root, "a.txt/kept.log"))).toBe(true);
});

test("a checkout that is opened again, and one of a folder within a repository, can put back too", async () => {
	const folder = makeRepository({ "sub/src/a.ts": "a\n", "sub/b.txt": "b\n", "other.txt": "o\n" });
	const given = checkoutOptions(join(folder, "sub"));
	const made = await makeCheckout(given, never);
	if (made.kind === "failed") throw new Error(made.text);
	const opened = await openCheckout(made.facts, { storage: given.storage }, never);
	if (opened.kind === "failed") throw new Error(opened.text);
	writeFiles(made.facts.root, { "b.txt": "changed\n", "src/a.ts": "changed\n" });
	mkdirSync(join(made.facts.root, "empty"));
	expect(await afterCommand(opened.checkout, onlySource, never)).toMatchObject({ paths: ["b.txt"], problems: [] });
	expect(contents(made.facts.root)).toMatchObject({ "b.txt": "b\n", "src/a.ts": "changed\n" });
});
