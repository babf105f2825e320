/** Joins the ways to delegate: the brief editor, brief files, and what an editor, a test or a link begins a brief with. */

import * as vscode from "vscode";
import type { TaskGround } from "./compose-tasks.ts";
import { branchesOf } from "./node/branches.ts";
import { ownerOf } from "./node/owner.ts";
import { makeBriefEditor } from "./vscode/brief/editor-setup.ts";
import { registerBriefFiles } from "./vscode/brief-files/brief-files.ts";
import { type DelegateParts, delegate, delegateWritten } from "./vscode/delegate.ts";
import { registerEntries } from "./vscode/entry/entries.ts";
import { showTask } from "./vscode/news.ts";
import type { Panel } from "./vscode/panel.ts";
import { confirm } from "./vscode/say.ts";
import { openedFolder } from "./vscode/setup.ts";

export interface BriefSurroundings extends Pick<DelegateParts, "setup" | "restored"> {
	/** What Remit remembers of this workspace. */
	readonly memory: vscode.Memento;
	/** The folder for what Remit keeps of this workspace; absolute. */
	readonly storage: string;
	readonly panel: Panel;
}

export function composeBriefs({ tasks, prices }: TaskGround, around: BriefSurroundings) {
	const { memory, storage, panel, setup, restored } = around;
	const parts: DelegateParts = { tasks, setup, restored, show: (task) => showTask(panel, task) };
	const owner = () => ownerOf(openedFolder()?.uri.fsPath ?? storage);
	const briefs = makeBriefEditor({
		...{ memory, panel, confirm, tasks, owner, branches: branchesOf },
		prices: () => prices.current(),
		delegate: (brief, dismissed) => delegateWritten({ ...parts, confirm }, { brief, dismissed }),
	});
	const given = (argument: unknown) => delegate(parts, argument);
	const ways = { open: briefs.open, owner, draft: () => briefs.current(), branches: branchesOf };
	const disposables = [registerEntries(ways), registerBriefFiles({ ...ways, tasks, delegate: given })];
	const settings = vscode.workspace.onDidChangeConfiguration((change) => {
		if (change.affectsConfiguration("remit")) void briefs.renew();
	});
	return { briefs, delegate: given, disposable: vscode.Disposable.from(settings, ...disposables) };
}
