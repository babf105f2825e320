/** What happened, in order: the latest part of it, and what happens right now below. */

import { useMemo } from "preact/hooks";
import type { TimelineItem } from "../../src/core/task/timeline.ts";
import { Icon } from "../parts/icon.tsx";
import { counted } from "../text/format.ts";
import { Markdown } from "../text/markdown.tsx";
import { visibleProse } from "../text/visible.ts";
import { CallLine, Exploration } from "./call-line.tsx";
import { type Follow, pageLength } from "./follow.ts";
import { type Entry, entriesOf } from "./grouping.ts";
import { Now } from "./now.tsx";
import type { TaskProps } from "./task-screen.tsx";

export function Timeline({ panel, view, follow }: TaskProps & { readonly follow: Follow }) {
	const { timeline, task } = view;
	const hidden = Math.max(0, timeline.length - follow.shown.value);
	const entries = useMemo(() => entriesOf(timeline.slice(hidden)), [timeline, hidden]);
	const earlier = Math.min(hidden, pageLength);
	return (
		<>
			{hidden > 0 && (
				<button type="button" class="button link earlier" onClick={() => follow.showEarlier(earlier)}>
					Show earlier ({counted(hidden, "item")})
				</button>
			)}
			<div class="timeline" role="log" aria-live="polite" aria-relevant="additions" aria-label="Timeline">
				{entries.map((entry) => (
					<EntryLine key={entry.key} panel={panel} task={task} entry={entry} />
				))}
			</div>
			<Now panel={panel} view={view} />
		</>
	);
}

interface EntryProps {
	readonly panel: TaskProps["panel"];
	readonly task: string;
	readonly entry: Entry;
}

function EntryLine({ panel, task, entry }: EntryProps) {
	if (entry.kind === "explored") return <Exploration panel={panel} task={task} calls={entry.calls} />;
	return <ItemLine panel={panel} task={task} item={entry.item} />;
}

/** The same vnode for the same item: what did not change is not compared again. */
function ItemLine({ panel, task, item }: Omit<EntryProps, "entry"> & { readonly item: TimelineItem }) {
	return useMemo(
		() => (item.kind === "call" ? <CallLine panel={panel} task={task} call={item} /> : <Words item={item} />),
		[item],
	);
}

function Words({ item }: { readonly item: Exclude<TimelineItem, { kind: "call" }> }) {
	switch (item.kind) {
		case "said":
			return (
				<div class="said">
					<Markdown text={item.text} />
				</div>
			);
		case "thought":
			return <Thought text={item.text} />;
		case "person":
			return (
				<div class="person">
					<span class="who">You</span>
					<p>{visibleProse(item.text)}</p>
				</div>
			);
		case "note":
			return <Note tone={item.tone} text={item.text} />;
		default:
			return item satisfies never;
	}
}

function Thought({ text }: { readonly text: string }) {
	return (
		<details class="thought">
			<summary>Thought</summary>
			<Markdown text={text} />
		</details>
	);
}

function Note({ tone, text }: { readonly tone: "info" | "warning" | "error"; readonly text: string }) {
	return (
		<div class={`note ${tone}`}>
			<Icon name={tone} />
			{tone !== "info" && <span class="visually-hidden">{tone}: </span>}
			<p>{visibleProse(text)}</p>
		</div>
	);
}
