/** One changed file: what happened to it, how much of it is decided, and what can be decided. */

import { useMemo } from "preact/hooks";
import type { ReviewedChange } from "../../src/core/task/review-view.ts";
import type { Panel } from "../panel.ts";
import { CommandButton } from "../parts/command-button.tsx";
import { Icon, type IconName } from "../parts/icon.tsx";
import { Path } from "../parts/path.tsx";
import { isUndoable, outlivedText, stateText } from "../text/change-words.ts";
import { counted, formatCount } from "../text/format.ts";
import { visible, visibleProse } from "../text/visible.ts";

interface RowProps {
	readonly panel: Panel;
	readonly task: string;
	readonly item: ReviewedChange;
	/** Why it stands apart, in a sentence or a few words; empty for ordinary files. */
	readonly because: string;
	/** Whether decisions can be made, or taken back. */
	readonly open: boolean;
}

/** The same vnode for the same item: of hundreds of rows only those that changed are compared again. */
export function ChangeRow({ panel, task, item, because, open }: RowProps) {
	return useMemo(() => rowOf({ panel, task, item, because, open }), [panel, task, item, because, open]);
}

const kinds = {
	added: { letter: "A", tone: "good" },
	modified: { letter: "M", tone: "modified" },
	deleted: { letter: "D", tone: "bad" },
	renamed: { letter: "R", tone: "active" },
} as const;

function rowOf({ panel, task, item, because, open }: RowProps) {
	const { change, decision, note } = item;
	const { letter, tone } = kinds[change.kind];
	const word = isPureMove(item) ? "moved" : change.kind;
	const path = visible(change.path);
	const whole = change.from === undefined ? path : `${path}, ${word} from ${visible(change.from)}`;
	return (
		<li class={`change ${decision}`}>
			<div class="change-line">
				<span class={`kind ${tone}`} title={word}>
					<span aria-hidden="true">{letter}</span>
					<span class="visually-hidden">{word}</span>
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
					<Decided item={item} open={open} />
					{open && <Decide panel={panel} task={task} item={item} />}
				</span>
			</div>
			{because !== "" && <p class="change-because">{because}</p>}
			{change.from !== undefined && (
				<p class="muted from">
					{word === "moved" ? "moved, nothing else changed, " : ""}from {visible(change.from)}
				</p>
			)}
			{[stateText(item), outlivedText(item), note].map(
				(text) => text !== "" && <p class="change-note">{visibleProse(text)}</p>,
			)}
		</li>
	);
}

function isPureMove({ change, pieces }: ReviewedChange): boolean {
	return change.kind === "renamed" && pieces.length === 1 && pieces[0]?.startsWith("move:") === true;
}

function Size({ item }: { readonly item: ReviewedChange }) {
	const { change } = item;
	if (isPureMove(item)) return null;
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

function Decide({ panel, task, item }: Pick<RowProps, "panel" | "task" | "item">) {
	const { path, version } = item.change;
	const button = (type: "accept" | "reject", icon: IconName, word: string) => (
		<CommandButton
			panel={panel}
			command={{ type, task, path, version }}
			kind="icon"
			icon={icon}
			label={`${word} ${visible(path)}`}
		/>
	);
	return (
		<span class="decide">
			{item.decision === "undecided" && button("accept", "check", "Accept")}
			{item.decision === "undecided" && button("reject", "cross", "Reject")}
			{isUndoable(item) && (
				<CommandButton
					panel={panel}
					command={{ type: "undo", task, path }}
					kind="icon"
					icon="undo"
					label={`Undo the decisions on ${visible(path)}`}
				/>
			)}
		</span>
	);
}

const looks = {
	accepted: { icon: "check", tone: "good" },
	rejected: { icon: "cross", tone: "muted" },
	mixed: { icon: "half", tone: "muted" },
} as const;

function Decided({ item: { decision }, open }: Pick<RowProps, "item" | "open">) {
	if (decision === "undecided") return open ? null : <span class="decided muted">undecided</span>;
	const { icon, tone } = looks[decision];
	return (
		<span class={`decided ${tone}`}>
			<Icon name={icon} />
			{decision === "mixed" ? "partly accepted" : decision}
		</span>
	);
}
