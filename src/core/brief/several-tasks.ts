/** Finds out whether a goal asks for several pieces of work. */

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
	return asideWords(prose) ?? secondHeading(prose) ?? listedTask(text) ?? askedTask(text.replace(listLine, "\n"));
}

const aside =
	/\b(?:while (?:you(?:'re| are)|we(?:'re| are)|i(?:'m| am)) (?:at it|there)|while at it|(?:a few|some|a couple of|several|various) (?:other|unrelated|different|small|more) (?:things|tasks|changes|fixes|issues|bugs|improvements)|(?:two|three|four|five|several|multiple) (?:unrelated |separate |different )?(?:things|tasks|features|bugs|issues))\b/i;

function asideWords(prose: string): string | null {
	return aside.exec(prose)?.[0] ?? null;
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
	if (lines.length < 2) return inlineItems(prose).filter(isTask)[1] ?? null;
	const lead = prose.slice(0, prose.search(listLine)).trim();
	if (lead.endsWith(":") && isTask(lead.split(/[.!?]\s+|\n/).at(-1) ?? "")) return null;
	return lines.filter(isTask)[1] ?? null;
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
	const text = clause.trim();
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
	/\b(?:can|could|may|might|should|must|will|would|able to|in order to|lets?|allows?|users?|people|they|we|you|I|someone|somebody|anyone|clients?|admins?|customers?)\b/;
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
		const also = /\b(?:also|then|plus)\b/i.test(all);
		if (!asks({ verb, object }) || goesOnWithNoun(before, object)) continue;
		if (!separates(before, also || (comma ?? onlyComma) !== undefined)) continue;
		clauses.push(before.trim());
		from = match.index + all.length - verb.length;
	}
	return [...clauses, sentence.slice(from).trim()];
}

/** A verb right behind a verb is one work with it ("find and fix"), as is one of what somebody else does. */
function separates(before: string, clearly: boolean): boolean {
	const found = requestOf(before);
	if (found === null || endsWithVerb(before) || /:\s/.test(found.object)) return false;
	return !others.test(found.object) && (clearly || !continued.test(found.object));
}
