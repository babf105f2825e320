/** Runs git: with the environment it is given and nothing else, ended when the signal aborts. */

import { isUtf8 } from "node:buffer";
import { spawn } from "node:child_process";
import { stat } from "node:fs/promises";
import type { Environment } from "./environment.ts";
import { findProgram } from "./programs.ts";
import { errorCode, errorText, orMissing } from "./system-error.ts";

export interface GitRun {
	readonly cwd: string;
	readonly env: Environment;
	/** For standard input; none: it is closed. */
	readonly input?: string | Uint8Array;
	/** Is given what git prints as it comes; `stdout` is empty then. What it throws ends git, and is thrown on. */
	readonly take?: (chunk: Buffer) => void;
}

export interface GitExit {
	readonly code: number;
	readonly stdout: Buffer;
	readonly stderr: string;
}

/** Git is missing, or refused what was asked; the message is for the person. Caught where a failure becomes a value. */
export class GitFailure extends Error {
	override readonly name = "GitFailure";
}

/**
 * Resolves with git's output whatever its exit code is.
 * Throws GitFailure when git cannot be started or is killed, and the signal's reason, once git has ended, when it aborts.
 */
export async function runGit(args: readonly string[], run: GitRun, signal: AbortSignal): Promise<GitExit> {
	// By its bare name a git in the folder itself could be found: on Windows always, elsewhere with a dot on the PATH.
	const program = await findProgram("git", run.env);
	signal.throwIfAborted();
	if (program === null) throw new GitFailure(missing);
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, { cwd: run.cwd, env: run.env, stdio: "pipe", windowsHide: true });
		const stdout: Buffer[] = [];
		const stderr: Buffer[] = [];
		const end = () => child.kill("SIGKILL");
		signal.addEventListener("abort", end, { once: true });
		child.on("error", (error) => {
			signal.removeEventListener("abort", end);
			startFailure(error, run.cwd).then(reject, reject);
		});
		// Where too many files are open, it has no streams either.
		if (child.pid === undefined) return;
		const take = (chunk: Buffer) => {
			try {
				if (run.take) run.take(chunk);
				else stdout.push(chunk);
			} catch (error) {
				reject(error);
				end();
			}
		};
		child.stdout.on("data", take);
		child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
		// A git that ends early closes the pipe; its exit code says why.
		child.stdin.on("error", () => {});
		child.stdin.end(run.input ?? "");
		child.on("close", (code) => {
			signal.removeEventListener("abort", end);
			if (signal.aborted) reject(signal.reason);
			else if (code === null) reject(new GitFailure(`git ${args[0] ?? ""} was killed.`));
			else resolve({ code, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() });
		});
	});
}

/** What git printed. Throws GitFailure with git's own words when it exits with anything but 0. */
export async function gitOutput(args: readonly string[], run: GitRun, signal: AbortSignal): Promise<Buffer> {
	const exit = await runGit(args, run, signal);
	if (exit.code === 0) return exit.stdout;
	const said = exit.stderr.trim() === "" ? `exit code ${exit.code}` : exit.stderr.trim();
	throw new GitFailure(`git ${args[0] ?? ""} failed: ${said}`);
}

/** Git's `-z` output as names. Those that are not UTF-8 cannot be handled by an editor and stand apart, their odd bytes as `\xe9`. */
export function splitNames(output: Buffer): {
	readonly names: readonly string[];
	readonly unreadable: readonly string[];
} {
	const fields = output.toString().split("\0");
	if (fields.at(-1) === "") fields.pop();
	if (!fields.some((name) => name.includes("\ufffd"))) return { names: fields, unreadable: [] };
	const names: string[] = [];
	const unreadable: string[] = [];
	// Latin-1 keeps every byte, so that the names stay apart.
	for (const bytes of output.toString("latin1").split("\0").slice(0, fields.length)) {
		const name = Buffer.from(bytes, "latin1");
		if (isUtf8(name)) names.push(name.toString());
		else unreadable.push(bytes.replace(/[^ -~]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, "0")}`));
	}
	return { names, unreadable };
}

/** Names as git reads them with `-z --stdin`. */
export function joinNames(names: readonly string[]): string {
	return names.map((name) => `${name}\0`).join("");
}

async function startFailure(error: Error, cwd: string): Promise<GitFailure> {
	if (errorCode(error) !== "ENOENT") return new GitFailure(`Git could not be started: ${errorText(error)}`);
	// Node reports a missing working directory just as it reports a missing program.
	if ((await orMissing(stat(cwd))) === null) return new GitFailure(`The folder ${cwd} does not exist any more.`);
	return new GitFailure(missing);
}

const missing = "Git was not found on the PATH. Install Git 2.30 or newer, then try again.";
