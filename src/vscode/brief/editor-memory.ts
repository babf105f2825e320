/** Keeps the draft where it outlives a reload of the window. */

import type * as vscode from "vscode";
import * as z from "zod";
import type { WarningName } from "../../core/brief/warning.ts";
import { efforts, kinds, modes } from "../../core/brief/words.ts";
import type { Draft } from "./editor-draft.ts";

const name = "remit.draft";

const text = z.string();
const kept = z.object({
	...{ id: text.min(1), task: text, shown: z.boolean(), revision: z.int(), edited: z.boolean() },
	form: z.object({
		...{ goal: text, definitionOfDone: text, allowed: text, forbidden: text, checks: text, base: text, model: text },
		...{ owner: text, money: text, tokens: text, minutes: text, turns: text },
		...{ kind: z.enum(kinds), mode: z.enum(modes), effort: z.enum(["", ...efforts]) },
	}),
	attachments: z.array(z.object({ id: z.int(), title: text, text })),
	dismissed: z.array(z.custom<WarningName>((value) => typeof value === "string")),
});

/** Null where nothing is kept, or an older version's that makes no sense any more. */
export function recall(memory: Pick<vscode.Memento, "get">): Draft | null {
	const parsed = kept.safeParse(memory.get<unknown>(name));
	return parsed.success ? parsed.data : null;
}

/** Nobody waits for it: what could not be kept is still in the panel. */
export function remember(memory: Pick<vscode.Memento, "update">, draft: Draft): void {
	void memory.update(name, draft);
}

export function forget(memory: Pick<vscode.Memento, "update">): void {
	void memory.update(name, undefined);
}
