/** One use of a tool in one line; opened, what came of it. */

import type { Panel } from "../panel.ts";
import { CommandButton } from "../parts/command-button.tsx";
import { Exact } from "../parts/exact.tsx";
import { Icon, type IconName } from "../parts/icon.tsx";
import { Scrolling } from "../parts/scrolling.tsx";
import { formatDuration } from "../text/format.ts";
import { callLooks } from "../text/status.ts";
import { visible, visibleOutput } from "../text/visible.ts";
import { type CallEntry, explorationTitle } from "./grouping.ts";

interface CallProps {
	readonly panel: Panel;
	readonly task: string;
	readonly call: CallEntry;
}

const icons: Readonly<Record<string, IconName>> = {
	read: "file",
	list: "folder",
	search: "search",
	edit: "pencil",
	write: "pencil",
	run: "terminal",
	check: "terminal",
	plan: "list",
	ask: "question",
	finish: "flag",
};

export function CallLine({ panel, task, call }: CallProps) {
	return (
		<div class="call">
			<details>
				<summary title={visible(call.title)}>
					<Icon name={icons[call.tool] ?? "tool"} tone="muted" />
					<span class={call.tool === "run" || call.tool === "check" ? "call-title code" : "call-title"}>
						<Exact text={call.title} />
					</span>
					<Went call={call} />
				</summary>
				<Outcome panel={panel} task={task} call={call} />
			</details>
			{call.state === "running" && <LiveOutput panel={panel} call={call.call} />}
		</div>
	);
}

/** How it went, in few words; the state is said where it is more than "done". */
function Went({ call: { state, summary, leave, durationMs } }: { readonly call: CallEntry }) {
	const { word, icon, tone } = callLooks[state];
	const said = summary === word || summary === "" ? word : summary;
	return (
		<span class={`went ${tone}`}>
			{state === "done" ? <span class="visually-hidden">done: </span> : <Icon name={icon} />}
			{state !== "done" && said !== word && <span class="visually-hidden">{word}: </span>}
			{(state !== "done" || summary !== "") && <span class="summary">{visible(said)}</span>}
			{leave !== "" && <span class="leave">{visible(leave)}</span>}
			{durationMs >= 1_000 && <span class="duration">{formatDuration(durationMs)}</span>}
		</span>
	);
}

function Outcome({ panel, task, call }: CallProps) {
	return (
		<div class="outcome">
			{call.text !== "" && (
				<Scrolling label={`What came of ${visible(call.title)}`}>{visibleOutput(call.text)}</Scrolling>
			)}
			{call.text === "" && <p class="muted">{call.state === "done" ? "No output." : "Nothing to show yet."}</p>}
			{call.kept !== "" && (
				<CommandButton
					panel={panel}
					command={{ type: "open-output", task, call: call.call }}
					kind="link"
					label={`Open full output of ${visible(call.title)}`}
				>
					Open full output
				</CommandButton>
			)}
		</div>
	);
}

/** Lines of a running command that are shown. */
const liveLines = 12;

function LiveOutput({ panel, call }: { readonly panel: Panel; readonly call: string }) {
	const streaming = panel.streaming.value;
	if (!streaming || streaming.call !== call || streaming.output === "") return null;
	const lines = visibleOutput(streaming.output).trimEnd().split("\n").slice(-liveLines);
	return (
		<pre class="live" aria-live="off">
			{lines.join("\n")}
		</pre>
	);
}

interface ExplorationProps {
	readonly panel: Panel;
	readonly task: string;
	readonly calls: readonly CallEntry[];
}

/** Several read-only calls in one line. */
export function Exploration({ panel, task, calls }: ExplorationProps) {
	const running = calls.some(({ state }) => state === "running");
	const failed = calls.filter(({ state }) => state === "failed" || state === "unknown").length;
	return (
		<details class="explored">
			<summary>
				<Icon name="search" tone="muted" />
				<span class="call-title">{explorationTitle(calls)}</span>
				{running && <span class="went active">running</span>}
				{failed > 0 && (
					<span class="went bad">
						<Icon name="error" />
						{failed} failed
					</span>
				)}
			</summary>
			{calls.map((call) => (
				<CallLine key={call.call} panel={panel} task={task} call={call} />
			))}
		</details>
	);
}
