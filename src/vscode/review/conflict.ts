/** Lets the person merge by hand what both they and the agent changed: in the editor's merge view, or in a comparison where it has none. */

import * as vscode from "vscode";
import { reloaded } from "../apply/reloaded.ts";
import { bytesAt, exactText, withLineEndings } from "../apply/there.ts";
import { plainLine } from "../plain-text.ts";
import { type Confirm, sayInfo, sayWarning } from "../say.ts";
import type { MergeStep } from "./carry.ts";

/** Of the read-only texts that the view compares with the file. */
const scheme = "remit-merge";

/** The editor's own command; git's merges are opened by it as well. */
const mergeCommand = "_open.mergeEditor";

/** Milliseconds that a view may take to appear. */
const longestOpening = 60_000;

export class MergeViews implements vscode.Disposable {
	private readonly confirm: Confirm;
	/** What the read-only texts hold, by address. */
	private readonly texts = new Map<string, string>();
	/** Files that are being merged, by address. */
	private readonly open = new Set<string>();
	private provider: vscode.Disposable | undefined;
	private readonly ends = new Set<() => void>();

	constructor(confirm: Confirm) {
		this.confirm = confirm;
	}

	/** Resolves when the view is closed: to true when the person changed the file in it and saved that, else they are told. */
	async merge(folder: vscode.Uri, step: MergeStep): Promise<boolean> {
		const uri = vscode.Uri.joinPath(folder, step.path);
		if (this.open.has(uri.toString())) return say(`${step.path} is open for merging already.`);
		this.open.add(uri.toString());
		try {
			const document = await this.ready(uri, step.path);
			if (document === null) return false;
			const isChanged = await this.mergeIn(document, step);
			if (isChanged === false)
				void sayInfo(`Remit: ${step.path} was not changed by the merge, so nothing was decided.`);
			return isChanged === true;
		} finally {
			this.open.delete(uri.toString());
		}
	}

	dispose(): void {
		for (const end of [...this.ends]) end();
		this.provider?.dispose();
		this.texts.clear();
	}

	/** Null when it cannot be merged, or the person does not want to save it: the merge view would save it unasked. */
	private async ready(uri: vscode.Uri, path: string): Promise<vscode.TextDocument | null> {
		const document = await Promise.resolve(vscode.workspace.openTextDocument(uri)).catch(() => null);
		if (document === null) {
			say(`${path} cannot be opened as text, so it cannot be merged here.`);
			return null;
		}
		if (!document.isDirty) {
			// What another program wrote is merged, not what the editor showed before; and an older text could not be saved.
			const bytes = await bytesAt(uri);
			if (bytes !== null) await reloaded(document, bytes);
			return document;
		}
		const question = {
			text: `Save ${plainLine(path)} before merging?`,
			detail: "It has unsaved text. The merge view works on the saved file.",
			yes: "Save and Merge",
		};
		return (await this.confirm(question)) && (await document.save()) ? document : null;
	}

	/** Null where there was no view, which is said. */
	private async mergeIn(document: vscode.TextDocument, { path, from, to }: MergeStep): Promise<boolean | null> {
		const [base, theirs] = await Promise.all([shownAs(document, from), shownAs(document, to)]);
		if (base === null || theirs === null) {
			say(`${path} cannot be shown in the encoding of the agent's version, so it cannot be merged here.`);
			return null;
		}
		const before = document.getText();
		const sides = this.provide(document.uri, { base, yours: before, theirs });
		try {
			const tab = await this.show(document, sides);
			if (tab === null) {
				say(`${path} could not be opened for merging.`);
				return null;
			}
			await this.closed(tab);
			const after = await vscode.workspace.openTextDocument(document.uri);
			return !after.isDirty && after.getText() !== before;
		} finally {
			for (const side of Object.values(sides)) this.texts.delete(side.toString());
		}
	}

	private provide(uri: vscode.Uri, texts: Readonly<Record<keyof MergeSides, string>>): MergeSides {
		this.provider ??= vscode.workspace.registerTextDocumentContentProvider(scheme, {
			provideTextDocumentContent: (side) => this.texts.get(side.toString()),
		});
		const stamp = `${Date.now()}-${this.texts.size}`;
		const side = (name: keyof MergeSides) => {
			const address = uri.with({ scheme, authority: "", query: `${name}&${stamp}` });
			this.texts.set(address.toString(), texts[name]);
			return address;
		};
		return { base: side("base"), yours: side("yours"), theirs: side("theirs") };
	}

	/** The tab in which it is shown; null when none appeared. */
	private async show(document: vscode.TextDocument, sides: MergeSides): Promise<vscode.Tab | null> {
		const commands = await vscode.commands.getCommands(false);
		// Where there are conflict markers already, the merge view would begin by replacing the person's text.
		const hasMarkers = /^<{7}/m.test(document.getText());
		if (commands.includes(mergeCommand) && !hasMarkers) {
			const tab = await this.appears(
				(input) => hasResult(input, document.uri),
				() => openMerge(document.uri, sides),
			);
			if (tab !== null) return tab;
		}
		return this.appears(
			(input) => input instanceof vscode.TabInputTextDiff && sameUri(input.original, sides.theirs),
			() => openComparison(document.uri, sides.theirs),
		);
	}

	/** Does it, and resolves to the tab that shows such an input. */
	private async appears(shows: (input: unknown) => boolean, work: () => Thenable<unknown>): Promise<vscode.Tab | null> {
		const find = () => allTabs().find(({ input }) => shows(input)) ?? null;
		return new Promise((resolve) => {
			const check = () => {
				if (find() !== null) end();
			};
			const listener = vscode.window.tabGroups.onDidChangeTabs(check);
			const end = () => {
				clearTimeout(timer);
				listener.dispose();
				this.ends.delete(end);
				resolve(find());
			};
			const timer = setTimeout(end, longestOpening);
			this.ends.add(end);
			work().then(check, end);
		});
	}

	private closed(tab: vscode.Tab): Promise<void> {
		return new Promise((resolve) => {
			const end = () => {
				listener.dispose();
				this.ends.delete(end);
				resolve();
			};
			const listener = vscode.window.tabGroups.onDidChangeTabs(() => {
				if (!allTabs().includes(tab)) end();
			});
			this.ends.add(end);
			if (!allTabs().includes(tab)) end();
		});
	}
}

interface MergeSides {
	readonly base: vscode.Uri;
	readonly yours: vscode.Uri;
	readonly theirs: vscode.Uri;
}

/** Saves what the merge in front made of the file, and closes it. */
export async function completeMerge(): Promise<void> {
	const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
	const uri = tab && mergedIn(tab);
	if (!uri) return void say("no merge is in front.");
	const document = await vscode.workspace.openTextDocument(uri);
	// The first one may meet a save that the editor has begun by itself, and gives way to it.
	if (document.isDirty && !((await document.save()) || (await document.save())))
		return void say("the file could not be saved. Save it, then close it.");
	// Saving may take a while: what is in front then may be another tab, and this one another object.
	await vscode.window.tabGroups.close(allTabs().filter((each) => mergedIn(each)?.toString() === uri.toString()));
}

/** The person's file that a tab of a merge is about; null for any other tab. */
export function mergedIn({ input }: vscode.Tab): vscode.Uri | null {
	if (input instanceof vscode.TabInputTextDiff) return input.original.scheme === scheme ? input.modified : null;
	if (typeof input !== "object" || input === null || !("base" in input) || !("result" in input)) return null;
	const isOurs = input.base instanceof vscode.Uri && input.base.scheme === scheme;
	return isOurs && input.result instanceof vscode.Uri ? input.result : null;
}

/** The editor's own button that ends a merge is for git's conflicts only. */
async function openMerge(output: vscode.Uri, { base, yours, theirs }: MergeSides): Promise<void> {
	void sayInfo("Remit: finish with Complete Merge (✓ in the title bar).");
	await vscode.commands.executeCommand(mergeCommand, {
		base,
		input1: { uri: yours, title: "Yours", description: "what your file holds" },
		input2: { uri: theirs, title: "Agent's", description: "with what you decided" },
		output,
	});
}

async function openComparison(file: vscode.Uri, theirs: vscode.Uri): Promise<void> {
	const name = plainLine(file.path.slice(file.path.lastIndexOf("/") + 1));
	await vscode.commands.executeCommand("vscode.diff", theirs, file, `${name} (agent's ↔ yours)`, { preview: false });
	void sayInfo(
		"Remit: left is the agent's version, right is your file. Finish with Complete Merge (✓ in the title bar).",
	);
}

/** As the document would show these bytes; null where its encoding has no such characters. */
async function shownAs(document: vscode.TextDocument, bytes: Uint8Array | null): Promise<string | null> {
	const text = bytes === null ? "" : await exactText(bytes, document.encoding);
	return text === null ? null : withLineEndings(text, document.eol);
}

/** The merge view's tab has an input of a class that is not part of the stable interface. */
function hasResult(input: unknown, uri: vscode.Uri): boolean {
	return typeof input === "object" && input !== null && "result" in input && sameUri(input.result, uri);
}

function sameUri(one: unknown, two: vscode.Uri): boolean {
	return one instanceof vscode.Uri && one.toString() === two.toString();
}

function allTabs(): readonly vscode.Tab[] {
	return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
}

function say(text: string): false {
	void sayWarning(`Remit: ${text}`);
	return false;
}
