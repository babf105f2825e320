/** Holds comments that are begun and not sent: each is a comment in the state of being edited, which takes the focus by itself. */

import * as vscode from "vscode";

/** A piece of a change as the person sees it; without a piece the file is meant. */
export interface ThreadTarget {
	readonly task: string;
	readonly path: string;
	readonly version: string;
	readonly piece?: string;
}

interface Draft {
	/** Null: the lines on which the thread stands. */
	readonly target: ThreadTarget | null;
	readonly comment: vscode.Comment;
}

export class Drafts {
	private readonly drafts = new Map<vscode.CommentThread, Draft>();

	/** Lets the person write, or write on, in this widget. */
	begin(widget: vscode.CommentThread, target: ThreadTarget | null, text = ""): void {
		const comment: vscode.Comment = {
			author: { name: "You" },
			body: text,
			mode: vscode.CommentMode.Editing,
			contextValue: "draft",
		};
		this.drafts.set(widget, { target, comment });
		// The input below would be a second one.
		widget.canReply = false;
		widget.contextValue = "draft";
		widget.label = "Ask for a change";
		widget.comments = [comment];
		widget.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
	}

	targetOf(widget: vscode.CommentThread): ThreadTarget | null {
		return this.drafts.get(widget)?.target ?? null;
	}

	has(widget: vscode.CommentThread): boolean {
		return this.drafts.has(widget);
	}

	/** The widget in which this comment is written. */
	widgetOf(comment: unknown): vscode.CommentThread | undefined {
		return [...this.drafts].find(([, draft]) => draft.comment === comment)?.[0];
	}

	/** The one that was begun last. */
	last(): vscode.CommentThread | undefined {
		return [...this.drafts.keys()].at(-1);
	}

	/** It is sent: the widget shows a thread from now on. */
	end(widget: vscode.CommentThread): void {
		if (!this.drafts.delete(widget)) return;
		widget.canReply = true;
	}

	dispose(): void {
		for (const widget of this.drafts.keys()) widget.dispose();
		this.drafts.clear();
	}
}
