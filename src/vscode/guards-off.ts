/** Names the guards that the person's own settings turn off, so that it is said on screen wherever they would stand. */

import type { GuardNotice } from "../protocol/messages.ts";
import { checksAfterFinish, stuckTurns } from "./settings.ts";

/** None by default. That no self-review is asked for is no guard that is off: where one was advised, the task says so. */
export function guardsOff(): readonly GuardNotice[] {
	const checks =
		"The checks are not run when the agent has finished (remit.checks.afterFinish is off): nothing is verified.";
	const stuck =
		"A task goes on however long nothing comes of it (remit.stuck.turns is 0), until a cap of its budget ends it.";
	return [
		...(checksAfterFinish() === "off" ? [{ id: "checks", text: checks }] : []),
		...(stuckTurns() === 0 ? [{ id: "stuck", text: stuck }] : []),
	];
}
