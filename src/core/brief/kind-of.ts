/** Guesses from a sentence what kind of work it asks for. */

import { askingPattern, verbPattern } from "./task-verbs.ts";
import type { Kind } from "./words.ts";

/** The first that fits; `other` where none does. */
export function kindOf(sentence: string): Kind {
	const text = sentence.trim().slice(0, 4_000);
	if (isQuestion(text)) return "explore";
	return guesses.find(([, pattern]) => pattern.test(text))?.[0] ?? "other";
}

const start = `^${askingPattern}`;
const opens = (words: string) => new RegExp(`${start}(?:${words})\\b`, "i");
const contains = (words: string) => new RegExp(`\\b(?:${words})\\b`, "i");

const guesses: readonly (readonly [Kind, RegExp])[] = [
	[
		"bug",
		contains(
			"fix(?:es)? (?:the |this |a |all )?(?:failing|broken|flaky|red) (?:\\w+ )?(?:tests?|specs?|checks?|build)",
		),
	],
	["docs", opens("document|explain|describe|translate the (?:docs|readme)")],
	[
		"docs",
		new RegExp(
			`${start}(?:write|update|add|extend|improve|fix|correct|rewrite|create|proofread|sync|complete|regenerate|spell-?check)\\b(?: \\w+){0,6} (?:docs?|documentation|readme|changelog|docstrings?|jsdoc|guide|tutorial|typos?|contributing|release notes|(?:doc |code )?comments?)\\b`,
			"i",
		),
	],
	[
		"tests",
		new RegExp(
			`${start}(?:(?:write|add|create|extend|improve|increase|generate|backfill|complete|raise)\\b(?: [\\w-]+){0,4} (?:tests?|test cases?|specs?|(?:test |code )?coverage)|test|cover)\\b`,
			"i",
		),
	],
	[
		"dependency",
		new RegExp(
			`${start}(?:upgrade|bump|downgrade|pin|install|uninstall|update|remove|replace|add|drop|migrate)\\b[^.\\n]{0,60}(?:\\b(?:dependenc(?:y|ies)|packages? (?:version|lock)|npm packages?|devdependenc(?:y|ies)|lock ?files?)\\b|\\bto (?:v|version )?\\d|@(?:\\d|\\^|latest))|${start}(?:upgrade|bump|downgrade)\\b`,
			"i",
		),
	],
	[
		"bug",
		opens("fix|repair|resolve|solve|correct|debug|investigate and fix|handle the (?:error|crash|case)|stop|prevent"),
	],
	[
		"refactor",
		opens(
			"refactor|rename|extract|move|split|simplify|clean up|tidy up|inline|deduplicate|dedupe|restructure|reorgani[sz]e|convert|rewrite|unify|consolidate|modernise|modernize|reformat|decouple|merge|replace",
		),
	],
	["scaffold", opens("scaffold|bootstrap|generate|set up")],
	[
		"scaffold",
		new RegExp(
			`${start}(?:add|create|make|build|introduce|implement)\\b(?: an?| the| another)?(?: new)? (?:[\\w/-]+ ){0,3}(?:component|page|screen|endpoint|route|command|package|module|class|service|project|skeleton|boilerplate|template|controller|model|plugin|workspace|extension|hook|view|migration)\\b`,
			"i",
		),
	],
	[
		"bug",
		contains(
			"bugs?|crash(?:es|ed|ing)?|broken|throws|fails|does(?:n't| not) work|wrong(?:ly)?|incorrect(?:ly)?|regression|exception|stack ?trace",
		),
	],
];

const asked =
	/^(?:so,? |hey,? |please,? |i (?:want|would like|'d like) to (?:know|understand) |tell me |show me |find out |can you (?:tell|show) me |could you (?:tell|show) me |do you know )?(?:where|why|how|what|which|who|whose|when|does|do|did|is|are|was|were|has|have|whether)\b/i;
const explaining =
	/^(?:please,? |can you |could you |would you |kindly )*(?:explain|summari[sz]e|describe|outline|walk me through|trace|analy[sz]e|give (?:me )?an overview|look into|investigate|find out|locate|list|explore|understand|tell me|show me|identify|find (?:all |every |the |where |out )|review)\b/i;
const written =
	/\b(?:in|to|into|as) (?:the |a |an |our )?(?:\w+ )?(?:readme|docs?|documentation|comments?|docstrings?|changelog|guide|\S+\.(?:md|mdx|rst|txt))\b/i;
const requested = new RegExp(
	`(?:[.!?;:\\n]\\s*|,?\\s+(?:and|then)\\s+)(?:please\\s+|then\\s+|also\\s+)*(?:${verbPattern})\\s+(?:it|them|this|that|these|those|the|an?|all|any)\\b`,
	"i",
);
const proposal = /^(?:how about|what about|what if|why (?:not|don't (?:we|you)))\b/i;

/** It asks to know something, and nowhere to change something. */
function isQuestion(text: string): boolean {
	if (proposal.test(text) || requested.test(text)) return false;
	if (asked.test(text)) return true;
	return explaining.test(text) && !written.test(text);
}
