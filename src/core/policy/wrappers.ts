/** Programs whose arguments are commands, and how they are written, as data. */

/** Programs that run the command in their arguments, and how to find where it begins. */
export interface Wrapper {
	/** Options that are followed by a value of their own. */
	readonly values: readonly string[];
	/** Arguments before the command, such as a duration. */
	readonly skip: number;
}

export const wrappers: ReadonlyMap<string, Wrapper> = new Map<string, Wrapper>([
	["env", { values: ["-u", "--unset", "-C", "--chdir"], skip: 0 }],
	["timeout", { values: ["-k", "--kill-after", "-s", "--signal"], skip: 1 }],
	["gtimeout", { values: ["-k", "--kill-after", "-s", "--signal"], skip: 1 }],
	["nice", { values: ["-n", "--adjustment"], skip: 0 }],
	["ionice", { values: ["-c", "--class", "-n", "--classdata"], skip: 0 }],
	["nohup", { values: [], skip: 0 }],
	["setsid", { values: [], skip: 0 }],
	["stdbuf", { values: ["-i", "-o", "-e"], skip: 0 }],
	[
		"xargs",
		{ values: ["-I", "-n", "-P", "-L", "-d", "-a", "-s", "-E", "--max-args", "--max-procs", "--replace"], skip: 0 },
	],
	["parallel", { values: ["-j", "--jobs"], skip: 0 }],
	["command", { values: [], skip: 0 }],
	["builtin", { values: [], skip: 0 }],
	["exec", { values: ["-a"], skip: 0 }],
	["time", { values: ["-f", "-o"], skip: 0 }],
	["watch", { values: ["-n", "--interval"], skip: 0 }],
	["unbuffer", { values: [], skip: 0 }],
	["caffeinate", { values: ["-t", "-w"], skip: 0 }],
	["busybox", { values: [], skip: 0 }],
	["strace", { values: ["-o", "-e", "-p", "-s"], skip: 0 }],
	["flock", { values: ["-w", "--timeout", "-E"], skip: 1 }],
	["taskset", { values: [], skip: 1 }],
	["chrt", { values: [], skip: 1 }],
	["npx", { values: ["-p", "--package"], skip: 0 }],
	["bunx", { values: ["-p", "--package"], skip: 0 }],
]);

/** Shells: the text after `-c`, or what they are fed, is a script. */
export const shells: ReadonlySet<string> = new Set(["bash", "sh", "dash", "zsh", "ksh", "ash", "fish", "rbash"]);

/** Options with a value that may stand between a program and its sub-command. */
export const valueOptions: ReadonlyMap<string, readonly string[]> = new Map([
	["git", ["-c", "-C", "--git-dir", "--work-tree", "--namespace", "--super-prefix", "--config-env", "--attr-source"]],
	["hg", ["-R", "--repository", "--cwd", "--config"]],
	["jj", ["-R", "--repository", "--config"]],
	["docker", ["-H", "--host", "--context", "-c", "-l", "--log-level"]],
]);
