/** Reads what failed out of a check's output, whichever of the common runners wrote it. */

import { type Failure, failureSignature } from "./failure.ts";
import { parseBeside } from "./parse-beside.ts";
import { parseBun, parsePlaywright } from "./parse-browsers.ts";
import { parseGo } from "./parse-go.ts";
import { parseJest, parseMocha, parseNodeSpec, parseTap, parseVitest } from "./parse-javascript.ts";
import { parseCargo, parseMinitest, parsePest, parsePhpunit, parseRspec } from "./parse-languages.ts";
import { parseBiome, parseCommon, parseEslint, parsePhpstan, parsePyright, parseRuff, parseTsc } from "./parse-lint.ts";
import { parseDotnet, parseGradle, parseKotlin, parseMaven } from "./parse-platforms.ts";
import { parsePytest, parseUnittest } from "./parse-python.ts";

/** Each finds nothing in what another runner wrote. One command may start several, so all of them look. */
const parsers: readonly ((lines: readonly string[]) => readonly Failure[])[] = [
	...[parseVitest, parseJest, parseMocha, parseNodeSpec, parseTap, parseBun, parsePlaywright],
	...[parsePytest, parseUnittest, parseGo, parseCargo, parseRspec, parseMinitest, parsePhpunit, parsePest],
	...[parseMaven, parseGradle, parseKotlin, parseDotnet],
	...[parseTsc, parsePyright, parsePhpstan, parseEslint, parseBiome, parseRuff],
];

/** Of one check; more are counted and left out. */
const mostFailures = 50;

export interface ParsedFailures {
	/** At most `mostFailures`. */
	readonly failures: readonly Failure[];
	/** How many were left out. */
	readonly more: number;
}

/** `output` is plain text; `root` is the absolute folder in which the check ran, which places are relative to. */
export function parseFailures(output: string, root: string): ParsedFailures {
	const lines = relative(output, root)
		.split(/\r?\n/)
		.map((line) => (line.length > 2_000 ? line.slice(0, 2_000) : line));
	const special = parsers.flatMap((parse) => parse(lines));
	const all = onlyOnce([...(special.length > 0 ? special : parseCommon(lines)), ...parseBeside(lines)]);
	return { failures: all.slice(0, mostFailures), more: Math.max(0, all.length - mostFailures) };
}

function relative(output: string, root: string): string {
	if (root === "" || root === "/") return output;
	const plain = output.replaceAll(`${root.replaceAll("/", "\\")}\\`, "");
	// What macOS calls /tmp is /private/tmp to programs that ask for its real name.
	return [`file:///private${root}/`, `/private${root}/`, `file://${root}/`, `${root}/`].reduce(
		(text, prefix) => text.replaceAll(prefix, ""),
		plain,
	);
}

/** Runners that repeat their failures at the end say the same thing twice. */
function onlyOnce(failures: readonly Failure[]): readonly Failure[] {
	const seen = new Map(
		failures.map((failure) => [`${failureSignature(failure)} ${failure.place?.line ?? 0}`, failure]),
	);
	return [...seen.values()];
}
