/** Plays the demo's review: one hunk accepted by its lens, and a change asked for in the comment box beside another. */

import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Locator } from "playwright-core";
import { pressUntil } from "./host/press.ts";
import { textShown, type Workbench } from "./host/workbench.ts";

export interface Play {
	readonly workbench: Workbench;
	/** Paths of the screenshots that documents show. */
	readonly shots: string[];
}

/** Milliseconds until the demo's agent needs a person or is done. */
export const workLimit = 120_000;

const file = "src/split.ts";

export async function acceptHunk({ workbench, shots }: Play): Promise<void> {
	await workbench.command("Remit: Show Change…");
	await workbench.quickPick(file);
	await workbench.page.locator(".tab.active", { hasText: "split.ts" }).waitFor();
	await textShown(workbench.page, "split.ts");
	await lens(workbench, "✓ Accept").waitFor();
	shots.push(await workbench.screenshot("review-hunks"));
	const before = await readFile(join(workbench.folder, file), "utf8");
	const row = workbench.page.locator(".monaco-list-row", { hasText: "split.ts" });
	const accepted = row.getByText("accepted").first();
	await pressUntil(lens(workbench, "✓ Accept"), () => accepted.isVisible());
	if ((await readFile(join(workbench.folder, file), "utf8")) === before)
		throw new Error(`The hunk is accepted, but ${file} is as it was.`);
	// What is decided is closed, and the next file takes its place.
	await workbench.page.locator(".tab.active", { hasText: "CHANGELOG.md" }).waitFor();
	await textShown(workbench.page, "CHANGELOG.md");
	await lens(workbench, "✓ Accept").waitFor();
	shots.push(await sideBar(workbench, shots, "review-tree"));
}

export async function askForChange({ workbench, shots }: Play): Promise<void> {
	const { page } = workbench;
	const thread = page.locator(".review-widget");
	await pressUntil(lens(workbench, "Ask for a change"), () => thread.first().isVisible());
	await thread.locator(".monaco-editor").first().click();
	await page.keyboard.type("Please name the function by its full path.");
	await thread.getByRole("button", { name: "Ask for a Change" }).click();
	await thread.getByText("This is a scripted demo").waitFor({ timeout: workLimit });
	await workbench.panel().locator(".pill", { hasText: "Ready for review" }).waitFor({ timeout: workLimit });
	shots.push(await workbench.screenshot("review-thread"));
	// The editor opened its list of comments by itself.
	if (await page.locator(".part.panel").isVisible()) await workbench.command("View: Toggle Panel Visibility");
}

export async function lookAtReview({ workbench, shots }: Play): Promise<void> {
	for (const theme of ["light", "high contrast", "dark"] as const) {
		await workbench.theme(theme);
		await lens(workbench, "✓ Accept").waitFor();
		if (theme !== "dark") shots.push(await workbench.screenshot(`review-${theme.replace(" ", "-")}`));
	}
}

/** The first lens of the file in front with these words. */
function lens({ page }: Workbench, words: string): Locator {
	return page.locator(".editor-group-container.active .codelens-decoration a").filter({ hasText: words }).first();
}

/** A picture of the side bar alone, beside the others. */
async function sideBar({ page }: Workbench, shots: readonly string[], name: string): Promise<string> {
	const path = join(dirname(shots[0] ?? ""), `${name}.png`);
	await page.locator(".part.sidebar").screenshot({ path, animations: "disabled" });
	return path;
}
