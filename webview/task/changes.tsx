/** The files that the task changed, and the person's decision on each. */

import type { ReviewedChange } from "../../src/core/task/review-view.ts";
import { canReview } from "../../src/core/task/view.ts";
import { CommandButton } from "../parts/command-button.tsx";
import { Icon } from "../parts/icon.tsx";
import { counted, formatCount } from "../text/format.ts";
import { visible, visibleProse } from "../text/visible.ts";
import type { TaskProps } from "./task-screen.tsx";

export function Changes({ panel, view }: TaskProps) {
	const { changes, task } = view;
	if (changes.length === 0) return null;
	const undecided = changes.filter(({ decision }) => decision === "undecided").length;
	const open = canReview(view);
	return (
		<section class="changes" aria-labelledby="changes-heading">
			<h2 id="changes-heading">
				{counted(changes.length, "changed file")}
				<span class="progress">{undecided === 0 ? "all decided" : `${formatCount(undecided)} undecided`}</span>
			</h2>
			<div class="actions">
				<CommandButton panel={panel} command={{ type: "review", task }} kind={open ? "primary" : "secondary"}>
					Review changes
				</CommandButton>
				{open && (
					<>
						<CommandButton panel={panel} command={{ type: "accept", task }}>
							Accept all
						</CommandButton>
						<CommandButton panel={panel} command={{ type: "reject", task }}>
							Reject all
						</CommandButton>
					</>
				)}
			</div>
			<ul>
				{changes.map((item) => (
					<ChangeRow key={item.change.path} panel={panel} task={task} item={item} open={open} />
				))}
			</ul>
		</section>
	);
}

interface ChangeProps {
	readonly panel: TaskProps["panel"];
	readonly task: string;
	readonly item: ReviewedChange;
	/** Whether decisions can be made now. */
	readonly open: boolean;
}

const kinds = {
	added: { letter: "A", tone: "good" },
	modified: { letter: "M", tone: "modified" },
	deleted: { letter: "D", tone: "bad" },
	renamed: { letter: "R", tone: "active" },
} as const;

function ChangeRow({ panel, task, item, open }: ChangeProps) {
	const { change, decision, note } = item;
	const { letter, tone } = kinds[change.kind];
	const path = visible(change.path);
	const whole = change.from === undefined ? path : `${path}, renamed from ${visible(change.from)}`;
	return (
		<li class={`change ${decision}`}>
			<div class="change-line">
				<span class={`kind ${tone}`} title={change.kind}>
					<span aria-hidden="true">{letter}</span>
					<span class="visually-hidden">{change.kind}</span>
				</span>
				<CommandButton
					panel={panel}
					command={{ type: "review", task, path: change.path }}
					kind="link"
					label={`Open the diff of ${whole}`}
					title={whole}
				>
					<Path path={path} />
				</CommandButton>
				<span class="change-side">
					<Size item={item} />
					{open && decision === "undecided" ? (
						<Decide panel={panel} task={task} path={change.path} />
					) : (
						<Decided decision={decision} />
					)}
				</span>
			</div>
			{change.from !== undefined && <p class="muted from">from {visible(change.from)}</p>}
			{note !== "" && <p class="change-note">{visibleProse(note)}</p>}
		</li>
	);
}

/** The file's name stays whole as long as it can; the folders before it are cut. */
function Path({ path }: { readonly path: string }) {
	const cut = Math.max(0, path.lastIndexOf("/"));
	const folders = path.slice(0, cut);
	return (
		<span class="path">
			{folders !== "" && <span class={folders.length > 4 ? "folders long" : "folders"}>{folders}</span>}
			<span class="file">{path.slice(cut)}</span>
		</span>
	);
}

function Size({ item: { change } }: { readonly item: ReviewedChange }) {
	if (change.binary) return <span class="size muted">binary</span>;
	return (
		<span class="size">
			<span class="good" role="img" aria-label={counted(change.added, "line added", "lines added")}>
				+{formatCount(change.added)}
			</span>
			<span class="bad" role="img" aria-label={counted(change.removed, "line removed", "lines removed")}>
				−{formatCount(change.removed)}
			</span>
		</span>
	);
}

function Decide({ panel, task, path }: Pick<ChangeProps, "panel" | "task"> & { readonly path: string }) {
	return (
		<span class="decide">
			<CommandButton
				panel={panel}
				command={{ type: "accept", task, path }}
				kind="icon"
				icon="check"
				label={`Accept ${visible(path)}`}
			/>
			<CommandButton
				panel={panel}
				command={{ type: "reject", task, path }}
				kind="icon"
				icon="cross"
				label={`Reject ${visible(path)}`}
			/>
		</span>
	);
}

function Decided({ decision }: Pick<ReviewedChange, "decision">) {
	if (decision === "undecided") return <span class="decided muted">undecided</span>;
	return (
		<span class={`decided ${decision === "accepted" ? "good" : "muted"}`}>
			<Icon name={decision === "accepted" ? "check" : "cross"} />
			{decision}
		</span>
	);
}
