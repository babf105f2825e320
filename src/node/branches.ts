/** Names the branches that a task can begin with. */

import { gitEnvironment } from "./environment.ts";
import { GitFailure, gitOutput } from "./git.ts";

const most = 200;

/** Local ones first, then those of remotes as they were fetched last; of each the newest first. None where there is no repository. */
export async function branchesOf(folder: string, signal: AbortSignal): Promise<readonly string[]> {
	const run = { cwd: folder, env: gitEnvironment(process.env) };
	const listed = async (names: string) => {
		const format = ["--format=%(refname:short)%09%(symref)", `--count=${most}`, "--sort=-committerdate"];
		const printed = (await gitOutput(["for-each-ref", ...format, names], run, signal)).toString();
		// `origin/HEAD` is another name for a branch that is listed as well.
		return printed.split("\n").flatMap((line) => /^([^\t]+)\t$/.exec(line)?.[1] ?? []);
	};
	try {
		const [local, remote] = await Promise.all([listed("refs/heads"), listed("refs/remotes")]);
		return [...local, ...remote].slice(0, most);
	} catch (error) {
		if (error instanceof GitFailure) return [];
		throw error;
	}
}
