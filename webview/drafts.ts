/** Half-written texts by field; a sent text is let go only when the journal shows that it arrived. */

import { signal } from "@preact/signals";
import type { TaskView } from "../src/core/task/view.ts";

/** The fields in which a person writes. */
export const goalField = "goal";
export const wordField = (task: string) => `word:${task}`;
export const reasonField = (task: string, call: string) => `reason:${task}:${call}`;
export const editField = (task: string, call: string) => `edit:${task}:${call}`;
export const answerField = (task: string, call: string) => `answer:${task}:${call}`;

export class Drafts {
	private readonly values = signal<Readonly<Record<string, string>>>({});
	private readonly onChange: () => void;
	private expectedTask: { readonly known: ReadonlySet<string> } | null = null;
	private expectedWord: { readonly task: string; readonly text: string; readonly after: number } | null = null;

	constructor(texts: Readonly<Record<string, string>>, onChange: () => void) {
		this.values.value = texts;
		this.onChange = onChange;
	}

	get texts(): Readonly<Record<string, string>> {
		return this.values.value;
	}

	read(field: string): string {
		return this.values.value[field] ?? "";
	}

	write(field: string, text: string): void {
		const { [field]: _, ...others } = this.values.value;
		this.values.value = text === "" ? others : { ...others, [field]: text };
		this.onChange();
	}

	/** A goal was sent: its draft goes when a task appears that is not known. */
	expectTask(known: readonly string[]): void {
		this.expectedTask = { known: new Set(known) };
	}

	/** A word for the agent was sent: its draft goes when it is recorded after the event `after`. */
	expectWord(task: string, text: string, after: number): void {
		this.expectedWord = { task, text: text.trim(), after };
	}

	settleTasks(tasks: readonly string[]): void {
		if (!this.expectedTask || tasks.every((task) => this.expectedTask?.known.has(task))) return;
		this.expectedTask = null;
		this.write(goalField, "");
	}

	settle(view: TaskView): void {
		this.settleTasks([view.task]);
		this.settleWord(view);
		this.dropAnswered(view);
	}

	private settleWord(view: TaskView): void {
		const expected = this.expectedWord;
		if (!expected || expected.task !== view.task) return;
		const arrived = view.timeline.findLast(
			(item) => item.kind === "person" && item.text === expected.text && item.seq > expected.after,
		);
		if (!arrived) return;
		this.expectedWord = null;
		if (this.read(wordField(view.task)).trim() === expected.text) this.write(wordField(view.task), "");
	}

	/** Reasons, edits and answers belong to one call: when it waits no more, they are of no use. */
	private dropAnswered({ task, waiting }: TaskView): void {
		const fields = [reasonField, editField, answerField];
		const current = waiting ? fields.map((field) => field(task, waiting.call)) : [];
		const ofTask = fields.map((field) => field(task, ""));
		for (const field of Object.keys(this.values.value)) {
			if (!current.includes(field) && ofTask.some((start) => field.startsWith(start))) this.write(field, "");
		}
	}
}
