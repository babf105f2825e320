/** A whole editor for one test file: its own folder, server and browser, all gone at the end. */

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Browser } from "playwright-core";
import { startBrowser } from "../../scripts/host/browser.ts";
import { linkExtension } from "../../scripts/host/extension.ts";
import { projectRoot } from "../../scripts/host/paths.ts";
import { runProgram } from "../../scripts/host/processes.ts";
import { type Server, type ServerOptions, startServer } from "../../scripts/host/server.ts";
import { openWorkbench, type Workbench, type WorkbenchOptions } from "../../scripts/host/workbench.ts";

export interface EditorOptions {
	/** Files of the opened folder by path; it becomes a git repository with one commit. Empty when `folder` is given. */
	readonly files?: Readonly<Record<string, string>>;
	/** A folder that exists already; it is not removed. */
	readonly folder?: string;
	/** Loaded as an installed extension; `null` loads none, Remit itself by default. */
	readonly extensionPath?: string | null;
	readonly server?: Partial<ServerOptions>;
	readonly workbench?: Partial<Omit<WorkbenchOptions, "server" | "browser" | "folder">>;
}

export interface Editor {
	readonly workbench: Workbench;
	readonly server: Server;
	readonly browser: Browser;
	readonly folder: string;
	/** Another window on the same server, e.g. after a crash of the first. */
	open(options?: Partial<WorkbenchOptions>): Promise<Workbench>;
	close(): Promise<void>;
}

/** Starts everything, or nothing: what was started is ended when a later part fails. */
export async function startEditor(options: EditorOptions = {}): Promise<Editor> {
	const temporary = await mkdtemp(join(tmpdir(), "remit-editor-"));
	const undo: (() => Promise<unknown>)[] = [() => rm(temporary, { recursive: true, force: true, maxRetries: 10 })];
	const close = async () => {
		for (const step of undo.splice(0).reverse()) await step();
	};
	try {
		const folder =
			options.folder ??
			(await makeRepository(join(temporary, "project"), options.files ?? { "README.md": "# Project\n" }));
		const extensionsDir = join(temporary, "extensions");
		if (options.extensionPath !== null) await linkExtension(extensionsDir, options.extensionPath ?? projectRoot);
		const server = await startServer({
			dataDir: join(temporary, "data"),
			extensionsDir,
			trust: true,
			tests: false,
			...options.server,
		});
		undo.push(() => server.stop());
		const browser = await startBrowser();
		undo.push(() => browser.close());
		const open = (more: Partial<WorkbenchOptions> = {}) =>
			openWorkbench({ server, browser, folder, ...options.workbench, ...more });
		return { workbench: await open(), server, browser, folder, open, close };
	} catch (error) {
		await close();
		throw error;
	}
}

/** Writes the files and commits them; resolves to the folder. */
export async function makeRepository(folder: string, files: Readonly<Record<string, string>>): Promise<string> {
	for (const [path, text] of Object.entries(files)) {
		await mkdir(dirname(join(folder, path)), { recursive: true });
		await writeFile(join(folder, path), text);
	}
	await commitAll(folder);
	return folder;
}

async function commitAll(folder: string): Promise<void> {
	const identity = ["-c", "user.name=Remit", "-c", "user.email=remit@example.invalid", "-c", "commit.gpgsign=false"];
	for (const args of [
		["init", "-q", "-b", "main"],
		["add", "-A"],
		[...identity, "commit", "-q", "-m", "Start"],
	]) {
		const result = await runProgram("git", args, { cwd: folder });
		if (result.code !== 0) throw new Error(`git ${args.join(" ")}: ${result.errors}`);
	}
}
