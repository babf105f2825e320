/** Finds text without a search program: slower than one, but everywhere there and the same everywhere. */

import ignore, { type Ignore } from "ignore";
import { Minimatch } from "minimatch";
import type { Checkout, Files, FolderEntry, Search, SearchMatch, SearchQuery, SearchResult } from "../ports.ts";
import { linearPattern } from "./linear-regex.ts";
import { decodeText } from "./text-file.ts";

/** Larger files, in bytes, are not searched; more files than this are not either. */
const fileLimit = 2 * 1_024 * 1_024;
const fileCount = 20_000;
/** Characters of a matching line that are shown. */
const shownLine = 300;

/**
 * Searches a checkout by reading its files, in path order, without binary files, links, and what `.gitignore` files of
 * the folders on the way leave out. `truncated` also says that something was too large to be searched whole.
 */
export function searchText({ files }: Pick<Checkout, "files">): Search {
	return { search: (query, signal) => searchFiles(files, query, signal) };
}

async function searchFiles(files: Files, query: SearchQuery, signal: AbortSignal): Promise<SearchResult> {
	const matcher = lineMatcher(query);
	if (matcher.kind === "failed") return matcher;
	const start = await startOf(files, query.path, signal);
	if (start.kind === "failed") return start;
	const matchesGlob = globFilter(query.glob);
	const matches: SearchMatch[] = [];
	let truncated = false;
	let count = 0;
	for await (const file of walk(files, start, signal)) {
		signal.throwIfAborted();
		if (!matchesGlob(file.path)) continue;
		if (++count > fileCount) return { kind: "matches", matches, truncated: true };
		const found = await searchFile(files, file, matcher);
		truncated ||= found.truncated;
		for (const match of found.matches) {
			if (matches.length >= query.limit) return { kind: "matches", matches, truncated: true };
			matches.push(match);
		}
	}
	return { kind: "matches", matches, truncated };
}

interface LineMatcher {
	readonly kind: "pattern";
	matches(line: string): boolean;
}

function lineMatcher({ pattern, regex, caseSensitive }: SearchQuery): ReturnType<typeof linearPattern> {
	if (regex) return linearPattern(pattern, caseSensitive);
	if (caseSensitive) return { kind: "pattern", matches: (line) => line.includes(pattern) };
	const literal = new RegExp(pattern.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "iu");
	return { kind: "pattern", matches: (line) => literal.test(line) };
}

/** A glob without a slash matches names in any folder, one with a slash the whole path; `!` in front leaves out. */
function globFilter(glob: string): (path: string) => boolean {
	if (glob === "") return () => true;
	const pattern = new Minimatch(glob.endsWith("/") ? `${glob}**` : glob.replace(/^(!?)\//, "$1"), {
		matchBase: true,
		dot: true,
		nocomment: true,
	});
	return (path) => pattern.match(path);
}

interface Start {
	readonly kind: "start";
	readonly entries: readonly FolderEntry[];
	readonly ignored: readonly IgnoreRule[];
}

/** What a folder's `.gitignore` leaves out below it. */
interface IgnoreRule {
	readonly folder: string;
	readonly rules: Ignore;
}

async function startOf(
	files: Files,
	path: string,
	signal: AbortSignal,
): Promise<Start | { readonly kind: "failed"; readonly text: string }> {
	const folder = await files.list(path, listing, signal);
	// The rules of the folders above hold here too.
	const above = path.split("/").map((_, at, parts) => parts.slice(0, at).join("/"));
	const ignored: IgnoreRule[] = [];
	for (const parent of path === "" ? [] : above) ignored.push(...(await rulesOf(files, parent)));
	if (folder.kind === "folder") return { kind: "start", entries: [{ path, type: "folder", size: 0 }], ignored };
	if (folder.reason === "not-folder") return { kind: "start", entries: [{ path, type: "file", size: 0 }], ignored: [] };
	return { kind: "failed", text: folder.text };
}

const listing = { depth: 1, limit: 10_000 };

async function rulesOf(files: Files, folder: string): Promise<readonly IgnoreRule[]> {
	const read = await files.read(folder === "" ? ".gitignore" : `${folder}/.gitignore`);
	const decoded = read.kind === "file" ? decodeText(read.bytes) : undefined;
	return decoded?.kind === "text" ? [{ folder, rules: ignore().add(decoded.file.text) }] : [];
}

async function* walk(files: Files, start: Start, signal: AbortSignal): AsyncGenerator<FolderEntry> {
	for (const entry of start.entries) {
		if (entry.type === "file") yield entry;
		if (entry.type !== "folder") continue;
		const read = await files.list(entry.path, listing, signal);
		if (read.kind === "refused") continue;
		const hasRules = read.entries.some(({ path }) => path === ".gitignore" || path.endsWith("/.gitignore"));
		const ignored = hasRules ? [...start.ignored, ...(await rulesOf(files, entry.path))] : start.ignored;
		const entries = read.entries
			.filter((child) => !isIgnored(child, ignored))
			.toSorted((a, b) => (a.path < b.path ? -1 : 1));
		yield* walk(files, { kind: "start", entries, ignored }, signal);
	}
}

/** As git decides: the rule nearest to the file that says something about it. */
function isIgnored({ path, type }: FolderEntry, ignored: readonly IgnoreRule[]): boolean {
	for (const { folder, rules } of ignored.toReversed()) {
		const below = folder === "" ? path : path.slice(folder.length + 1);
		const verdict = rules.test(type === "folder" ? `${below}/` : below);
		if (verdict.ignored) return true;
		if (verdict.unignored) return false;
	}
	return false;
}

interface Found {
	readonly matches: readonly SearchMatch[];
	readonly truncated: boolean;
}

async function searchFile(files: Files, { path, size }: FolderEntry, { matches }: LineMatcher): Promise<Found> {
	if (size > fileLimit) return { matches: [], truncated: true };
	const read = await files.read(path);
	if (read.kind === "refused") return { matches: [], truncated: false };
	const decoded = decodeText(read.bytes);
	if (decoded.kind === "binary") return { matches: [], truncated: false };
	const found = decoded.file.text
		.split(/\r\n|\n|\r/)
		.flatMap((line, at) => (matches(line) ? [{ path, line: at + 1, text: line.slice(0, shownLine) }] : []));
	return { matches: found, truncated: false };
}
