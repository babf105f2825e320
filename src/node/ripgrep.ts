/** Finds a ripgrep: the one inside VS Code, or the one on the PATH. */

import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";

/** The program's path; null where there is none. `appRoot` is VS Code's own folder (`vscode.env.appRoot`). */
export async function findRipgrep(appRoot?: string, env: NodeJS.ProcessEnv = process.env): Promise<string | null> {
	const program = process.platform === "win32" ? "rg.exe" : "rg";
	const folders = (env.PATH ?? env.Path ?? "").split(delimiter).filter(isAbsolute);
	for (const path of [...bundled(appRoot, program), ...folders.map((folder) => join(folder, program))]) {
		if (
			await access(path, constants.X_OK).then(
				() => true,
				() => false,
			)
		)
			return path;
	}
	return null;
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
