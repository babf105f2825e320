/** Commands run in the checkout, and nothing of them is left when they end. */

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import type { ShellResult } from "../../src/core/ports.ts";
import { commandEnvironment } from "../../src/node/environment.ts";
import { findBash, makeShell } from "../../src/node/shell.ts";
import { makeFolder, removeFolders } from "../support/repositories.ts";

const never = new AbortController().signal;

afterEach(removeFolders);

interface Running {
	readonly root?: string;
	readonly cwd?: string;
	readonly timeoutMs?: number;
	readonly signal?: AbortSignal;
	readonly onOutput?: (chunk: string) => void;
}

function run(command: string, more: Running = {}): Promise<ShellResult> {
	const shell = makeShell({ root: more.root ?? makeFolder("shell"), graceMs: 300 });
	const { cwd = "", timeoutMs = 30_000, onOutput = () => {}, signal = never } = more;
	return shell.run({ command, cwd, timeoutMs, domains: [], sandboxed: false }, onOutput, signal);
}

test.each([
	["true", 0],
	["exit 3", 3],
	["echo out; echo err >&2; false", 1],
	["no-such-program-here", 127],
	["if", 2],
	["(kill -9 $BASHPID); exit $?", 137],
])("%s ends with its exit code", async (command, exitCode) => {
	expect(await run(command)).toMatchObject({ ended: "exited", exitCode });
});

test("output and errors come in the order they were written, and are streamed while they come", async () => {
	const chunks: string[] = [];
	const result = await run("for i in 1 2 3; do echo out $i; echo err $i >&2; done", {
		onOutput: (chunk) => chunks.push(chunk),
	});
	expect(result.output).toBe("out 1\nerr 1\nout 2\nerr 2\nout 3\nerr 3\n");
	expect(chunks.join("")).toBe(result.output);
	expect(result).toMatchObject({ bytes: 36, omitted: 0 });
});

test("an error of the shell itself is shown as bash would", async () => {
	expect((await run("no-such-program-here")).output).toBe("bash: line 1: no-such-program-here: command not found\n");
});

test("a shell that is killed has no exit code", async () => {
	expect(await run("kill -9 $$")).toMatchObject({ ended: "killed", exitCode: null });
});

test("a command that takes too long is ended with all that it started", async () => {
	const { timeoutMs, ...result } = await outOfTime("sleep 60 & echo $!; sleep 60");
	expect(result).toMatchObject({ ended: "timed-out", exitCode: null });
	expect(result.durationMs).toBeGreaterThanOrEqual(timeoutMs);
	expect(isAlive(Number(result.output))).toBe(false);
});

test.each([
	["ends when it is asked", "sleep 600"],
	["ignores being asked", "trap '' TERM HUP; while :; do sleep 0.05; done"],
])(
	"a command that %s is gone, with all that it started, when the process that runs it is killed",
	async (_how, rest) => {
		const root = makeFolder("shell");
		const shell = pathToFileURL(resolve("src/node/shell.ts"));
		const command = `echo $$ >> pids; sleep 600 & echo $! >> pids; echo >> pids; ${rest}`;
		const script = `import { makeShell } from ${JSON.stringify(shell)};
		const command = ${JSON.stringify({ command, cwd: "", timeoutMs: 600_000, domains: [] })};
		await makeShell({ root: ${JSON.stringify(root)} }).run(command, () => {}, new AbortController().signal);`;
		const host = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], { stdio: "ignore" });
		onTestFinished(() => void host.kill("SIGKILL"));
		const pids = await vi.waitFor(() => startedIn(root), { timeout: 60_000 });
		onTestFinished(() => {
			for (const pid of pids.filter(isAlive)) process.kill(pid, "SIGKILL");
		});
		expect(pids.map(isAlive)).toEqual([true, true]);
		host.kill("SIGKILL");
		await expect.poll(() => pids.map(isAlive)).toEqual([false, false]);
	},
);

test("a command whose host is killed in the moment in which it starts does not begin", async () => {
	const root = makeFolder("shell");
	const shell = pathToFileURL(resolve("src/node/shell.ts"));
	const command = { command: "touch begun", cwd: "", timeoutMs: 600_000, domains: [], sandboxed: false };
	const script = `import processes from "node:child_process";
	import { syncBuiltinESMExports } from "node:module";
	const { spawn } = processes;
	processes.spawn = (program, args, options) => {
		const child = spawn(program, args, options);
		if (!args.includes("touch begun")) return child;
		Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
		process.kill(process.pid, "SIGKILL");
	};
	syncBuiltinESMExports();
	const { makeShell } = await import(${JSON.stringify(shell)});
	await makeShell({ root: ${JSON.stringify(root)} }).run(${JSON.stringify(command)}, () => {}, new AbortController().signal);`;
	const host = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], { stdio: "ignore" });
	expect(await once(host, "exit")).toEqual([null, "SIGKILL"]);
	expect(existsSync(join(root, "begun"))).toBe(false);
});

test("what ends an abandoned command is no child of it, shares no file with it, and is gone when it ends", async () => {
	const looking = "wait; ls /proc/$$/fd; ps --no-headers --ppid $$ -o comm; true";
	const plain = execFileSync("bash", ["-c", looking], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
	expect(plain).toMatch(/^0\n1\n2\n(.*\n)?ps\n$/);
	expect((await run(looking)).output).toBe(plain);
	await expect.poll(() => bashesOf(process.pid)).toEqual([]);
});

test("a command that ignores being asked to end is killed", async () => {
	const result = await outOfTime("trap '' TERM; echo $$; while :; do sleep 0.05; done");
	expect(result.ended).toBe("timed-out");
	expect(isAlive(Number(result.output))).toBe(false);
});

test("stopping ends the command and everything it started", async () => {
	const stopping = new AbortController();
	const root = makeFolder("shell");
	const running = run("sleep 60 & echo $!; wait", { root, signal: stopping.signal, onOutput: () => stopping.abort() });
	const result = await running;
	expect(result).toMatchObject({ ended: "stopped", exitCode: null });
	expect(isAlive(Number(result.output))).toBe(false);
});

test("a command that is stopped before it starts does not run", async () => {
	const root = makeFolder("shell");
	expect(await run("touch ran", { root, signal: AbortSignal.abort() })).toMatchObject({ ended: "stopped" });
	expect(() => readFileSync(join(root, "ran"))).toThrow();
});

test("what a command leaves in the background ends with it, even when it holds the output open", async () => {
	const result = await run("sleep 60 & echo $!");
	expect(result).toMatchObject({ ended: "exited", exitCode: 0 });
	expect(isAlive(Number(result.output))).toBe(false);
});

test("a process with a session of its own outlives the command, which is not kept waiting by it", async () => {
	const result = await run("setsid bash -c 'echo $$ > pid; exec sleep 60' & until [ -s pid ]; do :; done; cat pid");
	const pid = Number(result.output);
	try {
		expect(result).toMatchObject({ ended: "exited", exitCode: 0 });
		expect(isAlive(pid)).toBe(true);
	} finally {
		process.kill(pid, "SIGKILL");
	}
});

test("of a long output the first and the last 256 KB are kept, and the rest is counted", async () => {
	const result = await run("echo first; head -c 3000000 /dev/zero | tr '\\0' x; echo; echo last");
	expect(result.bytes).toBe(6 + 3_000_000 + 1 + 5);
	expect(result.omitted).toBe(result.bytes - 512 * 1024);
	expect(result.output.startsWith("first\nxxx")).toBe(true);
	expect(result.output.endsWith("xxx\nlast\n")).toBe(true);
	expect(result.output).toContain(`\n[… ${result.omitted} bytes left out …]\n`);
});

test("no character is cut where the middle of an output is left out", async () => {
	for (const shift of ["", "a", "ab"]) {
		const result = await run(`printf '%s' '${shift}'; for i in $(seq 30000); do printf '字字字字字字字字字字'; done`);
		expect(result.omitted).toBeGreaterThan(0);
		expect(result.output).not.toContain("\ufffd");
		const kept = result.output.replace(/\n\[… \d+ bytes left out …\]\n/, "");
		expect(Buffer.byteLength(kept) + result.omitted).toBe(result.bytes);
	}
});

test("a character that comes in two pieces is shown whole, and what is no UTF-8 is replaced", async () => {
	const chunks: string[] = [];
	const result = await run("printf '\\xe5\\xad'; sleep 0.1; printf '\\x97\\xff.\\xe5'", {
		onOutput: (chunk) => chunks.push(chunk),
	});
	expect(result.output).toBe("字\ufffd.\ufffd");
	expect(chunks.join("")).toBe(result.output);
	expect(result.bytes).toBe(6);
});

test("a command has no input, no secret of ours and no settings of a person's shell", async () => {
	vi.stubEnv("SOME_API_KEY", "canary");
	vi.stubEnv("GITHUB_TOKEN", "canary");
	vi.stubEnv("BASH_ENV", "/dev/null");
	vi.stubEnv("LC_TIME", "C");
	try {
		const { output } = await run('read -r line; echo "read $?"; env');
		expect(output).toContain("read 1\n");
		expect(output).not.toContain("canary");
		expect(output).not.toContain("BASH_ENV");
		expect(output).toMatch(/^LC_TIME=C$/m);
		expect(output).toMatch(/^CI=1$/m);
		expect(output).toMatch(/^TERM=dumb$/m);
		const allowed = Object.keys(commandEnvironment(process.env));
		const shown = output.match(/^[A-Za-z_]+(?==)/gm) ?? [];
		expect(shown.filter((name) => !allowed.includes(name) && !["PWD", "SHLVL", "_", "OLDPWD"].includes(name))).toEqual(
			[],
		);
	} finally {
		vi.unstubAllEnvs();
	}
});

test("a command runs in the folder asked for, and in none outside", async () => {
	const root = makeFolder("shell");
	mkdirSync(join(root, "sub"));
	symlinkSync("/etc", join(root, "out"));
	expect((await run("pwd", { root, cwd: "sub" })).output).toBe(`${join(root, "sub")}\n`);
	for (const cwd of ["..", "out", "/etc", "missing", "sub/../.."]) {
		expect(await run("pwd", { root, cwd }), cwd).toMatchObject({ ended: "refused", exitCode: null });
	}
});

test("without bash, and for a command that cannot be passed on, there is a refusal that says why", async () => {
	expect(await findBash({ PATH: "/nowhere" })).toMatch(/\/bash$/);
	const root = makeFolder("shell");
	const missing = makeShell({ root, bash: join(root, "no-bash") });
	const command = { command: "true", cwd: "", timeoutMs: 1_000, domains: [], sandboxed: false };
	expect(await missing.run(command, () => {}, never)).toMatchObject({
		ended: "refused",
		output: expect.stringContaining("ENOENT"),
	});
	expect(await run("echo \0")).toMatchObject({ ended: "refused", output: expect.stringContaining("null bytes") });
	expect(await run(`: ${"x".repeat(200_000)}`)).toMatchObject({
		ended: "refused",
		output: expect.stringContaining("E2BIG"),
	});
});

/** Runs it until a time limit ends it; with more time where it had said nothing by then, as on a busy machine. */
async function outOfTime(command: string): Promise<ShellResult & { readonly timeoutMs: number }> {
	for (let timeoutMs = 300; ; timeoutMs *= 2) {
		const result = await run(command, { timeoutMs });
		if (result.output !== "") return { ...result, timeoutMs };
	}
}

/** The processes that a command wrote down; fails until it has. */
function startedIn(root: string): readonly number[] {
	const text = readFileSync(join(root, "pids"), "utf8");
	if (!text.endsWith("\n\n")) throw new Error("not written yet");
	return text.trim().split("\n").map(Number);
}

/** The bashes that the process has started and that are still there. */
function bashesOf(pid: number): readonly string[] {
	const listed = execFileSync("ps", ["--no-headers", "--ppid", String(pid), "-o", "comm"], { encoding: "utf8" });
	return listed.split("\n").filter((name) => name.startsWith("bash"));
}

function isAlive(pid: number): boolean {
	if (!Number.isInteger(pid) || pid <= 1) throw new Error(`not a process: ${pid}`);
	try {
		process.kill(pid, 0);
	} catch {
		return false;
	}
	// A process that has ended stays listed until its parent asks; one that nobody asks for is dead all the same.
	try {
		return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
	} catch {
		return false;
	}
}
