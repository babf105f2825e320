/** Reads errors with places out of what compilers, linters and type checkers print. */

import { type Failure, failureOf, placeOf } from "./failure.ts";
import { blocksOf, textAfter } from "./lines.ts";

type Lines = readonly string[];

/** `a.ts(5,3): error TS2304: …`, as .NET's compilers also write it, and `a.ts:5:3 - error TS2304: …`. */
export function parseTsc(lines: Lines): readonly Failure[] {
	return lines.flatMap((line) => {
		const match =
			/^\s*(\S.*?)\((\d+),\d+\): error ((?:TS|CS|FS|BC|MSB)\d+): (.+)$/.exec(line) ??
			/^(\S.*?):(\d+):\d+ - error (TS\d+): (.+)$/.exec(line);
		if (!match) return [];
		const [, path = "", number = "", name = "", message = ""] = match;
		return [failureOf("error", name, message.replace(/ \[[^\]]*proj\]$/, ""), placeOf(path, number))];
	});
}

export function parsePyright(lines: Lines): readonly Failure[] {
	return lines.flatMap((line) => {
		const match = /^\s+(\S.*?\.pyi?):(\d+):\d+ - error: (.+?)(?: \((report\w+)\))?\s*$/.exec(line);
		if (!match) return [];
		const [, path = "", number = "", message = "", name = "error"] = match;
		return [failureOf("error", name, message, placeOf(path, number))];
	});
}

/** A table for each file. */
export function parsePhpstan(lines: Lines): readonly Failure[] {
	return blocksOf(lines, /^ {2}Line {2,}(\S.*?\.php)\b.*$/).flatMap((block) =>
		lines.slice(block.start + 1, block.end).flatMap((line) => {
			const row = /^ {2}(\d+) {2,}(\S.*)$/.exec(line);
			return row ? [failureOf("error", "phpstan", row[2] ?? "", placeOf(block.match[1] ?? "", row[1] ?? ""))] : [];
		}),
	);
}

/** The format `stylish`: a file, and below it what is wrong in it. */
export function parseEslint(lines: Lines): readonly Failure[] {
	let file = "";
	return lines.flatMap((line) => {
		const match = /^ {2,}(\d+):\d+ +error +(.+?)(?: {2,}(\S+))?$/.exec(line);
		if (match && file !== "")
			return [failureOf("error", match[3] ?? "error", match[2] ?? "", placeOf(file, match[1] ?? ""))];
		if (!/^\s/.test(line)) file = /^\S.*\.\w+$/.test(line) ? line : "";
		return [];
	});
}

export function parseBiome(lines: Lines): readonly Failure[] {
	return blocksOf(
		lines,
		/^(\S+?)(?::(\d+):\d+)? ((?:lint|assist)\/\S+|format|parse|organizeImports)(?: .*)?━{3,}$/,
	).flatMap((block) => {
		const [, path = "", number = "1", name = ""] = block.match;
		const said = lines.slice(block.start + 1, block.end).find((line) => /^\s*[×✖!ℹi] /.test(line)) ?? "";
		if (/^\s*[!ℹi] /.test(said)) return [];
		return [failureOf("error", name, said.replace(/^\s*[×✖] /, ""), placeOf(path, number))];
	});
}

/** Ruff's full format; its short one is the common one. */
export function parseRuff(lines: Lines): readonly Failure[] {
	return blocksOf(lines, /^([A-Z]{1,5}\d{2,4})(?: \[\*\])? (.+)$/).flatMap((block) => {
		const arrow = /^\s*--> (\S+\.pyi?):(\d+):\d+$/.exec(lines[block.start + 1] ?? "");
		if (!arrow) return [];
		return [failureOf("error", block.match[1] ?? "", block.match[2] ?? "", placeOf(arrow[1] ?? "", arrow[2] ?? ""))];
	});
}

/** `file:line: message`, which most compilers and linters can write. */
export function parseCommon(lines: Lines): readonly Failure[] {
	return lines.flatMap((line, at) => {
		const match = /^((?:[A-Za-z]:)?[^\s:()]+\.[A-Za-z]\w{0,7}):(\d+)(?::\d+)?:? +(.+)$/.exec(line);
		if (!match) return [];
		const [, path = "", number = "", message = ""] = match;
		if (/^(?:note|warning|info|hint)\b/i.test(message)) return [];
		const place = placeOf(path, number);
		const text = message.replace(/^(?:fatal )?error: /i, "");
		return place ? [failureOf("error", ruleOf(text), text === "" ? textAfter(lines, at + 1) : text, place)] : [];
	});
}

function ruleOf(message: string): string {
	return /^[A-Z]{1,5}\d{2,4}\b/.exec(message)?.[0] ?? / {2}\[([\w-]+)\]$/.exec(message)?.[1] ?? "error";
}
