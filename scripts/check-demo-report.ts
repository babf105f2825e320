/** Plays the demo's end: the one question after the review, and the report as a page of the editor. */

import type { FrameLocator, Page } from "playwright-core";
import type { Play } from "./check-demo-review.ts";

/** What the report must say of this task. */
const facts = [
	"Accepted: 5 files.",
	"Verified: 1 of 1 check passed",
	"A scripted demo played this: no model was called.",
	"Proved:",
	"Said to be done, not proved:",
	"Minutes saved, as the person estimates: 15",
] as const;

export async function sayWhatItSaved({ workbench }: Play): Promise<void> {
	await workbench.panel().getByRole("button", { name: "15 minutes", exact: true }).click();
	await workbench.panel().getByText("By your estimate it saved 15 minutes.").waitFor();
}

export async function readReport({ workbench, shots }: Play): Promise<void> {
	await workbench.command("View: Close All Editors");
	await workbench.command("Remit: Open Report");
	const report = preview(workbench.page);
	for (const fact of facts) await report.getByText(fact).first().waitFor();
	shots.push(await workbench.screenshot("report"));
}

/** The page that the editor's own Markdown extension makes. */
function preview(page: Page): FrameLocator {
	const frame = page.frameLocator('iframe.webview[src*="extensionId=vscode.markdown-language-features"]:visible');
	return frame.frameLocator("#active-frame");
}
