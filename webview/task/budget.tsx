/** What a task may use and has used; and, where a cap holds it up, how the person gives it more. */

import { useState } from "preact/hooks";
import { amountText, type CapName, capNames, mostRaise, raiseSteps } from "../../src/core/budget/caps.ts";
import { heldText, isHeldUp, unpricedText, usedOf } from "../../src/core/budget/spend.ts";
import type { TaskView } from "../../src/core/task/view.ts";
import type { PanelCommand } from "../../src/protocol/commands.ts";
import { CommandButton } from "../parts/command-button.tsx";
import { Icon } from "../parts/icon.tsx";
import { useNow } from "../parts/use-now.ts";
import { visible } from "../text/visible.ts";
import type { TaskProps } from "./task-screen.tsx";

interface Row {
	readonly name: CapName;
	readonly used: number;
	readonly cap: number;
}

/** From here on the panel says so without being opened. */
const warningShare = 0.8;

function useRows({ spend, budget }: Pick<TaskView, "spend" | "budget">): readonly Row[] {
	const now = useNow(spend.runningSince === null ? 0 : 1_000);
	const used = usedOf(spend, now);
	return capNames.flatMap((name) => {
		const cap = budget.caps[name];
		return cap === null ? [] : [{ name, used: used[name], cap }];
	});
}

const names = { money: "Money", tokens: "Tokens", minutes: "Active time", turns: "Turns" } as const;

/** Every cap with a meter. */
export function Meters({ view }: { readonly view: TaskView }) {
	const rows = useRows(view);
	const { lost } = view.spend;
	return (
		<>
			<div class="meters">
				{rows.map(({ name, used, cap }) => (
					<div key={name} class="metered">
						<span>{names[name]}</span>
						<span class="amount">{shareText({ name, used, cap })}</span>
						<meter
							min={0}
							max={cap}
							high={cap * warningShare}
							optimum={0}
							value={Math.min(used, cap)}
							aria-label={names[name]}
							aria-valuetext={shareText({ name, used, cap })}
						/>
					</div>
				))}
			</div>
			{lost.tokens > 0 && (
				<p class="muted">
					{`${amountText("tokens", lost.tokens)} and ${heldText(lost)} were held back for requests whose end was not seen.`}
				</p>
			)}
		</>
	);
}

function shareText({ name, used, cap }: Row): string {
	const shown = name === "minutes" ? Math.floor(used * 10) / 10 : used;
	return `${name === "money" ? amountText(name, shown) : shown.toLocaleString("en-US")} of ${amountText(name, cap)}`;
}

/** What is nearly used up, and whether money is counted at all; nothing while there is nothing to say. */
export function BudgetNotice({ view }: { readonly view: TaskView }) {
	const near = useRows(view).filter(({ used, cap }) => used >= cap * warningShare);
	const { unpriced } = view.budget;
	if (isHeldUp(view) || (near.length === 0 && unpriced === "")) return null;
	return (
		<div class="budget-notice" role="status">
			{near.map((row) => (
				<p key={row.name}>
					<Icon name="warning" tone="attention" />
					{`${row.used >= row.cap ? "Used up" : "Nearly used up"}: ${shareText(row)}.`}
				</p>
			))}
			{unpriced !== "" && (
				<p>
					<Icon name="warning" tone="attention" />
					{visible(unpricedText(unpriced))}
				</p>
			)}
		</div>
	);
}

/** Where a cap ended the task: the ways to give it more. */
export function OutOfBudget({ panel, view }: TaskProps) {
	const { reached } = view.budget;
	if (view.status !== "out-of-budget" || reached === null) return null;
	return (
		<section class="out-of-budget" aria-labelledby="out-of-budget-heading">
			<h2 id="out-of-budget-heading">Out of budget</h2>
			{reached === "day" ? <Day panel={panel} /> : <Raise panel={panel} task={view.task} cap={reached} />}
		</section>
	);
}

function Day({ panel }: Pick<TaskProps, "panel">) {
	return (
		<>
			<p>All tasks of today have used up what they may cost together. Continue tomorrow, or raise the setting.</p>
			<div class="actions">
				<CommandButton panel={panel} command={{ type: "open-settings", setting: "remit.budget.daily" }}>
					Open setting
				</CommandButton>
			</div>
		</>
	);
}

interface RaiseProps {
	readonly panel: TaskProps["panel"];
	readonly task: string;
	readonly cap: CapName;
}

/** Raising lets the task go on at once. */
function Raise({ panel, task, cap }: RaiseProps) {
	return (
		<>
			<p>The task goes on with what you add.</p>
			<div class="actions">
				{raiseSteps[cap].map((amount) => (
					<CommandButton key={amount} panel={panel} command={raise(task, cap, amount)}>
						{`Continue with ${amountText(cap, amount)} more`}
					</CommandButton>
				))}
			</div>
			<OwnAmount panel={panel} task={task} cap={cap} />
		</>
	);
}

const units = { money: "US dollars", tokens: "tokens", minutes: "minutes", turns: "turns" } as const;

function OwnAmount({ panel, task, cap }: RaiseProps) {
	const [text, setText] = useState("");
	const amount = amountOf(cap, text);
	return (
		<form
			class="own-amount"
			onSubmit={(event) => {
				event.preventDefault();
				if (amount !== null) panel.send(raise(task, cap, amount));
			}}
		>
			<label>
				{`Another amount, ${units[cap]}`}
				<input
					type="text"
					inputMode="decimal"
					autocomplete="off"
					value={text}
					aria-invalid={text !== "" && amount === null}
					title={`At most ${mostRaise[cap].toLocaleString("en-US")} at once`}
					onInput={(event) => setText(event.currentTarget.value)}
				/>
			</label>
			<button type="submit" class="button secondary" disabled={amount === null}>
				Continue
			</button>
		</form>
	);
}

function amountOf(cap: CapName, text: string): number | null {
	const amount = text.trim() === "" ? 0 : Number(text);
	const whole = cap === "money" || cap === "minutes" || Number.isInteger(amount);
	return whole && amount > 0 && amount <= mostRaise[cap] ? amount : null;
}

function raise(task: string, cap: CapName, amount: number): PanelCommand {
	return { type: "raise-budget", task, [cap]: amount };
}
