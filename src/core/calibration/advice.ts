/** Which kinds of work to delegate more, and which to stop delegating, each with the numbers that say so. */

import { dollars } from "../budget/caps.ts";
import type { TaskFigures } from "./figures.ts";
import { byKind, type Group, type Rate } from "./groups.ts";

export interface Advice {
	readonly kind: TaskFigures["kind"];
	readonly advice: "more" | "stop";
	/** For a person, each a number with what it is. */
	readonly because: readonly string[];
}

/** Tasks that are over, of one kind, before anything is said of it. */
export const leastOver = 5;

const good = { acceptance: 0.8, hunks: 0.8, firstPass: 0.6, rework: 0.2, stuck: 0.2 } as const;
const bad = { acceptance: 0.4, hunks: 0.4, rework: 0.5, stuck: 0.4 } as const;

/** `hourly`: what an hour of the person is worth, in US dollars; 0 where they have not said. */
export function adviceOf(figures: readonly TaskFigures[], hourly: number): readonly Advice[] {
	return byKind(figures).flatMap((group): readonly Advice[] => {
		if ((group.acceptance?.of ?? 0) < leastOver) return [];
		const against = reasonsAgainst(group, hourly);
		if (against.length > 0) return [{ kind: group.name, advice: "stop", because: against }];
		return isGood(group) ? [{ kind: group.name, advice: "more", because: numbersOf(group, hourly) }] : [];
	});
}

function reasonsAgainst(group: Group, hourly: number): readonly string[] {
	const { acceptance, hunkRate, rework } = group;
	const reasons: string[] = [];
	if (acceptance && share(acceptance) < bad.acceptance) reasons.push(acceptedText(acceptance));
	if (hunkRate && share(hunkRate) < bad.hunks) reasons.push(`${rateText(hunkRate)} changes accepted`);
	if (rework && share(rework) > bad.rework) reasons.push(reworkText(rework));
	if (group.stuckTasks / group.tasks >= bad.stuck) reasons.push(stuckText(group));
	if (isLoss(group, hourly)) reasons.push(...valueText(group, hourly));
	return reasons;
}

/** It cost more than the person's own time would have. */
function isLoss({ saved }: Group, hourly: number): boolean {
	if (!saved || saved.cost === null || saved.tasks < leastOver) return false;
	return saved.minutes === 0 || (hourly > 0 && saved.cost > (saved.minutes / 60) * hourly);
}

function isGood({ acceptance, hunkRate, firstPass, rework, stuckTasks, tasks }: Group): boolean {
	const least = (rate: Rate | null, limit: number) => rate === null || share(rate) >= limit;
	return (
		acceptance !== null &&
		least(acceptance, good.acceptance) &&
		least(hunkRate, good.hunks) &&
		least(firstPass, good.firstPass) &&
		(rework === null || share(rework) <= good.rework) &&
		stuckTasks / tasks <= good.stuck
	);
}

function numbersOf(group: Group, hourly: number): readonly string[] {
	const { acceptance, hunkRate, firstPass, rework } = group;
	return [
		...(acceptance ? [acceptedText(acceptance)] : []),
		...(hunkRate ? [`${rateText(hunkRate)} changes accepted`] : []),
		...(firstPass ? [`${rateText(firstPass)} passed the checks the first time`] : []),
		...(rework ? [reworkText(rework)] : []),
		...(group.stuckTasks > 0 ? [stuckText(group)] : []),
		...valueText(group, hourly),
	];
}

function acceptedText(acceptance: Rate): string {
	return `${rateText(acceptance)} tasks accepted or partly`;
}

function reworkText(rework: Rate): string {
	return `${rateText(rework)} accepted lines changed again`;
}

function stuckText({ stuckTasks, tasks }: Group): string {
	return `${stuckTasks} of ${tasks} tasks were stuck`;
}

function valueText({ saved, costPerAccepted }: Group, hourly: number): readonly string[] {
	const each = costPerAccepted === null ? [] : [`${dollars(costPerAccepted)} for each accepted task`];
	if (!saved) return each;
	const cost = saved.cost === null ? "at an unknown cost" : `for ${dollars(saved.cost)}`;
	const worth = hourly > 0 ? `, worth ${dollars((saved.minutes / 60) * hourly)}` : "";
	return [...each, `${Math.round(saved.minutes)} minutes of yours saved in ${saved.tasks} tasks${worth}, ${cost}`];
}

/** "3 of 4 (75 %)". */
export function rateText(rate: Rate): string {
	return `${rate.part} of ${rate.of} (${Math.round(share(rate) * 100)} %)`;
}

function share({ part, of }: Rate): number {
	return part / of;
}
