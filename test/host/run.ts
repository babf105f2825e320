/** Runs the extension-host tests in the web host: `node test/host/run.ts [--json FILE]`. */

import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { bundleHostTests } from "./bundle.ts";
import { describeRecord } from "./results.ts";
import { runInWebHost } from "./web-host.ts";

const { values } = parseArgs({ options: { json: { type: "string" } } });
const results = await runInWebHost({ tests: await bundleHostTests(), env: { ANTHROPIC_API_KEY: "test-key" } });
for (const record of results.records) console.log(describeRecord(record));
if (results.broken !== "") console.error(`  ✗ ${results.broken}`);
if (values.json !== undefined) await writeFile(values.json, JSON.stringify(results));
process.exitCode = results.failed > 0 ? 1 : 0;
