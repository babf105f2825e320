/** What a notification and the palette say of a command that waits, and whether that is enough to approve it there. */

import { shortLine } from "../core/report/prose-line.ts";
import { type Approval, deletionText } from "../core/task/waiting.ts";
import { isSeenWhole } from "./plain-text.ts";

export interface ShortApproval {
	readonly text: string;
	/** Whether a person who reads this has seen all that there is to see: otherwise it is approved in the panel. */
	readonly whole: boolean;
}

/** Characters that a notification shows without cutting. */
const noticeLength = 200;

/** Only one command, in the sandbox at the checkout's root, that is not known to delete, reach or leave anything. */
export function noticeOf(approval: Approval): ShortApproval {
	const { command, because, segments, deletes, domains, cwd, sandboxed } = approval;
	const seen = isSeenWhole(command, noticeLength) && isSeenWhole(because, noticeLength);
	const plain = segments.length === 1 && deletes === null && domains.length === 0 && outsideOf(approval).length === 0;
	if (!seen || !plain || !sandboxed || cwd !== "")
		return { text: "a command that has to be looked at in the panel", whole: false };
	return { text: `${command} (${because})`, whole: true };
}

/** Characters that fit into a row of the palette, and into the line below it. */
const rowLength = 60;
const detailLength = 160;

export interface RowOfApproval extends ShortApproval {
	readonly detail: string;
}

export function rowOf(approval: Approval): RowOfApproval {
	const { command } = approval;
	const detail = factsOf(approval).join(" · ");
	const whole = isSeenWhole(command, rowLength) && isSeenWhole(detail.replaceAll("·", "-"), detailLength);
	return { text: whole ? command : shortLine(command.replaceAll("\n", "⏎").trim(), rowLength), whole, detail };
}

/** What matters most comes first: a row is cut at its end. */
function factsOf(approval: Approval): readonly string[] {
	const { deletes, domains, cwd, because, sandboxed } = approval;
	const outside = outsideOf(approval);
	return [
		...(deletes ? [deletionText(deletes)] : []),
		...(domains.length > 0 ? [`Would reach ${domains.join(", ")}`] : []),
		...(outside.length > 0 ? [`Outside of the project: ${outside.join(", ")}`] : []),
		...(sandboxed ? [] : ["Without a sandbox"]),
		...(cwd === "" ? [] : [`In ${cwd}`]),
		because,
	];
}

function outsideOf({ paths }: Approval): readonly string[] {
	return paths.filter(({ place }) => place === "outside").map(({ path }) => path);
}
