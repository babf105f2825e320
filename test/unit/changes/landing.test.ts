/** How a change lands: the decision for every state that the workspace can be in. */

import { expect, test } from "vitest";
import { type LandingInput, leavesFolder, type Occupant, planLanding } from "../../../src/core/changes/landing.ts";
import type { Change } from "../../../src/core/review-ports.ts";
import { fc, times } from "../../support/properties.ts";
import { bytes, file, land, nothing } from "./landing-case.ts";

test("a file that nobody touched gets the proposed bytes", () => {
	const landing = land({ base: "a\n", proposed: "b\n", there: file("a\n") });
	expect(landing).toEqual({
		kind: "replace",
		before: bytes("a\n"),
		bytes: bytes("b\n"),
		merged: false,
		executable: null,
	});
});

test("a file that was changed elsewhere is merged", () => {
	const landing = land({ base: "1\n2\n3\n", proposed: "1\n2\nC\n", there: file("A\n2\n3\n") });
	expect(landing).toMatchObject({ kind: "replace", bytes: bytes("A\n2\nC\n"), merged: true });
});

test("the same lines changed on both sides are a conflict that names them", () => {
	const landing = land({ base: "1\n2\n3\n4\n", proposed: "1\nX\nY\n4\n", there: file("1\nP\nQ\n4\n") });
	expect(landing).toEqual({
		kind: "conflict",
		text: "src/a.txt was not changed: you and the agent both changed lines 2–3.",
		overlap: "you and the agent both changed lines 2–3",
	});
});

test("the same change on both sides is no conflict", () => {
	expect(land({ base: "1\n", proposed: "2\n", there: file("2\n") })).toEqual({ kind: "nothing", executable: null });
	expect(land({ proposed: "2\n", there: file("2\n") })).toEqual({ kind: "nothing", executable: null });
	expect(land({ base: "1\n", there: nothing })).toEqual({ kind: "nothing", executable: null });
});

test("bytes that are no text are replaced but never merged", () => {
	const landing = land({ base: "a\0", proposed: "b\0", there: file("a\0") });
	expect(landing).toMatchObject({ kind: "replace", bytes: bytes("b\0") });
	expect(land({ base: "a\0", proposed: "b\0", there: file("c\0") })).toMatchObject({
		kind: "conflict",
		text: expect.stringContaining("not a text file"),
	});
});

test("a created file needs a free place", () => {
	expect(land({ proposed: "x", there: nothing })).toEqual({ kind: "create", bytes: bytes("x"), executable: false });
	expect(land({ proposed: "x", there: nothing, change: { mode: 0o100755 } })).toMatchObject({
		kind: "create",
		executable: true,
	});
	expect(land({ proposed: "x", there: file("y") })).toMatchObject({
		kind: "conflict",
		text: expect.stringContaining("exists by now"),
	});
	expect(land({ proposed: "x", there: { kind: "link", target: "y" } })).toMatchObject({ kind: "conflict" });
	expect(land({ proposed: "x", there: { kind: "blocked", text: "No." } })).toEqual({ kind: "refuse", text: "No." });
});

test("a deleted file must be what it was", () => {
	expect(land({ base: "x", there: file("x") })).toEqual({ kind: "delete", before: bytes("x") });
	expect(land({ base: "x", there: file("y") })).toMatchObject({ kind: "conflict" });
	expect(land({ base: "x", there: file("x", { unsaved: { text: "y", base: "x", proposed: null } }) })).toMatchObject({
		kind: "refuse",
	});
	expect(land({ base: "x", there: { kind: "link", target: "y" } })).toMatchObject({ kind: "refuse" });
});

test("a changed file that was deleted, linked or made read-only is left alone", () => {
	expect(land({ base: "x", proposed: "y", there: nothing })).toMatchObject({
		kind: "conflict",
		text: expect.stringContaining("was deleted"),
	});
	expect(land({ base: "x", proposed: "y", there: { kind: "link", target: "z" } })).toMatchObject({
		kind: "refuse",
		text: expect.stringContaining("symbolic link"),
	});
	expect(land({ base: "x", proposed: "y", there: file("x", { writable: false }) })).toMatchObject({
		kind: "refuse",
		text: expect.stringContaining("read-only"),
	});
});

test("a change is not applied when the checkout lacks a side that it needs", () => {
	expect(land({ change: { kind: "modified" }, base: "x", there: file("x") })).toMatchObject({ kind: "refuse" });
	expect(land({ change: { kind: "added" }, there: nothing })).toMatchObject({ kind: "refuse" });
});

test("unsaved text is edited in place, on what the document shows", () => {
	const unsaved = { text: "mine\r\n2\r\n3\r\n", base: "1\r\n2\r\n3\r\n", proposed: "1\r\n2\r\nthree\r\n" };
	const landing = land({ base: "1\n2\n3\n", proposed: "1\n2\nthree\n", there: file("1\n2\n3\n", { unsaved }) });
	expect(landing).toEqual({ kind: "edit-text", edits: [{ start: 9, end: 10, text: "three" }], executable: null });
});

test("unsaved text of the same lines is a conflict, and of no text a refusal", () => {
	const clash = { text: "mine\n", base: "1\n", proposed: "2\n" };
	expect(land({ base: "1\n", proposed: "2\n", there: file("1\n", { unsaved: clash }) })).toMatchObject({
		kind: "conflict",
		text: expect.stringContaining("line 1"),
	});
	const opaque = { text: "mine\n", base: null, proposed: "2\n" };
	expect(land({ base: "1\n", proposed: "2\n", there: file("1\n", { unsaved: opaque }) })).toMatchObject({
		kind: "refuse",
		text: expect.stringContaining("unsaved"),
	});
});

const rename = { change: { kind: "renamed", from: "src/old.txt" }, base: "1\n2\n3\n", proposed: "1\n2\nC\n" } as const;

test("a renamed file moves with its edits, merged with the person's", () => {
	expect(land({ ...rename, there: nothing, origin: file("1\n2\n3\n") })).toMatchObject({
		kind: "rename",
		from: "src/old.txt",
		bytes: bytes("1\n2\nC\n"),
		merged: false,
	});
	expect(land({ ...rename, there: nothing, origin: file("A\n2\n3\n") })).toMatchObject({
		kind: "rename",
		bytes: bytes("A\n2\nC\n"),
		merged: true,
	});
	expect(land({ ...rename, there: nothing, origin: file("1\n2\nX\n") })).toMatchObject({ kind: "conflict" });
});

test("a rename needs its origin and a free place", () => {
	expect(land({ ...rename, there: nothing, origin: nothing })).toMatchObject({
		kind: "conflict",
		text: expect.stringContaining("not in your workspace any more"),
	});
	expect(land({ ...rename, there: file("x"), origin: file("1\n2\n3\n") })).toMatchObject({
		kind: "conflict",
		text: expect.stringContaining("src/a.txt exists by now"),
	});
	expect(land({ ...rename, there: file("1\n2\nC\n"), origin: nothing })).toEqual({ kind: "nothing", executable: null });
	expect(land({ ...rename, there: nothing, origin: { kind: "blocked", text: "No." } })).toEqual({
		kind: "refuse",
		text: "No.",
	});
});

test("the executable bit is set when it is wanted, and taken away only when that is the whole change", () => {
	expect(land({ base: "x", proposed: "y", there: file("x"), change: { mode: 0o100755 } })).toMatchObject({
		kind: "replace",
		executable: true,
	});
	expect(land({ base: "x", proposed: "y", there: file("x", { executable: true }) })).toMatchObject({
		kind: "replace",
		executable: null,
	});
	expect(land({ base: "x", proposed: "x", there: file("x", { executable: true }) })).toEqual({
		kind: "nothing",
		executable: false,
	});
	expect(land({ base: "x", proposed: "x", there: file("x"), change: { mode: 0o100755 } })).toEqual({
		kind: "nothing",
		executable: true,
	});
});

const link = { change: { mode: 0o120000 } };

test("symbolic links are made, changed and removed where nobody else did", () => {
	expect(land({ ...link, proposed: "b.txt", there: nothing })).toEqual({ kind: "link", target: "b.txt", before: null });
	expect(land({ ...link, base: "b.txt", proposed: "c.txt", there: { kind: "link", target: "b.txt" } })).toEqual({
		kind: "link",
		target: "c.txt",
		before: "b.txt",
	});
	expect(land({ ...link, base: "b.txt", there: { kind: "link", target: "b.txt" } })).toEqual({
		kind: "unlink",
		before: "b.txt",
	});
	expect(land({ ...link, base: "b.txt", there: { kind: "link", target: "mine" } })).toMatchObject({ kind: "conflict" });
	expect(land({ ...link, base: "b.txt", proposed: "c.txt", there: { kind: "link", target: "mine" } })).toMatchObject({
		kind: "conflict",
	});
	expect(land({ ...link, proposed: "c.txt", there: file("x") })).toMatchObject({ kind: "refuse" });
});

test.each(["/etc/passwd", "../../x", "C:\\x", "\\\\server\\share", "", "../.git/hooks", "..\\..\\x", "x/../../../y"])(
	"a symbolic link to %j leaves the folder",
	(target) => {
		expect(leavesFolder("src/a.txt", target)).toBe(true);
		expect(land({ ...link, proposed: target, there: nothing })).toMatchObject({ kind: "refuse" });
	},
);

test.each(["b.txt", "../b.txt", "./x/../b.txt", "..", "sub/deep"])("a symbolic link to %j stays inside", (target) => {
	expect(leavesFolder("src/a.txt", target)).toBe(false);
});

test("a forbidden path is refused whatever else is true, on either side of a rename", () => {
	const free = { proposed: "x", there: nothing };
	expect(land({ ...free, change: { path: ".git/config" } })).toMatchObject({
		kind: "refuse",
		text: expect.stringContaining(".git"),
	});
	expect(
		land({ ...rename, change: { kind: "renamed", from: "../old.txt" }, there: nothing, origin: nothing }),
	).toMatchObject({ kind: "refuse" });
});

const text = fc.constantFrom("", "a\n", "a\nb\n", "x\0", "\ufeffa\n");
const occupant: fc.Arbitrary<Occupant> = fc.oneof(
	fc.constant(nothing),
	fc
		.record({ executable: fc.boolean(), writable: fc.boolean(), text, dirty: fc.option(text) })
		.map(({ text: content, dirty, ...more }) =>
			file(content, { ...more, unsaved: dirty === null ? null : { text: dirty, base: content, proposed: null } }),
		),
	text.map((target): Occupant => ({ kind: "link", target })),
	fc.constant<Occupant>({ kind: "blocked", text: "It is in the way." }),
);
const side = fc.option(text.map(bytes));
const change = fc.record({
	path: fc.constantFrom("a.txt", "src/b.txt", ".git/x", "", "../x"),
	kind: fc.constantFrom("added", "modified", "deleted", "renamed"),
	from: fc.constantFrom("old.txt", ".git/old"),
	mode: fc.constantFrom(0o100644, 0o100755, 0o120000),
});

test("deciding is total: every combination of states has a landing, and a refusal has a sentence", () => {
	fc.assert(
		fc.property(
			change,
			side,
			side,
			fc.tuple(occupant, fc.option(occupant)),
			(some, base, proposed, [there, origin]) => {
				const whole: Change = {
					...some,
					kind: some.kind as Change["kind"],
					binary: false,
					added: 0,
					removed: 0,
					version: "v",
				};
				const input: LandingInput = { change: whole, base, proposed, there, origin, paths: "posix" };
				const landing = planLanding(input);
				if (landing.kind === "refuse" || landing.kind === "conflict") expect(landing.text).toMatch(/^\S.*[.]$/s);
				if (there.kind === "blocked") expect(landing.kind).toBe("refuse");
				if (landing.kind === "replace" && !landing.merged) expect(landing.bytes).toEqual(proposed);
				if (landing.kind === "delete") expect(landing.before).toEqual(base);
			},
		),
		{ numRuns: times(2_000) },
	);
});
