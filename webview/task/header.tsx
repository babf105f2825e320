/** What the task is and where it stands: always in sight. */

import { proseLine, shortLine, titleLine } from "../../src/core/report/prose-line.ts";
import { isUnverified, type TaskView } from "../../src/core/task/view.ts";
import { CommandButton } from "../parts/command-button.tsx";
import { Icon } from "../parts/icon.tsx";
import { taskLook } from "../text/status.ts";
import { visible, visibleProse } from "../text/visible.ts";
import type { TaskProps } from "./task-screen.tsx";

/** Characters of what is cut by the panel's width in most cases. */
const longestTitle = 400;
const longestStatus = 120;

export function TaskHeader({ panel, view }: TaskProps) {
	return (
		<header class="task-header">
			<div class="title-row">
				<CommandButton
					panel={panel}
					command={{ type: "show", task: "" }}
					kind="icon"
					icon="back"
					label="Back to all tasks"
				/>
				<Goal goal={view.goal} />
				<CommandButton
					panel={panel}
					command={{ type: "open-terminal", task: view.task }}
					kind="icon"
					icon="terminal"
					label="Show the task's terminal"
				/>
			</div>
			<div class="meta">
				<Status view={view} />
				<ModelLabel view={view} />
				{view.checkout && <Branch name={view.checkout.branch} kept={isKept(view)} />}
			</div>
			{view.statusText !== "" && view.status !== "waiting" && (
				<p class="status-text">{visibleProse(statusLine(view))}</p>
			)}
		</header>
	);
}

/** A model's own words are a line here; they stand whole, as it wrote them, in its hand-off. */
function statusLine({ status, statusText }: TaskView): string {
	return status === "stuck" ? shortLine(proseLine(statusText), longestStatus) : statusText;
}

/** The goal's first line; opened, all of it. */
function Goal({ goal }: { readonly goal: string }) {
	const title = visible(titleLine(goal, longestTitle));
	return (
		<details class="goal">
			<summary title={title}>
				<h1>{title}</h1>
			</summary>
			<p class="whole-goal">{visibleProse(goal)}</p>
		</details>
	);
}

function Status({ view }: { readonly view: TaskView }) {
	const { word, icon, tone } = taskLook({
		status: view.status,
		changes: view.changes.length + view.changeNotes.length,
		unverified: isUnverified(view),
		answers: view.brief?.mode === "explore",
	});
	return (
		<span class={`pill ${tone}`} role="status">
			<Icon name={icon} />
			{word}
		</span>
	);
}

function ModelLabel({ view: { model } }: { readonly view: TaskView }) {
	if (model.scripted) return <span class="scripted">Scripted demo, no model was called</span>;
	return model.label === "" ? null : (
		<span class="model" title={`Model: ${visible(model.label)}`}>
			{visible(model.label)}
		</span>
	);
}

function isKept({ checkout, shipped }: TaskView): boolean {
	return shipped.some(({ type, branch }) => type === "branch.kept" && branch === checkout?.branch);
}

function Branch({ name, kept }: { readonly name: string; readonly kept: boolean }) {
	const where = kept ? "it is in your repository" : "it exists in the checkout only";
	return (
		<span class="branch" title={`Branch ${visible(name)}: ${where}`}>
			<Icon name="branch" />
			<span>{visible(name)}</span>
		</span>
	);
}
