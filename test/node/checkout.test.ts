/** A checkout holds what the workspace held, and making it leaves the workspace alone. */

import {
	existsSync,
	lstatSync,
	mkdirSync,
	readFileSync,
	readlinkSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { makeCheckout, openCheckout } from "../../src/node/checkout.ts";
import { changesOf, pathsOf } from "../support/proposals.ts";
import {
	checkOut,
	checkoutOptions,
	commit,
	contents,
	fingerprint,
	git,
	makeFolder,
	makeRepository,
	removeFolders,
	writeFiles,
} from "../support/repositories.ts";

const never = new AbortController().signal;

afterEach(removeFolders);

test("a clean repository is checked out on a branch of the task's own", async () => {
	const folder = makeRepository({ "a.txt": "a\n", "src/b.txt": "b\n" });
	const { facts } = await checkOut(folder);
	expect(contents(facts.root)).toEqual({ "a.txt": "a\n", "src/b.txt": "b\n" });
	expect(facts.branch).toBe("remit/fix-it-7");
	expect(git(facts.root, "branch", "--show-current").trim()).toBe("remit/fix-it-7");
	expect(git(facts.root, "rev-parse", "HEAD").trim()).toBe(facts.base);
	expect(git(facts.root, "log", "--format=%s").trim().split("\n")).toEqual([
		"What the workspace held when the task began",
		"first",
	]);
	expect(git(facts.root, "status", "--porcelain")).toBe("");
	expect(git(facts.root, "remote")).toBe("");
	expect(facts.notes).toEqual([]);
});

test("staged, unstaged, deleted and new files are taken as they are on disk, ignored ones are not", async () => {
	const folder = makeRepository({
		"kept.txt": "1\n",
		"staged.txt": "1\n",
		"both.txt": "1\n",
		"gone.txt": "1\n",
		".gitignore": "*.log\n",
	});
	writeFiles(folder, { "staged.txt": "2\n", "both.txt": "2\n" });
	git(folder, "add", "staged.txt", "both.txt");
	writeFiles(folder, { "both.txt": "3\n", "new.txt": "new\n", "debug.log": "noise\n" });
	rmSync(join(folder, "gone.txt"));
	const { facts } = await checkOut(folder);
	expect(contents(facts.root)).toEqual({
		".gitignore": "*.log\n",
		"both.txt": "3\n",
		"kept.txt": "1\n",
		"new.txt": "new\n",
		"staged.txt": "2\n",
	});
	expect(git(facts.root, "status", "--porcelain")).toBe("");
});

test("making a checkout, changing it and comparing it touches no byte and no time in the workspace and its .git", async () => {
	const folder = makeRepository({ "a.txt": "old\n", "b.txt": "b\n", ".gitignore": "node_modules\n" });
	writeFiles(folder, { "a.txt": "new\n" });
	commit(folder, "second");
	git(folder, "gc", "-q");
	writeFiles(folder, { "b.txt": "dirty\n", "c.txt": "c\n", "node_modules/x/index.js": "x", "package.json": "{}" });
	const before = fingerprint(folder);
	const { facts, checkout } = await checkOut(folder);
	// The old bytes exist in the person's objects: git would touch them instead of writing them.
	writeFiles(facts.root, { "a.txt": "old\n", "b.txt": "b\n", "d.txt": "d\n" });
	expect(await pathsOf(checkout)).toEqual(["a.txt", "b.txt", "d.txt"]);
	expect(fingerprint(folder)).toEqual(before);
});

test("a plain folder is checked out by its ignore files, without secrets, packages and Python environments", async () => {
	const folder = makeFolder("plain");
	writeFiles(folder, {
		"a.txt": "a\n",
		".gitignore": "build/\n",
		"sub/.gitignore": "*.tmp\n",
		"sub/x.tmp": "x",
		"build/out": "x",
		"node_modules/p/index.js": "x",
		"py/pyvenv.cfg": "home = /usr\n",
		"py/bin/python": "x",
		".env": "SECRET=1",
		".env.example": "SECRET=\n",
		id_rsa: "x",
	});
	const before = fingerprint(folder);
	const { facts } = await checkOut(folder);
	expect(Object.keys(contents(facts.root)).filter((path) => !path.startsWith("node_modules"))).toEqual([
		".env.example",
		".gitignore",
		"a.txt",
		"sub/.gitignore",
	]);
	expect(facts.notes).toEqual([
		"The Python environment py was left out.",
		"Left out because the name says that it holds a secret: .env, id_rsa.",
	]);
	expect(fingerprint(folder)).toEqual(before);
	expect(existsSync(join(folder, ".git"))).toBe(false);
});

test("an empty folder gives an empty checkout in which files can be added", async () => {
	const { facts, checkout } = await checkOut(makeFolder("empty"));
	expect(contents(facts.root)).toEqual({});
	expect(await checkout.files.write("a.txt", new TextEncoder().encode("a\n"))).toMatchObject({
		kind: "written",
		created: true,
	});
	expect(await changesOf(checkout)).toMatchObject([{ path: "a.txt", kind: "added", added: 1 }]);
});

test("unsaved texts count instead of what is on disk, but bring no ignored file in", async () => {
	const folder = makeRepository({ "src/a.txt": "disk\n", ".gitignore": "*.log\n" });
	const bytes = new Uint8Array([0xff, 0x0d, 0x0a]);
	const overlays = ["a.txt", "new.txt", "x.log", ".env", "../outside.txt"].map((path) => ({ path, bytes }));
	const before = fingerprint(folder);
	const { facts } = await checkOut(join(folder, "src"), { overlays: overlays.slice(0, 4) });
	expect(Object.keys(contents(facts.root))).toEqual(["a.txt", "new.txt"]);
	expect(new Uint8Array(readFileSync(join(facts.root, "a.txt")))).toEqual(bytes);
	expect(fingerprint(folder)).toEqual(before);
});

test("installed packages are there as links that lead into the checkout where the project's own are meant", async () => {
	const folder = makeRepository({
		".gitignore": "node_modules\n",
		"package.json": "{}",
		"packages/own/package.json": "{}",
		"packages/own/index.js": "own\n",
	});
	writeFiles(folder, {
		"node_modules/dep/cli.js": "dep\n",
		"node_modules/@scope/inner/index.js": "scoped\n",
		"node_modules/.cache/big": "x",
		"node_modules/.package-lock.json": "{}",
		"packages/own/node_modules/local/index.js": "local\n",
	});
	mkdirSync(join(folder, "node_modules/.bin"));
	symlinkSync("../dep/cli.js", join(folder, "node_modules/.bin/dep"));
	symlinkSync("../packages/own", join(folder, "node_modules/own"));
	const before = fingerprint(folder);
	const { facts, checkout } = await checkOut(folder);
	const modules = join(facts.root, "node_modules");
	expect(lstatSync(modules).isDirectory()).toBe(true);
	expect(readlinkSync(join(modules, "dep"))).toBe(join(folder, "node_modules/dep"));
	expect(readFileSync(join(modules, ".bin/dep"), "utf8")).toBe("dep\n");
	expect(readFileSync(join(modules, "@scope/inner/index.js"), "utf8")).toBe("scoped\n");
	expect(readFileSync(join(facts.root, "packages/own/node_modules/local/index.js"), "utf8")).toBe("local\n");
	expect(existsSync(join(modules, ".cache"))).toBe(false);
	expect(lstatSync(join(modules, ".package-lock.json")).isFile()).toBe(true);
	writeFiles(facts.root, {
		"packages/own/index.js": "changed\n",
		".gitignore": "!node_modules\n",
		"node_modules/made.js": "x",
	});
	expect(readFileSync(join(modules, "own/index.js"), "utf8")).toBe("changed\n");
	expect(await pathsOf(checkout)).toEqual([".gitignore", "packages/own/index.js"]);
	expect(fingerprint(folder)).toEqual(before);
});

test("a checkout is opened again with its changes and its linked packages", async () => {
	const folder = makeRepository({ "sub/a.txt": "a\n", "sub/package.json": "{}", "sub/node_modules/x.js": "tracked" });
	writeFiles(folder, { "node_modules/dep/index.js": "x" });
	const given = checkoutOptions(join(folder, "sub"));
	const made = await makeCheckout(given, never);
	if (made.kind === "failed") throw new Error(made.text);
	writeFiles(made.facts.root, { "a.txt": "b\n" });
	const opened = await openCheckout(made.facts, { storage: given.storage }, never);
	expect(opened.kind === "made" && (await pathsOf(opened.checkout))).toEqual(["a.txt"]);
	rmSync(join(given.storage, "checkout"), { recursive: true });
	expect(await openCheckout(made.facts, { storage: given.storage }, never)).toEqual({
		kind: "failed",
		text: "The task's checkout is gone: its folder was deleted.",
	});
});

test("without git, and with a broken repository, there is no checkout but a reason, and nothing is left behind", async () => {
	const folder = makeRepository({ "a.txt": "a\n" });
	const path = process.env.PATH;
	process.env.PATH = makeFolder("no-programs");
	const missing = checkoutOptions(folder);
	const failed = await makeCheckout(missing, never).finally(() => {
		process.env.PATH = path;
	});
	expect(failed).toMatchObject({ kind: "failed", text: expect.stringContaining("Git was not found on the PATH") });
	writeFileSync(join(folder, ".git", "HEAD"), "0123456789012345678901234567890123456789\n");
	const broken = checkoutOptions(folder);
	expect(await makeCheckout(broken, never)).toMatchObject({ kind: "failed" });
	for (const { storage } of [missing, broken]) expect(contents(storage)).toEqual({});
});

test("an aborted checkout rejects with the reason and leaves nothing behind", async () => {
	const folder = makeRepository({ "a.txt": "a\n" });
	for (const afterMs of [0, 5, 20, 40]) {
		const given = checkoutOptions(folder);
		const aborting = AbortSignal.timeout(afterMs);
		const made = await makeCheckout(given, aborting).then(
			(result) => result.kind,
			(reason) => reason,
		);
		if (made === "made") continue;
		expect(made).toBe(aborting.reason);
		expect(existsSync(join(given.storage, "checkout"))).toBe(false);
		expect(existsSync(join(given.storage, "harness.git"))).toBe(false);
	}
});

test("a checkout that a crash left half made, or whole but unrecorded, is made again", async () => {
	const folder = makeRepository({ "a.txt": "a\n" });
	const given = checkoutOptions(folder);
	writeFiles(given.storage, {
		"checkout.unfinished/project/half.txt": "x",
		"harness.git/base.index.lock": "",
		"journal.jsonl": "kept\n",
	});
	const made = await makeCheckout(given, never);
	expect(made.kind === "made" && contents(made.facts.root)).toEqual({ "a.txt": "a\n" });
	writeFiles(folder, { "a.txt": "b\n" });
	const again = await makeCheckout(given, never);
	expect(again.kind === "made" && contents(again.facts.root)).toEqual({ "a.txt": "b\n" });
	expect(again.kind === "made" && (await changesOf(again.checkout))).toEqual([]);
	expect(contents(given.storage)["journal.jsonl"]).toBe("kept\n");
});
