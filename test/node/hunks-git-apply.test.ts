/** Any choice of hunks, on real steps of public packages' histories, is what git makes of a patch with just these hunks. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { acceptedWith, nothingAccepted } from "../../src/core/changes/accepted.ts";
import { type Hunk, hunksOf } from "../../src/core/changes/hunks.ts";
import { lineChanges, splitLines } from "../../src/core/changes/line-changes.ts";
import type { Change } from "../../src/core/review-ports.ts";
import { fingerprint } from "../../src/node/fingerprint.ts";
import { git, makeFolder, makeRepository, removeFolders } from "../support/repositories.ts";
import { generatedPairs, type Pair, seeded, versionPairs } from "../support/review-history.ts";

let pairs: readonly Pair[] = [];
let hunks: readonly (readonly Hunk[])[] = [];

beforeAll(() => {
	const real = versionPairs();
	pairs = [...real, ...generatedPairs(real, seeded(7))];
	hunks = pairs.map(({ base, proposed }) => hunksOf(base, proposed, fingerprint));
});

afterAll(removeFolders);

test("the history is large enough to say something", () => {
	expect(pairs.length).toBeGreaterThan(120);
	expect(hunks.flat().length).toBeGreaterThan(2_000);
});

describe.each([0, 3])("with %i lines of context", (context) => {
	test.each([11, 12])("what is accepted by chance (%i) is what git applies", (seed) => {
		const random = seeded(seed + context);
		const chosen = hunks.map((all) => {
			const part = random();
			return all.filter(() => random() < part);
		});
		const applied = appliedByGit(chosen, context);
		for (const at of pairs.keys()) expectSame(at, accepted(at, chosen[at] ?? []), applied[at]);
	});

	test("all that is accepted is the agent's version, for git as well", () => {
		const applied = appliedByGit(hunks, context);
		for (const [at, { proposed }] of pairs.entries()) {
			expectSame(at, Buffer.from(proposed), applied[at]);
			expectSame(at, accepted(at, hunks[at] ?? []), applied[at]);
		}
	});
});

test("one by one in any order is what git applies at once", () => {
	const random = seeded(99);
	const some = pairs.map((_, at) => (at % 3 === 0 ? (hunks[at] ?? []).filter(() => random() < 0.3).slice(0, 9) : []));
	const applied = appliedByGit(some, 0);
	for (const at of pairs.keys()) {
		const order = (some[at] ?? []).toSorted(() => random() - 0.5);
		expectSame(at, accepted(at, ...order.map((hunk) => [hunk])), applied[at]);
	}
});

/** Byte for byte; only where they differ are texts compared, which takes long. */
function expectSame(at: number, ours: Buffer, gits: Buffer = Buffer.of()): void {
	if (!ours.equals(gits)) expect(ours.toString(), pairs[at]?.name).toBe(gits.toString());
	expect(ours.equals(gits), pairs[at]?.name).toBe(true);
}

/** What is accepted of a pair when these hunks are, one list after the other. */
function accepted(at: number, ...lists: readonly (readonly Hunk[])[]): Buffer {
	const { base = "", proposed = "" } = pairs[at] ?? {};
	const change: Change = {
		...{ path: "a", kind: "modified", binary: false, added: 0, removed: 0 },
		...{ mode: 0o100644, version: "v" },
	};
	const sides = { base: Buffer.from(base), proposed: Buffer.from(proposed) };
	const step = (state: ReturnType<typeof nothingAccepted>, list: readonly Hunk[]) =>
		acceptedWith(state, { change, sides, pieces: new Set(list.map(({ id }) => id)), fingerprint });
	return Buffer.from(lists.reduce(step, nothingAccepted(change, sides)).bytes ?? []);
}

/** Every pair as a file of its own; one patch for all of them. */
function appliedByGit(chosen: readonly (readonly Hunk[])[], context: number): readonly Buffer[] {
	const folder = makeFolder("apply");
	for (const [at, { base }] of pairs.entries()) writeFileSync(join(folder, `${at}`), base);
	const patch = pairs.map(({ base }, at) => patchOf(`${at}`, splitLines(base), chosen[at] ?? [], context)).join("");
	const file = join(makeFolder("patch"), "all.patch");
	writeFileSync(file, patch);
	git(folder, "apply", "--whitespace=nowarn", ...(context === 0 ? ["--unidiff-zero"] : []), file);
	return pairs.map((_, at) => readFileSync(join(folder, `${at}`)));
}

function patchOf(path: string, base: readonly string[], chosen: readonly Hunk[], context: number): string {
	if (chosen.length === 0) return "";
	const groups: Hunk[][] = [];
	for (const hunk of chosen) {
		const last = groups.at(-1)?.at(-1);
		if (last && hunk.baseStart - last.baseEnd <= 2 * context) groups.at(-1)?.push(hunk);
		else groups.push([hunk]);
	}
	let shift = 0;
	const texts = groups.map((group) => {
		const text = groupText(group, base, context, shift);
		for (const { added, removed } of group) shift += added.length - removed.length;
		return text;
	});
	return `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n${texts.join("")}`;
}

function groupText(group: readonly Hunk[], base: readonly string[], context: number, shift: number): string {
	const start = Math.max(0, (group[0]?.baseStart ?? 0) - context);
	const end = Math.min(base.length, (group.at(-1)?.baseEnd ?? 0) + context);
	const grown = group.reduce((sum, { added, removed }) => sum + added.length - removed.length, 0);
	const lines: string[] = [];
	let at = start;
	for (const { baseStart, baseEnd, added } of group) {
		lines.push(...signed(" ", base.slice(at, baseStart)), ...signed("-", base.slice(baseStart, baseEnd)));
		lines.push(...signed("+", added));
		at = baseEnd;
	}
	lines.push(...signed(" ", base.slice(at, end)));
	const range = (from: number, count: number) => `${count === 0 ? from : from + 1},${count}`;
	return `@@ -${range(start, end - start)} +${range(start + shift, end - start + grown)} @@\n${lines.join("")}`;
}

function signed(sign: string, lines: readonly string[]): readonly string[] {
	return lines.map((line) =>
		line.endsWith("\n") ? `${sign}${line}` : `${sign}${line}\n\\ No newline at end of file\n`,
	);
}

describe("beside git's own comparison", () => {
	let diff = "";

	beforeAll(() => {
		const files = (side: "base" | "proposed") => Object.fromEntries(pairs.map((pair, at) => [`${at}`, pair[side]]));
		const folder = makeRepository(files("base"));
		for (const [path, text] of Object.entries(files("proposed"))) writeFileSync(join(folder, path), text);
		const file = join(makeFolder("diff"), "all.diff");
		git(folder, "diff", "--minimal", "-U0", "--inter-hunk-context=2", "--no-renames", `--output=${file}`);
		diff = readFileSync(file, "utf8");
	});

	test("the hunks change no more lines than git's smallest comparison, and as many more as less, in every file", () => {
		const byGit = new Map(filesOf(diff).map(([path, text]) => [path, counted(text)]));
		for (const [at, { name }] of pairs.entries()) {
			const [added, removed] = changedLines(hunks[at] ?? []);
			const [addedByGit = 0, removedByGit = 0] = byGit.get(`${at}`) ?? [];
			expect(added, name).toBeLessThanOrEqual(addedByGit);
			expect(added - removed, name).toBe(addedByGit - removedByGit);
		}
	});

	test("nearly all hunks stand where git puts them", () => {
		const byGit = new Map(filesOf(diff).map(([path, text]) => [path, new Set(text.match(/^@@ [^@]+ @@/gm))]));
		const all = hunks.flatMap((list, at) => list.map((hunk) => ({ at: `${at}`, header: headerOf(hunk) })));
		const same = all.filter(({ at, header }) => byGit.get(at)?.has(header));
		expect(same.length / all.length).toBeGreaterThan(0.97);
	});
});

function filesOf(diff: string): readonly (readonly [string, string])[] {
	return diff
		.split(/^diff --git /m)
		.slice(1)
		.map((text) => [/^a\/(\d+) /.exec(text)?.[1] ?? "", text] as const);
}

function counted(text: string): readonly number[] {
	const body = text.slice(text.indexOf("\n@@") + 1);
	return [/^\+/gm, /^-/gm].map((sign) => body.match(sign)?.length ?? 0);
}

/** Lines that are unchanged within a hunk do not count. */
function changedLines(list: readonly Hunk[]): readonly [number, number] {
	const changes = list.flatMap(({ removed, added }) => lineChanges(removed, added));
	const sum = (of: (change: (typeof changes)[number]) => number) => changes.reduce((all, each) => all + of(each), 0);
	return [sum((each) => each.otherEnd - each.otherStart), sum((each) => each.baseEnd - each.baseStart)];
}

function headerOf({ baseStart, baseEnd, start, end }: Hunk): string {
	const range = (from: number, to: number) => {
		const [count, line] = [to - from, to === from ? from : from + 1];
		return count === 1 ? `${line}` : `${line},${count}`;
	};
	return `@@ -${range(baseStart, baseEnd)} +${range(start, end)} @@`;
}
