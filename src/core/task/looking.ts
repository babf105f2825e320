/** Looks at what a task has changed: when it is asked to, and now and then while the agent works. */

import { comparedPieces } from "../changes/compared.ts";
import type { Fingerprint } from "../changes/hunks.ts";
import type { Gate } from "../gate.ts";
import type { Clock } from "../ports.ts";
import type { Compared, Proposal } from "../review-ports.ts";
import type { TaskEvent } from "./events.ts";
import type { TaskView } from "./view.ts";

export interface LookedAt {
	readonly view: () => TaskView;
	readonly record: (event: TaskEvent) => Promise<void>;
	/** Rejects with a text for the person when there is none. */
	readonly proposal: (signal: AbortSignal) => Promise<Proposal>;
	readonly fingerprint: Fingerprint;
	readonly gate: Gate;
}

export class Looking {
	private readonly task: LookedAt;
	/** What was found last, before anything was hidden in it. */
	private latest: Compared | undefined;

	constructor(task: LookedAt) {
		this.task = task;
	}

	/** Compares the checkout with its base and records what differs, if that is something else than is known. */
	look(signal: AbortSignal): Promise<void> {
		const { gate, fingerprint, record } = this.task;
		const work = async () => {
			const known = this.task.view().changes.map(({ change }) => change);
			const compared = await comparedPieces(await this.task.proposal(signal), fingerprint, signal, known);
			signal.throwIfAborted();
			if (!this.knows(compared)) await record({ type: "changes.found", ...compared });
		};
		return gate.alone(work, signal);
	}

	/** To be told of every event before it is written down. */
	notice(event: TaskEvent): void {
		if (event.type === "changes.found") this.latest = { changes: event.changes, notes: event.notes ?? [] };
	}

	/** How many pieces were found last. */
	get size(): number {
		return (this.latest?.changes ?? []).reduce((sum, { pieces = [] }) => sum + pieces.length, 0);
	}

	private knows({ changes, notes }: Compared): boolean {
		const view = this.task.view();
		const { latest = { changes: view.changes.map(({ change }) => change), notes: view.changeNotes } } = this;
		return JSON.stringify([changes, notes]) === JSON.stringify([latest.changes, latest.notes]);
	}
}

/**
 * At least so long between two looks, in milliseconds; so many times as long as the last one took; and so long for each
 * piece, because what is found is written down as a whole.
 */
const shortestPause = 2_000;
const pauseFactor = 4;
const pauseForPiece = 5;

/** Tools whose calls can change files. */
const changing: ReadonlySet<string> = new Set(["edit", "write", "run"]);

/** Watches one run of the loop, which never waits for it. What goes wrong is left to the look at the end. */
export class Watch {
	private readonly looking: Looking;
	private readonly clock: Clock;
	private readonly over = new AbortController();
	/** Commands that only read. */
	private readonly safe = new Set<string>();
	private readonly open = new Set<string>();
	private changed = false;
	private pause = shortestPause;
	private watching: Promise<void> | undefined;

	constructor(looking: Looking, clock: Clock, signal: AbortSignal) {
		this.looking = looking;
		this.clock = clock;
		signal.addEventListener("abort", () => this.over.abort(signal.reason), { once: true });
	}

	/** To be told of everything that the loop yields. */
	notice(event: TaskEvent): void {
		if (event.type === "command.judged") this.safe[event.verdict === "safe" ? "add" : "delete"](event.call);
		if (event.type === "call.started" && changing.has(event.tool) && !this.safe.has(event.call))
			this.open.add(event.call);
		if (event.type !== "call.finished" || !this.open.delete(event.call)) return;
		this.changed = true;
		this.watching ??= this.watch().finally(() => {
			this.watching = undefined;
		});
	}

	/** Resolves when nothing is looked at, or recorded, any more. */
	async end(): Promise<void> {
		this.over.abort(new Error("the run is over"));
		await this.watching;
	}

	private async watch(): Promise<void> {
		const { signal } = this.over;
		while (this.changed && !signal.aborted) {
			await this.clock.wait(this.pause, signal);
			if (signal.aborted) return;
			this.changed = false;
			const start = this.clock.now();
			await this.looking.look(signal).catch(() => undefined);
			const took = this.clock.now() - start;
			this.pause = Math.max(shortestPause, pauseFactor * took, pauseForPiece * this.looking.size);
		}
	}
}
