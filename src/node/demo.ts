/** Puts the bundled demo repository into a folder of its own, with its files committed. */

import { cp, mkdir, mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { gitEnvironment } from "./environment.ts";
import { gitOutput } from "./git.ts";

/** Makes a fresh copy below `storage` and resolves to its folder. Rejects with git's words when git is missing or fails. */
export async function makeDemo(source: string, storage: string): Promise<string> {
	await mkdir(storage, { recursive: true });
	const folder = join(await mkdtemp(join(storage, "demo-")), "remit-demo");
	await cp(source, folder, { recursive: true });
	const run = { cwd: folder, env: gitEnvironment(process.env) };
	const { signal } = new AbortController();
	const author = ["-c", "user.name=Remit Demo", "-c", "user.email=demo@remit.invalid"];
	await gitOutput(["init", "-q", "-b", "main"], run, signal);
	await gitOutput(["add", "-A"], run, signal);
	await gitOutput([...author, "commit", "-q", "-m", "The demo repository"], run, signal);
	return folder;
}
