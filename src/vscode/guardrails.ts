/** Tells a person whether the guardrails hold here: a notice, a word in the status bar, and a table on demand. */

import * as vscode from "vscode";
import type { GuardNotice } from "../protocol/messages.ts";

/** What the self-test found. */
interface Tried {
	readonly held: boolean;
	readonly rows: readonly {
		readonly what: string;
		readonly expected: string;
		readonly happened: string;
		readonly held: boolean;
	}[];
	readonly missing: readonly string[];
	readonly durationMs: number;
}

/** What is tried once a window, before the first command, and again when a person asks. */
export class Guardrails implements vscode.TextDocumentContentProvider {
	readonly changed = new vscode.EventEmitter<void>();
	private readonly attempt: () => Promise<Tried>;
	private readonly holds: () => boolean;
	private running: Promise<Tried> | null = null;
	private tried: Tried | null = null;

	/** `holds` is asked each time, because what was proved may fail later. */
	constructor(attempt: () => Promise<Tried>, holds: () => boolean) {
		this.attempt = attempt;
		this.holds = holds;
	}

	/** Tries them if nobody has yet. Nothing is tried in a workspace that is not trusted. */
	async once(): Promise<void> {
		if (!vscode.workspace.isTrusted || this.tried !== null) return;
		await this.again();
	}

	/** Told when what was proved failed, or holds again. What failed is tried anew, so that one failure is not for the whole window. */
	renew(): void {
		this.changed.fire();
		if (this.tried?.held !== true || this.holds() || this.running !== null) return;
		// It counts as failed until then, also when it cannot be tried.
		this.again().catch(() => {});
	}

	/** Tries them and shows the table. */
	async check(): Promise<void> {
		if (!vscode.workspace.isTrusted) return;
		const title = "Remit: trying the guardrails…";
		await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () => this.again());
		const document = await vscode.workspace.openTextDocument(tableUri);
		await vscode.window.showTextDocument(document, { preview: true });
	}

	/** What a person must know before a command runs; nothing before it was tried. */
	notices(): readonly GuardNotice[] {
		if (this.tried === null || this.holds()) return [];
		const what =
			"No sandbox: an approved command runs with your rights, and every command that is not known to be read-only asks first.";
		return [{ id: "sandbox", text: `${what} ${reasons(this.tried)}` }];
	}

	/** For the status bar; empty when there is nothing to say. */
	warning(): string {
		return this.notices().length > 0 ? "no sandbox" : "";
	}

	provideTextDocumentContent(): string {
		return this.tried === null ? "The guardrails were not tried yet.\n" : table(this.tried);
	}

	/** Registers the table's address; to be disposed of. */
	register(): vscode.Disposable {
		const shown = vscode.workspace.registerTextDocumentContentProvider(tableUri.scheme, this);
		return vscode.Disposable.from(shown, this.changed, this.refreshed);
	}

	private readonly refreshed = new vscode.EventEmitter<vscode.Uri>();
	readonly onDidChange = this.refreshed.event;

	private async again(): Promise<Tried> {
		this.running ??= this.attempt().finally(() => {
			this.running = null;
		});
		this.tried = await this.running;
		this.changed.fire();
		this.refreshed.fire(tableUri);
		return this.tried;
	}
}

const tableUri = vscode.Uri.parse("remit-guardrails:/Guardrails.md");

function reasons({ missing, rows }: Tried): string {
	const failed = rows.filter(({ held }) => !held).map(({ what, happened }) => `${what}: ${happened}`);
	const all = [...missing, ...failed];
	return all.length > 0 ? all.join(" ") : "It failed after it was proved: run Remit: Check Guardrails.";
}

/** A Markdown table whose columns stand in line as plain text too: it reads well in an editor, by eye and by ear. */
function table({ held, rows, missing, durationMs }: Tried): string {
	const verdict = held
		? "Every guardrail held: commands run in the sandbox."
		: "Not every guardrail held: commands run without a sandbox, and ask first.";
	const cells = rows.map((row) => [row.held ? "yes" : "**NO**", row.what, happenedIn(row)].map(cell));
	const lines = [["Held", "What was tried", "What happened"], ...cells];
	const widths = [0, 1].map((at) => Math.min(widest, Math.max(...lines.map((line) => line[at]?.length ?? 0))));
	const [head = "", ...body] = lines.map((line) => rowText(line, widths));
	const rule = rowText([...widths.map((width) => "-".repeat(width)), "-------------"], widths);
	const tried = `Tried in ${(durationMs / 1000).toFixed(1)} seconds.`;
	const notes = missing.flatMap((text) => [text, ""]);
	return ["# Guardrails", "", verdict, "", ...notes, tried, "", head, rule, ...body, ""].join("\n");
}

/** What was found must not end a cell or a line. */
function cell(text: string): string {
	return text.replace(/\s+/g, " ").replaceAll("|", "\\|");
}

function rowText([held = "", what = "", happened = ""]: readonly string[], widths: readonly number[]): string {
	const padded = [held, what].map((text, at) => text.padEnd(widths[at] ?? 0));
	return `| ${[...padded, happened].join(" | ")} |`;
}

/** What should have happened is said where it did not. */
function happenedIn({ held, happened, expected }: Tried["rows"][number]): string {
	return held ? happened : `${happened} Expected: ${expected}.`;
}

/** Characters that a column is filled up to, so that lines fit beside a side bar. */
const widest = 44;
