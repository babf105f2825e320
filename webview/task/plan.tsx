/** The agent's plan: one line with the progress, opened one line a step. */

import { useState } from "preact/hooks";
import { proseLine } from "../../src/core/report/prose-line.ts";
import type { PlanStep } from "../../src/core/task/events.ts";
import { Icon } from "../parts/icon.tsx";
import { stepLooks } from "../text/status.ts";
import { visibleProse } from "../text/visible.ts";

/** Pixels of height under which the plan begins folded, so that it leaves room for what happens. */
const roomy = 600;

interface PlanProps {
	readonly steps: readonly PlanStep[];
	/** True while the plan is what moves, and nothing else asks for the person's attention. */
	readonly unfolded: boolean;
}

/** Unfolds and folds by itself until the person does it. */
export function Plan({ steps, unfolded }: PlanProps) {
	const [chosen, setChosen] = useState<boolean | null>(null);
	const open = chosen ?? (unfolded && window.innerHeight >= roomy);
	if (steps.length === 0) return null;
	// The event comes after both: only a person's own folding differs from what was drawn.
	const keepChoice = ({ currentTarget }: { readonly currentTarget: HTMLDetailsElement }) => {
		if (currentTarget.open !== open) setChosen(currentTarget.open);
	};
	return (
		<details class="plan" open={open} onToggle={keepChoice}>
			<summary>
				<Progress steps={steps} />
			</summary>
			<ol>
				{steps.map((step, at) => (
					<Step key={at} step={step} />
				))}
			</ol>
		</details>
	);
}

function Progress({ steps }: Pick<PlanProps, "steps">) {
	const wanted = steps.filter(({ state }) => state !== "dropped");
	const finished = wanted.filter(({ state }) => state === "done").length;
	const current = steps.find(({ state }) => state === "doing");
	return (
		<>
			<h2>Plan</h2>
			<span class="progress">
				{finished} of {wanted.length}
			</span>
			{current && <span class="current-step">{visibleProse(proseLine(current.text))}</span>}
		</>
	);
}

function Step({ step }: { readonly step: PlanStep }) {
	const { word, icon, tone } = stepLooks[step.state];
	return (
		<li class={`step ${step.state}`} aria-current={step.state === "doing" ? "step" : undefined}>
			<Icon name={icon} tone={tone} />
			<span class="visually-hidden">{word}: </span>
			<span class="step-text">{visibleProse(proseLine(step.text))}</span>
		</li>
	);
}
