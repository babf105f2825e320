/** Finds a Chromium and starts it without a window. */

import { existsSync } from "node:fs";
import { type Browser, chromium, type LaunchOptions } from "playwright-core";
import { findProgram } from "./processes.ts";

/** Without the first, Chromium refuses to run as root; the others keep it from talking to anyone but the page. */
const flags = [
	...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
	"--disable-gpu",
	"--disable-quic",
	"--disable-dev-shm-usage",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];

/** Rejects with one sentence for every way that was tried. */
export async function startBrowser(): Promise<Browser> {
	const failures: string[] = [];
	for (const way of [installed, packaged, chrome]) {
		try {
			const options = await way();
			if (options)
				return await chromium.launch({ headless: true, ...options, args: [...flags, ...(options.args ?? [])] });
		} catch (error) {
			failures.push(`${way.name}: ${error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : String(error)}`);
		}
	}
	throw new Error(
		`No browser could be started. Install Chromium (Debian: apt-get install chromium).\n${failures.join("\n")}`,
	);
}

async function installed(): Promise<LaunchOptions | null> {
	const executablePath = findProgram("chromium") ?? findProgram("chromium-browser");
	return executablePath === null ? null : { executablePath };
}

/** Chromium for Linux on x64 from the npm package; unpacks itself into the temporary folder. */
async function packaged(): Promise<LaunchOptions | null> {
	if (process.platform !== "linux" || process.arch !== "x64") return null;
	const { default: packagedChromium } = await import("@sparticuz/chromium");
	const executablePath = await packagedChromium.executablePath();
	return existsSync(executablePath) ? { executablePath, args: packagedChromium.args } : null;
}

async function chrome(): Promise<LaunchOptions> {
	return { channel: "chrome" };
}
