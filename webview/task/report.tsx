/** The facts of a task that has come to an end: how it stands first, everything else folded, and the whole to read or to copy. */

import { figuresOf } from "../../src/core/report/figures.ts";
import { outcomeOf, type Tone } from "../../src/core/report/outcome.ts";
import { partsOf, partWords, type ReportedPart } from "../../src/core/report/parts.ts";
import { risksOf } from "../../src/core/report/risks.ts";
import type { Word, Words } from "../../src/core/report/words.ts";
import { isLive } from "../../src/core/task/view.ts";
import { CommandButton } from "../parts/command-button.tsx";
import { Fold } from "../parts/fold.tsx";
import { Icon, type IconName } from "../parts/icon.tsx";
import { formatWhen } from "../text/format.ts";
import { visible, visibleProse } from "../text/visible.ts";
import type { TaskProps } from "./task-screen.tsx";
import { ValueQuestion } from "./value.tsx";

const icons = { good: "check", attention: "warning", bad: "error", plain: "circle" } as const satisfies Record<
	Tone,
	IconName
>;

/** Nothing while the task goes on: what happens is in sight then. */
export function Report({ panel, view }: TaskProps) {
	if (isLive(view.status)) return null;
	const { task } = view;
	const parts = partsOf(view);
	const { tone, text, notes } = outcomeOf(view, parts);
	return (
		<section
			class="report"
			aria-labelledby="report-heading"
			data-outcome={view.status === "stuck" ? undefined : view.status}
		>
			<h2 id="report-heading">Report</h2>
			<p class="outcome-line">
				<Icon name={icons[tone]} tone={tone} />
				<span>
					<Said words={text} />
				</span>
			</p>
			<Lines lines={notes} />
			<ValueQuestion panel={panel} view={view} />
			<Parts parts={parts} />
			<Risks view={view} />
			<Figures view={view} />
			<div class="actions">
				<CommandButton panel={panel} command={{ type: "open-report", task }}>
					Read the whole report
				</CommandButton>
				<CommandButton panel={panel} command={{ type: "copy-report", task }}>
					Copy report
				</CommandButton>
			</div>
		</section>
	);
}

function Parts({ parts }: { readonly parts: readonly ReportedPart[] }) {
	if (parts.length === 0) return null;
	const proved = parts.filter(({ state }) => state === "proved").length;
	return (
		<Fold summary={`Definition of done: ${proved} of ${parts.length} proved`}>
			<ol class="points">
				{parts.map((part) => (
					<li key={part.part}>
						<Part {...part} />
					</li>
				))}
			</ol>
		</Fold>
	);
}

function Part({ text, state, checks, claim }: ReportedPart) {
	return (
		<>
			<strong>{partWords[state]}:</strong> {visibleProse(text)}
			{checks.map(({ command, outcome }) => (
				<p key={command} class="muted">
					<code>{visible(command)}</code> {outcome === null ? "was not run on this" : outcome.replace("-", " ")}
				</p>
			))}
			{claim && (
				<p class="muted">
					The agent says {claim.met ? "done" : "not done"}
					{claim.proof.trim() !== "" && `: ${visibleProse(claim.proof)}`}
				</p>
			)}
		</>
	);
}

function Risks({ view }: Pick<TaskProps, "view">) {
	const risks = risksOf(view);
	if (risks.length === 0) return null;
	return (
		<Fold summary={risks.length === 1 ? "1 risk" : `${risks.length} risks`}>
			<Lines lines={risks} />
		</Fold>
	);
}

function Figures({ view }: Pick<TaskProps, "view">) {
	return (
		<Fold summary="What it took">
			<dl class="facts">
				{figuresOf(view, view.changedAt).map(({ name, value }) => [<dt key={name}>{name}</dt>, <dd>{value}</dd>])}
			</dl>
		</Fold>
	);
}

function Lines({ lines }: { readonly lines: readonly Words[] }) {
	if (lines.length === 0) return null;
	return (
		<ul class="points">
			{lines.map((line) => (
				<li key={JSON.stringify(line)}>
					<Said words={line} />
				</li>
			))}
		</ul>
	);
}

/** The harness's own words are plain; commands and paths are code; what others say is in quotation marks. */
function Said({ words }: { readonly words: Words }) {
	return <>{words.map((word) => wordOf(word))}</>;
}

function wordOf(word: Word) {
	if (typeof word === "string") return word;
	if ("code" in word) return <code>{visible(word.code)}</code>;
	if ("said" in word) return <q>{visibleProse(word.said)}</q>;
	return <time dateTime={new Date(word.at).toISOString()}>{formatWhen(word.at)}</time>;
}
