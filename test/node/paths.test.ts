/** However a path is written, the file tools reach nothing outside, nothing of git's and nothing that looks secret. */

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { linkSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { probeScope } from "../../scripts/probe-scope.ts";
import { makeFiles } from "../../src/node/files.ts";
import {
	checkOut,
	fingerprint,
	makeFolder,
	makeRepository,
	removeFolders,
	writeFiles,
} from "../support/repositories.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

afterEach(removeFolders);

function project(): { readonly root: string; readonly around: string } {
	const around = makeFolder("paths");
	const root = join(around, "root");
	writeFiles(around, {
		"outside/secret.txt": "outside",
		"rootx/near.txt": "outside",
		"root/src/a.ts": "a",
		"root/.env": "KEY=1",
		"root/.env.example": "KEY=",
		"root/deploy/id_rsa": "PRIVATE",
		"root/.git/config": "c",
	});
	symlinkSync("src", join(root, "to-src"));
	symlinkSync(".env", join(root, "notes.txt"));
	symlinkSync("deploy", join(root, "innocent"));
	return { root, around };
}

/** Every way out that we know, for reading and for writing. */
const outs = [
	...[
		"../outside/secret.txt",
		"src/../../outside/secret.txt",
		"./../outside/secret.txt",
		"/etc/passwd",
		"//etc/passwd",
	],
	...[
		"../rootx/near.txt",
		"src/a.ts/../../../outside/secret.txt",
		"/proc/self/environ",
		"/proc/self/cwd/x",
		"/dev/null",
	],
	...["..\\outside\\secret.txt", "src\\..\\..\\outside\\secret.txt", "\\\\server\\share\\x", "//server/share/x"],
	...["C:\\Windows\\win.ini", "C:/Windows/win.ini", "C:x", "file:///etc/passwd", "file:../outside/secret.txt"],
	...["%2e%2e/outside/secret.txt", "..%2foutside%2fsecret.txt", "%252e%252e/x", "~/x", "~root/x", "$HOME/../x:y"],
	...["\uff0e\uff0e/outside/secret.txt", "..\u2215outside", "\u2024\u2024/x", "..\u200b/outside/secret.txt"],
	...[
		"a\0.txt",
		"src/a.ts\0.png",
		"new\nline.txt",
		"esc\u001b[2J.txt",
		"rtl\u202egnp.exe",
		"x".repeat(256),
		"x/".repeat(3_000),
	],
	...[".git/config", ".GIT/config", ".git/hooks/pre-commit", ".git./config", ".git /config", "GIT~1/config", "git~1/x"],
	...[".git::$INDEX_ALLOCATION/config", ".git:x/config", ".g\u200cit/config", "src/.git/config", "sub/.Git/hooks/x"],
	...[
		".git\\config",
		"src\\.git\\config",
		"a.txt:stream",
		"a.txt::$DATA",
		"src/new.ts:$DATA",
		"PROGRA~1/x",
		"LONGFI~1.TXT",
	],
	...["con", "NUL.txt", "src/aux.c", "COM1", "lpt9.log", "conin$", "trailing.", "trailing ", "dots...", "a /b.txt"],
	...[".", "", "src", "src/", "src/a.ts/below", "e\u0301.txt", "\ud800.txt", "a<b", "a>b", "a|b", "a?b", "a*b", 'a"b'],
];

test.each(outs)("%j is neither read nor written, and nothing changes anywhere", async (path) => {
	const { root, around } = project();
	const before = fingerprint(around);
	expect(await probeScope({ workspace: root, path, kind: "read" })).toMatchObject({ verdict: "deny" });
	expect(await probeScope({ workspace: root, path, kind: "write" })).toMatchObject({ verdict: "deny" });
	expect(fingerprint(around)).toEqual(before);
});

test.each([
	"src/a.ts",
	"./src/a.ts",
	"src//a.ts",
	"src/../src/a.ts",
	"src/./a.ts",
	"new/deep/file.ts",
	"[slug]/$id (1).tsx",
	"..foo",
	"ünï/字.txt",
	"a%20b.txt",
	"v1.0~rc1.md",
	"@scope/x+y.ts",
	"-dash",
])("%j is an ordinary file", async (path) => {
	const { root } = project();
	expect(await probeScope({ workspace: root, path, kind: "write" })).toMatchObject({ verdict: "allow" });
	expect(await probeScope({ workspace: root, path, kind: "read" })).toMatchObject({
		verdict: "allow",
		bytes: expect.any(Number),
	});
});

test.each([".env", ".ENV", "./.env", "src/../.env", "notes.txt", "deploy/id_rsa", "innocent/id_rsa"])(
	"%j holds a secret: it is refused, with a text that says what to do",
	async (path) => {
		const { root, around } = project();
		if (path === ".ENV") writeFiles(root, { [path]: "KEY=1" });
		const before = fingerprint(around);
		const read = await makeFiles(root).read(path);
		expect(read).toMatchObject({ reason: "secret", text: expect.stringContaining("Ask the person") });
		expect(await makeFiles(root).write(path, bytes("x"))).toMatchObject({ kind: "refused" });
		expect(fingerprint(around)).toEqual(before);
	},
);

test("a secret is not created either, its example is, and an .envrc may be proposed", async () => {
	const { root } = project();
	for (const path of [".env.local", "keys/server.pem", ".ssh/config"])
		expect(await makeFiles(root).write(path, bytes("x"))).toMatchObject({ reason: "secret" });
	expect(await probeScope({ workspace: root, path: ".env.example", kind: "write" })).toMatchObject({
		verdict: "allow",
	});
	expect(await probeScope({ workspace: root, path: "sub/.envrc", kind: "write" })).toMatchObject({ protected: true });
	expect(await makeFiles(root).read("sub/.envrc")).toMatchObject({ reason: "secret" });
});

test("a file is written under its own name only, and read through links that stay inside", async () => {
	const { root } = project();
	expect(await makeFiles(root).read("to-src/a.ts")).toMatchObject({ kind: "file" });
	expect(await makeFiles(root).write("to-src/a.ts", bytes("x"))).toMatchObject({
		reason: "not-regular",
		text: expect.stringContaining("write to src/a.ts instead"),
	});
	expect(readFileSync(join(root, "src/a.ts"), "utf8")).toBe("a");
});

test("a file with a second name is neither read nor written, because that name may be outside", async () => {
	const { root, around } = project();
	linkSync(join(around, "outside/secret.txt"), join(root, "hard.txt"));
	for (const kind of ["read", "write"] as const)
		expect(await probeScope({ workspace: root, path: "hard.txt", kind })).toMatchObject({ verdict: "deny" });
	expect(readFileSync(join(around, "outside/secret.txt"), "utf8")).toBe("outside");
});

test("a checkout has no file with a second name, so that all of it can be read", async () => {
	const { facts } = await checkOut(makeRepository({ "a.txt": "same\n", "b/c.txt": "same\n", "d.bin": "\0\n" }));
	const found = execFileSync("find", [facts.root, "-type", "f", "-links", "+1"], { encoding: "utf8" });
	expect(found).toBe("");
});

test("pipes, sockets and devices are refused without waiting, and nobody at their other end hears of it", async () => {
	const { root } = project();
	execFileSync("mkfifo", [join(root, "pipe")]);
	const server = createServer().listen(join(root, "socket"));
	await once(server, "listening");
	const reader = spawn("cat", [join(root, "pipe")], { stdio: ["ignore", "pipe", "inherit"] });
	try {
		for (const path of ["pipe", "socket"]) {
			expect(await makeFiles(root).read(path)).toMatchObject({ reason: "not-regular" });
			expect(await makeFiles(root).write(path, bytes("x"))).toMatchObject({ reason: "not-regular" });
		}
	} finally {
		reader.kill("SIGKILL");
		server.close();
	}
});

test.each([
	...[".vscode/settings.json", "deep/.VSCODE/tasks.json", "x.code-workspace", ".gitattributes", ".gitmodules"],
	...[
		".husky/pre-commit",
		".githooks/x",
		".github/workflows/ci.yml",
		".gitlab-ci.yml",
		"Jenkinsfile",
		".circleci/config.yml",
	],
	...[
		".devcontainer/devcontainer.json",
		".devcontainer.json",
		"package.json",
		"packages/a/package.json",
		"package-lock.json",
	],
	...[
		"Cargo.lock",
		"AGENTS.md",
		"docs/CLAUDE.md",
		".cursorrules",
		".github/copilot-instructions.md",
		".remit/policy.json",
	],
	...[
		".cursor/rules/x.mdc",
		".claude/settings.json",
		".mcp.json",
		".npmrc",
		"pnpm-workspace.yaml",
		".cargo/config.toml",
	],
	...[
		".pre-commit-config.yaml",
		"lefthook.yml",
		"sub/.envrc",
		".exrc",
		"x.sublime-project",
		".tekton/run.yaml",
		"a/SKILL.md",
	],
])("%j may be proposed, and needs an accept of its own", async (path) => {
	const { root } = project();
	expect(await probeScope({ workspace: root, path, kind: "write" })).toMatchObject({
		verdict: "allow",
		protected: true,
	});
});

test("a link cannot make a protected file look ordinary", async () => {
	const { root } = project();
	mkdirSync(join(root, ".vscode"));
	symlinkSync(".vscode", join(root, "docs"));
	const answer = await probeScope({ workspace: root, path: "docs/settings.json", kind: "write" });
	expect(answer.verdict).toBe("deny");
});

test.each([
	{ workspace: "/nowhere", path: "a", kind: "read" },
	{ workspace: "", path: "", kind: "write" },
	{ workspace: "/etc/passwd", path: "a", kind: "write" },
] as const)("a workspace that is none denies: %j", async (question) => {
	expect(await probeScope(question)).toMatchObject({ verdict: "deny" });
});
