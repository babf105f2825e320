/** What was asked for, what the checks said, and what got into the person's repository. */

import { expect, test } from "vitest";
import type { TaskEvent } from "../../src/core/task/events.ts";
import { parseCommand } from "../../src/protocol/commands.ts";
import { changed, ended, found, snapshot, viewOf } from "./journal.ts";
import { PanelOnScreen, textOf } from "./screen.tsx";

async function shown(...events: readonly TaskEvent[]): Promise<PanelOnScreen> {
	return new PanelOnScreen().told(snapshot(viewOf(...events)));
}

const ready = [found(changed("a.ts"), changed("b.ts")), ended("ready")] as const;

const accepting = (path: string): TaskEvent => ({
	...{ type: "change.decided", path, decision: "accepted", version: `v-${path}`, note: "", surface: "editor" },
	accepted: { path, origin: path, content: "c", mode: 0o100644 },
});
const accept = accepting("a.ts");

const result = (command: string, outcome: "passed" | "failed" | "not-run", text = "", kept = "") => {
	return { command, outcome, text, kept, durationMs: outcome === "not-run" ? 0 : 1_200 };
};

const verified = (of: "accepted" | "proposal", ...results: readonly ReturnType<typeof result>[]): TaskEvent => {
	return { type: "verification.finished", of, tree: `tree of ${of}`, results };
};

const sent = (thread: string, path: string, text: string): TaskEvent => {
	const place = { baseStart: 11, baseEnd: 12, start: 11, end: 12 };
	return { type: "comment.sent", thread, path, piece: "p", place, diff: "", text, surface: "editor" };
};

test("what the person asked for is listed with its place and whether it is answered, and opens there", async () => {
	const panel = await shown(
		...ready,
		sent("c1", "src/a.ts", "Use the SDK\nplease"),
		sent("c2", "src/b\u202Ets.ts", "Why?"),
		{ type: "comment.answered", thread: "c2", text: "Because [x](command:evil)." },
	);
	const region = panel.one("region", "You asked for 2 changes");
	const rows = [...region.querySelectorAll("li")].map(textOf);
	expect(rows[0]).toBe("src/a.ts:12openYou: Use the SDK please");
	expect(rows[1]).toBe("src/b‹U+202E›ts.ts:12answeredAgent: Because x.");
	expect(region.querySelectorAll("a")).toHaveLength(0);
	await panel.click("Open the thread at src/a.ts:12");
	expect(panel.sent).toEqual([{ type: "open-thread", task: "t1", thread: "c1" }]);
});

test("what is accepted, and all that is proposed, can be verified; without anything accepted only the latter", async () => {
	const before = await shown(...ready);
	await before.unfold("Verify, or keep as a branch");
	expect(before.all("button", "Re-verify accepted")).toHaveLength(0);
	await before.click("Verify proposal");
	const panel = await shown(...ready, accept);
	await panel.unfold("Verify, commit");
	await panel.click("Re-verify accepted");
	expect([...before.sent, ...panel.sent]).toEqual([
		{ type: "verify", task: "t1", of: "proposal" },
		{ type: "verify", task: "t1", of: "accepted" },
	]);
});

test("a failed check shows the end of its output when it is unfolded, and opens all of it", async () => {
	const failed = result("npm test", "failed", "\u001b[31m2 failed\u001b[0m\nexit 1", "hash");
	const panel = await shown(...ready, accept, verified("accepted", result("npm run lint", "passed"), failed));
	expect(panel.one("region", "Checks").textContent).toContain("Accepted part");
	expect(panel.text).not.toContain("2 failed");
	await panel.unfold("npm test");
	expect(panel.text).toContain("2 failed exit 1");
	await panel.click("Open full output of npm test");
	expect(panel.sent).toEqual([{ type: "open-check", task: "t1", of: "accepted", check: 1 }]);
	for (const command of panel.sent) expect(parseCommand(command)).toEqual(command);
});

test("it is said when the accepted part is not green though the whole is, as long as that is still so", async () => {
	const events = [...ready, accept, verified("proposal", result("npm test", "passed"))];
	const panel = await shown(...events, verified("accepted", result("npm test", "failed")));
	expect(panel.text).toContain("The accepted part is not green, though the whole is.");
	const green = await shown(...events, verified("accepted", result("npm test", "passed")));
	expect(green.text).not.toContain("not green");
	const failed = verified("accepted", result("npm test", "failed"));
	const stale = await shown(...events, failed, accepting("b.ts"));
	expect(stale.text).not.toContain("not green");
	expect(stale.text).toContain("before the last changes: run it again");
});

test("checks that run say so, and one that was not run says why", async () => {
	const started = { type: "verification.started", of: "proposal", tree: "t", checks: ["npm test"] } as const;
	const running = await shown(...ready, started);
	expect(textOf(running.one("region", "Checks"))).toContain("Whole proposalrunningnpm test");
	const panel = await shown(...ready, verified("proposal", result("rm -rf /", "not-run", "Not run: rm deletes.")));
	await panel.unfold("rm -rf /");
	expect(panel.text).toContain("Not run: rm deletes.");
});

test("accepted work is kept, committed and proposed by buttons of its own", async () => {
	const panel = await shown(...ready, accept);
	await panel.unfold("Verify, commit");
	await panel.click("Keep as branch");
	await panel.click("Commit accepted");
	await panel.click("Open pull request…");
	expect(panel.sent).toEqual([
		{ type: "keep-branch", task: "t1" },
		{ type: "commit-accepted", task: "t1" },
		{ type: "open-pull-request", task: "t1" },
	]);
	for (const command of panel.sent) expect(parseCommand(command)).toEqual(command);
});

test("what is undecided can be kept as a branch, but not committed; what is rejected goes nowhere", async () => {
	const panel = await shown(...ready);
	await panel.unfold("Verify, or keep as a branch");
	expect([panel.all("button", "Keep as branch").length, panel.all("button", "Commit accepted").length]).toEqual([1, 0]);
	const reject = (path: string): TaskEvent => {
		return { type: "change.decided", path, decision: "rejected", version: `v-${path}`, note: "", surface: "editor" };
	};
	const rejected = await shown(...ready, reject("a.ts"), reject("b.ts"));
	expect(rejected.one("button", "Verify proposal")).toBeDefined();
	expect(rejected.all("button", "Keep as branch")).toHaveLength(0);
});

test("what got into the repository is told with branch and commit, the header's branch included", async () => {
	const commit = "0123456789abcdef0123456789abcdef01234567";
	const branch = "remit/make-parsedate-accept-t1";
	const panel = await shown(
		...ready,
		accept,
		{ type: "branch.kept", branch, commit },
		{ type: "accepted.committed", branch: "topic\u202E", commit },
		{ type: "branch.pushed", branch, commit, remote: "origin", url: "https://example.com/a.git" },
	);
	expect(panel.text).toContain(`Kept as branch ${branch}, commit 01234567`);
	expect(panel.text).toContain("Committed on topic‹U+202E›, commit 01234567");
	expect(panel.text).toContain(`Pushed ${branch} to origin (https://example.com/a.git), commit 01234567`);
	expect(panel.root.querySelector(".branch")?.getAttribute("title")).toBe(`Branch ${branch}: it is in your repository`);
});
