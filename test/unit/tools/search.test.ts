/** Finding text: how matches are shown, what is said without one, and that no pattern runs for ever. */

import { describe, expect, test } from "vitest";
import type { SearchQuery } from "../../../src/core/ports.ts";
import { memoryCheckout } from "../../support/memory-checkout.ts";
import { agentOn, latin1 } from "./agent.ts";

const files = {
	"src/a.ts": "import x;\n\tfoo(1);\nFoo\n",
	"src/b/c.ts": "foo(2);\r\nbar\r\n",
	"docs/a.md": "call foo(x)\n",
	"logo.png": latin1("foo\0"),
};

describe("the tool", () => {
	test("groups matches by file", async () => {
		const outcome = await agentOn({ files }).call("search", { pattern: "foo(" });
		expect(outcome.text).toBe("docs/a.md\n1: call foo(x)\n\nsrc/a.ts\n2: \tfoo(1);\n\nsrc/b/c.ts\n1: foo(2);");
		expect(outcome.summary).toBe("3 matches");
	});

	test("stays in a folder or file, and in what a glob matches", async () => {
		const agent = agentOn({ files });
		expect((await agent.call("search", { pattern: "foo", path: "src/b" })).summary).toBe("1 match");
		expect((await agent.call("search", { pattern: "foo", path: "./src/a.ts" })).summary).toBe("1 match");
		expect((await agent.call("search", { pattern: "foo", glob: "*.ts" })).summary).toBe("2 matches");
		expect((await agent.call("search", { pattern: "foo", glob: "src/*.ts" })).summary).toBe("1 match");
		expect((await agent.call("search", { pattern: "foo", glob: "!*.ts" })).summary).toBe("1 match");
	});

	test("says that there are more matches than it shows", async () => {
		const { text, summary } = await agentOn({ files: { "a.txt": "x\n".repeat(500) } }).call("search", { pattern: "x" });
		expect(summary).toBe("first 100 matches");
		expect(text).toMatch(/100: x\n\(the first 100 matches; there are more: narrow it/);
		const long = await agentOn({ files: { "a.txt": `${"x".repeat(290)}\n`.repeat(90) } }).call("search", {
			pattern: "x",
		});
		expect(long.text.length).toBeLessThan(17_000);
		expect(long.text).toContain("there are more");
	});

	test.each([
		[{ pattern: "fo+\\(" }, "with regex: true"],
		[{ pattern: "call foo(x)", regex: true }, "with regex: false"],
		[{ pattern: "FOO" }, "with caseSensitive: false"],
		[{ pattern: "bar", glob: "*.md" }, "without the glob *.md"],
		[{ pattern: "bar", path: "docs" }, "outside docs"],
	])("without a match for %j tells what would match", async (input, hint) => {
		expect((await agentOn({ files }).call("search", input)).text).toBe(`No match. There are matches ${hint}.`);
	});
});

describe("a search that finds nothing or cannot be made", () => {
	test("gives no hint that would not help", async () => {
		expect((await agentOn({ files }).call("search", { pattern: "nowhere.*at[all" })).text).toBe("No match.");
	});

	test("refuses what cannot match or is not valid, and says why", async () => {
		const agent = agentOn({ files });
		expect((await agent.call("search", { pattern: "" })).text).toContain("empty");
		expect((await agent.call("search", { pattern: "a\nb" })).text).toContain("one line");
		expect((await agent.call("search", { pattern: "(", regex: "true" })).text).toContain("not valid");
		expect((await agent.call("search", { pattern: "x", path: "nowhere" })).kind).toBe("failed");
	});
});

function query(changes: Partial<SearchQuery>): SearchQuery {
	return { pattern: "x", regex: false, caseSensitive: true, glob: "", path: "", limit: 100, ...changes };
}

async function found(contents: Readonly<Record<string, string>>, changes: Partial<SearchQuery>) {
	const result = await memoryCheckout(contents).search.search(query(changes), new AbortController().signal);
	return result.kind === "matches" ? result.matches.map(({ path, line }) => `${path}:${line}`) : result.text;
}

describe("searching without a search program", () => {
	test("leaves out what git ignores, by the rules of every folder on the way", async () => {
		const contents = {
			".gitignore": "*.log\n/dist/\n",
			"a.log": "x",
			"dist/a": "x",
			"src/dist/a": "x",
			"src/.gitignore": "gen\n!keep.log\n",
			"src/gen/a": "x",
			"src/keep.log": "x",
			"src/b.log": "x",
		};
		expect(await found(contents, {})).toEqual(["src/dist/a:1", "src/keep.log:1"]);
		expect(await found(contents, { path: "src/dist" })).toEqual(["src/dist/a:1"]);
		expect(await found(contents, { path: "src", pattern: "x" })).toEqual(["src/dist/a:1", "src/keep.log:1"]);
	});

	test("finds in path order, folder by folder", async () => {
		expect(await found({ "b/a": "x", "a/z": "x", "a.txt": "x", c: "x" }, {})).toEqual([
			"a/z:1",
			"a.txt:1",
			"b/a:1",
			"c:1",
		]);
	});

	test("takes literal text literally, in any case where asked to", async () => {
		expect(await found({ a: "a.b*c[d]\naxbc\n" }, { pattern: "a.b*c[d]" })).toEqual(["a:1"]);
		expect(await found({ a: "ÄRGER\n" }, { pattern: "ärger", caseSensitive: false })).toEqual(["a:1"]);
		expect(await found({ a: "ONE\n" }, { pattern: "(?i)one", regex: true })).toEqual(["a:1"]);
	});

	test("stops when it is told to", async () => {
		const stopped = new AbortController();
		stopped.abort(new Error("stopped"));
		await expect(memoryCheckout({ a: "x" }).search.search(query({}), stopped.signal)).rejects.toThrow("stopped");
	});

	test("says when a file was too large to be searched", async () => {
		const result = await memoryCheckout({ a: "y".repeat(3_000_000) }).search.search(
			query({}),
			new AbortController().signal,
		);
		expect(result).toEqual({ kind: "matches", matches: [], truncated: true });
	});
});
