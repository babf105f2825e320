/** One editor for a person or a check: the built extension, a folder, and a server that ends with it. */

import { mkdtemp, realpath, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { makeDemo } from "../src/node/demo.ts";
import { buildOnce } from "./build.ts";
import { linkExtension } from "./host/extension.ts";
import { ensureHost } from "./host/install.ts";
import { cacheRoot, projectRoot } from "./host/paths.ts";
import { type Server, startServer } from "./host/server.ts";

export interface SessionOptions {
	/** The person's repository; null for a fresh copy of the demo. */
	readonly folder: string | null;
	readonly port?: number;
	/** Whether a browser of our own will be used. */
	readonly browser: boolean;
}

export interface Session {
	/** Absolute. */
	readonly folder: string;
	readonly server: Server;
	/** Ends the server and removes what was made for it; the demo's folder only unless `keep`. */
	close(keep: boolean): Promise<void>;
}

/** What the demo needs of the settings: the model that plays a script. */
export const demoSettings = { "remit.model.provider": "scripted" } as const;

/** Tells the extension to show its panel as soon as it is activated. */
const openPanel = { REMIT_OPEN_PANEL: "1" } as const;

/** Rejects with a sentence when something cannot be installed, built or started; then nothing is left behind. */
export async function startSession(options: SessionOptions): Promise<Session> {
	const given = options.folder === null ? null : await openedFolder(options.folder);
	const installed = await ensureHost({ browser: options.browser });
	if (installed.kind === "failed") throw new Error(installed.text);
	await buildOnce(false);
	const temporary = await realpath(await mkdtemp(join(tmpdir(), "remit-start-")));
	const clean = () => rm(temporary, { recursive: true, force: true, maxRetries: 10 });
	try {
		const folder = given ?? (await makeDemo(join(projectRoot, "media/demo"), temporary));
		const server = await startServer({ ...(await serverOptions(options, temporary)), env: openPanel });
		const close = async (keep: boolean) => {
			await server.stop();
			if (!keep) await clean();
		};
		return { folder, server, close };
	} catch (error) {
		await clean();
		throw error;
	}
}

/** The demo begins anew each time and is trusted: it is ours. A person's own folder keeps settings and tasks, and the editor asks. */
async function serverOptions({ folder, port }: SessionOptions, temporary: string) {
	const extensionsDir = join(temporary, "extensions");
	await linkExtension(extensionsDir, projectRoot);
	const common = { extensionsDir, tests: false, ...(port === undefined ? {} : { port }) };
	if (folder === null) return { ...common, dataDir: join(temporary, "data"), trust: true, userSettings: demoSettings };
	return { ...common, dataDir: join(cacheRoot(), "profile"), trust: false, environment: "login-shell" as const };
}

/** The folder's real path; rejects with a sentence when there is none. */
export async function openedFolder(path: string): Promise<string> {
	const found = await stat(resolve(path)).catch(() => null);
	if (!found?.isDirectory()) throw new Error(`${resolve(path)} is not a folder.`);
	return realpath(resolve(path));
}
