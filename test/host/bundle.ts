/** Bundles the tests of the extension host into one file that any editor can load. */

import { globSync } from "node:fs";
import { join, relative } from "node:path";
import { build } from "esbuild";
import { projectRoot } from "../../scripts/host/paths.ts";

/**
 * Test files matching `pattern` (relative to the project), and resolves to the bundle's path. The seed of their order,
 * `REMIT_HOST_ORDER`, is in the bundle: the editor's environment is not this one.
 */
export async function bundleHostTests(
	pattern = "test/host/*.test.ts",
	outfile = "out/host/index.cjs",
): Promise<string> {
	const files = globSync(pattern, { cwd: projectRoot }).sort();
	const imports = [...files, "test/host/index.ts"].map((file) => `"./${relative(".", file)}"`);
	await build({
		absWorkingDir: projectRoot,
		stdin: {
			contents: `${imports.map((file) => `import ${file};`).join("\n")}\nexport { run } from "./test/host/index.ts";`,
			resolveDir: projectRoot,
			loader: "ts",
		},
		bundle: true,
		platform: "node",
		format: "cjs",
		target: "node22",
		external: ["vscode"],
		define: {
			"import.meta.dirname": "__dirname",
			"process.env.REMIT_HOST_ORDER": JSON.stringify(process.env["REMIT_HOST_ORDER"] ?? ""),
		},
		sourcemap: "inline",
		outfile,
		logLevel: "warning",
	});
	return join(projectRoot, outfile);
}
