/** What is very long or very odd is shown as it is, and the panel stays usable. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
	approvalCard,
	approve,
	button,
	callLine,
	delegate,
	panelHeading,
	type RemitEditor,
	reaches,
	showFailure,
	startRemit,
	workLimit,
} from "../support/e2e.ts";
import { makeGate } from "../support/e2e-model.ts";
import { call } from "../support/messages-server-script.ts";
import { git } from "../support/repositories.ts";

let editor: RemitEditor;

const names = ["two words.txt", 'it\'s "quoted".txt', "größe 尺寸 😀.txt", "-rf.txt", "deep er/-x/[a]{b}$c;d&e.txt"];

beforeAll(async () => {
	const files = Object.fromEntries(names.map((name) => [name, `In ${name}\n`]));
	editor = await startRemit({ files });
});

afterAll(() => editor?.close());

afterEach((context) => showFailure(context, editor));

const finish = call("finish", { status: "done", summary: "That was all." });

test("a goal of 5,000 characters reaches the model whole, and leaves room for the rest of the panel", async () => {
	const { workbench, model } = editor;
	const goal = `Mend it all. ${"Every word counts, and Ω too. ".repeat(180)}`.slice(0, 4_999).trim();
	model.play(goal, [call("list", {}), finish]);
	await delegate(workbench, goal);
	await reaches(workbench, "Done, nothing changed");
	expect(model.requests(goal)).toHaveLength(2);
	await workbench.screenshot("odd-long-goal");
	const heading = await panelHeading(workbench, goal).boundingBox();
	const box = await workbench.panel().getByLabel("Continue with…").boundingBox();
	expect(heading?.height).toBeLessThan(100);
	expect((box?.y ?? 1e9) + (box?.height ?? 0)).toBeLessThan(800);
});

test("files with spaces, quotes, other scripts and leading dashes are read, changed, created, and accepted as they are", async () => {
	const { workbench, model } = editor;
	const goal = "Change the oddly named";
	const created = "new – “odd”/--help 名.txt";
	const reads = names.slice(1).reduce((step, path) => step.call("read", { path }), call("read", { path: names[0] }));
	const edits = names
		.slice(1)
		.reduce(
			(step, path) => step.call("edit", { path, old: "In ", new: "Still in " }),
			call("write", { path: created, text: "created\n" }),
		);
	model.play(goal, [reads, edits.call("edit", { path: names[0], old: "In ", new: "Still in " }), finish]);
	await delegate(workbench, goal);
	await reaches(workbench, "Ready for review");
	expect(model.requests(goal).flatMap(({ results }) => results.map(({ failed }) => failed))).not.toContain(true);
	await workbench.panel().getByText("6 changed files").waitFor();
	await workbench.screenshot("odd-names");
	await button(workbench, "Accept all").click();
	await reaches(workbench, "Accepted");
	for (const name of names) expect(readFileSync(join(editor.folder, name), "utf8")).toBe(`Still in ${name}\n`);
	expect(readFileSync(join(editor.folder, created), "utf8")).toBe("created\n");
	const changed = git(editor.folder, "--no-optional-locks", "status", "--porcelain", "-z", "-uall").split("\0");
	expect(changed.filter((line) => line !== "")).toHaveLength(6);
});

test("a command with characters that reorder it is shown with their code points, and no notification approves it", async () => {
	const { workbench, model } = editor;
	const goal = "Run something that looks like something else";
	const command = "echo \u202Etxt.yrrah; touch a\u200Bb.txt";
	const gate = makeGate();
	model.play(goal, async (_request, turn) => {
		if (turn === 0) await gate.passed;
		return turn === 0 ? call("run", { command }) : finish;
	});
	await delegate(workbench, goal);
	await workbench.command("View: Show Explorer");
	await workbench.page.locator('iframe.webview[src*="remit.remit"]:visible').waitFor({ state: "hidden" });
	gate.open();
	const notification = await workbench.notification("has to be looked at in the panel");
	expect(await notification.getByRole("button", { name: "Approve" }).count()).toBe(0);
	await workbench.pressNotification("has to be looked at in the panel", "Show");
	const shown = approvalCard(workbench).locator(".command pre");
	await shown.waitFor({ timeout: workLimit });
	expect(await shown.textContent()).toBe("echo ‹U+202E›txt.yrrah; touch a‹U+200B›b.txt");
	await workbench.screenshot("odd-bidi");
	await approvalCard(workbench).getByRole("button", { name: "Deny…" }).click();
	await button(workbench, "Deny").click();
	await reaches(workbench, "Done, nothing changed");
});

test("a command that writes 5 MB leaves the panel usable, and its output can be opened", async () => {
	const { workbench, model } = editor;
	const goal = "Write a lot";
	const command = "echo first; yes 'a line of output that is neither short nor long' | head -c 5000000; echo last";
	model.play(goal, [call("run", { command }), finish]);
	await delegate(workbench, goal);
	await approve(workbench, "echo first");
	await reaches(workbench, "Done, nothing changed");
	await workbench.panel().getByLabel("Continue with…").fill("Still usable");
	await button(workbench, "Continue").waitFor();
	await workbench.panel().getByLabel("Continue with…").fill("");
	const line = callLine(workbench, "echo first");
	await line.locator("summary").click();
	await line.getByRole("button", { name: /^Open full output/ }).click();
	const opened = workbench.page.locator(".editor-group-container.active .view-lines");
	await opened.getByText("first").first().waitFor();
	await workbench.screenshot("odd-output");
	await workbench.page.keyboard.press("Control+End");
	await opened.getByText("last").first().waitFor();
	// Far more than the panel and the model are shown.
	await workbench.page
		.locator(".statusbar")
		.getByText(/Ln \d{5,}, Col/)
		.waitFor();
	const told = model.requests(goal).flatMap(({ results }) => results.map(({ text }) => text));
	expect(told.at(0)?.length).toBeLessThan(20_000);
});
