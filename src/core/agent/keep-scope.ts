/** Looks, after a command that could change files, whether all that changed is in scope, and has the rest put back. */

import type { Checkout } from "../ports.ts";
import { afterCommand } from "../scope/after-command.ts";
import type { Scope } from "../scope/scope.ts";
import type { TaskEvent } from "../task/events.ts";

/** Yields what was put back; returns what the model is told of it, or "". Goes to its end when the task is stopped as well. */
export async function* keepScope(
	call: string,
	checkout: Pick<Checkout, "proposal" | "files">,
	scope: Scope | undefined,
): AsyncGenerator<TaskEvent, string> {
	const taken = await afterCommand(checkout, scope, new AbortController().signal);
	if (taken === null) return "";
	const { paths, problems, text } = taken;
	yield { type: "changes.taken-back", call, paths, problems };
	return text;
}
