/** `npm test [tier…]`: everything that proves Remit, one tier after another; the last line counts. */

import { mkdir, rm } from "node:fs/promises";
import { parseArgs } from "node:util";
import { buildOnce } from "./build.ts";
import { ensurePackages } from "./host/debian.ts";
import { ensureHost } from "./host/install.ts";
import { projectRoot } from "./host/paths.ts";
import { isTier, reportFolder, runTier, type Tier, type TierResult, tiers } from "./test-tiers.ts";

process.exitCode = await main();

async function main(): Promise<number> {
	const wanted = readTiers();
	if (typeof wanted === "string") {
		console.error(wanted);
		return 2;
	}
	const prepared = await prepare(wanted);
	const results: TierResult[] = [];
	for (const tier of prepared === "" ? wanted : []) results.push(await runTier(tier));
	if (prepared !== "") console.error(prepared);
	return summarise(results, prepared === "" ? 0 : 1);
}

/** The tiers in their usual order; a sentence when one is not known. */
function readTiers(): readonly Tier[] | string {
	const { positionals } = parseArgs({ allowPositionals: true });
	const unknown = positionals.filter((name) => !isTier(name));
	if (unknown.length > 0) return `There is no tier ${unknown.join(", ")}. The tiers are: ${tiers.join(", ")}.`;
	return positionals.length === 0 ? tiers : tiers.filter((tier) => positionals.includes(tier));
}

/** Installs and builds what the tiers need. Empty, or why nothing can be run. */
async function prepare(wanted: readonly Tier[]): Promise<string> {
	process.chdir(projectRoot);
	await rm(reportFolder, { recursive: true, force: true });
	await mkdir(reportFolder, { recursive: true });
	const browser = wanted.includes("webview");
	if (browser || wanted.includes("node")) await ensurePackages(browser, console.log);
	if (!wanted.includes("host") && !wanted.includes("e2e")) return "";
	const host = await ensureHost({ browser: true });
	if (host.kind === "failed") return host.text;
	try {
		await buildOnce(false);
		return "";
	} catch (error) {
		return `The extension could not be built: ${error instanceof Error ? error.message : String(error)}`;
	}
}

/** Prints what failed, a line a tier, and the sum: the end of a long log is what is read. Returns the exit code. */
function summarise(results: readonly TierResult[], failedBefore: number): number {
	for (const { tier, failures } of results) {
		for (const { name, text } of failures) console.log(`\nFAILED ${tier}: ${name}\n${text.replace(/^/gm, "  ")}`);
	}
	console.log("");
	for (const { tier, passed, failed, seconds, trouble } of results) {
		console.log(
			`${tier.padEnd(8)} ${seconds.toFixed(1).padStart(6)} s  ${passed} passed, ${failed} failed${trouble === "" ? "" : ` (${trouble})`}`,
		);
	}
	const passed = results.reduce((sum, result) => sum + result.passed, 0);
	const failed = results.reduce((sum, result) => sum + result.failed, failedBefore);
	console.log(`${passed} passed, ${failed} failed`);
	return failed > 0 ? 1 : 0;
}
