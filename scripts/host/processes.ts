/** Runs other programs: to their end with their output, or guarded in the background. */

import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

export interface ProgramOptions {
	readonly cwd?: string;
	/** Replaces the environment; the caller's own by default. */
	readonly env?: NodeJS.ProcessEnv;
	/** Shows the program's output as it comes instead of keeping it. */
	readonly show?: boolean;
}

export interface ProgramResult {
	/** Null when a signal ended it or it could not be started. */
	readonly code: number | null;
	readonly output: string;
	readonly errors: string;
}

/** Runs a program to its end. Never rejects: a program that cannot be started has `code: null` and says why in `errors`. */
export function runProgram(
	file: string,
	args: readonly string[],
	options: ProgramOptions = {},
): Promise<ProgramResult> {
	const stdio = options.show ? "inherit" : "pipe";
	const child = spawn(file, args, {
		cwd: options.cwd,
		env: options.env ?? process.env,
		stdio: ["ignore", stdio, stdio],
	});
	const output: Buffer[] = [];
	const errors: Buffer[] = [];
	child.stdout?.on("data", (chunk: Buffer) => output.push(chunk));
	child.stderr?.on("data", (chunk: Buffer) => errors.push(chunk));
	return new Promise((resolve) => {
		child.on("error", (error) => resolve({ code: null, output: "", errors: error.message }));
		child.on("close", (code) => resolve({ code, output: text(output), errors: text(errors) }));
	});
}

/** The program's absolute path, or null when PATH has none. */
export function findProgram(name: string, path = process.env["PATH"] ?? ""): string | null {
	for (const folder of path.split(delimiter)) {
		if (folder === "") continue;
		const file = join(folder, name);
		if (isExecutable(file)) return file;
	}
	return null;
}

function isExecutable(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/** The last lines of a long text, for a failure's sentence. */
export function lastLines(long: string, count: number): string {
	return long.trimEnd().split("\n").slice(-count).join("\n");
}

function text(chunks: readonly Buffer[]): string {
	return Buffer.concat(chunks).toString("utf8");
}
