/** The calibration report in a real editor: from the journals of earlier tasks and the repository's history. */

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { keyUntil } from "../../scripts/host/press.ts";
import { calibrationCsv } from "../../src/core/calibration/export.ts";
import type { TaskEvent } from "../../src/core/task/events.ts";
import {
	button,
	delegate,
	type RemitEditor,
	reaches,
	reload,
	showFailure,
	startRemit,
	taskFolders,
	workLimit,
} from "../support/e2e.ts";
import { call } from "../support/messages-server-script.ts";
import { writePastTask } from "../support/past-tasks.ts";
import { commit, makeRepository, removeFolders, writeFiles } from "../support/repositories.ts";

let editor: RemitEditor;
let folder: string;

beforeAll(async () => {
	folder = makeRepository({ "price.js": "export const price = 1;\n" });
	editor = await startRemit({ folder, workbench: { theme: "dark", viewport: { width: 1280, height: 1000 } } });
});

afterEach((context) => showFailure(context, editor));
afterAll(async () => {
	await editor?.close();
	removeFolders();
});

const eventually = <T>(read: () => T) => expect.poll(read, { timeout: workLimit });

const report = () => {
	const frame = editor.workbench.page.frameLocator(
		'iframe.webview[src*="purpose=webviewPanel"], iframe.webview:not([src*="purpose=webviewView"])',
	);
	return frame.frameLocator("#active-frame").locator("main");
};

async function showReport(): Promise<void> {
	await editor.workbench.command("Remit: Calibration Report");
	await report().getByRole("heading", { level: 1, name: "Calibration" }).waitFor({ timeout: workLimit });
}

test("where no task was delegated yet, the report says what it will say", async () => {
	await showReport();
	await report().getByText("No task has been delegated in this workspace yet").waitFor();
});

test("lines of an accepted task that were committed and changed again are counted from git", async () => {
	const { workbench, model } = editor;
	const goal = "Write the tariff down";
	const text = ["a", "b", "c", "d"].map((name) => `export const ${name} = 1;\n`).join("");
	model.play(goal, [
		call("write", { path: "tariff.js", text }),
		call("finish", { status: "done", summary: "Written." }),
	]);
	// The panel is found as the only page of Remit's that is seen.
	await workbench.command("View: Close All Editors");
	await delegate(workbench, goal);
	await reaches(workbench, "Ready for review");
	await button(workbench, "Accept all").click();
	await reaches(workbench, "Accepted");
	commit(folder, "tariff");
	writeFiles(folder, { "tariff.js": text.replace("a = 1", "a = 2") });
	commit(folder, "another price");
	await showReport();
	await report().getByText("One task: 1 accepted").waitFor();
	await report()
		.getByRole("row", { name: /^Other / })
		.getByText("1 of 4 (25 %)")
		.waitFor();
});

const closed = (outcome: "accepted" | "rejected" | "partly-accepted"): TaskEvent => ({
	type: "review.closed",
	outcome,
});

test("weeks, kinds and advice stand in it, after a reload as well", async () => {
	const [first = ""] = await taskFolders(editor.server);
	const week = 7 * 86_400_000;
	const now = Date.now();
	const goal = "A goal <img src=x onerror=alert(1)> of another task";
	for (let at = 0; at < 12; at++) {
		const passed: TaskEvent = {
			...{ type: "verification.finished", of: "proposal", tree: "0123456789abcdef", round: 1 },
			results: [{ command: "npm test", outcome: "passed", text: "", kept: "", durationMs: 900 }],
		};
		const after: readonly TaskEvent[] = [
			passed,
			closed("accepted"),
			{ type: "value.told", minutes: 30, surface: "panel" },
		];
		writePastTask(dirname(first), {
			...{ task: `a${at}`, folder, minutes: 4 + at, cost: 0.4 + at / 10 },
			at: now - (12 - at) * week,
			brief: { goal, kind: "tests" },
			after,
		});
		writePastTask(dirname(first), {
			...{ task: `b${at}`, folder, minutes: 20, cost: 1.5 },
			at: now - (12 - at) * week,
			brief: { goal, kind: "bug" },
			after: [closed(at % 3 === 0 ? "partly-accepted" : "rejected")],
		});
	}
	await reload(editor.workbench);
	await showReport();
	const more = report().locator(".advice li").filter({ hasText: "Tests" });
	await eventually(() => more.textContent()).toBe(
		"Tests: 12 of 12 (100 %) tasks accepted or partly; 12 of 12 (100 %) passed the checks the first time; $0.95 for each accepted task; 360 minutes of yours saved in 12 tasks, for $11.40.",
	);
	const less = report().locator(".advice li").filter({ hasText: "Bug" });
	await eventually(() => less.textContent()).toContain("4 of 12 (33 %)");
	await eventually(() => report().locator("svg").count()).toBe(4);
	for (const name of await report().locator("svg").all()) expect(await name.getAttribute("aria-label")).not.toBe("");
	await report().getByText("Active time: estimated").waitFor();
	await editor.workbench.screenshot("calibration");
});

test("the CSV is what the figures are, in a file of the person's choice", async () => {
	const { workbench } = editor;
	await report().getByRole("link", { name: "Export CSV…" }).click();
	const dialog = workbench.page.locator(".quick-input-widget").filter({ hasText: "Remit: Export Calibration" });
	await expect
		.poll(() => dialog.locator("input").first().inputValue(), { timeout: workLimit })
		.toMatch(/remit-calibration\.csv$/);
	const file = join(folder, "remit-calibration.csv");
	// The dialog takes no key while it looks into the folder.
	await keyUntil(workbench.page, "Enter", async () => existsSync(file));
	await eventually(() => readFileSync(file, "utf8").split("\r\n").length).toBe(27);
	expect(readFileSync(file, "utf8").startsWith(calibrationCsv([]))).toBe(true);
});
