/** Which run of the checks says something of the work as it is now, and how the checks went in a sentence's words. */

import type { CheckResult } from "../task/review-events.ts";
import type { Verification } from "../task/verification-view.ts";
import type { TaskView } from "../task/view.ts";

type Proved = Pick<TaskView, "verifications" | "status">;

/** Of what was accepted, once that is what is left; of the proposal before. Null where no run says anything of it. */
export function countingVerification({ verifications, status }: Proved): Verification | null {
	const fresh = verifications.filter(({ stale, state }) => !stale && state !== "running");
	const accepted = fresh.find(({ of }) => of === "accepted");
	const proposal = fresh.find(({ of }) => of === "proposal") ?? null;
	const decided = status === "accepted" || status === "partly-accepted";
	return decided ? (accepted ?? (status === "accepted" ? proposal : null)) : proposal;
}

/** Tests and places that fail and did not fail on the base, as far as the output says so. */
export function newFailures({ outcome, failures = [], more = 0, onBase }: CheckResult): number {
	if (outcome !== "failed" || onBase === "same") return 0;
	return failures.filter(({ old }) => old !== true).length + more;
}

/** Failures first, what failed before after them. */
export function failuresFirst(results: readonly CheckResult[]): readonly CheckResult[] {
	const rank = ({ outcome, onBase }: CheckResult) =>
		outcome === "failed" ? (onBase === "same" ? 1 : 0) : outcome === "not-run" ? 2 : 3;
	return results.toSorted((one, two) => rank(one) - rank(two));
}
