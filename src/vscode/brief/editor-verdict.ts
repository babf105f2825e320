/** What is said of a brief while it is written: warnings, problems, hints, and what it may use. Pure. */

import { checkBrief } from "../../core/brief/check.ts";
import type { WarningName } from "../../core/brief/warning.ts";
import { bases } from "../../core/brief/words.ts";
import type { Caps } from "../../core/budget/caps.ts";
import { startText } from "../../core/budget/forecast.ts";
import type { Brief } from "../../core/task/brief.ts";
import type { TaskView } from "../../core/task/view.ts";
import type { BriefForm, DraftVerdict, FieldNote, FormField } from "../../protocol/draft.ts";
import { filledCaps } from "./editor-budget.ts";
import { emptyForm, readForm } from "./editor-form.ts";

/** What is known around a brief that is written. */
export interface VerdictGround {
	/** What a task may use of which its brief says nothing. */
	readonly settings: Caps;
	/** US dollars that all tasks of a day may cost together; null for no cap. */
	readonly day: number | null;
	/** The person's tasks here. */
	readonly views: readonly Pick<TaskView, "status" | "model" | "spend" | "brief">[];
	readonly branches: readonly string[];
	/** Commands that were found to be the project's checks. */
	readonly checks: readonly string[];
	isPriced(model: string): boolean;
	/** What the settings say of the self-review. */
	readonly review: "off" | "on" | "sensitive";
}

interface Written {
	readonly form: BriefForm;
	readonly attachments: readonly { readonly title: string; readonly text: string }[];
	readonly dismissed: readonly WarningName[];
	readonly revision: number;
	/** The task that is rescoped; empty for a new one. */
	readonly task: string;
}

export function verdictOf(
	{ form, attachments, dismissed, revision, task }: Written,
	ground: VerdictGround,
): DraftVerdict {
	const { brief, problems } = readForm(
		form,
		attachments.map(({ title, text }) => ({ title, text })),
	);
	const caps = filledCaps(brief.budget, ground.settings);
	return {
		...{ revision, dismissed, problems },
		warnings: checkBrief(brief),
		reviews: ground.review !== "off",
		hints: hintsOf(form, brief, ground),
		budget: task === "" ? startText({ caps, day: ground.day }, form.kind, ground.views) : "",
	};
}

function hintsOf(form: BriefForm, brief: Partial<Brief>, ground: VerdictGround): readonly FieldNote[] {
	const hints = Object.entries(unseenIn(form)).map(([field, text]) => ({ field, text }));
	const note = (field: FormField, text: string): readonly FieldNote[] => (text === "" ? [] : [{ field, text }]);
	return [
		...hints.flatMap(({ field, text }) => (isField(field) ? note(field, text) : [])),
		...note("mode", form.mode === "explore" ? "Nothing is changed: scope and checks do not matter." : ""),
		...note("checks", checksHint(form, brief, ground)),
		...note("base", baseHint(form.base, ground.branches)),
		...note("model", modelHint(brief.model, ground)),
	];
}

function checksHint({ mode }: BriefForm, { checks = [] }: Partial<Brief>, ground: VerdictGround): string {
	if (mode === "explore" || checks.length > 0) return "";
	return ground.checks.length === 0
		? "None: what Remit detects when the work is done is run."
		: `None: what Remit detects is run, as it looks now ${ground.checks.join(", ")}.`;
}

function baseHint(base: string, branches: readonly string[]): string {
	const known = bases.some((each) => each === base) || branches.includes(base);
	return known || base.trim() === "" ? "" : "No branch of this name is known here; the task fails if there is none.";
}

function modelHint(model: string | undefined, { isPriced }: VerdictGround): string {
	if (model === undefined || isPriced(model)) return "";
	return "Remit knows no price of this model: caps on tokens, time and turns hold, and its cost will be unknown.";
}

/** Controls and what turns text round, in words that may have come from elsewhere. Joiners of emoji are left in peace. */
const unseen =
	/(?![\n\r\t])[\p{Cc}\u00AD\u061C\u115F\u1160\u180E\u200B\u200C\u200E\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0]|[\u{E0000}-\u{E007F}]/gu;

function unseenIn(form: BriefForm): Readonly<Record<string, string>> {
	const found = Object.entries(form).flatMap(([field, text]) => {
		const codes = new Set((text.match(unseen) ?? []).map(codePoint));
		return codes.size === 0
			? []
			: [[field, `Characters that cannot be seen stand in it: ${[...codes].slice(0, 5).join(", ")}.`]];
	});
	return Object.fromEntries(found);
}

function codePoint(character: string): string {
	return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function isField(name: string): name is FormField {
	return name in emptyForm;
}
