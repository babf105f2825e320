/** What the self-review objects to, what became of each objection, and what it cost; what is the person's to decide comes first. */

import type { ReviewedFinding, SelfReviewView } from "../../src/core/task/self-review-view.ts";
import type { Thread } from "../../src/core/task/threads-view.ts";
import type { Panel } from "../panel.ts";
import { CommandButton } from "../parts/command-button.tsx";
import { Fold } from "../parts/fold.tsx";
import { Icon } from "../parts/icon.tsx";
import { Path } from "../parts/path.tsx";
import { counted, formatCost } from "../text/format.ts";
import type { Look } from "../text/status.ts";
import { visible, visibleProse } from "../text/visible.ts";
import type { TaskProps } from "./task-screen.tsx";

const findingLooks = {
	left: { word: "left for you", icon: "person", tone: "attention" },
	open: { word: "put to the agent", icon: "dots", tone: "active" },
	rebutted: { word: "rebutted", icon: "dash", tone: "plain" },
	fixed: { word: "fixed", icon: "check", tone: "good" },
} as const satisfies Record<ReviewedFinding["state"], Look>;

const order = Object.keys(findingLooks);
const severities = { high: 0, medium: 1, low: 2 } as const;

export function Findings({ panel, view }: TaskProps) {
	const { selfReview, threads, task } = view;
	if (selfReview === null) return null;
	const rank = ({ state, severity }: ReviewedFinding) => order.indexOf(state) * 3 + severities[severity];
	const sorted = selfReview.findings.toSorted((one, two) => rank(one) - rank(two));
	const row = (finding: ReviewedFinding) => (
		<FindingRow key={finding.id} panel={panel} task={task} finding={finding} thread={threadOf(threads, finding)} />
	);
	const settled = sorted.filter(({ state }) => state === "fixed");
	return (
		<section class="findings" aria-labelledby="findings-heading">
			<h2 id="findings-heading">
				Self-review
				<State selfReview={selfReview} />
				{selfReview.stale && <span class="muted">before the last changes</span>}
			</h2>
			<Facts view={view} selfReview={selfReview} />
			<ul>{sorted.filter(({ state }) => state !== "fixed").map(row)}</ul>
			{settled.length > 0 && (
				<Fold summary={counted(settled.length, "finding fixed", "findings fixed")}>
					<ul>{settled.map(row)}</ul>
				</Fold>
			)}
		</section>
	);
}

function State({ selfReview }: { readonly selfReview: SelfReviewView }) {
	const { word, icon, tone } = stateLook(selfReview);
	return (
		<span class={`pill ${tone}`} role="status">
			<Icon name={icon} />
			{word}
		</span>
	);
}

/** A review that finds nothing approves nothing. */
function stateLook({ state, round, findings }: SelfReviewView): Look {
	if (state === "running") return { word: `round ${round}`, icon: "dots", tone: "active" };
	if (state !== "finished") return { word: "not done", icon: "warning", tone: "attention" };
	const left = findings.filter((finding) => finding.state === "left").length;
	if (left > 0) return { word: `${left} left for you`, icon: "person", tone: "attention" };
	if (findings.some((finding) => finding.state === "open"))
		return { word: "with the agent", icon: "dots", tone: "active" };
	return { word: findings.length === 0 ? "found nothing to refute" : "all answered", icon: "dash", tone: "plain" };
}

function Facts({ view, selfReview }: Pick<TaskProps, "view"> & { readonly selfReview: SelfReviewView }) {
	const { text, model, round, more, unseen, state } = selfReview;
	const apart = view.spend.apart["self-review"];
	const facts = [
		model === "" ? "" : visible(model),
		state !== "finished" ? "" : counted(round, "round"),
		apart ? `${formatCost(apart, false)} in ${counted(apart.requests, "request")}, part of the task's cost` : "",
	].filter((fact) => fact !== "");
	return (
		<>
			{text !== "" && <p class="not-done">{visibleProse(text)}</p>}
			{facts.length > 0 && <p class="muted">{facts.join(" · ")}</p>}
			{unseen > 0 && (
				<p class="muted">{counted(unseen, "changed file was", "changed files were")} not shown to it whole.</p>
			)}
			{more > 0 && <p class="muted">{counted(more, "further finding was", "further findings were")} left out.</p>}
		</>
	);
}

interface RowProps {
	readonly panel: Panel;
	readonly task: string;
	readonly finding: ReviewedFinding;
	readonly thread: Thread | undefined;
}

function FindingRow({ panel, task, finding, thread }: RowProps) {
	const { state, severity, claim, howToCheck } = finding;
	const { word, icon, tone } = thread?.state === "closed" && state === "left" ? closedByPerson : findingLooks[state];
	return (
		<li class={`objection ${severity}`}>
			<span class="objection-head">
				<strong>
					{finding.class}, {severity}
				</strong>
				<span class={`decided ${tone}`}>
					<Icon name={icon} />
					{word}
				</span>
			</span>
			{thread && <PlaceButton panel={panel} task={task} finding={finding} thread={thread} />}
			<p>{visibleProse(claim)}</p>
			{howToCheck !== "" && <p class="muted">To check: {visibleProse(howToCheck)}</p>}
			<Answers thread={thread} />
		</li>
	);
}

const closedByPerson: Look = { word: "resolved by you", icon: "check", tone: "good" };

function PlaceButton({ panel, task, finding, thread }: RowProps & { readonly thread: Thread }) {
	const { path, line } = finding;
	const place = path === "" ? "about the whole" : `${visible(path)}${line > 0 ? `:${line}` : ""}`;
	return (
		<CommandButton
			panel={panel}
			command={{ type: "open-thread", task, thread: thread.thread }}
			kind="link"
			label={`Open the thread of this finding, ${place}`}
			title={place}
		>
			<Path path={place} />
		</CommandButton>
	);
}

const authors = { agent: "Agent", person: "You", "self-review": "Self-review" } as const;

/** What was said after the claim. */
function Answers({ thread }: Pick<RowProps, "thread">) {
	const [, ...answers] = thread?.comments ?? [];
	return (
		<>
			{answers.map(({ by, text }, at) => (
				<p key={at} class="answer-of">
					<span class="muted">{authors[by]}: </span>
					{visibleProse(text)}
				</p>
			))}
		</>
	);
}

function threadOf(threads: readonly Thread[], { id }: ReviewedFinding): Thread | undefined {
	return threads.find(({ thread }) => thread === id);
}
