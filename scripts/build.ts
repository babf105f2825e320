/** Builds the extension and its panel: `node scripts/build.ts [--production] [--watch]`. */

import { chmod, cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build, context, type Metafile, type Plugin } from "esbuild";
import { panelBuild } from "../webview/build.ts";
import { licencesOf } from "./build-licences.ts";

const projectRoot = resolve(import.meta.dirname, "..");

/** The most that the panel's script and style sheet may weigh together, gzipped, in bytes. */
const panelLimit = 80 * 1024;

/** The panel is always minified, so that its limit means the same in every build. */
function panelOptions(production: boolean): BuildOptions {
	return {
		...shared(production),
		...panelBuild,
		target: [...panelBuild.target],
		entryPoints: [...panelBuild.entryPoints],
		outdir: "dist/webview",
		platform: "browser",
		minify: true,
	};
}

/** `import.meta` does not exist in CommonJS; the extension's own file stands in for it. */
function extensionOptions(production: boolean): BuildOptions {
	return {
		...shared(production),
		entryPoints: ["src/extension.ts"],
		outfile: "dist/extension.cjs",
		format: "cjs",
		platform: "node",
		target: "node20",
		mainFields: ["module", "main"],
		external: ["vscode"],
		minify: production,
		banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
		define: {
			"import.meta.url": "importMetaUrl",
			"import.meta.dirname": "__dirname",
			"import.meta.filename": "__filename",
			"import.meta.main": "false",
		},
	};
}

function shared(production: boolean): BuildOptions {
	return {
		absWorkingDir: projectRoot,
		bundle: true,
		metafile: true,
		sourcemap: !production,
		logLevel: "warning",
		legalComments: "none",
	};
}

/** Builds once into dist/, emptied before. Rejects when something does not compile or the panel is too heavy. */
export async function buildOnce(production: boolean): Promise<void> {
	const started = performance.now();
	await rm(join(projectRoot, "dist"), { recursive: true, force: true });
	const [extension, panel] = await Promise.all([build(extensionOptions(production)), build(panelOptions(production))]);
	await copyHelpers();
	if (extension.metafile && panel.metafile) {
		await writeLicences(extension.metafile, panel.metafile);
		sayOutputs(extension.metafile);
	}
	console.log(`panel: ${kilobytes(await weighPanel())} gzipped, of at most ${kilobytes(panelLimit)}`);
	console.log(`built in ${Math.round(performance.now() - started)} ms`);
}

/** Builds again at every change until the process ends. The two lines are what .vscode/tasks.json waits for. */
async function watch(): Promise<void> {
	await copyHelpers();
	for (const options of [extensionOptions(false), panelOptions(false)]) {
		const watched = await context({ ...options, plugins: [announcer] });
		await watched.watch();
	}
}

const announcer: Plugin = {
	name: "announcer",
	setup({ onStart, onEnd }) {
		onStart(() => console.log("[watch] build started"));
		onEnd(({ errors }) => console.log(`[watch] build finished with ${errors.length} errors`));
	},
};

/** The sandbox starts a program of its own on Linux, one for each processor; it is looked for beside the bundle. */
async function copyHelpers(): Promise<void> {
	for (const processor of ["x64", "arm64"]) {
		const helper = join("vendor", "seccomp", processor, "apply-seccomp");
		const copy = join(projectRoot, "dist", helper);
		await cp(join(projectRoot, "node_modules/@anthropic-ai/sandbox-runtime", helper), copy);
		await chmod(copy, 0o755);
	}
}

/** The licences of everything that was bundled must travel with it. */
async function writeLicences(...metafiles: readonly Metafile[]): Promise<void> {
	const inputs = metafiles.flatMap((metafile) => Object.keys(metafile.inputs));
	const file = join(projectRoot, "dist/licences.txt");
	await mkdir(dirname(file), { recursive: true });
	await writeFile(file, await licencesOf(inputs, projectRoot));
}

/** The panel's weight in bytes; throws when it is over the limit. */
async function weighPanel(): Promise<number> {
	const files = ["panel.js", "panel.css"].map((name) => readFile(join(projectRoot, "dist/webview", name)));
	const weight = (await Promise.all(files)).reduce((sum, file) => sum + gzipSync(file).length, 0);
	if (weight > panelLimit) {
		const over = kilobytes(weight - panelLimit);
		throw new Error(
			`The panel weighs ${kilobytes(weight)} gzipped, ${over} over its limit. See what was added to webview/.`,
		);
	}
	return weight;
}

function sayOutputs({ outputs }: Metafile): void {
	for (const [file, { bytes }] of Object.entries(outputs)) {
		if (!file.endsWith(".map")) console.log(`${file}: ${kilobytes(bytes)}`);
	}
}

function kilobytes(bytes: number): string {
	return `${(bytes / 1024).toFixed(1)} KiB`;
}

if (import.meta.main) {
	try {
		await (process.argv.includes("--watch") ? watch() : buildOnce(process.argv.includes("--production")));
	} catch (error) {
		// esbuild has printed its own errors already; what it throws only counts them.
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	}
}
