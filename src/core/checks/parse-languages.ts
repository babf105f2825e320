/** Reads failing tests out of what the runners of Python, Go, Rust, Ruby and PHP print. */

import { type Failure, failureOf, type Place, placeOf } from "./failure.ts";
import { blocksOf, firstOf, lineAfter, textAfter } from "./lines.ts";

type Lines = readonly string[];

export function parsePytest(lines: Lines): readonly Failure[] {
	const places = pytestPlaces(lines);
	return lines.flatMap((line) => {
		const match = /^(?:FAILED|ERROR) (\S+\.py(?:::.*?)?)(?: - (.*))?$/.exec(line);
		if (!match) return [];
		const [, name = "", message = ""] = match;
		const [path = "", ...tests] = name.split("::");
		return [failureOf("test", name, message, places.get(tests.join(".")) ?? placeOf(path, "1"))];
	});
}

/** By the headings of the sections, the last line that a traceback names. */
function pytestPlaces(lines: Lines): ReadonlyMap<string, Place> {
	const places = new Map<string, Place>();
	for (const block of blocksOf(lines, /^_{3,} (?:ERROR (?:at \w+ of|collecting) )?(\S.*?) _{3,}$|^={3,} /)) {
		const name = block.match[1];
		if (name === undefined) continue;
		for (const line of lines.slice(block.start, block.end)) {
			const match = /^(\S+\.py):(\d+): (?:\w|in )/.exec(line);
			const place = match ? placeOf(match[1] ?? "", match[2] ?? "") : undefined;
			if (place) places.set(name, place);
		}
	}
	return places;
}

export function parseUnittest(lines: Lines): readonly Failure[] {
	return blocksOf(lines, /^(?:FAIL|ERROR): (\S.*)$|^Ran \d+ tests? in /).flatMap((block) => {
		const name = block.match[1];
		if (
			name === undefined ||
			!/^-{20,}$/.test(lines[block.start + 1] ?? "") ||
			!/^={20,}$/.test(lines[block.start - 1] ?? "")
		)
			return [];
		const place = lines.slice(block.start, block.end).reduce<Place | undefined>((last, line) => {
			const match = /^\s*File "(.+)", line (\d+)/.exec(line);
			return (match && placeOf(match[1] ?? "", match[2] ?? "")) ?? last;
		}, undefined);
		const message = lines
			.slice(block.start + 2, block.end)
			.find(
				(line) => /^[A-Za-z_][\w.]*(?:Error|Exception|Failure)?\b(?::|$)/.test(line) && !line.startsWith("Traceback"),
			);
		return [failureOf("test", name, message ?? "", place)];
	});
}

export function parseGo(lines: Lines): readonly Failure[] {
	const text = goText(lines);
	const blocks = blocksOf(text, /^\s*--- (?:FAIL|PASS|SKIP): (\S+)|^(?:FAIL|ok|PASS)\b/);
	const failed = blocks.filter(({ match }) => /--- FAIL/.test(match[0]));
	const names = failed.map(({ match }) => match[1] ?? "");
	return failed.flatMap((block) => {
		const name = block.match[1] ?? "";
		// A test fails because of its subtests, which are told by themselves.
		if (names.some((other) => other.startsWith(`${name}/`))) return [];
		const said = firstOf(
			text,
			{ start: block.start + 1, end: block.end },
			(line) => /^\s+(\S+\.go):(\d+): (.*)$/.exec(line) ?? undefined,
		);
		const message = said?.[3] ?? textAfter(text, block.start + 1, block.end);
		return [failureOf("test", name, message, said && placeOf(said[1] ?? "", said[2] ?? ""))];
	});
}

/** What `go test -json` wraps, unwrapped. */
function goText(lines: Lines): Lines {
	const parts = lines.flatMap((line) => {
		const match = /^\{.*"Action":"output".*"Output":("(?:[^"\\]|\\.)*")/.exec(line);
		if (!match) return [];
		try {
			return [String(JSON.parse(match[1] ?? '""'))];
		} catch {
			return [];
		}
	});
	return parts.length === 0 ? lines : parts.join("").split("\n");
}

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
	return [...tests, ...rustErrors(lines)];
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
		const match = /^rspec (\S+?):(\d+) # (.+)$/.exec(line);
		if (!match) return [];
		const [, path = "", number = "", name = ""] = match;
		const section = sections.find((block) => block.match[1] === name);
		const error = section ? lineAfter(lines, section.start, /Failure\/Error:/, section.end) : -1;
		const message = section && error >= 0 ? textAfter(lines, error + 1, section.end) : "";
		return [failureOf("test", name, message, placeOf(path, number))];
	});
}

export function parseMinitest(lines: Lines): readonly Failure[] {
	return blocksOf(lines, /^\s+\d+\) (?:Failure|Error):$|^\d+ runs, /).flatMap((block) => {
		const head = /^(\S+#.+?)(?: \[(.+):(\d+)\])?:$/.exec(lines[block.start + 1] ?? "");
		if (!head) return [];
		const place =
			head[2] === undefined ? rubyFrame(lines.slice(block.start, block.end)) : placeOf(head[2], head[3] ?? "");
		return [failureOf("test", head[1] ?? "", textAfter(lines, block.start + 2, block.end), place)];
	});
}

function rubyFrame(lines: Lines): Place | undefined {
	return firstOf(lines, { start: 0, end: lines.length }, (line) => {
		const match = /^\s+(\S+\.rb):(\d+):in /.exec(line);
		return match ? placeOf(match[1] ?? "", match[2] ?? "") : undefined;
	});
}

export function parsePhpunit(lines: Lines): readonly Failure[] {
	if (lineAfter(lines, 0, /^PHPUnit |^FAILURES!$|^ERRORS!$/) < 0) return [];
	return blocksOf(lines, /^\d+\) (\S+::.+)$|^(?:FAILURES|ERRORS)!$/).flatMap((block) => {
		const name = block.match[1];
		if (name === undefined) return [];
		const place = firstOf(lines, block, (line) => {
			const match = /^(\S+\.php):(\d+)$/.exec(line);
			return match ? placeOf(match[1] ?? "", match[2] ?? "") : undefined;
		});
		return [failureOf("test", name, textAfter(lines, block.start + 1, block.end), place)];
	});
}
