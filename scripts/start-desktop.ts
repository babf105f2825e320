/** Opens a folder in the desktop VS Code that is installed on this machine, with the extension loaded from source. */

import { mkdir, mkdtemp, realpath, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeDemo } from "../src/node/demo.ts";
import { buildOnce } from "./build.ts";
import { projectRoot } from "./host/paths.ts";
import { findProgram, runProgram } from "./host/processes.ts";
import { quietSettings } from "./host/settings.ts";
import { demoSettings, openedFolder } from "./start-session.ts";

/** Resolves when the window is open. The demo gets a profile of its own; a person's folder opens with the person's settings. */
export async function startDesktop(folder: string | null): Promise<void> {
	const code = findProgram("code");
	if (code === null)
		throw new Error(
			"There is no `code` in PATH. In VS Code run “Shell Command: Install 'code' command in PATH”, or leave --desktop out.",
		);
	await buildOnce(false);
	const target = folder === null ? await demoArguments() : [await openedFolder(folder)];
	const opened = await runProgram(code, ["--new-window", `--extensionDevelopmentPath=${projectRoot}`, ...target], {
		env: { ...process.env, REMIT_OPEN_PANEL: "1" },
		show: true,
	});
	if (opened.code !== 0) throw new Error(`VS Code could not be opened: code exited with ${opened.code}.`);
}

async function demoArguments(): Promise<readonly string[]> {
	const temporary = await realpath(await mkdtemp(join(tmpdir(), "remit-start-")));
	const demo = await makeDemo(join(projectRoot, "media/demo"), temporary);
	await writeDesktopSettings(join(temporary, "data"), demoSettings);
	console.log(`The demo repository is ${demo}.`);
	return ["--user-data-dir", join(temporary, "data"), "--disable-workspace-trust", demo];
}

export async function writeDesktopSettings(
	userDataDir: string,
	settings: Readonly<Record<string, unknown>>,
): Promise<void> {
	await mkdir(join(userDataDir, "User"), { recursive: true });
	await writeFile(
		join(userDataDir, "User/settings.json"),
		JSON.stringify({ ...quietSettings, ...settings }, null, "\t"),
	);
}
