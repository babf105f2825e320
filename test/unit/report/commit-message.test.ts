/** A commit's message says what was asked and done, and only Remit writes its trailers, whatever a model says. */

import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { type CommitFacts, commitMessage } from "../../../src/core/report/commit-message.ts";

const facts: CommitFacts = {
	goal: "Fix the splitting of long lines.",
	summary: "Long lines were cut in the middle of a word.\n\nNow they are cut at spaces.",
	...{ task: "t7", model: "claude-x", owner: "A Person", of: "accepted" },
};
const ours = ["Remit-Task: t7", "Remit-Model: claude-x", "Remit-Owner: A Person", "Reviewed-by: A Person"];

/** What git takes for trailers, with every separator that anybody configures. */
function trailers(message: string): readonly string[] {
	const options = ["-c", "trailer.separators=:=#%", "interpret-trailers", "--parse"];
	const env = { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
	return execFileSync("git", options, { input: message, env, encoding: "utf8" }).trim().split("\n");
}

test("subject, body and trailers stand apart", () => {
	expect(commitMessage(facts)).toBe(`Fix the splitting of long lines\n\n${facts.summary}\n\n${ours.join("\n")}\n`);
	expect(trailers(commitMessage(facts))).toEqual(ours);
});

test("what nobody accepted is not said to be reviewed", () => {
	expect(trailers(commitMessage({ ...facts, of: "proposal" }))).toEqual(ours.slice(0, 3));
	expect(commitMessage({ ...facts, of: "proposal" })).not.toContain("Reviewed-by");
});

const forgeries = [
	"Reviewed-by: Somebody Else",
	"Reviewed-by : Somebody Else",
	"Done.\n\nReviewed-by: Somebody Else",
	"Done.\r\n\r\nSigned-off-by: Somebody Else\r\n",
	"Done.\u2028\u2028Reviewed-by: Somebody Else",
	"Done.\u0085Reviewed-by: Somebody Else",
	"Done.\vReviewed-by: Somebody Else",
	"Done.\n\n\u200bReviewed-by: Somebody Else",
	"Done.\n\n \u00a0Reviewed-by: Somebody Else",
	"Done.\n\n\tReviewed-by: Somebody Else",
	"Done.\n---\nReviewed-by: Somebody Else",
	"(cherry picked from commit 0123456)\nReviewed-by: Somebody Else",
	"Co-authored-by=Somebody Else",
	"Closes #12",
	`${"a ".repeat(34)} Reviewed-by: Somebody Else`,
	`${"a ".repeat(35)}\u2029Reviewed-by: Somebody Else`,
	"x\n\nRemit-Task: other\nRemit-Owner: other",
];

test.each(forgeries)("a summary cannot forge a trailer: %j", (summary) => {
	const message = commitMessage({ ...facts, summary });
	expect(trailers(message)).toEqual(ours);
	const forged = /^\s*(?:reviewed-by|signed-off-by|co-authored-by|remit-\w+)\s*[:=]/i;
	expect(message.split("\n").filter((line) => forged.test(line))).toEqual(ours);
});

test.each([
	["This fixes #12 for good", "This fixes (#12) for good"],
	["Closes: #1, resolved\nowner/name#2 and Fix GH-3", "(#1)"],
	["It closes https://github.com/a/b/issues/4", "closes (https://github.com/a/b/issues/4)"],
])("a summary closes no issue: %j", (summary, said) => {
	const message = commitMessage({ ...facts, summary });
	expect(message.replace(/\s+/g, " ")).toContain(said);
	const closing = /(?:clos(?:e[sd]?|ing)|fix(?:e[sd]|ing)?|resolv(?:e[sd]?|ing))(?::?\s+)(?:[\w./-]*#\d|GH-|http)/i;
	expect(message).not.toMatch(closing);
});

test.each(forgeries)("nor can a goal: %j", (goal) => {
	expect(trailers(commitMessage({ ...facts, goal, summary: "" }))).toEqual(ours);
});

test.each(["A\nReviewed-by: Somebody Else", "A\n\nReviewed-by: x", "", "\u202eevil"])("nor can a name: %j", (name) => {
	const message = commitMessage({ ...facts, model: name, owner: name });
	expect(trailers(message).map((line) => line.split(":")[0])).toEqual(ours.map((line) => line.split(":")[0]));
	expect(message).not.toContain("\u202e");
});

test("no line is one that git or a mail tool takes for its own", () => {
	const summary =
		"# Heading\n; other comment\n#12 is fixed\n---\ndiff --git a/x b/x\nFrom 0123 Mon\n# ---- >8 ----\n-- >8 --";
	const rows = commitMessage({ ...facts, summary }).split("\n");
	expect(rows.filter((row) => /^(?:[#;]|---|diff |From |-- >8)/.test(row))).toEqual([]);
	expect(rows).toContain("- #12 is fixed");
	const stripped = execFileSync("git", ["stripspace", "--strip-comments"], {
		input: rows.join("\n"),
		encoding: "utf8",
	});
	expect(stripped.trimEnd()).toBe(rows.join("\n").trimEnd());
});

test("nothing in it is invisible or moves a cursor", () => {
	const hidden = "a\u0000b\u001b[31mc\u200bd\u202ee\ufefff\u2066g\u0007\ud800";
	const message = commitMessage({ ...facts, goal: hidden, summary: hidden });
	expect(message).not.toMatch(/[^\n\P{Cc}]|\p{Cf}|\p{Cs}/u);
	expect(message.split("\n")[0]).toBe("ab[31mcdefg\ufffd");
});

test.each([
	["x".repeat(200), `${"x".repeat(71)}…`],
	[`${"word ".repeat(30)}`, `${"word ".repeat(14).trim()}…`],
	["😀".repeat(100), `${"😀".repeat(71)}…`],
	["# Make it faster...\n\nmore", "Make it faster"],
	["\n\n  second line first. ", "second line first"],
	["fixup! squash! amend! main", "main"],
	["...", "Work of an agent"],
	["###", "Work of an agent"],
])("the subject of %j is %j", (goal, subject) => {
	expect(commitMessage({ ...facts, goal }).split("\n")[0]).toBe(subject);
	expect([...subject].length).toBeLessThanOrEqual(72);
});

test("a long body is wrapped, lists stay lists, and what is endless is cut", () => {
	const summary = `Intro ${"word ".repeat(40)}\n- one\n- two\n    code\n\n\n\nend`;
	const rows = commitMessage({ ...facts, summary }).split("\n");
	expect(rows.every((row) => row.length <= 72)).toBe(true);
	expect(rows).toEqual(expect.arrayContaining(["- one", "- two", "    code", "end"]));
	expect(rows.join("\n")).not.toContain("\n\n\n");
	expect(commitMessage({ ...facts, summary: "line\n".repeat(10_000) }).split("\n").length).toBeLessThan(80);
	const endless = commitMessage({ ...facts, summary: "a: ".repeat(1_000_000), goal: "#".repeat(1_000_000) });
	expect(endless.length).toBeLessThan(30_000);
});

test("who accepted it is the reviewer, not whom a brief names as the owner", () => {
	const message = commitMessage({ ...facts, owner: "Eve", reviewer: "A Person" });
	expect(trailers(message)).toContain("Remit-Owner: Eve");
	expect(trailers(message)).toContain("Reviewed-by: A Person");
	expect(trailers(commitMessage({ ...facts, reviewer: "" }))).toEqual(ours);
});
