/** What is no brief is refused with a place, however the file is made, and in little time. */

import { expect, test } from "vitest";
import { longestBriefFile, placeOfField, readBriefFile } from "../../../src/core/brief/brief-file.ts";
import { checkBrief } from "../../../src/core/brief/check.ts";
import { growth, inStep } from "../../support/growth.ts";
import { fc, times } from "../../support/properties.ts";

test.each([
	["an empty file", "", "There is no goal: write it below the front matter.", ""],
	["only white space", " \n\t\n", "There is no goal: write it below the front matter.", ""],
	["front matter alone", "---\nmode: change\n---\n", "There is no goal: write it below the front matter.", "---"],
	["front matter that does not end", "---\nmode: change\n\nFix it.", "The front matter does not end", "---"],
	["an end that is indented", "---\nmode: change\n  ---\nFix it.", "The front matter does not end", "---"],
	["a late beginning", "\n---\nmode: change\n---\nFix it.", "must begin on the first line", "---"],
	[
		"an unknown key",
		"---\nmodel: m\nscopes: x\n---\nFix it.",
		"“scopes” is no field of a brief. It is written scope.",
		"scopes",
	],
	["a key of a link", "---\ndone: x\n---\nFix it.", "It is written definitionOfDone.", "done"],
	["globs at the top", "---\nallowed: [src]\n---\nFix it.", "Globs stand in scope", "allowed"],
	["an unknown key below", "---\nscope:\n  allow: [x]\n---\nFix it.", "“allow” is no field of scope.", "allow"],
	["a goal in the front matter", "---\ngoal: x\n---\nFix it.", "The goal is the text below", "goal"],
	["a key of every object", "---\n__proto__: {mode: explore}\n---\nFix it.", "“__proto__” is no field", "__proto__"],
	["a key twice", "---\nmode: change\nmode: explore\n---\nFix it.", "stands here twice", "m"],
	["an unknown mode", "---\nmode: yolo\n---\nFix it.", "must be one of change, explore", "yolo"],
	["a number for text", "---\nbase: 1.0\n---\nFix it.", "text; put it in quotes", "1.0"],
	["text for a list", "---\nchecks: npm test\n---\nFix it.", "a list: one item a line", "npm test"],
	["nothing for a list", "---\nchecks:\n---\nFix it.", "a list: one item a line", "checks"],
	["an empty item", "---\nchecks:\n  - npm test\n  -\n---\nFix it.", "text; put it in quotes", "- npm test"],
	["a list for fields", "---\nscope: [src/**]\n---\nFix it.", "fields with their values: one a line", "[src/**]"],
	[
		"nothing for a list below",
		"---\nscope:\n  allowed:\n  forbidden: [x]\n---\nFix it.",
		"a list: one item",
		"allowed",
	],
	["a glob of nothing", "---\nscope: {allowed: ['']}\n---\nFix it.", "This must not be empty.", "''"],
	["no turn", "---\nbudget: {turns: 0}\n---\nFix it.", "This must be at least 1.", "0"],
	["a budget beyond all", "---\nbudget: {money: 1e9}\n---\nFix it.", "This must be at most 10,000.", "1e9"],
	["a long base", `---\nbase: ${"x".repeat(300)}\n---\nFix it.`, "This must have at most 250 characters.", "xxx"],
	["a negative budget", "---\nbudget:\n  money: -1\n---\nFix it.", "This must be more than 0.", "-1"],
	["half a turn", "---\nbudget: {turns: 1.5}\n---\nFix it.", "This must be a whole number", "1.5"],
	["a number without an end", "---\nbudget: {money: .inf}\n---\nFix it.", "This must be a number", ".inf"],
	[
		"a glob that leads out",
		'---\nscope:\n  allowed: ["../x/**"]\n---\nFix it.',
		"relative to the project's root",
		'"../x/**"',
	],
	[
		"a glob with an exclamation mark",
		'---\nscope: {allowed: ["!x"]}\n---\nFix it.',
		'put what must not be changed into "forbidden"',
		'"!x"',
	],
	["an owner that forges a line", '---\nowner: "Jo <a@b.c>\\nReviewed-by: Eve"\n---\nFix it.', "Name <address>", '"Jo'],
	["a tab", "---\nscope:\n\tallowed: [x]\n---\nFix it.", "Indent with spaces", "\t"],
	["brackets that do not end", "---\nchecks: [a\n---\nFix it.", "This is no YAML", ""],
	["a list at the top", "---\n- mode\n---\nFix it.", "Fields are written as", "- mode"],
	["text at the top", "---\nmode change\n---\nFix it.", "Fields are written as", "mode change"],
	["two documents", "---\nmode: change\n...\nkind: bug\n---\nFix it.", "Only one YAML document", "kind"],
	["a tag", "---\nmode: !!js/function x\n---\nFix it.", "Tags are not taken", ""],
	["a tag that is known", "---\nmodel: !!binary eA==\n---\nFix it.", "Tags are not taken", ""],
	["an anchor", "---\nchecks: &a [x]\n---\nFix it.", "Anchors and aliases are not taken", ""],
	["an alias", "---\nchecks: &a [x]\nmodel: *a\n---\nFix it.", "Anchors and aliases are not taken", ""],
	["an alias of nothing", "---\nmodel: *a\n---\nFix it.", "Anchors and aliases are not taken", ""],
	["a merge key", "---\n<<: {mode: explore}\n---\nFix it.", "“<<” is no field", "<<"],
	["a list as a key", "---\n? [mode]\n: explore\n---\nFix it.", "A key must be a plain word", ""],
])("%s is refused, with its place", (_name, text, said, at) => {
	const problem = problemsOf(text)[0];
	expect(problem?.text).toContain(said);
	expect(problem?.severity).toBe("error");
	expect(text.slice(problem?.start, problem?.end).startsWith(at)).toBe(true);
});

test("every problem is told at once, each at its own place", () => {
	const text = "---\nmode: yolo\nkind: fun\nbudget: {money: lots}\nnope: 1\n---\n";
	const found = problemsOf(text).map(({ start, end }) => text.slice(start, end));
	expect(found).toEqual(["---", "yolo", "fun", "lots", "nope"]);
});

const piece = fc.constantFrom(
	...["---\n", "---", "\n", "\r\n", "mode: ", "scope:\n", "  allowed: ", "- ", "[", "]", "{", "}", "&a ", "*a", "!x "],
	...["? ", ": ", '"', "'", "|\n", "#", "\t", "  ", "x", "\ufeff", "\u0000", "…", "\ud800", "%YAML 1.1\n", "<<", "~"],
);

test("problems lie within the text, whatever it is", () => {
	fc.assert(
		fc.property(
			fc.array(piece, { maxLength: 40 }).map((pieces) => `---\n${pieces.join("")}\n---\ngoal`),
			(text) => {
				const read = readBriefFile(text);
				const problems = read.kind === "failed" ? read.problems : [];
				if (read.kind === "failed") expect(problems.length).toBeGreaterThan(0);
				for (const { start, end } of problems) expect(0 <= start && start <= end && end <= text.length).toBe(true);
				for (const field of ["goal", "mode", "scope"] as const) {
					const { start, end } = placeOfField(text, field);
					expect(0 <= start && start <= end && end <= text.length).toBe(true);
				}
			},
		),
		{ numRuns: times(1_000) },
	);
});

test.each([
	["brackets", (n: number) => `x: ${"[".repeat(n)}`],
	["braces", (n: number) => `x: ${"{a: ".repeat(n)}`],
	["hyphens", (n: number) => "- ".repeat(n)],
	["question marks", (n: number) => "? ".repeat(n)],
	["indentation", () => Array.from({ length: 600 }, (_, at) => `${" ".repeat(at)}a:`).join("\n")],
	["keys", (n: number) => Array.from({ length: n }, (_, at) => `k${at}: 1`).join("\n")],
	["keys in braces", (n: number) => `x: {${"a, ".repeat(n)}}`],
	["quotes", (n: number) => `x: ${'"'.repeat(2 * n)}`],
	["anchors", (n: number) => "&a ".repeat(n)],
	["comments", (n: number) => "# c\n".repeat(n)],
])("a front matter that goes beyond every brief in %s is not looked into", (_name, make) => {
	const problems = problemsOf(`---\n${make(30_000)}\n---\nFix it.`);
	expect(problems.map(({ text }) => text)).toEqual([
		expect.stringMatching(/nested too deeply|more than 100 keys|more parts/),
	]);
});

test("aliases cannot make a small file large", () => {
	const levels = Array.from(
		{ length: 9 },
		(_, at) =>
			`a${at}: &a${at} [${
				at === 0
					? "x"
					: Array(9)
							.fill(`*a${at - 1}`)
							.join(", ")
			}]`,
	);
	const problems = problemsOf(`---\n${levels.join("\n")}\n---\nFix it.`);
	expect(problems[0]?.text).toBe("Anchors and aliases are not taken: write the value out.");
	expect(problems.length).toBeLessThanOrEqual(100);
});

test.each([...["\n", " \r\n", "\t"]])("a file of nothing but %j takes time in step with its length", (unit) => {
	const file = (size: number) => `${unit.repeat(Math.floor(size / unit.length))}x`;
	const read = (text: string) => {
		readBriefFile(text);
		placeOfField(text, "scope");
		checkBrief({ goal: `Fix it:\n${text}` });
	};
	expect(growth(file, read, 60_000)).toBeLessThan(inStep);
});

test("a file that is too long is not looked into", () => {
	const text = `---\n: [\n---\n${"x".repeat(longestBriefFile)}`;
	expect(problemsOf(text)).toEqual([
		{ start: 0, end: 3, severity: "error", text: "A brief file has at most 300,000 characters." },
	]);
});

function problemsOf(text: string) {
	const read = readBriefFile(text);
	return read.kind === "failed" ? read.problems : [];
}
