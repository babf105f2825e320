/** What is accepted is proved and brought into the person's repository by clicking in the panel: checks, a branch, a commit, a push. */

import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { button, delegate, type RemitEditor, reaches, showFailure, startRemit, workLimit } from "../support/e2e.ts";
import { lens, openChange, press, treeRow } from "../support/e2e-review.ts";
import { call } from "../support/messages-server-script.ts";
import { git } from "../support/repositories.ts";

let editor: RemitEditor;
let bare: string;

beforeAll(async () => {
	editor = await startRemit({
		files: { "a.txt": "one\n", "b.txt": "one\n" },
		server: { userSettings: { "git.enabled": false, "remit.protectedBranches": ["main", "remit/guarded-*"] } },
		workbench: { theme: "dark", viewport: { width: 1280, height: 1100 } },
	});
	const { folder } = editor;
	git(folder, "config", "user.name", "A Person");
	git(folder, "config", "user.email", "person@example.invalid");
	bare = join(dirname(folder), "remote", "project.git");
	mkdirSync(bare, { recursive: true });
	git(bare, "init", "-q", "--bare", "--initial-branch=main");
	git(folder, "remote", "add", "origin", bare);
	git(folder, "push", "-q", "origin", "main");
});

afterEach((context) => showFailure(context, editor));
afterAll(() => editor?.close());

const goal = "Say hello";
const finish = call("finish", { status: "done", summary: "It says hello." });

function dialog(text: string | RegExp): Locator {
	return editor.workbench.page.locator(".monaco-dialog-box").filter({ hasText: text });
}

/** What the panel says of the person's repository and of checks. */
function said(text: string | RegExp): Promise<void> {
	return editor.workbench.panel().getByText(text).first().waitFor({ timeout: workLimit });
}

const refs = (folder: string) =>
	git(folder, "for-each-ref", "--format=%(refname:short)", "refs/heads").trim().split("\n");
const own = () => refs(editor.folder).find((name) => name.startsWith("remit/say-hello")) ?? "";
const head = () => git(editor.folder, "rev-parse", "HEAD");

async function accept(path: string): Promise<void> {
	await openChange(editor.workbench, path);
	await press(editor.workbench, lens(editor.workbench, "✓ Accept").first());
	await (await treeRow(editor.workbench, path)).getByText("accepted").first().waitFor({ timeout: workLimit });
}

test("the accepted part is checked as a tree of its own; where it is not green though the whole is, the panel says so", async () => {
	const { workbench, model } = editor;
	model.play(goal, [
		call("read", { path: "a.txt" }).call("read", { path: "b.txt" }),
		call("edit", { path: "a.txt", old: "one", new: "one, which needs new.txt" }).call("write", {
			path: "new.txt",
			text: "hello\n",
		}),
		finish,
	]);
	await delegate(workbench, goal);
	await reaches(workbench, "Ready for review");
	await accept("a.txt");
	await workbench.panel().getByText("Verify, commit, or keep as a branch").click();
	await button(workbench, "Re-verify accepted").click();
	await workbench.quickInput("cat new.txt");
	await workbench.notification(/What you accepted is not green: cat new\.txt failed\. The whole proposal is green\./);
	await said("The accepted part is not green, though the whole is.");
	await workbench.screenshot("ship-not-green");
	expect(readFileSync(join(editor.folder, "a.txt"), "utf8")).toBe("one, which needs new.txt\n");
	expect(git(editor.folder, "--no-optional-locks", "status", "--porcelain")).toBe(" M a.txt\n");
});

test("“Keep as branch” asks which work, and makes a branch without touching a file, the index or HEAD", async () => {
	const { workbench, folder } = editor;
	const before = head();
	await button(workbench, "Keep as branch").click();
	await workbench.quickPick("Accepted only");
	await workbench.notification(/Kept 1 file as the branch remit\/say-hello/);
	await said(/Kept as branch remit\/say-hello/);
	expect(git(folder, "show", `${own()}:a.txt`)).toBe("one, which needs new.txt\n");
	expect(git(folder, "ls-tree", "--name-only", own()).trim().split("\n")).toEqual(["a.txt", "b.txt"]);
	expect(head()).toBe(before);
	expect(git(folder, "--no-optional-locks", "status", "--porcelain")).toBe(" M a.txt\n");
	expect(refs(bare)).toEqual(["main"]);
});

test("with the rest accepted the same check passes", async () => {
	const { workbench } = editor;
	await accept("new.txt");
	await reaches(workbench, "Accepted");
	await said("before the last changes: run it again");
	await button(workbench, "Re-verify accepted").click();
	await workbench.notification(/What you accepted passes: cat new\.txt\./);
	expect(await workbench.panel().getByText("The accepted part is not green").count()).toBe(0);
});

test("“Open pull request” shows what would be pushed and where to; Cancel sends nothing, Push exactly that", async () => {
	const { workbench, folder } = editor;
	const request = async () => {
		await button(workbench, "Open pull request…").click();
		const asked = dialog(/Push “remit\/say-hello/);
		await asked.waitFor({ timeout: workLimit });
		return asked;
	};
	const asked = await request();
	const shown = ((await asked.textContent()) ?? "").replaceAll("\u00a0", " ");
	for (const part of [bare, "a new branch there", "2 files", "a.txt", "new.txt"]) expect(shown).toContain(part);
	await workbench.screenshot("ship-push");
	await asked.getByRole("button", { name: "Cancel" }).click();
	await asked.waitFor({ state: "hidden" });
	expect(refs(bare)).toEqual(["main"]);
	await (await request()).getByRole("button", { name: "Push", exact: true }).click();
	await workbench.notification(
		/Pushed remit\/say-hello.* to origin\. Open a pull request where your team opens them\./,
	);
	await said(/Pushed remit\/say-hello/);
	expect(refs(bare)).toEqual(["main", own()]);
	expect(git(bare, "rev-parse", own())).toBe(git(folder, "rev-parse", own()));
	expect(git(bare, "rev-parse", "main")).toBe(head());
});

test("“Commit accepted” offers a branch of its own where a protected one is checked out; elsewhere it commits with trailers", async () => {
	const { workbench, folder } = editor;
	const before = head();
	await button(workbench, "Commit accepted").click();
	const warned = dialog("The branch “main” is protected.");
	await warned.getByRole("button", { name: "Keep as Branch" }).waitFor({ timeout: workLimit });
	await warned.getByRole("button", { name: "Cancel" }).click();
	await warned.waitFor({ state: "hidden" });
	expect(head()).toBe(before);
	git(folder, "switch", "-q", "-c", "topic");
	await button(workbench, "Commit accepted").click();
	const asked = dialog("Commit 2 accepted files on “topic”?");
	await asked.getByRole("button", { name: "Commit", exact: true }).click({ timeout: workLimit });
	await workbench.notification(/Committed 2 files on topic/);
	await said(/Committed on topic/);
	expect(git(folder, "show", "--format=%P", "--name-only", "topic").trim().split("\n")).toEqual([
		before.trim(),
		"",
		"a.txt",
		"new.txt",
	]);
	expect(git(folder, "log", "-1", "--format=%an %s%n%(trailers:only)", "topic")).toMatch(/^A Person Say hello\n\S+: /);
	expect(git(folder, "--no-optional-locks", "status", "--porcelain")).toBe("");
	await workbench.screenshot("ship-committed");
});

test("a protected branch is not pushed, and that is said", async () => {
	const { workbench, model } = editor;
	const guarded = "Guarded words";
	model.play(guarded, [
		call("read", { path: "b.txt" }),
		call("edit", { path: "b.txt", old: "one", new: "two" }),
		finish,
	]);
	await delegate(workbench, guarded);
	await reaches(workbench, "Ready for review");
	const before = refs(bare);
	await button(workbench, "Accept all").click();
	await reaches(workbench, "Accepted");
	await button(workbench, "Open pull request…").click();
	await workbench.notification(/remit\/guarded-words\S* is a protected branch: Remit never pushes to it\./);
	expect(refs(bare)).toEqual(before);
	await workbench.panel().getByText("Kept as branch").waitFor();
	expect(
		await workbench
			.panel()
			.getByText(/^Pushed /)
			.count(),
	).toBe(0);
});
