/** The brief that a person writes, as the panel has it: the host's draft, and over it what the host has not read yet. */

import { signal } from "@preact/signals";
import type { WarningName } from "../../src/core/brief/warning.ts";
import type { PanelCommand } from "../../src/protocol/commands.ts";
import type { BriefForm, DraftVerdict, DraftView } from "../../src/protocol/draft.ts";

type Texts = Partial<BriefForm>;

/** What was typed and not read by the host when the panel went. */
export interface KeptEdits {
	readonly draft: string;
	readonly texts: Readonly<Record<string, string>>;
}

/** Milliseconds without a key after which the host is told what was typed. */
const typingPause = 250;

export interface EditingParts {
	send(command: PanelCommand): void;
	/** The edits changed: they are to be remembered. */
	keep(): void;
}

export class Editing {
	readonly draft = signal<DraftView | null>(null);
	/** True once the person pressed Delegate or Save: from then on fields that were left empty are pointed at. */
	readonly tried = signal(false);
	/** Counts up when the first field that must be mended is to get the focus. */
	readonly refused = signal(0);
	private readonly parts: EditingParts;
	private readonly unsent = signal<Texts>({});
	private readonly sent = signal<Texts>({});
	/** The number of the last edit that was sent. */
	private revision = 0;
	private kept: KeptEdits | null;
	private using = false;
	private timer: ReturnType<typeof setTimeout> | undefined;

	constructor(parts: EditingParts, kept: KeptEdits | null) {
		this.parts = parts;
		this.kept = kept;
	}

	/** What stands in the fields; null where no brief is written. */
	get form(): BriefForm | null {
		const draft = this.draft.value;
		return draft && { ...draft.form, ...this.sent.value, ...this.unsent.value };
	}

	get edits(): KeptEdits | null {
		const draft = this.draft.peek();
		if (!draft) return this.kept;
		const texts = { ...this.sent.peek(), ...this.unsent.peek() };
		return Object.keys(texts).length === 0 ? null : { draft: draft.id, texts };
	}

	/** What a person changes with one gesture is told at once, what they type after a pause. */
	write(texts: Texts, when: "now" | "later" = "later"): void {
		this.unsent.value = { ...this.unsent.value, ...texts };
		this.parts.keep();
		clearTimeout(this.timer);
		if (when === "now") this.tell();
		else this.timer = setTimeout(() => this.tell(), typingPause);
	}

	/** Tells the host what it has not read yet. */
	tell(): void {
		const draft = this.draft.peek();
		if (draft && Object.keys(this.unsent.peek()).length > 0)
			this.parts.send({ type: "write-draft", draft: draft.id, ...this.takeEdits() });
	}

	/** Delegates it, or writes it into a file; with it goes what the host has not read yet. */
	use(type: "submit-draft" | "save-draft"): void {
		const draft = this.draft.peek();
		if (!draft) return;
		this.tried.value = true;
		this.using = true;
		this.parts.send({ type, draft: draft.id, ...this.takeEdits() });
	}

	dismiss(warning: WarningName, dismissed: boolean): void {
		const draft = this.draft.peek();
		if (draft) this.parts.send({ type: "dismiss-warning", draft: draft.id, warning, dismissed });
	}

	/** Shows the setting that says whether work is reviewed besides. */
	openReviewSetting(): void {
		this.parts.send({ type: "open-settings", setting: "remit.review.when" });
	}

	/** Takes in the host's draft, over which edits stay that it has not read. */
	take(draft: DraftView | null): void {
		const before = this.draft.peek();
		if (draft?.id !== before?.id) this.begin(draft);
		if (draft && draft.verdict.revision >= this.revision) this.sent.value = {};
		this.draft.value = draft;
		this.pointAtProblems();
		if (draft) this.bringBack(draft);
		this.parts.keep();
	}

	takeVerdict(id: string, verdict: DraftVerdict): void {
		const draft = this.draft.peek();
		if (draft?.id !== id) return;
		const read = verdict.revision >= this.revision;
		const form = read ? { ...draft.form, ...this.sent.peek() } : draft.form;
		if (read) this.sent.value = {};
		this.draft.value = { ...draft, form, verdict };
		this.parts.keep();
	}

	private begin(draft: DraftView | null): void {
		clearTimeout(this.timer);
		this.revision = draft?.verdict.revision ?? 0;
		this.sent.value = {};
		this.unsent.value = {};
		this.tried.value = false;
		this.using = false;
	}

	private pointAtProblems(): void {
		const draft = this.draft.peek();
		if (this.using && draft && draft.verdict.problems.length > 0) this.refused.value += 1;
		this.using = false;
	}

	/** What was typed right before the panel went is typed again. */
	private bringBack({ id, form }: DraftView): void {
		const { kept } = this;
		this.kept = null;
		if (kept?.draft !== id) return;
		const known = Object.entries(kept.texts).filter(([field]) => field in form);
		if (known.length > 0) this.write(Object.fromEntries(known), "now");
	}

	private takeEdits(): { readonly revision: number; readonly fields: Texts } {
		clearTimeout(this.timer);
		const fields = this.unsent.peek();
		if (Object.keys(fields).length > 0) {
			this.sent.value = { ...this.sent.peek(), ...fields };
			this.unsent.value = {};
			this.revision += 1;
		}
		return { revision: this.revision, fields };
	}
}
