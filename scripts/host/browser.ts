/** Finds a Chromium, the system's or one from a package, and starts it without a window. */

import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createBrotliDecompress } from "node:zlib";
import { type Browser, chromium, type LaunchOptions } from "playwright-core";
import { removeLeftovers, withLock } from "./lock.ts";
import { cacheRoot } from "./paths.ts";
import { findProgram, runProgram } from "./processes.ts";

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

/** Milliseconds for a browser to start on a busy machine. */
const launchLimit = 120_000;

/** Rejects with one sentence for every way that was tried. */
export async function startBrowser(): Promise<Browser> {
	const failures: string[] = [];
	for (const way of [installed, packaged, chrome]) {
		try {
			const options = await way();
			if (options) return await chromium.launch({ headless: true, ...options, args: flags, timeout: launchLimit });
		} catch (error) {
			failures.push(`${way.name}: ${error instanceof Error ? reason(error.message) : String(error)}`);
		}
	}
	throw new Error(
		`No browser could be started. Install Chromium (Debian: apt-get install chromium).\n${failures.join("\n")}`,
	);
}

/** What the browser itself complained about, else the first line. */
function reason(message: string): string {
	const complaint = /^\[pid=\d+\]\[err\] (.+)$/m.exec(message);
	return complaint?.[1] ?? message.split("\n", 1)[0] ?? "";
}

async function installed(): Promise<LaunchOptions | null> {
	const executablePath = findProgram("chromium") ?? findProgram("chromium-browser");
	return executablePath === null ? null : { executablePath };
}

async function chrome(): Promise<LaunchOptions> {
	return { channel: "chrome" };
}

/**
 * Chromium for Linux on x64 from the npm package, with the libraries and the font that it brings for systems without any.
 * Not with the package's own way of unpacking: that is to a name in the temporary folder that anyone can take first, and
 * without the libraries.
 */
async function packaged(): Promise<LaunchOptions | null> {
	if (process.platform !== "linux" || process.arch !== "x64") return null;
	const folder = await unpacked();
	const libraries = [join(folder, "lib"), process.env["LD_LIBRARY_PATH"] ?? ""].filter((path) => path !== "");
	const fonts = existsSync("/etc/fonts/fonts.conf") ? {} : { FONTCONFIG_FILE: join(folder, "remit-fonts.conf") };
	const env = { ...process.env, LD_LIBRARY_PATH: libraries.join(delimiter), ...fonts };
	return { executablePath: join(folder, "chromium"), env };
}

/** The folder in the per-user cache; unpacked once a version, in about three seconds and 200 MB. */
async function unpacked(): Promise<string> {
	const source = fileURLToPath(new URL("../../", import.meta.resolve("@sparticuz/chromium")));
	const manifest: unknown = JSON.parse(await readFile(join(source, "package.json"), "utf8"));
	const version = manifest instanceof Object && "version" in manifest ? String(manifest.version) : "unknown";
	const folder = join(cacheRoot(), `chromium-${version}`);
	await mkdir(cacheRoot(), { recursive: true });
	const unpack = () => (existsSync(folder) ? Promise.resolve() : unpackInto(folder, join(source, "bin")));
	await withLock(`${folder}.lock`, unpack, () => console.log("Waiting for another start to unpack Chromium …"));
	return folder;
}

async function unpackInto(folder: string, source: string): Promise<void> {
	await removeLeftovers(folder);
	const fresh = await mkdtemp(`${folder}.new-`);
	try {
		for (const name of ["al2023.tar", "fonts.tar", "chromium"]) {
			const from = createReadStream(join(source, `${name}.br`));
			await pipeline(from, createBrotliDecompress(), createWriteStream(join(fresh, name)));
			if (!name.endsWith(".tar")) continue;
			const tar = await runProgram("tar", ["-xf", join(fresh, name), "-C", fresh]);
			if (tar.code !== 0) throw new Error(`the packaged Chromium could not be unpacked: ${tar.errors}`);
			await rm(join(fresh, name));
		}
		await chmod(join(fresh, "chromium"), 0o755);
		await writeFile(join(fresh, "remit-fonts.conf"), fontConfiguration(folder));
		await rename(fresh, folder);
	} finally {
		await rm(fresh, { recursive: true, force: true });
	}
}

function fontConfiguration(folder: string): string {
	const folders = [join(folder, "fonts"), "/usr/share/fonts"].map((path) => `<dir>${path}</dir>`).join("");
	return `<?xml version="1.0"?>\n<fontconfig>${folders}<cachedir>${join(folder, "font-cache")}</cachedir></fontconfig>\n`;
}
