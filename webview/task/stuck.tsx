/** What a stuck task stands at: why, what was tried, and what the person can do about it. */

import type { Attempt, StuckReason } from "../../src/core/task/harness-events.ts";
import type { TaskView } from "../../src/core/task/view.ts";
import type { Panel } from "../panel.ts";
import { CommandButton } from "../parts/command-button.tsx";
import { Exact } from "../parts/exact.tsx";
import { Fold } from "../parts/fold.tsx";
import { Icon } from "../parts/icon.tsx";
import { counted } from "../text/format.ts";
import { visible } from "../text/visible.ts";
import type { TaskProps } from "./task-screen.tsx";

const headings: Readonly<Record<StuckReason, string>> = {
	"same-failure": "Stuck: the same failure three times",
	"same-call": "Stuck: the same call again and again",
	undone: "Stuck: a file is changed back and forth",
	"no-progress": "Stuck: no progress for many turns",
};

/** More are folded away. */
const shownAttempts = 4;

export function Stuck({ panel, view }: TaskProps) {
	if (view.status !== "stuck") return null;
	const { stuck } = view;
	const attempts = stuck?.attempts ?? [];
	return (
		<section class="stuck" aria-labelledby="stuck-heading">
			<h2 id="stuck-heading">
				<Icon name="warning" tone="attention" />
				{stuck ? headings[stuck.reason] : "Stuck: the agent does not get on"}
			</h2>
			<p>{advice(view)}</p>
			<Attempts panel={panel} task={view.task} attempts={attempts.slice(0, shownAttempts)} />
			{attempts.length > shownAttempts && (
				<Fold summary={`${attempts.length - shownAttempts} more`}>
					<Attempts panel={panel} task={view.task} attempts={attempts.slice(shownAttempts)} />
				</Fold>
			)}
			<WaysOut panel={panel} view={view} />
		</section>
	);
}

function advice({ stuck, handOff }: TaskView): string {
	if (!stuck) {
		const tried = (handOff?.tried.length ?? 0) + (handOff?.left.length ?? 0) > 0;
		return tried ? "What it tried, and what is left, stands in its hand-off." : "It stopped by itself.";
	}
	return stuck.reason === "no-progress"
		? "Perhaps the task is too large, or something that it needs is missing."
		: "If it is still wrong on the third attempt, the task is wrong rather than the agent.";
}

interface AttemptsProps {
	readonly panel: Panel;
	readonly task: string;
	readonly attempts: readonly Attempt[];
}

function Attempts({ panel, task, attempts }: AttemptsProps) {
	if (attempts.length === 0) return null;
	return (
		<ul class="failures attempts">
			{attempts.map((attempt, at) => (
				<li key={at}>
					<span class="code">
						<Exact text={attempt.what} />
					</span>
					<span class="times">{counted(attempt.times, "time")}</span>
					<PlaceLink panel={panel} task={task} place={attempt.place} />
					{attempt.failure !== "" && <span class="muted">{visible(attempt.failure)}</span>}
				</li>
			))}
		</ul>
	);
}

/** `path:line` leads there; another place is only named. */
function PlaceLink({ panel, task, place }: { readonly panel: Panel; readonly task: string; readonly place: string }) {
	const [, path = "", line = ""] = /^(.+):(\d{1,8})$/s.exec(place) ?? [];
	if (path === "" || Number(line) < 1) return place === "" ? null : <span class="muted">{visible(place)}</span>;
	return (
		<CommandButton
			panel={panel}
			command={{ type: "open-place", task, path, line: Number(line) }}
			kind="link"
			label={`Open ${visible(path)}, line ${line}`}
		>
			{visible(path)}:{line}
		</CommandButton>
	);
}

function WaysOut({ panel, view }: TaskProps) {
	const { task } = view;
	return (
		<div class="actions">
			<button type="button" class="button primary" title="Tell the agent what it misses" onClick={focusComposer}>
				Answer
			</button>
			<CommandButton panel={panel} command={{ type: "rescope", task }} title="Changes the brief; the checkout stays">
				Rescope…
			</CommandButton>
			{view.checkout && (
				<CommandButton
					panel={panel}
					command={{ type: "take-over", task }}
					title="Opens the checkout in a window of its own, for you to go on by hand"
				>
					Take over…
				</CommandButton>
			)}
		</div>
	);
}

/** The person's word goes where all of them go. */
function focusComposer({ currentTarget }: Event): void {
	const page = currentTarget instanceof Element ? currentTarget.closest("main") : null;
	page?.querySelector<HTMLTextAreaElement>(".composer textarea")?.focus();
}
