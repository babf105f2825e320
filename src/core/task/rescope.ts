/** Rescoping: the person changes what a task is, and it goes on in the same checkout. */

import type { Surface } from "../ports.ts";
import { outOfScope } from "../scope/scope.ts";
import { type Brief, scopeOf } from "./brief.ts";
import type { Fact } from "./events.ts";
import type { TaskView } from "./view.ts";

/** What the brief check said of a brief, and which of it the person dismissed. */
export type BriefChecked = Omit<Fact<"brief.checked">, "type">;

/**
 * The brief as it holds from now on. What the task began with, what it may use and who is responsible for it are the old
 * one's: the checkout is there, caps are raised elsewhere, and the owner is on the record.
 */
export function briefChanged(
	brief: Brief,
	surface: Surface,
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
	return { type: "brief.changed", brief: now, surface, ...(outside.length === 0 ? {} : { outside }) };
}
