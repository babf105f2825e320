/** Measures what the sandbox adds to a command, against the same shell without it in the same run: `node bench/sandbox.ts`. */

import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeSandbox } from "../src/node/sandbox.ts";
import { makeShell } from "../src/node/shell.ts";
import { median } from "./median.ts";

const base = realpathSync(mkdtempSync(join(tmpdir(), "remit-bench-")));
const root = join(base, "project");
mkdirSync(root);
const sandbox = makeSandbox({ hidden: () => [] });
const missing = await sandbox.missing();
if (missing.length > 0) throw new Error(missing.join(" "));
sandbox.prove(true);
const places = { checkout: root, scratch: join(base, "scratch"), readable: [], hidden: [] };
const shells = { plain: makeShell({ root }), sandboxed: makeShell({ root, sandbox: { sandbox, places } }) };

for (const command of ["true", "ls -la", "git --version", "node -e 0"]) {
	const times: Record<keyof typeof shells, number[]> = { plain: [], sandboxed: [] };
	for (let round = 0; round < 21; round += 1) {
		for (const kind of ["plain", "sandboxed"] as const) {
			const started = performance.now();
			const { exitCode } = await shells[kind].run(
				{ command, cwd: "", timeoutMs: 30_000, domains: [], sandboxed: kind === "sandboxed" },
				() => {},
				new AbortController().signal,
			);
			if (exitCode !== 0) throw new Error(`${command} failed`);
			// The first one loads the library.
			if (round > 0) times[kind].push(performance.now() - started);
		}
	}
	const [plain, sandboxed] = [median(times.plain), median(times.sandboxed)];
	const added = (sandboxed - plain).toFixed(1);
	console.log(`${command}: plain ${plain.toFixed(1)} ms, sandboxed ${sandboxed.toFixed(1)} ms, added ${added} ms`);
}
rmSync(base, { recursive: true, force: true });
