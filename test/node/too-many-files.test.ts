/** Where this process may open no more files, what cannot be started is told, and nothing brings the editor down. */

import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

/** Opens files until none can be opened, gives so many back, and starts what the editor starts. */
const script = `import { closeSync, openSync } from "node:fs";
const at = (name) => import(${JSON.stringify(pathToFileURL(resolve("src/node")))} + "/" + name);
const [{ findBash, makeShell }, { runGit }] = await Promise.all([at("shell.ts"), at("git.ts")]);
const bash = await findBash();
const shell = makeShell({ root: process.cwd(), bash });
const signal = new AbortController().signal;
const command = { command: "echo hi", cwd: "", timeoutMs: 600_000, domains: [], sandboxed: false };
const git = { cwd: "/", env: { PATH: process.env.PATH } };
const ran = async () => (await shell.run(command, () => {}, signal)).ended;
const printed = () => runGit(["--version"], git, signal).then(({ code }) => code, ({ name }) => name);
await Promise.all([ran(), printed()]);
const said = [];
for (let left = 0; left < 25; left++) {
	const held = [];
	try {
		for (;;) held.push(openSync("/dev/null", "r"));
	} catch {}
	for (let nth = 0; nth < left; nth++) closeSync(held.pop());
	said.push(await ran(), await printed());
	for (const file of held) closeSync(file);
}
console.log(JSON.stringify([...new Set(said)].toSorted()));`;

test.skipIf(process.platform === "win32")(
	"too many open files refuse a command and git, and crash nothing",
	async () => {
		const started = [
			"-c",
			'ulimit -n 256; exec "$@"',
			"bash",
			process.execPath,
			"--input-type=module-typescript",
			"-e",
		];
		const { stdout } = await promisify(execFile)("bash", [...started, script]);
		expect(JSON.parse(stdout)).toEqual([0, "GitFailure", "exited", "refused"]);
	},
);
