/** What a person should know before they trust the work: facts of the journal that speak against it. */

import { isLive, type TaskView } from "../task/view.ts";
import { countText } from "../tools/quantities.ts";
import { named, type Words, words } from "./words.ts";

const mostOfAKind = 20;

/** The gravest first. */
export function risksOf(view: TaskView): readonly Words[] {
	const all = [
		...proofRisks(view),
		...guardRisks(view),
		...reviewRisks(view),
		...briefRisks(view),
		...otherRisks(view),
	];
	return all.map(([first = "", ...rest]) => [capital(first), ...rest]);
}

function capital(word: Words[number]): Words[number] {
	return typeof word === "string" ? word.slice(0, 1).toUpperCase() + word.slice(1) : word;
}

function proofRisks({ tampering, oldTests }: TaskView): readonly Words[] {
	const found = tampering.slice(0, mostOfAKind).map(({ path, line, because }) => {
		return words`${line > 0 ? `${path}:${line}` : path} ${{ said: because }}.`;
	});
	const more = tampering.length - found.length;
	return [
		...found,
		...(more > 0 ? [words`${more} more changes make the checks prove less.`] : []),
		...(oldTests ? [oldTestsRisk(oldTests)] : []),
	];
}

function oldTestsRisk({ state, stale, paths, at }: NonNullable<TaskView["oldTests"]>): Words {
	const how = {
		passed: "pass",
		failed: "FAIL",
		old: "fail as before",
		"not-run": "were not run",
		running: "are being run",
	}[state];
	const since = stale ? ", before the last changes" : "";
	return words`the tests as they were before the task (${[countText(paths.length, "changed file")]}) ${[how]} on the new code, ${{ at }}${[since]}.`;
}

function guardRisks({ conduct, redacted, budget }: TaskView): readonly Words[] {
	const { unguarded, hosts, takenBack, outOfScope, unseen } = conduct;
	const hidden = redacted.reduce((sum, { count }) => sum + count, 0);
	return [
		...(unguarded.count > 0
			? [
					words`${[countText(unguarded.count, "command")]} ran without the sandbox: ${named(unguarded.first, unguarded.count)}.`,
				]
			: []),
		...(hosts.count > 0 ? [words`approved commands could reach the network: ${named(hosts.first, hosts.count)}.`] : []),
		...(takenBack.count > 0
			? [words`files out of scope were changed and put back: ${named(takenBack.first, takenBack.count)}.`]
			: []),
		...(outOfScope > 0
			? [
					words`${[countText(outOfScope, "edit")]} out of scope ${[outOfScope === 1 ? "was" : "were"]} tried and refused.`,
				]
			: []),
		...(unseen > 0 ? [words`${[countText(unseen, "call")]} ended unseen: what came of it is not known.`] : []),
		...(hidden > 0 ? [words`${[countText(hidden, "secret")]} stood in what was read or said, and was taken out.`] : []),
		...(budget.unpriced === ""
			? []
			: [words`what ${budget.unpriced} costs is not known: the cap on money did not hold.`]),
	];
}

function reviewRisks(view: TaskView): readonly Words[] {
	const undecided = view.changes.filter(({ decision }) => decision === "undecided").length;
	const open = view.threads.filter(({ state }) => state === "open").length;
	return [
		...selfReviewRisks(view),
		...(undecided > 0 ? [words`${[countText(undecided, "file")]} not reviewed by a person yet.`] : []),
		...(open > 0 ? [words`${[countText(open, "comment")]} without an answer.`] : []),
	];
}

/** How many findings nobody settled, and the person has not closed. */
export function unsettledFindings({ selfReview, threads }: Pick<TaskView, "selfReview" | "threads">): number {
	const closed = new Set(threads.flatMap(({ thread, state }) => (state === "closed" ? [thread] : [])));
	const left = (selfReview?.findings ?? []).filter(({ state }) => state === "left" || state === "open");
	return left.filter(({ id }) => !closed.has(id)).length;
}

type Advised = Pick<TaskView, "warnings" | "dismissed" | "status" | "selfReview" | "changes">;

/** Whether the brief check asked for an extra review, the person did not dismiss that, and none of the work as it is now was done. */
export function lacksExtraReview({ warnings, dismissed, status, selfReview, changes }: Advised): boolean {
	if (isLive(status) || changes.length === 0) return false;
	const isAsked = warnings.some(({ name, needsReview }) => needsReview && !dismissed.includes(name));
	return isAsked && (selfReview?.state !== "finished" || selfReview.stale);
}

function selfReviewRisks(view: TaskView): readonly Words[] {
	const { selfReview } = view;
	if (selfReview === null) return [];
	const { state, text, stale, more, unseen } = selfReview;
	const left = unsettledFindings(view);
	const isNotDone = state === "failed" || state === "skipped";
	return [
		...(left > 0 ? [words`${[countText(left, "finding")]} of the self-review not settled.`] : []),
		...(isNotDone ? [words`no self-review to the end: ${{ said: text }}`] : []),
		...(stale ? [words`the work was changed after the self-review.`] : []),
		...(more > 0 ? [words`${[countText(more, "finding")]} of the self-review left out, as there were too many.`] : []),
		...(unseen > 0 ? [words`${[countText(unseen, "changed file")]} not shown whole to the self-review.`] : []),
	];
}

function briefRisks({ warnings, dismissed, outside, changes }: TaskView): readonly Words[] {
	const proposed = new Set(changes.map(({ change }) => change.path));
	const left = outside.filter((path) => proposed.has(path));
	const said = warnings.map(({ name, text }) => {
		const end = dismissed.includes(name) ? " It was dismissed." : "";
		return words`the brief check said: ${{ said: text }}${[end]}`;
	});
	if (left.length === 0) return said;
	return [
		words`out of the scope that the brief has now, and still proposed: ${named(left.slice(0, mostOfAKind), left.length)}.`,
		...said,
	];
}

function otherRisks({ changeNotes, checkout }: TaskView): readonly Words[] {
	const notes = [...changeNotes, ...(checkout?.notes ?? [])];
	return notes.slice(0, mostOfAKind).map((text) => [{ said: text }]);
}
