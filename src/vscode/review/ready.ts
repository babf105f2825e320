/** Shows the changes of a task when it becomes ready, where the person set it so: beside what they do, and without the focus. */

import * as vscode from "vscode";
import { canReview } from "../../core/task/view.ts";
import type { ReviewDesk } from "./desk.ts";
import { inReviewOrder } from "./show.ts";
import type { ReviewSource } from "./source.ts";

/** Disposing stops it. A task that is ready already is none that becomes so. */
export function openWhenReady(source: ReviewSource, desk: ReviewDesk): vscode.Disposable {
	const known = new Map(source.views().map(({ task, status }) => [task, status]));
	return source.onChanged((task) => {
		const view = source.view(task);
		const before = known.get(task);
		if (view) known.set(task, view.status);
		if (view?.status !== "ready" || before === undefined || before === "ready" || !canReview(view)) return;
		if (!isWanted() || !vscode.window.state.focused) return;
		const first = inReviewOrder(view).find(({ decision }) => decision === "undecided");
		const viewColumn = vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
		if (first) void desk.open({ task, path: first.change.path }, { viewColumn, preserveFocus: true });
	});
}

function isWanted(): boolean {
	return vscode.workspace.getConfiguration("remit.review").get<unknown>("openWhenReady") === true;
}
