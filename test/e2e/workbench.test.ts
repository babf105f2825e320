/** The harness itself: a browser can do in the editor what a person can, with a small stand-in for an extension. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { projectRoot } from "../../scripts/host/paths.ts";
import { runCommand } from "../../scripts/host/quick-input.ts";
import { startServer } from "../../scripts/host/server.ts";
import { makeFolder, removeFolders } from "../support/repositories.ts";
import { type Editor, startEditor } from "../support/workbench.ts";

let editor: Editor;

beforeAll(async () => {
	editor = await startEditor({
		files: { "a.txt": "one\n" },
		extensionPath: join(projectRoot, "test/fixtures/smoke-extension"),
		workbench: { extensionId: "remit.smoke", theme: "dark" },
	});
});

afterAll(async () => {
	await editor?.close();
	removeFolders();
});

test("a command runs from the palette, asks, and its notification's button works", async () => {
	const { workbench } = editor;
	await workbench.command("Remit Smoke: Ask…");
	await workbench.quickInput("Ada");
	await workbench.pressNotification("Hello Ada", "Wave");
	await written("waved at Ada");
});

test("a command that nobody contributed is not run", async () => {
	await expect(runCommand(editor.workbench.page, "Remit Smoke: Nothing", 1_000)).rejects.toThrow("does not offer");
});

test("a button inside the panel's webview reaches the extension", async () => {
	const { workbench } = editor;
	await workbench.command("Remit Smoke: Focus on Panel View");
	await workbench.panel().getByRole("button", { name: "Press me" }).click();
	await written("pressed");
});

test("a button of the editor's title bar acts on the open file", async () => {
	const { workbench } = editor;
	await workbench.openFile("a.txt");
	await workbench.editorTitleAction("Mark This File");
	await written("marked a.txt");
});

test("themes and the side bar's width change while the editor runs", async () => {
	const { workbench } = editor;
	await workbench.theme("high contrast");
	await workbench.theme("light");
	await workbench.command("Remit Smoke: Focus on Panel View");
	await workbench.sideBarWidth(260);
	const box = await workbench.page.locator(".part.sidebar").boundingBox();
	expect(box?.width).toBeGreaterThan(250);
	expect(box?.width).toBeLessThan(275);
	const file = await workbench.screenshot("workbench-smoke");
	expect((await readFile(file)).subarray(1, 4).toString()).toBe("PNG");
});

test("after a reload the extension is there again", async () => {
	const { workbench } = editor;
	await workbench.reload();
	await workbench.command("Remit Smoke: Ask…");
	await workbench.quickInput("Grace");
	await workbench.notification("Hello Grace");
});

test("a server does not come up on a port that another program uses, and what answers there is not taken for it", async () => {
	const { port } = editor.server;
	const another = startServer({ dataDir: makeFolder(), trust: true, tests: false, port });
	await expect(another).rejects.toThrow("another program uses its port");
});

/** Waits for what the extension wrote into the opened folder. */
async function written(text: string): Promise<void> {
	await vi.waitFor(async () => expect(await editor.workbench.readFile("smoke.txt")).toBe(text), {
		timeout: 60_000,
		interval: 100,
	});
}
