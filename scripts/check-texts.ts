/** Looks in every file of the project for what must not be written down, and for the sentence that opens it; prints the places. */

import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

const projectRoot = resolve(import.meta.dirname, "..");

/** One thing that no file may say. */
interface Taboo {
	readonly pattern: RegExp;
	/** Says what to do instead. */
	readonly because: string;
	/** Only files with such names are looked at. */
	readonly files: RegExp;
}

const code = /\.(?:[cm]?[jt]sx?|json|jsonc|css)$/;

// Written so that this file does not say it itself.
const taboos: readonly Taboo[] = [
	{ pattern: /@ts-(?:ignore|nocheck|expect-error)/, because: "mend the type instead of silencing it", files: code },
	{ pattern: /biome[-]ignore|eslint[-]disable/, because: "mend the code instead of silencing the rule", files: code },
	{ pattern: /"resolved":\s*"https?:/, because: "the lock file names no host: see .npmrc", files: /lock/ },
	{
		pattern: /https?:\/\/[^\s/"'`)]*(?:registry|artifactory|verdaccio)[^\s/"'`)]*/i,
		because: "no file names a package registry",
		files: /./,
	},
	{
		pattern: /\b(?:class|interface) \w*(?:Manager|Service|Helper|Utils?)\b/,
		because: "a thing is named by what it is",
		files: /^(?:src|webview|scripts|bench|test)\//,
	},
	...ownPlaces().map((place) => ({
		pattern: new RegExp(`${escaped(place)}(?![\\w.-])`),
		because: "a path of this machine means nothing elsewhere",
		files: /./,
	})),
];

/** The files that say in their first line what they are for; a line that steers the test runner may stand before it. */
const ownCode = /^(?:src|webview|scripts|bench|test)\/(?!fixtures\/).*\.tsx?$/;
const opening = /^(?:\/\/ @vitest-environment \w+\n)?\/\*\*\s[\s*]*\S/;

/** The folders that only this machine has; short ones are left out, because they may be meant in general. */
function ownPlaces(): readonly string[] {
	const home = homedir();
	return [projectRoot, ...(home === "/root" ? [] : [home])].filter((place) => place.split(/[\\/]/).length > 2);
}

function escaped(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Everything that git tracks or would, as paths from the project's folder. */
function files(): readonly string[] {
	const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
	const listed = execFileSync("git", args, { cwd: projectRoot, encoding: "utf8", maxBuffer: 1 << 28 });
	return [...new Set(listed.split("\0"))].filter((path) => path !== "" && isText(path)).sort();
}

function isText(path: string): boolean {
	const stat = statSync(join(projectRoot, path), { throwIfNoEntry: false });
	return stat?.isFile() === true && !/\.(?:png|ico|gif|jpg|woff2?|gz|tgz|zip|vsix)$/.test(path);
}

/** The places of one file, as `path:line: reason`. */
function offences(path: string): readonly string[] {
	const relevant = taboos.filter((taboo) => taboo.files.test(path));
	const text = readFileSync(join(projectRoot, path), "utf8");
	const silent = ownCode.test(path) && !opening.test(text);
	const said = text
		.split("\n")
		.flatMap((line, index) =>
			relevant
				.filter(({ pattern }) => pattern.test(line))
				.map(({ because, pattern }) => `${path}:${index + 1}: ${pattern.exec(line)?.[0]}: ${because}`),
		);
	return silent ? [`${path}:1: a file opens with one sentence that says what it is for`, ...said] : said;
}

const found = files().flatMap(offences);
for (const offence of found) console.log(offence);
if (found.length > 0) process.exitCode = 1;
