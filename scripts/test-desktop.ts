/** `npm run test:desktop`: the extension-host tests in the desktop VS Code, which @vscode/test-electron downloads. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTests } from "@vscode/test-electron";
import { bundleHostTests } from "../test/host/bundle.ts";
import { describeRecord, type HostResults, readResults } from "../test/host/results.ts";
import { makeRepository } from "../test/support/workbench.ts";
import { buildOnce } from "./build.ts";
import { projectRoot } from "./host/paths.ts";
import { writeDesktopSettings } from "./start-desktop.ts";

await buildOnce(false);
const results = await runInDesktop(await bundleHostTests());
for (const record of results.records) console.log(describeRecord(record));
if (results.broken !== "") console.error(`  ✗ ${results.broken}`);
console.log(`${results.passed} passed, ${results.failed} failed`);
process.exitCode = results.failed > 0 ? 1 : 0;

/** The same bundle and the same judgement as in the web host; only the launching differs. */
async function runInDesktop(tests: string): Promise<HostResults> {
	const temporary = await mkdtemp(join(tmpdir(), "remit-desktop-"));
	const file = join(temporary, "results.jsonl");
	try {
		const folder = await makeRepository(join(temporary, "project"), { "README.md": "# Project\n" });
		await writeDesktopSettings(join(temporary, "data"), {});
		const ending = await launch(tests, folder, { data: join(temporary, "data"), file });
		return await readResults(file, ending);
	} finally {
		await rm(temporary, { recursive: true, force: true, maxRetries: 10 });
	}
}

async function launch(
	tests: string,
	folder: string,
	{ data, file }: { readonly data: string; readonly file: string },
): Promise<string> {
	try {
		const code = await runTests({
			extensionDevelopmentPath: projectRoot,
			extensionTestsPath: tests,
			extensionTestsEnv: { REMIT_HOST_RESULTS: file, REMIT_HOST_FOLDER: folder },
			launchArgs: [folder, "--user-data-dir", data, "--disable-workspace-trust", "--disable-extensions"],
		});
		return `the editor exited with ${code}.`;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}
