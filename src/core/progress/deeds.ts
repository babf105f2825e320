/** Puts together what a call was: asked for in a reply, judged where it is a command, and how it ended. */

import type { CallBlock } from "../agent/messages.ts";
import type { Verdict } from "../policy/decision.ts";
import type { CallOutcome, TaskEvent } from "../task/events.ts";

/** A call that ended. */
export interface Deed {
	readonly tool: string;
	readonly input: CallBlock["input"];
	/** Of the reply that asked for it. */
	readonly turn: number;
	/** What the policy said of the command; null for tools that run none. */
	readonly verdict: Verdict | null;
	/** The command as it was judged last; empty for tools that run none. */
	readonly command: string;
	/** The folder of the command, relative to the checkout's root. */
	readonly cwd: string;
	readonly outcome: CallOutcome;
}

export class Deeds {
	/** The calls of the last reply that have not ended. */
	private readonly open = new Map<string, Omit<Deed, "outcome">>();

	/** The call that ended with this event. What the harness runs of its own accord is none. */
	step(event: TaskEvent): Deed | undefined {
		switch (event.type) {
			case "turn.finished":
				this.open.clear();
				for (const block of event.blocks) if (block.type === "call") this.open.set(block.id, asked(block, event.turn));
				return undefined;
			case "command.judged": {
				const { call, verdict, command, cwd } = event;
				const known = this.open.get(call);
				if (known) this.open.set(call, { ...known, verdict, command, cwd });
				return undefined;
			}
			case "call.finished": {
				const known = this.open.get(event.call);
				this.open.delete(event.call);
				return known && { ...known, outcome: event.outcome };
			}
			default:
				return undefined;
		}
	}
}

function asked({ tool, input }: CallBlock, turn: number): Omit<Deed, "outcome"> {
	return { tool, input, turn, verdict: null, command: "", cwd: "" };
}

const readers: ReadonlySet<string> = new Set(["read", "list", "search"]);

/** Whether it only looked. */
export function isLook({ tool, verdict }: Deed): boolean {
	return readers.has(tool) || verdict === "safe";
}
