/** Installs VS Code's server and web workbench from the npm package code-server, once per user, without a compiler. */

import { createHash } from "node:crypto";
import { existsSync, lstatSync, readFileSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { removeLeftovers, withLock } from "./lock.ts";
import { cacheRoot, nodeBinary } from "./paths.ts";
import { lastLines, type ProgramResult, runProgram } from "./processes.ts";

/** Contains VS Code 1.139.1. */
const codeServerVersion = "4.139.1";

/** The published tarball; everything below it is pinned by the shrinkwrap files that it contains. */
const tarballHash = "fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==";

/** Counts up when the way of installing changes, so that an older installation is not used. */
const layout = 2;

/** A file of the installation that holds the size of every other, in bytes. */
const inventoryName = "remit-inventory.json";

export type CodeServerInstall =
	/** `root` holds `out/server-main.js`. */
	{ readonly kind: "installed"; readonly root: string } | InstallFailure;

interface InstallFailure {
	readonly kind: "failed";
	readonly text: string;
}

/**
 * Installs into the per-user cache unless it is there, which takes a tenth of a second to find out. A half installation is
 * never used: it gets its name when it is complete, and one that lost files since is replaced.
 */
export async function ensureCodeServer(say: (line: string) => void): Promise<CodeServerInstall> {
	const key = `code-server-${codeServerVersion}-node24-${process.platform}-${process.arch}-${layout}`;
	const root = join(cacheRoot(), key);
	if (isComplete(root)) return { kind: "installed", root };
	await mkdir(cacheRoot(), { recursive: true });
	const install = () => (isComplete(root) ? Promise.resolve(null) : installInto(root, say));
	const failure = await withLock(`${root}.lock`, install, () => say("Waiting for another installation to end …"));
	return failure ?? { kind: "installed", root };
}

/** Whether every file is there in its full size. */
function isComplete(root: string): boolean {
	try {
		const inventory: unknown = JSON.parse(readFileSync(join(root, inventoryName), "utf8"));
		if (!(inventory instanceof Object)) return false;
		return Object.entries(inventory).every(
			([path, size]) => lstatSync(join(root, path), { throwIfNoEntry: false })?.size === size,
		);
	} catch {
		return false;
	}
}

async function writeInventory(root: string): Promise<void> {
	const entries = await readdir(root, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
	const sizes = files.map((file) => [relative(root, file), lstatSync(file).size] as const);
	await writeFile(join(root, inventoryName), JSON.stringify(Object.fromEntries(sizes)));
}

async function installInto(root: string, say: (line: string) => void): Promise<InstallFailure | null> {
	await removeLeftovers(root);
	if (existsSync(root)) say("VS Code's installation has lost files; it is made anew.");
	say(`Installing VS Code (code-server ${codeServerVersion}, about 45 MB, then 140 packages) into ${root} …`);
	const started = Date.now();
	const folder = await mkdtemp(`${root}.new-`);
	try {
		const failure = (await unpack(folder)) ?? (await installDependencies(join(folder, "package/lib/vscode")));
		if (failure) return failure;
		await writeInventory(join(folder, "package/lib/vscode"));
		await rm(root, { recursive: true, force: true });
		await rename(join(folder, "package/lib/vscode"), root);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
	say(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
	return null;
}

async function unpack(folder: string): Promise<InstallFailure | null> {
	const pack = await npm(["pack", `code-server@${codeServerVersion}`, "--pack-destination", folder], folder);
	if (pack.code !== 0) return failed("npm could not fetch code-server", pack);
	const tarball = join(folder, `code-server-${codeServerVersion}.tgz`);
	const hash = createHash("sha512")
		.update(await readFile(tarball))
		.digest("base64");
	if (hash !== tarballHash) {
		return {
			kind: "failed",
			text: `The code-server package is not the expected one (sha512 ${hash}). Nothing was installed.`,
		};
	}
	const tar = await runProgram("tar", ["-xzf", tarball, "-C", folder, "package/lib/vscode"]);
	return tar.code === 0 ? null : failed("The code-server package could not be unpacked", tar);
}

/**
 * No install script runs: the terminal and the file watcher bring prebuilt binaries, the log writer and the watchdog
 * are replaced, and what else is native (Kerberos proxies, the agent host's database, Windows) is loaded only when used.
 * `npm install`, not `npm ci`: the published shrinkwrap lacks one peer dependency, which `ci` refuses.
 */
async function installDependencies(folder: string): Promise<InstallFailure | null> {
	for (const place of [folder, join(folder, "extensions")]) {
		const install = await npm(
			["install", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", place],
			place,
		);
		if (install.code !== 0) return failed("npm could not install code-server's dependencies", install);
	}
	for (const name of ["spdlog", "native-watchdog"]) {
		await copyFile(
			join(import.meta.dirname, `stand-ins/${name}.cjs`),
			join(folder, `node_modules/@vscode/${name}/index.js`),
		);
	}
	return null;
}

/** Once more when it fails: a connection that broke is npm's commonest trouble, and all that is fetched is checked against hashes. */
async function npm(args: readonly string[], cwd: string): Promise<ProgramResult> {
	const first = await runNpm(args, cwd);
	return first.code === 0 ? first : runNpm(args, cwd);
}

/** Runs the npm that runs this script, or else the one in PATH, on Node 24 and without the outer script's variables. */
function runNpm(args: readonly string[], cwd: string): Promise<ProgramResult> {
	const outer = process.env["npm_execpath"];
	const inherited = Object.entries(process.env).filter(
		([name]) => !/^npm_(?!config_)|^npm_config_(local_prefix|prefix)$|^INIT_CWD$/.test(name),
	);
	const options = { cwd, env: Object.fromEntries(inherited) };
	return outer?.endsWith("npm-cli.js")
		? runProgram(nodeBinary(), [outer, ...args], options)
		: runProgram("npm", args, options);
}

/** npm gives the reason first and advice last; other programs end with the reason. */
function failed(what: string, { errors }: ProgramResult): InstallFailure {
	const complaints = errors.split("\n").filter((line) => /^npm (error|ERR!) /.test(line));
	const text = complaints.length > 0 ? complaints.slice(0, 6).join("\n") : lastLines(errors, 8);
	return { kind: "failed", text: `${what}:\n${text}` };
}
