/** What a command would touch is shown as it is, behind patterns and links, and nothing is changed by looking. */

import { execFileSync } from "node:child_process";
import { linkSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { Touch } from "../../src/core/policy/decision.ts";
import type { Inspection } from "../../src/core/policy/inspection.ts";
import { inspectTouches } from "../../src/node/inspect.ts";
import { fingerprint, makeFolder, removeFolders, writeFiles } from "../support/repositories.ts";

const never = new AbortController().signal;

afterEach(removeFolders);

function inspect(root: string, kind: Touch["kind"], ...paths: readonly string[]): Promise<Inspection> {
	const touches = paths.map((path) => ({ path, kind, glob: /[*?[{]/.test(path) }));
	return inspectTouches(root, touches, never);
}

const shown = ({ paths }: Inspection) => paths.map(({ path, place }) => `${path} ${place}`);

function project(): string {
	const around = makeFolder("inspect");
	const root = join(around, "root");
	writeFiles(around, {
		"outside/secret.txt": "12345",
		"root/src/a.ts": "12345",
		"root/src/b.ts": "1",
		"root/src/.hidden.ts": "1",
		"root/src/deep/c.ts": "123",
		"root/.env": "KEY=1",
		"root/[x].ts": "1",
	});
	return root;
}

test.each([
	["src/*.ts", ["src/a.ts", "src/b.ts"]],
	["src/.*", ["src/.hidden.ts"]],
	["src/**/*.ts", ["src/deep/c.ts"]],
	["*/?.ts", ["src/a.ts", "src/b.ts"]],
	["src/{a,b}.ts", ["src/a.ts", "src/b.ts"]],
	["src/[ab].ts", ["src/a.ts", "src/b.ts"]],
	["./src/a*", ["src/a.ts"]],
	["none/*.ts", ["none/*.ts"]],
	["*", ["[x].ts", "src"]],
])("%j stands for %j, as in a plain bash", async (pattern, expected) => {
	const root = project();
	const { paths } = await inspect(root, "read", pattern);
	expect(paths.map(({ path }) => path)).toEqual(expected);
	const bash = execFileSync("bash", ["--noprofile", "--norc", "-c", `printf '%s\\n' ${pattern}`], {
		cwd: root,
		encoding: "utf8",
	});
	expect(
		bash
			.trim()
			.split("\n")
			.map((path) => path.replace(/^\.\//, "")),
	).toEqual(expected);
});

test("what is inside, outside and missing is told apart", async () => {
	const root = project();
	const found = await inspect(root, "read", "src/a.ts", "gone.ts", "../outside/secret.txt", "/etc/hosts", ".");
	expect(shown(found)).toEqual([
		"src/a.ts inside",
		"gone.ts missing",
		`${join(root, "../outside/secret.txt")} outside`,
		"/etc/hosts outside",
		" inside",
	]);
	expect(found.deletes).toBeNull();
	expect(found.problems).toEqual([]);
});

test.each([
	["a link to a file outside", "link", "../outside/secret.txt", "link"],
	["a link to a folder outside", "folder", "../outside", "folder/secret.txt"],
	["a link to nothing outside, through which a file could be made", "dangling", "../outside/new", "dangling"],
	["a link through a link", "first", "second", "first"],
] as const)("%s is a problem for a person, for reading and for writing", async (_name, link, target, path) => {
	const root = project();
	symlinkSync(target, join(root, link));
	symlinkSync("/etc/passwd", join(root, "second"));
	for (const kind of ["read", "write"] as const) {
		const { paths, problems } = await inspect(root, kind, path);
		expect(paths).toMatchObject([{ place: "outside" }]);
		expect(problems).toEqual([expect.stringContaining(`${path} leads out of the project through a link`)]);
	}
});

test("a pattern that matches a link to the outside is one too", async () => {
	const root = project();
	symlinkSync("/etc/passwd", join(root, "src/x.ts"));
	expect((await inspect(root, "read", "src/*.ts")).problems).toEqual([expect.stringContaining("/etc/passwd")]);
});

test("links into a folder that commands may read are no problem, but writing through them is", async () => {
	const root = project();
	const outside = join(root, "../outside");
	symlinkSync(outside, join(root, "dependency"));
	const touch = { path: "dependency/secret.txt", glob: false };
	expect((await inspectTouches(root, [{ ...touch, kind: "read" }], never, [outside])).problems).toEqual([]);
	expect((await inspectTouches(root, [{ ...touch, kind: "write" }], never, [outside])).problems).toHaveLength(1);
});

test("a link to a secret, a second name of a file, a pipe and a link in a circle are problems", async () => {
	const root = project();
	symlinkSync("../.env", join(root, "src/notes.txt"));
	linkSync(join(root, "../outside/secret.txt"), join(root, "hard"));
	execFileSync("mkfifo", [join(root, "pipe")]);
	symlinkSync("circle", join(root, "circle"));
	const { problems } = await inspect(root, "read", "src/notes.txt", "hard", "pipe", "circle");
	expect(problems).toEqual([
		"src/notes.txt is a link to .env, whose name says that it holds a secret.",
		expect.stringContaining("hard shares its bytes with another name"),
		"pipe is a pipe, socket or device.",
		expect.stringContaining("circle could not be looked at"),
	]);
});

test("what would be deleted is counted with its size and names, each file once and no link followed", async () => {
	const root = project();
	symlinkSync("../outside", join(root, "src/out"));
	const before = fingerprint(join(root, ".."));
	const { deletes, problems } = await inspect(root, "delete", "src", "src/a.ts", "src/*.ts", "gone");
	expect(deletes).toEqual({
		files: 5,
		bytes: 5 + 1 + 1 + 3 + "../outside".length,
		names: expect.arrayContaining(["src/a.ts", "src/b.ts", "src/.hidden.ts", "src/out", "src/deep/c.ts"]),
		more: false,
	});
	expect(problems).toEqual([]);
	expect(fingerprint(join(root, ".."))).toEqual(before);
});

test("deleting a link deletes the link, and deleting through one is a problem", async () => {
	const root = project();
	symlinkSync("../outside", join(root, "out"));
	expect(await inspect(root, "delete", "out")).toMatchObject({ deletes: { files: 1, names: ["out"] }, problems: [] });
	expect(await inspect(root, "delete", "out/secret.txt")).toMatchObject({
		deletes: { files: 1 },
		problems: [expect.stringContaining("leads out")],
	});
});

test("a huge folder is not counted to its end, and at most 20 names and 200 paths are shown", async () => {
	const root = project();
	mkdirSync(join(root, "many"));
	for (let at = 0; at < 20_100; at++) mkdirSync(join(root, "many", String(at)));
	writeFiles(root, Object.fromEntries(Array.from({ length: 250 }, (_, at) => [`few/${at}`, "1"])));
	expect((await inspect(root, "delete", "many")).deletes).toMatchObject({ more: true });
	const few = await inspect(root, "delete", "few");
	expect(few.deletes).toMatchObject({ files: 250, bytes: 250, more: false });
	expect(few.deletes?.names).toHaveLength(20);
	const each = await inspect(root, "delete", "few/*");
	expect(each.paths).toHaveLength(200);
	expect(each.problems).toEqual([expect.stringContaining("more than 200 paths")]);
});

test("the registries that the project's configuration names are found, and nothing else of it is told", async () => {
	const root = project();
	writeFiles(root, {
		".npmrc":
			"registry=https://npm.example.com/x/\n@a:registry = https://user:pass@b.example.com\n//c/:_authToken=secret\n",
		"pip.conf": "[global]\nindex-url = https://pypi.example.com/simple\nextra-index-url=not a url\n",
		".cargo/config.toml": '[registries.x]\nindex = "sparse+https://crates.example.com/"\n',
		".yarnrc.yml": 'npmRegistryServer: "https://yarn.example.com"\n',
	});
	symlinkSync("/etc/passwd", join(root, "bunfig.toml"));
	const { domains } = await inspect(root, "read", "src");
	expect(domains).toEqual([
		"npm.example.com",
		"b.example.com",
		"yarn.example.com",
		"pypi.example.com",
		"crates.example.com",
	]);
});

test("a project cannot add this machine, its neighbours or names without a dot to what a command reaches", async () => {
	const near = ["nexus:4873", "localhost", "LOCALHOST.", "127.0.0.1", "2130706433", "[::1]", "[fd00::1]", "nexus."];
	const more = [
		"10.1.2.3",
		"192.168.0.9:80",
		"172.16.0.1",
		"172.31.9.9",
		"169.254.169.254",
		"printer.local",
		"0.0.0.0",
	];
	for (const host of [...near, ...more]) {
		const root = project();
		writeFiles(root, { ".npmrc": `registry=http://${host}/\n@a:registry=https://npm.example.com/\n` });
		const { domains, unreached = [] } = await inspect(root, "read", "src");
		expect(domains, host).toEqual(["npm.example.com"]);
		expect(unreached, host).toHaveLength(1);
		expect(unreached[0]?.text).toMatch(/^The project's \.npmrc names the registry \S+, which is not reached\.$/);
	}
	for (const host of ["172.32.0.1", "11.0.0.1", "npm.local.example.com"]) {
		const root = project();
		writeFiles(root, { ".npmrc": `registry=http://${host}/\n` });
		expect(await inspect(root, "read", "src")).toMatchObject({ domains: [host], unreached: [] });
	}
});

test("looking ends when the task does", async () => {
	const root = project();
	await expect(
		inspectTouches(root, [{ path: "src", kind: "delete", glob: false }], AbortSignal.abort()),
	).rejects.toThrow();
});
