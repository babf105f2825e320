/** Journals of tasks that were reviewed before they were handed over, or should have been. */

import type { TaskEvent } from "../../../src/core/task/events.ts";
import type { Finding } from "../../../src/core/task/harness-events.ts";
import { begun, claims, ended, handedOff, lint, passed, turned, verified, warning, work } from "./journals.ts";

/** By the name of the report's file. */
export const reviewJournals: Readonly<Record<string, readonly TaskEvent[]>> = {
	"self-reviewed": [
		...begun(),
		turned(),
		handedOff({ parts: claims }),
		work,
		verified(passed, lint),
		{ type: "self-review.started", round: 1, model: "m-2" },
		{
			...{ type: "self-review.finished", round: 1, settled: [] },
			findings: [
				objection("F1-1", { claim: "Tabs count as one column.", howToCheck: "Split a line of 80 tabs." }),
				objection("F1-2", { class: "untested", severity: "low", path: "", line: 0, claim: "No test of \\r\\n." }),
			],
		},
		{ type: "self-review.started", round: 2, model: "m-2" },
		{
			...{ type: "self-review.finished", round: 2, findings: [] },
			settled: [
				{ id: "F1-1", state: "left", because: "Said to be fixed, but what it is about was not changed." },
				{ id: "F1-2", state: "rebutted", because: "Lines are split before." },
			],
		},
		ended("ready"),
	],
	"review-required": [
		...begun(),
		{ type: "brief.checked", warnings: [{ ...warning(), text: "Authentication code." }], dismissed: [] },
		turned(),
		handedOff({ parts: claims }),
		work,
		verified(passed, lint),
		{ type: "self-review.skipped", text: "It is off." },
		ended("ready"),
	],
};

function objection(id: string, more: Partial<Finding> = {}): Finding {
	const rest = { class: "wrong", severity: "high", path: "src/split.ts", line: 12, claim: "", howToCheck: "" } as const;
	return { id, ...rest, ...more };
}
