/** The card of what waits for the person; it never takes the focus, and its buttons rest for a moment when it appears. */

import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { deletionText, type Waiting } from "../../src/core/task/waiting.ts";
import type { Panel } from "../panel.ts";
import { visible } from "../text/visible.ts";
import { ApprovalCard } from "./approval-card.tsx";
import { QuestionCard } from "./question-card.tsx";

/** Milliseconds in which a click that was meant for what was there before does nothing. */
const restMs = 400;

interface WaitingCardProps {
	readonly panel: Panel;
	readonly task: string;
	readonly waiting: Waiting;
	/** Puts the focus where a keyboard's user can go on; called when the card goes while the focus is in it. */
	onGone(): void;
}

export function WaitingCard({ panel, task, waiting, onGone }: WaitingCardProps) {
	const rests = useRest();
	if (waiting.kind === "approval") {
		return (
			<Card heading="A command waits for your approval" spoken={spokenFacts(waiting)} onGone={onGone}>
				<ApprovalCard panel={panel} task={task} approval={waiting} rests={rests} />
			</Card>
		);
	}
	return (
		<Card heading="The agent asks" onGone={onGone}>
			<QuestionCard panel={panel} task={task} question={waiting} rests={rests} />
		</Card>
	);
}

/** What must not be missed, in a sentence. */
function spokenFacts({ deletes, domains, sandboxed }: Extract<Waiting, { kind: "approval" }>): string {
	const facts = [
		deletes ? visible(deletionText(deletes)) : "",
		domains.length > 0 ? `Would reach ${visible(domains.join(", "))}` : "",
		sandboxed ? "" : "Runs without a sandbox",
	];
	return facts.filter((fact) => fact !== "").join(". ");
}

function useRest(): boolean {
	const [rests, setRests] = useState(true);
	useEffect(() => {
		const end = setTimeout(() => setRests(false), restMs);
		return () => clearTimeout(end);
	}, []);
	return rests;
}

interface CardProps {
	readonly heading: string;
	/** What a screen reader says after the heading when the card appears. */
	readonly spoken?: string;
	readonly children: ComponentChildren;
	onGone(): void;
}

function Card({ heading, spoken = "", children, onGone }: CardProps) {
	const ref = useRef<HTMLElement>(null);
	useFocusGone(ref, onGone);
	return (
		<section class="card" ref={ref} aria-label={heading}>
			<div role="alert">
				<h2>{heading}</h2>
				{spoken !== "" && <p class="visually-hidden">{spoken}</p>}
			</div>
			{children}
		</section>
	);
}

/** Calls `onGone` when the element goes with the focus in it, or where a button of it lost that by resting. */
function useFocusGone(ref: RefObject<HTMLElement | null>, onGone: () => void): void {
	useLayoutEffect(() => {
		const element = ref.current;
		let last: EventTarget | null = null;
		const remember = ({ target }: FocusEvent) => {
			last = target;
		};
		document.addEventListener("focusin", remember);
		return () => {
			document.removeEventListener("focusin", remember);
			const { activeElement, body } = document;
			const isLost = activeElement === body && document.hasFocus();
			const held = isLost ? last : activeElement;
			if (held instanceof Node && element?.contains(held)) onGone();
		};
	}, []);
}
