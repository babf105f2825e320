/** What the harness found out about a task's checks by itself, as facts in the past tense. */

import type { CheckResult } from "../task/review-events.ts";
import type { Tampering } from "./tampering.ts";

export type CheckEvent =
	/** The work is to be verified, and waits for what these checks say of what the task began with. */
	| { readonly type: "baseline.started"; readonly checks: readonly string[] }
	/** What checks said of what the task began with: once each in a task. `tree` is empty where none could be laid. */
	| { readonly type: "baseline.finished"; readonly tree: string; readonly results: readonly CheckResult[] }
	/** All that there is now: an empty list takes back what was found before. */
	| { readonly type: "tampering.found"; readonly findings: readonly Tampering[] }
	/** The new code with the base's versions of these tests. */
	| {
			readonly type: "old-tests.checked";
			readonly tree: string;
			readonly paths: readonly string[];
			readonly results: readonly CheckResult[];
	  };
