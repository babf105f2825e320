/** Looks at processes as the system does: which live, and which one is an editor's extension host. Linux only. */

import { readdir, readFile } from "node:fs/promises";

/** Whether the process runs; one that ended and was not waited for does not. */
export async function isAlive(pid: number): Promise<boolean> {
	const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
	return stat !== "" && !/^[ZX]/.test(stat.slice(stat.lastIndexOf(")") + 2));
}

/** The processes that run exactly this program with these arguments, wherever they run: a sandbox numbers its own anew. */
export async function running(...args: readonly string[]): Promise<readonly number[]> {
	const wanted = args.map((arg) => `${arg}\0`).join("");
	const found: number[] = [];
	for (const pid of await readdir("/proc")) {
		if (!/^\d+$/.test(pid)) continue;
		const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
		if (command === wanted && (await isAlive(Number(pid)))) found.push(Number(pid));
	}
	return found;
}

/** The extension hosts whose environment has this variable. */
export async function extensionHosts(name: string, value: string): Promise<readonly number[]> {
	const found: number[] = [];
	for (const pid of await readdir("/proc")) {
		if (!/^\d+$/.test(pid)) continue;
		const [command, environment] = await Promise.all(
			["cmdline", "environ"].map((file) => readFile(`/proc/${pid}/${file}`, "utf8").catch(() => "")),
		);
		if (!command?.includes("--type=extensionHost")) continue;
		if (environment?.split("\0").includes(`${name}=${value}`) && (await isAlive(Number(pid)))) found.push(Number(pid));
	}
	return found;
}
