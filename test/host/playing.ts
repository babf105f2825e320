/** Plays a script as the model of the real extension, and waits for what it records. */

import assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import type { ApiEvent, RemitApi } from "../../src/vscode/api.ts";
import { startMessagesServer } from "../support/messages-server.ts";
import type { Script } from "../support/messages-server-script.ts";
import { until } from "./until.ts";

export const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? assert.fail("no folder is open");

export async function api(): Promise<RemitApi> {
	const extension = vscode.extensions.getExtension<RemitApi>("remit.remit");
	assert.ok(extension, "the extension is not there");
	return extension.activate();
}

interface Play {
	readonly remit: RemitApi;
	readonly requests: Awaited<ReturnType<typeof startMessagesServer>>["requests"];
}

/** Runs `body` with the script as the model. */
export async function playing(script: Script, body: (play: Play) => Promise<void>): Promise<void> {
	const server = await startMessagesServer(script);
	const settings = vscode.workspace.getConfiguration("remit.model");
	try {
		await settings.update("baseUrl", server.url, vscode.ConfigurationTarget.Global);
		await body({ remit: await api(), requests: server.requests });
	} finally {
		await settings.update("baseUrl", undefined, vscode.ConfigurationTarget.Global);
		await server.stop();
	}
}

/** Resolves with the first event that fits and is recorded after this call. */
export function next(remit: RemitApi, fits: (event: ApiEvent) => boolean): Promise<ApiEvent> {
	return new Promise((resolve) => {
		const subscription = remit.onEvent((event) => {
			if (!fits(event)) return;
			subscription.dispose();
			resolve(event);
		});
	});
}

export const ended = (event: ApiEvent) => event.event.type === "task.ended";

export async function write(path: string, text: string): Promise<void> {
	await fs.mkdir(join(folder(), path, ".."), { recursive: true });
	await fs.writeFile(join(folder(), path), text);
}

export const read = (path: string) => fs.readFile(join(folder(), path), "latin1");

/** Opens the task's changes: the commands that decide are about what is in front. */
export async function review(task: string): Promise<void> {
	await vscode.commands.executeCommand("remit.reviewChanges", { task });
	await until("the review is in front", () =>
		(vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? "").startsWith("Review: "),
	);
}
