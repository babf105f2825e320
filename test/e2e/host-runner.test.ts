/** The runner of the extension-host tests: it believes nothing that did not come to its end. */

import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../../scripts/host/paths.ts";
import { bundleHostTests } from "../host/bundle.ts";
import { runInWebHost } from "../host/web-host.ts";

test("tests that pass inside the extension host pass", async () => {
	const { passed, failed, broken } = await run("good");
	expect({ passed, failed, broken }).toEqual({ passed: 1, failed: 0, broken: "" });
});

test("a wrong, an endless and a stray test fail, and the next one still runs", async () => {
	const { records, failed, broken } = await run("bad");
	expect(records.map((record) => record.type)).toEqual(["started", "failed", "failed", "failed", "passed", "finished"]);
	expect({ failed, broken }).toEqual({ failed: 3, broken: "" });
});

test("a crash of the extension host is a failure", async () => {
	const { passed, failed, broken } = await run("crash");
	expect({ passed, failed }).toEqual({ passed: 1, failed: 1 });
	expect(broken).toMatch(/broke off after 1 of 3 tests/);
});

test("an extension host that hangs is a failure", async () => {
	const { failed, broken } = await run("hang", 20_000);
	expect(failed).toBe(1);
	expect(broken).toMatch(/broke off after 0 of 1 tests: nothing was heard/);
});

test("no test at all is a failure", async () => {
	const { failed, broken } = await run("none");
	expect({ failed, broken }).toEqual({ failed: 1, broken: "There was no test to run." });
});

async function run(name: string, silenceMs?: number) {
	const tests = await bundleHostTests(`test/fixtures/host-tests/${name}.ts`, `out/host/fixture-${name}.cjs`);
	const extensionPath = join(projectRoot, "test/fixtures/smoke-extension");
	return await runInWebHost({ tests, extensionPath, ...(silenceMs === undefined ? {} : { silenceMs }) });
}
