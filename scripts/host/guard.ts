/** Runs a program as the leader of its own process group, and ends everything it started when it is told to or its parent is gone. */

import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** How long, in milliseconds, a process may take to end after SIGTERM. */
const grace = 2_000;

const [file, ...args] = process.argv.slice(2);
if (file === undefined) throw new Error("usage: guard.ts PROGRAM [ARGUMENT…]");
const child = spawn(file, args, { stdio: ["ignore", "inherit", "inherit"] });
child.on("error", (error) => {
	console.error(error.message);
	process.exit(127);
});
child.on("exit", (code) => end(code ?? 1));

// The parent holds the other end of this pipe: it is closed on purpose, and by the system when the parent is killed.
process.stdin.on("end", () => end(0)).resume();
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => end(0));

let ending = false;

function end(code: number): void {
	if (ending) return;
	ending = true;
	const started = descendants(process.pid);
	for (const entry of started) kill(entry, "SIGTERM");
	const deadline = Date.now() + grace;
	const timer = setInterval(() => {
		const left = started.filter((entry) => startTime(entry.pid) === entry.startTime);
		if (left.length > 0 && Date.now() < deadline) return;
		clearInterval(timer);
		for (const entry of left) kill(entry, "SIGKILL");
		process.exit(code);
	}, 50);
}

interface Process {
	readonly pid: number;
	readonly parent: number;
	/** Tells a process from a later one with the same number. */
	readonly startTime: string;
}

/** Everything that this process started, in whatever group or session; without /proc, the program alone. */
function descendants(root: number): readonly Process[] {
	const all = processes();
	if (all.length === 0) return child.pid === undefined ? [] : [{ pid: child.pid, parent: root, startTime: "" }];
	const found: Process[] = [];
	const parents = new Set([root]);
	for (let before = -1; before !== found.length; ) {
		before = found.length;
		for (const entry of all) {
			if (!parents.has(entry.parent) || parents.has(entry.pid)) continue;
			parents.add(entry.pid);
			found.push(entry);
		}
	}
	return found;
}

function processes(): readonly Process[] {
	try {
		const numbers = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
		return numbers.flatMap((name) => readProcess(Number(name)) ?? []);
	} catch {
		return [];
	}
}

/** Fields of /proc/PID/stat, counted after the name, which may hold spaces: state, parent, … and the start time as the 20th. */
function readProcess(pid: number): Process | null {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
		const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
		return fields[0] === "Z" ? null : { pid, parent: Number(fields[1]), startTime: fields[19] ?? "" };
	} catch {
		return null;
	}
}

/** Empty where there is no /proc: whether it still runs is then asked of the system. */
function startTime(pid: number): string | null {
	const entry = readProcess(pid);
	if (entry) return entry.startTime;
	if (process.platform === "linux") return null;
	try {
		process.kill(pid, 0);
		return "";
	} catch {
		return null;
	}
}

function kill(entry: Process, signal: "SIGTERM" | "SIGKILL"): void {
	try {
		process.kill(entry.pid, signal);
	} catch {
		// It ended by itself.
	}
}
