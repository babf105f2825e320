/** What a command gets of the editor's environment: no keys, no current folder, no planted programs. */

import { chmod, mkdtemp, realpath, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandEnvironment, gitEnvironment, personalGitEnvironment } from "../../src/node/environment.ts";
import { makeShell } from "../../src/node/shell.ts";

test("no key, token or other variable of the editor reaches a command", () => {
	const environment = commandEnvironment({
		PATH: "/bin",
		ANTHROPIC_API_KEY: "k",
		GITHUB_TOKEN: "t",
		NODE_OPTIONS: "-r x",
		LD_PRELOAD: "x",
		BASH_ENV: "x",
	});
	for (const name of ["ANTHROPIC_API_KEY", "GITHUB_TOKEN", "NODE_OPTIONS", "LD_PRELOAD", "BASH_ENV"]) {
		expect(environment).not.toHaveProperty(name);
	}
});

test("no program is given a PATH with entries that mean the current folder", () => {
	for (const environment of [commandEnvironment, gitEnvironment, personalGitEnvironment]) {
		expect(environment({ PATH: ".::/bin:x/y:../z:/usr/bin:" }).PATH).toBe("/bin:/usr/bin");
		expect(environment({})).not.toHaveProperty("PATH");
	}
});

test("a program that is planted in the checkout is not found by its bare name, whatever the editor's PATH says", async () => {
	const root = await realpath(await mkdtemp(join(tmpdir(), "remit-path-")));
	await writeFile(join(root, "ls"), "#!/bin/sh\necho planted\n");
	await chmod(join(root, "ls"), 0o755);
	for (const PATH of [`.:${process.env.PATH}`, `:${process.env.PATH}`, `bin/..:./:${process.env.PATH}`]) {
		const shell = makeShell({ root, env: commandEnvironment({ ...process.env, PATH }) });
		const result = await shell.run(
			{ command: "ls", cwd: "", timeoutMs: 10_000, domains: [], sandboxed: false },
			() => {},
			new AbortController().signal,
		);
		expect(result).toMatchObject({ exitCode: 0, output: "ls\n" });
	}
});
