/** A text that is not there: the difference is named, and the lines are shown as they are. */

import { describe, expect, test } from "vitest";
import { agentOn } from "./agent.ts";

async function missed(content: string, old: string): Promise<string> {
	const agent = agentOn({ files: { "a.txt": content } });
	const outcome = await agent.call("edit", { path: "a.txt", old, new: "something else" });
	expect(outcome.kind).toBe("failed");
	expect(agent.checkout.text("a.txt")).toBe(content);
	return outcome.text;
}

describe("near misses are told apart", () => {
	test("indentation", async () => {
		const text = await missed("if (a) {\n\t\treturn b;\n}\n", "if (a) {\n  return b;\n}");
		expect(text).toContain("differs in indentation");
		expect(text).toContain("1\tif (a) {\n2\t\t\treturn b;\n3\t}");
	});

	test("white space at the ends of lines", async () => {
		expect(await missed("one  \ntwo\n", "one\ntwo")).toContain("white space at the ends of lines");
	});

	test("white space within lines and blank lines", async () => {
		expect(await missed("a = 1\n\nb = 2\n", "a=1\nb = 2")).toContain("differs in white space.");
	});

	test("curly quotes, dashes and special spaces", async () => {
		expect(await missed("say “hi” – now\n", 'say "hi" - now')).toContain("quotes, dashes or special spaces");
		expect(await missed('say "hi"\n', "say “hi”")).toContain("quotes, dashes or special spaces");
		expect(await missed("10\u00a0km\n", "10 km")).toContain("1\t10\u00a0km");
	});

	test("upper and lower case", async () => {
		expect(await missed("const Name = 1;\n", "const name = 1;")).toContain("upper and lower case");
	});

	test("other Unicode forms of the same letters", async () => {
		expect(await missed("cafe\u0301\n", "caf\u00e9")).toContain("another Unicode form");
	});

	test("line breaks and quotes that were escaped once too often", async () => {
		expect(await missed("one\ntwo\n", "one\\ntwo")).toContain(
			"as two characters where the file has the character itself",
		);
		expect(await missed('say "hi"\n', 'say \\"hi\\"')).toContain("1\tsay");
	});

	test("line breaks where the file has escapes", async () => {
		expect(await missed('print("a\\nb")\n', 'print("a\nb")')).toContain("the file has \\n or \\t as two characters");
	});

	test("line numbers copied from a page", async () => {
		expect(await missed("one\ntwo\n", "1\tone\n2\ttwo")).toContain("line numbers");
	});

	test("several differences at once", async () => {
		expect(await missed("say( “Hi” )\n", 'Say("hi")')).toContain("in white space, in quotes or dashes, or in case");
	});
});

describe("what is not near", () => {
	test("the most similar lines are shown with their numbers", async () => {
		const text = await missed("a\nb\nfunction total(items, tax) {\nc\nd\ne\n", "function total(items, discount) {");
		expect(text).toBe(
			"The text does not occur in a.txt. The nearest lines are:\n1\ta\n2\tb\n3\tfunction total(items, tax) {\n4\tc\n5\td",
		);
	});

	test("a text like nothing is said not to occur", async () => {
		expect(await missed("a\nb\n", "zebra crossing")).toBe(
			"The text does not occur in a.txt. Read the file, or search for a part of the text.",
		);
	});

	test("an edit that was made already is noticed", async () => {
		expect(await missed("there is something else here\n", "gone entirely")).toContain("The new text is there already.");
	});
});
