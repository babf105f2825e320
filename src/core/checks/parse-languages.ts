/** Reads failing tests out of what the runners of Rust, Ruby and PHP print. */

import { type Failure, failureOf, type Place, placeOf } from "./failure.ts";
import { blocksOf, firstOf, lineAfter, textAfter } from "./lines.ts";
import { judgingKind } from "./tampering-paths.ts";

type Lines = readonly string[];

export function parseCargo(lines: Lines): readonly Failure[] {
	const tests = blocksOf(lines, /^---- (.+) stdout ----$|^failures:$/).flatMap((block) => {
		const name = block.match[1];
		if (name === undefined) return [];
		const at = lineAfter(lines, block.start, /panicked at /, block.end);
		const panic = lines[at] ?? "";
		const old = /panicked at '(.*)', (\S+):(\d+):\d+$/.exec(panic);
		const now = /panicked at (\S+):(\d+):\d+:$/.exec(panic);
		const message = old?.[1] ?? textAfter(lines, (at < 0 ? block.start : at) + 1, block.end);
		const place = old ? placeOf(old[2] ?? "", old[3] ?? "") : now ? placeOf(now[1] ?? "", now[2] ?? "") : undefined;
		return [failureOf("test", name, message, place)];
	});
	return [...tests, ...nextest(lines), ...rustErrors(lines)];
}

function nextest(lines: Lines): readonly Failure[] {
	const headings = /^\s+(?:FAIL|ABORT|TIMEOUT|SIG[A-Z]+|LEAK-FAIL) \[\s*[>\d.]+s\] (?:\([^)]*\) )?(\S.*?)\s*$/;
	const names = new Set(lines.flatMap((line) => headings.exec(line)?.[1] ?? []));
	if (names.size === 0) return [];
	const panics = new Map<string, number>();
	for (const [at, line] of lines.entries()) {
		const thread = /^\s*thread '([^']+)'.* panicked at /.exec(line)?.[1];
		if (thread !== undefined && !panics.has(thread)) panics.set(thread, at);
	}
	return [...names].map((name) => {
		const at = panics.get(name.split(" ").at(-1) ?? name) ?? -1;
		const place = /panicked at (\S+):(\d+):\d+:$/.exec(lines[at] ?? "");
		const message = at < 0 ? "" : textAfter(lines, at + 1);
		return failureOf("test", name, message, place ? placeOf(place[1] ?? "", place[2] ?? "") : undefined);
	});
}

function rustErrors(lines: Lines): readonly Failure[] {
	return blocksOf(lines, /^error(\[E\d+\])?: (.+)$/).flatMap((block) => {
		const arrow = /^\s+--> (\S+?):(\d+):\d+$/.exec(lines[block.start + 1] ?? "");
		const place = arrow ? placeOf(arrow[1] ?? "", arrow[2] ?? "") : undefined;
		if (!place) return [];
		return [failureOf("error", (block.match[1] ?? "error").replace(/[[\]]/g, ""), block.match[2] ?? "", place)];
	});
}

export function parseRspec(lines: Lines): readonly Failure[] {
	const sections = blocksOf(lines, /^ {2}\d+\) (.+)$|^Failed examples:$/);
	return lines.flatMap((line) => {
		const match = /^rspec '?(\S+?)(?::(\d+)|\[[\d:]+\])'? # (.+)$/.exec(line);
		if (!match) return [];
		const [, path = "", number = "1", name = ""] = match;
		const section = sections.find((block) => block.match[1] === name);
		const error = section ? lineAfter(lines, section.start, /Failure\/Error:/, section.end) : -1;
		const message = section && error >= 0 ? textAfter(lines, error + 1, section.end) : "";
		return [failureOf("test", name, message, placeOf(path, number))];
	});
}

/** Rails leaves the numbers away. */
export function parseMinitest(lines: Lines): readonly Failure[] {
	return blocksOf(lines, /^(?:\s+\d+\) )?(?:Failure|Error):$|^\d+ runs, /).flatMap((block) => {
		const head = /^(\S+#.+?)(?: \[(.+):(\d+)\])?:$/.exec(lines[block.start + 1] ?? "");
		if (!head) return [];
		const name = head[1] ?? "";
		const frames = lines.slice(block.start, block.end);
		const place = head[2] === undefined ? rubyFrame(frames, name) : placeOf(head[2], head[3] ?? "");
		return [failureOf("test", name, textAfter(lines, block.start + 2, block.end), place)];
	});
}

/** The frame in the test itself; the first one otherwise. */
function rubyFrame(lines: Lines, name: string): Place | undefined {
	const method = name.split("#").at(-1) ?? "";
	const frames = lines.flatMap((line) => {
		const match = /^\s+(\S+\.rb):(\d+):in (.*)$/.exec(line);
		const place = match ? placeOf(match[1] ?? "", match[2] ?? "") : undefined;
		return place ? [{ place, where: match?.[3] ?? "" }] : [];
	});
	return (frames.find(({ where }) => where.includes(method)) ?? frames[0])?.place;
}

export function parsePhpunit(lines: Lines): readonly Failure[] {
	if (lineAfter(lines, 0, /^PHPUnit |^FAILURES!$|^ERRORS!$/) < 0) return [];
	return blocksOf(lines, /^\d+\) (\S+::.+)$|^(?:FAILURES|ERRORS)!$/).flatMap((block) => {
		const name = block.match[1];
		if (name === undefined) return [];
		const places = lines.slice(block.start, block.end).flatMap((line) => {
			const match = /^(\S+\.php):(\d+)$/.exec(line);
			return (match && placeOf(match[1] ?? "", match[2] ?? "")) ?? [];
		});
		const place = places.find(({ path }) => judgingKind(path) === "test") ?? places[0];
		return [failureOf("test", name, textAfter(lines, block.start + 1, block.end), place)];
	});
}

export function parsePest(lines: Lines): readonly Failure[] {
	return blocksOf(lines, /^\s+FAILED {2}(\S+ > .+?)(?: {2,}\S+)?\s*$|^\s+Tests: {2,}\d+/).flatMap((block) => {
		const name = block.match[1];
		if (name === undefined) return [];
		const place = firstOf(lines, block, (line) => {
			const match = /^\s+at (\S+\.php):(\d+)\s*$/.exec(line);
			return match ? placeOf(match[1] ?? "", match[2] ?? "") : undefined;
		});
		return [failureOf("test", name, textAfter(lines, block.start + 1, block.end), place)];
	});
}
