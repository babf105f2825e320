/** Runs one tier of the tests and counts what passed; a tier that proves nothing fails. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "./host/paths.ts";
import { runProgram } from "./host/processes.ts";
import { type Failure, readReport, type TierReport } from "./test-report.ts";

/** In the order in which they run: the quick ones tell first. `check` counts as one. */
export const tiers = ["check", "unit", "node", "webview", "host", "e2e"] as const;

export type Tier = (typeof tiers)[number];

export interface TierResult {
	readonly tier: Tier;
	readonly passed: number;
	/** Includes one for `trouble`. */
	readonly failed: number;
	readonly failures: readonly Failure[];
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
	const told = tier === "check" ? resultOfCheck(code) : await readTier(report);
	const trouble = whatIsWrong(told, code);
	const failed = told.failed + (trouble === "" ? 0 : 1);
	const seconds = (Date.now() - started) / 1000;
	return { tier, passed: told.passed, failed, failures: told.failures, seconds, trouble };
}

/** It counts as one, and names its own failures. */
function resultOfCheck(code: number | null): TierReport {
	return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, failures: [] };
}

function tierArguments(tier: Tier, report: string): readonly string[] {
	if (tier === "check") return ["scripts/check.ts"];
	if (tier === "host") return ["test/host/run.ts", "--json", report];
	const vitest = join(projectRoot, "node_modules/vitest/vitest.mjs");
	return [vitest, "run", "--project", tier, "--reporter=default", "--reporter=json", `--outputFile=${report}`];
}

/** Vitest's report or the host runner's; no counts when there is none. */
async function readTier(file: string): Promise<TierReport> {
	return readReport(await readFile(file, "utf8").catch(() => ""));
}

function whatIsWrong({ passed, failed }: TierReport, code: number | null): string {
	if (passed + failed === 0) return "no test was run";
	if (failed === 0 && code !== 0) return code === null ? "it crashed" : `it exited with ${code}`;
	return "";
}
