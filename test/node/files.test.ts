/** Files are read and written inside of the checkout only. */

import { execFileSync } from "node:child_process";
import {
	chmodSync,
	linkSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { makeFiles } from "../../src/node/files.ts";
import { isDeviceName } from "../../src/node/paths.ts";
import { makeFolder, removeFolders, writeFiles } from "../support/repositories.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const never = new AbortController().signal;

afterEach(removeFolders);

test("what was written is read, with the same version, and a new version when the bytes change", async () => {
	const files = makeFiles(makeFolder());
	const written = await files.write("new/folder/a.txt", bytes("a\r\n"));
	const read = await files.read("new/folder/a.txt");
	expect(written).toMatchObject({ kind: "written", created: true });
	expect(read).toEqual({
		kind: "file",
		bytes: bytes("a\r\n"),
		version: written.kind === "written" ? written.version : "",
	});
	expect(await files.write("./new/../new/folder/a.txt", bytes("b"))).toMatchObject({ created: false });
	expect(await files.read("new/folder/a.txt")).not.toMatchObject({ version: read.kind === "file" ? read.version : "" });
});

test("an overwritten file keeps its mode, and no temporary file stays", async () => {
	const root = makeFolder();
	writeFiles(root, { "run.sh": "old" });
	chmodSync(join(root, "run.sh"), 0o755);
	await makeFiles(root).write("run.sh", bytes("new"));
	expect(lstatSync(join(root, "run.sh")).mode & 0o777).toBe(0o755);
	expect(readdirSync(root)).toEqual(["run.sh"]);
});

test.each([
	["../outside.txt", "outside"],
	["a/../../outside.txt", "outside"],
	["/etc/passwd", "outside"],
	["link-out", "outside"],
	["folder-out/secret.txt", "outside"],
	["folder-out/new/deep.txt", "outside"],
	["null\0byte", "outside"],
	[".git/config", "protected"],
	["sub/.GIT/config", "protected"],
	[".git", "protected"],
	[".git./config", "protected"],
	[".git ", "protected"],
	["git~1/config", "protected"],
	[".g\u200cit/config", "protected"],
	[".git::$INDEX_ALLOCATION/config", "protected"],
	["to-git/config", "protected"],
	["folder", "is-folder"],
	["pipe", "not-regular"],
	["folder/a.txt/below", "not-folder"],
	["circle", "not-found"],
	["dangling", "not-found"],
	["missing/a.txt", "not-found"],
])("%j is not read", async (path, reason) => {
	expect(await makeFiles(oddFolder()).read(path)).toMatchObject({ kind: "refused", reason });
});

test.each([
	["../outside.txt", "outside"],
	["/etc/remit-test", "outside"],
	["folder-out/secret.txt", "outside"],
	["folder-out/new/deep.txt", "outside"],
	["null\0byte", "outside"],
	[".git/hooks/x", "protected"],
	["new/.Git/x", "protected"],
	["to-git/config", "protected"],
	["link-in", "not-regular"],
	["link-out", "not-regular"],
	["dangling", "not-regular"],
	["circle", "not-regular"],
	["hard", "protected"],
	["pipe", "not-regular"],
	["folder", "is-folder"],
	["", "is-folder"],
	["folder/a.txt/below", "not-folder"],
	["sub/nul.txt", "not-regular"],
	["x".repeat(300), "denied"],
])("%j is not written, and nothing changes", async (path, reason) => {
	const root = oddFolder();
	const around = join(root, "..");
	const before = listing(around);
	expect(await makeFiles(root).write(path, bytes("changed"))).toMatchObject({ kind: "refused", reason });
	expect(listing(around)).toEqual(before);
});

/** A folder with everything that could lead astray; its neighbour `outside` must stay as it is. */
function oddFolder(): string {
	const around = makeFolder();
	const root = join(around, "root");
	writeFiles(around, {
		"outside/secret.txt": "secret",
		"root/folder/a.txt": "a",
		"root/.git/config": "c",
		"root/one": "1",
	});
	symlinkSync("folder/a.txt", join(root, "link-in"));
	symlinkSync("../outside/secret.txt", join(root, "link-out"));
	symlinkSync("../outside", join(root, "folder-out"));
	symlinkSync(".git", join(root, "to-git"));
	symlinkSync("nowhere", join(root, "dangling"));
	symlinkSync("circle", join(root, "circle"));
	linkSync(join(around, "outside/secret.txt"), join(root, "hard"));
	execFileSync("mkfifo", [join(root, "pipe")]);
	return root;
}

function listing(folder: string): readonly string[] {
	return readdirSync(folder, { recursive: true, encoding: "utf8" })
		.sort()
		.map((path) => {
			const found = lstatSync(join(folder, path));
			return `${path} ${found.mode} ${found.isFile() ? readFileSync(join(folder, path), "utf8") : ""}`;
		});
}

test("a link that stays inside is read, and so is an absolute path inside", async () => {
	const root = oddFolder();
	expect(await makeFiles(root).read("link-in")).toMatchObject({ kind: "file", bytes: bytes("a") });
	expect(await makeFiles(root).read(join(root, "one"))).toMatchObject({ kind: "file", bytes: bytes("1") });
});

test("a file of more than 20 MB is neither read nor written", async () => {
	const root = makeFolder();
	writeFileSync(join(root, "big"), new Uint8Array(20 * 1024 * 1024 + 1));
	expect(await makeFiles(root).read("big")).toMatchObject({ kind: "refused", reason: "too-large" });
	expect(await makeFiles(root).write("other", new Uint8Array(20 * 1024 * 1024 + 1))).toMatchObject({
		reason: "too-large",
	});
	expect(readdirSync(root)).toEqual(["big"]);
});

test("Windows' device names are known with every extension, and ordinary names are not taken for them", () => {
	expect(["nul", "CON.txt", "aux.", "com1.tar.gz", "LPT9", "conin$"].filter((name) => !isDeviceName(name))).toEqual([]);
	expect(["null", "console.ts", "auxiliary", "com10", "lpt", "a.con"].filter(isDeviceName)).toEqual([]);
});

test("a folder is listed in name order to the depth asked for, without git's own", async () => {
	const root = oddFolder();
	mkdirSync(join(root, "node_modules/dep"), { recursive: true });
	const listed = await makeFiles(root).list("", { depth: 2, limit: 100 }, never);
	expect(
		listed.kind === "folder" &&
			listed.entries.map(({ path, type, size }) => `${type} ${path} ${type === "file" ? size : ""}`),
	).toEqual([
		"link circle ",
		"link dangling ",
		"folder folder ",
		"file folder/a.txt 1",
		"link folder-out ",
		"file hard 6",
		"link link-in ",
		"link link-out ",
		"folder node_modules ",
		"file one 1",
		"file pipe 0",
		"link to-git ",
	]);
	expect(await makeFiles(root).list("", { depth: 5, limit: 2 }, never)).toMatchObject({
		truncated: true,
		entries: [{}, {}],
	});
	expect(await makeFiles(root).list("node_modules", { depth: 1, limit: 9 }, never)).toMatchObject({
		truncated: false,
		entries: [{ path: "node_modules/dep" }],
	});
	expect(await makeFiles(root).list("one", { depth: 1, limit: 9 }, never)).toMatchObject({ reason: "not-folder" });
	expect(await makeFiles(root).list("folder-out", { depth: 1, limit: 9 }, never)).toMatchObject({ reason: "outside" });
	expect(await makeFiles(root).list(`../${basename(root)}x`, { depth: 1, limit: 9 }, never)).toMatchObject({
		reason: "outside",
	});
});

test("when a link takes the place of the whole folder, nothing is read or written through it", async () => {
	const around = makeFolder();
	writeFiles(around, { "root/a.txt": "inside", "outside/a.txt": "outside" });
	const root = join(around, "root");
	const files = makeFiles(root);
	renameSync(root, join(around, "away"));
	symlinkSync("outside", root);
	expect(await files.read("a.txt")).toMatchObject({ kind: "refused", reason: "outside" });
	expect(await files.write("a.txt", bytes("changed"))).toMatchObject({ kind: "refused", reason: "outside" });
	expect(readFileSync(join(around, "outside/a.txt"), "utf8")).toBe("outside");
});
