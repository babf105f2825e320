/** A person writes briefs: in the panel, from a file of the project, and from wherever in the editor a task comes to mind. */

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
	button,
	journalOf,
	panelHeading,
	type RemitEditor,
	reaches,
	reload,
	showFailure,
	startRemit,
	workLimit,
} from "../support/e2e.ts";
import {
	answer,
	delegateLens,
	drafted,
	field,
	holds,
	pickFix,
	pickMenu,
	pressDelegate,
	showPanel,
} from "../support/e2e-brief.ts";
import { call } from "../support/messages-server-script.ts";

let editor: RemitEditor;

beforeAll(async () => {
	editor = await startRemit({
		files: {
			"package.json": '{"name":"shop","scripts":{"test":"node --test"}}\n',
			"src/a.ts": "export const a = 1;\nexport const b = a + 1;\n",
			"docs/guide.md": "# Guide\n",
			"bad.json": '{"a": 1,, }\n',
		},
		server: { userSettings: { "git.enabled": true } },
		workbench: { theme: "dark" },
	});
});

afterAll(() => editor?.close());

afterEach((context) => showFailure(context, editor));

const goal = "Rename a in src/a.ts to b";
const allowed = "May change, one glob a line";

test("a brief is drafted, edited, kept over a hidden panel and a reload, delegated and rescoped, by keyboard", async () => {
	const { workbench, model, server } = editor;
	const stuck = call("finish", { status: "stuck", summary: "I do not know how." });
	model.play(goal, [stuck, stuck]);
	await showPanel(workbench);
	await field(workbench, "What shall be done?").fill(goal);
	await field(workbench, "What shall be done?").press("Control+Shift+Enter");
	expect(await drafted(workbench, goal)).toContain("src/a.ts");
	await holds(workbench, "Checks, one command a line", "npm test");
	await field(workbench, "Definition of done").fill("`npm test` passes and a is gone");
	await field(workbench, allowed).fill("../elsewhere/**");
	await field(workbench, "Turns").fill("9");
	// Out of sight at once: the host may not have heard of the last letters yet.
	await workbench.command("View: Show Explorer");
	await showPanel(workbench);
	await holds(workbench, "Definition of done", "`npm test` passes and a is gone");
	await reload(workbench);
	await showPanel(workbench);
	await holds(workbench, "Turns", "9");
	await field(workbench, "Goal").press("Control+Enter");
	await workbench.panel().getByText("it must be relative to the project's root").waitFor({ timeout: workLimit });
	const isFocused = () => field(workbench, allowed).evaluate((one) => one === document.activeElement);
	await expect.poll(isFocused, { timeout: workLimit }).toBe(true);
	await field(workbench, allowed).fill("src/**");
	await field(workbench, allowed).press("Control+Enter");
	await panelHeading(workbench, goal).waitFor({ timeout: workLimit });
	await reaches(workbench, "Stuck");
	const [created] = await journalOf(server, goal);
	expect(created?.["brief"]).toMatchObject({
		goal,
		definitionOfDone: "`npm test` passes and a is gone",
		scope: { allowed: ["src/**"] },
		checks: ["npm test"],
		budget: { turns: 9 },
	});
	await rescopes();
});

async function rescopes(): Promise<void> {
	const { workbench, server } = editor;
	await button(workbench, "Rescope…").click();
	const heading = workbench.panel().getByRole("heading", { level: 1, name: `Rescope: ${goal}` });
	await heading.waitFor();
	await field(workbench, "Definition of done").fill("a is called b");
	await button(workbench, "Rescope and continue").click();
	await panelHeading(workbench, goal).waitFor({ timeout: workLimit });
	const started = async () => (await journalOf(server, goal)).filter(({ type }) => type === "task.started").length;
	await expect.poll(started, { timeout: workLimit }).toBe(2);
	await reaches(workbench, "Stuck");
	const events = await journalOf(server, goal);
	expect(events.find(({ type }) => type === "brief.changed")?.["brief"]).toMatchObject({
		definitionOfDone: "a is called b",
		budget: { turns: 9 },
	});
	expect(events.filter(({ type }) => type === "checkout.made")).toHaveLength(1);
}

const vague = "Improve the login everywhere and make it faster";

test("a vague sentence is warned about with reasons; dismissed and saved, it is a file with its own buttons", async () => {
	const { workbench } = editor;
	await workbench.command("Remit: Show All Tasks");
	await field(workbench, "What shall be done?").fill(vague);
	await button(workbench, "Brief…").click();
	await drafted(workbench, vague);
	await workbench.panel().getByText("A mistake there passes its tests and lets somebody in.").waitFor();
	await workbench.panel().getByText("3 warnings. Warnings never stop you.").waitFor();
	const about = "This is about authentication, cryptography or secrets.";
	await button(workbench, `Dismiss: ${about}`).press("Enter");
	await workbench.panel().getByText("2 warnings. Warnings never stop you.").waitFor();
	const isNext = () => button(workbench, `Show again: ${about}`).evaluate((one) => one === document.activeElement);
	await expect.poll(isNext, { timeout: workLimit }).toBe(true);
	await workbench.screenshot("brief-warned");
	await button(workbench, "Save Brief…").click();
	await workbench.quickInput("briefs/login");
	await delegateLens(workbench).waitFor();
	expect(await readFile(join(editor.folder, "briefs/login.remit.md"), "utf8")).toBe(
		`---\ndefinitionOfDone: "\`npm test\` passes."\nchecks:\n  - npm test\n---\n\n${vague}\n`,
	);
	await button(workbench, "Discard draft").click();
});

test("in a brief file keys and values are completed, a mistake is underlined, and Delegate asks before it starts", async () => {
	const { workbench, model, server } = editor;
	const { page } = workbench;
	model.play(vague, [call("finish", { status: "stuck", summary: "Which login?" })]);
	await page.locator(".editor-group-container.active .view-lines").click();
	for (const key of ["Control+Home", "End", "Enter"]) await page.keyboard.press(key);
	await page.keyboard.type("eff");
	const offered = page.locator(".suggest-widget.visible .monaco-list-row");
	await page.keyboard.press("Control+Space");
	await offered.filter({ hasText: "effort" }).first().click();
	await offered.filter({ hasText: "xhigh" }).waitFor();
	await page.keyboard.press("Escape");
	await page.keyboard.type("huge");
	await page.locator(".editor-group-container.active .squiggly-error").first().waitFor();
	await page.locator(".codelens-decoration").getByText("Cannot be delegated: one problem").waitFor();
	await workbench.screenshot("brief-file");
	for (let letters = "huge".length; letters > 0; letters--) await page.keyboard.press("Backspace");
	await page.keyboard.type("low");
	await page.keyboard.press("Control+S");
	await page.locator(".tab.active.dirty").waitFor({ state: "detached" });
	await pressDelegate(workbench);
	const said = await answer(workbench, "Delegate");
	for (const part of ["briefs/login.remit.md", vague, "npm test", "Effort: low", "no globs say where that ends"])
		expect(said).toContain(part);
	await panelHeading(workbench, vague).waitFor({ timeout: workLimit });
	await reaches(workbench, "Stuck");
	await workbench.panel().getByText("Brief, 3 warnings").click();
	await workbench.panel().getByText("A mistake there passes its tests").waitFor();
	const [created] = await journalOf(server, vague);
	expect(created?.["checked"]).toMatchObject({ dismissed: [] });
});

test("a question is answered, and its places open the file at the line", async () => {
	const { workbench, model } = editor;
	const question = "Where is a used?";
	model.play(question, [call("finish", { status: "done", summary: "Only in `src/a.ts:2`, by b." })]);
	await workbench.command("Remit: Show All Tasks");
	await field(workbench, "What shall be done?").fill(question);
	await field(workbench, "What shall be done?").press("Control+Shift+Enter");
	await drafted(workbench, question);
	await holds(workbench, "Mode", "explore");
	await field(workbench, "Goal").press("Control+Enter");
	await panelHeading(workbench, question).waitFor({ timeout: workLimit });
	await reaches(workbench, "Answered");
	await workbench.panel().getByText("src/a.ts:2", { exact: true }).first().click();
	await workbench.page.locator(".statusbar").getByText("Ln 2, Col 1").waitFor();
	await workbench.page.locator(".editor-group-container.active .monaco-editor.focused").waitFor();
	await workbench.screenshot("brief-answered");
});

test("a selection, a problem and chosen files each open the brief editor with what they are about", async () => {
	const { workbench } = editor;
	const { page } = workbench;
	await workbench.openFile("src/a.ts");
	await expect.poll(selectsLine, { timeout: workLimit }).toBe(true);
	await workbench.command("Remit: Delegate Selection…");
	await workbench.quickInput("Make it larger by two");
	expect(await drafted(workbench, "Make it larger by two")).toContain("src/a.ts");
	await workbench.panel().getByText("Selection: src/a.ts:1").waitFor();
	await workbench.openFile("bad.json");
	await page.locator(".editor-group-container.active .squiggly-error").first().waitFor({ timeout: workLimit });
	await workbench.command("Go to Next Problem (Error, Warning, Info)");
	await page.keyboard.press("Escape");
	await pickFix(workbench, "Delegate this fix");
	expect(await drafted(workbench, "Fix the problem in `bad.json`")).toEqual(["bad.json"]);
	await workbench.command("View: Show Explorer");
	const row = (name: string) => page.locator(".explorer-folders-view .monaco-list-row").filter({ hasText: name });
	await row("docs").click();
	// Until then rows move down under the pointer.
	await row("guide.md").waitFor();
	await row("package.json").click({ modifiers: ["Control"] });
	await pickMenu(workbench, row("package.json"), "Delegate Files…");
	await workbench.quickInput("Bring them up to date");
	expect(await drafted(workbench, "Bring them up to date")).toEqual(["docs/**", "package.json"]);
});

/** The editor's first line; false where the keys went elsewhere, as to a list that was just closing. */
async function selectsLine(): Promise<boolean> {
	const { page } = editor.workbench;
	await page.locator(".editor-group-container.active .view-lines").click();
	for (const key of ["Control+Home", "Shift+End"]) await page.keyboard.press(key);
	return page
		.locator(".statusbar")
		.getByText(/ selected\)/)
		.isVisible();
}

test("changes in source control open it, and so does a link, which is asked about first", async () => {
	const { workbench } = editor;
	const { page } = workbench;
	await writeFile(join(editor.folder, "src/a.ts"), "export const a = 2;\n");
	await workbench.command("Source Control: Focus on Changes View");
	await workbench.command("Git: Refresh");
	await page.locator(".scm-view .resource").filter({ hasText: "a.ts" }).first().waitFor({ timeout: workLimit });
	await pickMenu(
		workbench,
		page.locator(".scm-view .resource-group").filter({ hasText: "Changes" }).first(),
		"Delegate",
	);
	await drafted(workbench, /^Write tests for the uncommitted changes in .*`src\/a\.ts`/);
	await workbench.command("Developer: Open URL");
	await workbench.quickInput("vscode://remit.remit/delegate?goal=Mend%20docs/guide.md&allow=docs/**&budget=1.50");
	await answer(workbench, "Open");
	const said = await answer(workbench, "Open in Brief Editor");
	for (const part of ["It came from outside", "Mend docs/guide.md", "docs/**", "$1.50"]) expect(said).toContain(part);
	expect(await drafted(workbench, "Mend docs/guide.md")).toEqual(["docs/**"]);
	await holds(workbench, "US dollars", "1.5");
});
