/** Runs one tier of the tests and counts what passed; a tier that proves nothing fails. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "./host/paths.ts";
import { runProgram } from "./host/processes.ts";

/** In the order in which they run: the quick ones tell first. `check` counts as one. */
export const tiers = ["check", "unit", "node", "webview", "host", "e2e"] as const;

export type Tier = (typeof tiers)[number];

export interface TierResult {
	readonly tier: Tier;
	readonly passed: number;
	/** Includes one for `trouble`. */
	readonly failed: number;
	readonly seconds: number;
	/** Why the counts alone would mislead: a crash, no test at all. Empty otherwise. */
	readonly trouble: string;
}

/** Where the tiers leave their counts. */
export const reportFolder = join(projectRoot, "out/test");

export function isTier(name: string): name is Tier {
	return tiers.some((tier) => tier === name);
}

export async function runTier(tier: Tier): Promise<TierResult> {
	console.log(`\n── ${tier} ──`);
	const started = Date.now();
	const report = join(reportFolder, `${tier}.json`);
	const { code } = await runProgram(process.execPath, tierArguments(tier, report), { cwd: projectRoot, show: true });
	const counts =
		tier === "check" ? { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 } : await readCounts(report);
	const trouble = whatIsWrong(counts, code);
	const failed = counts.failed + (trouble === "" ? 0 : 1);
	return { tier, passed: counts.passed, failed, seconds: (Date.now() - started) / 1000, trouble };
}

function tierArguments(tier: Tier, report: string): readonly string[] {
	if (tier === "check") return ["scripts/check.ts"];
	if (tier === "host") return ["test/host/run.ts", "--json", report];
	const vitest = join(projectRoot, "node_modules/vitest/vitest.mjs");
	return [vitest, "run", "--project", tier, "--reporter=default", "--reporter=json", `--outputFile=${report}`];
}

interface Counts {
	readonly passed: number;
	readonly failed: number;
}

/** Vitest's report or the host runner's; no counts when there is none. */
async function readCounts(file: string): Promise<Counts> {
	const report: unknown = JSON.parse(await readFile(file, "utf8").catch(() => "{}"));
	return {
		passed: numberAt(report, "numPassedTests") ?? numberAt(report, "passed") ?? 0,
		failed: numberAt(report, "numFailedTests") ?? numberAt(report, "failed") ?? 0,
	};
}

function numberAt(value: unknown, name: string): number | null {
	if (!(value instanceof Object)) return null;
	const found: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
	return typeof found === "number" ? found : null;
}

function whatIsWrong({ passed, failed }: Counts, code: number | null): string {
	if (passed + failed === 0) return "no test was run";
	if (failed === 0 && code !== 0) return code === null ? "it crashed" : `it exited with ${code}`;
	return "";
}
