/** Starts one command, watches over it, and ends it with all that it started. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setPriority } from "node:os";
import { Duplex } from "node:stream";
import { watchCrowd } from "./crowd.ts";
import type { Environment } from "./environment.ts";
import { allGone, childrenOf, endGroup, watchGroup } from "./processes.ts";
import { begun } from "./sandbox.ts";
import { errorText } from "./system-error.ts";

/** How a command is started. */
export interface Launch {
	readonly args: readonly string[];
	readonly env: Environment;
	readonly sandboxed: boolean;
	/** To be called once when it has ended. */
	release(): Promise<void>;
}

interface Started extends Launch {
	readonly bash: string;
	readonly cwd: string;
}

interface Limits {
	readonly timeoutMs: number;
	readonly graceMs: number | undefined;
}

export interface Ended {
	readonly ended: "exited" | "killed" | "timed-out" | "stopped";
	readonly exitCode: number | null;
}

interface NotStarted {
	readonly ended: "refused";
	readonly text: string;
}

/** How long to wait for output that a process outside of the group could still write, in milliseconds. */
const drainMs = 300;

/**
 * The outer bash waits until the command is watched over, and sends errors where output goes, so that both stay in the
 * order they came. Windows knows no pipe with the number 3, and nothing is watched there.
 */
export function plainLaunch(bash: string, command: string, env: Environment): Launch {
	const clean = ["--noprofile", "--norc", "-c"];
	const wait = process.platform === "win32" ? "" : "read -r <&3 || exit; exec 3<&-; ";
	const script = `${wait}exec -a bash "$0" ${clean.join(" ")} "$1" 2>&1`;
	return { args: [...clean, script, bash, command], env, sandboxed: false, release: async () => {} };
}

/** Waits until the command and everything it started is gone. `begun` is false when a sandbox never let it begin. */
export async function runToEnd(
	launch: Started,
	{ timeoutMs, graceMs = 2_000 }: Limits,
	collect: (child: ChildProcess) => void,
	signal: AbortSignal,
): Promise<(Ended & { readonly begun: boolean }) | NotStarted> {
	// First of all, so that there is no moment in which this process can die and the command go on.
	const watch = watchGroup(launch.bash, launch.env);
	try {
		const child = start(launch);
		let roots: readonly number[] = [];
		const standing = launch.sandboxed ? heard(child, () => (roots = firstOnes(child))) : Promise.resolve(true);
		if (child.pid !== undefined) watch.begin(child.pid);
		letBegin(child);
		collect(child);
		const crowd = child.pid === undefined ? null : watchCrowd(child.pid, () => roots);
		const ending = await endOf(child, timeoutMs, signal);
		crowd?.end();
		if (ending.ended === "refused") return ending;
		if (child.pid !== undefined) await endGroup(child.pid, graceMs);
		await allGone(roots);
		await drained(child);
		return { ...ending, begun: await standing };
	} finally {
		watch.end();
	}
}

function start({ bash, args, cwd, env, sandboxed }: Started): ChildProcess {
	const child = spawn(bash, [...args], {
		cwd,
		env,
		detached: process.platform !== "win32",
		stdio: ["ignore", "pipe", "pipe", ...(sandboxed || process.platform !== "win32" ? (["pipe"] as const) : [])],
		windowsHide: true,
	});
	// The person's editor goes before whatever an agent has started.
	if (child.pid !== undefined) yieldTo(child.pid);
	return child;
}

/** What waits for it ends instead when this process is gone before it could say so. */
function letBegin(child: ChildProcess): void {
	const line = lineOf(child);
	if (!(line instanceof Duplex)) return;
	line.on("error", () => {});
	line.resume().end("\n");
}

function yieldTo(pid: number): void {
	try {
		setPriority(pid, 10);
	} catch {
		// It has ended already.
	}
}

/** Where too many files are open, what could not be started has no streams at all. */
function lineOf({ pid, stdio }: ChildProcess): ChildProcess["stdio"][3] {
	return pid === undefined ? undefined : stdio[3];
}

/** Whether the sandbox said that it stands, before the command could say anything. */
async function heard(child: ChildProcess, stands: () => void): Promise<boolean> {
	const line = lineOf(child);
	if (line === null || line === undefined) return false;
	let text = "";
	line.on("data", (chunk: Buffer) => {
		text += chunk.toString();
		if (text === `${begun}\n`) stands();
	});
	await once(line, "close").catch(() => {});
	return text === `${begun}\n`;
}

/** The sandbox's first process, and the one below it down to the command: the sandbox has gone when they have. */
function firstOnes({ pid }: ChildProcess): readonly number[] {
	const chain: number[] = [];
	for (let [next] = childrenOf(pid ?? 0); next !== undefined && chain.length < 3; [next] = childrenOf(next))
		chain.push(next);
	return chain;
}

/** Whatever comes first: the shell's own end, the time limit, or the signal. */
function endOf(child: ChildProcess, timeoutMs: number, signal: AbortSignal): Promise<Ended | NotStarted> {
	return new Promise((resolve) => {
		const settle = (ending: Ended | NotStarted) => {
			clearTimeout(timer);
			signal.removeEventListener("abort", stop);
			resolve(ending);
		};
		const stop = () => settle({ ended: "stopped", exitCode: null });
		// Longer times than this overflow Node's timers and would end at once.
		const timer = setTimeout(() => settle({ ended: "timed-out", exitCode: null }), Math.min(timeoutMs, 2 ** 31 - 1));
		signal.addEventListener("abort", stop, { once: true });
		child.on("error", (error) =>
			settle({ ended: "refused", text: `The command could not be started: ${errorText(error)}` }),
		);
		child.on("exit", (exitCode) => settle({ ended: exitCode === null ? "killed" : "exited", exitCode }));
	});
}

/** Waits for the last output, but not for a process outside of the group that holds the pipe open. */
function drained(child: ChildProcess): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(() => {
			for (const stream of child.stdio) stream?.destroy();
			resolve();
		}, drainMs);
		const done = () => {
			clearTimeout(timer);
			resolve();
		};
		if (child.stdout?.closed && child.stderr?.closed) done();
		else child.once("close", done);
	});
}
