/** Says how a task goes on after a reply that neither calls a tool nor hands off. */

import type { StopReason } from "../agent/messages.ts";
import type { End } from "./ending.ts";

export type Next =
	| { readonly kind: "go" }
	| { readonly kind: "tell"; readonly text: string }
	| { readonly kind: "end"; readonly end: End };

/** Such replies in a row. */
const idleLimit = 3;

/** `idle` counts them, this one included. */
export function afterReply(stop: StopReason, idle: number): Next {
	switch (stop) {
		case "refusal":
			return stuck("The model declined to go on with this task. Rephrase the task, or choose another model.");
		case "model_context_window_exceeded":
			return stuck(
				"The conversation no longer fits into the model's context. Review what is there and delegate the rest as a new task.",
			);
		case "max_tokens":
			return idle < idleLimit
				? tell("Your reply was cut off at the token limit. Go on in smaller steps: write large files in parts.")
				: stuck(
						"The model's replies were cut off at the token limit, again and again. Ask for something smaller, or look at what is there.",
					);
		case "pause_turn":
			return idle < idleLimit ? { kind: "go" } : stuck(stoppedWorking);
		case "end_turn":
		case "stop_sequence":
		case "tool_use":
			return idle < idleLimit
				? tell("You ended your turn without a call. If the task is done or stuck, call finish; otherwise go on.")
				: stuck(stoppedWorking);
		default:
			return stop satisfies never;
	}
}

const stoppedWorking = "The agent stopped working without handing off. Tell it how to go on, or look at what is there.";

function tell(text: string): Next {
	return { kind: "tell", text };
}

function stuck(text: string): Next {
	return { kind: "end", end: { end: "stuck", text } };
}
