/** What does not belong into a tree is refused, and every tree goes, whole, when it is not needed any more. */

import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { AcceptedFile } from "../../src/core/review-ports.ts";
import { makeCheckout, openCheckout, removeCheckout } from "../../src/node/checkout.ts";
import { accepted, checkOutSandboxed, laid, runIn } from "../support/laid-trees.ts";
import {
	checkoutOptions,
	contents,
	fingerprint,
	makeFolder,
	makeRepository,
	removeFolders,
	writeFiles,
} from "../support/repositories.ts";

const never = new AbortController().signal;
const link = 0o120000;

afterEach(removeFolders);

const refusals: readonly (readonly [string, Partial<AcceptedFile>])[] = [
	["../out.txt", { path: "../out.txt" }],
	["an absolute path", { path: "/tmp/remit-planted" }],
	["a/../../out", { path: "a/../../out" }],
	[".git/config", { path: ".git/config" }],
	["sub/.GIT/hooks/x", { path: "sub/.GIT/hooks/x" }],
	["git~1", { path: "git~1/config" }],
	["a hidden character in .git", { path: ".g\u200cit/config" }],
	["an origin outside", { origin: "../a.txt" }],
	["a submodule", { mode: 0o160000 }],
	["a folder", { mode: 0o040000 }],
	["no mode", { mode: 0 }],
	["a mode without content", { content: null }],
	["a name that is none", { content: "HEAD" }],
	["a name with a line", { content: `${"1".repeat(40)}\n` }],
	["a name of the wrong length", { content: "1".repeat(64) }],
	["a name that is not kept", { content: "1".repeat(40) }],
	["a path with a zero", { path: "a\0b" }],
];

test.each(refusals)("%s is refused, and nothing is left of the tree", async (_what, change) => {
	const task = await checkOutSandboxed(makeRepository({ "a.txt": "a\n" }));
	const [file] = await accepted(task, [{ path: "a.txt", text: "x\n" }]);
	if (file === undefined) throw new Error("nothing was kept");
	await expect(task.checkout.trees.lay([{ ...file, ...change }], never)).rejects.toMatchObject({ name: "GitFailure" });
	expect(readdirSync(join(task.storage, "trees"))).toEqual([]);
	expect(readdirSync(join(task.storage, "harness.git")).filter((name) => name.startsWith("tree-"))).toEqual([]);
});

test("files that cannot be there together are refused instead of one of them being left out", async () => {
	const task = await checkOutSandboxed(makeRepository({ file: "f\n", "dir/a.txt": "a\n" }));
	for (const given of [
		[{ path: "file/inner.txt", origin: null, text: "x\n" }],
		[{ path: "dir", origin: null, text: "x\n" }],
		[
			{ path: "link", origin: null, text: "/tmp", mode: link },
			{ path: "link/escaped.txt", origin: null, text: "x\n" },
		],
	])
		await expect(laid(task, given)).rejects.toThrow("cannot both be there");
	await expect(
		laid(task, [
			{ path: "file", text: "1\n" },
			{ path: "file", origin: null, text: "2\n" },
		]),
	).rejects.toThrow("under one name");
});

test("a link in the place of a package's folder leads no packages out of the tree", async () => {
	const folder = makeRepository({ ".gitignore": "node_modules\n", "own/package.json": "{}", "own/i.js": "i\n" });
	writeFiles(folder, { "own/node_modules/dep/index.js": "x" });
	const outside = makeFolder("outside");
	const task = await checkOutSandboxed(folder);
	const tree = await laid(task, [
		{ path: "own/package.json", text: null },
		{ path: "own/i.js", text: null },
		{ path: "own", origin: null, text: outside, mode: link },
	]);
	expect(contents(tree.shell.guard().root)).toMatchObject({ own: `-> ${outside}` });
	expect(readdirSync(outside)).toEqual([]);
});

test("removing a tree deletes all of it, whatever a command made of it, and follows no link", async () => {
	const task = await checkOutSandboxed(makeRepository({ "a.txt": "a\n" }));
	const outside = makeFolder("outside");
	writeFiles(outside, { "kept.txt": "k\n" });
	const before = fingerprint(outside);
	const tree = await laid(task, []);
	await runIn(tree, `ln -s ${outside} link; mkdir -p ro/deep; touch ro/deep/x; chmod -R 0 ro; mkdir ~/m; chmod 0 ~/m`);
	symlinkSync(outside, join(tree.shell.guard().root, "out"));
	await tree.remove();
	await tree.remove();
	expect(readdirSync(join(task.storage, "trees"))).toEqual([]);
	expect(fingerprint(outside)).toEqual(before);
});

test("what an ended editor left is deleted when the checkout is opened next, and with the checkout", async () => {
	const given = checkoutOptions(makeRepository({ "a.txt": "a\n" }));
	const task = await makeCheckout(given, never);
	if (task.kind === "failed") throw new Error(task.text);
	const mine = await laid(task, []);
	writeFiles(join(given.storage, "trees"), { "1-abc/project/a.txt": "left\n" });
	expect(await openCheckout(task.facts, { storage: given.storage }, never)).toMatchObject({ kind: "made" });
	expect(existsSync(join(given.storage, "trees/1-abc"))).toBe(false);
	expect(contents(mine.shell.guard().root)).toEqual({ "a.txt": "a\n" });
	await removeCheckout(given.storage);
	expect(readdirSync(given.storage)).toEqual([]);
});

test("a tree that is stopped rejects with the reason and leaves nothing", async () => {
	const task = await checkOutSandboxed(makeRepository({ "a.txt": "a\n" }));
	const stop = new AbortController();
	const laying = task.checkout.trees.lay([], stop.signal);
	while (!existsSync(join(task.storage, "trees"))) await new Promise(setImmediate);
	stop.abort(new Error("stopped by the person"));
	await expect(laying).rejects.toThrow("stopped by the person");
	expect(readdirSync(join(task.storage, "trees"))).toEqual([]);
});

test("a folder in which a command took every right away is removed, by who is not the administrator too", () => {
	const place = makeFolder("removed");
	chmodSync(place, 0o777);
	for (const name of ["remove-folder.ts", "system-error.ts"])
		copyFileSync(join(import.meta.dirname, "../../src/node", name), join(place, name));
	writeFileSync(
		join(place, "main.ts"),
		`import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
		import { removeFolder } from "./remove-folder.ts";
		mkdirSync("cache/module/deep", { recursive: true });
		mkdirSync("outside");
		writeFileSync("cache/module/deep/file", "x");
		writeFileSync("outside/kept", "k");
		symlinkSync("../../outside", "cache/module/link");
		for (const path of ["cache/module/deep/file", "cache/module/deep", "cache/module", "cache"]) chmodSync(path, 0);
		await removeFolder("cache");
		await removeFolder("never-there");
		console.log(existsSync("cache"), existsSync("outside/kept"));`,
	);
	const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
	const said = execFileSync(process.execPath, ["main.ts"], { cwd: place, encoding: "utf8", ...nobody });
	expect(said).toBe("false true\n");
});
