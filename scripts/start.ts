/** `npm start`: brings up VS Code with Remit in it, or plays the demo without a person (`--check`). */

import { spawn } from "node:child_process";
import { parseArgs } from "node:util";
import { findProgram } from "./host/processes.ts";
import { workbenchUrl } from "./host/workbench.ts";
import { startDesktop } from "./start-desktop.ts";
import { startSession } from "./start-session.ts";

const usage = `npm start [-- OPTIONS]

Opens the demo repository in VS Code, in your browser, with Remit loaded from source. No key and no model is needed.

  --folder PATH   open this repository instead, with settings and tasks that are kept
  --desktop       use the installed desktop VS Code (\`code\`)
  --port N        listen on this port of 127.0.0.1
  --check         play the demo in a headless browser and print each step; fails if one fails
  --update-docs   with --check: copy its screenshots to docs/images
  --keep          with --check: keep the demo repository
  --help          show this
`;

async function main(): Promise<void> {
	const options = readOptions();
	if (options.help) return void process.stdout.write(usage);
	if (options.check) {
		const { checkDemo } = await import("./check-demo.ts");
		process.exitCode = (await checkDemo({ updateDocs: options["update-docs"], keep: options.keep })) ? 0 : 1;
		return;
	}
	if (options.desktop) return startDesktop(options.folder ?? null);
	await openForPerson(options.folder ?? null, readPort(options.port));
}

function readOptions() {
	const { values } = parseArgs({
		options: {
			folder: { type: "string" },
			desktop: { type: "boolean", default: false },
			port: { type: "string" },
			check: { type: "boolean", default: false },
			"update-docs": { type: "boolean", default: false },
			keep: { type: "boolean", default: false },
			help: { type: "boolean", default: false },
		},
	});
	if (values.check && values.folder !== undefined) throw new Error("--check plays the demo; it takes no --folder.");
	if (!values.check && (values["update-docs"] || values.keep))
		throw new Error("--update-docs and --keep belong to --check.");
	return values;
}

function readPort(text: string | undefined): { readonly port?: number } {
	if (text === undefined) return {};
	const port = Number(text);
	if (!Number.isInteger(port) || port < 1 || port > 65_535)
		throw new Error(`--port ${text}: a port is a number from 1 to 65535.`);
	return { port };
}

/** Runs until the person presses Ctrl+C or the server ends. */
async function openForPerson(folder: string | null, port: { readonly port?: number }): Promise<void> {
	const session = await startSession({ folder, browser: false, ...port });
	const url = workbenchUrl(session);
	console.log(`\nVS Code with Remit: ${url}\nFolder: ${session.folder}`);
	console.log(
		openInBrowser(url)
			? "Opening it in your browser. Ctrl+C ends it."
			: "Open this address in your browser. Ctrl+C ends it.",
	);
	const reason = await Promise.race([interruption(), session.server.ended]);
	await session.close(reason !== "interrupted");
	if (reason === "interrupted") return console.log("\nStopped.");
	throw new Error(`VS Code's server ended by itself; its log is ${session.server.log}.`);
}

function interruption(): Promise<"interrupted"> {
	return new Promise((resolve) => {
		for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve("interrupted"));
	});
}

/** False where there is no display to open it on. */
function openInBrowser(url: string): boolean {
	const hasDisplay =
		process.platform === "darwin" ||
		process.env["DISPLAY"] !== undefined ||
		process.env["WAYLAND_DISPLAY"] !== undefined;
	const opener = process.platform === "darwin" ? "open" : findProgram("xdg-open");
	if (!hasDisplay || opener === null) return false;
	const child = spawn(opener, [url], { detached: true, stdio: "ignore" });
	child.on("error", () => console.log("The browser could not be opened; open the address yourself."));
	child.unref();
	return true;
}

try {
	await main();
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
