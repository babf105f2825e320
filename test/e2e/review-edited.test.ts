/** The person's own hand in a review: the proposal edited in the comparison, and a clash merged in the editor's merge view. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { pressUntil } from "../../scripts/host/press.ts";
import {
	button,
	checkoutOf,
	delegate,
	type RemitEditor,
	reaches,
	showFailure,
	startRemit,
	workLimit,
} from "../support/e2e.ts";
import { lens, lensWords, openChange, treeRow } from "../support/e2e-review.ts";
import { call } from "../support/messages-server-script.ts";

let editor: RemitEditor;

const base = `${Array.from({ length: 24 }, (_, at) => `rate ${at + 1}`).join("\n")}\n`;

beforeAll(async () => {
	editor = await startRemit({
		files: { "tariff.txt": base, "clash.txt": base },
		server: { userSettings: { "git.enabled": false, "files.autoSave": "off" } },
		workbench: { theme: "dark", viewport: { width: 1440, height: 1100 } },
	});
});

afterEach((context) => showFailure(context, editor));
afterAll(() => editor?.close());

const onDisk = (path: string) => readFileSync(join(editor.folder, path), "utf8");
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: workLimit });
const finish = call("finish", { status: "done", summary: "Said aloud." });
/** Two hunks. */
const aloud = (path: string) =>
	call("edit", { path, old: "rate 2\n", new: "RATE 2\n" }).call("edit", {
		path,
		old: "rate 12\n",
		new: "RATE 12\n",
	});

test("the proposal is edited in the comparison: saved into the agent's copy, told to the model, and accepted as it was saved", async () => {
	const { workbench, model } = editor;
	const { page } = workbench;
	const goal = "Say two rates aloud";
	const read = call("read", { path: "tariff.txt" });
	model.play(goal, [read, aloud("tariff.txt"), finish, read, finish]);
	await delegate(workbench, goal);
	await reaches(workbench, "Ready for review");
	await openChange(workbench, "tariff.txt");
	const line = page.locator(".editor-group-container.active .editor.modified .view-line");
	await line.filter({ hasText: "RATE 2" }).first().click();
	await page.keyboard.press("End");
	await page.keyboard.type(", said by me");
	await lensWords(workbench, /not saved|unsaved/i)
		.or(lens(workbench, /save/i))
		.first()
		.waitFor();
	await workbench.screenshot("review-edited-unsaved");
	await page.keyboard.press("Control+S");
	await lensWords(workbench, /not saved|unsaved/i)
		.or(lens(workbench, /save/i))
		.first()
		.waitFor({ state: "hidden" });
	const copy = join(await checkoutOf(editor.server, goal), "tariff.txt");
	const edited = base.replace("rate 2\n", "RATE 2, said by me\n").replace("rate 12\n", "RATE 12\n");
	await eventually(() => readFileSync(copy, "utf8")).toBe(edited);
	await workbench.panel().getByText("You edited tariff.txt.").waitFor();
	expect(onDisk("tariff.txt")).toBe(base);
	await button(workbench, "Continue").click();
	await eventually(() => model.requests(goal).length).toBe(5);
	const told = model.requests(goal)[3]?.said ?? "";
	expect(told).toContain("The person edited a file that you changed. Their edit stays");
	expect(told).toContain("+RATE 2, said by me");
	expect(model.requests(goal)[4]?.results[0]?.text).toContain("RATE 2, said by me");
	await reaches(workbench, "Ready for review");
	const accepted = base.replace("rate 2\n", "RATE 2, said by me\n");
	await pressUntil(lens(workbench, "✓ Accept").first(), async () => onDisk("tariff.txt") === accepted);
});

const clashing = "Say rates 2 and 12 aloud, where someone else writes too";
const mine = base.replace("rate 12\n", "my rate 12\n");
const merged = base.replace("rate 2\n", "RATE 2\n").replace("rate 12\n", "RATE 12\n");

test("a clash is not guessed: what does not clash lands, and “Merge…” opens the merge view on the live file", async () => {
	const { workbench, model, folder } = editor;
	const { page } = workbench;
	model.play(clashing, [call("read", { path: "clash.txt" }), aloud("clash.txt"), finish]);
	await delegate(workbench, clashing);
	await reaches(workbench, "Ready for review");
	writeFileSync(join(folder, "clash.txt"), mine);
	await button(workbench, "Accept all").click();
	await workbench.notification("clash.txt");
	await eventually(() => onDisk("clash.txt")).toBe(mine.replace("rate 2\n", "RATE 2\n"));
	expect(await page.locator(".merge-editor").count()).toBe(0);
	await workbench.pressNotification("clash.txt", "Merge…");
	const view = page.locator(".editor-group-container.active .merge-editor");
	await view.getByText("my rate 12").first().waitFor({ timeout: workLimit });
	await view.getByText("RATE 12").first().waitFor();
	await workbench.screenshot("review-merge");
	expect(onDisk("clash.txt")).toBe(mine.replace("rate 2\n", "RATE 2\n"));
});

test("the merge is completed in the view; the hunk counts as accepted when the person says so", async () => {
	const { workbench } = editor;
	const { page } = workbench;
	const view = page.locator(".editor-group-container.active .merge-editor");
	const choice = (words: string) => view.locator("a").filter({ hasText: words }).first();
	const press = (words: string) => pressUntil(choice(words), async () => !(await choice(words).isVisible()));
	await press("Accept Agent's");
	// The file held what the person wrote: the agent's line came after it.
	await press("Remove Yours");
	await workbench.editorTitleAction("Complete Merge");
	const dialog = page.locator(".monaco-dialog-box", { hasText: "Is the agent's change of clash.txt accepted now?" });
	await dialog.waitFor({ timeout: workLimit });
	await workbench.screenshot("review-merged");
	await dialog
		.getByRole("button")
		.filter({ hasText: /accept/i })
		.click();
	await reaches(workbench, "Accepted");
	expect(onDisk("clash.txt")).toBe(merged);
	await (await treeRow(workbench, "clash.txt")).getByText("accepted").first().waitFor();
});
