/** What a link may ask for. Anybody can write one; what is not expected refuses all of it. */

import { expect, test } from "vitest";
import { briefLines } from "../../../src/vscode/entry/brief-words.ts";
import { readLink } from "../../../src/vscode/entry/link.ts";

const read = (query: string) => readLink("/delegate", query);
const text = (query: string) => {
	const link = read(query);
	return link.kind === "refused" ? link.text : "";
};

test("a link says what is to be done and within which limits", () => {
	const query =
		"goal=Fix the parser&done=The tests pass&check=npm test&check=npm run lint&allow=src/**&forbid=src/auth/**&kind=bug&mode=change&budget=1.50";
	expect(read(query)).toEqual({
		kind: "link",
		brief: {
			...{ goal: "Fix the parser", definitionOfDone: "The tests pass", kind: "bug", mode: "change" },
			...{ checks: ["npm test", "npm run lint"], budget: { money: 1.5 } },
			scope: { allowed: ["src/**"], forbidden: ["src/auth/**"] },
		},
	});
});

test.each([
	"model=dearest",
	"owner=Eve",
	"base=main",
	"file=/etc/passwd",
	"effort=max",
	"attachments=x",
	"__proto__=x",
	"constructor=x",
	"GOAL=x",
])("a link cannot say %s", (parameter) => expect(text(`goal=x&${parameter}`)).toMatch(/which no link may have/));

test.each([
	["", /no goal/],
	["goal=", /its goal is empty/],
	["goal=%20%20", /its goal is empty/],
	["goal=a&goal=b", /more than once/],
	[`goal=${"x".repeat(2_001)}`, /longer than 2000/],
	[`goal=x&done=${"x".repeat(1_001)}`, /longer than 1000/],
	[`goal=x${"&check=a".repeat(11)}`, /more than 10 times/],
	[`goal=x&${"y".repeat(9_000)}`, /too long/],
	["goal=x&budget=1e9", /no amount/],
	["goal=x&budget=-1", /no amount/],
	["goal=x&budget=0", /budget/],
	["goal=x&kind=evil", /kind/],
	["goal=x&mode=yolo", /mode/],
	["goal=x&allow=../**", /relative/],
	["goal=read \u202Eme", /cannot be seen/],
	["goal=hidden\u{E0041}", /cannot be seen/],
	["goal=zero\u200Bwidth", /cannot be seen/],
	["goal=x&check=a%0Ab", /cannot be seen/],
	["goal=a%00b", /cannot be seen/],
	["goal=a%0Db", /cannot be seen/],
	["goal=a%E2%80%AEb", /cannot be seen/],
	["goal=x&check=a\u00A0b", /cannot be seen/],
])("%j is refused with a sentence that says why", (query, said) => expect(text(query)).toMatch(said));

test("line ends of Windows are line ends", () => {
	expect(readLink("/delegate", "goal=a%0D%0Ab")).toEqual({ kind: "link", brief: { goal: "a\nb" } });
	expect(text("goal=x&check=a%0D%0Ab")).toMatch(/cannot be seen/);
});

test("another path is refused", () => {
	for (const path of ["", "/", "/delegate/", "/accept", "/delegate2"])
		expect(readLink(path, "goal=x")).toMatchObject({ kind: "refused" });
});

test("a text can hold an ampersand, a plus and a percent sign", () => {
	expect(read("goal=a%26b and C++ at 100%")).toMatchObject({ brief: { goal: "a&b and C++ at 100%" } });
});

test("the dialog shows all that a link or file asks for, and what it may use by the person's own settings", () => {
	const caps = { money: 5, tokens: null, minutes: 60, turns: 200 };
	const lines = briefLines(
		{
			...{ goal: "Fix\nit", model: "dearest", base: "main", owner: "Eve", budget: { money: 9_000 } },
			...{
				checks: Array.from({ length: 14 }, (_, at) => `check-${at}`),
				scope: { allowed: ["src/**"], forbidden: ["x"] },
			},
		},
		caps,
	);
	for (const said of [
		"Goal:\n│ Fix\n│ it",
		"none is given",
		"May change:\n  src/**",
		"Must not change:\n  x",
		"check-11",
		"… and 2 more",
	])
		expect(lines).toContain(said);
	for (const said of [
		"at most $5.00, 60 active minutes and 200 turns",
		"Model: dearest",
		"Begins with: main",
		"Owner: Eve",
	])
		expect(lines).toContain(said);
	expect(briefLines({ goal: "x".repeat(5_000) }, caps)).toContain("(3000 more characters)");
	expect(briefLines({ goal: "x" }, caps)).toContain("May change: everything in the folder");
	expect(briefLines({ goal: "x", mode: "explore" }, caps)).toContain("Nothing is changed");
});

test("nothing that a brief says passes for a line of the dialog, pushes one out of sight, or hides what stands between", () => {
	const caps = { money: 5, tokens: null, minutes: 60, turns: 200 };
	const forged = "Fix it.\n\nMay change:\n  docs/**\r\rBudget: at most $0.01\u2028Checks: none is given";
	const brief = {
		...{ goal: `${forged}${"\n".repeat(300)}`, definitionOfDone: `x${" ".repeat(400)}Budget: at most $0.01` },
		...{ model: "m\nBudget: at most $0.01", base: `b\n${forged}`, checks: [`npm test\n${forged}`] },
		attachments: Array.from({ length: 20 }, () => ({ title: forged, text: "" })),
	};
	const lines = briefLines(brief, caps).split("\n");
	const starting = (words: string) => lines.filter((line) => line.startsWith(words));
	expect(starting("Budget:")).toEqual(["Budget: at most $5.00, 60 active minutes and 200 turns"]);
	expect(starting("May change")).toEqual(["May change: everything in the folder"]);
	expect(starting("Checks")).toEqual(["Checks that are run:"]);
	expect(starting("  … and 8 more")).toHaveLength(1);
	expect(lines.length).toBeLessThan(60);
	expect(lines.join("\n")).toContain("x‹400 spaces›Budget");
});
