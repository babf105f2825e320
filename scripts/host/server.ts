/** Starts VS Code's server on a free loopback port, and ends it with everything that it started. */

import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { ensureCodeServer } from "./code-server.ts";
import { nodeBinary } from "./paths.ts";
import { lastLines } from "./processes.ts";
import { type Settings, writeSettings } from "./settings.ts";

export interface ServerOptions {
	/** Absolute; made when missing. Holds settings, extension storage and logs. */
	readonly dataDir: string;
	/** Extensions as shipped; `dataDir`'s own folder by default. */
	readonly extensionsDir?: string;
	/** true: every folder is trusted. false: folders are untrusted until the person trusts them. */
	readonly trust: boolean;
	/** Whether pages may load an extension from source and run tests; never for a person's own use. */
	readonly tests: boolean;
	/** Replace what is in `dataDir`; when not given, a person's own stay, and only a new folder gets quiet ones. */
	readonly userSettings?: Settings;
	/** Added to the environment of the server and so of its extension hosts. */
	readonly env?: Readonly<Record<string, string>>;
	/**
	 * What commands and terminals see. "given": this process's environment, with Node 24 first in PATH; the default.
	 * "login-shell": what the person's shell sets up, as in their own editor.
	 */
	readonly environment?: "given" | "login-shell";
	/** A free one by default. */
	readonly port?: number;
}

export interface Server {
	readonly url: string;
	readonly port: number;
	readonly dataDir: string;
	/** The file that holds what the server printed. */
	readonly log: string;
	/** Resolves when the server has ended, by itself or not. */
	readonly ended: Promise<void>;
	/** Ends the server, its extension hosts, and their commands. */
	stop(): Promise<void>;
}

/** Milliseconds that a server may take until it answers. */
const startLimit = 120_000;

/** Rejects when the server cannot be installed or does not come up; the error's text holds the end of its log. */
export async function startServer(options: ServerOptions): Promise<Server> {
	const installed = await ensureCodeServer(console.log);
	if (installed.kind === "failed") throw new Error(installed.text);
	await writeSettings(options.dataDir, options.userSettings);
	const log = join(options.dataDir, "server.log");
	// What an earlier server said in this folder says nothing of this one.
	await rm(log, { force: true });
	const { stop, ended } = launch(serverArguments(installed.root, options), log, options.env ?? {});
	const port = await portOf(log, ended);
	if (typeof port === "number")
		return { url: `http://127.0.0.1:${port}`, port, dataDir: options.dataDir, log, ended, stop };
	await stop();
	throw new Error(`VS Code's server ${port}.\n${lastLines(await readFile(log, "utf8").catch(() => ""), 20)}`);
}

function serverArguments(root: string, options: ServerOptions): readonly string[] {
	return [
		join(root, "out/server-main.js"),
		// With 0 the server takes a free one itself: one that is looked for before can be taken until then.
		...["--host", "127.0.0.1", "--port", String(options.port ?? 0)],
		...["--without-connection-token", "--accept-server-license-terms", "--telemetry-level", "off"],
		...["--server-data-dir", options.dataDir],
		...(options.extensionsDir === undefined ? [] : ["--extensions-dir", options.extensionsDir]),
		...(options.trust ? ["--disable-workspace-trust"] : []),
		...(options.environment === "login-shell" ? [] : ["--force-disable-user-env"]),
		...(options.tests ? ["--enable-smoke-test-driver"] : []),
	];
}

function launch(args: readonly string[], log: string, env: Readonly<Record<string, string>>) {
	const guard = [fileURLToPath(import.meta.resolve("./guard.ts")), nodeBinary(), ...args];
	const child = spawn(nodeBinary(), guard, {
		detached: true,
		stdio: ["pipe", "pipe", "pipe"],
		env: { ...serverEnvironment(), ...env },
	});
	const file = createWriteStream(log);
	child.stdout.pipe(file, { end: false });
	child.stderr.pipe(file, { end: false });
	const ended = new Promise<void>((resolve) => {
		child.on("error", (error) => file.end(error.message, resolve));
		child.on("close", () => file.end(resolve));
	});
	const stop = () => {
		child.stdin.end();
		return ended;
	};
	return { stop, ended };
}

/** What an outer npm, test runner or VS Code left in the environment must not steer this server or what it runs. */
function serverEnvironment(): NodeJS.ProcessEnv {
	const steering = /^(npm_|VSCODE_|ELECTRON_|VITEST|NODE_OPTIONS$|NODE_ENV$|TEST$|INIT_CWD$)/;
	const inherited = Object.entries(process.env).filter(([name]) => !steering.test(name));
	return { ...Object.fromEntries(inherited), PATH: [dirname(nodeBinary()), process.env["PATH"]].join(delimiter) };
}

/** The port as soon as the server answers there, else why it does not. It goes on without one when another program has it. */
async function portOf(log: string, ended: Promise<void>): Promise<number | string> {
	const deadline = Date.now() + startLimit;
	let over = false;
	void ended.then(() => {
		over = true;
	});
	while (Date.now() < deadline) {
		if (over) return "ended before it answered";
		const said = await readFile(log, "utf8").catch(() => "");
		if (said.includes("listen EADDRINUSE")) return "found that another program uses its port";
		const port = Number(/^Server bound to 127\.0\.0\.1:(\d+)/m.exec(said)?.[1]);
		if (port > 0 && (await answers(port))) return port;
		await delay(100);
	}
	return `did not answer within ${startLimit / 1000} s`;
}

async function answers(port: number): Promise<boolean> {
	const version = `http://127.0.0.1:${port}/version`;
	const response = await fetch(version, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
	return response?.ok === true;
}
