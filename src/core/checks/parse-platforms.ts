/** Reads failing tests out of what Maven, Gradle and .NET print. */

import { type Failure, failureOf, type Place, placeOf } from "./failure.ts";
import { blocksOf, firstOf, lineAfter, textAfter } from "./lines.ts";

type Lines = readonly string[];

export function parseMaven(lines: Lines): readonly Failure[] {
	const tests = blocksOf(
		lines,
		/^(?:\[ERROR\] +)?(\S.*?) +(?:--|Time elapsed:).*<<< (?:FAILURE|ERROR)!$|^\[(?:INFO|ERROR)\] /,
	).flatMap((block) => {
		const name = mavenName(block.match[1] ?? "");
		if (name === "") return [];
		return [failureOf("test", name, textAfter(lines, block.start + 1, block.end), javaPlace(lines, block))];
	});
	const compiled = lines.flatMap((line) => {
		const match = /^\[ERROR\] (\S+\.(?:java|kt|scala|groovy)):\[(\d+),\d+\] (.+)$/.exec(line);
		return match ? [failureOf("error", "compile", match[3] ?? "", placeOf(match[1] ?? "", match[2] ?? ""))] : [];
	});
	return [...tests, ...compiled];
}

/** `adds(com.x.AppTest)` of older versions in the form of newer ones; empty for the line that counts a whole class. */
function mavenName(text: string): string {
	if (text.startsWith("Tests run:")) return "";
	const old = /^(\S+)\((\S+)\)$/.exec(text);
	return old ? `${old[2]}.${old[1]}` : text;
}

/** Of the first frame of a test's own class, where such a project keeps its tests. */
function javaPlace(lines: Lines, block: { readonly start: number; readonly end: number }): Place | undefined {
	return firstOf(lines, block, (line) => {
		const match = /^\s+at (?:app\/\/)?((?:[\w$]+\.)+)[\w$<>]+\((\w+\.(java|kt)):(\d+)\)$/.exec(line);
		if (!match) return undefined;
		const [, owner = "", file = "", language = "", number = ""] = match;
		const folders = owner.split(".").slice(0, -2);
		const known =
			/^(?:java|javax|jdk|sun|kotlin|scala|org\.junit|org\.opentest4j|org\.assertj|org\.hamcrest|org\.mockito)$/;
		if (known.test(folders[0] ?? "") || known.test(folders.slice(0, 2).join("."))) return undefined;
		const source = language === "kt" ? "kotlin" : "java";
		return placeOf(["src/test", source, ...folders, file].join("/"), number);
	});
}

/** `x.Error at AppTest.kt:4`, which names no folder. */
function shortJavaPlace(line: string): Place | undefined {
	const match = /^\s+[\w.$]+ at (\w+\.(?:java|kt|groovy|scala)):(\d+)$/.exec(line);
	return match ? placeOf(match[1] ?? "", match[2] ?? "") : undefined;
}

export function parseGradle(lines: Lines): readonly Failure[] {
	return blocksOf(
		lines,
		/^(\S.* > .+) FAILED$|^(?:\S.* > .+ (?:PASSED|SKIPPED)|\d+ tests? completed.*|FAILURE: .*)$/,
	).flatMap((block) => {
		const name = block.match[1];
		if (name === undefined) return [];
		const place = javaPlace(lines, block) ?? firstOf(lines, block, shortJavaPlace);
		return [failureOf("test", name, textAfter(lines, block.start + 1, block.end), place)];
	});
}

/** What Kotlin's compiler says, in its newer and its older form. */
export function parseKotlin(lines: Lines): readonly Failure[] {
	return lines.flatMap((line) => {
		const match = /^e: (?:file:\/\/)?(\S+\.kts?):(?:(\d+):\d+| \((\d+), \d+\)):? (.+)$/.exec(line);
		if (!match) return [];
		const [, path = "", now, before, message = ""] = match;
		return [failureOf("error", "compile", message, placeOf(path, now ?? before ?? ""))];
	});
}

export function parseDotnet(lines: Lines): readonly Failure[] {
	return blocksOf(lines, /^\s+(?:Failed|Passed|Skipped) (\S.*?) \[[^\]]+\]$/).flatMap((block) => {
		if (!/^\s+Failed /.test(block.match[0])) return [];
		const at = lineAfter(lines, block.start, /^\s+Error Message:$/, block.end);
		const message = at < 0 ? "" : textAfter(lines, at + 1, block.end);
		const place = firstOf(lines, block, (line) => {
			const match = /^\s+at .* in (.+):line (\d+)$/.exec(line);
			return match ? placeOf(match[1] ?? "", match[2] ?? "") : undefined;
		});
		return [failureOf("test", block.match[1] ?? "", message, place)];
	});
}
