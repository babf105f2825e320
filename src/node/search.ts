/** Searches a checkout with ripgrep. */

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { minimatch } from "minimatch";
import * as z from "zod";
import type { Files, Search, SearchMatch, SearchQuery, SearchResult } from "../core/ports.ts";
import { decodeText } from "../core/tools/text-file.ts";
import { gitEnvironment } from "./environment.ts";
import { makeFiles } from "./files.ts";
import { follow, type Inside, locate } from "./paths.ts";
import { errorText } from "./system-error.ts";

export interface RipgrepSearch {
	/** The folder to search, a real path. */
	readonly root: string;
	/** The program's path; null: there is none. */
	readonly ripgrep: string | null;
	/** What searches when there is no ripgrep. */
	readonly fallback: Search | null;
}

/** The most characters of a line that a match shows. */
const shownLine = 300;

/**
 * Searches what git does not ignore. Links are not followed; files with a null byte are passed over. ripgrep only says
 * where something is: the lines come from the files as `read` gives them, so that nothing is shown of a file that may not
 * be read, or of one outside that a link led to meanwhile.
 */
export function makeSearch({ root, ripgrep, fallback }: RipgrepSearch): Search {
	if (ripgrep !== null) return { search: (query, signal) => searchWith(ripgrep, root, query, signal) };
	return fallback ?? { search: async () => failed("Searching needs ripgrep: install it so that `rg` is on the PATH.") };
}

async function searchWith(
	program: string,
	root: string,
	query: SearchQuery,
	signal: AbortSignal,
): Promise<SearchResult> {
	signal.throwIfAborted();
	if (query.pattern === "" || query.pattern.includes("\0"))
		return failed("The pattern must not be empty or hold a null byte.");
	const named = await locate(root, query.path);
	const place = named.kind === "inside" ? await follow(named, query.path) : named;
	if (place.kind === "refused") return failed(place.text);
	const found = await run(program, place, query, signal);
	return found.kind === "failed" ? found : { ...found, matches: await readMatches(root, found.matches, signal) };
}

async function readMatches(
	root: string,
	matches: readonly SearchMatch[],
	signal: AbortSignal,
): Promise<readonly SearchMatch[]> {
	const files = makeFiles(root);
	const lines = new Map<string, readonly string[]>();
	for (const path of new Set(matches.map((match) => match.path))) {
		signal.throwIfAborted();
		lines.set(path, await linesOf(files, path));
	}
	return matches.flatMap((match) => {
		const text = lines.get(match.path)?.[match.line - 1];
		return text === undefined ? [] : [{ ...match, text: cut(text) }];
	});
}

/** As ripgrep counts them: a line ends with a line feed. */
async function linesOf(files: Files, path: string): Promise<readonly string[]> {
	const read = await files.read(path);
	if (read.kind === "refused") return [];
	const decoded = decodeText(read.bytes);
	const text = decoded.kind === "text" ? decoded.file.text : new TextDecoder().decode(read.bytes);
	return text.split("\n").map((line) => line.replace(/\r$/, ""));
}

function cut(line: string): string {
	return [...line.slice(0, 2 * shownLine)].slice(0, shownLine).join("");
}

/** `--glob` is not used for the query's own glob: ripgrep would then also search ignored files that match it. */
function searchArguments(place: Inside, query: SearchQuery): readonly string[] {
	return [
		...["--no-config", "--json", "--sort", "path", "--hidden", "--no-messages", "--max-filesize", "20M"],
		...["--no-require-git", "--no-ignore-dot", "--no-ignore-global", "--glob", "!.git", "--crlf", "--no-follow"],
		query.caseSensitive ? "--case-sensitive" : "--ignore-case",
		...(query.regex ? [] : ["--fixed-strings"]),
		...["--regexp", query.pattern, "--", place.path === "" ? "." : `./${place.path}`],
	];
}

function run(program: string, place: Inside, query: SearchQuery, signal: AbortSignal): Promise<SearchResult> {
	return new Promise((resolve, reject) => {
		const child = spawn(program, searchArguments(place, query), {
			cwd: place.root,
			env: gitEnvironment(process.env),
			stdio: ["ignore", "pipe", "pipe"],
			windowsHide: true,
		});
		const matches: SearchMatch[] = [];
		let said = "";
		const end = () => child.kill("SIGKILL");
		signal.addEventListener("abort", end, { once: true });
		child.on("error", (error) => resolve(failed(`ripgrep could not be started: ${errorText(error)}`)));
		// Where too many files are open, it has no streams either.
		if (child.pid === undefined) return;
		child.stderr.on("data", (chunk: Buffer) => {
			said += chunk.toString();
		});
		createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY }).on("line", (line) => {
			if (matches.length > query.limit) {
				end();
				return;
			}
			const match = parseMatch(line);
			if (match !== null && matchesGlob(match.path, query.glob)) matches.push(match);
		});
		child.on("close", (code) => {
			signal.removeEventListener("abort", end);
			if (signal.aborted) reject(signal.reason);
			else if (code === 2 && matches.length === 0 && said.trim() !== "") resolve(failed(patternProblem(said)));
			else
				resolve({ kind: "matches", matches: matches.slice(0, query.limit), truncated: matches.length > query.limit });
		});
	});
}

const textSchema = z.union([
	z.object({ text: z.string() }).transform(({ text }) => text),
	z.object({ bytes: z.string() }).transform(({ bytes }) => Buffer.from(bytes, "base64").toString()),
]);

/** ripgrep's `--json` messages; all but `match` are passed over. */
const matchSchema = z.object({
	type: z.literal("match"),
	data: z.object({ path: textSchema, line_number: z.int() }),
});

function parseMatch(line: string): SearchMatch | null {
	if (!line.startsWith('{"type":"match"')) return null;
	const { data } = matchSchema.parse(JSON.parse(line));
	const path = data.path.replaceAll("\\", process.platform === "win32" ? "/" : "\\").replace(/^\.\//, "");
	return { path, line: data.line_number, text: "" };
}

/** A glob without a slash is about the name alone, as in .gitignore. */
function matchesGlob(path: string, glob: string): boolean {
	if (glob === "") return true;
	return minimatch(path, glob.replace(/^\.?\//, ""), { dot: true, matchBase: !glob.includes("/") });
}

function patternProblem(said: string): string {
	const lines = said.trim().replace(/^rg: /, "");
	return `The search failed: ${lines}\nUse plain text instead of a regular expression, or a simpler one.`;
}

function failed(text: string): SearchResult {
	return { kind: "failed", text };
}
