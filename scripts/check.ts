/** Proves that the tree keeps its own rules: `npm run check`, or `node scripts/check.ts lint layers` for some steps only. */

import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { type CheckStep, checkSteps } from "./check-steps.ts";

const projectRoot = resolve(import.meta.dirname, "..");

/** Runs every step, also after one has failed, and says which did. Returns the names of those that failed. */
function runChecks(steps: readonly CheckStep[]): readonly string[] {
	return steps.filter((step) => !passes(step)).map(({ name }) => name);
}

function passes({ name, args }: CheckStep): boolean {
	const started = performance.now();
	const env = { ...process.env, NO_COLOR: "1" };
	const { status, stdout, stderr, error } = spawnSync(process.execPath, args, {
		cwd: projectRoot,
		encoding: "utf8",
		env,
		maxBuffer: 1 << 28,
	});
	const seconds = ((performance.now() - started) / 1000).toFixed(1);
	const passed = status === 0;
	console.log(`${passed ? "✓" : "✗"} ${name.padEnd(16)} ${seconds.padStart(5)} s`);
	if (!passed) console.log(`${stdout}${stderr}${error?.message ?? ""}`.trimEnd());
	return passed;
}

/** The steps with these names; all of them when there are none. */
function stepsNamed(names: readonly string[]): readonly CheckStep[] {
	const unknown = names.filter((name) => !checkSteps.some((step) => step.name === name));
	if (unknown.length > 0) {
		const known = checkSteps.map(({ name }) => name).join(", ");
		throw new Error(`There is no step ${unknown.join(", ")}. The steps are: ${known}.`);
	}
	return names.length === 0 ? checkSteps : checkSteps.filter(({ name }) => names.includes(name));
}

const failed = runChecks(stepsNamed(process.argv.slice(2)));
if (failed.length > 0) {
	console.error(`\nFailed: ${failed.join(", ")}.`);
	process.exitCode = 1;
}
