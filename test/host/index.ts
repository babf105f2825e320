/** What the editor calls inside its extension host: runs every test and writes the results, one line each. */

import { appendFileSync, existsSync } from "node:fs";
import { runCollected, type TestRecord } from "./runner.ts";
import { sharedWorld } from "./shared-world.ts";

/** Rejects when a test fails, and when the host was started a second time in one run: then the first one crashed. */
export async function run(): Promise<void> {
	const file = process.env["REMIT_HOST_RESULTS"];
	if (file === undefined) throw new Error("REMIT_HOST_RESULTS does not name the results file.");
	if (existsSync(file)) throw new Error("The extension host was restarted in the middle of the tests.");
	const world = await sharedWorld();
	const tell = (record: TestRecord) => appendFileSync(file, `${JSON.stringify(record)}\n`);
	const failed = await runCollected(tell, () => world.restore());
	if (failed > 0) throw new Error(`${failed} tests failed.`);
}
