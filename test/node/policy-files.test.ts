/** The repository's policy is read from a real folder: a regular file inside it, or a reason why not. */

import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { fingerprint } from "../../src/node/fingerprint.ts";
import { readPolicyFile, remoteHeadOf } from "../../src/node/policy-files.ts";
import { git, makeFolder, makeRepository, removeFolders, writeFiles } from "../support/repositories.ts";

afterEach(removeFolders);

function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
	const folder = makeFolder();
	writeFiles(folder, files);
	return folder;
}

test("without the file there is nothing, and no problem", () => {
	expect(readPolicyFile(makeFolder())).toEqual({ kind: "none" });
	expect(readPolicyFile(folderWith({ ".remit/other": "" }))).toEqual({ kind: "none" });
	expect(readPolicyFile(folderWith({ ".remit": "a file" }))).toEqual({ kind: "none" });
});

test("the file's text is read as it is now", () => {
	const folder = folderWith({ ".remit/policy.json": '{"rules":[]}' });
	expect(readPolicyFile(folder)).toEqual({ kind: "file", text: '{"rules":[]}' });
	writeFiles(folder, { ".remit/policy.json": "" });
	expect(readPolicyFile(folder)).toEqual({ kind: "file", text: "" });
	rmSync(join(folder, ".remit"), { recursive: true });
	expect(readPolicyFile(folder)).toEqual({ kind: "none" });
});

test("a link inside the folder is followed, one that leads out is refused", () => {
	const outside = folderWith({ "policy.json": '{"rules":[]}', "a/policy.json": "{}" });
	const inside = folderWith({ "shared/policy.json": "{}", ".remit/x": "" });
	symlinkSync("../shared/policy.json", join(inside, ".remit/policy.json"));
	expect(readPolicyFile(inside)).toEqual({ kind: "file", text: "{}" });
	rmSync(join(inside, ".remit/policy.json"));
	symlinkSync(join(outside, "policy.json"), join(inside, ".remit/policy.json"));
	expect(readPolicyFile(inside)).toEqual({ kind: "failed", text: "it is a link that leads out of the folder." });
	rmSync(join(inside, ".remit"), { recursive: true });
	symlinkSync(join(outside, "a"), join(inside, ".remit"));
	expect(readPolicyFile(inside)).toEqual({ kind: "failed", text: "it is a link that leads out of the folder." });
});

test("a link to nothing, a folder, a pipe, and what is too large or no text are refused, at once", () => {
	const folder = folderWith({ ".remit/x": "" });
	const path = join(folder, ".remit/policy.json");
	const replaced = (make: () => void) => {
		rmSync(path, { recursive: true, force: true });
		make();
		const read = readPolicyFile(folder);
		return read.kind === "failed" ? read.text : read.kind;
	};
	expect(replaced(() => symlinkSync("missing", path))).toBe("it is a link to nothing.");
	expect(replaced(() => symlinkSync("policy.json", path))).toContain("it cannot be read");
	expect(replaced(() => mkdirSync(path))).toBe("it is not a regular file.");
	expect(replaced(() => execFileSync("mkfifo", [path]))).toBe("it is not a regular file.");
	expect(replaced(() => writeFileSync(path, "x".repeat(256 * 1024 + 1)))).toBe("it is larger than 256 kB.");
	expect(replaced(() => writeFileSync(path, "x".repeat(256 * 1024)))).toBe("file");
	expect(replaced(() => writeFileSync(path, Buffer.from([0xff, 0xfe, 0x00])))).toBe("it is not UTF-8 text.");
});

test("the branch that the remote calls its main one is found in repositories, their folders and their work trees", () => {
	const origin = makeRepository({ "a/b.txt": "x" }, "origin");
	git(origin, "branch", "-m", "trunk");
	const clone = join(makeFolder(), "clone");
	git(origin, "clone", "-q", origin, clone);
	expect(remoteHeadOf(clone)).toBe("trunk");
	expect(remoteHeadOf(join(clone, "a"))).toBe("trunk");
	git(clone, "worktree", "add", "-q", "../other", "-b", "other");
	expect(remoteHeadOf(join(clone, "../other"))).toBe("trunk");
	git(clone, "remote", "rename", "origin", "upstream");
	expect(remoteHeadOf(clone)).toBe("trunk");
});

test("where no remote is recorded there is no such branch", () => {
	expect(remoteHeadOf(makeFolder())).toBe("");
	expect(remoteHeadOf(makeRepository({ a: "x" }))).toBe("");
	const odd = makeRepository({ a: "x" });
	mkdirSync(join(odd, ".git/refs/remotes/origin/HEAD"), { recursive: true });
	expect(remoteHeadOf(odd)).toBe("");
	renameSync(join(odd, ".git"), join(odd, "git"));
	symlinkSync("git", join(odd, ".git"));
	expect(remoteHeadOf(odd)).toBe("");
});

test("texts are told apart by their fingerprint", () => {
	expect(fingerprint("a")).toMatch(/^[0-9a-f]{64}$/);
	expect(fingerprint("a")).toBe(fingerprint("a"));
	expect(new Set(["a", "b", "a ", "\u00e1", "a\u0301", ""].map(fingerprint)).size).toBe(6);
});
