/** Writes the account of a conversation that is compacted: the person's words as such, everything else between data marks. */

import { dataText } from "../agent/prompt.ts";
import type { CheckResult } from "../task/review-events.ts";
import type { Account } from "./account.ts";

export interface AccountParts {
	readonly account: Account;
	/** What the model wrote for whoever goes on; empty where it wrote nothing. */
	readonly notes: string;
	/** Characters that all of it may have, about: the ids of what waits for an answer are never cut. */
	readonly room: number;
	/** Whether the last reply stays, with what its calls came to. */
	readonly lastReply: "stays" | "goes";
}

const head = [
	"The conversation up to here was too long and is replaced by this account of it. The task above holds unchanged.",
	"You no longer have the text of any file: read again what you are about to edit.",
].join(" ");

/** The same account gives the same bytes. */
export function accountText({ account, notes, room, lastReply }: AccountParts): string {
	const { warnings } = account;
	const unseen = lastReply === "stays" ? [] : account.latest;
	const person = personLines(account, room / 3);
	const duties = dutyLines(account);
	const facts = [
		section("Your plan", planLines(account)),
		section("Checks of the harness, as they went last", checkLines(account.checks)),
		section("Findings of the self-review", findingLines(account)),
		section("Files", fileLines(account)),
		section("Commands, the last ones", commandLines(account.commands)),
		section("Calls whose outcome you have not seen", commandLines(unseen)),
		section("Rejected by the person and taken out again: leave it out", last(account.rejected, 30)),
		section("Accepted by the person", last(account.accepted, 30)),
		section("Out of scope now: leave as it is", last(account.outside, 30)),
		section(
			"Told by the harness",
			account.told.map((text) => `- ${line(text, 400)}`),
		),
	].filter((text) => text !== "");
	const used = person.join("\n").length + duties.join("\n").length;
	const noted = notes.trim() === "" ? [] : [`## Your notes\n${cut(notes.trim(), Math.max(500, (room - used) / 2))}`];
	const left = Math.max(1_000, room - used - noted.join("").length);
	return [
		head,
		...(person.length > 0 ? [`The person said since:\n${person.join("\n")}`] : []),
		...duties,
		...(warnings.length > 0 ? [`Used of the budget when you were told last: ${warnings.join(", ")}.`] : []),
		dataText("account", [...noted, cut(facts.join("\n\n"), left)].join("\n\n") || "Nothing was done yet."),
	].join("\n\n");
}

function section(title: string, lines: readonly string[]): string {
	return lines.length === 0 ? "" : `## ${title}\n${lines.join("\n")}`;
}

/** The newest words first get their room; they stand in the order in which they were said. */
function personLines({ person }: Account, room: number): readonly string[] {
	const shown: string[] = [];
	let left = room;
	for (const { about, text } of person.toReversed()) {
		const words = cut(text, Math.min(4_000, Math.max(200, left)));
		const said = about === "" ? `- ${words}` : `- (on “${quoted(about)}”) ${words}`;
		left -= said.length;
		if (left < 0 && shown.length > 0) break;
		shown.unshift(said);
	}
	const more = person.length - shown.length;
	return more > 0 ? [`- (${more} earlier ones are left out)`, ...shown] : shown;
}

/** What the words are about is a model's text or a file's name: it must not end its own quotation and go on as the person. */
function quoted(about: string): string {
	return line(about, 160).replace(/["“”„‟«»＂]/g, "'");
}

/** Whole, whatever the room: an answer without its id counts for nothing. */
function dutyLines({ threads, findings }: Account): readonly string[] {
	const ids = [...threads, ...findings.keys()];
	if (ids.length === 0) return [];
	return [`These wait for an answer in \`replies\` of finish: ${ids.join(", ")}.`];
}

function planLines({ plan }: Account): readonly string[] {
	return plan.map(({ text, state }) => `- [${state}] ${line(text, 300)}`);
}

function checkLines(results: readonly CheckResult[]): readonly string[] {
	return results.flatMap(({ command, outcome, failures = [], more = 0 }) => [
		`- ${line(command, 300)}: ${outcome}`,
		...failures.slice(0, 20).map(({ name, message, place, old }) => {
			const where = place ? `${place.path}:${place.line} ` : "";
			return `  - ${where}${line([name, message].filter((text) => text !== "").join(": "), 300)}${old ? " (failed before the task as well)" : ""}`;
		}),
		...(failures.length + more > 20 ? [`  - and ${failures.length + more - Math.min(20, failures.length)} more`] : []),
	]);
}

function findingLines({ findings }: Account): readonly string[] {
	return [...findings.values()].map(({ id, class: name, path, line: at, claim, howToCheck }) => {
		const where = path === "" ? "" : `${path}:${at} `;
		return `- ${id} (${name}) ${where}${line(claim, 400)} To check: ${line(howToCheck, 200)}`;
	});
}

function fileLines({ files }: Account): readonly string[] {
	const done = [...files].map(([path, { edits, created, reads }]) => {
		const times = edits === 1 ? "once" : `${edits} times`;
		if (edits > 0) return { text: `- ${path}: ${created ? "created, written" : "changed"} ${times}`, isChanged: true };
		return { text: `- ${path}: read${reads > 1 ? ` ${reads} times` : ""}`, isChanged: false };
	});
	const changed = done.filter(({ isChanged }) => isChanged).map(({ text }) => text);
	const read = done.filter(({ isChanged }) => !isChanged).map(({ text }) => text);
	return [...last(changed, 80), ...last(read, 40)];
}

function commandLines(commands: Account["commands"]): readonly string[] {
	return commands.slice(-15).map(({ command, summary }) => `- ${line(command, 200)}: ${line(summary, 100)}`);
}

function last(lines: readonly string[], most: number): readonly string[] {
	const more = lines.length - most;
	return more > 0 ? [`(${more} earlier ones are left out)`, ...lines.slice(-most)] : lines;
}

/** In one line. */
function line(text: string, longest: number): string {
	return cut(text.replace(/\s+/g, " ").trim(), longest);
}

function cut(text: string, longest: number): string {
	const most = Math.max(0, Math.floor(longest));
	if (text.length <= most) return text;
	return `${text.slice(0, most).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
