/** Knows which pages of files the conversation holds, so that the same page is not sent twice. */

import type { Journal } from "../ports.ts";
import type { TaskEvent, TouchedFile } from "../task/events.ts";

/** A fold of the journal: after a restart it gives the same answers. */
export class ShownFiles {
	private readonly journal: Pick<Journal, "events">;
	/** By path, of the version that the model knows last: with a newer one above, an older page is not "unchanged". */
	private readonly known = new Map<string, { readonly version: string; readonly pages: Set<string> }>();
	/** The turn in which the model was last pointed to a page instead of being shown it. */
	private readonly pointed = new Map<string, number>();
	private turn = 0;
	private read = 0;

	constructor(journal: Pick<Journal, "events">) {
		this.journal = journal;
	}

	/** Whether pointing to it is enough. A model that was pointed there the turn before and asks again is shown it. */
	isAbove(file: TouchedFile): boolean {
		this.catchUp();
		const page = pageOf(file);
		const pointed = this.pointed.get(page) ?? Number.NEGATIVE_INFINITY;
		return this.pagesOf(file).has(page) && pointed < this.turn - 1;
	}

	private catchUp(): void {
		const { events } = this.journal;
		for (; this.read < events.length; this.read++) {
			const record = events[this.read];
			if (record) this.step(record.event);
		}
	}

	private step(event: TaskEvent): void {
		if (event.type === "turn.started") this.turn = event.turn;
		if (event.type === "history.compacted") {
			this.known.clear();
			this.pointed.clear();
		}
		if (event.type !== "call.finished" || event.outcome.kind !== "done") return;
		const { file, images = [] } = event.outcome;
		if (!file) return;
		const pages = this.pagesOf(file);
		this.known.set(file.path, { version: file.version, pages });
		if (file.before !== undefined) return;
		const page = pageOf(file);
		if (file.above) this.pointed.set(page, this.turn);
		else if (file.first !== undefined || images.length > 0) {
			pages.add(page);
			this.pointed.delete(page);
		}
	}

	private pagesOf({ path, version }: TouchedFile): Set<string> {
		const known = this.known.get(path);
		return known?.version === version ? known.pages : new Set();
	}
}

function pageOf({ path, version, first, last }: TouchedFile): string {
	return JSON.stringify([path, version, first, last]);
}
