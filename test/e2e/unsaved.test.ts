/** What counts when an editor has unsaved text is asked, and the answer holds to the end. */

import { afterAll, beforeAll, expect, test } from "vitest";
import { button, delegate, type RemitEditor, reaches, startRemit } from "../support/e2e.ts";
import { call, say } from "../support/messages-server-script.ts";

let editor: RemitEditor;

beforeAll(async () => {
	editor = await startRemit({
		files: { "a.txt": "on disk\n", "b.txt": "on disk\n" },
		server: { userSettings: { "git.enabled": false, "files.autoSave": "off" } },
	});
});

afterAll(() => editor?.close());

/** Puts words before a file's first character, without saving. */
async function type(file: string, words: string): Promise<void> {
	const { page } = editor.workbench;
	await editor.workbench.openFile(file);
	await page.locator(".editor-group-container.active .view-lines").click();
	await page.keyboard.press("Control+Home");
	await page.keyboard.type(words);
	await page.locator(`.tab.active.dirty[data-resource-name="${file}"]`).waitFor();
}

function dialog(name: string) {
	return editor.workbench.page.locator(".monaco-dialog-box").getByRole("button", { name, exact: true });
}

async function ask(goal: string): Promise<void> {
	await editor.workbench.command("Remit: Delegate Task…");
	await editor.workbench.quickInput(goal);
	await dialog("Include Unsaved Text").waitFor();
}

test("unsaved text that is included is what the agent sees, it stays unsaved, and accepting goes on from it", async () => {
	const goal = "Go on from what is not saved";
	editor.model.play(goal, [
		say("Reading.").call("read", { path: "a.txt" }),
		say("Editing.").call("edit", { path: "a.txt", old: "on disk", new: "agreed" }),
		call("finish", { status: "done", summary: "Edited." }),
	]);
	await type("a.txt", "typed, ");
	await ask(goal);
	await dialog("Include Unsaved Text").click();
	await reaches(editor.workbench, "Ready for review");
	expect(editor.model.requests(goal)[1]?.results[0]?.text).toContain("typed, on disk");
	expect(await editor.workbench.readFile("a.txt")).toBe("on disk\n");
	await button(editor.workbench, "Accept all").click();
	await reaches(editor.workbench, "Accepted");
	await editor.workbench.page.locator(".view-line", { hasText: "typed, agreed" }).first().waitFor();
	expect(await editor.workbench.readFile("a.txt")).toBe("on disk\n");
});

test("saving all first means that the disk has it; cancelling starts nothing", async () => {
	const goal = "Go on from what is saved";
	editor.model.play(goal, [
		say("Reading.").call("read", { path: "b.txt" }),
		call("finish", { status: "done", summary: "Read." }),
	]);
	await type("b.txt", "typed, ");
	await ask(goal);
	await dialog("Cancel").click();
	await dialog("Cancel").waitFor({ state: "hidden" });
	expect(editor.model.requests(goal)).toEqual([]);
	expect(await editor.workbench.readFile("b.txt")).toBe("on disk\n");
	await ask(goal);
	await dialog("Save All").click();
	await reaches(editor.workbench, "Done, nothing changed");
	expect(await editor.workbench.readFile("b.txt")).toBe("typed, on disk\n");
	expect(editor.model.requests(goal)[1]?.results[0]?.text).toContain("typed, on disk");
});

test("nothing unsaved: nothing is asked", async () => {
	const goal = "Just say that you are done";
	editor.model.play(goal, [call("finish", { status: "done", summary: "Nothing to do." })]);
	await editor.workbench.command("File: Save All Files");
	await editor.workbench.page.locator(".tab.dirty").waitFor({ state: "detached" });
	await delegate(editor.workbench, goal);
	await reaches(editor.workbench, "Done, nothing changed");
});
