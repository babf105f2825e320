/** The brief check finds what makes delegating fail, in sentences that nobody wrote for it, and is silent about others. */

import { expect, test } from "vitest";
import { checkBrief } from "../../../src/core/brief/check.ts";
import type { WarningName } from "../../../src/core/brief/warning.ts";
import type { Brief } from "../../../src/core/task/brief.ts";
import { measure, readSentences, type Sentence } from "../../support/brief-corpus.ts";
import { growth, inStep } from "../../support/growth.ts";

const complete = {
	definitionOfDone: "`npm test` passes.",
	checks: ["npm test"],
	scope: { allowed: ["src/x/**"], forbidden: [] },
};
const topics = ["several-tasks", "architecture", "cross-system", "performance", "security", "production"] as const;

const namesOf = (brief: Partial<Brief>): readonly WarningName[] => checkBrief(brief).map(({ name }) => name);
const ofGoal = ({ fields: [goal = ""] }: Sentence) => namesOf({ ...complete, goal });
const ofDefinition = ({ fields: [definitionOfDone = ""] }: Sentence) =>
	namesOf({ goal: "Fix the greeting in greet.js.", definitionOfDone });
const ofScope = ({ fields: [goal = "", globs = ""] }: Sentence) =>
	namesOf({ ...complete, goal, scope: { allowed: globs === "none" ? [] : globs.split(" "), forbidden: [] } });

test.each(topics)("of the goals that deserve the warning %s, 95 in 100 have it, and few others", (name) => {
	const { recall, precision, missed, wrong } = measure(name, readSentences("goals.txt"), ofGoal);
	expect({ missed, wrong, good: recall >= 0.95 && precision >= 0.95 }).toMatchObject({ good: true });
});

test("of the goals that the rules were not made for, four in five have their warnings, and hardly any other", () => {
	const sentences = readSentences("goals-unseen.txt");
	const all = topics.map((name) => measure(name, sentences, ofGoal));
	const deserved = sentences.flatMap(({ names }) => names).length;
	const missed = all.flatMap((each) => each.missed).length;
	const wrong = all.flatMap((each) => each.wrong).length;
	expect((deserved - missed) / deserved).toBeGreaterThanOrEqual(0.8);
	expect((deserved - missed) / (deserved - missed + wrong)).toBeGreaterThanOrEqual(0.95);
});

test("what is said in a roundabout way is mostly passed over, and hardly ever wrongly warned about", () => {
	const sentences = readSentences("goals-unseen-next.txt");
	const all = topics.map((name) => measure(name, sentences, ofGoal));
	const deserved = sentences.flatMap(({ names }) => names).length;
	const missed = all.flatMap((each) => each.missed).length;
	const wrong = all.flatMap((each) => each.wrong).length;
	expect({ found: deserved - missed, deserved, wrong }).toEqual({ found: 12, deserved: 43, wrong: 2 });
});

test.each(["no-check", "no-definition"] as const)("definitions that say nothing are told from others: %s", (name) => {
	const made = measure(name, readSentences("definitions.txt"), ofDefinition);
	expect(made).toMatchObject({ missed: [], wrong: [] });
	const unseen = measure(name, readSentences("definitions-unseen.txt"), ofDefinition);
	expect(Math.min(unseen.recall, unseen.precision)).toBeGreaterThanOrEqual(0.75);
});

test("a scope without bounds is told from one that has some, and from a goal that names its place", () => {
	expect(measure("unbounded-scope", readSentences("scopes.txt"), ofScope)).toMatchObject({ missed: [], wrong: [] });
});

test("the corpus is large enough to say something", () => {
	const goals = ["goals.txt", "goals-unseen.txt", "goals-unseen-next.txt"];
	const files = [...goals, "definitions.txt", "definitions-unseen.txt", "scopes.txt"];
	const sentences = files.flatMap(readSentences);
	expect(sentences.length).toBeGreaterThan(1_000);
	expect(sentences.filter(({ names }) => names.length === 0).length).toBeGreaterThan(500);
	for (const group of [goals, ["definitions.txt", "definitions-unseen.txt"], ["scopes.txt"]]) {
		const texts = group.flatMap(readSentences).map(({ fields }) => fields.join("|"));
		expect(new Set(texts).size).toBe(texts.length);
	}
});

test("nothing is said before there is a goal", () => {
	expect([namesOf({}), namesOf({ goal: " \n" }), namesOf({ goal: "```\ncode only\n```" })]).toEqual([[], [], []]);
});

test("a sentence alone lacks a check; with a check, it lacks a definition of done", () => {
	const goal = "Fix the greeting in greet.js.";
	expect(namesOf({ goal })).toEqual(["no-check"]);
	expect(namesOf({ goal, checks: ["npm test"] })).toEqual(["no-definition"]);
	expect(namesOf({ goal: "Make `npm test` pass: greet.js greets nobody.", checks: [" "] })).toEqual([]);
	expect(namesOf({ goal, checks: ["npm test"], definitionOfDone: "It works." })).toEqual(["no-definition"]);
});

test("a blank of a template that nobody filled in is named", () => {
	const [warning] = checkBrief({ ...complete, goal: "Document ⟦what, and for whom⟧ in greet.js." });
	expect(warning).toMatchObject({
		name: "no-definition",
		field: "goal",
		text: expect.stringContaining("⟦what, and for whom⟧"),
	});
});

test("a question needs no check, no scope and no second reviewer", () => {
	expect(namesOf({ goal: "Where is the authentication of everything decided?", mode: "explore" })).toEqual([]);
	expect(namesOf({ goal: "Where are refunds computed?", kind: "explore" })).toEqual([]);
	expect(namesOf({ goal: "Why do payments sometimes fail in production?", mode: "explore" })).toEqual(["cross-system"]);
});

test.each([
	["src/auth/**", "security"],
	["lib/session/**", "security"],
	["packages/api/src/passwordReset.ts", "security"],
	["src/crypto/keys.ts", "security"],
	["src/payments/**", "production"],
	["db/migrations/**", "production"],
	["app/models/invoice.rb", "production"],
])("the scope %s deserves the warning %s, whatever the goal says, and another reviewer", (glob, name) => {
	const warnings = checkBrief({ ...complete, goal: "Rename a variable.", scope: { allowed: [glob], forbidden: [] } });
	expect(warnings).toMatchObject([{ name, field: "scope", needsReview: true, text: expect.stringContaining(glob) }]);
});

test.each([
	"docs/auth/**",
	"src/authors/**",
	"src/tokenizer.ts",
	"test/auth/login.test.ts",
	"src/author.ts",
	"docs/payments.md",
])("the scope %s deserves none", (glob) => {
	expect(namesOf({ ...complete, goal: "Rename a variable.", scope: { allowed: [glob], forbidden: [] } })).toEqual([]);
});

test("only what can hurt others asks for another reviewer", () => {
	const goal =
		"Fix refunds, add OAuth login, rework our architecture, and make it faster everywhere; it sometimes fails in production.";
	const warnings = checkBrief({ goal });
	expect(warnings.map(({ name }) => name)).toEqual([
		...[
			"no-check",
			"unbounded-scope",
			"several-tasks",
			"architecture",
			"cross-system",
			"performance",
			"security",
			"production",
		],
	]);
	expect(warnings.filter(({ needsReview }) => needsReview).map(({ name }) => name)).toEqual(["security", "production"]);
	for (const { text, reason } of warnings)
		expect([text, reason].every((each) => /^[A-Z“].*[.!]$/.test(each))).toBe(true);
});

test("what is pasted is not what is asked for", () => {
	const log =
		"2026-01-01 10:00:00 login failed, payment token refused\n    at auth (src/auth.ts:3:1)\n> please encrypt the password";
	const goal = `Fix the date in greet.js.\n\n${log}\n\n\`\`\`\nAdd a flag. Remove the page. Migrate all users.\n\`\`\`\nhttps://example.com/oauth/token`;
	expect(namesOf({ ...complete, goal })).toEqual([]);
});

test("hard-wrapped lines are one sentence", () => {
	const goal =
		"Show the file's size in the tooltip of a row so that people\nremove big files first, and use\nthe same unit in all\nrows of src/table.ts.";
	expect(namesOf({ ...complete, goal })).toEqual([]);
});

test.each(
	[
		"add and ",
		"to to ",
		"a, ",
		"which which ",
		"all the ",
		"`",
		"1. ",
		"- Add\n",
		"in production ",
		"(".repeat(5),
		"\u00e9",
		"fix it ",
		"_a",
		"aA",
		"n",
		"../",
		"a-",
		"every test in ",
		"A-1, ",
		"move from a to ",
		"app and the ",
		"fix: x. ",
		"1) a ",
		`${"../".repeat(60)} `,
	].map((piece) => [piece]),
)("reading a goal of a hundred thousand characters takes time in step with them, also with %j", (piece) => {
	const goal = (size: number) => ({ goal: `Fix ${piece.repeat(size / piece.length)}` });
	expect(growth(goal, checkBrief, 25_000)).toBeLessThan(inStep);
});

test.each(["**", "**/*", "*", "*.*", "./", "{src,**}", "{docs/**,**/*}/", "?*", "[a-z]*"])(
	"the glob %s is every file, however it is written",
	(glob) => {
		const brief = {
			goal: "Fix src/a.ts",
			checks: ["npm test"],
			scope: { allowed: ["docs/x.md", glob], forbidden: [] },
		};
		expect(checkBrief(brief).map(({ name }) => name)).toContain("unbounded-scope");
	},
);

test.each(["*.ts", "src/**", "**/*.md", "{src,docs}/**", "**/test/**", "/*.json"])(
	"the glob %s bounds a task",
	(glob) => {
		const brief = { goal: "Fix src/a.ts", checks: ["npm test"], scope: { allowed: [glob], forbidden: [] } };
		expect(checkBrief(brief).map(({ name }) => name)).not.toContain("unbounded-scope");
	},
);
