/** Finds a ripgrep: the one inside VS Code, or the one on the PATH. */

import { join } from "node:path";
import { findProgram, firstProgram } from "./programs.ts";

/** The program's path; null where there is none. `appRoot` is VS Code's own folder (`vscode.env.appRoot`). */
export async function findRipgrep(appRoot?: string, env: NodeJS.ProcessEnv = process.env): Promise<string | null> {
	const program = process.platform === "win32" ? "rg.exe" : "rg";
	return (await firstProgram(bundled(appRoot, program))) ?? findProgram("rg", env);
}

/** VS Code 1.139 has one package for all platforms; before, there was one package a platform. */
function bundled(appRoot: string | undefined, program: string): readonly string[] {
	if (appRoot === undefined || appRoot === "") return [];
	const platform = `${process.platform}-${process.arch}`;
	return ["node_modules", "node_modules.asar.unpacked"].flatMap((modules) => [
		join(appRoot, modules, "@vscode", "ripgrep-universal", "bin", platform, program),
		join(appRoot, modules, "@vscode", "ripgrep", "bin", program),
	]);
}
