/** The brief editor's host side with tasks in memory, in a real VS Code: what a webview would say to it, and what it is told. */

import assert from "node:assert/strict";
import type * as vscode from "vscode";
import { publishedPrices } from "../../src/core/budget/prices.ts";
import type { Brief } from "../../src/core/task/brief.ts";
import type { Delegation } from "../../src/core/task/delegation.ts";
import type { TaskEvent } from "../../src/core/task/events.ts";
import type { DraftView } from "../../src/protocol/draft.ts";
import type { HostMessage } from "../../src/protocol/messages.ts";
import type { BriefEditor } from "../../src/vscode/brief/editor.ts";
import { makeBriefEditor } from "../../src/vscode/brief/editor-setup.ts";
import { delegateWritten } from "../../src/vscode/delegate.ts";
import type { Confirm } from "../../src/vscode/say.ts";
import { memoryCheckout } from "../support/memory-checkout.ts";
import { finishes, type Turn } from "../support/replies.ts";
import { panelGround } from "./panel-ground.ts";
import { until } from "./until.ts";

export class BriefGround {
	readonly editor: BriefEditor;
	/** What the person was asked, and what they answer. */
	readonly asked: string[] = [];
	answer = true;
	private readonly ground: ReturnType<typeof panelGround>;

	/** `memory`: what is kept of an earlier window. */
	constructor(memory: vscode.Memento = memento(), turns: readonly Turn[] = [[finishes()]]) {
		const confirm: Confirm = async ({ text, detail }) => {
			this.asked.push(`${text} ${detail}`);
			return this.answer;
		};
		this.ground = panelGround(memoryCheckout(), turns, {
			view: () => this.editor.view(),
			leave: () => this.editor.leave(),
			run: (command) => this.editor.run(command),
			rescope: (delegation) => this.editor.rescope(delegation),
		});
		const { tasks, panel } = this.ground;
		const parts = { tasks, restored: Promise.resolve(), setup: () => this.ground.setup(), confirm };
		this.editor = makeBriefEditor({
			...{ memory, tasks, confirm, prices: () => publishedPrices, owner: async () => "Ada" },
			panel: {
				tell: (message) => panel.tell(message),
				show: (task) => panel.show(task),
				reveal: async () => undefined,
			},
			branches: async () => ["main", "topic"],
			delegate: (brief, dismissed) =>
				delegateWritten({ ...parts, show: (task) => panel.show(task) }, { brief, dismissed }),
		});
	}

	get told(): readonly HostMessage[] {
		return this.ground.told;
	}

	/** The draft as the panel was told last. */
	get shown(): DraftView | null | undefined {
		const message = this.told.findLast((one) => one.type === "draft" || one.type === "snapshot");
		return message?.draft;
	}

	get draft(): DraftView {
		return this.editor.view() ?? assert.fail("no brief is being written");
	}

	get task(): Delegation {
		return this.ground.tasks.list()[0] ?? assert.fail("there is no task");
	}

	get brief(): Brief {
		return this.task.view.brief ?? assert.fail("the task has no brief");
	}

	get hasTask(): boolean {
		return this.ground.tasks.list().length > 0;
	}

	events<Type extends TaskEvent["type"]>(type: Type): readonly Extract<TaskEvent, { type: Type }>[] {
		const fits = (event: TaskEvent): event is Extract<TaskEvent, { type: Type }> => event.type === type;
		return this.task.events.map(({ event }) => event).filter(fits);
	}

	/** Says this to the host as the webview does, and waits for the answer. */
	async says(message: object): Promise<void> {
		const before = this.told.length;
		this.ground.says(message);
		await until("the panel is answered", () => this.told.length > before);
	}

	/** Writes into the draft's fields, as the panel does. */
	async writes(fields: object): Promise<void> {
		const { id, verdict } = this.draft;
		await this.says({ type: "write-draft", draft: id, revision: verdict.revision + 1, fields });
	}

	async submits(): Promise<void> {
		const { id, verdict } = this.draft;
		this.ground.says({ type: "submit-draft", draft: id, revision: verdict.revision, fields: {} });
	}
}

export function memento(): vscode.Memento {
	const kept = new Map<string, unknown>();
	return {
		keys: () => [...kept.keys()],
		get: <T>(name: string, otherwise?: T) => (kept.has(name) ? JSON.parse(String(kept.get(name))) : otherwise),
		update: async (name: string, value: unknown) => {
			if (value === undefined) kept.delete(name);
			else kept.set(name, JSON.stringify(value));
		},
	};
}
