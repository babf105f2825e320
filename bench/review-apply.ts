/** Measures accepting and taking back 300 files with 5,000 hunks in a real VS Code: `node bench/review-apply.ts`. */

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleHostTests } from "../test/host/bundle.ts";
import { describeRecord } from "../test/host/results.ts";
import { runInWebHost } from "../test/host/web-host.ts";
import type { ApplyTimes } from "./review-apply-host.ts";

const place = await mkdtemp(join(tmpdir(), "remit-bench-review-"));
try {
	const file = join(place, "times.json");
	const tests = await bundleHostTests("bench/review-apply-host.ts", "out/host/bench.cjs");
	const results = await runInWebHost({ tests, env: { REMIT_BENCH_RESULT: file } });
	if (results.broken !== "") throw new Error(results.broken);
	if (results.failed > 0) throw new Error(results.records.map(describeRecord).join("\n"));
	print(JSON.parse(await readFile(file, "utf8")));
} finally {
	await rm(place, { recursive: true, force: true });
}

function print({ accept, undo, created, edited }: ApplyTimes): void {
	const row = (title: string, time: number) =>
		`| ${title} | ${Math.round(time)} | × ${(time / edited).toFixed(2)} | × ${(time / created).toFixed(2)} |`;
	const lines = [
		"| 300 files, 5,000 hunks | ms | against edit and save | against create |",
		"| --- | ---: | ---: | ---: |",
		row("accept all", accept),
		row("take all back", undo),
		row("one edit that replaces the texts, saved", edited),
		row("one edit that creates the files", created),
	];
	console.log(lines.join("\n"));
}
