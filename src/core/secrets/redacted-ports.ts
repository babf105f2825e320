/** The journal and the live feed of a task with every text redacted on its way in. */

import type { Journal, Live } from "../ports.ts";
import type { TaskEvent } from "../task/events.ts";
import { redactEvent } from "./redact-event.ts";
import type { Redactor } from "./redactor.ts";
import type { StreamRedactor } from "./stream.ts";

/** Knows the secrets of one task: looked for again whenever the task starts, in memory only. */
export class TaskSecrets {
	private readonly collect: (folder: string) => Promise<Redactor>;
	private known: Promise<Redactor> | undefined;
	/** What live texts are redacted with: until the first event is written down there is nothing to show. */
	private latest: Redactor | undefined;
	private folder: string;

	/** `folder` is the opened one, empty while the task has none. */
	constructor(collect: (folder: string) => Promise<Redactor>, folder: string) {
		this.collect = collect;
		this.folder = folder;
	}

	current(): Promise<Redactor> {
		this.known ??= this.look();
		return this.known;
	}

	/** Rejects, before anything is written, when the secrets cannot be looked for. */
	private async before(event: TaskEvent): Promise<Redactor> {
		if (event.type === "task.created") this.folder = event.workspace.folder;
		if (event.type === "task.created" || event.type === "task.started") this.known = undefined;
		return this.current();
	}

	private async look(): Promise<Redactor> {
		const redactor = await this.collect(this.folder);
		this.latest = redactor;
		return redactor;
	}

	journal(journal: Journal): Journal {
		let last: Promise<unknown> = Promise.resolve();
		return {
			get events() {
				return journal.events;
			},
			// One after the other: a search for secrets must not let a later event pass an earlier one.
			append: (event) => {
				const appended = last.then(async () => journal.append(redactEvent(event, await this.before(event))));
				last = appended.catch(() => {});
				return appended;
			},
			keep: async (text) => journal.keep((await this.current()).redact(text).text),
		};
	}

	live(live: Live): Live {
		const streams = new Map<string, StreamRedactor>();
		const pushed = (key: string, chunk: string): string => {
			const known = streams.get(key) ?? this.latest?.stream();
			if (!known) return "";
			// The newest last; what has not been used for long has ended.
			streams.delete(key);
			streams.set(key, known);
			const [oldest] = streams.keys();
			if (streams.size > openStreams && oldest !== undefined) streams.delete(oldest);
			return known.push(chunk);
		};
		const show = (text: string, tell: (text: string) => void) => {
			if (text !== "") tell(text);
		};
		return {
			text: (turn, delta) => show(pushed(`text ${turn}`, delta), (text) => live.text(turn, text)),
			thinking: (turn, delta) => show(pushed(`thinking ${turn}`, delta), (text) => live.thinking(turn, text)),
			restart: (turn) => {
				streams.clear();
				live.restart(turn);
			},
			output: (call, chunk) => show(pushed(`output ${call}`, chunk), (text) => live.output(call, text)),
		};
	}
}

const openStreams = 16;
