/** The verbs with which work is asked for, and with which of them a sentence only says how the same work is done. */

const verbs = [
	...["add", "implement", "create", "build", "write", "introduce", "develop", "design", "make", "support", "provide"],
	...["fix", "repair", "resolve", "solve", "debug", "correct", "investigate", "diagnose", "handle", "address"],
	...["remove", "delete", "drop", "deprecate", "disable", "enable", "hide", "show", "display", "revert"],
	...["rename", "refactor", "rewrite", "rework", "restructure", "reorganise", "reorganize", "simplify", "extract"],
	...["split", "merge", "move", "inline", "convert", "port", "migrate", "replace", "switch", "change", "turn"],
	...["update", "upgrade", "bump", "downgrade", "install", "pin", "patch", "modernise", "modernize"],
	...["document", "translate", "localise", "localize", "describe", "explain", "format", "reformat", "lint", "type"],
	...["improve", "optimise", "optimize", "tune", "cache", "speed up", "clean up", "tidy up", "reduce", "harden"],
	...["set up", "configure", "integrate", "connect", "wire", "hook up", "deploy", "publish", "release", "ship"],
	...["generate", "scaffold", "bootstrap", "test", "cover", "mock", "validate", "sort", "redesign", "restyle"],
	...["stop", "allow", "let", "expose", "export", "import", "log", "track", "store", "save", "load", "parse", "render"],
	...["deduplicate", "dedupe", "unify", "consolidate", "centralise", "centralize", "standardise", "standardize"],
	...[
		"finish",
		"complete",
		"start on",
		"work on",
		"look at",
		"look into",
		"clean",
		"rebuild",
		"redo",
		"rip out",
		"get rid of",
		"swap",
		"strip",
		"wrap",
		"put",
		"tweak",
		"adjust",
		"teach",
		"prevent",
	],
	...["backfill", "seed", "encrypt", "sanitise", "sanitize", "paginate", "throttle", "internationalise", "audit"],
] as const;

const longestFirst = [...verbs].toSorted((one, two) => two.length - one.length);

/** For use in a pattern, without boundaries. */
export const verbPattern = `(?:${longestFirst.map((verb) => verb.replaceAll(" ", "\\s+")).join("|")})`;

/** These are nouns as well ("the test runner"): a clause begins with one of them only if a thing follows that is named as one. */
const nouns =
	/^(?:type|test|log|import|export|show|cache|track|patch|store|format|release|design|document|support|cover|pin|change|display|update|upgrade|merge|split|port|switch|turn|move|load|save|render|lint|audit|seed|mock|sort|stop|let|allow|address|handle|build|drop|display|debug|ship|deploy|install|delete|parse|make|provide|describe|type|hide|inline|wire|connect|put|swap|strip|wrap|tweak|clean|complete|finish)$/i;
const namedThing =
	/^(?:the|an?|all|every|each|our|my|your|this|these|those|any|some|its|their|it|them|[`"'(]|[\w./-]+\.\w+\b)/i;

export interface Request {
	readonly verb: string;
	readonly object: string;
}

/** Whether verb and object are a request rather than two nouns. */
export function asks({ verb, object }: Request): boolean {
	return (
		object !== "" &&
		!/^(?:of|and|or|is|are|was)\b/i.test(object) &&
		(!nouns.test(verb) || namedThing.test(object) || /^[A-Z]\w/.test(object))
	);
}

/** Whether the word behind "and" goes on with a noun: "a search and replace dialog". */
export function goesOnWithNoun(clause: string, object: string): boolean {
	return /\b(?:an?|the) [\w-]+$/i.test(clause.trimEnd()) && !namedThing.test(object);
}

const ends = new RegExp(`\\b${verbPattern}$`, "i");

/** "Add create and delete methods", "find and fix": the verb before the "and" is none of a request of its own. */
export function endsWithVerb(clause: string): boolean {
	return ends.test(clause.trimEnd());
}

/** What comes before the verb of a request. */
export const askingPattern =
	"(?:please\\s+|kindly\\s+|first(?:ly)?,?\\s+|second(?:ly)?,?\\s+|third(?:ly)?,?\\s+|next,?\\s+|finally,?\\s+|lastly,?\\s+|also,?\\s+|then,?\\s+|additionally,?\\s+|after(?:wards| that),?\\s+|(?:once|when) (?:that|this|it)\\b[^,.\\n]{0,40},\\s+|can you\\s+|could you\\s+|would you\\s+|let'?s\\s+|(?:i|we) (?:want|need|would like|'d like)(?: you)? to\\s+|you (?:should|must|need to)\\s+|(?:i|we) (?:should|must)\\s+)*";

/** What accompanies every piece of work: its tests, its documents, its callers. Tried on what follows the verb. */
const companions =
	/^(?:(?:an?|the|some|any|all|its|their|your|this|that|those|these|new|more|of|missing|necessary|relevant|related|corresponding|matching|affected|existing|according|appropriate|unit|integration|regression|e2e|end-to-end|failing|all of|every|each|public|few|good|proper|small|short|simple|one|two|three)\s+)*(?:tests?\b|specs?\b|coverage\b|test cases?\b|snapshots?\b|docs?\b|documentation\b|docstrings?\b|jsdoc\b|readme\b|changelog\b|comments?\b(?! (?:on|to|for|section|box|form))|imports?\b|callers?\b|call sites?\b|callsites?\b|usages?\b|uses\b|references?\b|types?\b|typings?\b|type definitions?\b|example\b|examples\b|fixtures?\b|sure\b|certain\b|entry\b)/i;
/** The same thing again. */
const sameThing =
	/^(?:it|its|them|their|this|that|those|these|both|each|ours|mine|the (?:same|result|results|rest|old|new|latter|former|previous|original|duplicate|leftover)|accordingly)\b/i;

/** What has to follow when something changes. */
const surroundings =
	/^(?:(?:the|our|its|all) )*(?:\w+ )?(?:ci\b|pipeline|workflows?|lock ?files?|config\w*|manifests?|code\b|schemas?|matrix|engines?|settings|paths?)/i;
/** With these one sees to it that the rest fits. */
const adapting =
	/^(?:add|write|create|update|adapt|adjust|change|extend|provide|cover|document|test|fix|make|generate|introduce|rename|type|describe|show|correct|build|implement|refactor)$/i;
const referring = /\b(?:in|of|with|for|from|to|into|on|at|by|around) (?:it|them|both|each other)[.,!]?$/i;

/** Nothing is in the object that was not spoken of already. */
function isSaid(object: string, before: string): boolean {
	const said = before.toLowerCase();
	const words =
		object
			.toLowerCase()
			.match(/[a-z]{3,}/g)
			?.filter((word) => !/^(?:the|and|all|its|our)$/.test(word)) ?? [];
	return words.length > 0 && words.length < 4 && words.every((word) => new RegExp(`\\b${word}\\b`).test(said));
}

/** Whether the request belongs to the one that was made before it. */
export function accompanies({ verb, object }: Request, before = ""): boolean {
	if (sameThing.test(object) || referring.test(object) || isSaid(object, before)) return true;
	if (/^(?:update|adapt|adjust)$/i.test(verb) && surroundings.test(object)) return true;
	return adapting.test(verb) && companions.test(object);
}
