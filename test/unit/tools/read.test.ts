/** What a model is shown of a file. */

import { describe, expect, test } from "vitest";
import { agentOn, latin1 } from "./agent.ts";

const many = (count: number) => Array.from({ length: count }, (_, at) => `line ${at + 1}`);

describe("a page", () => {
	test("a small file comes whole, with numbered lines and nothing else", async () => {
		const agent = agentOn({ files: { "src/a.ts": "one\n\n\ttwo\n" } });
		expect(await agent.call("read", { path: "src/a.ts" })).toMatchObject({
			kind: "done",
			text: "1\tone\n2\t\n3\t\ttwo",
			summary: "3 lines",
		});
	});

	test("a long file comes in pages that say how to go on", async () => {
		const agent = agentOn({ files: { "a.txt": `${many(900).join("\n")}\n` } });
		const first = await agent.call("read", { path: "a.txt" });
		expect(first.text.split("\n").slice(-2)).toEqual(["400\tline 400", "(lines 1–400 of 900; go on with offset 401)"]);
		expect(first.summary).toBe("lines 1–400 of 900");
		const last = await agent.call("read", { path: "a.txt", offset: 801 });
		expect(last.text.startsWith("801\tline 801\n")).toBe(true);
		expect(last.text.endsWith("900\tline 900")).toBe(true);
	});

	test("offset and limit choose the lines, also when sent as strings", async () => {
		const agent = agentOn({ files: { "a.txt": many(10).join("\n") } });
		const { text } = await agent.call("read", {
			path: "./a.txt",
			offset: "3",
			limit: "2",
			why: "unknown fields do no harm",
		});
		expect(text).toBe("3\tline 3\n4\tline 4\n(lines 3–4 of 10; go on with offset 5)");
	});

	test("an offset past the end is refused with the number of lines", async () => {
		const agent = agentOn({ files: { "a.txt": "a\nb\n" } });
		expect(await agent.call("read", { path: "a.txt", offset: 3 })).toMatchObject({
			kind: "failed",
			text: "a.txt has 2 lines: offset 3 is past its end.",
		});
	});
});

describe("a page of long lines, or of none", () => {
	test("a page stays under 32 KB however long the lines are", async () => {
		const agent = agentOn({ files: { "a.txt": Array.from({ length: 100 }, () => "é".repeat(900)).join("\n") } });
		const { text } = await agent.call("read", { path: "a.txt" });
		expect(Buffer.byteLength(text)).toBeLessThan(33 * 1_024);
		expect(text).toMatch(/\(lines 1–18 of 100; go on with offset 19\)$/);
	});

	test("a single huge line is cut, and said to be", async () => {
		const agent = agentOn({ files: { "min.js": "x".repeat(100_000) } });
		const { text } = await agent.call("read", { path: "min.js" });
		expect(text.length).toBeLessThan(2_300);
		expect(text).toContain("… (98000 more characters)");
		expect(text).toContain("(long lines are cut");
	});

	test("an empty file, and one that holds only a byte order mark, are empty", async () => {
		const agent = agentOn({ files: { "a.txt": "", "b.txt": "\ufeff" } });
		expect((await agent.call("read", { path: "a.txt" })).text).toBe("(empty file)");
		expect((await agent.call("read", { path: "b.txt" })).text).toBe("(empty file)");
	});
});

describe("text as it is on disk", () => {
	test("a byte order mark is not shown", async () => {
		const agent = agentOn({ files: { "a.txt": "\ufeffone\n" } });
		expect((await agent.call("read", { path: "a.txt" })).text).toBe("1\tone");
	});

	test("CRLF lines look like any others, and are mentioned once", async () => {
		const agent = agentOn({ files: { "a.txt": "one\r\ntwo\r\n" } });
		expect((await agent.call("read", { path: "a.txt" })).text).toBe(
			"1\tone\n2\ttwo\n(CRLF line endings, kept by edit and write)",
		);
	});

	test("a missing newline at the end is mentioned", async () => {
		const agent = agentOn({ files: { "a.txt": "one\ntwo" } });
		expect((await agent.call("read", { path: "a.txt" })).text).toBe("1\tone\n2\ttwo\n(no newline at the end)");
	});

	test("Latin-1 is decoded, and said not to be UTF-8", async () => {
		const agent = agentOn({ files: { "a.txt": latin1("caf\xe9\n") } });
		expect((await agent.call("read", { path: "a.txt" })).text).toMatch(/^1\tcafé\n\(not UTF-8 but Latin-1/);
	});

	test("Windows-1252 shows its quotes and its euro", async () => {
		const agent = agentOn({ files: { "a.txt": latin1("\x93\x80\x94\n") } });
		expect((await agent.call("read", { path: "a.txt" })).text).toMatch(/^1\t“€”\n\(not UTF-8 but Windows-1252/);
	});

	test("UTF-16 with a byte order mark is decoded", async () => {
		const agent = agentOn({ files: { "a.txt": latin1("\xff\xfea\0\n\0") } });
		expect((await agent.call("read", { path: "a.txt" })).text).toMatch(/^1\ta\n\(not UTF-8 but UTF-16/);
	});
});

describe("what is not text", () => {
	test("a binary file is refused with its kind and size", async () => {
		const zip = new Uint8Array(2_048);
		zip.set(latin1("PK\x03\x04"));
		const agent = agentOn({
			files: { "a.zip": zip, "b.bin": latin1("ab\0cd"), "c.bin": latin1("\x01\x02\xff\xfe\x03") },
		});
		expect((await agent.call("read", { path: "a.zip" })).text).toContain("ZIP archive, 2 KB");
		expect(await agent.call("read", { path: "b.bin" })).toMatchObject({
			kind: "failed",
			text: expect.stringContaining("5 bytes"),
		});
		expect((await agent.call("read", { path: "c.bin" })).kind).toBe("failed");
		expect(agent.seen.size).toBe(0);
	});

	const png = latin1("\x89PNG\r\n\x1a\n\0\x01\x02\xff");

	test("an image is shown to a model that takes images", async () => {
		const agent = agentOn({ files: { "a.png": png }, images: true });
		const outcome = await agent.call("read", { path: "a.png" });
		expect(outcome).toMatchObject({ kind: "done", text: "a.png: PNG image, 12 bytes" });
		expect(outcome.images).toEqual([{ mediaType: "image/png", base64: Buffer.from(png).toString("base64") }]);
	});

	test("an image is named and not shown to a model that does not, or when it is too large", async () => {
		const blind = await agentOn({ files: { "a.png": png } }).call("read", { path: "a.png" });
		expect(blind).toMatchObject({ kind: "failed", text: expect.stringContaining("PNG image, 12 bytes") });
		expect(blind.images).toBeUndefined();
		const huge = new Uint8Array(4_000_000);
		huge.set(png);
		const large = await agentOn({ files: { "a.png": huge }, images: true }).call("read", { path: "a.png" });
		expect(large).toMatchObject({ kind: "failed", text: expect.stringContaining("above 3.5 MB") });
	});
});

describe("paths that do not lead to a file", () => {
	const files = { "src/button.ts": "", "src/bottom.ts": "", "src/deep/index.html": "" };

	test("a folder is to be listed", async () => {
		expect((await agentOn({ files }).call("read", { path: "src/" })).text).toBe("src is a folder: use list.");
	});

	test("a name that is nearly right is answered with the right one", async () => {
		const agent = agentOn({ files });
		expect((await agent.call("read", { path: "src/buton.ts" })).text).toBe(
			"src/buton.ts does not exist. Did you mean src/button.ts?",
		);
		expect((await agent.call("read", { path: "src/button.tsx" })).text).toContain("src/button.ts");
		expect((await agent.call("read", { path: "src/Button.ts" })).text).toContain("src/button.ts");
	});

	test("a name that stands in another folder is found there", async () => {
		expect((await agentOn({ files }).call("read", { path: "web/index.html" })).text).toContain(
			"Did you mean src/deep/index.html?",
		);
	});

	test("a name like nothing gets no guess", async () => {
		expect((await agentOn({ files }).call("read", { path: "zzz" })).text).toBe("zzz does not exist.");
	});

	test("a path out of the project is refused", async () => {
		expect((await agentOn({ files }).call("read", { path: "../secret" })).kind).toBe("failed");
	});
});
