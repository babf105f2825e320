/** Opens a pull request for a branch that was pushed: in VS Code's extension for it, with `gh`, or in the browser. */

import * as vscode from "vscode";
import { listed, withCancel } from "./person.ts";
import type { PushedBranch } from "./push.ts";
import type { Shipment } from "./task.ts";

export interface RequestText {
	readonly title: string;
	readonly body: string;
}

type Created = { readonly kind: "created"; readonly url: string } | { readonly kind: "failed"; readonly text: string };

/** Ways to a pull request, as far as this machine has them. */
export interface RequestWays {
	/** GitHub's extension for VS Code: true when it took over. `folder` is the task's. */
	extension(folder: string, branch: string): Promise<boolean>;
	/** GitHub's command line; null where it is not installed. */
	commandLine(folder: string): Promise<GitHubCli | null>;
	browser(page: string): Promise<void>;
}

interface GitHubCli {
	create(request: RequestText & { readonly branch: string }, signal: AbortSignal): Promise<Created>;
}

const create = "Create";
const inBrowser = "Open in Browser";

export async function openRequest(
	{ person, task }: Shipment,
	{ branch, remote, page, sent }: PushedBranch,
	text: RequestText,
	ways: RequestWays,
): Promise<void> {
	const pushed = sent ? `Pushed ${branch} to ${remote.name}.` : `${branch} is on ${remote.name}.`;
	const { folder } = task.view.workspace;
	const onGitHub = isGitHub(remote.url);
	if (onGitHub && (await ways.extension(folder, branch))) return;
	const cli = onGitHub ? await ways.commandLine(folder) : null;
	if (cli) {
		const answer = await person.ask(questionOf(branch, text), create, ...(page === "" ? [] : [inBrowser]));
		if (answer === inBrowser) return ways.browser(page);
		if (answer !== create) return void person.tell(`Remit: ${pushed} No pull request was opened.`);
		const made = await withCancel("Remit: opening the pull request", (signal) =>
			cli.create({ branch, ...text }, signal),
		);
		if (made.kind === "created") return tellCreated(person, pushed, made.url);
		return void person.warn(`Remit: ${pushed} The pull request could not be opened: ${made.text}`);
	}
	if (isPage(page)) return ways.browser(page);
	void person.tell(`Remit: ${pushed} Open a pull request where your team opens them.`);
}

function questionOf(branch: string, { title, body }: RequestText) {
	return {
		text: "Create this pull request with gh?",
		detail: `gh pr create --head ${branch} --title … --body-file …\n\n${title}\n\n${listed(body.split("\n"), 40)}`,
	};
}

/** Only hosts that are GitHub's by name: elsewhere its tools would only fail. */
function isGitHub(url: string): boolean {
	const host = /^(?:[a-z+]+:\/\/)?(?:[^@/]*@)?([^:/]+)/i.exec(url)?.[1] ?? "";
	return host.toLowerCase().split(".").includes("github");
}

function isPage(page: string): boolean {
	return page.startsWith("https://") || page.startsWith("http://");
}

function tellCreated(person: Shipment["person"], pushed: string, url: string): void {
	const shown = person.tell(`Remit: ${pushed} The pull request is at ${url}.`, ...(isPage(url) ? [inBrowser] : []));
	void shown.then((answer) => (answer === inBrowser ? vscode.env.openExternal(vscode.Uri.parse(url)) : undefined));
}

const extensionId = "github.vscode-pull-request-github";

/** What is really there. */
export function realWays(commandLine: RequestWays["commandLine"]): RequestWays {
	return {
		commandLine,
		extension: async (folder, branch) => {
			const extension = vscode.extensions.getExtension(extensionId);
			if (!extension) return false;
			try {
				await extension.activate();
				if (!(await vscode.commands.getCommands(true)).includes("pr.create")) return false;
				await vscode.commands.executeCommand("pr.create", { repoPath: folder, compareBranch: branch });
				return true;
			} catch {
				// Signed out, or another version of it: the other ways are still there.
				return false;
			}
		},
		browser: async (page) => {
			await vscode.env.openExternal(vscode.Uri.parse(page));
		},
	};
}
