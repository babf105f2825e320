/** The brief editor's side in the host: holds the one brief that is being written, and does what the panel asks of it. */

import * as crypto from "node:crypto";
import type * as vscode from "vscode";
import { checkBrief } from "../../core/brief/check.ts";
import type { WarningName } from "../../core/brief/warning.ts";
import { isHeldUp } from "../../core/budget/spend.ts";
import { type Brief, briefTitle, parseBrief } from "../../core/task/brief.ts";
import type { Delegation } from "../../core/task/delegation.ts";
import type { BriefChecked } from "../../core/task/harness-events.ts";
import { canContinue } from "../../core/task/view.ts";
import type { PanelCommand } from "../../protocol/commands.ts";
import type { DraftView } from "../../protocol/draft.ts";
import type { DraftCheckedMessage, DraftMessage } from "../../protocol/messages.ts";
import { type Confirm, sayInfo, sayWarning } from "../say.ts";
import { type Draft, draftOf, readDraft, viewOf, written } from "./editor-draft.ts";
import { forget, recall, remember } from "./editor-memory.ts";
import { type VerdictGround, verdictOf } from "./editor-verdict.ts";

/** Puts a brief before the person, in the panel. It need not be complete; nothing starts before they say so. */
export type OpenBrief = (brief: Partial<Brief>) => Promise<void>;

/** What is known of the folder around a brief. */
export interface Surroundings {
	readonly checks: readonly string[];
	readonly branches: readonly string[];
	/** git's user; empty where there is none. */
	readonly owner: string;
}

export interface EditorParts {
	/** Where drafts outlive the window. */
	readonly memory: Pick<vscode.Memento, "get" | "update">;
	readonly panel: EditorSurface;
	readonly confirm: Confirm;
	/** What Remit can say of a sentence by itself. */
	draft(sentence: string): Promise<Partial<Brief>>;
	surroundings(): Promise<Surroundings>;
	ground(): Pick<VerdictGround, "settings" | "day" | "views" | "isPriced" | "review"> &
		Pick<DraftView, "models"> & { readonly model: string };
	/** Resolves to the task's id; undefined when the person cancelled. */
	delegate(brief: Brief, dismissed: readonly WarningName[]): Promise<string | undefined>;
	/** Writes it into a file of the person's choice. */
	save(brief: Brief): Promise<void>;
	task(id: string): Delegation | undefined;
}

/** The panel, as far as the editor needs it. */
interface EditorSurface {
	tell(message: DraftMessage | DraftCheckedMessage): Promise<void>;
	reveal(): Promise<void>;
	show(task: string): Promise<void>;
}

export type DraftCommand = Extract<PanelCommand, { draft: string } | { type: "edit-brief" }>;
type Written = Extract<DraftCommand, { fields: unknown }>;

const nothingKnown: Surroundings = { checks: [], branches: [], owner: "" };

export class BriefEditor {
	private readonly parts: EditorParts;
	private draft: Draft | null;
	private known = nothingKnown;
	/** The draft that is on its way to being a task: what is pressed twice is done once. */
	private busy = "";

	constructor(parts: EditorParts) {
		this.parts = parts;
		this.draft = recall(parts.memory);
	}

	/** Shows what changed around the draft, such as a setting. */
	async renew(): Promise<void> {
		if (this.draft) await this.tell();
	}

	/** What the panel is to show; null: no brief is being written. */
	view(): DraftView | null {
		const { draft } = this;
		return draft && viewOf(draft, { ...this.known, ...this.parts.ground(), fixed: this.fixed(draft) });
	}

	private fixed({ task }: Draft): DraftView["fixed"] {
		const view = this.parts.task(task)?.view;
		return view ? { title: briefTitle(view.goal), base: view.brief?.base ?? "working-tree", owner: view.owner } : null;
	}

	/** The brief as far as it is written; null where none is. */
	current(): Partial<Brief> | null {
		return this.draft && readDraft(this.draft).brief;
	}

	/** Something else is shown: the draft waits. */
	leave(): void {
		if (this.draft?.shown) this.keep({ ...this.draft, shown: false });
	}

	/** Shows this brief in the editor. A draft that the person has written on is not replaced without their word. */
	readonly open: OpenBrief = async (brief) => this.begin(brief, "");

	/** Shows the brief of a task that can go on. */
	async rescope(delegation: Delegation): Promise<void> {
		const { task, status, brief, dismissed } = delegation.view;
		if (!brief || !canContinue(status)) return void sayWarning(`Remit: ${cannotRescope}`);
		if (this.draft?.task === task) return this.reopen(this.draft);
		await this.begin(brief, task, dismissed);
	}

	/** Does what the panel asks; what is about another draft than the one that is written is passed over. */
	async run(command: DraftCommand): Promise<void> {
		if (command.type === "edit-brief") return this.open(await this.parts.draft(command.goal));
		const { draft } = this;
		if (!draft || draft.id !== command.draft) return;
		switch (command.type) {
			case "write-draft":
				return this.write(draft, command);
			case "submit-draft":
			case "save-draft":
				return this.use(draft, command);
			case "dismiss-warning":
				return this.change({ ...draft, dismissed: dismissing(draft.dismissed, command) });
			case "remove-attachment":
				return this.change({
					...draft,
					edited: true,
					attachments: draft.attachments.filter(({ id }) => id !== command.attachment),
				});
			case "show-draft":
				return this.reopen(draft);
			case "leave-draft":
				return this.change({ ...draft, shown: false });
			case "discard-draft":
				return this.discard(draft);
			default:
				command satisfies never;
		}
	}

	private async begin(brief: Partial<Brief>, task: string, dismissed: readonly WarningName[] = []): Promise<void> {
		if (this.busy !== "" || !(await this.mayReplace())) return this.draft ? this.reopen(this.draft) : undefined;
		this.known = await this.parts.surroundings().catch(() => nothingKnown);
		this.keep({ ...draftOf(brief, crypto.randomUUID()), task, dismissed });
		await this.parts.panel.reveal();
		await this.tell();
	}

	private async mayReplace(): Promise<boolean> {
		const { draft } = this;
		if (!draft?.edited) return true;
		const text = "Replace the brief that you are writing?";
		const detail = `“${briefTitle(draft.form.goal)}”\n\nThere is one draft at a time. It is lost unless you save or delegate it first.`;
		return this.parts.confirm({ text, detail, yes: "Replace" });
	}

	private async reopen(draft: Draft): Promise<void> {
		if (this.known === nothingKnown) this.known = await this.parts.surroundings().catch(() => nothingKnown);
		await this.parts.panel.reveal();
		await this.change({ ...draft, shown: true });
	}

	private async write(draft: Draft, { fields, revision }: Written): Promise<void> {
		const now = written(draft, fields, revision);
		this.keep(now);
		// Other fields may have followed.
		if (now.form.kind !== draft.form.kind) return this.tell();
		const verdict = verdictOf(now, { ...this.known, ...this.parts.ground() });
		await this.parts.panel.tell({ type: "draft-checked", draft: now.id, verdict });
	}

	/** Delegates or saves what is written; where something must be mended first, the panel is told what. */
	private async use(draft: Draft, { type, fields, revision }: Written): Promise<void> {
		if (this.busy !== "") return;
		const now = written(draft, fields, revision);
		this.keep(now);
		this.busy = now.id;
		try {
			const brief = sound(now);
			if (brief && type === "save-draft") await this.parts.save(brief);
			if (brief && type === "submit-draft") await this.submit(now, brief);
		} finally {
			this.busy = "";
			await this.tell();
		}
	}

	private async submit(draft: Draft, brief: Brief): Promise<void> {
		const task = draft.task === "" ? await this.parts.delegate(brief, draft.dismissed) : await this.goOn(draft, brief);
		if (task === undefined) return;
		this.forget(draft);
		await this.parts.panel.show(task);
	}

	private async goOn({ task, dismissed }: Draft, brief: Brief): Promise<string | undefined> {
		const delegation = this.parts.task(task);
		if (!delegation || !(await delegation.rescope(brief, "panel", checked(brief, dismissed)))) {
			void sayWarning(`Remit: ${cannotRescope}`);
			return undefined;
		}
		if (isHeldUp(delegation.view))
			void sayInfo("Remit: the brief is changed. The task goes on when its budget is raised.");
		return task;
	}

	private async discard(draft: Draft): Promise<void> {
		const detail = `“${briefTitle(draft.form.goal)}”`;
		const sure =
			!draft.edited || (await this.parts.confirm({ text: "Discard what you wrote?", detail, yes: "Discard" }));
		if (sure) this.forget(draft);
		await this.tell();
	}

	private forget({ id }: Draft): void {
		if (this.draft?.id !== id) return;
		this.draft = null;
		forget(this.parts.memory);
	}

	private async change(draft: Draft): Promise<void> {
		this.keep(draft);
		await this.tell();
	}

	private keep(draft: Draft): void {
		this.draft = draft;
		remember(this.parts.memory, draft);
	}

	private tell(): Promise<void> {
		return this.parts.panel.tell({ type: "draft", draft: this.view() });
	}
}

const cannotRescope = "a task can be rescoped when it does not run and is not closed.";

/** What the brief check says of it, for the record. */
export function checked(brief: Brief, dismissed: readonly WarningName[]): BriefChecked {
	const warnings = checkBrief(brief);
	return { warnings, dismissed: dismissed.filter((name) => warnings.some((warning) => warning.name === name)) };
}

/** Null where something must be mended. */
function sound(draft: Draft): Brief | null {
	const { brief, problems } = readDraft(draft);
	if (problems.length > 0) return null;
	const parsed = parseBrief(brief);
	// The fields' own limits are the brief's; should they ever differ, it is said and not passed on.
	if (parsed.kind === "failed") throw new Error(parsed.text);
	return parsed.brief;
}

function dismissing(
	before: readonly WarningName[],
	{ warning, dismissed }: Extract<DraftCommand, { type: "dismiss-warning" }>,
): readonly WarningName[] {
	const others = before.filter((name) => name !== warning);
	return dismissed ? [...others, warning] : others;
}
