/** Finds out who delegates: the name that git signs commits with, else the account's. */

import { userInfo } from "node:os";
import { personalGitEnvironment } from "./environment.ts";
import { GitFailure, gitOutput } from "./git.ts";

/** Never empty. `folder` is the opened folder, whose repository may have a name of its own for the person. */
export async function ownerOf(folder: string): Promise<string> {
	const run = { cwd: folder, env: personalGitEnvironment(process.env) };
	try {
		const name = (await gitOutput(["config", "--get", "user.name"], run, new AbortController().signal))
			.toString()
			.trim();
		if (name !== "") return name;
	} catch (error) {
		if (!(error instanceof GitFailure)) throw error;
	}
	return userInfo().username || "unknown";
}
