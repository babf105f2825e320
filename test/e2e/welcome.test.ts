/** Without a model the panel says what can be done; a key that is set works, and stays where no file has it. */

import { readFile } from "node:fs/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
	approvalCard,
	button,
	delegate,
	filesBelow,
	panelHeading,
	type RemitEditor,
	reaches,
	reload,
	showFailure,
	startRemit,
	workLimit,
} from "../support/e2e.ts";
import { call } from "../support/messages-server-script.ts";

let editor: RemitEditor;
const wrongKey = "sk-test-wrong-0c5f1e7a";
const rightKey = "sk-test-right-93b1d2c4";

beforeAll(async () => {
	editor = await startRemit({
		files: { "src/a.ts": "export const a = 1;\n" },
		model: { apiKey: rightKey },
		server: { env: { ANTHROPIC_API_KEY: "" }, userSettings: { "remit.model.baseUrl": "" } },
	});
	await editor.workbench.command("Remit: Show Panel");
});

afterAll(() => editor?.close());

afterEach((context) => showFailure(context, editor));

test("without a key and an address the panel shows three ways, and delegating says what is missing", async () => {
	const { workbench } = editor;
	for (const way of ["Set API key", "Use a local or gateway URL", "Try the demo"])
		await button(workbench, way).waitFor();
	expect(await workbench.panel().getByLabel("What shall be done?").count()).toBe(0);
	await workbench.screenshot("welcome");
	await workbench.command("Remit: Delegate Task…");
	await workbench.notification("No model is set up yet");
	expect(await workbench.page.locator(".monaco-dialog-box").count()).toBe(0);
});

test("“Use a local or gateway URL” opens the settings at that setting", async () => {
	const { workbench } = editor;
	await button(workbench, "Use a local or gateway URL").click();
	const settings = workbench.page.locator(".settings-editor");
	await settings.locator(".setting-item-label", { hasText: "Base Url" }).waitFor();
	await expect.poll(() => settings.locator(".setting-item-contents").count(), { timeout: workLimit }).toBe(1);
	await workbench.screenshot("welcome-settings");
	await workbench.page.keyboard.press("Escape");
	await settings.waitFor({ state: "hidden" });
});

test("“Try the demo” opens the demo, where a task plays its script and says so", async () => {
	const { workbench, model } = editor;
	const [popup] = await Promise.all([workbench.page.waitForEvent("popup"), button(workbench, "Try the demo").click()]);
	const folder = new URL(popup.url()).searchParams.get("folder") ?? "";
	await popup.close();
	expect(folder).toMatch(/demo-\w+\/remit-demo$/);
	const demo = await editor.open({ folder });
	await delegate(demo, "Make the failing test pass");
	await demo.panel().getByText("Scripted demo, no model was called").waitFor();
	await approvalCard(demo).waitFor();
	await demo.close();
	expect(model.server.requests).toEqual([]);
});

test("“Set API key” asks for the key without showing it, and then a task can be delegated", async () => {
	const { workbench } = editor;
	await button(workbench, "Set API key").click();
	await setKey(wrongKey);
	await workbench.panel().getByLabel("What shall be done?").waitFor();
	expect(await button(workbench, "Set API key").count()).toBe(0);
});

test("a key that the provider refuses ends the task with what to do; with another key it goes on", async () => {
	const { workbench, model } = editor;
	await workbench.setting("remit.model.baseUrl", model.server.url);
	await reload(workbench);
	// This editor keeps secrets in the page's memory only, so the key is gone now.
	await workbench.command("Remit: Set API Key");
	await setKey(wrongKey);
	await workbench.command("Remit: Show Panel");
	const goal = "Use my key";
	model.play(goal, [call("read", { path: "src/a.ts" }), call("finish", { status: "done", summary: "Read." })]);
	await workbench.panel().getByLabel("What shall be done?").fill(goal);
	await button(workbench, "Delegate").click();
	await panelHeading(workbench, goal).waitFor();
	await reaches(workbench, "Failed");
	await workbench.panel().locator(".status-text").getByText("Run “Remit: Set API Key”").waitFor();
	await workbench.screenshot("welcome-refused-key");
	// What is said of the wrong key must not be taken for what is said of the right one.
	await workbench.command("Notifications: Clear All Notifications");
	await workbench.command("Remit: Set API Key");
	await setKey(rightKey);
	await button(workbench, "Continue").click();
	await reaches(workbench, "Done, nothing changed");
	expect(model.server.requests.map(({ status }) => status)).toEqual([401, 200, 200]);
	expect(model.server.requests.map(({ headers }) => headers["x-api-key"])).toEqual([wrongKey, rightKey, rightKey]);
});

test("neither key is in a setting, a log, the journal or any other file of the server", async () => {
	const { dataDir } = editor.server;
	expect(await filesWith(dataDir, "Use my key")).not.toEqual([]);
	expect(await filesWith(dataDir, "sk-test-")).toEqual([]);
});

/** Answers the input box; what is typed must not be legible. */
async function setKey(key: string): Promise<void> {
	const { workbench } = editor;
	const box = workbench.page.locator(".quick-input-widget:visible .quick-input-box input");
	await box.waitFor();
	expect(await box.getAttribute("type")).toBe("password");
	await workbench.quickInput(key);
	await workbench.notification("the API key is kept");
}

/** The files below the folder that contain the text, as far as the server leaves them there. */
async function filesWith(folder: string, text: string): Promise<readonly string[]> {
	const found: string[] = [];
	for (const path of await filesBelow(folder)) {
		const bytes = await readFile(path).catch(() => null);
		if (bytes?.includes(text)) found.push(path);
	}
	return found;
}
