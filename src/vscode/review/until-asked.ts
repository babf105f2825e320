/** Announces changed buttons until the editor asks for them: it drops an announcement when its text loses the focus right then. */

import * as vscode from "vscode";

/** Milliseconds until it is announced again; the editor takes a quarter of a second to ask. */
const patience = [400, 800, 1_600, 3_200, 6_400] as const;

export class UntilAsked implements vscode.Disposable {
	private readonly changed = new vscode.EventEmitter<void>();
	readonly event = this.changed.event;
	private readonly isOurs: (uri: vscode.Uri) => boolean;
	/** Addresses of documents in sight whose buttons are old. */
	private readonly old = new Set<string>();
	private timer: ReturnType<typeof setTimeout> | undefined;

	constructor(isOurs: (uri: vscode.Uri) => boolean) {
		this.isOurs = isOurs;
	}

	announce(): void {
		for (const uri of this.inSight()) this.old.add(uri);
		this.fire(0);
	}

	asked(uri: vscode.Uri): void {
		this.old.delete(uri.toString());
	}

	dispose(): void {
		clearTimeout(this.timer);
		this.changed.dispose();
	}

	private fire(tries: number): void {
		clearTimeout(this.timer);
		this.changed.fire();
		const wait = patience[tries];
		if (wait === undefined) return;
		this.timer = setTimeout(() => {
			const inSight = this.inSight();
			// What went out of sight is asked for when it is shown again.
			for (const uri of [...this.old]) if (!inSight.includes(uri)) this.old.delete(uri);
			if (this.old.size > 0) this.fire(tries + 1);
		}, wait);
	}

	private inSight(): readonly string[] {
		const uris = vscode.window.visibleTextEditors.map(({ document }) => document.uri);
		return uris.filter((uri) => this.isOurs(uri)).map((uri) => uri.toString());
	}
}
