/** The Debian packages that Remit's tests and demo use: installed where that may be done, named where it may not. */

import { readdirSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { findProgram, lastLines, runProgram } from "./processes.ts";

interface DebianPackage {
	readonly name: string;
	/** What cannot be done without it. */
	readonly use: string;
	readonly present: () => boolean;
}

const packages: readonly DebianPackage[] = [
	{ name: "git", use: "checkouts", present: () => findProgram("git") !== null },
	{ name: "ca-certificates", use: "HTTPS", present: () => hasFile("/etc/ssl/certs", /./) },
	{ name: "bubblewrap", use: "the command sandbox", present: () => findProgram("bwrap") !== null },
	{ name: "socat", use: "the command sandbox's network gate", present: () => findProgram("socat") !== null },
	{ name: "ripgrep", use: "searching", present: () => findProgram("rg") !== null },
];

const browserPackages: readonly DebianPackage[] = [
	{ name: "chromium", use: "driving the editor", present: () => findProgram("chromium") !== null },
	{
		name: "fonts-dejavu-core",
		use: "readable screenshots",
		present: () => hasFile("/usr/share/fonts", /\.(ttf|otf|ttc)$/i),
	},
];

interface Obstacle {
	readonly sign: RegExp;
	readonly text: string;
	/** Whether a second try is the last one. */
	readonly once: boolean;
	/** What dpkg is to do before the next try. */
	readonly remedy?: readonly string[];
}

/** What keeps apt-get from its work for a while only. */
const obstacles: readonly Obstacle[] = [
	{ sign: /^E: Could not get lock/m, text: "Waiting for another program that installs packages …", once: false },
	{
		sign: /^E: dpkg was interrupted/m,
		text: "Ending an installation of packages that was interrupted …",
		once: true,
		remedy: ["--configure", "-a"],
	},
	{ sign: /^E: (Failed|Unable) to fetch/m, text: "A download broke off; once more …", once: true },
];

/** How long, in milliseconds, to wait for another program that holds one of apt's locks: a second start, a daily upgrade. */
const lockLimit = 300_000;

/**
 * Installs what is missing when this is root on a Debian. What stays missing is said, not fatal: whatever needs it
 * fails with its own sentence. Resolves to the names of the packages that are still missing.
 */
export async function ensurePackages(browser: boolean, say: (line: string) => void): Promise<readonly string[]> {
	if (process.platform !== "linux") return [];
	const wanted = browser ? [...packages, ...browserPackages] : packages;
	const missing = stillMissing(wanted);
	if (missing.length === 0) return [];
	if (process.getuid?.() !== 0 || findProgram("apt-get") === null) {
		say(`Missing: ${uses(missing)}. ${howToInstall(missing)}`);
		return names(missing);
	}
	say(`Installing Debian packages: ${names(missing).join(" ")} …`);
	const started = Date.now();
	const failure = await aptInstall(wanted, say);
	const left = stillMissing(wanted);
	if (left.length === 0) say(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
	else say(`Still missing: ${uses(left)}. apt-get said:\n${failure}`);
	return names(left);
}

function stillMissing(wanted: readonly DebianPackage[]): readonly DebianPackage[] {
	return wanted.filter((entry) => !entry.present());
}

function names(entries: readonly DebianPackage[]): readonly string[] {
	return entries.map((entry) => entry.name);
}

function uses(entries: readonly DebianPackage[]): string {
	return entries.map((entry) => `${entry.name} (${entry.use})`).join(", ");
}

function howToInstall(entries: readonly DebianPackage[]): string {
	return `On Debian or Ubuntu: sudo apt-get update && sudo apt-get install -y ${names(entries).join(" ")}`;
}

/** Empty when it worked, else the end of what apt-get said. */
async function aptInstall(wanted: readonly DebianPackage[], say: (line: string) => void): Promise<string> {
	const update = await aptGet(["update"], say);
	// Another start may have installed them while this one waited.
	const missing = names(stillMissing(wanted));
	if (missing.length === 0) return "";
	const install = ["install", "-y", "--no-install-recommends"];
	const together = await aptGet([...install, ...missing], say);
	const failures = [update, together];
	// One that this distribution does not have keeps apt-get from installing the others.
	if (/^E: (Unable to locate|Package .* has no installation candidate)/m.test(together))
		for (const name of missing) failures.push(await aptGet([...install, name], say));
	return [...new Set(failures)].filter((failure) => failure !== "").join("\n");
}

/**
 * Empty when it worked, else the end of what apt-get said. Waits while another program holds apt's locks; ends what an
 * earlier start began when it was killed, and tries once more where a download broke off.
 */
async function aptGet(args: readonly string[], say: (line: string) => void): Promise<string> {
	const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C.UTF-8" };
	const deadline = Date.now() + lockLimit;
	const said = new Set<string>();
	for (;;) {
		const result = await runProgram("apt-get", ["-q", ...args], { env });
		if (result.code === 0) return "";
		const obstacle = obstacles.find(({ sign }) => sign.test(result.errors));
		const isOver = obstacle === undefined || Date.now() > deadline || (obstacle.once && said.has(obstacle.text));
		if (isOver) return lastLines(result.errors, 3);
		if (!said.has(obstacle.text)) say(obstacle.text);
		said.add(obstacle.text);
		if (obstacle.remedy) await runProgram("dpkg", obstacle.remedy, { env });
		await delay(1_000);
	}
}

/** Whether the folder or one below it has a file whose name matches. */
function hasFile(folder: string, name: RegExp): boolean {
	try {
		return readdirSync(folder, { recursive: true, withFileTypes: true }).some(
			(entry) => !entry.isDirectory() && name.test(entry.name),
		);
	} catch {
		return false;
	}
}
