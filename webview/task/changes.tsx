/** The files that the task changed, and the person's decisions on them. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Grouped, reviewGroups } from "../../src/core/task/review-groups.ts";
import { canDecide, canReview, isLive } from "../../src/core/task/view.ts";
import type { Panel } from "../panel.ts";
import { CommandButton } from "../parts/command-button.tsx";
import { Fold } from "../parts/fold.tsx";
import { Icon } from "../parts/icon.tsx";
import { progressText } from "../text/change-words.ts";
import { counted } from "../text/format.ts";
import { visibleProse } from "../text/visible.ts";
import { ChangeRow } from "./change-row.tsx";
import { LookFirst } from "./look-first.tsx";
import type { TaskProps } from "./task-screen.tsx";

/** So many are shown at once: they take no more room than the fold saves. */
const fewFiles = 3;

export function Changes({ panel, view }: TaskProps) {
	const { changes, changeNotes } = view;
	if (changes.length === 0 && changeNotes.length === 0) return null;
	const live = isLive(view.status);
	return (
		<section class="changes" aria-labelledby="changes-heading">
			<h2 id="changes-heading">
				{counted(changes.length, "changed file")}
				{changes.length > 0 && <span class="progress">{progressText(changes)}</span>}
			</h2>
			<LookFirst panel={panel} view={view} />
			{changes.length > 0 && <Together panel={panel} view={view} />}
			{/* While the agent works, what it does is what the person follows; many files stand in the Changes view below. */}
			{live || changes.length > fewFiles ? (
				<Fold key={live ? "live" : "ended"} summary={live ? "Files so far" : "Files"}>
					<Groups panel={panel} view={view} />
				</Fold>
			) : (
				<Groups panel={panel} view={view} />
			)}
			<Notes notes={changeNotes} />
		</section>
	);
}

/** What is decided on all files together; protected ones are never among what is accepted so. */
function Together({ panel, view }: TaskProps) {
	const { task } = view;
	const open = canReview(view);
	const { ordinary, generated } = useMemo(() => reviewGroups(view.changes), [view.changes]);
	const acceptable = [...ordinary, ...generated.map(({ item }) => item)].some((item) => item.decision === "undecided");
	return (
		<div class="actions">
			<CommandButton panel={panel} command={{ type: "review", task }} kind={open ? "primary" : "secondary"}>
				Review changes
			</CommandButton>
			{open && acceptable && (
				<CommandButton panel={panel} command={{ type: "accept", task }} title="Protected files are left undecided">
					Accept all
				</CommandButton>
			)}
			{open && (
				<CommandButton panel={panel} command={{ type: "reject", task }}>
					Reject all
				</CommandButton>
			)}
		</div>
	);
}

function Groups({ panel, view }: TaskProps) {
	const groups = useMemo(() => reviewGroups(view.changes), [view.changes]);
	const rest = { panel, task: view.task, open: canDecide(view) };
	return (
		<>
			<Protected {...rest} plain={groups.protected} generated={groups.protectedGenerated} />
			<Rows {...rest} rows={groups.ordinary.map((item) => ({ item, because: "" }))} />
			<Generated {...rest} rows={groups.generated} />
		</>
	);
}

type GroupProps = Pick<RowsProps, "panel" | "task" | "open">;
type Apart = Readonly<Record<"plain" | "generated", readonly Grouped[]>>;

function Protected({ plain, generated, ...rest }: GroupProps & Apart) {
	if (plain.length === 0 && generated.length === 0) return null;
	return (
		<section class="protected" aria-labelledby="protected-heading">
			<h3 id="protected-heading">
				<Icon name="warning" tone="attention" />
				Protected: each needs its own accept
			</h3>
			<Rows {...rest} rows={plain.map(asSentence)} />
			<Generated {...rest} rows={generated.map(asSentence)} />
		</section>
	);
}

function asSentence({ item, because }: Grouped): Grouped {
	return { item, because: `It ${because}.` };
}

function Generated({ rows, ...rest }: RowsProps) {
	if (rows.length === 0) return null;
	const progress = progressText(rows.map(({ item }) => item));
	return (
		<Fold summary={`${counted(rows.length, "generated or lock file")}, ${progress}`}>
			<Rows {...rest} rows={rows} />
		</Fold>
	);
}

/** Rows that are drawn at first: enough to read, few enough that nobody waits for them. */
const pageLength = 50;

interface RowsProps {
	readonly panel: Panel;
	readonly task: string;
	readonly open: boolean;
	readonly rows: readonly Grouped[];
}

function Rows({ panel, task, open, rows }: RowsProps) {
	const [all, setAll] = useState(false);
	const list = useRef<HTMLUListElement>(null);
	// The button is gone once it is pressed: the keyboard goes on at the first row that it brought.
	useEffect(() => {
		if (all) list.current?.children[pageLength]?.querySelector("button")?.focus();
	}, [all]);
	if (rows.length === 0) return null;
	const shown = all ? rows : rows.slice(0, pageLength);
	return (
		<>
			<ul ref={list}>
				{shown.map(({ item, because }) => (
					<ChangeRow key={item.change.path} panel={panel} task={task} item={item} because={because} open={open} />
				))}
			</ul>
			{shown.length < rows.length && (
				<button type="button" class="button link earlier" onClick={() => setAll(true)}>
					Show all ({counted(rows.length, "file")})
				</button>
			)}
		</>
	);
}

function Notes({ notes }: { readonly notes: readonly string[] }) {
	if (notes.length === 0) return null;
	return (
		<ul class="review-notes" aria-label="What is not offered">
			{notes.map((note) => (
				<li key={note}>
					<Icon name="warning" tone="attention" />
					<span>{visibleProse(note)}</span>
				</li>
			))}
		</ul>
	);
}
