/** Guesses from a sentence what kind of work it asks for. */

import { commitPrefix, withoutTicket } from "./goal-text.ts";
import { askingPattern, verbPattern } from "./task-verbs.ts";
import type { Kind } from "./words.ts";

/** The first that fits; `other` where none does. */
export function kindOf(sentence: string): Kind {
	const text = withoutTicket(sentence.trim().slice(0, 4_000));
	const prefix = commitPrefix.exec(text)?.[1]?.toLowerCase();
	if (prefix !== undefined) return ofPrefix.find(([pattern]) => pattern.test(prefix))?.[1] ?? "other";
	if (isQuestion(text)) return "explore";
	const guess = guesses.find(([, pattern]) => pattern.test(text))?.[0];
	return guess ?? (isComplaint(text) ? "bug" : "other");
}

const ofPrefix: readonly (readonly [RegExp, Kind])[] = [
	[/^(?:fix|bug|hotfix)/, "bug"],
	[/^doc/, "docs"],
	[/^test/, "tests"],
	[/^refactor/, "refactor"],
	[/deps/, "dependency"],
];

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
	[
		"docs",
		/^(?:the |our )?(?:readme|docs|documentation|changelog|(?:contributing|install\w*|setup|user|getting started) guide|tutorial|docstrings?|jsdoc)\b/i,
	],
	[
		"docs",
		/^(?:some |a few |several )?(?:typos?|spelling mistakes?)\b|^(?:write|create|add)\b(?: [\w-]+){0,4} (?:how-?tos?|faq|cheat ?sheet|runbook|adr)\b/i,
	],
	[
		"tests",
		/^(?:(?:we|i) (?:need|want) |need )?(?:(?:more|some|a few|better|missing|unit|integration|e2e|regression) )*(?:tests?|test coverage|coverage) (?:for|of|around|on)\b/i,
	],
	[
		"scaffold",
		/^(?:an? )?new (?:[\w-]+ )?(?:package|component|module|app|service|project|plugin|workspace|crate|library|extension)\b/i,
	],
	["scaffold", /^(?:an? )?(?:boilerplate|skeleton|scaffold(?:ing)?|starter|project template)\b/i],
	[
		"tests",
		opens("(?:adapt|adjust|update|extend) (?:the |our |all )?(?:unit |integration )?(?:tests?|specs?|snapshots?)"),
	],
	["docs", opens("document|comment|explain|describe|translate the (?:docs|readme)")],
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
			`${start}(?:upgrade|bump|downgrade|pin|install|uninstall|update|remove|replace|add|drop|migrate)\\b(?:[^.\\n]|\\.(?=\\S)){0,60}(?:\\b(?:dependenc(?:y|ies)|packages? (?:version|lock)|npm packages?|devdependenc(?:y|ies)|lock ?files?)\\b|\\b(?:package\\.json|go\\.mod|cargo\\.toml|pyproject\\.toml|requirements\\.txt|gemfile|composer\\.json|pom\\.xml)(?![\\w.])|\\bto (?:v|version )?\\d|@(?:\\d|\\^|latest))|${start}(?:upgrade|bump|downgrade)\\b|${start}(?:go|move|switch|migrate)\\b[^.\\n]{0,20} to [\\w@/.-]+ v?\\d`,
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
			"refactor|rename|extract|move|split|simplify|clean up|tidy up|inline|deduplicate|dedupe|restructure|reorgani[sz]e|convert|rewrite|unify|consolidate|modernise|modernize|reformat|decouple|merge|replace|break up|break down|flatten|untangle|get rid of|rip out|swap|(?:delete|remove)\\b(?:[^.\\n]|\\.(?=\\S)){1,60}\\b(?:unused|dead|(?:nothing|nobody|no one|none) (?:\\w+ )?(?:imports?|uses?|calls?|needs?))|pull [^.\\n]{1,60} (?:out|up|apart|into)|delete (?:dead|unused) code",
		),
	],
	["scaffold", opens("scaffold|bootstrap|generate|set up")],
	[
		"refactor",
		new RegExp(
			`${start}(?:use|make|turn|prefer)\\b[^.\\n]{0,60}\\b(?:early returns?|guard clauses?|(?:instead of|rather than|into) (?:an? |the )?(?:[\\w-]+ )?(?:class(?:es)?|functions?|hooks?|loops?|switch(?:es)?|callbacks?|promises?|enums?|unions?|ifs?|any|var|mixins?|constructors?|modules?|inheritance))\\b`,
			"i",
		),
	],
	[
		"scaffold",
		new RegExp(
			`${start}(?:add|create|make|build|introduce|implement|start)\\b(?: an?| the| another)?(?: new| empty| blank| minimal| basic)* (?:[\\w/\\x60@.-]+ ){0,3}(?:component|page|screen|endpoint|route|command|package|module|class|service|project|skeleton|boilerplate|template|controller|model|plugin|workspace|extension|crate|hook|view|migration)\\b`,
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
	/^(?:so,? |hey,? |please,? |i (?:want|would like|'d like) to (?:know|understand) |tell me |show me |find out |can you (?:tell|show) me |could you (?:tell|show) me |do you know |any (?:idea|clue) )?(?:where|why|how|what|which|who|whose|when (?:do|does|did|is|are|was|were|will|would|can|should)|does|do (?:we|you|they|i|any|these|those|our|users)|did|is|are|was|were|has|have (?:we|you|they|i|any)|whether)\b/i;
const explaining =
	/^(?:please,? |can you |could you |would you |kindly )*(?:explain|summari[sz]e|describe|outline|walk me through|map out|figure out (?:why|how|where|whether|which|what|who|if)|trace|analy[sz]e|give (?:me )?an overview|look into|investigate|find out|check (?:whether|if) (?:any\w*|we|there)|locate|list|explore|understand|tell me|show me|identify|find (?:all |every |the |where |out )|review)\b/i;
const written =
	/\b(?:in|to|into|as) (?:the |a |an |our )?(?:\w+ )?(?:readme|docs?|documentation|comments?|docstrings?|changelog|guide|\S+\.(?:md|mdx|rst|txt))\b/i;
const requested = new RegExp(
	`(?:[.!?;:\\n]\\s*|,?\\s+(?:and|then)\\s+)(?:please\\s+|then\\s+|also\\s+)*(?:${verbPattern})\\s+(?:it|them|this|that|these|those|the|an?|all|any)\\b`,
	"i",
);
const proposal = /^(?:how about|what about|what if|why (?:not|don't (?:we|you)))\b/i;

const opensWithRequest = new RegExp(
	`${start}(?:${verbPattern}|ensure|raise|give|use|keep|bring|swap|write|extend)\\b`,
	"i",
);
const wish =
	/^(?:we|i|users?|people|it would|would be|could|can|might|should|let'?s|maybe|please|new|an?|more|support|option|ability|allow|nice to have|idea|feature)\b/i;
const symptom =
	/\b(?:isn't|aren't|doesn't|don't|didn't|won't|can't|cannot|wasn't|(?:is|are|does|do|did|will|was|were|can) (?:not|never)|never|nothing|no longer|lost|lose[sd]?|drops?|duplicate[sd]?|twice|missing|ignored|ignores|cut off|overlaps?|flickers?|jumps?|freezes?|hangs?|stuck|off by|should(?:n't| not)|instead of|undefined|NaN|null pointer|panics?|segfaults?|flaky|blank|\w*Error\b|leaks?|accepts (?:empty|invalid)|too (?:much|little|big|small|long|short|wide|narrow|early|late|often|many|few)|mangled|garbled|swallow(?:s|ed)|disappears?|vanishes|outdated|(?:stays?|remains?|keeps?|goes|shows?|opens?|closes?|scrolls?|creates?|returns?|sends?|fires?|renders?|displays?|resets?|prints?)\b[^.\n]{1,60}\b(?:when|whenever|after|although|even|while|instead)|expected\b[^.\n]{0,60}\b(?:got|actual|but))\b|\bshould\b[^.\n]{1,60}\b(?:,? not|instead)\b|,\s*(?:not|instead of)\s/i;
/** "The lexer emits two tokens": what it does now, which would not be told if it were right. */
const tells =
	/^(?:the|our|my|this|in|on|\w+ing) (?:[\w`'"./()-]+ ){1,6}?(?:emits|returns|accepts|allows|removes|adds|creates|says|uses|reads|writes|points|links|appears|takes|gives|makes|leaves|sorts|counts|starts|ends|parses|prints|stays|scrolls|sends|converts|rounds|includes|contains|looks|has|leads|throws|lets|skips|repeats|ignores|claims|mentions|covers|hides|truncates)\b/i;
/** "Double click on a row opens two tabs": behind a plural of an imperative ("expire links …") no article follows. */
const declares =
	/^(?!(?:give|show|send|offer|tell|grant|save|teach|hand|pass|assign)\b)(?:[\w`'"“”/.()+-]+ ){1,6}?\w{2,}[^\Wsu]s (?:the|an?|two|its|our|my|no|every|["“`'])/i;
const lateFix = /(?:^|[,.!?;:–-]\s*)(?:please |pls |plz )?fix(?:[.!]|\s*$|\s*[(:]| (?:it|this|that|pls|please)\b)/im;

/** It tells what is wrong, and leaves it to be understood that it shall be mended. */
function isComplaint(text: string): boolean {
	if (lateFix.test(text)) return true;
	if (opensWithRequest.test(text) || wish.test(text)) return false;
	return symptom.test(text) || tells.test(text) || declares.test(text);
}

/** It asks to know something, and nowhere to change something. */
function isQuestion(text: string): boolean {
	if (proposal.test(text) || requested.test(text)) return false;
	if (asked.test(text)) return true;
	return explaining.test(text) && !written.test(text);
}
