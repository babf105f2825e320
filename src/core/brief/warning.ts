/** What the brief check says: a reason why delegating this is likely to fail. Never a wall. */

/** The field of a brief that a warning is about. */
export type BriefField =
	| "goal"
	| "definitionOfDone"
	| "scope"
	| "checks"
	| "mode"
	| "kind"
	| "base"
	| "model"
	| "effort"
	| "budget"
	| "owner";

export type WarningName =
	| "no-check"
	| "no-definition"
	| "unbounded-scope"
	| "several-tasks"
	| "architecture"
	| "cross-system"
	| "performance"
	| "security"
	| "production";

export interface BriefWarning {
	/** Which sort of warning: what was dismissed stays dismissed under this name. */
	readonly name: WarningName;
	readonly field: BriefField;
	/** What is wrong, in a sentence. */
	readonly text: string;
	/** Why that makes delegation fail, and what would help. */
	readonly reason: string;
	/** Whether somebody besides the person should review what comes of it: told in report and outcome, unless it was dismissed. */
	readonly needsReview: boolean;
}
