/** The brief editor's fields: what goes in comes out again, and what makes no sense is said at its field. */

import { expect, test } from "vitest";
import { efforts, kinds, modes } from "../../../src/core/brief/words.ts";
import { globProblem } from "../../../src/core/scope/scope.ts";
import { type Brief, parseBrief } from "../../../src/core/task/brief.ts";
import { aboveSettings, writtenBudget } from "../../../src/vscode/brief/editor-budget.ts";
import { emptyForm, formOf, readForm } from "../../../src/vscode/brief/editor-form.ts";
import { fc, times } from "../../support/properties.ts";

const text = (most: number) =>
	fc.string({ unit: "grapheme", minLength: 1, maxLength: most }).map((value) => value.trim() || "x");
const line = (most: number) => text(most).map((value) => value.replace(/[\r\n\u2028\u2029]+/g, " ").trim() || "x");
const glob = line(20).filter((value) => globProblem(value) === null);
/** Lines of a command of several: no return in it, and none at its ends. */
const check = fc.array(line(15), { minLength: 1, maxLength: 3 }).map((lines) => lines.join("\n"));
const amount = fc.double({ min: 0.01, max: 9_999, noNaN: true }).map((value) => Number(value.toFixed(4)));

const briefs: fc.Arbitrary<Partial<Brief>> = fc.record(
	{
		goal: text(60),
		definitionOfDone: text(60),
		mode: fc.constantFrom(...modes),
		kind: fc.constantFrom(...kinds),
		base: fc.constantFrom("working-tree", "HEAD", "topic/x"),
		model: line(20),
		effort: fc.constantFrom(...efforts),
		owner: line(20),
		scope: fc.record({ allowed: fc.array(glob, { maxLength: 3 }), forbidden: fc.array(glob, { maxLength: 3 }) }),
		checks: fc.array(check, { maxLength: 3 }),
		attachments: fc.array(fc.record({ title: line(20), text: fc.string() }), { maxLength: 2 }),
		budget: fc.record(
			{
				money: amount,
				minutes: amount,
				tokens: fc.integer({ min: 1, max: 10 ** 9 }),
				turns: fc.integer({ min: 1, max: 10_000 }),
			},
			{ requiredKeys: [] },
		),
	},
	{ requiredKeys: ["goal"] },
);

/** Without what is the same as leaving it out. */
function plain({ mode, kind, base, scope, checks, attachments, budget, ...rest }: Partial<Brief>): Partial<Brief> {
	return {
		...rest,
		...(mode === undefined || mode === "change" ? {} : { mode }),
		...(kind === undefined || kind === "other" ? {} : { kind }),
		...(base === undefined || base === "working-tree" ? {} : { base }),
		...(scope && scope.allowed.length + scope.forbidden.length > 0 ? { scope } : {}),
		...(checks && checks.length > 0 ? { checks } : {}),
		...(attachments && attachments.length > 0 ? { attachments } : {}),
		...(budget && Object.keys(budget).length > 0 ? { budget } : {}),
	};
}

test("every brief comes out of the editor as it went in", () => {
	fc.assert(
		fc.property(briefs, (given) => {
			const parsed = parseBrief(given);
			fc.pre(parsed.kind === "brief");
			const brief: Partial<Brief> = parsed.kind === "brief" ? parsed.brief : {};
			const read = readForm(formOf(brief), brief.attachments);
			expect(read.problems).toEqual([]);
			expect(read.brief).toEqual(plain(brief));
		}),
		{ numRuns: times(500) },
	);
});

test("whatever stands in the fields, a brief without problems is one that the core takes", () => {
	const words = fc.record({
		...{ goal: fc.string(), definitionOfDone: fc.string(), allowed: fc.string(), forbidden: fc.string() },
		...{ checks: fc.string(), base: fc.string(), model: fc.string(), owner: fc.string(), money: fc.string() },
		...{ tokens: fc.string(), minutes: fc.string(), turns: fc.string() },
	});
	fc.assert(
		fc.property(words, (given) => {
			const { brief, problems } = readForm({ ...emptyForm, ...given });
			if (problems.length === 0) expect(parseBrief(brief)).toMatchObject({ kind: "brief" });
			else expect(problems.map(({ text: said }) => said).every((said) => said.length > 5)).toBe(true);
		}),
		{ numRuns: times(1_000) },
	);
});

test.each([
	["5", 5],
	["$5", 5],
	[" $ 1,250.50 ", 1250.5],
	["0.05", 0.05],
])("an amount %j is %d", (written, money) => {
	expect(readForm({ ...emptyForm, goal: "x", money: written }).brief.budget).toEqual({ money });
});

test.each(["5,50", "1.000,50", "five", "-1", "0", "1e3", "Infinity", "5 $", "0x10", "10001"])(
	"an amount %j is no amount: it is said, and never guessed",
	(money) => {
		const { brief, problems } = readForm({ ...emptyForm, goal: "x", money });
		expect(problems.map(({ field }) => field)).toEqual(["money"]);
		expect(brief.budget).toBeUndefined();
	},
);

test("half a turn and half a token are none", () => {
	const { problems } = readForm({ ...emptyForm, goal: "x", turns: "1.5", tokens: "0.5" });
	expect(problems.map(({ field }) => field)).toEqual(["tokens", "turns"]);
});

test("a glob that leads out is named, with how many more there are", () => {
	const { problems } = readForm({ ...emptyForm, goal: "x", allowed: "src/**\r\n../secret\n!b\n" });
	expect(problems).toEqual([
		{ field: "allowed", text: "../secret: it must be relative to the project's root. And 1 more." },
	]);
});

test("what is too long or too much is said with both figures", () => {
	const globs = Array.from({ length: 201 }, (_, at) => `a${at}`).join("\n");
	const checks = Array.from({ length: 51 }, () => "npm test").join("\n");
	const { problems } = readForm({ ...emptyForm, goal: "x".repeat(100_001), allowed: globs, checks });
	expect(problems.map(({ text: said }) => said)).toEqual([
		"The goal has 100,001 characters; at most 100,000 are taken.",
		"201 globs; at most 200 are taken.",
		"51 commands; at most 50 are taken.",
	]);
});

const settings = { money: 5, tokens: null, minutes: 60, turns: 200 };

test("what is left empty is the settings', and where there is no cap there stays none", () => {
	expect(writtenBudget({ money: 9 }, settings)).toEqual({ money: 9, minutes: 60, turns: 200 });
	expect(writtenBudget(undefined, settings)).toEqual({ money: 5, minutes: 60, turns: 200 });
});

test("only what is above a cap of the settings is asked about", () => {
	expect(aboveSettings({ money: 5, tokens: 10, turns: 200 }, settings)).toEqual([]);
	expect(aboveSettings({ money: 5.01, tokens: 10, minutes: 61 }, settings)).toEqual([
		"$5.01; your setting is $5.00.",
		"61 active minutes; your setting is 60 active minutes.",
	]);
});
