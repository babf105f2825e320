/** Runs bundled tests inside the extension host of VS Code in a headless browser. */

import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { startBrowser } from "../../scripts/host/browser.ts";
import { projectRoot } from "../../scripts/host/paths.ts";
import { type Server, startServer } from "../../scripts/host/server.ts";
import type { Settings } from "../../scripts/host/settings.ts";
import { remotePath, workbenchUrl } from "../../scripts/host/workbench.ts";
import { makeRepository } from "../support/workbench.ts";
import { type HostResults, readResults } from "./results.ts";
import { longestTest } from "./runner.ts";

export interface HostRun {
	/** The bundle. */
	readonly tests: string;
	/** The extension's source folder; Remit by default. */
	readonly extensionPath?: string;
	/** The opened folder's files. */
	readonly files?: Readonly<Record<string, string>>;
	readonly userSettings?: Settings;
	/** Added to the extension host's environment. */
	readonly env?: Readonly<Record<string, string>>;
	/** Milliseconds without any news, after the first, until the host counts as hung; longer than any test may take. */
	readonly silenceMs?: number;
}

/** Milliseconds: a test may take its time, and what it left behind as long to be brought back. */
const usualSilence = 2 * longestTest + 30_000;

export async function runInWebHost(run: HostRun): Promise<HostResults> {
	const temporary = await mkdtemp(join(tmpdir(), "remit-host-"));
	const results = join(temporary, "results.jsonl");
	try {
		const folder = await makeRepository(join(temporary, "project"), run.files ?? { "README.md": "# Project\n" });
		const env = { ...run.env, REMIT_HOST_RESULTS: results, REMIT_HOST_FOLDER: folder };
		const server = await startServer({
			dataDir: join(temporary, "data"),
			trust: true,
			tests: true,
			env,
			// What a test types stays unsaved until it is saved, however long the machine takes; the web would save by itself.
			userSettings: { "files.autoSave": "off", ...run.userSettings },
		});
		try {
			return await readResults(results, await drive(run, server, { folder, results }));
		} finally {
			await server.stop();
		}
	} finally {
		await rm(temporary, { recursive: true, force: true, maxRetries: 10 });
	}
}

/** Resolves when the tests have ended in any way, with that way in a few words. */
async function drive(
	run: HostRun,
	server: Server,
	{ folder, results }: { readonly folder: string; readonly results: string },
): Promise<string> {
	const browser = await startBrowser();
	try {
		const page = await browser.newPage();
		const exited = listen(page);
		const silent = silence(results, run.silenceMs ?? usualSilence);
		const payload = [["extensionTestsPath", remotePath(server, run.tests)]] as const;
		const url = workbenchUrl({ server, folder, extensionPath: run.extensionPath ?? projectRoot, payload });
		await page.goto(url, { timeout: usualSilence });
		const ending = await Promise.race([exited, silent.reached, server.ended.then(() => "the server ended.")]);
		silent.stop();
		return ending;
	} finally {
		await browser.close();
	}
}

/** The page reports the end of its tests, and whatever the extension host prints, through these two functions. */
function listen(page: Page): Promise<string> {
	const said: string[] = [];
	return new Promise((resolve) => {
		const exposed = [
			page.exposeFunction(
				"codeAutomationLog",
				(_type: string, args: readonly unknown[]) => void said.push(args.map(String).join(" ")),
			),
			page.exposeFunction("codeAutomationExit", (code: number) =>
				resolve(`the editor exited with ${code}. ${said.slice(-5).join("\n")}`),
			),
		];
		page.on("crash", () => resolve("the page crashed."));
		Promise.all(exposed).catch((error: unknown) => resolve(`the page could not be listened to: ${String(error)}`));
	});
}

/** Resolves when the results file has not grown for so long; before its first line the editor may still be starting. */
function silence(file: string, limit: number): { readonly reached: Promise<string>; stop(): void } {
	let size = -1;
	let since = Date.now();
	let timer: NodeJS.Timeout | undefined;
	const reached = new Promise<string>((resolve) => {
		timer = setInterval(async () => {
			const found = await stat(file).catch(() => null);
			const now = found?.size ?? 0;
			if (now !== size) since = Date.now();
			size = now;
			const patience = now === 0 ? Math.max(limit, usualSilence) : limit;
			if (Date.now() - since > patience)
				resolve(`nothing was heard for ${patience / 1000} s; the extension host hangs.`);
		}, 500);
	});
	return { reached, stop: () => clearInterval(timer) };
}
