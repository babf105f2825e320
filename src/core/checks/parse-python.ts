/** Reads failing tests out of what pytest and unittest print. */

import { type Failure, failureOf, type Place, placeOf } from "./failure.ts";
import { type Block, blocksOf } from "./lines.ts";

type Lines = readonly string[];

export function parsePytest(lines: Lines): readonly Failure[] {
	const sections = pytestSections(lines);
	const summary = lines.flatMap((line) => {
		const match = /^(?:FAILED|ERROR) (\S+\.py(?:::[^[]*?(?:\[.*?\])?)?)(?: - (.*))?$/.exec(line);
		if (!match) return [];
		const [, name = "", message = ""] = match;
		const [path = "", ...tests] = name.split("::");
		const places = sections.get(tests.join("."))?.places ?? sections.get(path)?.places ?? [];
		const place = places.find((each) => each.path === path) ?? places.at(-1) ?? placeOf(path, "1");
		return [failureOf("test", name, message, place)];
	});
	return summary.length > 0 ? summary : withoutSummary(sections);
}

interface Section {
	/** In the order in which the traceback names them. */
	readonly places: readonly Place[];
	readonly message: string;
}

/** By their headings. */
function pytestSections(lines: Lines): ReadonlyMap<string, Section> {
	const heading = /^_{3,} (?:ERROR (?:at \w+ of|collecting) )?(\S.*?) _{3,}$|^={3,} /;
	return new Map(
		blocksOf(lines, heading).flatMap((block) => {
			const name = block.match[1];
			return name === undefined ? [] : [[name, sectionOf(lines.slice(block.start, block.end))] as const];
		}),
	);
}

function sectionOf(lines: Lines): Section {
	const places = lines.flatMap((line) => {
		const match = /^(\S+\.py):(\d+):(?: \w| ?$)/.exec(line);
		return (match && placeOf(match[1] ?? "", match[2] ?? "")) ?? [];
	});
	return { places, message: lines.find((line) => /^E {2,}\S/.test(line))?.replace(/^E\s+/, "") ?? "" };
}

/** Where the summary is turned off: the sections that say what went wrong, and where. */
function withoutSummary(sections: ReadonlyMap<string, Section>): readonly Failure[] {
	return [...sections].flatMap(([name, { places, message }]) => {
		const [place] = places;
		if (!place || message === "") return [];
		const path = name.endsWith(".py") ? name : `${place.path}::${name.replaceAll(".", "::")}`;
		return [failureOf("test", path, message, place)];
	});
}

export function parseUnittest(lines: Lines): readonly Failure[] {
	return blocksOf(lines, /^(?:FAIL|ERROR): (\S.*)$|^Ran \d+ tests? in /).flatMap((block) => {
		const name = block.match[1];
		if (name === undefined || !/^={20,}$/.test(lines[block.start - 1] ?? "")) return [];
		// A test's own first line of documentation may stand between.
		const start = [1, 2].find((after) => /^-{20,}$/.test(lines[block.start + after] ?? ""));
		if (start === undefined) return [];
		const said = lines.slice(block.start + start + 1, block.end);
		const message = said.find(
			(line) => /^[A-Za-z_][\w.]*(?:Error|Exception|Failure)?\b(?::|$)/.test(line) && !line.startsWith("Traceback"),
		);
		return [failureOf("test", name, message ?? "", unittestPlace(lines, block, name))];
	});
}

/** The line of the test itself; the last one that is named otherwise. */
function unittestPlace(lines: Lines, block: Pick<Block, "start" | "end">, name: string): Place | undefined {
	const [method] = name.split(" ");
	const frames = lines.slice(block.start, block.end).flatMap((line) => {
		const match = /^\s*File "(.+)", line (\d+)(?:, in (\S+))?/.exec(line);
		const place = match ? placeOf(match[1] ?? "", match[2] ?? "") : undefined;
		return place ? [{ place, where: match?.[3] }] : [];
	});
	return (frames.find(({ where }) => where === method) ?? frames.at(-1))?.place;
}
