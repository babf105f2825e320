/** The sandbox's walls towards the kernel, and what a command that it cannot run does to the others. */

import { execFileSync } from "node:child_process";
import { existsSync, readlinkSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { Checkout, ShellResult } from "../../src/core/ports.ts";
import { makeSandbox, type Sandbox } from "../../src/node/sandbox.ts";
import { hardened } from "../../src/node/sandbox-library.ts";
import { checkOut, makeFolder, makeRepository, removeFolders } from "../support/repositories.ts";

afterEach(removeFolders);

async function made(folder: string, sandbox = provedSandbox()) {
	const result = await checkOut(folder, { storage: join(makeFolder("storage"), "task"), sandbox });
	return { ...result, root: result.facts.root };
}

function provedSandbox(): Sandbox {
	const sandbox = makeSandbox({ hidden: () => [] });
	sandbox.prove(true);
	return sandbox;
}

function run({ shell }: Checkout, command: string, domains: readonly string[] = []): Promise<ShellResult> {
	const limits = { cwd: "", timeoutMs: 60_000, sandboxed: true };
	return shell.run({ ...limits, command, domains }, () => {}, new AbortController().signal);
}

async function output(checkout: Checkout, command: string): Promise<string> {
	return (await run(checkout, command)).output;
}

test("a command that the sandbox cannot run is refused alone, and says why", async () => {
	const sandbox = provedSandbox();
	const { checkout, root } = await made(makeRepository({ "a.txt": "one\n" }), sandbox);
	const refused = await run(checkout, "touch ran", ["nexus"]);
	expect(refused).toMatchObject({ ended: "refused", output: expect.stringContaining("No command may reach nexus") });
	expect(existsSync(join(root, "ran"))).toBe(false);
	expect(sandbox.proved()).toBe(true);
	expect(await run(checkout, "touch ran")).toMatchObject({ ended: "exited", exitCode: 0 });
});

test("without socat a command that wants a network is refused, and others run in the sandbox as before", async () => {
	const bin = makeFolder("bin");
	for (const name of ["bash", "bwrap", "git"])
		symlinkSync(execFileSync("bash", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim(), join(bin, name));
	const sandbox = makeSandbox({ hidden: () => [], env: { ...process.env, PATH: bin } });
	sandbox.prove(true);
	const { checkout } = await made(makeRepository({ "a.txt": "one\n" }), sandbox);
	const refused = await run(checkout, "true", ["example.com"]);
	expect(refused).toMatchObject({ ended: "refused", output: expect.stringContaining("socat is not installed") });
	expect(sandbox.proved()).toBe(true);
	expect(await run(checkout, "true")).toMatchObject({ ended: "exited", exitCode: 0 });
});

test("the kernel's settings cannot be opened for writing, nor can the way they are protected be undone", async () => {
	const { checkout } = await made(makeRepository({ "a.txt": "one\n" }));
	const files = ["sys/kernel/core_pattern", "sys/vm/overcommit_memory", "sys/kernel/hostname", "sysrq-trigger"];
	const each = files.map((file) => `( : >> /proc/${file} ) && echo opened ${file}`).join("; ");
	const undo = "umount /proc/sys; mount -o remount,rw /proc/sys; mount -t proc proc /proc";
	expect(await output(checkout, `${each}; ${undo}; ${each}; true`)).not.toContain("opened");
});

test("shared memory, message queues and the machine's name are a command's own", async () => {
	const { checkout } = await made(makeRepository({ "a.txt": "one\n" }));
	for (const space of ["ipc", "uts"]) {
		const own = await output(checkout, `readlink /proc/self/ns/${space}`);
		expect(own).toMatch(/^\w+:\[\d+\]\n$/);
		expect(own.trim()).not.toBe(readlinkSync(`/proc/self/ns/${space}`));
	}
});

test.each([
	["nowhere", "bwrap --dev /dev -- bash"],
	["twice", "bwrap '/a --proc /proc --unsetenv b' --proc /proc --unsetenv X -- bash"],
])("where the place for the kernel's settings is found %s, no command is started", (_what, line) => {
	expect(() => hardened(line)).toThrow("could not be protected");
});
