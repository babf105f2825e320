/** Tells whether a brief's scope has no bounds, and why. */

import { globProblem, inScope } from "../scope/scope.ts";
import { namesPlace } from "./goal-text.ts";
import { verbPattern } from "./task-verbs.ts";

/** A sentence; null where something bounds it: globs, or a place that the goal names. */
export function unboundedBecause(prose: string, allowed: readonly string[], hasPlace: boolean): string | null {
	const whole = allowed.find(isWhole);
	if (whole !== undefined) return `The scope allows ${whole}, which is every file.`;
	if (allowed.length > 0) return null;
	const word = boundlessWord(prose);
	if (word !== null) return `The goal says “${word.replace(/\s+/g, " ")}”, and no globs say where that ends.`;
	return hasPlace ? null : "No globs say which files may be changed, and the goal names no place.";
}

/** What is said to be left alone, or has its place behind it ("everything in src/date.ts"), has an end. */
function boundlessWord(prose: string): string | null {
	for (const { 0: word, index } of prose.matchAll(boundless)) {
		const before = prose.slice(Math.max(0, index - 40), index);
		const behind = prose.slice(index + word.length, index + word.length + 40);
		if (leftAlone.test(before) || isPartOf(word, { before, behind })) continue;
		if (!hasPlaceBehind(prose.slice(index, index + 200))) return word;
	}
	return null;
}

const inWhole = /^(?:across|over|in|through|throughout) (?:the|our|this) \w+$/i;
/** Where a sentence begins with it, the person asks for something next: "in the app replace …". */
const begins = /(?:^|[.!?;:\n]\s*)$/;
const smallWord =
	/^(?:to|so|that|which|where|when|if|and|or|but|with|by|for|from|of|in|on|at|as|is|are|was|were|has|have|should|must|can|could|will|would|please|then|because|since|while|before|after|until|now|today|also|instead|using|via|we|it|they|i|you|not|still|again|first|into|onto|except|unless|without|together|twice|once|only|too|than|already|everywhere|anywhere|entirely|completely|does|do)$/i;

const verb = new RegExp(`^${verbPattern}$`, "i");

/** "In the tree view", "in the app's header": another noun behind it makes it a part. */
function isPartOf(word: string, { before, behind }: { readonly before: string; readonly behind: string }): boolean {
	if (!inWhole.test(word)) return false;
	if (/^['’]s /.test(behind)) return true;
	const [, next] = /^ ([a-z][\w-]*)/i.exec(behind) ?? [];
	return next !== undefined && !smallWord.test(next) && !(begins.test(before) && verb.test(next));
}

const leftAlone =
	/\b(?:don't|don’t|do not|must not|mustn't|shouldn't|should not|never|without|not|no need to)(?: \w+){0,2} $/i;

function hasPlaceBehind(text: string): boolean {
	const sentence = /^[^!?;\n]{0,160}/.exec(text)?.[0].split(/\.\s/, 1)[0] ?? "";
	return [...sentence.matchAll(/\b(?:in|under|inside|within|below|of|from|by) (?:the |our )?([^\s,;]+)/gi)].some(
		([, place = ""]) => namesPlace(place) || /^(?:it|there)$/i.test(place.replace(/\W+$/, "")),
	);
}

/** Names that nothing in a project has: a glob that means them means whatever there is. */
const anything = ["qz7.qz8", "qz7/qz8.qz9", "qz7/qz8/qz9.qz0"];

/** By what it matches, however it is written (`{src,**}`). `*.ts` bounds a task to a language at least. */
function isWhole(glob: string): boolean {
	return globProblem(glob) === null && anything.every((path) => inScope({ allowed: [glob], forbidden: [] }, path));
}

const many = "(?:all|every|each|any|all of|all the|all of the|all our|every single|each and every|whatever)";
const things =
	"(?:files?|folders?|director(?:y|ies)|modules?|components?|classes|class|functions?|methods?|packages?|pages?|screens?|views?|endpoints?|routes?|services?|tests?|places?|projects?|code|warnings?|errors?|bugs?|issues?|problems?|todos?|typos?|strings?|sources?|scripts?|layers?|repos?(?:itories)?|apps?|templates?|handlers?|occurrences?|usages?|imports?|dependenc(?:y|ies)|comments?|types?|queries|forms?|buttons?)";
const wholes =
	"(?:code ?base|code|project|repo(?:sitory)?|monorepo|app(?:lication)?|system|source(?: code| tree)?|tree|product|program|software|solution|workspace|site|website|platform|backend|frontend|front end|back end|api|library|extension|stack)";

const boundless = new RegExp(
	`\\b(?:everything|everywhere|every ?where|anything|anywhere|across the board|throughout|top to bottom|end to end rewrite|wherever|all over the place|as much as (?:you can|possible)|as many as (?:you can|possible)|whatever you (?:find|see|like|think)|anything else|and so on|(?<!\\/)etc(?!\\/)|${many}(?: \\w+){0,2} ${things}|(?:whole|entire|complete|full) (?:\\w+ )?${wholes}|(?:across|over|in|through|throughout) (?:all of )?(?:the|our|this) (?:\\w+ )?${wholes}|all (?:of )?(?:the|our|this|my)? ?(?:\\w+ )?${wholes}|project[ -]?wide|repo(?:sitory)?[ -]?wide|code ?base[ -]?wide|app(?:lication)?[ -]?wide|system[ -]?wide|globally)\\b`,
	"gi",
);
