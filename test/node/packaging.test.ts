/** The build and the packing on a small extension: what comes out, and what stops them. */

import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { archiveEntries } from "../../scripts/package-archive.ts";

const projectRoot = resolve(import.meta.dirname, "../..");
const taken = [
	"package.json",
	".vscodeignore",
	"README.md",
	"CHANGELOG.md",
	"LICENSE",
	"tsconfig.base.json",
	"webview/build.ts",
];
const scripts = ["build.ts", "build-licences.ts", "package.ts", "package-archive.ts"];

let root = "";

beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), "remit-packaging-"));
	for (const file of [...taken, ...scripts.map((name) => `scripts/${name}`)]) {
		await cp(join(projectRoot, file), join(root, file));
	}
	await symlink(join(projectRoot, "node_modules"), join(root, "node_modules"));
	await write(
		"src/extension.ts",
		'import * as z from "zod";\n\nexport const here = [import.meta.url, import.meta.dirname, z.string()];\n',
	);
	await write("webview/main.tsx", 'import { render } from "preact";\n\nrender(<p>Hello</p>, document.body);\n');
	await write("webview/panel.css", "body {\n\tcolor: red;\n}\n");
	await write("media/icon.png", "");
	await write("media/remit.svg", "<svg />");
	await write(".env", "TOKEN=1");
});

afterEach(async () => {
	await rm(root, { recursive: true, force: true });
});

test("the package holds what is allow-listed, and nothing else", async () => {
	const { code, output } = await node("scripts/package.ts");
	const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
	const file = `remit-${version}.vsix`;
	expect(output).toContain(file);
	expect(code).toBe(0);
	const entries = archiveEntries(await readFile(join(root, file)));
	expect(entries.map(({ path }) => path).toSorted()).toEqual([
		"[Content_Types].xml",
		"extension.vsixmanifest",
		"extension/LICENSE.txt",
		"extension/changelog.md",
		"extension/dist/extension.cjs",
		"extension/dist/licences.txt",
		"extension/dist/vendor/seccomp/arm64/apply-seccomp",
		"extension/dist/vendor/seccomp/x64/apply-seccomp",
		"extension/dist/webview/panel.css",
		"extension/dist/webview/panel.js",
		"extension/media/icon.png",
		"extension/media/remit.svg",
		"extension/package.json",
		"extension/readme.md",
	]);
	const licences = await readFile(join(root, "dist/licences.txt"), "utf8");
	expect(licences).toMatch(/^preact .*\(MIT\)\n=+\n\n[\s\S]*^zod .*\(MIT\)$/m);
});

test("a file that the ignore list lets through stops the packing", async () => {
	await write(".vscodeignore", "node_modules\n.env\n");
	const { code, output } = await node("scripts/package.ts");
	expect(output).toContain("extension/src/extension.ts must not be in the package");
	expect(code).toBe(1);
});

test("a panel over its limit stops the build", async () => {
	const noise = Array.from({ length: 40_000 }, (_, index) => Math.sin(index).toString(36).slice(3)).join("");
	await write("webview/main.tsx", `document.title = "${noise}";\n`);
	const { code, output } = await node("scripts/build.ts");
	expect(output).toMatch(/The panel weighs [\d.]+ KiB gzipped, [\d.]+ KiB over its limit/);
	expect(code).toBe(1);
});

test("the bundle knows where it is, as a module does", async () => {
	expect(await node("scripts/build.ts")).toMatchObject({ code: 0 });
	const print = "const { here } = require('./dist/extension.cjs'); console.log(here[0], here[1])";
	const { output } = await node("-e", print);
	expect(output).toContain("/dist/extension.cjs ");
	expect(output.trim()).toMatch(/[\\/]dist$/);
});

async function write(path: string, text: string): Promise<void> {
	await mkdir(dirname(join(root, path)), { recursive: true });
	await writeFile(join(root, path), text);
}

function node(...args: readonly string[]): Promise<{ readonly code: number; readonly output: string }> {
	return new Promise((done) => {
		const child = execFile(process.execPath, args, { cwd: root }, (_error, stdout, stderr) => {
			done({ code: child.exitCode ?? -1, output: stdout + stderr });
		});
	});
}
