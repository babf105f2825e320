/** Searches a checkout with ripgrep. */

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { minimatch } from "minimatch";
import * as z from "zod";
import type { Search, SearchMatch, SearchQuery, SearchResult } from "../core/ports.ts";
import { gitEnvironment } from "./environment.ts";
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

/** Searches what git does not ignore. Links are not followed; files with a null byte are passed over. */
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
	return run(program, place, query, signal);
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
		child.on("error", (error) => resolve(failed(`ripgrep could not be started: ${errorText(error)}`)));
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
	data: z.object({ path: textSchema, lines: textSchema, line_number: z.int() }),
});

function parseMatch(line: string): SearchMatch | null {
	if (!line.startsWith('{"type":"match"')) return null;
	const { data } = matchSchema.parse(JSON.parse(line));
	const path = data.path.replaceAll("\\", process.platform === "win32" ? "/" : "\\").replace(/^\.\//, "");
	const text = [...data.lines.replace(/\r?\n$/, "").slice(0, 2 * shownLine)].slice(0, shownLine).join("");
	return { path, line: data.line_number, text };
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
