/** Measures the algebra of a large review against reading and comparing its files once: `node bench/review-hunks.ts`. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Accepted, acceptedWith, nothingAccepted, stepBetween } from "../src/core/changes/accepted.ts";
import { lineChanges, splitLines } from "../src/core/changes/line-changes.ts";
import { piecesOf } from "../src/core/changes/pieces.ts";
import type { Change, Sides } from "../src/core/review-ports.ts";
import { fingerprint } from "../src/node/fingerprint.ts";
import { median } from "./median.ts";

const [files, rounds] = [300, 7];
const linesOfFile = (at: number) =>
	Array.from({ length: 400 }, (_, line) =>
		line % 4 === 3 ? "\t}\n" : `\tconst value${line % 90} = read(${at}, ${line});\n`,
	);

const change: Change = {
	...{ path: "a.ts", kind: "modified", binary: false, added: 1, removed: 1 },
	...{ mode: 0o100644, baseMode: 0o100644, version: "v" },
};

const place = mkdtempSync(join(tmpdir(), "remit-bench-review-"));
try {
	for (let at = 0; at < files; at++) {
		const lines = linesOfFile(at);
		writeFileSync(join(place, `${at}.base`), lines.join(""));
		// 17 or 16 hunks: one line replaced, one deleted, one added, in turn.
		const edits = new Map(Array.from({ length: at % 3 === 2 ? 16 : 17 }, (_, edit) => [10 + edit * 22, edit % 3]));
		const edited = lines.flatMap((line, index) => {
			const kind = edits.get(index);
			return kind === undefined
				? line
				: kind === 0
					? `\tchanged(${index});\n`
					: kind === 1
						? []
						: [line, "\tadded();\n"];
		});
		writeFileSync(join(place, `${at}.proposed`), edited.join(""));
	}
	report();
} finally {
	rmSync(place, { recursive: true, force: true });
}

function report(): void {
	const all = readAll();
	const hunks = all.flatMap((pair) => piecesOf(change, pair, fingerprint)).length;
	const once = timed(() => {
		for (const { base, proposed } of readAll()) lineChanges(splitLines(text(base)), splitLines(text(proposed)));
	});
	const pieces = timed(() => all.map((pair) => piecesOf(change, pair, fingerprint)));
	const accepting = timed(() => all.map((pair) => acceptAll(pair)));
	const one = all[0] ?? { base: null, proposed: null };
	const [first] = piecesOf(change, one, fingerprint);
	const deciding = timed(() => accept(nothingAccepted(change, one), one, [first?.id ?? ""]));
	const row = (title: string, time: number) => `| ${title} | ${time.toFixed(1)} | × ${(time / once).toFixed(2)} |`;
	console.log(`| ${files} files, ${hunks} hunks | ms | against reading and comparing once |\n| --- | ---: | ---: |`);
	console.log(row("reading and comparing all once", once));
	console.log(row("the pieces of all", pieces));
	console.log(row("accepting all: pieces, new state and step of each file", accepting));
	console.log(row("accepting one hunk", deciding));
}

function readAll(): readonly Sides[] {
	const read = (at: number, side: string) => readFileSync(join(place, `${at}.${side}`));
	return Array.from({ length: files }, (_, at) => ({ base: read(at, "base"), proposed: read(at, "proposed") }));
}

function acceptAll(sides: Sides) {
	const before = nothingAccepted(change, sides);
	const ids = piecesOf(change, sides, fingerprint).map(({ id }) => id);
	return stepBetween(before, accept(before, sides, ids), "step");
}

function accept(before: Accepted, sides: Sides, ids: readonly string[]): Accepted {
	return acceptedWith(before, { change, sides, pieces: new Set(ids), fingerprint });
}

function text(bytes: Uint8Array | null): string {
	return new TextDecoder().decode(bytes ?? undefined);
}

/** In milliseconds, after one run that warms up. */
function timed(run: () => unknown): number {
	run();
	return median(
		Array.from({ length: rounds }, () => {
			const start = performance.now();
			run();
			return performance.now() - start;
		}),
	);
}
