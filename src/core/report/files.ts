/** The changed files of a task, what is riskiest first. */

import { generatedBecause } from "../changes/generated.ts";
import { changeProtectedBecause } from "../changes/landing-protected.ts";
import { sensitiveBecause } from "../self-review/sensitive.ts";
import type { ReviewedChange } from "../task/review-view.ts";
import type { TaskView } from "../task/view.ts";

const risks = ["protected", "checks", "security", "deleted", "large", "ordinary", "generated"] as const;

/** `checks`: it makes the checks prove less. `large`: so many lines that a reader tires. */
export type FileRisk = (typeof risks)[number];

export interface ReportedFile {
	readonly path: string;
	/** Where it was; empty where it was not moved. */
	readonly from: string;
	readonly kind: ReviewedChange["change"]["kind"];
	readonly binary: boolean;
	readonly added: number;
	readonly removed: number;
	readonly risk: FileRisk;
	/** Why it has that risk, as the rest of a sentence that begins with its name; empty where there is nothing to say. */
	readonly because: string;
	readonly decision: ReviewedChange["decision"];
}

const largeLines = 400;

export function filesOf({ changes, tampering }: TaskView): readonly ReportedFile[] {
	const weakening = new Map(tampering.toReversed().map(({ path, because }) => [path, because]));
	const files = changes.filter(({ pieces }) => pieces.length > 0).map((item) => reported(item, weakening));
	const size = ({ added, removed }: ReportedFile) => added + removed;
	return files.toSorted(
		(one, two) => risks.indexOf(one.risk) - risks.indexOf(two.risk) || size(two) - size(one) || compared(one, two),
	);
}

function compared(one: ReportedFile, two: ReportedFile): number {
	return one.path < two.path ? -1 : 1;
}

function reported({ change, decision }: ReviewedChange, weakening: ReadonlyMap<string, string>): ReportedFile {
	const { path, from = "", kind, binary, added, removed } = change;
	return { path, from, kind, binary, added, removed, decision, ...riskOf(change, weakening.get(path)) };
}

function riskOf(change: ReviewedChange["change"], weakens: string | undefined): Pick<ReportedFile, "risk" | "because"> {
	const { path, from = path, kind, added, removed } = change;
	const isProtected = changeProtectedBecause(change);
	if (isProtected !== null) return { risk: "protected", because: isProtected };
	if (weakens !== undefined) return { risk: "checks", because: weakens };
	const sensitive = sensitiveBecause(path) ?? sensitiveBecause(from);
	if (sensitive !== null) return { risk: "security", because: sensitive };
	const generated = generatedBecause(path);
	if (generated !== null) return { risk: "generated", because: `is ${generated}` };
	if (kind === "deleted") return { risk: "deleted", because: "was deleted" };
	if (added + removed > largeLines) return { risk: "large", because: "changed in many lines" };
	return { risk: "ordinary", because: "" };
}
