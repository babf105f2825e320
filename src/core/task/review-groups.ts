/** Sorts a task's changes for a person: protected files apart, what tools wrote folded away, the rest as it comes. */

import { generatedBecause } from "../changes/generated.ts";
import { changeProtectedBecause } from "../changes/landing-protected.ts";
import type { ReviewedChange } from "./review-view.ts";

export interface ReviewGroups {
	/** Each needs its own accept; `because` is the rest of a sentence that begins with the file's name. */
	readonly protected: readonly Grouped[];
	/** Those among them that nobody reads line by line, such as lock files. */
	readonly protectedGenerated: readonly Grouped[];
	readonly ordinary: readonly ReviewedChange[];
	/** What tools write, and no rule protects: counted and accepted with the rest. */
	readonly generated: readonly Grouped[];
}

export interface Grouped {
	readonly item: ReviewedChange;
	/** Why it stands here. */
	readonly because: string;
}

/** Each in the order of the changes. */
export function reviewGroups(changes: readonly ReviewedChange[]): ReviewGroups {
	const apart: Grouped[] = [];
	const apartGenerated: Grouped[] = [];
	const ordinary: ReviewedChange[] = [];
	const generated: Grouped[] = [];
	for (const item of changes) {
		const guard = changeProtectedBecause(item.change);
		const tool = generatedBecause(item.change.path);
		if (guard !== null) (tool === null ? apart : apartGenerated).push({ item, because: guard });
		else if (tool !== null) generated.push({ item, because: tool });
		else ordinary.push(item);
	}
	return { protected: apart, protectedGenerated: apartGenerated, ordinary, generated };
}
