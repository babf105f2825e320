/** What the person asked to be changed, and whether the agent has answered; each opens where it stands. */

import { proseLine, shortLine } from "../../src/core/report/prose-line.ts";
import type { Thread } from "../../src/core/task/threads-view.ts";
import { CommandButton } from "../parts/command-button.tsx";
import { Icon } from "../parts/icon.tsx";
import { Path } from "../parts/path.tsx";
import { counted, formatCount } from "../text/format.ts";
import { visible } from "../text/visible.ts";
import type { TaskProps } from "./task-screen.tsx";

const looks = {
	open: { word: "open", icon: "dots", tone: "active" },
	answered: { word: "answered", icon: "check", tone: "good" },
	closed: { word: "closed", icon: "dash", tone: "muted" },
} as const satisfies Record<Thread["state"], unknown>;

const authors = { agent: "Agent", person: "You", "self-review": "Self-review" } as const satisfies Record<
	Thread["comments"][number]["by"],
	string
>;

export function Threads({ panel, view }: TaskProps) {
	const { task } = view;
	// A finding that the person said nothing about stands among the findings.
	const threads = view.threads.filter(({ comments }) => comments.some(({ by }) => by === "person"));
	if (threads.length === 0) return null;
	return (
		<section class="threads" aria-labelledby="threads-heading">
			<h2 id="threads-heading">You asked for {counted(threads.length, "change")}</h2>
			<ul>
				{threads.map((thread) => (
					<ThreadRow key={thread.thread} panel={panel} task={task} thread={thread} />
				))}
			</ul>
		</section>
	);
}

function ThreadRow({ panel, task, thread }: Pick<TaskProps, "panel"> & { task: string; thread: Thread }) {
	const { word, icon, tone } = looks[thread.state];
	const place = `${visible(thread.path)}:${formatCount(thread.place.start + 1)}`;
	const last = thread.comments.at(-1);
	const said = visible(shortLine(proseLine(last?.text ?? ""), 400));
	return (
		<li>
			<CommandButton
				panel={panel}
				command={{ type: "open-thread", task, thread: thread.thread }}
				kind="link"
				label={`Open the thread at ${place}`}
				title={place}
			>
				<Path path={place} />
			</CommandButton>
			<span class={`decided ${tone}`}>
				<Icon name={icon} />
				{word}
			</span>
			{said !== "" && (
				<p class="change-note">
					{last && authors[last.by]}: {said}
				</p>
			)}
		</li>
	);
}
