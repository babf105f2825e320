/** A person sees whether the guardrails hold: what was tried in a table, and a guard that is off on screen. */

import { mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import {
	approvalCard,
	button,
	callLine,
	delegate,
	type RemitEditor,
	reaches,
	showFailure,
	startRemit,
	workLimit,
} from "../support/e2e.ts";
import { call } from "../support/messages-server-script.ts";

let editor: RemitEditor | undefined;

afterEach(async (context) => {
	if (editor) await showFailure(context, editor);
	await editor?.close();
	editor = undefined;
});

const files = { "check.sh": "echo checked\n" };
const finish = call("finish", { status: "done", summary: "Checked." });

test("where they hold, the table says what was tried, and the project's own checks run unasked", async () => {
	editor = await startRemit({ files, workbench: { theme: "dark" } });
	const { workbench, model } = editor;
	await workbench.command("Remit: Check Guardrails");
	const lines = workbench.page.locator(".editor-instance .view-lines");
	await lines.getByText("Every guardrail held").waitFor({ timeout: workLimit });
	await workbench.screenshot("guardrails");
	model.play("Check the project.", [call("run", { command: "bash check.sh" }), finish]);
	await delegate(workbench, "Check the project.");
	await reaches(workbench, "Done, nothing changed");
	expect(await callLine(workbench, "bash check.sh").count()).toBe(1);
	expect(await workbench.page.locator(".statusbar").getByText("no sandbox").count()).toBe(0);
});

/** A folder of links to every program of the system but this one. */
async function programsWithout(missing: string): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), "remit-programs-"));
	await mkdir(folder, { recursive: true });
	for (const from of ["/usr/bin", "/bin"]) {
		for (const name of await readdir(from)) {
			if (name !== missing) await symlink(join(from, name), join(folder, name)).catch(() => {});
		}
	}
	return folder;
}

test("without a sandbox the panel and the status bar say so, and the same check asks first", async () => {
	const programs = await programsWithout("bwrap");
	try {
		editor = await startRemit({ files, workbench: { theme: "light" }, server: { env: { PATH: programs } } });
		const { workbench, model } = editor;
		await workbench.page.locator(".statusbar").getByText("no sandbox").waitFor({ timeout: workLimit });
		model.play("Check the project.", [call("run", { command: "bash check.sh" }), finish]);
		await delegate(workbench, "Check the project.");
		const card = approvalCard(workbench, "bash check.sh");
		await card.waitFor({ timeout: workLimit });
		await card.getByText("without a sandbox", { exact: false }).first().waitFor();
		await workbench.screenshot("no-sandbox");
		await button(workbench, "Stop").click();
		await reaches(workbench, "Stopped");
		await workbench.command("Remit: Check Guardrails");
		const lines = workbench.page.locator(".editor-instance .view-lines");
		await lines.getByText("bubblewrap").first().waitFor({ timeout: workLimit });
		await workbench.screenshot("guardrails-off");
	} finally {
		await rm(programs, { recursive: true, force: true });
	}
});
