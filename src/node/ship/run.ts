/** Runs git as the person would, with their hooks, filters and helpers: in a process group of its own, which ends as a whole. */

import { spawn } from "node:child_process";
import { type GitExit, GitFailure, type GitRun } from "../git.ts";
import { endGroup } from "../processes.ts";
import { findProgram } from "../programs.ts";
import { errorText } from "../system-error.ts";
import { said } from "./ground.ts";

/** How long git and what it started may take to put its locks away when it is told to end. */
const graceMs = 2_000;
/** What a hook leaves running in the background may hold git's output open; it is not waited for. */
const afterExitMs = 1_000;

/**
 * As `runGit`, but nothing that git starts outlives an abort, and nothing has a terminal to ask a question on. Rejects
 * with the signal's reason when the group has ended.
 */
export async function runAsPerson(args: readonly string[], run: GitRun, signal: AbortSignal): Promise<GitExit> {
	const program = await findProgram("git", run.env);
	signal.throwIfAborted();
	if (program === null) throw new GitFailure("Git was not found on the PATH.");
	return new Promise((resolve, reject) => {
		const detached = process.platform !== "win32";
		const child = spawn(program, args, { cwd: run.cwd, env: run.env, stdio: "pipe", windowsHide: true, detached });
		const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
		const end = () => {
			const ended = child.pid === undefined ? Promise.resolve() : endGroup(child.pid, graceMs);
			ended.then(() => reject(signal.reason), reject);
		};
		signal.addEventListener("abort", end, { once: true });
		const settle = (code: number | null) => {
			signal.removeEventListener("abort", end);
			// After an abort the group is being ended: that has the last word.
			if (signal.aborted) return;
			if (code === null) return reject(new GitFailure(`git ${args[0] ?? ""} was killed.`));
			resolve({ code, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() });
		};
		child.on("error", (error) => {
			signal.removeEventListener("abort", end);
			reject(new GitFailure(`Git could not be started: ${errorText(error)}`));
		});
		// Where too many files are open, it has no streams either.
		if (child.pid === undefined) return;
		child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
		child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
		// A git that ends early closes the pipe; its exit code says why.
		child.stdin.on("error", () => {});
		child.stdin.end(run.input ?? "");
		child.on("exit", (code) => setTimeout(settle, afterExitMs, code).unref());
		child.on("close", settle);
	});
}

/** What git printed, without the line break at its end. Throws GitFailure: `failure`, a sentence, and git's own words. */
export async function printedAsPerson(
	args: readonly string[],
	run: GitRun & { readonly failure: string },
	signal: AbortSignal,
): Promise<string> {
	const exit = await runAsPerson(args, run, signal);
	if (exit.code === 0) return exit.stdout.toString().trim();
	throw new GitFailure(`${run.failure} ${said(exit.stderr)}`.trim());
}
