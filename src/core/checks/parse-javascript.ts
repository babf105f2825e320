/** Reads failing tests out of what vitest, jest, mocha and node's own runner print. */

import { type Failure, failureOf, type Place, placeOf } from "./failure.ts";
import { type Block, blocksOf, firstOf, lineAfter, textAfter } from "./lines.ts";
import { judgingKind } from "./tampering-paths.ts";

type Lines = readonly string[];

export function parseVitest(lines: Lines): readonly Failure[] {
	return blocksOf(lines, /^\s?FAIL {2}(?:\|[^|]*\| )?(\S.*)$/).flatMap((block) => {
		const name = (block.match[1] ?? "").replace(/ \[ .* \]$/, "");
		// Tests that fail alike are listed one below the other, before what they have in common.
		const next = lineAfter(lines, block.start + 1, /^(?!\s?FAIL {2})\s*\S/);
		// Jest names a project with as many spaces.
		if (next < 0 || /^\s*●/.test(lines[next] ?? "")) return [];
		const end = lineAfter(lines, next, /^\s?FAIL {2}|⎯⎯⎯\[\d+\/\d+\]⎯/);
		const [file = ""] = name.split(" > ");
		const within = { start: next, end: end < 0 ? lines.length : end };
		const own = firstOf(lines, within, (line) => ownPlace(line, file));
		const place = own ?? firstOf(lines, within, vitestPlace);
		return [failureOf("test", name, textAfter(lines, next), place ?? placeOf(file, "1"))];
	});
}

/** The test's own file is known by its name, which may have spaces in it. */
function ownPlace(line: string, file: string): Place | undefined {
	const match = /^\s*❯ (.+):(\d+):\d+\s*$/.exec(line);
	const where = match?.[1] ?? "";
	return where === file || where.endsWith(` ${file}`) ? placeOf(file, match?.[2] ?? "") : undefined;
}

function vitestPlace(line: string): Place | undefined {
	const match = /^\s*❯ (?:.* )?([^\s:]+):(\d+):\d+\s*$/.exec(line);
	return match ? placeOf(match[1] ?? "", match[2] ?? "") : undefined;
}

export function parseJest(lines: Lines): readonly Failure[] {
	if (lineAfter(lines, 0, /^\s*FAIL +\S/) < 0) return [];
	return blocksOf(lines, /^ {2}● (.+)$/)
		.filter(({ match }) => !/^Console$|^Test suite failed to run$/.test(match[1] ?? "") || isSuite(match))
		.map((block) => {
			const name = isSuite(block.match) ? `${suiteBefore(lines, block.start)}: did not run` : (block.match[1] ?? "");
			return failureOf("test", name, textAfter(lines, block.start + 1, block.end), stackPlace(lines, block));
		});
}

function isSuite(match: RegExpExecArray): boolean {
	return match[1] === "Test suite failed to run";
}

/** The name of a project may stand before the file, and how long it took behind it. */
function suiteBefore(lines: Lines, start: number): string {
	const heading = lines.slice(0, start).findLast((line) => /^\s*FAIL +\S/.test(line)) ?? "";
	const file = heading.replace(/^\s*FAIL +/, "").replace(/ \([\d.]+ m?s\)\s*$/, "");
	return file.split(/ {2,}/).at(-1)?.trim() ?? "";
}

/** Of the first frame in a test, so that the same test stays at its place; the first one in the project otherwise. */
function stackPlace(lines: Lines, { start, end }: Pick<Block, "start" | "end">): Place | undefined {
	const frames = lines.slice(start, end).flatMap((line) => {
		const match = /^\s*at (?:.*\(|async )?((?:file:\/\/)?[^\s()]+?):(\d+)(?::\d+)?\)?$/.exec(line);
		return (match && placeOf(match[1] ?? "", match[2] ?? "")) ?? [];
	});
	return frames.find(({ path }) => judgingKind(path) === "test") ?? frames[0];
}

export function parseMocha(lines: Lines): readonly Failure[] {
	const start = lineAfter(lines, 0, /^\s+\d+ failing\s*$/);
	if (start < 0) return [];
	const rest = lines.slice(start);
	return blocksOf(rest, /^ {2}\d+\) (.+)$/).map((block) => {
		const last = lineAfter(rest, block.start, /:\s*$/, block.end);
		const end = last < 0 ? block.start : last;
		const names = [block.match[1] ?? "", ...rest.slice(block.start + 1, end + 1)].map((line) => line.trim());
		const message = textAfter(rest, end + 1, block.end);
		return failureOf("test", names.join(" ").replace(/:$/, ""), message, stackPlace(rest, block));
	});
}

/** The list at the end of node's `spec` reporter. */
export function parseNodeSpec(lines: Lines): readonly Failure[] {
	const start = lineAfter(lines, 0, /^✖ failing tests:$/);
	if (start < 0) return [];
	const rest = lines.slice(start + 1);
	return blocksOf(rest, /^test at (.+):(\d+):\d+$/).flatMap((block) => {
		const [, path = "", line = ""] = block.match;
		// What is still to do is listed as well, and fails nothing.
		if (!(rest[block.start + 1] ?? "").startsWith("✖ ")) return [];
		const name = (rest[block.start + 1] ?? "").replace(/^✖ /, "").replace(/ \([\d.]+ms\)$/, "");
		return [
			failureOf(
				"test",
				name,
				saidAfter(rest, block.start + 2, block.end),
				nodePlace(rest, block) ?? placeOf(path, line),
			),
		];
	});
}

/** The frame in the test's own file is the line that failed; the heading names where the test begins. */
function nodePlace(lines: Lines, block: Block): Place | undefined {
	const place = stackPlace(lines, block);
	return place && place.path === placeOf(block.match[1] ?? "", "1")?.path ? place : undefined;
}

/** What is said in the first line; where that ends in a colon, what was compared stands below it. */
function saidAfter(lines: Lines, start: number, end: number): string {
	const at = lineAfter(lines, start, /\S/, end);
	const first = textAfter(lines, start, end);
	if (at < 0 || !first.endsWith(":")) return first;
	const compared = textAfter(lines, at + 1, end);
	return / !?={2,3} /.test(compared) ? `${first} ${compared}` : first;
}

export function parseTap(lines: Lines): readonly Failure[] {
	if (lineAfter(lines, 0, /^TAP version \d+|^1\.\.\d+|^# fail \d+/) < 0) return [];
	return blocksOf(lines, /^\s*(?:not )?ok \d+/).flatMap((block) => {
		const match = /^\s*not ok \d+(?: -)? ?(.*)$/.exec(block.match.input);
		if (!match || /# (?:todo|skip)\b/i.test(match[1] ?? "")) return [];
		// A group fails because of what is in it, which is told by itself.
		if (lineAfter(lines, block.start, /failureType: 'subtestsFailed'/, block.end) >= 0) return [];
		return [failureOf("test", match[1] ?? "", tapMessage(lines, block), tapPlace(lines, block))];
	});
}

function tapMessage(lines: Lines, block: Block): string {
	const at = lineAfter(lines, block.start, /^\s*(?:error|message): /, block.end);
	const text = at < 0 ? "" : (lines[at] ?? "").replace(/^\s*(?:error|message): /, "");
	return /^[|>]-?$/.test(text) ? saidAfter(lines, at + 1, block.end) : text.replace(/^(['"])(.*)\1$/, "$2");
}

function tapPlace(lines: Lines, block: Block): Place | undefined {
	return firstOf(lines, block, (line) => {
		const match = /^\s*(?:location|at): '?(?:.*\()?(.+?):(\d+)(?::\d+)?\)?'?$/.exec(line);
		return match ? placeOf(match[1] ?? "", match[2] ?? "") : undefined;
	});
}
