/** Whole files and folders: what is written, what is refused, what a folder looks like. */

import { describe, expect, test } from "vitest";
import { agentOn, latin1 } from "./agent.ts";

describe("write", () => {
	test("creates a file and its folders", async () => {
		const agent = agentOn({});
		const text = Array.from({ length: 42 }, (_, at) => `line ${at}\n`).join("");
		const outcome = await agent.call("write", { path: "./src/new/a.ts", text });
		expect(outcome).toMatchObject({
			kind: "done",
			summary: "created, 42 lines",
			text: "Created src/new/a.ts, 42 lines.",
		});
		expect(agent.checkout.text("src/new/a.ts")).toBe(text);
	});

	test("does not replace what was not read, or has changed since", async () => {
		const agent = agentOn({ files: { "a.txt": "old" } });
		expect(await agent.call("write", { path: "a.txt", text: "new" })).toMatchObject({
			kind: "failed",
			text: "a.txt exists: read it first, then write or edit it.",
		});
		await agent.call("read", { path: "a.txt" });
		agent.checkout.files.put("a.txt", "changed by a command");
		expect((await agent.call("write", { path: "a.txt", text: "new" })).text).toContain("has changed since you read it");
		expect(agent.checkout.text("a.txt")).toBe("changed by a command");
	});

	test("replaces what was read, and what it wrote itself", async () => {
		const agent = agentOn({ files: { "a.txt": "old" } });
		await agent.call("read", { path: "a.txt" });
		expect((await agent.call("write", { path: "a.txt", text: "new\n" })).summary).toBe("replaced, 1 line");
		expect((await agent.call("write", { path: "a.txt", text: "newer\n" })).kind).toBe("done");
		expect(agent.checkout.text("a.txt")).toBe("newer\n");
	});
});

describe("what write keeps and refuses", () => {
	test.each([
		["CRLF", "a\r\nb\r\n", "a\nnew\nb\n", "a\r\nnew\r\nb\r\n"],
		["mixed endings, line by line", "a\r\nb\nc\r\n", "a\nb\nnew\nc\n", "a\r\nb\nnew\r\nc\r\n"],
		["a byte order mark", "\ufeffa\n", "b\n", "\ufeffb\n"],
		["LF, whatever the model sends", "a\nb\n", "a\r\nc\r\n", "a\nc\n"],
		["what it is given for a file of one line", "a", "b\r\nc", "b\r\nc"],
	])("keeps %s", async (_, before, text, after) => {
		const agent = agentOn({ files: { "a.txt": before } });
		await agent.call("read", { path: "a.txt" });
		await agent.call("write", { path: "a.txt", text });
		expect(agent.checkout.text("a.txt")).toBe(after);
	});

	test("writes in the file's encoding, and refuses characters that it does not have", async () => {
		const agent = agentOn({ files: { "a.txt": latin1("\xe9\n") } });
		await agent.call("read", { path: "a.txt" });
		expect((await agent.call("write", { path: "a.txt", text: "→" })).kind).toBe("failed");
		await agent.call("write", { path: "a.txt", text: "ü" });
		expect([...(agent.checkout.files.all.get("a.txt") ?? [])]).toEqual([0xfc]);
	});

	test("refuses binary files, folders, git's own files and what is outside", async () => {
		const agent = agentOn({ files: { "a.bin": latin1("\0"), "src/a.ts": "" } });
		for (const path of ["a.bin", "src", ".git/config", "../x", "src/a.ts/b"]) {
			expect([path, (await agent.call("write", { path, text: "x" })).kind]).toEqual([path, "failed"]);
		}
	});
});

describe("list", () => {
	const files = {
		"b.txt": "",
		"a/y.ts": "",
		"a/deep/z.ts": "",
		"a-b": "",
		"large.bin": new Uint8Array(2_000_000),
		".git/config": "",
	};

	test("shows two levels as a tree, folders before what is in them, and the size of large files", async () => {
		const outcome = await agentOn({ files }).call("list", {});
		expect(outcome.text).toBe("a/\n  deep/\n  y.ts\na-b\nb.txt\nlarge.bin (1.9 MB)");
		expect(outcome.summary).toBe("6 entries");
	});

	test("shows a subfolder, to the depth that is asked for", async () => {
		expect((await agentOn({ files }).call("list", { path: "a/", depth: 1 })).text).toBe("deep/\ny.ts");
		expect((await agentOn({ files }).call("list", { path: ".", depth: "3" })).text).toContain("    z.ts");
	});

	test("shows rather all of fewer levels than a part of more, and says so", async () => {
		const many = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`src/${at}.ts`, ""]));
		const shallow = await agentOn({ files: { ...many, "z.txt": "" } }).call("list", {});
		expect(shallow.text).toBe("src/\nz.txt\n(depth 1 only: deeper there are more than 400 entries; list a subfolder)");
		const cut = await agentOn({ files: many }).call("list", { path: "src" });
		expect(cut.text).toMatch(/\(only the first 400 entries: use search for the rest\)$/);
	});

	test("points to read for a file, and to the right name for a wrong one", async () => {
		expect((await agentOn({ files }).call("list", { path: "b.txt" })).text).toBe("b.txt is a file: use read.");
		expect((await agentOn({ files: { "source/a": "" } }).call("list", { path: "sources" })).text).toContain(
			"Did you mean source?",
		);
		expect((await agentOn({}).call("list", {})).text).toBe("(empty folder)");
	});
});
