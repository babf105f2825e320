/** Rescoping: the person changes what a task is, and it goes on in the same checkout. */

import { isHeldUp } from "../budget/spend.ts";
import type { Surface } from "../ports.ts";
import { outOfScope } from "../scope/scope.ts";
import { type Brief, scopeOf } from "./brief.ts";
import { stopped } from "./ending.ts";
import type { Fact, TaskEvent } from "./events.ts";
import type { BriefChecked } from "./harness-events.ts";
import type { TaskView } from "./view.ts";

/** What the person asks for instead. */
export interface Rescope {
	readonly brief: Brief;
	readonly surface: Surface;
	/** What the brief check says of it. */
	readonly checked: BriefChecked | undefined;
}

/** What rescoping needs of its task. */
export interface RescopedTask {
	readonly view: () => TaskView;
	readonly record: (event: TaskEvent) => Promise<void>;
	/** Compares the checkout once more: what the person changed in it stays, whatever the new scope says. */
	readonly look: () => Promise<void>;
	/** True while it does not run and is not over for good. */
	readonly stands: () => boolean;
	/** Runs the agent, if nothing holds the task up. */
	readonly start: () => void;
}

/** Gives a task another brief, one at a time. What the person wants last, that it goes on or that it stops, is what it then does. */
export class Rescoping {
	private readonly task: RescopedTask;
	private over: Promise<boolean> | undefined;
	private isStopped = false;

	constructor(task: RescopedTask) {
		this.task = task;
	}

	get isOn(): boolean {
		return this.over !== undefined;
	}

	/** False, and nothing changed, when the task runs, is rescoped already or is over for good. */
	async rescope(asked: Rescope): Promise<boolean> {
		if (this.over || !this.task.stands()) return false;
		this.isStopped = false;
		this.over = this.carriedOut(asked);
		return this.over;
	}

	/** The task stands when this one is through. Resolves then. */
	async stop(): Promise<void> {
		this.isStopped = true;
		await this.over?.catch(() => undefined);
	}

	/** The task runs when this one is through; false when there is none. */
	goOn(): boolean {
		this.isStopped = false;
		return this.isOn;
	}

	private async carriedOut(asked: Rescope): Promise<boolean> {
		const { view, record, look, stands, start } = this.task;
		try {
			await look();
			if (!stands()) return false;
			await record(briefChanged(asked, view()));
			if (this.isStopped && stands() && !isHeldUp(view())) await record({ type: "task.ended", ...stopped });
			// At once: between the last look at what they want and the start nothing else may come.
			this.over = undefined;
			if (!this.isStopped) start();
			return true;
		} finally {
			this.over = undefined;
		}
	}
}

/**
 * The brief as it holds from now on. What the task began with, what it may use and who is responsible for it are the old
 * one's: the checkout is there, caps are raised elsewhere, and the owner is on the record.
 */
function briefChanged(
	{ brief, surface, checked }: Rescope,
	view: Pick<TaskView, "brief" | "changes">,
): Fact<"brief.changed"> {
	const { base, budget, owner } = view.brief ?? {};
	const kept = {
		...(base === undefined ? {} : { base }),
		...(budget === undefined ? {} : { budget }),
		...(owner === undefined ? {} : { owner }),
	};
	const { base: _base, budget: _budget, owner: _owner, ...asked } = brief;
	const now: Brief = { ...asked, ...kept };
	const scope = scopeOf(now);
	const changes = view.changes.map(({ change }) => change);
	const outside = scope === undefined ? [] : outOfScope(changes, scope);
	return {
		...{ type: "brief.changed", brief: now, surface },
		...(outside.length === 0 ? {} : { outside }),
		...(checked ? { checked } : {}),
	};
}
