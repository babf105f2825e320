/** The programs that may run without being asked about, as data: what is not here, or has another argument, is asked about. */

/** A program that only reads: which arguments it may have. */
export interface SafeProgram {
	/** Options, exactly; a group of short ones such as `-la` counts as each of them. */
	readonly options: readonly string[];
	/** Other arguments: none, or plain text. No paths: a link in the project may lead out of it, and only the disk knows. */
	readonly rest: "none" | "text";
	/** Whether one of the options must be there. */
	readonly needsOption?: true;
}

const version: SafeProgram = { options: ["--version"], rest: "none", needsOption: true };

/**
 * Read-only whatever a repository contains: nothing that reads a file's contents (a link could lead out), no git beyond
 * its version (planted configuration), and no program that takes its version from the project (yarn, pnpm, cargo, go).
 */
export const safePrograms: ReadonlyMap<string, SafeProgram> = new Map<string, SafeProgram>([
	["pwd", { options: [], rest: "none" }],
	["true", { options: [], rest: "none" }],
	["false", { options: [], rest: "none" }],
	["echo", { options: ["-n"], rest: "text" }],
	["whoami", { options: [], rest: "none" }],
	["uname", { options: ["-a", "-s", "-m", "-r", "-n"], rest: "none" }],
	[
		"ls",
		{
			options: [
				...["-a", "-A", "-l", "-h", "-1", "-t", "-r", "-S", "-R", "-d", "-F", "-p", "-s", "-i", "-n", "-o", "-g"],
				...["--all", "--almost-all", "--human-readable", "--recursive", "--reverse", "--directory", "--size"],
				...["--color=never", "--group-directories-first"],
			],
			rest: "none",
		},
	],
	["node", { ...version, options: ["--version", "-v"] }],
	["npm", { ...version, options: ["--version", "-v"] }],
	["git", version],
	["python3", version],
	["python", version],
]);
