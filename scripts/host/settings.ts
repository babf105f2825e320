/** The settings files of a server's data folder, and values that keep a fresh editor from asking, greeting or phoning. */

import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

export type Settings = Readonly<Record<string, unknown>>;

export const quietSettings: Settings = {
	"workbench.startupEditor": "none",
	"workbench.tips.enabled": false,
	"workbench.welcomePage.walkthroughs.openOnInstall": false,
	"workbench.secondarySideBar.defaultVisibility": "hidden",
	"workbench.enableExperiments": false,
	"telemetry.telemetryLevel": "off",
	"update.mode": "none",
	"extensions.autoCheckUpdates": false,
	"extensions.autoUpdate": false,
	"extensions.ignoreRecommendations": true,
	"git.autofetch": false,
	"git.openRepositoryInParentFolders": "never",
	"git.showProgress": false,
	"security.workspace.trust.startupPrompt": "never",
	"chat.disableAIFeatures": true,
	"npm.fetchOnlinePackageInfo": false,
	"json.schemaDownload.enable": false,
	"typescript.disableAutomaticTypeAcquisition": true,
	"typescript.surveys.enabled": false,
};

/** Writes both files. Without `given`, files that exist are kept as the person left them. */
export async function writeSettings(dataDir: string, given: Settings | undefined): Promise<void> {
	const all = Object.entries({ ...quietSettings, ...given });
	for (const file of [userFile(dataDir), machineFile(dataDir)]) {
		if (given === undefined && existsSync(file)) continue;
		await replaceFile(file, Object.fromEntries(all.filter(([name]) => fileOf(dataDir, name) === file)));
	}
}

/** Changes one setting; an open page takes it up when it is loaded anew, and not dependably before. */
export async function changeSetting(dataDir: string, name: string, value: unknown): Promise<void> {
	const file = fileOf(dataDir, name);
	const before: unknown = JSON.parse(await readFile(file, "utf8").catch(() => "{}"));
	await replaceFile(file, { ...(before instanceof Object ? before : {}), [name]: value });
}

/** Remit's settings have machine scope, which a remote editor reads from the machine's file only; this file wins over the user's. */
function fileOf(dataDir: string, name: string): string {
	return name.startsWith("remit.") ? machineFile(dataDir) : userFile(dataDir);
}

function userFile(dataDir: string): string {
	return join(dataDir, "data/User/settings.json");
}

function machineFile(dataDir: string): string {
	return join(dataDir, "data/Machine/settings.json");
}

/** At once: the editor can miss the second half of a file that is written in place. */
async function replaceFile(file: string, settings: Settings): Promise<void> {
	await mkdir(dirname(file), { recursive: true });
	await writeFile(`${file}.new`, `${JSON.stringify(settings, null, "\t")}\n`);
	await rename(`${file}.new`, file);
}
