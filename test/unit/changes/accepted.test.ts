/** The algebra of acceptance: any order gives the same, what is taken back was never there, and nothing else changes. */

import { describe, expect, test } from "vitest";
import {
	type Accepted,
	acceptedWith,
	acceptedWithout,
	nothingAccepted,
	proposedWithout,
	stepBetween,
} from "../../../src/core/changes/accepted.ts";
import { type Hunk, hunksOf, textWith } from "../../../src/core/changes/hunks.ts";
import { splitLines } from "../../../src/core/changes/line-changes.ts";
import { inOnePlace, supersededBy } from "../../../src/core/changes/piece-names.ts";
import { piecesOf } from "../../../src/core/changes/pieces.ts";
import type { Change, Sides } from "../../../src/core/review-ports.ts";
import { fingerprint } from "../../../src/node/fingerprint.ts";
import { fc, times } from "../../support/properties.ts";
import { anyChoice, baseAndProposed, chosenOf, twoVersions } from "./review-texts.ts";

const [plain, executable] = [0o100644, 0o100755];
const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = ({ bytes }: Accepted) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes ?? undefined);

function change(over: Partial<Change> = {}): Change {
	const usual = { path: "src/a.ts", kind: "modified", binary: false, added: 1, removed: 1 } as const;
	return { ...usual, mode: plain, baseMode: plain, version: "v1", ...over };
}

/** One version of the agent, and what a person does with its pieces. */
class Version {
	readonly change: Change;
	readonly sides: Sides;
	readonly pieces: readonly string[];

	constructor(base: string, proposed: string, over: Partial<Change> = {}) {
		this.change = change(over);
		this.sides = { base: bytesOf(base), proposed: bytesOf(proposed) };
		this.pieces = piecesOf(this.change, this.sides, fingerprint).map(({ id }) => id);
	}

	nothing(): Accepted {
		return nothingAccepted(this.change, this.sides);
	}

	with(before: Accepted, pieces: readonly string[], accepted?: readonly string[]): Accepted {
		return acceptedWith(before, this.choice(pieces, accepted));
	}

	without(before: Accepted, pieces: readonly string[], accepted?: readonly string[]): Accepted {
		return acceptedWithout(before, this.choice(pieces, accepted));
	}

	rejected(pieces: readonly string[]): Accepted {
		return proposedWithout(this.choice(pieces));
	}

	private choice(pieces: readonly string[], accepted?: readonly string[]) {
		const { change, sides } = this;
		const choice = { change, sides, pieces: new Set(pieces), fingerprint };
		return accepted === undefined ? choice : { ...choice, accepted };
	}
}

const many = { numRuns: times(500) };
const anyPair = fc.tuple(baseAndProposed, fc.constantFrom<Partial<Change>>({}, renamed(), madeExecutable()));

function renamed(): Partial<Change> {
	return { kind: "renamed", from: "src/old.ts", path: "src/new.ts" };
}

function madeExecutable(): Partial<Change> {
	return { ...renamed(), mode: executable };
}

describe("accepting all or nothing", () => {
	test("all that is accepted is the proposal, with its path and mode", () => {
		fc.assert(
			fc.property(anyPair, ([[base, proposed], over]) => {
				const version = new Version(base, proposed, over);
				const { path, mode } = version.change;
				expect(version.with(version.nothing(), version.pieces)).toEqual({ path, mode, bytes: bytesOf(proposed) });
			}),
			many,
		);
	});

	test("the proposal without all of it is the base, with its path and mode", () => {
		fc.assert(
			fc.property(anyPair, ([[base, proposed], over]) => {
				const version = new Version(base, proposed, over);
				expect(version.rejected(version.pieces)).toEqual(version.nothing());
				expect(version.nothing()).toMatchObject({ path: over.from ?? "src/a.ts", mode: plain, bytes: bytesOf(base) });
			}),
			many,
		);
	});

	test("accepting some is the same as the proposal without the others", () => {
		fc.assert(
			fc.property(anyPair, anyChoice, ([[base, proposed], over], choice) => {
				const version = new Version(base, proposed, over);
				const chosen = chosenOf(version.pieces, choice);
				const others = version.pieces.filter((piece) => !chosen.includes(piece));
				expect(version.with(version.nothing(), chosen)).toEqual(version.rejected(others));
			}),
			many,
		);
	});
});

describe("the order of decisions", () => {
	test("accepting one by one, in any order, is accepting all of them at once", () => {
		fc.assert(
			fc.property(anyPair, fc.array(fc.nat(30), { maxLength: 12 }), ([[base, proposed], over], order) => {
				const version = new Version(base, proposed, over);
				const chosen = order.map((at) => version.pieces[at % version.pieces.length] ?? "");
				const atOnce = version.with(version.nothing(), chosen);
				expect(chosen.reduce((sum, piece) => version.with(sum, [piece]), version.nothing())).toEqual(atOnce);
			}),
			many,
		);
	});

	test("what is taken back, in any order, was never accepted", () => {
		fc.assert(
			fc.property(anyPair, anyChoice, anyChoice, ([[base, proposed], over], first, second) => {
				const version = new Version(base, proposed, over);
				const accepted = chosenOf(version.pieces, first);
				const back = chosenOf(accepted, second).toReversed();
				const kept = accepted.filter((piece) => !back.includes(piece));
				const all = version.with(version.nothing(), accepted);
				const wanted = version.with(version.nothing(), kept);
				expect(back.reduce((sum, piece) => version.without(sum, [piece]), all)).toEqual(wanted);
				expect(version.without(all, back)).toEqual(wanted);
			}),
			many,
		);
	});

	test("taking back what is not accepted changes nothing", () => {
		fc.assert(
			fc.property(anyPair, anyChoice, ([[base, proposed], over], choice) => {
				const version = new Version(base, proposed, over);
				const accepted = chosenOf(version.pieces, choice);
				const others = version.pieces.filter((piece) => !accepted.includes(piece) && !piece.startsWith("whole"));
				const before = version.with(version.nothing(), accepted);
				expect(version.without(before, others)).toEqual(before);
			}),
			many,
		);
	});
});

describe("a second version of the agent", () => {
	/** What is accepted, told by places of the base alone. */
	function expected(base: string, old: readonly Hunk[], added: readonly Hunk[]): string {
		const kept = old.filter((hunk) => !added.some((other) => inOnePlace(hunk, other)));
		const all = [...kept, ...added].toSorted((a, b) => a.baseStart - b.baseStart || a.baseEnd - b.baseEnd);
		return textWith(base, all, () => true);
	}

	test("its hunks take the place of accepted ones of the same lines, and nothing else that was accepted changes", () => {
		fc.assert(
			fc.property(twoVersions, anyChoice, anyChoice, ([base, one, two], choice, again) => {
				const [first, second] = [new Version(base, one), new Version(base, two, { version: "v2" })];
				const old = chosenOf(hunksOf(base, one, fingerprint), choice);
				const added = chosenOf(hunksOf(base, two, fingerprint), again);
				const ids = (hunks: readonly Hunk[]) => hunks.map(({ id }) => id);
				const before = first.with(first.nothing(), ids(old));
				const after = second.with(before, ids(added), ids(old));
				expect(textOf(after)).toBe(expected(base, old, added));
				const all = [...ids(old), ...ids(added)];
				const left = old.filter(({ id }) => !supersededBy(ids(added), ids(old)).includes(id));
				const without = left.filter(({ id }) => !ids(added).includes(id));
				expect(textOf(second.without(after, ids(added), all))).toBe(expected(base, without, []));
			}),
			many,
		);
	});

	test("pieces that it does not have any more can still be taken back", () => {
		fc.assert(
			fc.property(twoVersions, anyChoice, anyChoice, ([base, one, two], choice, again) => {
				const [first, second] = [new Version(base, one), new Version(base, two, { version: "v2" })];
				const old = chosenOf(hunksOf(base, one, fingerprint), choice);
				const back = chosenOf(old, again);
				const ids = (hunks: readonly Hunk[]) => hunks.map(({ id }) => id);
				const before = first.with(first.nothing(), ids(old));
				const after = second.without(before, ids(back), ids(old));
				expect(textOf(after)).toBe(textWith(base, old, (id) => !ids(back).includes(id)));
			}),
			many,
		);
	});
});

describe("a second version that", () => {
	const base = Array.from({ length: 30 }, (_, at) => `line ${at}\n`).join("");
	const one = new Version(base, base.replace("line 3\n", "first 3\n").replace("line 20\n", "first 20\n"));
	const two = new Version(base, base.replace("line 3\n", "second 3\nmore\n"), { version: "v2" });

	test("changes lines that do not repeat is found without being told what was accepted", () => {
		const before = one.with(one.nothing(), one.pieces);
		const text = textOf(two.with(before, two.pieces));
		expect(text).toBe(base.replace("line 3\n", "second 3\nmore\n").replace("line 20\n", "first 20\n"));
		expect(textOf(two.without(before, one.pieces.slice(1)))).toBe(base.replace("line 3\n", "first 3\n"));
	});

	test("deletes the file takes the place of its hunks, and the other way round", () => {
		const gone: Change = change({ kind: "deleted", version: "v2" });
		const sides = { base: bytesOf(base), proposed: null };
		const [whole] = piecesOf(gone, sides, fingerprint);
		const deletion = { change: gone, sides, pieces: new Set([whole?.id ?? ""]), fingerprint };
		const deleted = acceptedWith(one.with(one.nothing(), one.pieces), deletion);
		expect(deleted).toEqual({ path: "src/a.ts", bytes: null, mode: 0 });
		expect(acceptedWithout(deleted, deletion)).toEqual(one.nothing());
		expect(textOf(two.with(deleted, two.pieces))).toBe(textOf(two.with(two.nothing(), two.pieces)));
	});

	test("moves the file elsewhere lets the old move and mode be taken back", () => {
		const moved = new Version(base, base, { ...renamed(), mode: executable });
		const elsewhere = new Version(base, base, { ...renamed(), path: "src/else.ts", version: "v2" });
		const before = moved.with(moved.nothing(), moved.pieces);
		expect(before).toMatchObject({ path: "src/new.ts", mode: executable });
		expect(elsewhere.with(before, elsewhere.pieces)).toMatchObject({ path: "src/else.ts", mode: executable });
		expect(elsewhere.without(before, moved.pieces)).toEqual(moved.nothing());
		expect(elsewhere.without(before, elsewhere.pieces)).toEqual(before);
	});
});

describe("encodings", () => {
	const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
	const utf16 = (text: string) => new Uint8Array(Buffer.from(`\uFEFF${text}`, "utf16le"));
	const two = "one é\n2\n3\n4\n5\ntwo é\n";
	const changed = "ONE é\n2\n3\n4\n5\nTWO é\n";

	test.each([
		["UTF-8 with a byte order mark", (text: string) => bytesOf(`\uFEFF${text}`)],
		["UTF-16", utf16],
		["an encoding of one byte a character", latin],
		["UTF-8 with CRLF", (text: string) => bytesOf(text.replaceAll("\n", "\r\n"))],
		["UTF-8 with CR", (text: string) => bytesOf(text.replaceAll("\n", "\r"))],
	])("one of two hunks is accepted in %s, and every other byte is the base's", (_, encode) => {
		const sides = { base: encode(two), proposed: encode(changed) };
		const [first, second] = piecesOf(change(), sides, fingerprint);
		const choice = { change: change(), sides, pieces: new Set([first?.id ?? ""]), fingerprint };
		expect(second?.kind).toBe("hunk");
		const accepted = acceptedWith(nothingAccepted(change(), sides), choice);
		expect(accepted.bytes).toEqual(encode(two.replace("one", "ONE")));
		expect(acceptedWithout(accepted, choice).bytes).toEqual(sides.base);
	});

	test("what was accepted in another encoding keeps its bytes when more is accepted", () => {
		const first = { base: bytesOf(two), proposed: Uint8Array.from([...latin("é\n"), ...bytesOf(two).slice(7)]) };
		const [hunk] = piecesOf(change(), first, fingerprint);
		const choice = { change: change(), sides: first, pieces: new Set([hunk?.id ?? ""]), fingerprint };
		const before = acceptedWith(nothingAccepted(change(), first), choice);
		const later = { base: bytesOf(two), proposed: bytesOf(two.replace("two é", "TWO ü")) };
		const pieces = new Set(piecesOf(change(), later, fingerprint).map(({ id }) => id));
		const after = acceptedWith(before, { change: change(), sides: later, pieces, fingerprint });
		expect(after.bytes).toEqual(Uint8Array.from([...latin("é\n"), ...bytesOf("2\n3\n4\n5\nTWO ü\n")]));
		expect(acceptedWithout(after, { change: change(), sides: later, pieces, fingerprint }).bytes).toEqual(before.bytes);
	});
});

describe("a step between two states", () => {
	test("is none where nothing differs", () => {
		const version = new Version("a\n", "b\n");
		expect(stepBetween(version.nothing(), version.nothing(), "s")).toBeNull();
		const none = { path: "a", bytes: null, mode: 0 };
		expect(stepBetween(none, { ...none, path: "b" }, "s")).toBeNull();
	});

	test.each([
		["modified", { path: "a", bytes: bytesOf("2"), mode: plain }, { kind: "modified", path: "a" }],
		["made executable", { path: "a", bytes: bytesOf("1"), mode: executable }, { kind: "modified", mode: executable }],
		["moved", { path: "b", bytes: bytesOf("1"), mode: plain }, { kind: "renamed", path: "b", from: "a" }],
		["deleted", { path: "a", bytes: null, mode: 0 }, { kind: "deleted", path: "a", mode: plain }],
	] as const)("says that a file is %s, and back again", (_, after, wanted) => {
		const before: Accepted = { path: "a", bytes: bytesOf("1"), mode: plain };
		const step = stepBetween(before, after, "s");
		expect(step?.change).toMatchObject(wanted);
		expect(step?.sides).toEqual({ base: before.bytes, proposed: after.bytes });
		const back = stepBetween(after, before, "s");
		expect(back?.sides).toEqual({ base: after.bytes, proposed: before.bytes });
		expect(back?.change.path).toBe("a");
	});
});

test("a piece that was never offered changes nothing", () => {
	const version = new Version("a\n1\n2\n3\nb\n", "A\n1\n2\n3\nB\n");
	const lines = splitLines("a\n1\n2\n3\nb\n").length;
	const hostile = ["", "whole", "hunk", "__proto__", `0-${lines}+9:${"0".repeat(24)}`, "0-1+1:", "9-9+9:x", "move:x"];
	expect(version.with(version.nothing(), hostile)).toEqual(version.nothing());
	const before = version.with(version.nothing(), version.pieces);
	expect(version.without(before, hostile)).toEqual(before);
	expect(version.with(version.nothing(), [version.pieces[0] ?? ""], hostile).bytes).toEqual(bytesOf("A\n1\n2\n3\nb\n"));
});
