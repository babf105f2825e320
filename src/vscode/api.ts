/** What other extensions can do with Remit: the object that `activate` returns. */

import * as vscode from "vscode";
import type { Brief } from "../core/task/brief.ts";
import type { TaskEvent } from "../core/task/events.ts";
import type { Tasks } from "../core/task/tasks.ts";
import type { TaskSummary } from "../protocol/messages.ts";
import { summary } from "./panel.ts";

/**
 * Stable within a major version. It can start tasks and watch them; it cannot approve, accept or raise anything: that is
 * the person's.
 */
export interface RemitApi {
	readonly version: 1;
	/** Delegates a task as `remit.delegate` does. Resolves to its id; rejects with a sentence when it cannot be started. */
	delegate(brief: Pick<Brief, "goal"> & Partial<Brief>): Promise<string>;
	/** The tasks of this workspace, newest first. */
	tasks(): readonly TaskSummary[];
	/** Every event of every task, after it is on disk. */
	readonly onEvent: vscode.Event<ApiEvent>;
}

export interface ApiEvent {
	readonly task: string;
	/** Of the event in its task, from 0 without gaps. */
	readonly seq: number;
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly event: TaskEvent;
}

interface MadeApi {
	readonly api: RemitApi;
	readonly disposable: vscode.Disposable;
}

/** `delegate` must reject with a text for a person, and resolve to undefined when the person cancelled. */
export function makeApi(tasks: Tasks, delegate: (brief: unknown) => Promise<string | undefined>): MadeApi {
	const emitter = new vscode.EventEmitter<ApiEvent>();
	const news = tasks.recorded.add(({ task, record }) => emitter.fire({ task, ...record }));
	const api: RemitApi = {
		version: 1,
		delegate: async (brief) => {
			const task = await delegate(brief ?? {});
			if (task === undefined) throw new Error("The person cancelled it.");
			return task;
		},
		tasks: () => tasks.list().map(summary),
		onEvent: emitter.event,
	};
	return { api, disposable: vscode.Disposable.from(news, emitter) };
}
