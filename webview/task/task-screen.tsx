/** One task: what it is, its plan, what happened, and what the person can do now. */

import { isUnverified, type TaskView } from "../../src/core/task/view.ts";
import type { Waiting } from "../../src/core/task/waiting.ts";
import type { Setup } from "../../src/protocol/messages.ts";
import { BriefSection } from "../brief/brief-section.tsx";
import type { Panel } from "../panel.ts";
import { FoldedGuards } from "../parts/guards.tsx";
import { Icon } from "../parts/icon.tsx";
import { AfterReview } from "./after-review.tsx";
import { Answer, isAnswer } from "./answer.tsx";
import { BudgetNotice, OutOfBudget } from "./budget.tsx";
import { Changes } from "./changes.tsx";
import { Composer } from "./composer.tsx";
import { Findings } from "./findings.tsx";
import { type Follow, useFollow } from "./follow.ts";
import { HandOffReport } from "./hand-off.tsx";
import { TaskHeader } from "./header.tsx";
import { HiddenSecrets } from "./hidden-secrets.tsx";
import { Plan } from "./plan.tsx";
import { Report } from "./report.tsx";
import { SpendLine } from "./spend.tsx";
import { Stuck } from "./stuck.tsx";
import { Threads } from "./threads.tsx";
import { Timeline } from "./timeline.tsx";
import { WaitingCard } from "./waiting-card.tsx";

export interface TaskProps {
	readonly panel: Panel;
	readonly view: TaskView;
}

export function TaskScreen({ panel, view, setup }: TaskProps & { readonly setup: Setup }) {
	const follow = useFollow(panel, view.task);
	const { waiting } = view;
	return (
		<main class="task">
			<TaskHeader panel={panel} view={view} />
			<FoldedGuards guards={setup.guards} />
			<Plan steps={view.plan} unfolded={view.status === "running" || view.status === "preparing"} />
			<div class="middle">
				<section class="scroller" ref={follow.scroller} tabIndex={0} aria-label="What happened">
					<div ref={follow.content} class="content">
						<BriefSection panel={panel} view={view} />
						<Timeline panel={panel} view={view} follow={follow} />
						<Answer panel={panel} view={view} />
						<Report panel={panel} view={view} />
						{!isAnswer(view) && (
							<HandOffReport handOff={view.handOff} scripted={view.model.scripted} unverified={isUnverified(view)} />
						)}
						<Findings panel={panel} view={view} />
						<Changes panel={panel} view={view} />
						<Threads panel={panel} view={view} />
						<AfterReview panel={panel} view={view} />
						<Stuck panel={panel} view={view} />
					</div>
				</section>
				<JumpToLatest follow={follow} />
			</div>
			<footer class="footer">
				{waiting && (
					<WaitingCard key={cardOf(waiting)} panel={panel} task={view.task} waiting={waiting} onGone={follow.focus} />
				)}
				<HiddenSecrets found={view.redacted} />
				<BudgetNotice view={view} />
				<OutOfBudget key={view.budget.reached} panel={panel} view={view} />
				<SpendLine panel={panel} view={view} />
				<Composer panel={panel} view={view} />
			</footer>
		</main>
	);
}

/** A command that was changed and is asked about anew is another card: its buttons rest again. */
function cardOf(waiting: Waiting): string {
	return waiting.kind === "approval" ? `${waiting.call} ${waiting.binding}` : waiting.call;
}

function JumpToLatest({ follow }: { readonly follow: Follow }) {
	if (follow.atEnd.value) return null;
	return (
		<button type="button" class="button jump" onClick={follow.jump}>
			<Icon name="down" />
			Jump to latest
		</button>
	);
}
