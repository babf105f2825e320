/** The tasks of this workspace, the latest first, each with what it waits for. */

import type { TaskSummary } from "../../src/protocol/messages.ts";
import type { Panel } from "../panel.ts";
import { Icon } from "../parts/icon.tsx";
import { useNow } from "../parts/use-now.ts";
import { formatAgo, formatWhen } from "../text/format.ts";
import { taskLook } from "../text/status.ts";
import { visible } from "../text/visible.ts";

export function TaskList({ panel, canDelegate }: { readonly panel: Panel; readonly canDelegate: boolean }) {
	const now = useNow(60_000);
	const tasks = panel.tasks.value.toSorted((a, b) => b.changedAt - a.changedAt);
	if (tasks.length === 0) return canDelegate ? <Nothing /> : null;
	return (
		<section class="task-list" aria-labelledby="tasks-heading">
			<h2 id="tasks-heading">Tasks</h2>
			<ul>
				{tasks.map((task) => (
					<li key={task.task}>
						<TaskRow task={task} now={now} onOpen={() => panel.send({ type: "show", task: task.task })} />
					</li>
				))}
			</ul>
		</section>
	);
}

function TaskRow({ task, now, onOpen }: { readonly task: TaskSummary; readonly now: number; onOpen(): void }) {
	const { word, icon, tone } = taskLook(task);
	const title = visible(task.title);
	return (
		<button type="button" class="row" title={title} onClick={onOpen}>
			<Icon name={icon} tone={tone} />
			<span class="row-text">
				<span class="row-title">{title}</span>
				<span class="row-facts">
					<span class={tone}>{word}</span>
					{task.scripted && <span>scripted demo</span>}
					{task.undecided > 0 && <span>{task.undecided} undecided</span>}
					<time dateTime={new Date(task.changedAt).toISOString()} title={formatWhen(task.changedAt)}>
						{formatAgo(task.changedAt, now)}
					</time>
				</span>
			</span>
		</button>
	);
}

function Nothing() {
	return (
		<section class="nothing" aria-label="Tasks">
			<p>No tasks yet.</p>
			<p>The agent works in a private checkout. Your files stay as they are until you accept a change.</p>
		</section>
	);
}
