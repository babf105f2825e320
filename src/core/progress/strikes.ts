/** The fold of three strikes: from what happened since the person's last word, whether a task goes on in a circle. */

import type { Fact, Recorded, TaskEvent } from "../task/events.ts";
import { ChangedFiles } from "./changed-files.ts";
import { type CheckRun, runOfDeed, runsOfVerification } from "./check-run.ts";
import { type Deed, Deeds, isLook } from "./deeds.ts";
import { isPersonsWord } from "./persons-word.ts";
import { SameCall } from "./same-call.ts";
import { SameFailure } from "./same-failure.ts";
import { Standstill } from "./standstill.ts";
import { type Strike, strikeOf } from "./strike.ts";
import { Undone } from "./undone.ts";

/** A third strike that is on record, and what was heard of the agent since. */
interface Standing {
	readonly strike: Fact<"stuck.found">;
	/** The turn that it had to say what it tried is over. */
	readonly heard: boolean;
}

/** Caught up with a growing list of events: a step costs what it adds. The same events give the same answer. */
export class Strikes {
	private read = 0;
	private root = "";
	private explores = false;
	private readonly deeds = new Deeds();
	private readonly files = new ChangedFiles();
	private since = sinceWord();
	private found: Standing | undefined;

	/** `events` must be the same growing list each time. */
	catchUp(events: readonly Recorded[]): void {
		for (; this.read < events.length; this.read++) {
			const record = events[this.read];
			if (record) this.step(record.event);
		}
	}

	get standing(): Standing | undefined {
		return this.found;
	}

	/** The third strike; undefined for none. `turns` may pass without any progress; 0: as many as there are. */
	third(turns: number): Strike | undefined {
		const { sameFailure, sameCall, undone, standstill } = this.since;
		return strikeOf({
			"same-failure": sameFailure.struck,
			"same-call": sameCall.struck,
			misfits: sameCall.misfits,
			undone: undone.struck,
			standstill: turns > 0 && standstill.turns >= turns ? standstill.turns : 0,
		});
	}

	private step(event: TaskEvent): void {
		if (isPersonsWord(event)) {
			this.since = sinceWord();
			this.found = undefined;
		}
		this.note(event);
		const deed = this.deeds.step(event);
		if (deed) this.did(deed);
	}

	private note(event: TaskEvent): void {
		const { standstill } = this.since;
		switch (event.type) {
			case "task.created":
			case "brief.changed":
				this.explores = event.brief.mode === "explore";
				return;
			case "checkout.made":
				this.root = event.checkout.root;
				return;
			case "turn.finished":
				standstill.turn();
				if (this.found) this.found = { ...this.found, heard: true };
				return;
			case "stuck.found":
				this.found = { strike: event, heard: false };
				return;
			case "plan.set":
				if (standstill.planned(event)) this.progressed();
				return;
			case "changes.found":
				standstill.looked(event);
				this.changed(this.files.byLook(event));
				return;
			case "verification.finished":
				this.ran(runsOfVerification(event));
				return;
			default:
		}
	}

	private did(deed: Deed): void {
		const { sameCall, undone, standstill } = this.since;
		const path = this.files.byDeed(deed);
		sameCall.did(deed);
		undone.did(deed);
		if (path !== undefined) standstill.changed(deed);
		if (this.explores && isLook(deed)) standstill.found(deed);
		this.changed(path === undefined ? [] : [path]);
		const run = runOfDeed(deed, this.root);
		if (run) this.ran([run]);
	}

	private changed(paths: readonly string[]): void {
		const { sameFailure, sameCall } = this.since;
		for (const path of paths) sameFailure.changed(path);
		if (paths.length > 0) sameCall.changed();
	}

	private ran(runs: readonly CheckRun[]): void {
		const passed = runs.map((run) => this.since.sameFailure.ran(run));
		if (passed.includes(true)) this.progressed();
	}

	private progressed(): void {
		const { sameFailure, undone, standstill } = this.since;
		sameFailure.progressed();
		undone.progressed();
		standstill.progressed();
	}
}

function sinceWord() {
	return {
		sameFailure: new SameFailure(),
		sameCall: new SameCall(),
		undone: new Undone(),
		standstill: new Standstill(),
	};
}
