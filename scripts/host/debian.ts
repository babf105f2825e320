/** The Debian packages that Remit's tests and demo use: installed where that may be done, named where it may not. */

import { readdirSync } from "node:fs";
import { findProgram, lastLines, runProgram } from "./processes.ts";

interface DebianPackage {
	readonly name: string;
	/** What cannot be done without it. */
	readonly use: string;
	readonly present: () => boolean;
}

const packages: readonly DebianPackage[] = [
	{ name: "git", use: "checkouts", present: () => findProgram("git") !== null },
	{ name: "ca-certificates", use: "HTTPS", present: () => hasEntries("/etc/ssl/certs") },
	{ name: "bubblewrap", use: "the command sandbox", present: () => findProgram("bwrap") !== null },
	{ name: "socat", use: "the command sandbox's network gate", present: () => findProgram("socat") !== null },
	{ name: "ripgrep", use: "searching", present: () => findProgram("rg") !== null },
];

const browserPackages: readonly DebianPackage[] = [
	{ name: "chromium", use: "driving the editor", present: () => findProgram("chromium") !== null },
	{ name: "fonts-dejavu-core", use: "readable screenshots", present: () => hasEntries("/usr/share/fonts") },
];

/**
 * Installs what is missing when this is root on a Debian. What stays missing is said, not fatal: whatever needs it
 * fails with its own sentence. Resolves to the names of the packages that are still missing.
 */
export async function ensurePackages(browser: boolean, say: (line: string) => void): Promise<readonly string[]> {
	if (process.platform !== "linux") return [];
	const wanted = browser ? [...packages, ...browserPackages] : packages;
	const missing = wanted.filter((entry) => !entry.present());
	if (missing.length === 0) return [];
	const names = missing.map((entry) => entry.name);
	if (process.getuid?.() !== 0 || findProgram("apt-get") === null) {
		const uses = missing.map((entry) => `${entry.name} (${entry.use})`).join(", ");
		say(`Missing: ${uses}. On Debian or Ubuntu: sudo apt-get update && sudo apt-get install -y ${names.join(" ")}`);
		return names;
	}
	say(`Installing Debian packages: ${names.join(" ")} …`);
	const failure = await aptInstall(names);
	if (failure !== "") say(`apt-get could not install them: ${failure}`);
	return missing.filter((entry) => !entry.present()).map((entry) => entry.name);
}

/** Empty when it worked, else the end of what apt-get said. */
async function aptInstall(names: readonly string[]): Promise<string> {
	const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
	const update = await runProgram("apt-get", ["update", "-q"], { env });
	if (update.code !== 0) return lastLines(update.errors, 3);
	const install = await runProgram("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...names], { env });
	return install.code === 0 ? "" : lastLines(install.errors, 3);
}

function hasEntries(folder: string): boolean {
	try {
		return readdirSync(folder).length > 0;
	} catch {
		return false;
	}
}
