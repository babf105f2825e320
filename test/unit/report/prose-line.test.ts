/** What a model writes in Markdown, where only plain text can be shown. */

import { expect, test } from "vitest";
import { proseLine, titleLine } from "../../../src/core/report/prose-line.ts";
import { fc } from "../../support/properties.ts";

test.each([
	["I am **stuck**: `npm test` fails in [sum.js](src/sum.js:3).", "I am stuck: npm test fails in sum.js."],
	["# Outcome\n\nIt is *not* done.", "Outcome It is not done."],
	["Tried:\n- `a`\n- **b** and c\n* d.", "Tried: a; b and c; d."],
	["1. First\n2. Second", "1. First 2. Second"],
	["> quoted\n\n---\n\nrest", "quoted rest"],
	["__Two__ and ***three*** and ~~four~~ and _five_.", "Two and three and four and five."],
	["**The `parse` function** is wrong", "The parse function is wrong"],
	["See:\n```ts\nconst a = **b**;\n```\nOver.", "See: const a = **b**; Over."],
	["![a picture](https://evil.example/x.png) and <https://a.example/b>", "a picture and https://a.example/b"],
	["- [x] done\n- [ ] open", "done; open"],
	["**Note:** it_is_a_name", "Note: it_is_a_name"],
	["\\*not slanted\\*", "*not slanted*"],
	["(**all** of it)", "(all of it)"],
])("%j is %j", (text, line) => {
	expect(proseLine(text)).toBe(line);
});

test.each([
	"__init__.py is missing, and src/__main__.py too",
	"src/** and test/** are out of scope",
	"**/*.ts and **/*.js stay",
	"2 * 3 * 4 is 24",
	"snake_case_name and _private",
	"def f(*args, **kwargs)",
	"a[0](1) is called",
	"C:\\Users\\me",
	"a < b > c",
	"#12 is fixed",
	"-1 is wrong",
])("%j has no marks and stays as it is", (text) => {
	expect(proseLine(text)).toBe(text);
});

test("nothing, and marks alone, are an empty line", () => {
	expect(["", "\n \n", "---", "```\n```"].map(proseLine)).toEqual(["", "", "", ""]);
});

test("whatever is written, the result is one line that is no longer than the text", () => {
	const marks = fc.array(
		fc.constantFrom(
			"**",
			"*",
			"_",
			"__",
			"`",
			"```",
			"[",
			"](",
			")",
			"\n",
			"- ",
			"# ",
			" ",
			"a",
			"~~",
			"\\",
			">",
			"\uE000",
		),
		{ maxLength: 60 },
	);
	fc.assert(
		fc.property(marks, (parts) => {
			const text = parts.join("");
			const line = proseLine(text);
			expect(line).not.toMatch(/[\n\r]/);
			expect(line.length).toBeLessThanOrEqual(text.length);
			expect(line.trim()).toBe(line);
		}),
	);
});

test("a title is the first line that says something, cut where it is too long, and never empty where something is written", () => {
	expect(titleLine("---\n\n# Mend **it**\nmore", 60)).toBe("Mend it");
	expect(titleLine("`npm test` is red, and this is long", 12)).toBe("npm test is…");
	expect(titleLine("\n---\n", 60)).toBe("---");
	expect(titleLine("😀".repeat(70), 10)).toBe(`${"😀".repeat(9)}…`);
});
