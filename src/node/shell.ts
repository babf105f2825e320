/** Runs the agent's commands: each in a fresh bash, in the checkout, with an environment that holds no secret. */

import { type ChildProcess, spawn } from "node:child_process";
import { lstat } from "node:fs/promises";
import { join } from "node:path";
import type { Shell, ShellCommand, ShellResult } from "../core/ports.ts";
import { type CommandOutput, keepOutput } from "./command-output.ts";
import { commandEnvironment, type Environment } from "./environment.ts";
import { follow, locate } from "./paths.ts";
import { endGroup, watchGroup } from "./processes.ts";
import { firstProgram, searchedFolders } from "./programs.ts";
import { errorText, orMissing } from "./system-error.ts";

export interface ShellOptions {
	/** The folder that commands run in, a real path. */
	readonly root: string;
	/** Without: what `commandEnvironment` lets through. */
	readonly env?: Environment;
	/** Without: the first bash on the PATH. */
	readonly bash?: string;
	/** How long a command that is ended may take to clean up, in milliseconds. */
	readonly graceMs?: number;
}

/** Kept of the beginning and of the end of what a command writes, in bytes each. */
const keptPart = 256 * 1024;

/** How long to wait for output that a process outside of the group could still write, in milliseconds. */
const drainMs = 300;

/**
 * Output is kept as the port says, with a line in its middle that says how much was left out. When the command ends, so
 * does all that it left in the background; when this process dies, however it dies, the command is ended as well (not on
 * Windows, which has no process groups: there it goes on by itself). A process that made a session of its own (`setsid`)
 * survives both.
 */
export function makeShell(options: ShellOptions): Shell {
	return { run: (command, onOutput, signal) => runCommand(options, command, onOutput, signal) };
}

/** The first bash on the PATH, or Git's own on Windows; null when there is none. */
export async function findBash(env: NodeJS.ProcessEnv = process.env): Promise<string | null> {
	// Windows' own bash.exe starts a Linux in a virtual machine, where the checkout has another path.
	const usable = searchedFolders(env).filter((folder) => !/\\system32\\?$|\\windowsapps\\?$/i.test(folder));
	const git = [env.PROGRAMFILES, env.LOCALAPPDATA && join(env.LOCALAPPDATA, "Programs")].flatMap((base) =>
		base ? [join(base, "Git", "bin")] : [],
	);
	const windows = process.platform === "win32";
	const folders = windows ? [...git, ...usable] : [...usable, "/bin", "/usr/bin"];
	return firstProgram(folders.map((folder) => join(folder, windows ? "bash.exe" : "bash")));
}

async function runCommand(
	options: ShellOptions,
	command: ShellCommand,
	onOutput: (chunk: string) => void,
	signal: AbortSignal,
): Promise<ShellResult> {
	const started = performance.now();
	const output = keepOutput(keptPart);
	const finish = (ending: Ended) => result(ending, output, performance.now() - started);
	const cwd = await folderFor(options.root, command.cwd);
	if ("refusal" in cwd) return refusal(cwd.refusal);
	const bash = options.bash ?? (await findBash());
	if (bash === null)
		return refusal("There is no bash on the PATH: install bash (on Windows: Git for Windows), then try again.");
	if (signal.aborted) return finish({ ended: "stopped", exitCode: null });
	const env = options.env ?? commandEnvironment(process.env);
	// First of all, so that there is no moment in which this process can die and the command go on.
	const watch = watchGroup(bash, env);
	try {
		const child = start(bash, command.command, cwd.folder, env);
		if (child.pid !== undefined) watch.begin(child.pid);
		listen(child, output, onOutput);
		const ending = await endOf(child, command.timeoutMs, signal);
		if (ending.ended === "refused") return refusal(ending.text);
		if (child.pid !== undefined) await endGroup(child.pid, options.graceMs ?? 2_000);
		await drained(child);
		const rest = output.end();
		if (rest !== "") onOutput(rest);
		return finish(ending);
	} catch (error) {
		// Node itself refuses null bytes in arguments.
		return refusal(`The command could not be started: ${errorText(error)}`);
	} finally {
		watch.end();
	}
}

/** The outer bash does nothing but send errors where output goes, so that both stay in the order they came. */
function start(bash: string, command: string, cwd: string, env: Environment): ChildProcess {
	const clean = ["--noprofile", "--norc", "-c"];
	const script = `exec -a bash "$0" ${clean.join(" ")} "$1" 2>&1`;
	return spawn(bash, [...clean, script, bash, command], {
		cwd,
		env,
		detached: process.platform !== "win32",
		stdio: ["ignore", "pipe", "pipe"],
		windowsHide: true,
	});
}

function listen(child: ChildProcess, output: CommandOutput, onOutput: (chunk: string) => void): void {
	const take = (chunk: Buffer) => {
		const text = output.push(chunk);
		if (text !== "") onOutput(text);
	};
	child.stdout?.on("data", take);
	child.stderr?.on("data", take);
}

interface Ended {
	readonly ended: "exited" | "killed" | "timed-out" | "stopped";
	readonly exitCode: number | null;
}

interface NotStarted {
	readonly ended: "refused";
	readonly text: string;
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
			child.stdout?.destroy();
			child.stderr?.destroy();
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

async function folderFor(
	root: string,
	cwd: string,
): Promise<{ readonly folder: string } | { readonly refusal: string }> {
	const named = await locate(root, cwd);
	const place = named.kind === "inside" ? await follow(named, cwd) : named;
	if (place.kind === "refused") return { refusal: `The command was not started. ${place.text}` };
	const found = await orMissing(lstat(place.real));
	return found?.isDirectory()
		? { folder: place.real }
		: { refusal: `The command was not started. ${cwd} is not a folder.` };
}

function result({ ended, exitCode }: Ended, output: CommandOutput, durationMs: number): ShellResult {
	return { ended, exitCode, output: output.text(), bytes: output.bytes, omitted: output.omitted, durationMs };
}

function refusal(text: string): ShellResult {
	return { ended: "refused", exitCode: null, output: text, bytes: 0, omitted: 0, durationMs: 0 };
}
