/** What a brief allows and forbids holds for every way in which a path can be written. */

import { expect, test } from "vitest";
import { afterCommand } from "../../../src/core/scope/after-command.ts";
import { globProblem, inScope, outOfScope, scopedFiles } from "../../../src/core/scope/scope.ts";
import { parseBrief } from "../../../src/core/task/brief.ts";
import { type MemoryCheckout, memoryCheckout } from "../../support/memory-checkout.ts";
import { bytesOf, memoryFiles } from "../../support/memory-files.ts";

const never = new AbortController().signal;
const all = { allowed: [], forbidden: [] };

test.each([
	[["src"], "src/a/b.ts", true],
	[["src/"], "src/.hidden/b.ts", true],
	[["./src"], "src", true],
	[["/src"], "src/a.ts", true],
	[["src"], "lib/src/a.ts", false],
	[["src"], "src2/a.ts", false],
	[["src/**/*.ts"], "src/a.ts", true],
	[["src/**/*.ts"], "src/a/b/c.ts", true],
	[["src/**/*.ts"], "src/a.js", false],
	[["*.md"], "docs/deep/a.md", true],
	[["README.md"], "docs/README.md", false],
	[["src/{a,b}.ts"], "src/b.ts", true],
	[["src"], "src/../package.json", false],
	[["src"], "other/../src/a.ts", true],
	[["src"], "../src/a.ts", false],
	[["src"], "/src/a.ts", false],
	[["."], "any/file", true],
	[["#notes"], "#notes/a", true],
])("with %j allowed, whether %j may be changed: %j", (allowed, path, expected) => {
	expect(inScope({ ...all, allowed }, path)).toBe(expected);
});

test.each([
	[["src/generated"], "src/generated/a.ts", false],
	[["src/generated"], "SRC/Generated/a.ts", false],
	[["src/generated"], "src/./x/../generated/a.ts", false],
	[["package.json"], "packages/a/package.json", false],
	[["migrations"], "db/migrations/1.sql", false],
	[["*.lock"], "deep/.hidden/yarn.lock", false],
	[["/package.json"], "packages/a/package.json", true],
	[["caf\u00e9"], "cafe\u0301/a.ts", false],
	[["docs/**"], "src/a.ts", true],
])("with %j forbidden, whether %j may be changed: %j", (forbidden, path, expected) => {
	expect(inScope({ ...all, forbidden }, path)).toBe(expected);
});

test("what is forbidden stays so when it is allowed as well, and without a scope everything is in it", () => {
	expect(inScope({ allowed: ["src"], forbidden: ["src/a.ts"] }, "src/a.ts")).toBe(false);
	expect(inScope({ allowed: ["src"], forbidden: ["src/a.ts"] }, "src/b.ts")).toBe(true);
	expect(inScope(all, "anything")).toBe(true);
});

test.each(["..", "a/../../b", "C:/x", "~/x", "src\\a", "!src", "x".repeat(501), "*".repeat(17)])(
	"the brief refuses the glob %j and says where it is",
	(glob) => {
		expect(globProblem(glob)).not.toBeNull();
		const parsed = parseBrief({ goal: "x", scope: { allowed: ["src", glob] } });
		expect(parsed).toMatchObject({ kind: "failed", text: expect.stringContaining("scope.allowed.1") });
	},
);

test("files out of scope can be read and are not written, and the refusal says what the scope is", async () => {
	const files = memoryFiles({ "src/a.ts": "a", "package.json": "{}" });
	const scoped = scopedFiles(files, { allowed: ["src"], forbidden: ["src/b.ts"] });
	expect(await scoped.read("package.json")).toMatchObject({ kind: "file" });
	expect(await scoped.write("src/a.ts", bytesOf("b"))).toMatchObject({ kind: "written" });
	for (const path of ["package.json", "src/b.ts", "src/../package.json", "/package.json"]) {
		expect(await scoped.write(path, bytesOf("x"))).toMatchObject({
			reason: "out-of-scope",
			text: expect.stringContaining("only src; never src/b.ts"),
		});
	}
	expect([...files.all.keys()]).toEqual(["src/a.ts", "package.json"]);
	expect(scopedFiles(files, undefined)).toBe(files);
});

test("both ends of a renaming count", () => {
	const change = { binary: false, added: 0, removed: 0, mode: 0o100644, version: "1" };
	const renamed = { ...change, kind: "renamed", path: "src/a.ts", from: "lib/a.ts" } as const;
	const away = { ...change, kind: "renamed", path: "lib/b.ts", from: "src/b.ts" } as const;
	expect(outOfScope([renamed, away], { ...all, allowed: ["src"] })).toEqual(["lib/a.ts", "lib/b.ts"]);
});

test("what a command changed out of scope is put back, and only that", async () => {
	const checkout = memoryCheckout({ "src/a.ts": "a", "lib/b.ts": "b", "lib/c.ts": "c" });
	checkout.files.put("src/a.ts", "changed");
	checkout.files.put("lib/b.ts", "changed");
	checkout.files.put("lib/c.ts", null);
	checkout.files.put("new.txt", "new");
	const taken = await afterCommand(checkout, { ...all, allowed: ["src"] }, never);
	expect(taken).toMatchObject({ paths: ["lib/b.ts", "lib/c.ts", "new.txt"], problems: [] });
	expect(taken?.text).toContain("Put back: lib/b.ts, lib/c.ts, new.txt.");
	expect((await checkout.proposal.changes(never)).changes).toMatchObject([{ path: "src/a.ts" }]);
	expect(await afterCommand(checkout, { ...all, allowed: ["src"] }, never)).toBeNull();
});

test("without a scope nothing is compared", async () => {
	const checkout = incomparable(memoryCheckout(), "compared");
	expect(await afterCommand(checkout, undefined, never)).toBeNull();
	expect(await afterCommand(checkout, all, never)).toBeNull();
});

test("what cannot be put back, or compared, is told", async () => {
	const checkout = memoryCheckout({ "a.txt": "a", "b.txt": "b" });
	checkout.files.put("a.txt", "changed");
	checkout.files.put("b.txt", "changed");
	const stuck = {
		...checkout,
		files: { ...checkout.files, takeBack: async () => ["a.txt could not be put back: no."] },
	};
	expect(await afterCommand(stuck, { ...all, allowed: ["src"] }, never)).toMatchObject({
		problems: ["a.txt could not be put back: no.", "b.txt is still changed."],
		text: expect.stringContaining("b.txt is still changed."),
	});
	const broken = incomparable(checkout, "a pipe");
	expect(await afterCommand(broken, { ...all, allowed: ["src"] }, never)).toMatchObject({
		paths: [],
		problems: [expect.stringContaining("a pipe")],
	});
});

function incomparable(checkout: MemoryCheckout, text: string): MemoryCheckout {
	return { ...checkout, proposal: { ...checkout.proposal, changes: () => Promise.reject(new Error(text)) } };
}
