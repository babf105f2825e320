/** Looks, after a command that could change files, whether all that changed is in scope, and has the rest put back. */

import type { Checkout, Ports } from "../ports.ts";
import type { Change } from "../review-ports.ts";
import { afterCommand } from "../scope/after-command.ts";
import { outOfScope, type Scope } from "../scope/scope.ts";
import type { Recorded, TaskEvent } from "../task/events.ts";

type ComparedCheckout = Pick<Checkout, "proposal" | "files">;

/**
 * Yields what was put back; returns what the model is told of it, or "". What was out of scope `before` stays as it was.
 * Goes to its end when the task is stopped as well.
 */
export async function* keepScope(
	call: string,
	checkout: ComparedCheckout,
	scope: Scope | undefined,
	before: readonly Change[] = [],
): AsyncGenerator<TaskEvent, string> {
	const taken = await afterCommand(checkout, scope, new AbortController().signal, before);
	if (taken === null) return "";
	const { paths, problems, text } = taken;
	yield { type: "changes.taken-back", call, paths, problems };
	return text;
}

/**
 * What is out of scope already, before a command runs. Looks only where the journal knows of something. Never rejects:
 * where the checkout cannot be compared now, what is out of scope afterwards is put back to the base.
 */
export async function outsideBefore(
	{ checkout, journal }: Pick<Ports, "checkout" | "journal">,
	scope: Scope | undefined,
	signal: AbortSignal,
): Promise<readonly Change[]> {
	if (scope === undefined || outside(lastFound(journal.events), scope).length === 0) return [];
	try {
		return outside((await checkout.proposal.changes(signal)).changes, scope);
	} catch {
		return [];
	}
}

/**
 * What was out of scope before a command whose end nobody saw, as far as that is on record; or when the person changed the
 * scope since.
 */
export function outsideOnRecord(
	call: string,
	events: readonly Recorded[],
	scope: Scope | undefined,
): readonly Change[] {
	if (scope === undefined) return [];
	const start = events.findLastIndex(({ event }) => event.type === "call.started" && event.call === call);
	const rescoped = events.findLastIndex(({ event }) => event.type === "brief.changed");
	return outside(lastFound(events.slice(0, Math.max(start, rescoped, 0))), scope);
}

function outside(changes: readonly Change[], scope: Scope): readonly Change[] {
	return changes.filter((change) => outOfScope([change], scope).length > 0);
}

function lastFound(events: readonly Recorded[]): readonly Change[] {
	const found = events.findLast(({ event }) => event.type === "changes.found")?.event;
	return found?.type === "changes.found" ? found.changes : [];
}
