/** The self-test says whether the sandbox holds, and notices when it does not. */

import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { proveSandbox } from "../../src/node/guardrails.ts";
import { makeSandbox } from "../../src/node/sandbox.ts";
import { makeFolder, removeFolders } from "../support/repositories.ts";

const never = new AbortController().signal;

afterEach(removeFolders);

test("everything that is tried is held, and nothing of it is left behind", async () => {
	const sandbox = makeSandbox({ hidden: () => [] });
	const storage = join(makeFolder("storage"), "new");
	const before = triedAtHome();
	const report = await proveSandbox(sandbox, storage, never);
	expect(report.rows.filter(({ held }) => !held)).toEqual([]);
	expect(report).toMatchObject({ held: true, missing: [] });
	expect(report.rows).toHaveLength(19);
	expect(sandbox.proved()).toBe(true);
	expect(readdirSync(storage)).toEqual([]);
	// Another window may be trying at the same moment.
	expect(triedAtHome().filter((name) => !before.includes(name))).toEqual([]);
});

test("what a try left behind when its editor was ended goes with the next one; a try of this moment stays", async () => {
	const storage = makeFolder("storage");
	const old = join(homedir(), `.remit-guardrails-left-old-${process.pid}`);
	const fresh = join(homedir(), `.remit-guardrails-left-new-${process.pid}`);
	const oldTry = join(storage, "guardrails-old");
	const stranger = join(storage, "tasks");
	const hourAgo = Date.now() / 1000 - 3_600;
	for (const folder of [old, fresh, oldTry, stranger]) {
		mkdirSync(folder, { recursive: true });
		writeFileSync(join(folder, "canary"), "x");
		if (folder !== fresh) utimesSync(folder, hourAgo, hourAgo);
	}
	try {
		await proveSandbox(makeSandbox({ hidden: () => [] }), storage, never);
		expect([old, fresh, oldTry, stranger].map((folder) => existsSync(folder))).toEqual([false, true, false, true]);
	} finally {
		for (const folder of [old, fresh]) rmSync(folder, { recursive: true, force: true });
	}
});

function triedAtHome(): readonly string[] {
	return readdirSync(homedir()).filter((name) => name.startsWith(".remit-guardrails-"));
}

test("without bubblewrap nothing is proved, and it is said how to mend that", async () => {
	const sandbox = makeSandbox({ hidden: () => [], env: { ...process.env, PATH: makeFolder("bin") } });
	sandbox.prove(true);
	const report = await proveSandbox(sandbox, makeFolder("storage"), never);
	expect(report).toMatchObject({ held: false, rows: [] });
	expect(report.missing.join(" ")).toContain(
		"bubblewrap is not installed. Debian, Ubuntu: sudo apt-get install bubblewrap",
	);
	expect(sandbox.proved()).toBe(false);
});

/** Without these walls only root could do more than otherwise. */
const forRoot: readonly [string, string, string][] = [
	["lets settings be changed", 'if [ "$a" = --unsetenv ]; then put --proc /proc; fi', "Change the kernel's settings"],
	["shows what is hidden", 'if [ "$a" = /etc/shadow ]; then a=/dev/null; fi', "Read the machine's passwords"],
];

test.each<readonly [string, string, string]>([
	["lets everything be written", 'if [ "$a" = --ro-bind ]; then a=--bind; fi', "Find a disk that can be written"],
	["lets one more folder be written", 'if [ "$a" = --dev ]; then put --bind /var/lib /var/lib; fi', "Find a disk"],
	["shows other processes", 'if [ "$a" = --unshare-pid ]; then continue; fi', "See the editor's process"],
	["adds a variable", 'if [ "$a" = --dev ]; then put --setenv GIVEN_AWAY x; fi', "Find a variable"],
	["shares memory", 'if [ "$a" = --unshare-ipc ]; then continue; fi', "Share memory"],
	...(process.getuid?.() === 0 ? forRoot : []),
])("a sandbox that %s is noticed, and the wall is named", async (_what, each, row) => {
	const bin = makeFolder("bin");
	const real = execFileSync("bash", ["-c", "command -v bwrap"], { encoding: "utf8" }).trim();
	const loop = `all=(); put() { all+=("$@"); }; for a in "$@"; do ${each}; put "$a"; done`;
	writeFileSync(join(bin, "bwrap"), `#!/bin/bash\n${loop}\nexec ${real} "\${all[@]}"\n`, { mode: 0o755 });
	const sandbox = makeSandbox({ hidden: () => [], env: { ...process.env, PATH: `${bin}:${process.env.PATH}` } });
	const report = await proveSandbox(sandbox, makeFolder("storage"), never);
	expect(sandbox.proved()).toBe(false);
	const wrong = report.rows.filter(({ held, what }) => !held && what.startsWith(row));
	expect(wrong).toHaveLength(1);
	expect(wrong[0]?.happened).not.toContain("could not be tried");
});

test.each([
	["runs commands as they are", 'exec "$@"', "Write outside of the checkout"],
	["fails", "echo no permissions >&2; exit 1", "Make a temporary file"],
])("a sandbox that %s is not proved", async (_what, end, row) => {
	const bin = makeFolder("bin");
	const skip = 'while [ "$1" != -- ]; do if [ "$1" = --setenv ]; then export "$2=$3"; fi; shift; done; shift';
	writeFileSync(join(bin, "bwrap"), `#!/bin/bash\n${skip}\n${end}\n`);
	chmodSync(join(bin, "bwrap"), 0o755);
	const sandbox = makeSandbox({ hidden: () => [], env: { ...process.env, PATH: `${bin}:${process.env.PATH}` } });
	const report = await proveSandbox(sandbox, makeFolder("storage"), never);
	expect(report.held).toBe(false);
	expect(sandbox.proved()).toBe(false);
	expect(
		report.rows
			.filter(({ held }) => !held)
			.map(({ what }) => what)
			.join("; "),
	).toContain(row);
});
