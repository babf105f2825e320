/** Finds out whether a goal asks for several pieces of work. */

import { commitPrefix, withoutTicket } from "./goal-text.ts";
import {
	accompanies,
	askingPattern,
	asks,
	endsWithVerb,
	goesOnWithNoun,
	type Request,
	verbPattern,
} from "./task-verbs.ts";

/** What gives the second piece of work away, as it stands in the text; null for one piece. */
export function secondTask(prose: string): string | null {
	const text = prose.replace(headingLine, "\n");
	return (
		asideWords(prose) ??
		enumerated(prose) ??
		secondHeading(prose) ??
		listedTask(text) ??
		askedTask(text.replace(listLine, "\n"))
	);
}

const aside =
	/\b(?:while (?:you(?:'re| are)|we(?:'re| are)|i(?:'m| am)) (?:at it|there)|while at it|(?:a few|some|a couple of|several|various) (?:other|unrelated|different|small|more) (?:things|tasks|changes|fixes|issues|bugs|improvements)|(?:two|three|four|five|several|multiple) (?:unrelated |separate |different )?(?:things|tasks|features|bugs|issues))\b/i;

function asideWords(prose: string): string | null {
	return aside.exec(prose)?.[0] ?? null;
}

const ticketNumber = "(?:#\\d{1,9}|[A-Z][A-Z0-9]{1,19}-\\d{1,9})";
const severalTickets = new RegExp(
	`\\b(?:[Ff]ix(?:es)?|[Cc]loses?|[Rr]esolves?|[Dd]o|[Ii]mplement|[Aa]ddress|[Hh]andle|[Tt]ackle|[Bb]ugs|[Ff]inish|[Tt]ickets|[Ii]ssues)[: ]\\s*${ticketNumber}(?:\\s*(?:,|and|&|\\+)?\\s*)${ticketNumber}`,
);
/** "Dark mode plus offline support plus push notifications". */
const added =
	/^[^.!?;:\n]{3,60} plus [^.!?;:\n]{3,60} plus [^.!?;:\n]{3,60}$|^[^.!?;:+\n]{2,30} [^.!?;:+\n]{2,30} \+ [^.!?;:+\n]{2,30} [^.!?;:+\n]{2,30} \+ [^.!?;:+\n]{2,30} [^.!?;:+\n]{2,30}$/im;

/** "Need: a page, a mail, and a command." */
const wishes =
	/^(?:(?:we |i )?(?:needs?|needed|wanted)|to-?dos?|wishes|requests|features|tasks|things to do)(?: list)?:[ \t]*[^,;:\n]{3,80}[,;][^,;\n]{3,80}/im;
const commits =
	/(?:^|[.;]\s)(?:feat|fix|chore|docs|refactor|perf|test|style)(?:\([^)\n]{1,40}\))?: [^\n]{3,200}?[.;\n]\s*(?:feat|fix|chore|docs|refactor|perf|test|style)(?:\([^)\n]{1,40}\))?: /i;
const ordered =
	/\bfirst(?:ly)?,? (?:the|an?|do|finish)\b[^.\n]{3,80}(?:[,;.]|\band)\s*(?:second(?:ly)?,? (?:the|an?)|(?:second(?:ly)?|then|next|after that),? (?:do|finish|start|continue))\b/i;

/** Tickets, or wishes without a verb, one after another. */
function enumerated(prose: string): string | null {
	const listed = [severalTickets, wishes, commits, ordered].map((pattern) => pattern.exec(prose)?.[0]);
	return (
		listed.find((found) => found !== undefined) ??
		(/[=`(]|\b(?:ctrl|cmd|shift|alt|meta)\b/i.test(prose) ? null : (added.exec(prose)?.[0] ?? null))
	);
}

const headingLine = /^ {0,3}#{1,6}[ \t]+([^\n]*)$/gm;
const listLine = /(?:^|\n)[ \t]*(?:[-*+•]|\(?(?:\d{1,2}|[a-h])[.)])(?:[ \t]+\[[ xX]\])?[ \t]+[^\n]*/g;
const mark = /^(?:[-*+•]|\(?(?:\d{1,2}|[a-h])[.)])[ \t]+(?:\[[ xX]\][ \t]+)?/;
const inlineItem = /(?:^|[\s;,:])\(?[1-9][.)]\s+(?=[A-Za-z])/;
const request = new RegExp(`^${askingPattern}(${verbPattern})\\b(?!-)\\s*(.*)$`, "is");

/** One heading is the title of what stands below it. */
function secondHeading(prose: string): string | null {
	const headings = [...prose.matchAll(headingLine)].map(([, title = ""]) => title.trim());
	return headings.filter(isTask)[1] ?? null;
}

/** A list under "Add a flag:" holds its parts; one under "Do the following:" holds tasks. */
function listedTask(prose: string): string | null {
	const lines = prose.match(listLine)?.map((line) => line.trim().replace(mark, "")) ?? [];
	if (lines.length < 2) return inlineTasks(prose);
	const lead = prose.slice(0, prose.search(listLine)).trim();
	if (todoList.test(lead)) return lines[1] ?? null;
	if (lead.endsWith(":") && isTask(lead.split(/[.!?]\s+|\n/).at(-1) ?? "")) return null;
	return lines.filter(isTask)[1] ?? null;
}

const todoList =
	/(?:^|\n)(?:(?:my|our|the|open|remaining|some|here are the|next) )*(?:to-?dos?|backlog|wish ?list|tasks|tickets|things to (?:do|fix)|(?:open|remaining) (?:points|items|issues)|this sprint|next up)(?: list)?(?: for [\w-]+(?: [\w-]+)?)?:?$/i;

/** "1) German 2) a print view 3) no spinner": a list that is all there is needs no verbs, unless it tells how something fails. */
function inlineTasks(prose: string): string | null {
	const items = inlineItems(prose);
	const bare =
		/^\s*\(?1[.)]/.test(prose) &&
		items.length > 2 &&
		!/\b(?:expected|actual|crash\w*|happens|errors?|fails?|press|click|steps)\b/i.test(prose);
	return items.filter(isTask)[1] ?? (bare ? (items[1] ?? null) : null);
}

function inlineItems(prose: string): readonly string[] {
	const parts = prose.split(inlineItem);
	return parts.length > 2 ? parts.slice(1) : [];
}

const general = /^(?:the following|these|those|some|a few|several|all of|things?|changes?)\b(?: \w+)?:?$/i;

const wished =
	/^(?:also,? |then,? |next,? |and )*(?:we|i)(?: also)? (?:need|want|would like|'d like) ((?:an?|some|the|more) .+)$/is;
/** "It overlaps the header, fix that." */
const lateRequest = new RegExp(`\\bplease\\s|,\\s*(?=${verbPattern}\\s+(?:that|this|it|them)\\b)`, "i");

function requestOf(clause: string): Request | null {
	const text = withoutTicket(clause.trim()).replace(commitPrefix, "");
	const late = text.slice(text.search(lateRequest)).replace(/^,\s*/, "");
	const [, verb, object = ""] = request.exec(text) ?? (late.length < 2 ? null : request.exec(late)) ?? [];
	const wish = verb === undefined ? wished.exec(text)?.[1] : undefined;
	if (wish !== undefined) return { verb: "need", object: wish };
	return verb === undefined || object.trim() === "" ? null : { verb, object: object.trim() };
}

function isTask(item: string): boolean {
	const found = requestOf(item);
	return found !== null && !accompanies(found) && !general.test(found.object);
}

/** Clauses that ask: the second one that does not accompany the first. */
function askedTask(prose: string): string | null {
	let first: Request | null = null;
	for (const clause of sentencesOf(prose).flatMap(clausesOf)) {
		const found = requestOf(clause);
		if (found === null || (first !== null && accompanies(found, first.object))) continue;
		if (first !== null && !provedFirst(first, found)) return clause;
		first = found;
	}
	return null;
}

/** "Write a failing test, then fix the bug" is one task. */
function provedFirst(first: Request, next: Request): boolean {
	return (
		/\btests?\b/i.test(first.object) &&
		accompanies(first) &&
		/^(?:fix|repair|resolve|solve|correct|implement|make|refactor)/i.test(next.verb)
	);
}

function sentencesOf(prose: string): readonly string[] {
	return prose
		.replace(/\n(?=[ \t]*[a-z])/g, " ")
		.replace(/\b(e\.g|i\.e|etc|vs|cf|approx)\./gi, "$1")
		.split(/(?<=[.!?])\s+|[;\n]+\s*/)
		.map((sentence) => sentence.trim())
		.filter((sentence) => sentence !== "");
}

const joint = new RegExp(
	`(?:(,)?\\s+(?:and|then|plus|as well as)\\s+(?:(?:then|also|finally|afterwards)\\s+)?|(,)\\s+)(${verbPattern})\\b(?!-)(?=\\s+(\\S+(?: \\S+)?))`,
	"gi",
);
/** Before these words the person asks; after them somebody else does something. */
const others =
	/\b(?:can|could|may|might|should|must|will|would|able to|in order to|lets?|allows?|(?:users?|people|clients?|admins?|customers?)(?! (?:list|page|table|view|screen|tab|form|module|endpoint|route|menu|grid|model|service|controller)\b)|they|we|you|I|someone|somebody|anyone)\b/;
/** "a button to save and export the form": the second verb goes on with the first. */
const continued = new RegExp(
	`\\bto (?:${verbPattern}|copy|open|close|run|send|use|see|view|edit|filter|search|find|read|choose|select|pick|accept|mention|reflect|match|keep|ask|get|set|start|prevent|avoid|check)\\b`,
	"i",
);

/** The clauses that ask; the first is the sentence's beginning, in whatever form. What a colon introduces is how. */
function clausesOf(sentence: string): readonly string[] {
	const clauses: string[] = [];
	let from = 0;
	for (const match of sentence.matchAll(joint)) {
		const [all, comma, onlyComma, verb = "", object = ""] = match;
		const before = sentence.slice(from, match.index);
		// A verb right behind a verb is one work with it: "find and fix".
		const also = /\b(?:also|then|plus)\b/i.test(all);
		if (!asks({ verb, object }) || goesOnWithNoun(before, object)) continue;
		if (!also && endsWithVerb(before)) continue;
		if (!separates(before, also || (comma ?? onlyComma) !== undefined)) continue;
		clauses.push(before.trim());
		from = match.index + all.length - verb.length;
	}
	return [...clauses, sentence.slice(from).trim()];
}

/** What somebody else does is no work of its own. */
function separates(before: string, clearly: boolean): boolean {
	const found = requestOf(before);
	if (found === null || /:\s/.test(found.object)) return false;
	return !others.test(found.object) && (clearly || !continued.test(found.object));
}
