/** The tool `search`: lines that match, grouped by file; without a match, what would have matched. */

import * as z from "zod";
import type { Search, SearchMatch, SearchQuery } from "../ports.ts";
import { flagField, textField } from "./fields.ts";
import { cleanPath } from "./paths.ts";
import { countText } from "./quantities.ts";
import { done, failed, found, type Tool, type ToolContext, type ToolResult } from "./tool.ts";

const searchInput = z.object({
	pattern: textField,
	regex: flagField.optional().describe("default: literal text"),
	glob: textField.optional().describe("e.g. *.ts, src/**"),
	path: textField.optional().describe("folder or file"),
	caseSensitive: flagField.optional().describe("default true"),
});

type SearchInput = z.output<typeof searchInput>;

const matchLimit = 100;
/** Characters of the answer. */
const textLimit = 16 * 1_024;

export const searchTool: Tool<SearchInput> = {
	name: "search",
	description: "Finds lines in files. Answers path, then number: line.",
	input: searchInput,
	effect: "read",
	title: ({ pattern, path, glob }) => `Search “${pattern}”${place(path, glob)}`,
	needs: () => ({ kind: "nothing" }),
	run: searchProject,
};

function place(path: string | undefined, glob: string | undefined): string {
	const where = [cleanPath(path ?? ""), glob ?? ""].filter((part) => part !== "");
	return where.length === 0 ? "" : ` in ${where.join(", ")}`;
}

async function searchProject(input: SearchInput, { checkout }: ToolContext, signal: AbortSignal): Promise<ToolResult> {
	if (input.pattern === "") return failed("The pattern is empty: give the text to find, or use list for the files.");
	if (/[\r\n]/.test(input.pattern)) return failed("Matches lie within one line: search for one line of the text.");
	const query: SearchQuery = {
		pattern: input.pattern,
		regex: input.regex ?? false,
		caseSensitive: input.caseSensitive ?? true,
		glob: input.glob ?? "",
		path: cleanPath(input.path ?? ""),
		limit: matchLimit,
	};
	const result = await checkout.search.search(query, signal);
	if (result.kind === "failed") return failed(result.text);
	if (result.matches.length === 0) return noMatch(query, checkout.search, signal, result.truncated);
	const { text, shown } = grouped(result.matches);
	const cut = result.truncated || shown < result.matches.length;
	const count = countText(shown, "match", "matches");
	const notice = cut ? `\n(the first ${count}; there are more: narrow it with path, glob or a longer pattern)` : "";
	return found(text + notice, cut ? `first ${count}` : count);
}

function grouped(matches: readonly SearchMatch[]): { readonly text: string; readonly shown: number } {
	let text = "";
	let path = "";
	for (const [shown, match] of matches.entries()) {
		const heading = match.path === path ? "" : `${text === "" ? "" : "\n"}${match.path}\n`;
		const line = `${heading}${match.line}: ${match.text.trimEnd()}\n`;
		if (shown > 0 && text.length + line.length > textLimit) return { text: text.trimEnd(), shown };
		text += line;
		path = match.path;
	}
	return { text: text.trimEnd(), shown: matches.length };
}

interface Variant {
	readonly applies: boolean;
	readonly query: SearchQuery;
	readonly says: string;
}

async function noMatch(
	query: SearchQuery,
	search: Search,
	signal: AbortSignal,
	truncated: boolean,
): Promise<ToolResult> {
	const hints: string[] = truncated ? ["Not everything could be searched: name a path."] : [];
	for (const { applies, query: changed, says } of variants(query)) {
		if (!applies) continue;
		const result = await search.search({ ...changed, limit: 1 }, signal);
		if (result.kind === "matches" && result.matches.length > 0) hints.push(`There are matches ${says}.`);
	}
	return done(["No match.", ...hints].join(" "), "no match");
}

/** What a search that finds nothing is often meant to be; each is tried, so that a hint is a fact. */
function variants(query: SearchQuery): readonly Variant[] {
	const { pattern, regex, caseSensitive, glob, path } = query;
	return [
		{
			applies: !regex && /[\\^$.*+?()[\]{}|]/.test(pattern),
			query: { ...query, regex: true },
			says: "with regex: true",
		},
		{
			applies: regex && /[\\^$.*+?()[\]{}|]/.test(pattern),
			query: { ...query, regex: false },
			says: "with regex: false",
		},
		{ applies: caseSensitive, query: { ...query, caseSensitive: false }, says: "with caseSensitive: false" },
		{ applies: glob !== "", query: { ...query, glob: "" }, says: `without the glob ${glob}` },
		{ applies: path !== "", query: { ...query, path: "" }, says: `outside ${path}` },
	];
}
