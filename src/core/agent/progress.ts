/** Three strikes: says from what happened that a task does not get on, hears the agent once more, and ends the task. */

import type { Ports } from "../ports.ts";
import { lastTurnText } from "../progress/strike.ts";
import { Strikes } from "../progress/strikes.ts";
import type { End } from "../task/ending.ts";
import type { TaskEvent } from "../task/events.ts";

/** Turns without progress where nobody says otherwise; the default of the setting. */
export const usualStuckTurns = 25;

type ProgressPorts = Pick<Ports, "journal" | "stuckTurns">;

export class Progress {
	private readonly ports: ProgressPorts;
	private readonly strikes = new Strikes();

	constructor(ports: ProgressPorts) {
		this.ports = ports;
	}

	/** Before a turn: on a third strike, tells the model that it has one turn to say what it tried; after that turn, the end. */
	async *before(): AsyncGenerator<TaskEvent, End | undefined> {
		const standing = this.standing();
		if (standing) return standing.heard ? { end: "stuck", text: standing.strike.text } : undefined;
		const strike = this.strikes.third(this.ports.stuckTurns?.() ?? usualStuckTurns);
		if (!strike) return undefined;
		yield { type: "stuck.found", ...strike };
		yield { type: "model.told", text: lastTurnText(strike) };
		return undefined;
	}

	/** Whether this is the one turn after a third strike: no call but `finish` is run in it. A person's word ends that. */
	get isLastTurn(): boolean {
		return this.standing() !== undefined;
	}

	/** How a run ends: after a third strike it is stuck, whatever else came; but a person's stop stays one. */
	end(end: End): End {
		const standing = this.standing();
		if (!standing || end.end === "stopped") return end;
		const { text } = standing.strike;
		switch (end.end) {
			case "ready":
				return { end: "stuck", text: `${text} The agent calls it done all the same: nothing was checked after that.` };
			case "failed":
			case "out-of-budget":
				return { end: "stuck", text: `${text} The agent could not be heard on it: ${end.text}` };
			case "stuck":
				return { end: "stuck", text };
			default:
				return end.end satisfies never;
		}
	}

	private standing() {
		this.strikes.catchUp(this.ports.journal.events);
		return this.strikes.standing;
	}
}
