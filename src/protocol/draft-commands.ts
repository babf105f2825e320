/** What the panel may ask of the host about a brief that is being written. */

import * as z from "zod";
import { efforts, kinds, modes } from "../core/brief/words.ts";

const task = z.string().min(1).max(100);
const draft = z.string().min(1).max(100);
/** Longer than any brief may be, so that the person is told what is too long instead of losing it. */
const long = z.string().max(400_000).optional();
const line = z.string().max(2_000).optional();

const fields = z.strictObject({
	goal: long,
	definitionOfDone: long,
	kind: z.enum(kinds).optional(),
	mode: z.enum(modes).optional(),
	allowed: long,
	forbidden: long,
	checks: long,
	base: line,
	model: line,
	effort: z.enum(["", ...efforts]).optional(),
	owner: line,
	money: line,
	tokens: line,
	minutes: line,
	turns: line,
});

/** Fields that were changed since the edit before; the revision is the number of this one. */
const edit = { draft, revision: z.int().min(0), fields };

const warning = z.enum([
	...["no-check", "no-definition", "unbounded-scope", "several-tasks", "architecture"],
	...["cross-system", "performance", "security", "production"],
] as const);

export const draftCommands = [
	/** Drafts a brief from a sentence, which may be empty, and opens the editor. */
	z.strictObject({ type: z.literal("edit-brief"), goal: z.string().max(100_000) }),
	/** Opens the editor with the brief of a task that does not run. */
	z.strictObject({ type: z.literal("rescope"), task }),
	z.strictObject({ type: z.literal("write-draft"), ...edit }),
	z.strictObject({ type: z.literal("dismiss-warning"), draft, warning, dismissed: z.boolean() }),
	z.strictObject({ type: z.literal("remove-attachment"), draft, attachment: z.int().min(0) }),
	/** Delegates it, or goes on with it where a task is rescoped. */
	z.strictObject({ type: z.literal("submit-draft"), ...edit }),
	/** Writes it into a file. */
	z.strictObject({ type: z.literal("save-draft"), ...edit }),
	/** Comes back to the editor, or leaves it: the draft stays. */
	z.strictObject({ type: z.literal("show-draft"), draft }),
	z.strictObject({ type: z.literal("leave-draft"), draft }),
	z.strictObject({ type: z.literal("discard-draft"), draft }),
] as const;
