/** Exact replacement: what may be replaced, what stays byte for byte, and what a model is told when it is wrong. */

import { describe, expect, test } from "vitest";
import { fc } from "../../support/properties.ts";
import { agentOn, latin1 } from "./agent.ts";

/** Edits one file and gives the outcome and the file's bytes afterwards, one a character. */
async function edited(content: string | Uint8Array, input: { old: string; new: string; all?: unknown }) {
	const agent = agentOn({ files: { "a.txt": content } });
	const outcome = await agent.call("edit", { path: "a.txt", ...input });
	return { ...outcome, bytes: Buffer.from(agent.checkout.files.all.get("a.txt") ?? []).toString("latin1") };
}

describe("a unique text", () => {
	test("is replaced, and the lines around it are shown as they are now", async () => {
		const result = await edited("one\ntwo\nthree\nfour\n", { old: "two\nthree", new: "2\n2.5\n3" });
		expect(result).toMatchObject({ kind: "done", summary: "+3 −2", bytes: "one\n2\n2.5\n3\nfour\n" });
		expect(result.text).toBe("Edited a.txt:\n1\tone\n2\t2\n3\t2.5\n4\t3\n5\tfour");
	});

	test("can be deleted, and can be part of a line", async () => {
		expect((await edited("a b c\n", { old: " b", new: "" })).bytes).toBe("a c\n");
	});

	test("is taken literally, dollar signs and all", async () => {
		expect((await edited("a.b*c\n", { old: ".b*", new: "$& $1 \\n" })).bytes).toBe("a$& $1 \\nc\n");
	});

	test("a large replacement is told by its lines, not repeated", async () => {
		const { text } = await edited("a\nb\n", {
			old: "a",
			new: Array.from({ length: 50 }, (_, at) => `new ${at}`).join("\n"),
		});
		expect(text).toBe("Edited a.txt, now lines 1–50.");
	});
});

describe("a text that occurs more than once", () => {
	test("is refused with the lines where it stands", async () => {
		const lines = Array.from({ length: 31 }, (_, at) => ([4, 9, 31].includes(at + 1) ? "same" : `line ${at}`));
		const result = await edited(`${lines.join("\n")}\n`, { old: "same", new: "other" });
		expect(result).toMatchObject({
			kind: "failed",
			text: "The text occurs 3 times in a.txt, at lines 4, 9, 31: give more context, or set all.",
		});
		expect(result.bytes).not.toContain("other");
	});

	test("overlapping occurrences are not unique", async () => {
		expect((await edited("aaa\n", { old: "aa", new: "b" })).kind).toBe("failed");
	});

	test("is replaced everywhere with all, and the lines are told as they are now", async () => {
		const result = await edited("x\ny\nx x\n", { old: "x", new: "1\n2", all: "true" });
		expect(result.bytes).toBe("1\n2\ny\n1\n2 1\n2\n");
		expect(result.text).toBe("Replaced 3 times in a.txt, now at lines 1, 4, 5.");
	});
});

describe("bytes that are not touched", () => {
	test("CRLF is matched by LF and written as CRLF", async () => {
		const result = await edited("one\r\ntwo\r\nthree\r\n", { old: "one\ntwo", new: "1\n1.5\n2" });
		expect(result.bytes).toBe("1\r\n1.5\r\n2\r\nthree\r\n");
	});

	test("an added line takes the ending of its neighbours", async () => {
		expect((await edited("one\r\ntwo", { old: "two", new: "two\nthree" })).bytes).toBe("one\r\ntwo\r\nthree");
		expect((await edited("one\rtwo\r", { old: "one", new: "one\n1.5" })).bytes).toBe("one\r1.5\rtwo\r");
	});

	test("mixed endings stay line by line", async () => {
		const result = await edited("a\r\nb\nc\r\nd\n", { old: "a\nb\nc\nd\n", new: "a\nb\nnew\nc\nd\n" });
		expect(result.bytes).toBe("a\r\nb\nnew\r\nc\r\nd\n");
		const changed = await edited("a\r\nb\nc\r\nd\n", { old: "a\nb\nc\n", new: "A\nB\nC\n" });
		expect(changed.bytes).toBe("A\r\nB\nC\r\nd\n");
	});

	test("CRLF sent by the model matches an LF file, which stays LF", async () => {
		expect((await edited("a\nb\n", { old: "a\r\nb", new: "a\r\nc" })).bytes).toBe("a\nc\n");
	});
});

describe("bytes and encodings that are not touched", () => {
	test("a byte order mark and a missing final newline stay", async () => {
		const result = await edited("\ufeffone\ntwo", { old: "two", new: "2" });
		expect(result.bytes).toBe("\xef\xbb\xbfone\n2");
	});

	test("the other bytes of Latin-1 and Windows-1252 files stay, and new characters are written in their encoding", async () => {
		const high = Array.from({ length: 96 }, (_, at) => String.fromCharCode(0xa0 + at)).join("");
		expect((await edited(latin1(`${high}\nold\n`), { old: "old", new: "né" })).bytes).toBe(`${high}\nn\xe9\n`);
		const windows = Array.from({ length: 128 }, (_, at) => String.fromCharCode(0x80 + at)).join("");
		expect((await edited(latin1(`${windows}\nold\n`), { old: "old", new: "5 €" })).bytes).toBe(`${windows}\n5 \x80\n`);
	});

	test("a character that the encoding does not have is refused, and nothing is written", async () => {
		const result = await edited(latin1("caf\xe9\n"), { old: "caf", new: "→" });
		expect(result).toMatchObject({ kind: "failed", bytes: "caf\xe9\n" });
		expect(result.text).toContain("latin-1, which has no “→” (U+2192)");
		expect((await edited(latin1("caf\xe9\n"), { old: "caf", new: "€" })).kind).toBe("failed");
	});

	test("UTF-16 stays UTF-16", async () => {
		expect((await edited(latin1("\xff\xfea\0b\0"), { old: "b", new: "€" })).bytes).toBe("\xff\xfea\0\xac\x20");
		expect((await edited(latin1("\xfe\xff\0a\0b"), { old: "a", new: "A" })).bytes).toBe("\xfe\xff\0A\0b");
	});
});

const anyText = fc
	.array(fc.tuple(fc.constantFrom("", "a", "b", "é", "😀"), fc.constantFrom("\n", "\r\n", "\r")), { maxLength: 8 })
	.map((parts) => parts.flat().join(""));

describe("bytes that are not touched in any text", () => {
	test("what stands before and after the text is the same as before, in any text", async () => {
		await fc.assert(
			fc.asyncProperty(anyText, anyText, anyText, async (before, by, after) => {
				const result = await edited(`${before}<old>${after}`, { old: "<old>", new: `<${by}>` });
				const [start, end] = [
					Buffer.from(`${before}<`).toString("latin1"),
					Buffer.from(`>${after}`).toString("latin1"),
				];
				expect(result.bytes.startsWith(start) && result.bytes.endsWith(end)).toBe(true);
			}),
		);
	});

	test("lines that an edit repeats keep their endings, in any text", async () => {
		await fc.assert(
			fc.asyncProperty(anyText, async (text) => {
				const flat = text.replace(/\r\n?/g, "\n");
				const result = await edited(`${text}<old>`, { old: `${flat}<old>`, new: `${flat}<new>` });
				expect(result.bytes).toBe(Buffer.from(`${text}<new>`).toString("latin1"));
			}),
		);
	});
});

describe("edits that make no sense", () => {
	test("an empty old text is refused and points to write", async () => {
		expect((await edited("a", { old: "", new: "b" })).text).toContain("use write");
	});

	test("the same text twice is refused, also when only line endings differ", async () => {
		expect((await edited("a", { old: "a", new: "a" })).text).toContain("nothing to do");
		expect((await edited("a\nb", { old: "a\nb", new: "a\r\nb" })).text).toContain("line endings");
	});

	test("a binary file and a missing file are refused", async () => {
		expect((await edited(latin1("a\0b"), { old: "a", new: "b" })).text).toContain("not text");
		const { text } = await agentOn({ files: { "b.txt": "" } }).call("edit", { path: "c.txt", old: "a", new: "b" });
		expect(text).toBe("c.txt does not exist. Did you mean b.txt? To create a file, use write.");
	});
});

describe("a file that the agent has read", () => {
	test("is not edited once it has changed, until it is read again", async () => {
		const agent = agentOn({ files: { "a.txt": "one\n" } });
		await agent.call("read", { path: "a.txt" });
		agent.checkout.files.put("a.txt", "one\ntwo\n");
		expect((await agent.call("edit", { path: "a.txt", old: "one", new: "1" })).text).toContain(
			"has changed since you read it",
		);
		expect(agent.checkout.text("a.txt")).toBe("one\ntwo\n");
		await agent.call("read", { path: "a.txt" });
		expect((await agent.call("edit", { path: "./a.txt", old: "one", new: "1" })).kind).toBe("done");
	});

	test("can be edited again and again, since its own edits are known", async () => {
		const agent = agentOn({ files: { "a.txt": "one\ntwo\n" } });
		await agent.call("read", { path: "a.txt" });
		await agent.call("edit", { path: "a.txt", old: "one", new: "1" });
		expect((await agent.call("edit", { path: "a.txt", old: "two", new: "2" })).kind).toBe("done");
		expect(agent.checkout.text("a.txt")).toBe("1\n2\n");
	});

	test("an edit without reading does not count as reading", async () => {
		const agent = agentOn({ files: { "a.txt": "one\ntwo\n" } });
		expect((await agent.call("edit", { path: "a.txt", old: "one", new: "1" })).kind).toBe("done");
		expect((await agent.call("write", { path: "a.txt", text: "x" })).text).toContain("read it first");
	});
});
