/** The probe as its users start it: JSON lines in, as many JSON lines out, and nothing else. */

import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, expect, test } from "vitest";
import { policyCorpus } from "../support/policy-corpus.ts";
import { makeFolder, removeFolders } from "../support/repositories.ts";

afterEach(removeFolders);

interface Probed {
	readonly code: number;
	readonly out: string;
	readonly err: string;
}

function probe(name: string, input: string): Promise<Probed> {
	const script = resolve(import.meta.dirname, "../../scripts/probe.ts");
	const { promise, resolve: done } = Promise.withResolvers<Probed>();
	const child = execFile(process.execPath, [script, name], { maxBuffer: 1 << 28 }, (error, out, err) => {
		done({ code: typeof error?.code === "number" ? error.code : 0, out, err });
	});
	child.stdin?.end(input);
	return promise;
}

async function answers(name: string, questions: readonly unknown[]): Promise<readonly unknown[]> {
	const { out, code } = await probe(name, questions.map((question) => `${JSON.stringify(question)}\n`).join(""));
	expect(code).toBe(0);
	return out
		.trimEnd()
		.split("\n")
		.map((line): unknown => JSON.parse(line));
}

const verdict = (is: string) => ({ verdict: is, because: expect.stringMatching(/\w/) });

test("each command has its verdict and reason, in order", async () => {
	const commands = ["git status", "npm test", "rm -rf src", "git push origin main", "cat ../x", "cat a\u2028b; id"];
	expect(
		await answers(
			"policy",
			commands.map((command) => ({ command, id: 1 })),
		),
	).toEqual(["safe", "workspace", "ask", "deny", "ask", "ask"].map(verdict));
});

test("the folder and the shell count; a folder outside of the checkout and a shell that is not known ask", async () => {
	const asked = [
		{ command: "cat ../README.md", cwd: "src" },
		{ command: "cat ../README.md", cwd: "." },
		{ command: "ls", cwd: "/etc" },
		{ command: "ls", cwd: "../other" },
		{ command: "ls", shell: "zsh" },
		{ command: "del x & dir", shell: "cmd" },
	];
	expect(await answers("policy", asked)).toEqual(["safe", "ask", "ask", "ask", "ask", "ask"].map(verdict));
});

test("a line that is not understood has an error in its place, and the others their answer", async () => {
	const input = 'nonsense\n{"command":1}\n\n{"command":"ls"}';
	const { out, code } = await probe("policy", input);
	const error = { error: expect.stringMatching(/\w/) };
	expect(code).toBe(0);
	expect(
		out
			.trimEnd()
			.split("\n")
			.map((line): unknown => JSON.parse(line)),
	).toEqual([error, error, error, verdict("safe")]);
});

test("no input has no output", async () => {
	expect(await probe("redact", "")).toEqual({ code: 0, out: "", err: "" });
});

test("a probe that does not exist is refused with what there is, on stderr only", async () => {
	const { code, out, err } = await probe("nothing", "{}");
	expect([code, out]).toEqual([2, ""]);
	expect(err).toContain("policy, redact, scope");
});

test("secrets are taken out of texts, and innocent texts stay as they are", async () => {
	const key = `AKIA${"ABCDEFGH23456723"}`;
	const [found, innocent] = await answers("redact", [{ text: `key ${key} end` }, { text: "const a = 1;\n" }]);
	expect(JSON.stringify(found)).not.toContain(key);
	expect(innocent).toEqual({ text: "const a = 1;\n" });
});

test("the file tools are really tried: what is inside is read and written, what is outside never", async () => {
	const place = makeFolder("probe");
	const workspace = join(place, "inside");
	mkdirSync(workspace);
	writeFileSync(join(workspace, "a.txt"), "four");
	writeFileSync(join(place, "outside.txt"), "secret");
	symlinkSync("../outside.txt", join(workspace, "link.txt"));
	const asked = [
		{ workspace, path: "a.txt", kind: "read" },
		{ workspace, path: "a.txt", kind: "write" },
		{ workspace, path: "../outside.txt", kind: "read" },
		{ workspace, path: "link.txt", kind: "write" },
	];
	const [read, written, ...outside] = await answers("scope", asked);
	expect(read).toMatchObject({ verdict: "allow", bytes: 4 });
	expect(written).toMatchObject({ verdict: "allow" });
	expect(outside).toEqual([verdict("deny"), verdict("deny")]);
	expect(readFileSync(join(workspace, "a.txt"))).toHaveLength(5);
	expect(readFileSync(join(place, "outside.txt"), "utf8")).toBe("secret");
});

test("the whole corpus has as many answers as it has lines", async () => {
	const rows = policyCorpus();
	expect(await answers("policy", rows)).toHaveLength(rows.length);
});
