/** Drafts a task from a template: the person chooses the kind of work. */

import { draftBrief } from "../../core/brief/draft.ts";
import { templates } from "../../core/brief/templates.ts";
import type { Drafted, EntryGround } from "./draft.ts";
import { draftFacts } from "./facts.ts";

export async function draftFromTemplate({ sources, person }: EntryGround): Promise<Drafted> {
	const rows = templates.map(({ kind, label, description }) => ({ label, description, kind }));
	const words = { title: "Remit: New Task from Template", placeHolder: "What sort of work is it?" };
	const chosen = await person.pick(rows, words);
	if (!chosen) return { kind: "cancelled" };
	return { kind: "draft", brief: draftBrief("", await draftFacts("", sources), chosen.kind) };
}
