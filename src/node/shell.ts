/** Runs the agent's commands: each in a fresh bash, in the checkout, with an environment that holds no secret. */

import type { ChildProcess } from "node:child_process";
import { lstat } from "node:fs/promises";
import { join } from "node:path";
import type { Shell, ShellCommand, ShellGuard, ShellResult } from "../core/ports.ts";
import { type CommandOutput, keepOutput } from "./command-output.ts";
import { commandEnvironment, type Environment, environmentPrint } from "./environment.ts";
import { inspectTouches } from "./inspect.ts";
import { type Ended, type Launch, plainLaunch, runToEnd } from "./launch.ts";
import { follow, locate } from "./paths.ts";
import { firstProgram, searchedFolders } from "./programs.ts";
import type { Sandbox } from "./sandbox.ts";
import type { SandboxPlaces } from "./sandbox-places.ts";
import { errorText, orMissing } from "./system-error.ts";

export interface ShellOptions {
	/** The folder that commands run in, a real path. */
	readonly root: string;
	/** Without: what `commandEnvironment` lets through. */
	readonly env?: Environment;
	/** Without: the first bash on the PATH. */
	readonly bash?: string;
	/** How long a command that is ended may take to clean up, in milliseconds. In a sandbox it ends at once. */
	readonly graceMs?: number;
	/** Without, or while it is not proved, commands run with the rights of this process. */
	readonly sandbox?: { readonly sandbox: Sandbox; readonly places: SandboxPlaces };
}

/** Kept of the beginning and of the end of what a command writes, in bytes each. */
const keptPart = 256 * 1024;

/**
 * Output is kept as the port says, with a line in its middle that says how much was left out. When the command ends, so
 * does all that it left in the background; when this process dies, however it dies, the command is ended as well (not on
 * Windows, which has no process groups: there it goes on by itself). Without a sandbox, a process that made a session of
 * its own (`setsid`) survives both. A command that the sandbox cannot run is refused; a sandbox in which a command did not
 * begin counts as proved no more.
 */
export function makeShell(options: ShellOptions): Shell {
	return {
		guard: () => guardOf(options),
		inspect: (touches, signal) => inspectTouches(options.root, touches, signal, options.sandbox?.places.readable ?? []),
		run: (command, onOutput, signal) => runCommand(options, command, onOutput, signal),
	};
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

function guardOf(options: ShellOptions): ShellGuard {
	const environment = environmentPrint(options.env ?? commandEnvironment(process.env));
	return { sandboxed: isProved(options), shell: "bash", root: options.root, environment };
}

function isProved({ sandbox }: ShellOptions): boolean {
	return sandbox?.sandbox.proved() === true;
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
	const launch = await launchOf(options, command, bash, signal);
	if (launch === "stopped") return finish({ ended: "stopped", exitCode: null });
	if ("refusal" in launch) return refusal(launch.refusal);
	const collect = (child: ChildProcess) => listen(child, output, onOutput);
	try {
		const ending = await runToEnd(
			{ ...launch, bash, cwd: cwd.folder },
			{ ...command, graceMs: options.graceMs },
			collect,
			signal,
		);
		if (ending.ended === "refused") return refusal(ending.text);
		const rest = output.end();
		if (rest !== "") onOutput(rest);
		if (!ending.begun && ending.ended === "exited") return sandboxFailed(options, output.text());
		return finish(ending);
	} catch (error) {
		// Node itself refuses null bytes in arguments.
		return refusal(`The command could not be started: ${errorText(error)}`);
	} finally {
		await launch.release();
	}
}

/** How a command is started: in the sandbox if that was proved, else plainly. */
async function launchOf(
	options: ShellOptions,
	{ command, domains, sandboxed }: ShellCommand,
	bash: string,
	signal: AbortSignal,
): Promise<Launch | { readonly refusal: string } | "stopped"> {
	const env = options.env ?? commandEnvironment(process.env);
	const { sandbox } = options;
	// Asked here and not before, so that nothing can come between the answer and what it decides.
	if (!sandbox?.sandbox.proved())
		return sandboxed
			? { refusal: "The command was not started, because the sandbox failed meanwhile." }
			: plainLaunch(bash, command, env);
	try {
		const wrapped = await sandbox.sandbox.wrap({ command, bash, env, domains, places: sandbox.places }, signal);
		if (wrapped.kind === "wrapped") return { ...wrapped, sandboxed: true };
		// It says something about this command, e.g. a host that a project asks for, and nothing about the sandbox.
		return { refusal: `The command was not started, because the sandbox cannot run it: ${wrapped.text}` };
	} catch (error) {
		if (signal.aborted) return "stopped";
		throw error;
	}
}

function sandboxFailed({ sandbox }: ShellOptions, text: string): ShellResult {
	sandbox?.sandbox.prove(false);
	return refusal(`The command was not started, because the sandbox failed: ${text.trim()}`);
}

function listen(child: ChildProcess, output: CommandOutput, onOutput: (chunk: string) => void): void {
	const take = (chunk: Buffer) => {
		const text = output.push(chunk);
		if (text !== "") onOutput(text);
	};
	child.stdout?.on("data", take);
	child.stderr?.on("data", take);
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
