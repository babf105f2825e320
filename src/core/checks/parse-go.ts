/** Reads failing tests out of what `go test` prints, also with `-v` and `-json`. */

import { type Failure, failureOf, placeOf } from "./failure.ts";
import { type Block, blocksOf, firstOf, textAfter } from "./lines.ts";

type Lines = readonly string[];

export function parseGo(lines: Lines): readonly Failure[] {
	const text = goText(lines);
	const blocks = blocksOf(text, /^\s*--- (?:FAIL|PASS|SKIP): (\S+)|^(?:FAIL|ok|PASS)\b|^=== (?:RUN|CONT|NAME) /);
	const failed = blocks.filter(({ match }) => /--- FAIL/.test(match[0]));
	const groups = new Set(failed.flatMap(({ match }) => parentsOf(match[1] ?? "")));
	const runs = runsIn(blocks);
	return failed.flatMap((block) => {
		const name = block.match[1] ?? "";
		// A test fails because of its subtests, which are told by themselves.
		if (groups.has(name)) return [];
		// With `-v`, what a test says comes before its result.
		const said = firstSaid(text, [block, ...(runs.get(name) ?? [])]);
		const message = said?.[3] ?? textAfter(text, block.start + 1, block.end);
		return [failureOf("test", name, message, said && placeOf(said[1] ?? "", said[2] ?? ""))];
	});
}

/** The parts in which each test speaks before its result. */
function runsIn(blocks: readonly Block[]): ReadonlyMap<string, readonly Block[]> {
	const runs = new Map<string, Block[]>();
	for (const block of blocks) {
		const name = /^=== (?:RUN|CONT|NAME)\s+(\S+)\s*$/.exec(block.match.input)?.[1];
		if (name === undefined) continue;
		const known = runs.get(name);
		if (known) known.push(block);
		else runs.set(name, [block]);
	}
	return runs;
}

function parentsOf(name: string): readonly string[] {
	return [...name.matchAll(/\//g)].map(({ index }) => name.slice(0, index));
}

function firstSaid(text: Lines, blocks: readonly Block[]): RegExpExecArray | undefined {
	for (const block of blocks) {
		const said = saidIn(text, block);
		if (said) return said;
	}
	return undefined;
}

/** What a test reports, or the frame of a panic in a test's file. */
function saidIn(text: Lines, { start, end }: Block): RegExpExecArray | undefined {
	const within = { start: start + 1, end };
	const said = firstOf(text, within, (line) => /^\s+(\S+\.go):(\d+): (.*)$/.exec(line) ?? undefined);
	if (said && !said[1]?.startsWith("testing.go")) return said;
	return (
		firstOf(text, within, (line) => /^\s+(\S+_test\.go):(\d+)(?: \+0x[0-9a-f]+)?\s*$/.exec(line) ?? undefined) ?? said
	);
}

/** What `go test -json` wraps, unwrapped, test by test: several may speak in turn. */
function goText(lines: Lines): Lines {
	const parts = new Map<string, string>();
	for (const line of lines) {
		const wrapped = /^\{.*"Action":"output".*"Output":("(?:[^"\\]|\\.)*")/.exec(line);
		if (!wrapped) continue;
		const test = /"Test":"([^"]*)"/.exec(line)?.[1] ?? "";
		const key = `${/"Package":"([^"]*)"/.exec(line)?.[1] ?? ""} ${test}`;
		try {
			parts.set(key, `${parts.get(key) ?? `=== RUN   ${test}\n`}${String(JSON.parse(wrapped[1] ?? '""'))}`);
		} catch {
			// What is no JSON is nothing that go wrote.
		}
	}
	return parts.size === 0 ? lines : [...parts.values()].flatMap((part) => part.split("\n"));
}
