/** The self-test says whether the sandbox holds, and notices when it does not. */

import { chmodSync, readdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { proveSandbox } from "../../src/node/guardrails.ts";
import { makeSandbox } from "../../src/node/sandbox.ts";
import { makeFolder, removeFolders } from "../support/repositories.ts";

const never = new AbortController().signal;

afterEach(removeFolders);

test("everything that is tried is held, and nothing of it is left behind", async () => {
	const sandbox = makeSandbox({ hidden: () => [] });
	const storage = join(makeFolder("storage"), "new");
	const report = await proveSandbox(sandbox, storage, never);
	expect(report.rows.filter(({ held }) => !held)).toEqual([]);
	expect(report).toMatchObject({ held: true, missing: [] });
	expect(report.rows).toHaveLength(13);
	expect(sandbox.proved()).toBe(true);
	expect(readdirSync(storage)).toEqual([]);
	expect(readdirSync(homedir()).filter((name) => name.startsWith(".remit-guardrails-"))).toEqual([]);
});

test("without bubblewrap nothing is proved, and it is said how to mend that", async () => {
	const sandbox = makeSandbox({ hidden: () => [], env: { ...process.env, PATH: makeFolder("bin") } });
	sandbox.prove(true);
	const report = await proveSandbox(sandbox, makeFolder("storage"), never);
	expect(report).toMatchObject({ held: false, rows: [] });
	expect(report.missing.join(" ")).toContain(
		"bubblewrap is not installed. Debian, Ubuntu: sudo apt-get install bubblewrap",
	);
	expect(sandbox.proved()).toBe(false);
});

test.each([
	["runs commands as they are", 'exec "$@"', "Write outside of the checkout"],
	["fails", "echo no permissions >&2; exit 1", "Make a temporary file"],
])("a sandbox that %s is not proved", async (_what, end, row) => {
	const bin = makeFolder("bin");
	const skip = 'while [ "$1" != -- ]; do if [ "$1" = --setenv ]; then export "$2=$3"; fi; shift; done; shift';
	writeFileSync(join(bin, "bwrap"), `#!/bin/bash\n${skip}\n${end}\n`);
	chmodSync(join(bin, "bwrap"), 0o755);
	const sandbox = makeSandbox({ hidden: () => [], env: { ...process.env, PATH: `${bin}:${process.env.PATH}` } });
	const report = await proveSandbox(sandbox, makeFolder("storage"), never);
	expect(report.held).toBe(false);
	expect(sandbox.proved()).toBe(false);
	expect(
		report.rows
			.filter(({ held }) => !held)
			.map(({ what }) => what)
			.join("; "),
	).toContain(row);
});
