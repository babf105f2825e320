/** Reads failing tests out of what Bun's and Playwright's runners print. */

import { type Failure, failureOf, type Place, placeOf } from "./failure.ts";
import { blocksOf, firstOf, textAfter } from "./lines.ts";

type Lines = readonly string[];

/** What went wrong stands above the test's name. */
export function parseBun(lines: Lines): readonly Failure[] {
	if (!lines.some((line) => /^bun test v\d|^\s+\d+ fail$/.test(line))) return [];
	let [file, start] = ["", 0];
	return lines.flatMap((line, end) => {
		const heading = /^(\S+\.[cm]?[jt]sx?):$/.exec(line);
		const ended = /^(✓|✗|\(pass\)|\(fail\)|\(skip\)|\(todo\)|»|✎) (.+?)(?: \[[\d.]+m?s\])?$/.exec(line);
		if (heading) file = heading[1] ?? "";
		const from = start;
		if (heading || ended) start = end + 1;
		if (!ended || !/✗|fail/.test(ended[1] ?? "")) return [];
		const within = { start: from, end };
		const message = firstOf(lines, within, (each) => /^error: (.+)$/.exec(each)?.[1]) ?? "";
		return [failureOf("test", ended[2] ?? "", message, frameIn(lines, within, file) ?? placeOf(file, "1"))];
	});
}

export function parsePlaywright(lines: Lines): readonly Failure[] {
	const heading =
		/^ {2}\d+\) (?:\[[^\]]*\] › )?(\S+?):(\d+):\d+ › (.+?)(?: ─+)?\s*$|^\s+\d+ (?:failed|passed|flaky|skipped)\b/;
	return blocksOf(lines, heading).flatMap((block) => {
		const [, path, line = "", name = ""] = block.match;
		if (path === undefined) return [];
		const place = frameIn(lines, block, path) ?? placeOf(path, line);
		return [failureOf("test", name, textAfter(lines, block.start + 1, block.end), place)];
	});
}

function frameIn(
	lines: Lines,
	within: { readonly start: number; readonly end: number },
	file: string,
): Place | undefined {
	return firstOf(lines, within, (line) => {
		const match = /^\s*at (?:.*\()?(\S+?):(\d+):\d+\)?$/.exec(line);
		const place = match ? placeOf(match[1] ?? "", match[2] ?? "") : undefined;
		return place?.path === file ? place : undefined;
	});
}
