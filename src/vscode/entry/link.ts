/** Reads `…/delegate?goal=…` links: anybody can write one, on any page, so that what is not expected refuses the whole link. */

import { type Brief, parseBrief } from "../../core/task/brief.ts";

export type LinkRead =
	| { readonly kind: "link"; readonly brief: Brief }
	| { readonly kind: "refused"; readonly text: string };

/** Characters of a whole query. */
const longestQuery = 8_000;

interface Parameter {
	/** How often it may stand in a link. */
	readonly most: number;
	/** Characters of each value. */
	readonly longest: number;
}

/**
 * A link can say what is to be done and within which limits. It can name no model, owner or base and bring no files: those
 * are the person's.
 */
const parameters = {
	goal: { most: 1, longest: 2_000 },
	done: { most: 1, longest: 1_000 },
	kind: { most: 1, longest: 20 },
	mode: { most: 1, longest: 20 },
	budget: { most: 1, longest: 10 },
	check: { most: 10, longest: 300 },
	allow: { most: 40, longest: 300 },
	forbid: { most: 40, longest: 300 },
} as const satisfies Readonly<Record<string, Parameter>>;

type Name = keyof typeof parameters;

/** `query` as the editor gives it: decoded once already, which is why a text's own `&` is written `%2526`. */
export function readLink(path: string, query: string): LinkRead {
	if (path !== "/delegate")
		return refuse(`it asks for ${JSON.stringify(path.slice(0, 60))}, which Remit does not know`);
	if (query.length > longestQuery) return refuse("it is too long");
	const values = new Map<Name, string[]>();
	for (const part of query.split("&").filter((each) => each !== "")) {
		const problem = take(part, values);
		if (problem !== null) return refuse(problem);
	}
	return briefOf(values);
}

/** Null when it was taken. */
function take(part: string, values: Map<Name, string[]>): string | null {
	const at = part.indexOf("=");
	const name = at < 0 ? part : part.slice(0, at);
	const value = decoded(at < 0 ? "" : part.slice(at + 1))
		.replaceAll("\r\n", "\n")
		.trim();
	if (!isName(name))
		return `it has ${JSON.stringify(name.slice(0, 40))}, which no link may have (an & within a text is written %2526)`;
	const { most, longest } = parameters[name];
	const taken = values.get(name) ?? [];
	if (taken.length >= most)
		return most === 1 ? `it has ${name} more than once` : `it has ${name} more than ${most} times`;
	if (value === "") return `its ${name} is empty`;
	if (value.length > longest) return `its ${name} is longer than ${longest} characters`;
	if ((name === "goal" || name === "done" ? unseenInText : unseenInLine).test(value))
		return `its ${name} has characters that cannot be seen`;
	values.set(name, [...taken, value]);
	return null;
}

/** Whatever could make a text look other than it is. Line feeds are seen in a text, and never belong to a line. */
const unseenInText = /(?![\n\t])[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;
const unseenInLine = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;

function briefOf(values: ReadonlyMap<Name, readonly string[]>): LinkRead {
	const first = (name: Name) => values.get(name)?.[0];
	const [goal, budget] = [first("goal"), first("budget")];
	if (goal === undefined) return refuse("it has no goal");
	if (budget !== undefined && !/^\d{1,4}(?:\.\d{1,2})?$/.test(budget))
		return refuse("its budget is no amount in dollars, such as 1.50");
	const allowed = values.get("allow") ?? [];
	const forbidden = values.get("forbid") ?? [];
	const parsed = parseBrief({
		goal,
		...given("definitionOfDone", first("done")),
		...given("kind", first("kind")),
		...given("mode", first("mode")),
		...given("checks", values.get("check")),
		...given("budget", budget === undefined ? undefined : { money: Number(budget) }),
		...given("scope", allowed.length + forbidden.length === 0 ? undefined : { allowed, forbidden }),
	});
	return parsed.kind === "brief" ? { kind: "link", brief: parsed.brief } : refuse(parsed.text);
}

function given(field: keyof Brief, value: unknown): Readonly<Record<string, unknown>> {
	return value === undefined ? {} : { [field]: value };
}

function isName(name: string): name is Name {
	return Object.hasOwn(parameters, name);
}

/** What is no percent encoding of a text is what it says: `100%`. */
function decoded(value: string): string {
	return value.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
		try {
			return decodeURIComponent(encoded);
		} catch {
			return encoded;
		}
	});
}

function refuse(because: string): LinkRead {
	return { kind: "refused", text: `Remit did not follow a link: ${because}${/[.!?]$/.test(because) ? "" : "."}` };
}
