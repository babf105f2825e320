/** A brief while a person writes it: the texts of its fields, and what the host says of them. Types only. */

import type { BriefWarning, WarningName } from "../core/brief/warning.ts";
import type { Effort, Kind, Mode } from "../core/brief/words.ts";

/** Texts as they stand in the fields; they need not make sense yet. */
export interface BriefForm {
	readonly goal: string;
	readonly definitionOfDone: string;
	readonly kind: Kind;
	readonly mode: Mode;
	/** Globs, one a line. */
	readonly allowed: string;
	readonly forbidden: string;
	/** Commands, one a line; a line that begins with `↳ ` goes on with the one before it. */
	readonly checks: string;
	/** `working-tree`, `HEAD`, or a branch's name. */
	readonly base: string;
	/** Empty: the person's setting. */
	readonly model: string;
	/** Empty: the model's own measure. */
	readonly effort: Effort | "";
	/** Empty: git's user. */
	readonly owner: string;
	/** Caps; empty: the person's settings. */
	readonly money: string;
	readonly tokens: string;
	readonly minutes: string;
	readonly turns: string;
}

export type FormField = keyof BriefForm;

/** A sentence about a field. */
export interface FieldNote {
	readonly field: FormField;
	readonly text: string;
}

/** What the host says of the texts. */
export interface DraftVerdict {
	/** The number of the edit that it has read last. */
	readonly revision: number;
	/** The brief check's: reasons to think again, never a wall. */
	readonly warnings: readonly BriefWarning[];
	readonly dismissed: readonly WarningName[];
	/** False where the person's settings say that no work is reviewed besides, though a warning asks for it. */
	readonly reviews: boolean;
	/** What must be mended before it can be delegated. */
	readonly problems: readonly FieldNote[];
	/** What is worth knowing. */
	readonly hints: readonly FieldNote[];
	/** What the task may use and is likely to, in a sentence or two. */
	readonly budget: string;
}

export interface DraftView {
	/** No other draft of this panel's life has it. */
	readonly id: string;
	/** The task that is rescoped; empty where a new one is made. */
	readonly task: string;
	/** True: the editor is on screen; false: it waits until the person comes back to it. */
	readonly shown: boolean;
	readonly form: BriefForm;
	readonly attachments: readonly DraftAttachment[];
	/** Commands that were found to be the project's checks. */
	readonly checks: readonly string[];
	readonly branches: readonly string[];
	/** Models whose price is known. */
	readonly models: readonly string[];
	/** What holds where a field is left empty, for a person; empty where there is nothing. */
	readonly defaults: Readonly<Record<"model" | "owner" | CapField, string>>;
	/** Of the task that is rescoped: what stays as it is. Null where a new one is made. */
	readonly fixed: { readonly title: string; readonly base: string; readonly owner: string } | null;
	readonly verdict: DraftVerdict;
}

export type CapField = "money" | "tokens" | "minutes" | "turns";

export interface DraftAttachment {
	/** Stays the same while others are removed. */
	readonly id: number;
	readonly title: string;
	readonly text: string;
}
