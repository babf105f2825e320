/** In an untrusted workspace nothing runs, whoever asks; once it is trusted everything works without a reload. */

import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { nodeBinary } from "../../scripts/host/paths.ts";
import { keyUntil } from "../../scripts/host/press.ts";
import { findProgram } from "../../scripts/host/processes.ts";
import {
	button,
	delegate,
	filesBelow,
	panelHeading,
	type RemitEditor,
	reaches,
	showFailure,
	startRemit,
	workLimit,
} from "../support/e2e.ts";
import { call } from "../support/messages-server-script.ts";
import { makeRepository } from "../support/workbench.ts";

let editor: RemitEditor;
let temporary: string;

/** An editor whose git writes down that it was called, and a key that delegates without asking. */
beforeAll(async () => {
	temporary = await mkdtemp(join(tmpdir(), "remit-trust-"));
	const git = join(temporary, "bin/git");
	await mkdir(dirname(git));
	await writeFile(
		git,
		`#!/bin/sh\necho "$@" >> ${JSON.stringify(join(temporary, "git.log"))}\nexec ${findProgram("git")} "$@"\n`,
	);
	await chmod(git, 0o755);
	const folder = await makeRepository(join(temporary, "project"), { "src/a.ts": "export const a = 1;\n" });
	const dataDir = join(temporary, "data");
	await mkdir(join(dataDir, "data/User"), { recursive: true });
	const binding = { key: "ctrl+alt+shift+d", command: "remit.delegate", args: { goal } };
	await writeFile(join(dataDir, "data/User/keybindings.json"), JSON.stringify([binding]));
	const PATH = [dirname(git), dirname(nodeBinary()), process.env["PATH"]].join(delimiter);
	editor = await startRemit({ folder, server: { dataDir, trust: false, env: { PATH } } });
	await editor.workbench.command("Remit: Show Panel");
});

afterAll(async () => {
	await editor?.close();
	await rm(temporary, { recursive: true, force: true, maxRetries: 10 });
});

afterEach((context) => showFailure(context, editor));

const goal = "Look at src";

test("the panel says why nothing runs, and offers no way to delegate", async () => {
	const { workbench } = editor;
	await workbench.panel().getByRole("heading", { name: "This workspace is not trusted" }).waitFor();
	await workbench.panel().getByText("so nothing runs: no agent, no command, no git").waitFor();
	expect(await workbench.panel().getByLabel("What shall be done?").count()).toBe(0);
	await workbench.screenshot("trust-restricted");
});

test("delegating all the same is refused with that sentence: no git, no request, nothing stored", async () => {
	const { workbench, model } = editor;
	const refusal = workbench.page
		.locator(".notification-list-item")
		.filter({ hasText: "This workspace is not trusted, so nothing runs" });
	await keyUntil(workbench.page, "Control+Alt+Shift+D", () => refusal.first().isVisible());
	expect(await gitCalls()).toBe("");
	expect(model.server.requests).toEqual([]);
	expect(await stored()).toEqual([]);
});

test("once the person trusts it, the same key delegates, without a reload; tasks that changed nothing are not to be reviewed", async () => {
	const { workbench, model } = editor;
	model.play(goal, [call("read", { path: "src/a.ts" }), call("finish", { status: "done", summary: "Looked." })]);
	await button(workbench, "Manage workspace trust").click();
	await workbench.page.locator(".workspace-trust-editor").getByRole("button", { name: "Trust", exact: true }).click();
	await workbench.panel().getByLabel("What shall be done?").waitFor({ timeout: workLimit });
	await keyUntil(workbench.page, "Control+Alt+Shift+D", () => panelHeading(workbench, goal).isVisible());
	await reaches(workbench, "Done, nothing changed");
	expect(await gitCalls()).toContain("checkout-index");
	await vi.waitFor(async () => expect(await stored()).toContain("journal.jsonl"), { timeout: workLimit });
	model.play("And again", [call("finish", { status: "done", summary: "Again." })]);
	await delegate(workbench, "And again");
	await reaches(workbench, "Done, nothing changed");
	expect(await workbench.page.locator(".statusbar").textContent()).not.toContain("to review");
});

async function gitCalls(): Promise<string> {
	return readFile(join(temporary, "git.log"), "utf8").catch(() => "");
}

/** The names of all files that Remit has stored on this server. */
async function stored(): Promise<readonly string[]> {
	const storage = join(editor.server.dataDir, "data/User");
	const files = await filesBelow(storage);
	return files.filter((path) => dirname(path).includes("remit.remit")).map((path) => basename(path));
}
