/** Tells apart what a check found wrong before the task began from what it finds wrong because of it. */

import type { CheckResult, FoundFailure } from "../task/review-events.ts";
import { failureSignature, withoutNoise } from "./failure.ts";

/** The same result, saying which of its failures the base has as well. In doubt a failure is a new one. */
export function comparedWithBase(result: CheckResult, base: CheckResult | undefined): CheckResult {
	if (result.outcome === "passed") return base?.outcome === "failed" ? { ...result, onBase: "failed" } : result;
	if (result.outcome !== "failed") return result;
	if (base === undefined || base.outcome === "not-run") return { ...result, onBase: "not-run" };
	if (base.outcome === "passed") return { ...result, onBase: "passed" };
	const failures = marked(result.failures ?? [], base.failures ?? []);
	const known = { ...result, ...(failures.length > 0 ? { failures } : {}) };
	return { ...known, onBase: isSame(known, base) ? "same" : "other" };
}

/** The base excuses a failure once: a second one of the same form is new. */
function marked(failures: readonly FoundFailure[], base: readonly FoundFailure[]): readonly FoundFailure[] {
	const left = new Map<string, number>();
	for (const failure of base) {
		const signature = failureSignature(failure);
		left.set(signature, (left.get(signature) ?? 0) + 1);
	}
	return failures.map((failure) => {
		const signature = failureSignature(failure);
		const count = left.get(signature) ?? 0;
		left.set(signature, count - 1);
		return count > 0 ? { ...failure, old: true } : failure;
	});
}

function isSame(result: CheckResult, base: CheckResult): boolean {
	// What was left out of a list, or of the output that it was read from, cannot be compared.
	if ([result, base].some(({ more = 0, cut }) => more > 0 || cut)) return false;
	const { failures = [] } = result;
	if (failures.length > 0) return failures.every(({ old }) => old === true);
	// Where nothing is recognised, all of the end is compared: "3 failed" does not excuse "4 failed".
	return (base.failures ?? []).length === 0 && withoutNoise(result.text) === withoutNoise(base.text);
}
