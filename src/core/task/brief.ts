/** What a person asked for. Only the goal is needed; the other fields are kept as they come and filled in later. */

import * as z from "zod";
import { issueWords } from "../brief/issue-words.ts";
import { efforts, type Kind, kinds, modes } from "../brief/words.ts";
import { titleLine } from "../report/prose-line.ts";
import { globProblem, type Scope } from "../scope/scope.ts";

const text = z.string().trim();
const glob = text.min(1).superRefine((value, context) => {
	const message = globProblem(value);
	if (message !== null) context.addIssue({ code: "custom", message });
});

/** It becomes a trailer of commits: in one line, all of it seen, and with nothing that could pass for another person's address. */
const ownerForm = /^[^<>\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+(?: <[^\s<>\p{C}]+>)?$/u;

export const briefSchema = z.strictObject({
	/** What shall be true when the task is done, in the person's words. */
	goal: text.min(1).max(100_000),
	/** How it will be checked that it is done. */
	definitionOfDone: text.max(10_000).optional(),
	/** `change` where it is left out. */
	mode: z.enum(modes).optional(),
	/** Guessed from the goal where it is left out when a task is delegated; `other` in journals that have none. */
	kind: z.enum(kinds).optional(),
	/** What the task begins with: `working-tree` (where it is left out), `HEAD`, or a branch's name. */
	base: text.min(1).max(250).optional(),
	/** The provider's id of the model; the person's setting where it is left out. */
	model: text.min(1).max(200).optional(),
	/** How much the model thinks; the model's own measure where it is left out. */
	effort: z.enum(efforts).optional(),
	/** The one person who is responsible, as `Name <address>`; git's user where it is left out. */
	owner: text.min(1).max(200).regex(ownerForm, "write it as Name, or as Name <address>").optional(),
	scope: z
		.strictObject({
			/** Globs of what may be changed; empty: everything. */
			allowed: z.array(glob).max(200).default([]),
			/** Globs of what must not be changed, whatever is allowed. */
			forbidden: z.array(glob).max(200).default([]),
		})
		.optional(),
	/** Command lines that prove the result. */
	checks: z.array(text.min(1)).max(50).optional(),
	/** Text that belongs to the goal: a selection, a diagnostic. */
	attachments: z
		.array(z.strictObject({ title: text.min(1).max(500), text: z.string().max(200_000) }))
		.max(50)
		.optional(),
	/** What it may use at most; what is left out is taken from the person's settings. */
	budget: z
		.strictObject({
			/** US dollars. */
			money: z.number().positive().max(10_000).optional(),
			tokens: z.int().min(1).max(1_000_000_000).optional(),
			/** Minutes in which the task runs and does not wait for a person. */
			minutes: z.number().positive().max(10_000).optional(),
			turns: z.int().min(1).max(10_000).optional(),
		})
		.optional(),
});

export type Brief = z.output<typeof briefSchema>;

export type BriefParse =
	| { readonly kind: "brief"; readonly brief: Brief }
	| { readonly kind: "failed"; readonly text: string };

/** Reads a brief that came from outside (a command's argument, another extension), or says what is wrong with it. */
export function parseBrief(value: unknown): BriefParse {
	const parsed = briefSchema.safeParse(value);
	if (parsed.success) return { kind: "brief", brief: parsed.data };
	const [issue] = parsed.error.issues;
	const place = issue?.path.join(".") ?? "";
	const because = issue && (issueWords(issue) ?? issue.message);
	const colon = issue && issueWords(issue) === null ? ":" : "";
	return { kind: "failed", text: `The brief cannot be used. ${place === "" ? "It" : place}${colon} ${because}.` };
}

/** What a task with this brief may change; undefined: everything. */
export function scopeOf({ mode, scope }: Pick<Brief, "mode" | "scope">): Scope | undefined {
	return mode === "explore" ? nothingAtAll : scope;
}

const nothingAtAll: Scope = { allowed: [], forbidden: ["**"] };

/** What sort of work it is, also where nobody said. */
export function kindIn({ kind, mode }: Pick<Brief, "kind" | "mode">): Kind {
	return kind ?? (mode === "explore" ? "explore" : "other");
}

/** A short title for lists and terminals: the goal's first line that says something, as plain text, at most `length` characters. */
export function briefTitle(goal: string, length = 60): string {
	return titleLine(goal, length);
}

/** The goal as a branch name's part: lower case, ASCII letters, digits and hyphens, at most 40 characters, never empty. */
export function briefSlug(goal: string): string {
	const slug = briefTitle(goal, 80)
		.normalize("NFKD")
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-")
		.replace(/^-+/, "")
		.slice(0, 40)
		.replace(/-+$/, "");
	return slug === "" ? "task" : slug;
}
