/** Puts accept and reject above the first line of each proposed file, where an editor that shows many files has no buttons. */

import * as vscode from "vscode";
import { protectedBecause } from "../core/changes/landing-protected.ts";
import { canContinue } from "../core/task/view.ts";
import type { ReviewSource } from "./review-source.ts";
import type { ReviewUris } from "./review-uri.ts";

export class ReviewLenses implements vscode.CodeLensProvider {
	private readonly changed = new vscode.EventEmitter<void>();
	readonly onDidChangeCodeLenses = this.changed.event;
	private readonly source: ReviewSource;
	private readonly uris: ReviewUris;

	constructor(source: ReviewSource, uris: ReviewUris) {
		this.source = source;
		this.uris = uris;
	}

	refresh(): void {
		this.changed.fire();
	}

	provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
		const shown = this.uris.parse(uri);
		const view = shown === null ? undefined : this.source.view(shown.task);
		const item = view?.changes.find(({ change }) => change.path === shown?.path);
		if (!shown || !view || !item || shown.side !== (item.change.kind === "deleted" ? "base" : "proposed")) return [];
		if (item.change.version !== shown.version)
			return [lens("Outdated: open the review again", `${this.uris.scheme}.reviewChanges`, { task: shown.task })];
		if (item.decision !== "undecided")
			return [lens(item.decision === "accepted" ? "$(check) Accepted" : "$(close) Rejected", "", uri)];
		if (!canContinue(view.status)) return [];
		const because = protectedBecause(shown.path);
		const warning = because === null ? [] : [lens(`$(shield) Protected: ${because}`, "", uri)];
		return [
			lens("$(check) Accept File", `${this.uris.scheme}.acceptFile`, uri),
			lens("$(close) Reject File", `${this.uris.scheme}.rejectFile`, uri),
			...warning,
		];
	}

	dispose(): void {
		this.changed.dispose();
	}
}

/** Without a command it is only words. */
function lens(title: string, command: string, argument: unknown): vscode.CodeLens {
	return new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, command, arguments: [argument] });
}
