/** Builds and packs the extension as `remit-<version>.vsix` in the project's folder, and shows what is in it. */

import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { buildOnce } from "./build.ts";
import { type ArchiveEntry, archiveEntries } from "./package-archive.ts";

const projectRoot = resolve(import.meta.dirname, "..");

/** In bytes. */
const sizeLimit = 3 * 1024 * 1024;

/** What may be in the package; anything else stops the packing. The first two are written by the packer. */
const allowed = [
	/^extension\.vsixmanifest$/,
	/^\[Content_Types\]\.xml$/,
	/^extension\/package\.json$/,
	/^extension\/(readme\.md|changelog\.md|LICENSE\.txt)$/i,
	/^extension\/dist\/(extension\.cjs|licences\.txt)$/,
	/^extension\/dist\/vendor\/seccomp\/(x64|arm64)\/apply-seccomp$/,
	/^extension\/dist\/webview\/panel\.(js|css)$/,
	/^extension\/media\/.+/,
];

/** What must be in the package for it to work at all. */
const required = [
	"extension/package.json",
	"extension/dist/extension.cjs",
	"extension/dist/vendor/seccomp/x64/apply-seccomp",
	"extension/dist/vendor/seccomp/arm64/apply-seccomp",
	"extension/dist/webview/panel.js",
	"extension/dist/webview/panel.css",
];

/** Resolves to the package's absolute path. Rejects when the build fails or the package is not as it must be. */
export async function packageExtension(): Promise<string> {
	await buildOnce(true);
	const { name, version } = JSON.parse(await readFile(join(projectRoot, "package.json"), "utf8"));
	const packagePath = join(projectRoot, `${name}-${version}.vsix`);
	// Nothing to ask: everything is bundled, and relative links of the README need no repository to point to.
	await createVSIX({
		cwd: projectRoot,
		packagePath,
		dependencies: false,
		allowMissingRepository: true,
		rewriteRelativeLinks: false,
	});
	const bytes = await readFile(packagePath);
	const entries = archiveEntries(bytes);
	for (const { path, size } of entries) console.log(`${String(size).padStart(9)}  ${path}`);
	const problems = packageProblems(entries, bytes.length);
	if (problems.length > 0) throw new Error(problems.join("\n"));
	console.log(`${packagePath}: ${entries.length} files, ${(bytes.length / 1024).toFixed(0)} KiB`);
	return packagePath;
}

/** What is wrong with a package of these files and this size in bytes; empty when nothing is. */
export function packageProblems(entries: readonly ArchiveEntry[], size: number): readonly string[] {
	const paths = new Set(entries.map(({ path }) => path));
	const strangers = [...paths].filter((path) => !allowed.some((pattern) => pattern.test(path)));
	const missing = required.filter((path) => !paths.has(path));
	return [
		...strangers.map((path) => `${path} must not be in the package: see .vscodeignore and scripts/package.ts.`),
		...missing.map((path) => `${path} is missing from the package.`),
		...(size > sizeLimit ? [`The package has ${size} bytes; at most ${sizeLimit} are allowed.`] : []),
	];
}

if (import.meta.main) {
	try {
		await packageExtension();
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	}
}
