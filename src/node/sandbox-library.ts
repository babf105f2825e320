/** The sandbox library of this process: loaded when it is first needed, its network gate open only while a command may use it. */

import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { access, chmod, constants } from "node:fs/promises";
import { join } from "node:path";
import type { SandboxRuntimeConfig } from "@anthropic-ai/sandbox-runtime";
import type { FolderRules } from "./sandbox-places.ts";

/** Absolute paths of what the library starts. */
export interface SandboxPrograms {
	readonly bwrap: string;
	/** Null where there is none: then no command reaches the network. */
	readonly socat: string | null;
	/** What forbids sockets between programs, mounts and namespaces. */
	readonly helper: string;
}

interface Wrapping {
	/** A line of bash. */
	readonly line: string;
	readonly bash: string;
	readonly rules: FolderRules;
	readonly domains: readonly string[];
}

interface WrappedLine {
	/** A line of bash that runs the line in the sandbox. */
	readonly line: string;
	/** To be called once when the command has ended. */
	release(): Promise<void>;
}

/** How many commands with a network there are; the library has one gate for all. */
let online = 0;
let gate: Promise<unknown> = Promise.resolve();
let configured: SandboxPrograms | null = null;

/** Throws when the library cannot say how to run it. */
export async function wrapLine(
	{ line, bash, rules, domains }: Wrapping,
	programs: SandboxPrograms,
	signal: AbortSignal,
): Promise<WrappedLine> {
	const manager = await library();
	// It stands for the command at the gate: whoever knows it may reach what the command may.
	const commandId = randomBytes(24).toString("base64url");
	const ask = domains.length > 0;
	try {
		if (ask) await openGate(programs);
		else await configure(programs);
		if (ask) allowDomains(manager, commandId, domains);
		// The gate is a socket in the folder for temporary files, which is hidden.
		const gates = ask ? [manager.getLinuxHttpSocketPath(), manager.getLinuxSocksSocketPath()] : [];
		const filesystem = named({ ...rules, allowRead: [...rules.allowRead, ...gates.flatMap((path) => path ?? [])] });
		const custom = { filesystem, network: { allowedDomains: [], deniedDomains: [] } };
		const wrapped = await manager.wrapWithSandbox(line, bash, custom, signal, { commandId, commandText: "command" });
		// Without its helper the library would go on and leave sockets open.
		if (process.platform === "linux" && !wrapped.includes("apply-seccomp")) throw new Error("Its helper was left out.");
		return { line: process.platform === "linux" ? hardened(wrapped) : wrapped, release: () => release(commandId, ask) };
	} catch (error) {
		if (ask) await closeGate(commandId);
		throw error;
	}
}

/** The helper that travels with the extension, or with the library where Remit runs from its sources; null when there is none. */
export async function findHelper(): Promise<string | null> {
	const below = join("vendor", "seccomp", process.arch, "apply-seccomp");
	const sources = join(import.meta.dirname, "..", "..", "node_modules", "@anthropic-ai", "sandbox-runtime");
	for (const path of [join(import.meta.dirname, below), join(sources, below)]) {
		if (await isRunnable(path)) return path;
	}
	return null;
}

/** Unpackers lose the bit that says so. */
async function isRunnable(path: string): Promise<boolean> {
	try {
		await access(path, constants.R_OK);
		await access(path, constants.X_OK).catch(() => chmod(path, 0o755));
		return true;
	} catch {
		return false;
	}
}

/** Where the library's arguments for the sandbox end their part on /proc. */
const anchor = " --proc /proc --unsetenv ";

/** Through these a command of root could change the machine; bubblewrap sees to `irq` and `bus` itself. */
const machineFiles = ["sys", "sysrq-trigger", "acpi", "scsi", "fs"];

/**
 * Adds what the library leaves out: the kernel's settings are read only, shared memory and message queues are the
 * command's own. Throws when the place for it is not to be found without doubt.
 */
export function hardened(line: string, exists = existsSync): string {
	const [before, after, ...more] = line.split(anchor);
	if (before === undefined || after === undefined || more.length > 0)
		throw new Error("The kernel's settings could not be protected.");
	const paths = machineFiles.map((name) => `/proc/${name}`).filter((path) => path === "/proc/sys" || exists(path));
	const binds = paths.map((path) => ` --ro-bind ${path} ${path}`).join("");
	return `${before} --unshare-ipc --unshare-uts --proc /proc${binds} --unsetenv ${after}`;
}

/** The library refuses names that it takes for too wide, e.g. those without a dot. */
function allowDomains(
	manager: Awaited<ReturnType<typeof library>>,
	commandId: string,
	domains: readonly string[],
): void {
	try {
		manager.registerCommandNetworkLists(commandId, { allowedDomains: [...domains] });
	} catch (error) {
		const hosts = domains.join(", ");
		throw new Error(`No command may reach ${hosts}, because its name is not that of one host.`, { cause: error });
	}
}

/** Loading it takes a tenth of a second, which is not spent while the editor starts. */
async function library() {
	return (await import("@anthropic-ai/sandbox-runtime")).SandboxManager;
}

/** Every path is meant as it is spelled, also one with a star in it. */
function named(rules: FolderRules) {
	const literal = (paths: readonly string[]) => paths.map((path) => ({ path, literal: true as const }));
	return {
		allowWrite: literal(rules.allowWrite),
		denyWrite: literal(rules.denyWrite),
		denyRead: literal(rules.denyRead),
		allowRead: literal(rules.allowRead),
	};
}

/** Nothing is allowed here: what a command may, it is told with the command. */
function configuration({ bwrap, socat, helper }: SandboxPrograms): SandboxRuntimeConfig {
	return {
		network: { allowedDomains: [], deniedDomains: [] },
		filesystem: { allowWrite: [], denyWrite: [], denyRead: [], allowRead: [] },
		// The library searches the current folder of this process for files to protect. No command may write there.
		ripgrep: { command: "true" },
		bwrapPath: bwrap,
		...(socat === null ? {} : { socatPath: socat }),
		seccomp: { applyPath: helper },
	};
}

/** Without a gate commands are not given any of its variables and sockets. */
async function configure(programs: SandboxPrograms): Promise<void> {
	const manager = await library();
	if (configured === programs || online > 0) return;
	manager.updateConfig(configuration(programs));
	configured = programs;
}

function openGate(programs: SandboxPrograms): Promise<unknown> {
	online += 1;
	if (online > 1) return gate;
	configured = null;
	gate = gate
		.catch(() => {})
		.then(async () => {
			const manager = await library();
			await manager.initialize(configuration(programs));
		});
	return gate;
}

async function closeGate(commandId: string): Promise<void> {
	const manager = await library();
	manager.unregisterCommandNetworkLists(commandId);
	online -= 1;
	if (online > 0) return;
	gate = gate.catch(() => {}).then(() => (online === 0 ? manager.reset() : undefined));
	await gate;
}

async function release(commandId: string, asked: boolean): Promise<void> {
	const manager = await library();
	manager.cleanupAfterCommand();
	if (asked) await closeGate(commandId);
}
