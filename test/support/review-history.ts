/** Changes as an agent makes them: steps between versions of public packages, and edits that are generated on them. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { splitLines } from "../../src/core/changes/line-changes.ts";
import { commit, git, makeRepository } from "./repositories.ts";

/** A text file before and after. */
export interface Pair {
	readonly name: string;
	readonly base: string;
	readonly proposed: string;
}

const fixtures = join(import.meta.dirname, "../fixtures/review");

/** Every file that two versions of a package have, one version after the other, with what differs. */
export function versionPairs(packages: readonly string[] = ["marked", "preact"]): readonly Pair[] {
	return packages.flatMap((name) => {
		const [first, ...later] = versionsOf(name);
		let from = first;
		return later.flatMap((to) => {
			const pairs = from ? pairsBetween(name, from, to) : [];
			from = to;
			return pairs;
		});
	});
}

interface Version {
	readonly name: string;
	readonly files: ReadonlyMap<string, string>;
}

/** The patches are applied and committed one after the other, by git. */
function versionsOf(name: string): readonly Version[] {
	const folder = makeRepository({});
	const patches = readdirSync(join(fixtures, name)).filter((file) => file.endsWith(".patch"));
	return patches.toSorted().map((patch) => {
		git(folder, "apply", "--unidiff-zero", "--whitespace=nowarn", join(fixtures, name, patch));
		commit(folder, patch);
		const paths = git(folder, "ls-files", "-z").split("\0").filter(Boolean);
		return { name: patch, files: new Map(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")])) };
	});
}

function pairsBetween(name: string, from: Version, to: Version): readonly Pair[] {
	return [...from.files].flatMap(([path, base]) => {
		const proposed = to.files.get(path);
		if (proposed === undefined || proposed === base) return [];
		return [{ name: `${name} ${from.name} ${to.name} ${path}`, base, proposed }];
	});
}

/** Of real pairs: other line ends, no last line end, a mark at the start; and a file of 20,000 lines with 1,500 edits. */
export function generatedPairs(real: readonly Pair[], random: () => number): readonly Pair[] {
	const crlf = (text: string) => text.replaceAll("\n", "\r\n");
	const some = real.filter((_, at) => at % 9 === 0);
	const made = some.flatMap(({ name, base, proposed }) => [
		{ name: `crlf ${name}`, base: crlf(base), proposed: crlf(proposed) },
		{ name: `no last line end ${name}`, base: base.trimEnd(), proposed: proposed.trimEnd() },
		{ name: `last line end lost ${name}`, base, proposed: proposed.trimEnd() },
		{ name: `last line end got ${name}`, base: base.trimEnd(), proposed },
		{ name: `mark ${name}`, base: `\uFEFF${base}`, proposed: `\uFEFF${proposed}` },
		{ name: `first and last line ${name}`, base, proposed: `// first\n${proposed}// last\n` },
	]);
	const long = repeated(real.map(({ base }) => base).join(""), 20_000);
	return [...made, { name: "20,000 lines", base: long, proposed: withEdits(long, 1_500, random) }];
}

function repeated(text: string, count: number): string {
	const lines = splitLines(text);
	return Array.from({ length: count }, (_, at) => lines[at % lines.length] ?? "").join("");
}

function withEdits(text: string, count: number, random: () => number): string {
	const lines: (string | readonly string[])[] = [...splitLines(text)];
	for (let edit = 0; edit < count; edit++) {
		const at = Math.floor(random() * lines.length);
		const kinds = [[], [`changed ${edit}\n`], [`${lines[at]}`, `inserted ${edit}\n`, "\n"], ["}\n"]];
		lines[at] = kinds[Math.floor(random() * kinds.length)] ?? [];
	}
	return lines.flat().join("");
}

/** The same numbers from 0 to 1 for the same seed. */
export function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}
