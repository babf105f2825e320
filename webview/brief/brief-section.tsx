/** The brief as the task has it now, folded: what was asked for beyond the goal, and what the brief check said of it. */

import type { ComponentChildren } from "preact";
import { kindWords } from "../../src/core/brief/words.ts";
import { canContinue, type TaskView } from "../../src/core/task/view.ts";
import { CommandButton } from "../parts/command-button.tsx";
import { Exact } from "../parts/exact.tsx";
import { Fold } from "../parts/fold.tsx";
import { Icon } from "../parts/icon.tsx";
import type { TaskProps } from "../task/task-screen.tsx";
import { counted } from "../text/format.ts";
import { visible, visibleProse } from "../text/visible.ts";
import { baseWord, effortWords, modeWords } from "./words.ts";

type TaskBrief = NonNullable<TaskView["brief"]>;

export function BriefSection({ panel, view }: TaskProps) {
	const { brief, warnings } = view;
	if (!brief) return null;
	const said = warnings.length === 0 ? "" : `, ${counted(warnings.length, "warning")}`;
	return (
		<section class="task-brief" aria-label="Brief">
			<Fold summary={`Brief${said}`}>
				<Facts view={view} brief={brief} />
				<Warnings view={view} />
				{canContinue(view.status) && (
					<div class="actions">
						<CommandButton panel={panel} command={{ type: "rescope", task: view.task }}>
							Rescope…
						</CommandButton>
					</div>
				)}
			</Fold>
		</section>
	);
}

function Facts({ view, brief }: { readonly view: TaskView; readonly brief: TaskBrief }) {
	const { scope, checks = [], attachments = [], model, effort } = brief;
	return (
		<dl class="facts">
			{brief.goal !== view.goal && <Fact name="Goal now">{visibleProse(brief.goal)}</Fact>}
			{brief.definitionOfDone !== undefined && (
				<Fact name="Definition of done">{visibleProse(brief.definitionOfDone)}</Fact>
			)}
			<Fact name="May change">
				{scope && scope.allowed.length > 0 ? <Lines lines={scope.allowed} /> : everything(brief)}
			</Fact>
			{scope && scope.forbidden.length > 0 && (
				<Fact name="Must not change">
					<Lines lines={scope.forbidden} />
				</Fact>
			)}
			<Fact name="Checks">{checks.length > 0 ? <Lines lines={checks} /> : "What Remit detects"}</Fact>
			<Fact name="Kind">{kindWords[brief.kind ?? "other"]}</Fact>
			<Fact name="Mode">{modeWords[brief.mode ?? "change"]}</Fact>
			<Fact name="Began with">{visible(baseWord(brief.base ?? "working-tree"))}</Fact>
			{model !== undefined && <Fact name="Model">{visible(model)}</Fact>}
			{effort !== undefined && <Fact name="Effort">{effortWords[effort]}</Fact>}
			<Fact name="Owner">{visible(view.owner)}</Fact>
			{attachments.length > 0 && (
				<Fact name="Attached">
					<Lines lines={attachments.map(({ title }) => title)} />
				</Fact>
			)}
		</dl>
	);
}

function everything({ mode }: TaskBrief): string {
	return mode === "explore" ? "Nothing" : "Every file";
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
	return (
		<>
			<dt>{name}</dt>
			<dd>{children}</dd>
		</>
	);
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
	return (
		<ul>
			{lines.map((line) => (
				<li key={line}>
					<code>
						<Exact text={line} />
					</code>
				</li>
			))}
		</ul>
	);
}

function Warnings({ view: { warnings, dismissed } }: Pick<TaskProps, "view">) {
	if (warnings.length === 0) return null;
	return (
		<ul class="brief-warnings" aria-label="What the brief check said">
			{warnings.map(({ name, text, reason }) => (
				<li key={name} class="field-note warned">
					<Icon name="warning" tone="attention" />
					<p>
						<strong>{visible(text)}</strong> {visible(reason)}
						{dismissed.includes(name) && <span class="muted"> Dismissed.</span>}
					</p>
				</li>
			))}
		</ul>
	);
}
