/** What the self-test looks at from inside on Linux: the walls themselves, each of which may be missing while an attack still fails. */

import { readFile, readlink } from "node:fs/promises";
import type { GuardrailRow } from "./guardrails.ts";

/** What was seen; empty texts where nothing could be seen. */
export interface Seen {
	/** The kernel's list of mounts. */
	readonly mounts: string;
	/** The names of the variables that a command has. */
	readonly variables: readonly string[];
	/** What the kernel says of the process outside, if it is to be seen. */
	readonly host: string;
	/** What could be read of the machine's passwords. */
	readonly passwords: string;
	/** The kernel's names for the spaces that the command has. */
	readonly spaces: readonly string[];
	/** What happened when a setting of the kernel was opened for writing. */
	readonly kernel: string;
}

export const nothingSeen: Seen = { mounts: "", variables: [], host: "", passwords: "", spaces: [], kernel: "" };

/** What is known outside. */
interface Known {
	readonly host: string;
	readonly spaces: readonly string[];
	/** The variables that a command is given. */
	readonly variables: readonly string[];
	/** The folders that a command may write. */
	readonly writable: readonly string[];
}

/** Spaces of which a command has its own. */
const ownSpaces = ["ipc", "uts", "net", "pid", "mnt", "user"];

/** For Node: a function that looks, told the number of the process outside. It is put into a script, so it is a text. */
export const lookScript = `
const look = (host) => {
	const fs = require("node:fs");
	const or = (instead, act) => { try { return act(); } catch (error) { return instead(error); } };
	const none = () => "";
	const open = () => { fs.closeSync(fs.openSync("/proc/sys/kernel/core_pattern", fs.constants.O_WRONLY)); return "opened"; };
	return {
		mounts: or(none, () => fs.readFileSync("/proc/self/mountinfo", "utf8")),
		// As it was given them: programs add variables of their own.
		variables: fs.readFileSync("/proc/self/environ", "utf8").split("\\0").flatMap((line) => line.split("=")[0] || []),
		host: or(none, () => fs.readFileSync("/proc/" + host + "/stat", "utf8")),
		passwords: or(none, () => fs.readFileSync("/etc/shadow", "utf8")).slice(0, 20),
		spaces: ${JSON.stringify(ownSpaces)}.map((name) => or(none, () => fs.readlinkSync("/proc/self/ns/" + name))),
		kernel: or((error) => error.code, open),
	};
};
`;

/** Looks at the outside, for comparison. */
export async function knownOutside(known: Pick<Known, "variables" | "writable">): Promise<Known> {
	const host = await readFile("/proc/self/stat", "utf8");
	const spaces = await Promise.all(ownSpaces.map((name) => readlink(`/proc/self/ns/${name}`)));
	return { ...known, host: startOf(host), spaces };
}

export function wallRows(seen: Seen, known: Known): readonly GuardrailRow[] {
	const writable = writableMounts(seen.mounts, known.writable);
	const extra = seen.variables.filter((name) => !known.variables.includes(name) && !ofShell.includes(name));
	const shared = ownSpaces.filter((_, at) => (seen.spaces[at] ?? "") === "" || seen.spaces[at] === known.spaces[at]);
	const hostSeen = seen.host !== "" && startOf(seen.host) === known.host;
	const looked = seen.mounts !== "";
	return [
		row("Find a disk that can be written", writable.length > 0 ? `Writable: ${writable.join(", ")}.` : "", looked),
		row("Find a variable that it was not given", extra.length > 0 ? `There is ${extra.join(", ")}.` : "", looked),
		row("See the editor's process", hostSeen ? "It is to be seen." : "", looked),
		row("Read the machine's passwords", seen.passwords === "" ? "" : "They can be read.", looked),
		row(
			"Share memory, names or processes with other programs",
			shared.length > 0 ? `Shared: ${shared.join(", ")}.` : "",
			looked,
		),
		row("Change the kernel's settings", seen.kernel === "opened" ? "They can be opened for writing." : "", looked),
	];
}

/** What a shell sets by itself, and what the attack is told. */
const ofShell = ["PWD", "OLDPWD", "SHLVL", "SHELL", "_", "HOME", "TMPDIR", "TMP", "TEMP"];

function row(what: string, wrong: string, looked: boolean): GuardrailRow {
	const happened = looked ? wrong || "Not possible inside." : "It could not be tried.";
	return { what, expected: "not possible inside", happened, held: looked && wrong === "" };
}

/** File systems that are memory or made anew for each sandbox. */
const harmless = ["tmpfs", "devpts", "proc", "mqueue", "autofs"];

/** Folders that can be reached and where more than memory can be written; the top one too when nothing is known. */
function writableMounts(text: string, allowed: readonly string[]): readonly string[] {
	const mounts = text.split("\n").flatMap((line) => mountOf(line) ?? []);
	const shown = mounts.filter((mount) => reached(mount.at, mounts) === mount);
	if (!shown.some(({ at }) => at === "/")) return ["/"];
	return shown.filter(({ at, writes }) => writes && (at === "/" || !allowed.includes(at))).map(({ at }) => at);
}

interface Mount {
	readonly id: string;
	readonly on: string;
	readonly at: string;
	/** Whether it can be written and must not be. */
	readonly writes: boolean;
}

function mountOf(line: string): Mount | null {
	const [place = "", kind = ""] = line.split(" - ");
	const [id = "", on = "", , root = "", escaped = "", flags = ""] = place.split(" ");
	if (escaped === "") return null;
	const at = escaped.replace(/\\(\d{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));
	const [type = ""] = kind.split(" ");
	// The usual devices are shown one by one.
	const device = type === "devtmpfs" && /^\/(?:null|zero|full|random|urandom|tty|console)$/.test(root);
	const memory = at !== "/" && harmless.includes(type);
	return { id, on, at, writes: !flags.split(",").includes("ro") && !memory && !device };
}

/** The mount that a path leads to: others of its name may lie below. */
function reached(path: string, mounts: readonly Mount[]): Mount | undefined {
	let current = mounts.find(({ on }) => !mounts.some(({ id }) => id === on));
	const names = path.split("/").filter((name) => name !== "");
	const folders = names.map((_, end) => `/${names.slice(0, end + 1).join("/")}`);
	for (const folder of ["/", ...folders]) {
		const over = () => mounts.find(({ on, at, id }) => on === current?.id && at === folder && id !== on);
		for (let next = over(); next !== undefined; next = over()) current = next;
	}
	return current;
}

/** A process's number and when it began, which no other process has. */
function startOf(stat: string): string {
	const [number = ""] = stat.split(" ");
	const after = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
	return `${number} ${after[19] ?? ""}`;
}
