/** What follows when the kind of a brief is changed: goal, definition of done and mode, as far as nobody has written them. Pure. */

import { usualDefinition } from "../../core/brief/draft.ts";
import { templateOf } from "../../core/brief/templates.ts";
import type { BriefForm } from "../../protocol/draft.ts";
import { readForm } from "./editor-form.ts";

export function withKind(before: BriefForm, after: BriefForm): BriefForm {
	if (after.kind === before.kind) return after;
	const isTemplates = after.goal.trim() === templateOf(before.kind).goal;
	const isUsual = after.definitionOfDone.trim() === usual(before);
	return {
		...after,
		goal: isTemplates ? templateOf(after.kind).goal : after.goal,
		definitionOfDone: isUsual ? usual(after) : after.definitionOfDone,
		mode: after.mode === before.mode ? modeFor(before, after) : after.mode,
	};
}

/** A question is answered without commands, so that none are named. */
function usual(form: BriefForm): string {
	return usualDefinition(form.kind, form.kind === "explore" ? [] : (readForm(form).brief.checks ?? []));
}

function modeFor(before: BriefForm, { kind, mode }: BriefForm): BriefForm["mode"] {
	if (kind === "explore") return "explore";
	return before.kind === "explore" ? "change" : mode;
}
