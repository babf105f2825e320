/** Measures Remit against the floor on scripted tasks and prints a table: `npm run bench [-- --runs 5]`. */

import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { type Figures, measure, ownRunTimes } from "./measure.ts";
import { testCommand } from "./project.ts";
import { type Contender, contenders } from "./script.ts";
import { type Comparison, markdownTable } from "./table.ts";

const lengths = [12, 60];

const { values } = parseArgs({ options: { runs: { type: "string", default: "5" } } });
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) throw new Error("--runs must be a whole number from 1.");

const place = await mkdtemp(join(tmpdir(), "remit-bench-"));
try {
	await bundle(place);
	const comparisons: Comparison[] = [];
	for (const steps of lengths) comparisons.push(await compare(steps));
	const { model = "unknown processor" } = cpus()[0] ?? {};
	console.log(`\nNode ${process.versions.node}, ${cpus().length} × ${model}, medians of ${runs} runs\n`);
	console.log(`${markdownTable(comparisons)}\n`);
	await import("./policy.ts");
	await import("./review-hunks.ts");
} finally {
	await rm(place, { recursive: true, force: true });
}

/** As the extension is shipped: one file each, nothing to compile when it starts. */
async function bundle(outdir: string): Promise<void> {
	await build({
		entryPoints: contenders.map((contender) => join(import.meta.dirname, `${contender}.ts`)),
		outdir,
		outExtension: { ".js": ".mjs" },
		bundle: true,
		minify: true,
		platform: "node",
		target: "node20",
		format: "esm",
		mainFields: ["module", "main"],
		banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
		logLevel: "warning",
	});
}

/** The contenders take turns, so that a change of the machine's mood meets both. */
async function compare(steps: number): Promise<Comparison> {
	const measured: Record<Contender, Figures[]> = { floor: [], remit: [] };
	const commandTimes: number[] = [];
	for (let run = 1; run <= runs; run++) {
		for (const contender of contenders) {
			commandTimes.push(...(await ownRunTimes(testCommand, 5)));
			measured[contender].push(await measure(contender, join(place, `${contender}.mjs`), steps));
		}
		console.error(`${steps} steps: run ${run} of ${runs}`);
	}
	return { steps, ...measured, commandTimes };
}
