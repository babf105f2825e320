/** GitHub's command line, where the person has it: it opens pull requests with their own login. */

import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "../programs.ts";

export interface PullRequest {
	/** The branch, which is on the remote already. */
	readonly branch: string;
	readonly title: string;
	readonly body: string;
}

export type PullRequestMade =
	| { readonly kind: "created"; readonly url: string }
	/** The text is the program's own, for the person. */
	| { readonly kind: "failed"; readonly text: string };

export interface GitHubCli {
	create(request: PullRequest, signal: AbortSignal): Promise<PullRequestMade>;
}

/** Null where it is not on the PATH. `folder` is in the repository; it runs with the person's environment, and asks nothing. */
export async function findGitHubCli(folder: string, env: NodeJS.ProcessEnv): Promise<GitHubCli | null> {
	const program = await findProgram("gh", env);
	if (program === null) return null;
	return {
		create: async ({ branch, title, body }, signal) => {
			const place = await mkdtemp(join(tmpdir(), "remit-request-"));
			try {
				const file = join(place, "body.md");
				await writeFile(file, body, { mode: 0o600 });
				// Texts that others wrote stand behind `=`: none can be taken for an option.
				const args = ["pr", "create", `--head=${branch}`, `--title=${title}`, `--body-file=${file}`];
				return await run({ program, args, folder, env: { ...env, ...quiet } }, signal);
			} finally {
				await rm(place, { recursive: true, force: true });
			}
		},
	};
}

const quiet = { GH_PROMPT_DISABLED: "1", GH_NO_UPDATE_NOTIFIER: "1", NO_COLOR: "1", GIT_TERMINAL_PROMPT: "0" };

interface Run {
	readonly program: string;
	readonly args: readonly string[];
	readonly folder: string;
	readonly env: NodeJS.ProcessEnv;
}

/** Rejects with the signal's reason when it aborts. */
function run({ program, args, folder, env }: Run, signal: AbortSignal): Promise<PullRequestMade> {
	signal.throwIfAborted();
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
		let [out, problems] = ["", ""];
		const end = () => child.kill("SIGKILL");
		signal.addEventListener("abort", end, { once: true });
		child.on("error", (error) => resolve({ kind: "failed", text: `gh could not be started: ${error.message}` }));
		// Where too many files are open, it has no streams either.
		if (child.pid === undefined) return;
		child.stdout.on("data", (chunk: Buffer) => {
			out = (out + chunk.toString()).slice(-longest);
		});
		child.stderr.on("data", (chunk: Buffer) => {
			problems = (problems + chunk.toString()).slice(-longest);
		});
		child.on("close", (code) => {
			signal.removeEventListener("abort", end);
			const url = /https?:\/\/\S+/.exec(out)?.[0] ?? "";
			if (signal.aborted) reject(signal.reason);
			else if (code === 0 && url !== "") resolve({ kind: "created", url });
			else resolve({ kind: "failed", text: problems.trim() || out.trim() || `gh ended with exit code ${code}.` });
		});
	});
}

/** Of what it says, in characters. */
const longest = 4_000;
