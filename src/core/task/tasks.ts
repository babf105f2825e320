/** All tasks of this window: found again after a restart, delegated, and told about. */

import { BaseResults } from "../checks/base-results.ts";
import { Listeners } from "../listeners.ts";
import type { Clock, DaySpend, Journal, Live, PolicySource } from "../ports.ts";
import { TaskSecrets } from "../secrets/redacted-ports.ts";
import type { Redactor } from "../secrets/redactor.ts";
import type { Brief } from "./brief.ts";
import { Delegation, type DelegationParts, type ModelFound } from "./delegation.ts";
import type { CheckoutFacts, Recorded, WorkspaceFacts } from "./events.ts";
import type { BriefChecked } from "./harness-events.ts";
import type { CheckoutMade } from "./opened-checkout.ts";
import { isLive } from "./view.ts";

/** Where tasks are kept. */
export interface Journals {
	/** The journals that are there, oldest first; what cannot be read is told in words instead. */
	open(): Promise<readonly OpenedJournal[]>;
	create(task: string): Promise<Journal>;
}

export type OpenedJournal =
	| { readonly kind: "journal"; readonly task: string; readonly journal: Journal; readonly notes: readonly string[] }
	| { readonly kind: "failed"; readonly task: string; readonly text: string };

/** What all tasks of a window share. */
export interface TasksParts {
	readonly journals: Journals;
	checkout(task: TaskFacts, facts: CheckoutFacts | null, signal: AbortSignal): Promise<CheckoutMade>;
	/** The model that this brief asks for, or the one that is set up. */
	model(brief: Brief): Promise<ModelFound>;
	readonly policy: PolicySource;
	live(task: string): Live;
	/** What knows the secrets of the opened folder, of the environment and of this window, as they are now. */
	redactor(folder: string): Promise<Redactor>;
	readonly clock: Clock;
	readonly checksAfterFinish?: DelegationParts["checksAfterFinish"];
	readonly selfReview?: DelegationParts["selfReview"];
	readonly stuckTurns?: DelegationParts["stuckTurns"];
	readonly day?: DaySpend;
	/** The person who is responsible for what is delegated here. */
	owner(): Promise<string>;
	/** An id that no other task has: lower-case letters and digits. */
	newId(): string;
}

export interface TaskFacts {
	readonly task: string;
	readonly goal: string;
	readonly workspace: WorkspaceFacts;
	/** What the checkout begins with; see the brief. */
	readonly base: string | undefined;
	/** Texts of open editors that count instead of what is on disk. Paths are relative to the opened folder. */
	readonly unsaved: readonly UnsavedText[];
	/** For what is shown of the task outside of its journal. */
	readonly redactor: Redactor;
}

export interface UnsavedText {
	readonly path: string;
	readonly bytes: Uint8Array;
}

export interface TaskRecord {
	readonly task: string;
	readonly record: Recorded;
}

export class Tasks {
	/** Told after each event of any task is on disk. */
	readonly recorded = new Listeners<TaskRecord>();
	/** The task of an earlier session is there again. */
	readonly restored = new Listeners<string>();
	/** Told, for the person, when a task's journal could not be written. */
	readonly troubled = new Listeners<{ readonly task: string; readonly text: string }>();
	private readonly all = new Map<string, Delegation>();
	private readonly parts: TasksParts;
	private readonly baseResults = new BaseResults();

	constructor(parts: TasksParts) {
		this.parts = parts;
	}

	/** Newest first. */
	list(): readonly Delegation[] {
		return [...this.all.values()].reverse();
	}

	get(task: string): Delegation | undefined {
		return this.all.get(task);
	}

	/** Opens what is kept; what ran when the editor closed becomes interrupted. Returns what a person should know of it. */
	async restore(): Promise<readonly string[]> {
		const notes: string[] = [];
		for (const opened of await this.parts.journals.open()) {
			if (opened.kind === "failed") {
				notes.push(opened.text);
				continue;
			}
			notes.push(...opened.notes, ...(await this.take(opened)));
		}
		return notes;
	}

	/** One journal that cannot be used must not keep the others from opening. */
	private async take({ task, journal }: Extract<OpenedJournal, { kind: "journal" }>): Promise<readonly string[]> {
		if (journal.events.length === 0) return [];
		try {
			const delegation = this.adopt(task, journal);
			if (isLive(delegation.view.status)) await delegation.record({ type: "task.interrupted" });
			this.restored.tell(task);
			await delegation.review.interruptChecks();
			return [];
		} catch (error) {
			this.all.delete(task);
			return [`The task ${task} cannot be opened: ${String(error)}`];
		}
	}

	/** Writes the task down and starts it; resolves when it is on disk, long before it is done. */
	async delegate(
		brief: Brief,
		workspace: WorkspaceFacts,
		unsaved: readonly UnsavedText[] = [],
		checked?: BriefChecked,
	): Promise<Delegation> {
		const task = this.parts.newId();
		const person = await this.parts.owner();
		const { owner = person } = brief;
		const by = owner === person ? {} : { by: person };
		const delegation = this.adopt(task, await this.parts.journals.create(task), unsaved);
		const said = checked ? { checked } : {};
		await delegation.record({ type: "task.created", task, brief, workspace, owner, ...by, ...said });
		delegation.start();
		return delegation;
	}

	/** Ends what runs, without a word: it is found as interrupted when the editor opens again. */
	async close(): Promise<void> {
		await Promise.all(this.list().map((delegation) => delegation.abandon()));
	}

	private adopt(task: string, journal: Journal, unsaved: readonly UnsavedText[] = []): Delegation {
		const { checkout, model, policy, live, clock, day } = this.parts;
		const first = journal.events[0]?.event;
		const folder = first?.type === "task.created" ? first.workspace.folder : "";
		const secrets = new TaskSecrets((from) => this.parts.redactor(from), folder);
		const parts: DelegationParts = {
			checkout: async (facts, signal) => {
				const { goal, workspace, brief } = delegation.view;
				const redactor = await secrets.current();
				return checkout({ task, goal, workspace, base: brief?.base, unsaved, redactor }, facts, signal);
			},
			model,
			policy,
			live: secrets.live(live(task)),
			clock,
			day,
			checksAfterFinish: this.parts.checksAfterFinish,
			selfReview: this.parts.selfReview,
			redact: async (text) => (await secrets.current()).redact(text).text,
			stuckTurns: this.parts.stuckTurns,
			baseResults: this.baseResults,
		};
		const delegation = new Delegation(secrets.journal(journal), parts);
		delegation.recorded.add((record) => this.recorded.tell({ task, record }));
		delegation.troubled.add((text) => this.troubled.tell({ task, text }));
		this.all.set(task, delegation);
		return delegation;
	}
}
