/** What an agent says gives a host of repositories no order: neither in a commit's message nor in a pull request that is squashed into one. */

import { expect, test } from "vitest";
import { commitMessage } from "../../../src/core/report/commit-message.ts";
import { reportOf } from "../../../src/core/report/hand-off.ts";
import { withoutOrders } from "../../../src/core/report/orders.ts";
import { reportMarkdown } from "../../../src/core/report/report-markdown.ts";
import { foldView } from "../../../src/core/task/view.ts";
import { begun, handedOff, minutely, work } from "./journals.ts";

/** Forms that GitHub, GitLab, Gitea, Bitbucket and Azure DevOps document, wherever they stand in a message. */
const closing =
	/\b(?:clos(?:e[sd]?|ing)|fix(?:e[sd]|ing)?|resolv(?:e[sd]?|ing)|implement(?:s|ed|ing)?|reopen(?:s|ed|ing)?|complet(?:e[sd]?|ing)|deliver(?:s|ed|ing)?)(?:\s*:\s*|\s+)(?:(?:issues?|bugs?|tickets?)\s+)?(?:[\w./-]*#\d|GH-\d|[A-Z][A-Z0-9_]+-\d|<?https?:)/i;
const skipping = /\[\s*(?:(?:skip|no)[\s-]+[\w-]+|[\w-]+[\s-]+skip)\s*\]|\*{3}NO_CI\*{3}/i;

function bodyFor(summary: string): string {
	return commitMessage({ goal: "Sort the list", summary, task: "t7", model: "m", owner: "A", of: "proposal" });
}

test.each([
	"Fixes\u200b #1",
	"Fi\u00adxes #1",
	"Fixes #\u200b1",
	"Clo\u0007ses #1",
	"Fixes\u00a0\u00a0#1",
	"Closes issue #4, #5",
	"fixed bug #7 and resolves ticket #8",
	"Reopens #2",
	"Resolves AB#12",
	"Closes PROJ-12",
	"Fixes:#1",
	"Fixes : #1",
	"Fixes <https://github.com/a/b/issues/1>",
	"Completes PROJ-12",
	"[Delivers #12]",
])("no issue is closed by a summary, however it is hidden: %j", (summary) => {
	expect(bodyFor(summary)).not.toMatch(closing);
	expect(bodyFor(summary)).toMatch(/\(.*\d>?\)/);
});

test.each([
	"Done. [skip ci]",
	"[CI SKIP]",
	"[ci\u200b skip]",
	"[skip\u00a0 ci]",
	"[no ci] x",
	"[skip actions]",
	"[actions skip]",
	"[skip-ci]",
	"[skip netlify]",
	"[vercel skip]",
	"***NO_CI***",
	"***NO_\u200bCI***",
])("a summary skips no check of the host: %j", (summary) => {
	expect(bodyFor(summary)).not.toMatch(skipping);
	expect(bodyFor(summary).toLowerCase()).toMatch(/\((?:.*\W)?(?:ci|skip|netlify|actions)\)|\bno_ci\b/);
});

test("nor does a pull request, of which a squashed commit's message is made, in or out of code", () => {
	const goal = "Sort the list. Fixes #9 [skip ci]";
	const said = "Fixes #1\n[skip ci] ***NO_CI*** closes a/b#2, resolves issue #3";
	const view = foldView(minutely([...begun({ goal }), handedOff({ summary: said, left: [said] }), work]));
	const body = reportMarkdown(reportOf(view, [], 0), "pull-request");
	expect(body).toContain("(skip ci)");
	expect(body).not.toMatch(closing);
	expect(body).not.toMatch(skipping);
});

test.each([
	`[${"-".repeat(50_000)}`,
	"[skip".repeat(20_000),
	"fixes ".repeat(20_000),
	`fixes ${"a/".repeat(50_000)}`,
	`fixes${" :".repeat(50_000)}`,
	`fixes${" ".repeat(100_000)}`,
])("a hostile text costs no time", (text) => {
	expect(withoutOrders(text)).toBe(text);
});

test.each([
	"Fixed 3 of 4 cases, see issue #7.",
	"It fixes UTF-8 and resolves SHA-256 sums.",
	"Prefix #1 stays, and [skip] and [no] in the menu.",
	"Skips [0, 1] and closes the file.",
	"Implemented in src/a.ts#L12.",
])("what orders nothing stays as it was said: %j", (text) => {
	expect(withoutOrders(text)).toBe(text);
});
