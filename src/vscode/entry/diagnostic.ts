/** The lightbulb's "Delegate this fix", and the task that it drafts from what the editor reports on those lines. */

import * as vscode from "vscode";
import * as z from "zod";
import type { DiagnosticFact } from "../../core/brief/draft-facts.ts";
import { type Drafted, draftOf, type EntryGround } from "./draft.ts";
import { placeOf, refused } from "./place.ts";

/** Names lines, not words: what is reported there is asked of the editor when the task is drafted. */
const reportedSchema = z.strictObject({
	uri: z.string().max(10_000),
	/** From 0, both included. */
	first: z.int().min(0),
	last: z.int().min(0),
});

type Reported = z.output<typeof reportedSchema>;

/** Problems that one task is about at most, and characters of each that it takes along. */
const mostProblems = 30;
const longestMessage = 4_000;

/** What Remit itself says of a brief file. */
export const ownSource = "Remit";

export class FixActions implements vscode.CodeActionProvider {
	static readonly kinds = [vscode.CodeActionKind.QuickFix];
	private readonly command: string;

	constructor(command: string) {
		this.command = command;
	}

	provideCodeActions(
		document: vscode.TextDocument,
		_range: vscode.Range,
		{ diagnostics, only }: vscode.CodeActionContext,
	): vscode.CodeAction[] {
		if (only && !only.contains(vscode.CodeActionKind.QuickFix)) return [];
		const reported = diagnostics.filter(isProblem);
		if (reported.length === 0 || !vscode.workspace.isTrusted || placeOf(document.uri).kind === "refused") return [];
		const title = reported.length === 1 ? "Delegate this fix" : `Delegate these ${reported.length} fixes`;
		const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
		action.diagnostics = reported;
		const lines = reported.map(({ range }) => range.start.line);
		const argument: Reported = { uri: document.uri.toString(), first: Math.min(...lines), last: Math.max(...lines) };
		action.command = { command: this.command, title, arguments: [argument] };
		return [action];
	}
}

export async function draftFromProblems(argument: unknown, { sources }: EntryGround): Promise<Drafted> {
	const parsed = reportedSchema.safeParse(argument);
	if (!parsed.success) return refused("Use the lightbulb on a problem, so that it is known which one to delegate.");
	const { uri, first, last } = parsed.data;
	const address = vscode.Uri.parse(uri, true);
	const placed = placeOf(address);
	if (placed.kind === "refused") return placed;
	const there = vscode.languages
		.getDiagnostics(address)
		.filter((found) => isProblem(found) && found.range.start.line >= first && found.range.start.line <= last);
	if (there.length === 0) return refused("Nothing is reported there any more.");
	const diagnostics = there.slice(0, mostProblems).map((found) => factOf(found, placed.path));
	return draftOf({ sentence: "", kind: "bug", files: [placed.path], diagnostics }, sources);
}

function isProblem({ severity, source }: vscode.Diagnostic): boolean {
	return severity !== vscode.DiagnosticSeverity.Hint && source !== ownSource;
}

function factOf({ message, source, code, range }: vscode.Diagnostic, path: string): DiagnosticFact {
	const value = typeof code === "object" ? code.value : code;
	const shown = message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message;
	const line = range.start.line + 1;
	return { path, line, message: shown, source, code: value === undefined ? undefined : String(value) };
}
