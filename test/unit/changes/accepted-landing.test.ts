/** What is accepted reaches the workspace exactly, keeps what the person typed there, and is known again after a reload. */

import { expect, test } from "vitest";
import { type Accepted, acceptedWith, nothingAccepted, stepBetween } from "../../../src/core/changes/accepted.ts";
import { type Landing, planLanding } from "../../../src/core/changes/landing.ts";
import { mergeBytes } from "../../../src/core/changes/landing-text.ts";
import { piecesOf } from "../../../src/core/changes/pieces.ts";
import type { AcceptedFile, Change } from "../../../src/core/review-ports.ts";
import type { Recorded, TaskEvent } from "../../../src/core/task/events.ts";
import { foldView } from "../../../src/core/task/view.ts";
import { fingerprint } from "../../../src/node/fingerprint.ts";
import { fc, times } from "../../support/properties.ts";
import { anyChoice, baseAndProposed, chosenOf } from "./review-texts.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

const change: Change = {
	...{ path: "src/a.ts", kind: "modified", binary: false, added: 1, removed: 1 },
	...{ mode: 0o100644, baseMode: 0o100644, version: "v1" },
};

/** The states before and after one more decision. */
const twoStates = fc.tuple(baseAndProposed, anyChoice, anyChoice).map(([[base, proposed], first, second]) => {
	const sides = { base: bytesOf(base), proposed: bytesOf(proposed) };
	const ids = piecesOf(change, sides, fingerprint).map(({ id }) => id);
	const choice = (pieces: readonly string[]) => ({ change, sides, pieces: new Set(pieces), fingerprint });
	const before = acceptedWith(nothingAccepted(change, sides), choice(chosenOf(ids, first)));
	return { before, after: acceptedWith(before, choice(chosenOf(ids, second))) };
});

function landed(before: Accepted, after: Accepted, live: Uint8Array): Landing | null {
	const step = stepBetween(before, after, "step");
	if (step === null) return null;
	const there = { kind: "file", bytes: live, executable: false, writable: true, unsaved: null } as const;
	return planLanding({ change: step.change, ...step.sides, there, origin: null, paths: "posix" });
}

test("a workspace that holds what was accepted holds exactly what is accepted afterwards, and back again", () => {
	fc.assert(
		fc.property(twoStates, ({ before, after }) => {
			const [from, to] = [before.bytes ?? bytesOf(""), after.bytes ?? bytesOf("")];
			const isSame = Buffer.from(from).equals(to);
			const wanted = (bytes: Uint8Array) => (isSame ? null : expect.objectContaining({ kind: "replace", bytes }));
			expect(landed(before, after, from)).toEqual(wanted(to));
			expect(landed(after, before, to)).toEqual(wanted(from));
			expect(mergeBytes(from, to, from)).toEqual({ kind: "merged", bytes: to });
		}),
		{ numRuns: times(500) },
	);
});

test("the person's lines at the ends of the file stay, whatever is accepted between", () => {
	fc.assert(
		fc.property(twoStates, ({ before, after }) => {
			const inner = (state: Accepted) => ({
				...state,
				bytes: bytesOf(`first\nsecond\n${textOf(state.bytes ?? bytesOf(""))}\nlast but one\nlast\n`),
			});
			const [from, to] = [inner(before), inner(after)];
			const typed = (bytes: Uint8Array) => bytesOf(`mine\n${textOf(bytes).replace("last\n", "also mine\n")}`);
			const landing = landed(from, to, typed(from.bytes));
			if (landing === null) return;
			expect(landing).toMatchObject({ kind: "replace", bytes: typed(to.bytes), merged: true });
		}),
		{ numRuns: times(500) },
	);
});

test("a line that the person typed one line away from a hunk stays", () => {
	const lines = Array.from({ length: 40 }, (_, at) => `line ${at}\n`);
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 38 }), fc.nat(2), fc.nat(39), (at, remove, mine) => {
			const end = Math.min(at + remove, lines.length);
			fc.pre(mine < at - 1 || mine > end);
			const agents = [...lines.slice(0, at), "agent\n", ...lines.slice(end)];
			const wanted = agents.with(mine < at ? mine : mine + 1 - (end - at), "mine\n").join("");
			const state = (text: string): Accepted => ({ path: "a", bytes: bytesOf(text), mode: 0o100644 });
			const landing = landed(
				state(lines.join("")),
				state(agents.join("")),
				bytesOf(lines.with(mine, "mine\n").join("")),
			);
			expect(landing).toMatchObject({ kind: "replace", bytes: bytesOf(wanted), merged: true });
		}),
		{ numRuns: times(500) },
	);
});

test("decisions and what is accepted are the same after the journal is read again", () => {
	const lines = Array.from({ length: 30 }, (_, at) => `line ${at}\n`);
	const sides = { base: bytesOf(lines.join("")), proposed: bytesOf(lines.with(2, "A\n").with(20, "B\n").join("")) };
	const pieces = piecesOf(change, sides, fingerprint).map(({ id }) => id);
	const [first = "", second = ""] = pieces;
	const accepted: AcceptedFile = { path: "src/a.ts", origin: "src/a.ts", content: "kept", mode: 0o100644 };
	const decided = { type: "change.decided", path: change.path, version: "v1", note: "", surface: "editor" } as const;
	const events: readonly TaskEvent[] = [
		{ type: "changes.found", changes: [{ ...change, pieces }] },
		{ ...decided, decision: "accepted", pieces: [first], accepted },
		{ ...decided, decision: "rejected", pieces: [second] },
		{ type: "changes.found", changes: [{ ...change, version: "v2", pieces: [first, "new"] }] },
	];
	const records = events.map((event, seq): Recorded => ({ seq, at: seq, event }));
	const view = foldView(records);
	expect(view.changes).toMatchObject([
		{ decisions: { [first]: "accepted", [second]: "rejected" }, undecided: 1, outlived: 0, accepted },
	]);
	const again: readonly Recorded[] = JSON.parse(JSON.stringify(records));
	expect(foldView(again)).toEqual(view);
});
