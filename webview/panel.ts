/** The panel's state: what the host told, what the person is writing, and what was sent and not yet answered. */

import { batch, signal } from "@preact/signals";
import type { Recorded } from "../src/core/task/events.ts";
import { stepView, type TaskView } from "../src/core/task/view.ts";
import type { PanelCommand } from "../src/protocol/commands.ts";
import type { DraftView } from "../src/protocol/draft.ts";
import type { HostMessage, RecordedMessage, Setup, StreamingMessage, TaskSummary } from "../src/protocol/messages.ts";
import { Editing } from "./brief/editing.ts";
import { Drafts, goalField } from "./drafts.ts";
import { type Kept, type Place, parseKept } from "./kept.ts";
import { changesSomething, matterOf } from "./sending.ts";

/** What a webview is given by VS Code: the way to the host, and a place for a small state. */
export interface WebviewApi {
	postMessage(command: PanelCommand): void;
	getState(): unknown;
	setState(state: Kept): void;
}

/** Milliseconds after which a button works again although the host said nothing: it may have asked, and been cancelled. */
export const patience = 10_000;

export class Panel {
	/** Null until the first snapshot. */
	readonly setup = signal<Setup | null>(null);
	readonly tasks = signal<readonly TaskSummary[]>([]);
	/** The shown task; null: the list. */
	readonly view = signal<TaskView | null>(null);
	readonly streaming = signal<StreamingMessage | null>(null);
	readonly drafts: Drafts;
	/** The brief that is being written. */
	readonly editing: Editing;
	/** Where the person was reading when the panel was last hidden. */
	place: Place | null;

	private readonly api: WebviewApi;
	/** What was sent and not yet answered. */
	private readonly sending = signal<readonly PanelCommand[]>([]);
	/** The last turn whose reply is recorded: what still streams of it is old. */
	private recordedTurn = 0;
	private askedAgain = false;
	private release: ReturnType<typeof setTimeout> | undefined;

	constructor(api: WebviewApi) {
		this.api = api;
		const kept = parseKept(api.getState());
		this.place = kept.place;
		this.drafts = new Drafts(kept.drafts, () => this.keep());
		const send = (command: PanelCommand) => this.send(command);
		this.editing = new Editing({ send, keep: () => this.keep() }, kept.edits);
	}

	/** Tells the host; a command that changes something stays "on its way" until the host says what came of it. */
	send(command: PanelCommand): void {
		if (this.isOnItsWay(command)) return;
		this.api.postMessage(command);
		if (!changesSomething(command)) return;
		this.sending.value = [...this.sending.value, command];
		clearTimeout(this.release);
		this.release = setTimeout(() => this.settle(), patience);
	}

	isOnItsWay(command: PanelCommand): boolean {
		return this.sending.value.some((sent) => matterOf(sent) === matterOf(command));
	}

	/** Sends a new goal; the text stays in its field until a new task is there. */
	delegate(goal: string): void {
		this.drafts.expectTask(this.tasks.value.map(({ task }) => task));
		this.send({ type: "delegate", goal });
	}

	/** Opens the brief editor with what Remit makes of this; the text leaves its field when the brief is there. */
	editBrief(goal: string): void {
		this.send({ type: "edit-brief", goal });
	}

	/** Whether the brief that is written is on its way to being a task or a file. */
	get isUsing(): boolean {
		return this.sending.value.some(({ type }) => type === "submit-draft" || type === "save-draft");
	}

	/** Sends a word for the agent; the text stays in its field until it is recorded. */
	steer(view: TaskView, text: string): void {
		this.drafts.expectWord(view.task, text, view.seq);
		this.send({ type: "steer", task: view.task, text });
	}

	keepPlace(place: Place): void {
		this.place = place;
		this.keep();
	}

	/** Takes in what the host says. */
	receive(message: HostMessage): void {
		batch(() => this.take(message));
	}

	private take(message: HostMessage): void {
		switch (message.type) {
			case "snapshot":
				this.setup.value = message.setup;
				this.show(message.view);
				this.list(message.tasks);
				this.editing.take(message.draft);
				break;
			case "recorded":
				this.fold(message);
				break;
			case "tasks":
				this.list(message.tasks);
				break;
			case "setup":
				this.setup.value = message.setup;
				this.settle(({ type }) => type === "use-demo");
				break;
			case "streaming":
				this.stream(message);
				break;
			case "draft":
				this.takeDraft(message.draft);
				break;
			case "draft-checked":
				this.editing.takeVerdict(message.draft, message.verdict);
				break;
			default:
				message satisfies never;
		}
	}

	private takeDraft(draft: DraftView | null): void {
		const asked = this.sending.value.some(({ type }) => type === "edit-brief");
		if (asked && draft?.shown && draft.id !== this.editing.draft.value?.id) this.drafts.write(goalField, "");
		this.editing.take(draft);
		this.settle(({ type }) => type === "edit-brief" || type === "rescope" || type.endsWith("-draft"));
	}

	private show(view: TaskView | null): void {
		this.askedAgain = false;
		this.recordedTurn = lastTurn(view);
		this.streaming.value = null;
		this.view.value = view;
		this.settle();
		if (view) this.drafts.settle(view);
	}

	private list(tasks: readonly TaskSummary[]): void {
		this.tasks.value = tasks;
		this.drafts.settleTasks(tasks.map(({ task }) => task));
		this.settle(({ type }) => type === "delegate" || type === "use-demo");
	}

	private fold({ task, records }: RecordedMessage): void {
		let view = this.view.value;
		if (!view || view.task !== task) return;
		for (const record of records) {
			if (record.seq <= view.seq) continue;
			if (record.seq > view.seq + 1) {
				this.askAgain();
				break;
			}
			view = stepView(view, record);
			this.forgetStream(record);
		}
		this.view.value = view;
		this.settle();
		this.drafts.settle(view);
	}

	private askAgain(): void {
		if (this.askedAgain) return;
		this.askedAgain = true;
		this.api.postMessage({ type: "ready" });
	}

	private stream(message: StreamingMessage): void {
		if (message.task !== this.view.value?.task) return;
		const old = message.turn <= this.recordedTurn;
		this.streaming.value = old ? { ...message, text: "", thinking: "" } : message;
	}

	private forgetStream({ event }: Recorded): void {
		if (event.type === "turn.finished" || event.type === "turn.failed") {
			this.recordedTurn = event.turn;
			if (this.streaming.value) this.streaming.value = { ...this.streaming.value, text: "", thinking: "" };
		}
		if (event.type === "task.ended" || event.type === "task.interrupted") this.streaming.value = null;
	}

	/** Ends the waiting for the commands that pass. */
	private settle(passes: (command: PanelCommand) => boolean = () => true): void {
		const left = this.sending.value.filter((command) => !passes(command));
		if (left.length < this.sending.value.length) this.sending.value = left;
		if (left.length === 0) clearTimeout(this.release);
	}

	private keep(): void {
		this.api.setState({ drafts: this.drafts.texts, place: this.place, edits: this.editing.edits });
	}
}

function lastTurn(view: TaskView | null): number {
	const turns = (view?.timeline ?? []).flatMap((item) =>
		item.kind === "said" || item.kind === "thought" ? [item.turn] : [],
	);
	return turns.at(-1) ?? 0;
}
