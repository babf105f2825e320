/** Joins neighbouring read-only calls, so that looking around takes one line of the timeline. */

import type { CallItem, TimelineItem } from "../../src/core/task/timeline.ts";
import { counted } from "../text/format.ts";

export type CallEntry = TimelineItem & CallItem;

/** `key` stays the same while an entry grows. */
export type Entry =
	| { readonly kind: "single"; readonly key: string; readonly item: TimelineItem }
	| { readonly kind: "explored"; readonly key: string; readonly calls: readonly CallEntry[] };

const exploring: ReadonlySet<string> = new Set(["read", "list", "search"]);

export function entriesOf(items: readonly TimelineItem[]): readonly Entry[] {
	const entries: Entry[] = [];
	let calls: CallEntry[] = [];
	const close = () => {
		const [first] = calls;
		if (!first) return;
		entries.push(calls.length === 1 ? single(first) : { kind: "explored", key: keyOf(first), calls });
		calls = [];
	};
	for (const item of items) {
		if (item.kind === "call" && exploring.has(item.tool)) calls.push(item);
		else {
			close();
			entries.push(single(item, entries.at(-1)));
		}
	}
	close();
	return entries;
}

function single(item: TimelineItem, before?: Entry): Entry {
	const key = keyOf(item);
	// One event can show several things: the second and later get a key of their own.
	const same = before?.kind === "single" && before.item.seq === item.seq && item.kind !== "call";
	return { kind: "single", key: same ? `${before.key}+` : key, item };
}

function keyOf(item: TimelineItem): string {
	return item.kind === "call" ? `call ${item.call}` : String(item.seq);
}

/** "Explored 5 files", "Explored 1 file, 2 searches". */
export function explorationTitle(calls: readonly CallEntry[]): string {
	const files = new Set(
		calls.filter(({ tool }) => tool === "read").map(({ title }) => title.replace(/, lines? \d.*$/, "")),
	);
	const parts = [
		[files.size, "file", "files"],
		[countOf(calls, "list"), "folder", "folders"],
		[countOf(calls, "search"), "search", "searches"],
	] as const;
	const said = parts.filter(([count]) => count > 0).map(([count, one, many]) => counted(count, one, many));
	return `Explored ${said.join(", ")}`;
}

function countOf(calls: readonly CallEntry[], tool: string): number {
	return calls.filter((call) => call.tool === tool).length;
}
