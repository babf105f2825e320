/** Asks once, when the review is closed, how long the task would have taken the person; the answer can be changed later. */

import { useEffect, useRef, useState } from "preact/hooks";
import { costPerMinute } from "../../src/core/report/figures.ts";
import { asksForValue, isReviewed, mostMinutesSaved, offeredMinutes } from "../../src/core/report/value.ts";
import { CommandButton } from "../parts/command-button.tsx";
import type { TaskProps } from "./task-screen.tsx";

export function ValueQuestion({ panel, view }: TaskProps) {
	const { minutesSaved, status } = view;
	const asks = asksForValue(view);
	const [changing, setChanging] = useState(false);
	const answered = useRef<HTMLDivElement>(null);
	const before = useRef(minutesSaved);
	useEffect(() => {
		// The button that was pressed is gone: whoever works with the keyboard goes on from the answer.
		if (before.current !== minutesSaved) answered.current?.focus();
		before.current = minutesSaved;
	}, [minutesSaved]);
	if (!isReviewed(status)) return null;
	if (asks || changing) return <Question panel={panel} view={view} once={asks} onDone={() => setChanging(false)} />;
	return (
		<div class="value" ref={answered} tabIndex={-1}>
			{minutesSaved !== null && (
				<span>{`By your estimate it saved ${minutesText(minutesSaved)}. Cost per minute saved: ${costPerMinute(view)}.`}</span>
			)}
			<button type="button" class="button link" onClick={() => setChanging(true)}>
				{minutesSaved === null ? "Estimate the time saved…" : "Change…"}
			</button>
		</div>
	);
}

interface QuestionProps extends TaskProps {
	/** It is asked by itself, and can be turned down. */
	readonly once: boolean;
	/** The answer is on its way. */
	onDone(): void;
}

function Question({ panel, view, once, onDone }: QuestionProps) {
	const { task } = view;
	const [typing, setTyping] = useState(false);
	return (
		<fieldset class="value">
			<legend>About how many minutes would this have taken you?</legend>
			<div class="actions">
				{offeredMinutes.map((minutes) => (
					<Answer key={minutes} panel={panel} task={task} minutes={minutes} onDone={onDone} />
				))}
				<button type="button" class="button secondary" aria-expanded={typing} onClick={() => setTyping(!typing)}>
					Other…
				</button>
				{once ? (
					<CommandButton panel={panel} command={{ type: "decline-value", task }} kind="link">
						Do not ask
					</CommandButton>
				) : (
					<button type="button" class="button link" onClick={onDone}>
						Cancel
					</button>
				)}
			</div>
			{typing && <OtherMinutes panel={panel} task={task} onDone={onDone} />}
		</fieldset>
	);
}

interface OtherProps extends Pick<TaskProps, "panel"> {
	readonly task: string;
	onDone(): void;
}

function Answer({ panel, task, minutes, onDone }: OtherProps & { readonly minutes: number }) {
	const command = { type: "tell-value", task, minutes } as const;
	const isLast = minutes === offeredMinutes.at(-1);
	const answer = () => {
		panel.send(command);
		onDone();
	};
	return (
		<button
			type="button"
			class="button secondary"
			aria-label={isLast ? `${minutes} minutes or more` : minutesText(minutes)}
			disabled={panel.isOnItsWay(command)}
			onClick={answer}
		>
			{isLast ? `${minutes}+` : minutes}
		</button>
	);
}

function OtherMinutes({ panel, task, onDone }: OtherProps) {
	const [minutes, setMinutes] = useState(Number.NaN);
	const fits = Number.isInteger(minutes) && minutes >= 0 && minutes <= mostMinutesSaved;
	const send = (event: Event) => {
		event.preventDefault();
		if (!fits) return;
		panel.send({ type: "tell-value", task, minutes });
		onDone();
	};
	return (
		<form class="other-minutes" onSubmit={send}>
			<label>
				Minutes
				<input
					type="number"
					min={0}
					max={mostMinutesSaved}
					step={1}
					required
					onInput={({ currentTarget }) => setMinutes(currentTarget.valueAsNumber)}
				/>
			</label>
			<button type="submit" class="button secondary" disabled={!fits}>
				Save
			</button>
		</form>
	);
}

function minutesText(minutes: number): string {
	return minutes === 1 ? "1 minute" : `${minutes.toLocaleString("en-US")} minutes`;
}
