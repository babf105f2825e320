/** Runs command lines in a sandbox of the operating system: writes in the checkout only, no network unless given, nothing personal to read. */

import { randomBytes } from "node:crypto";
import { lstat, mkdir, rename, rm, symlink } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, relative } from "node:path";
import type { Environment } from "./environment.ts";
import { findProgram } from "./programs.ts";
import { findHelper, type SandboxPrograms, wrapLine } from "./sandbox-library.ts";
import { folderRules, isWithin, type MachineFolders, machineFolders, type SandboxPlaces } from "./sandbox-places.ts";
import { errorText, orMissing } from "./system-error.ts";

/** One for a window. Whether it holds is not its own to say: see guardrails.ts. */
export interface Sandbox {
	/** What keeps it from working here, in sentences that say how to mend it; empty when nothing is missing. */
	missing(): Promise<readonly string[]>;
	/** Says how to run a command in it. Must not reject unless `signal` aborts. */
	wrap(command: SandboxedCommand, signal: AbortSignal): Promise<Wrapped | WrapFailure>;
	/** Whether it was proved by trying, and nothing spoke against it since. */
	proved(): boolean;
	/** Set by who has tried it, and taken back by whoever sees it fail. */
	prove(held: boolean): void;
}

interface SandboxedCommand {
	readonly command: string;
	readonly bash: string;
	readonly places: SandboxPlaces;
	readonly env: Environment;
	/** Hosts that it may reach; empty: no network at all. */
	readonly domains: readonly string[];
}

interface Wrapped {
	readonly kind: "wrapped";
	/** To be started with the bash of the command, whose file 3 is open: a line comes through it when the sandbox stands. */
	readonly args: readonly string[];
	readonly env: Environment;
	/** To be called once when the command has ended. */
	release(): Promise<void>;
}

interface WrapFailure {
	readonly kind: "failed";
	/** Why, in sentences. */
	readonly text: string;
}

interface SandboxOptions {
	/** Hidden from every command, besides what each task hides: the opened folders, the extension's storage. */
	readonly hidden: () => readonly string[];
	/** Told when it counts as proved, or does not any more. */
	readonly changed?: () => void;
	/** Without: this process's. */
	readonly env?: NodeJS.ProcessEnv;
}

/** Said through file 3 when the sandbox stands and the command begins. */
export const begun = "begun";

export function makeSandbox(options: SandboxOptions): Sandbox {
	const env = options.env ?? process.env;
	let parts: Promise<Parts> | null = null;
	let proved = false;
	const find = () => (parts ??= findParts(env));
	return {
		missing: async () => {
			// What was missing may have been installed since.
			parts = null;
			return (await find()).missing;
		},
		wrap: (command, signal) => wrap(command, find(), options.hidden(), signal),
		proved: () => proved,
		prove: (held) => {
			const before = proved;
			proved = held;
			if (before !== held) options.changed?.();
		},
	};
}

interface Parts {
	readonly programs: SandboxPrograms | null;
	readonly machine: MachineFolders;
	readonly missing: readonly string[];
}

async function findParts(env: NodeJS.ProcessEnv): Promise<Parts> {
	const machine = await machineFolders(env);
	if (process.platform === "darwin") {
		// Seatbelt is a part of macOS, and needs neither of these.
		return { programs: { bwrap: "", socat: null, helper: "" }, machine, missing: [] };
	}
	if (process.platform !== "linux") return { programs: null, machine, missing: [elsewhere] };
	const [bwrap, socat, helper] = await Promise.all([
		findProgram("bwrap", env),
		findProgram("socat", env),
		findHelper(),
	]);
	const missing = [
		...(bwrap === null ? [`bubblewrap is not installed. ${howToInstall("bubblewrap socat")}`] : []),
		...(helper === null ? [`Remit's sandbox helper is missing for this processor (${process.arch}).`] : []),
	];
	const programs = bwrap === null || helper === null ? null : { bwrap, socat, helper };
	return { programs, machine, missing };
}

const elsewhere =
	"There is no dependable sandbox on this system. On Windows, open the folder in WSL or in a dev container.";

function howToInstall(packages: string): string {
	return `Debian, Ubuntu: sudo apt-get install ${packages}. Fedora: sudo dnf install ${packages}. Arch: sudo pacman -S ${packages}.`;
}

async function wrap(
	command: SandboxedCommand,
	finding: Promise<Parts>,
	hidden: readonly string[],
	signal: AbortSignal,
): Promise<Wrapped | WrapFailure> {
	try {
		const { programs, machine, missing } = await finding;
		if (programs === null) return failed(missing.join(" "));
		if (command.domains.length > 0 && programs.socat === null && process.platform === "linux")
			return failed(`socat is not installed, and without it no command reaches a network. ${howToInstall("socat")}`);
		const { places, bash, domains } = command;
		// The library protects the current folder of this process and would leave files of its own there.
		if (isWithin(places.checkout, process.cwd()) || isWithin(places.scratch, process.cwd()))
			return failed("The editor was started in the task's own folder. Start it elsewhere.");
		await makeScratch(places.scratch, machine);
		const helper = programs.helper === "" ? [] : [programs.helper];
		const all = { ...places, hidden: [...places.hidden, ...hidden], readable: [...places.readable, ...helper] };
		const rules = await folderRules(all, machine);
		const wrapped = await wrapLine({ line: inside(places.scratch), bash, rules, domains }, programs, signal);
		const env = { ...homeless(command.env), [carrier]: command.command };
		return { kind: "wrapped", args: [...clean, "-c", wrapped.line], env, release: wrapped.release };
	} catch (error) {
		signal.throwIfAborted();
		return failed(errorText(error));
	}
}

const clean = ["--noprofile", "--norc"] as const;

/** The variable that brings the command line in, so that no quoting stands between what was judged and what runs. */
const carrier = "REMIT_COMMAND_LINE";

/** Largest file that a command may write, in KiB, and most processes and threads that it may have. */
const fileLimit = 4 * 1024 * 1024;
const processLimit = 4_096;

/**
 * What runs in the sandbox: sets the limits, waits until it is watched over, says that it stands, and becomes a fresh bash
 * with the command, errors where output goes. The limit of processes counts those of this sandbox, because it has a user
 * namespace of its own; it does not hold for root, whose crowds are seen to from outside (crowd.ts).
 */
function inside(scratch: string): string {
	const at = quoted(scratch);
	return [
		`ulimit -c 0; ulimit -f ${fileLimit}; ulimit -u ${processLimit} 2>/dev/null`,
		`export HOME=${at}/home TMPDIR=${at}/tmp TMP=${at}/tmp TEMP=${at}/tmp`,
		'[ -d "$HOME" ] && [ -d "$TMPDIR" ] || mkdir -p -- "$HOME" "$TMPDIR"',
		`remit_line=$${carrier}; unset ${carrier} CLAUDE_CODE_HOST_HTTP_PROXY_PORT CLAUDE_CODE_HOST_SOCKS_PROXY_PORT`,
		`read -r <&3 || exit; echo ${begun} >&3; exec 3>&-`,
		`exec -a bash "$BASH" ${clean.join(" ")} -c "$remit_line" 2>&1`,
	].join("\n");
}

function quoted(text: string): string {
	return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The person's own settings are not there, so nothing may point to them. */
function homeless(env: Environment): Environment {
	const { XDG_CONFIG_HOME: _config, ...rest } = env;
	return rest;
}

/**
 * The task's folder for temporary files and for what programs keep in a home, with links to the tool chains of the real
 * one. Made once and then never written again from here: the agent may have put links anywhere in it.
 */
async function makeScratch(scratch: string, machine: MachineFolders): Promise<void> {
	if ((await orMissing(lstat(scratch))) !== null) return;
	const fresh = `${scratch}.${randomBytes(6).toString("hex")}`;
	await mkdir(join(fresh, "tmp"), { recursive: true, mode: 0o700 });
	await mkdir(join(fresh, "home"), { mode: 0o700 });
	const home = homedir();
	for (const tool of machine.readable.filter((path) => path !== home && isWithin(home, path))) {
		const link = join(fresh, "home", relative(home, tool));
		if (await hasLinkAbove(join(fresh, "home"), link)) continue;
		await mkdir(dirname(link), { recursive: true });
		await symlink(tool, link).catch(() => {});
	}
	try {
		await rename(fresh, scratch);
	} catch (error) {
		await rm(fresh, { recursive: true, force: true });
		// Another command was first.
		if ((await orMissing(lstat(scratch))) === null) throw error;
	}
}

async function hasLinkAbove(home: string, path: string): Promise<boolean> {
	for (let folder = dirname(path); folder !== home; folder = dirname(folder)) {
		if ((await orMissing(lstat(folder)))?.isSymbolicLink()) return true;
	}
	return false;
}

function failed(text: string): WrapFailure {
	return { kind: "failed", text };
}
