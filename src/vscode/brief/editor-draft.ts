/** A brief that is being written, as the host keeps it. Pure. */

import type { WarningName } from "../../core/brief/warning.ts";
import type { Brief } from "../../core/task/brief.ts";
import type { PanelCommand } from "../../protocol/commands.ts";
import type { BriefForm, DraftAttachment, DraftView } from "../../protocol/draft.ts";
import { formOf, type ReadForm, readForm } from "./editor-form.ts";
import { withKind } from "./editor-kind.ts";
import { type VerdictGround, verdictOf } from "./editor-verdict.ts";

export interface Draft {
	readonly id: string;
	/** The task that is rescoped; empty for a new one. */
	readonly task: string;
	readonly shown: boolean;
	readonly form: BriefForm;
	readonly attachments: readonly DraftAttachment[];
	readonly dismissed: readonly WarningName[];
	/** The number of the edit that was read last. */
	readonly revision: number;
	/** True: the person wrote on it. */
	readonly edited: boolean;
}

export function draftOf(brief: Partial<Brief>, id: string): Draft {
	const attachments = (brief.attachments ?? []).map((attachment, at) => ({ ...attachment, id: at }));
	return { id, task: "", shown: true, form: formOf(brief), attachments, dismissed: [], revision: 0, edited: false };
}

/** With these fields in it; an edit that was overtaken by a later one changes nothing. */
export function written(
	draft: Draft,
	fields: Extract<PanelCommand, { type: "write-draft" }>["fields"],
	revision: number,
): Draft {
	if (revision <= draft.revision) return draft;
	const given = Object.entries(fields).filter(([, text]) => text !== undefined);
	return {
		...draft,
		form: withKind(draft.form, { ...draft.form, ...Object.fromEntries(given) }),
		revision,
		edited: draft.edited || given.length > 0,
	};
}

export function readDraft({ form, attachments }: Draft): ReadForm {
	return readForm(form, withoutIds(attachments));
}

function withoutIds(attachments: readonly DraftAttachment[]): NonNullable<Brief["attachments"]> {
	return attachments.map(({ title, text }) => ({ title, text }));
}

type ViewGround = VerdictGround &
	Pick<DraftView, "models" | "fixed"> & { readonly model: string; readonly owner: string };

export function viewOf(draft: Draft, ground: ViewGround): DraftView {
	const { id, task, shown, form, attachments } = draft;
	const { checks, branches, models, fixed, model, owner, settings } = ground;
	const amount = (cap: number | null) => cap?.toLocaleString("en-US") ?? "";
	const { money, tokens, minutes, turns } = settings;
	const caps = { money: amount(money), tokens: amount(tokens), minutes: amount(minutes), turns: amount(turns) };
	return {
		...{ id, task, shown, form, attachments, checks, branches, models, fixed },
		defaults: { model, owner, ...caps },
		verdict: verdictOf(draft, ground),
	};
}
