/** Counts the turns in which a task does not get on: no step of its plan, no file, no check. */

import type { Fact } from "../task/events.ts";
import type { Deed } from "./deeds.ts";

export class Standstill {
	/** Since the task got on. */
	turns = 0;
	private readonly versions = new Set<string>();
	private readonly steps = new Set<string>();
	private readonly read = new Set<string>();

	turn(): void {
		this.turns++;
	}

	progressed(): void {
		this.turns = 0;
	}

	/** A file that has a content that it never had is progress; one that is put back is none. */
	changed({ outcome: { file } }: Deed): void {
		if (file) this.note(this.versions, `${file.path} ${file.version}`);
	}

	looked({ changes }: Fact<"changes.found">): void {
		for (const { path, version } of changes) this.note(this.versions, `${path} ${version}`);
	}

	/** For tasks that only look: what was not read before is progress. */
	found({ tool, input, outcome }: Deed): void {
		if (outcome.kind === "done") this.note(this.read, `${tool} ${JSON.stringify(input)} ${outcome.text.length}`);
	}

	/** A step is ended once; other words for it, or back and forth, are no progress. The first plan is. */
	planned({ steps }: Fact<"plan.set">): boolean {
		const known = this.steps.size > 0;
		const ended = steps.filter(
			({ text, state }) => state !== "open" && this.steps.has(text) && !this.steps.has(`${text} ${state}`),
		);
		for (const { text, state } of steps) this.steps.add(text).add(`${text} ${state}`);
		if (ended.length > 0 || !known) this.turns = 0;
		return ended.some(({ state }) => state === "done");
	}

	private note(seen: Set<string>, what: string): void {
		if (!seen.has(what)) this.turns = 0;
		seen.add(what);
	}
}
