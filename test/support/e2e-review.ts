/** What a person does in a review: opens comparisons, presses the lenses above hunks, ticks rows of the tree, writes comments. */

import { basename } from "node:path";
import type { Locator } from "playwright-core";
import { pressUntil, within } from "../../scripts/host/press.ts";
import { textShown, type Workbench } from "../../scripts/host/workbench.ts";
import { workLimit } from "./e2e.ts";

/** Opens one file's comparison through the palette and waits until its lenses stand. */
export async function openChange(workbench: Workbench, path: string): Promise<void> {
	const name = basename(path);
	const tab = workbench.page.locator(".tab.active", { hasText: name });
	const isChosen = async () => {
		await workbench.command("Remit: Show Change…");
		await workbench.quickPick(path);
		return within(workLimit, () => tab.isVisible());
	};
	// The list closes when something else takes the focus, as a comparison that opens by itself.
	if (!(await within(workLimit, isChosen))) throw new Error(`The change of ${path} does not open.`);
	// Until then the lenses may be those of the file before.
	await textShown(workbench.page, name);
	// A comparison that the editor opens again stands where it stood: its first lens may be out of sight.
	await lens(workbench, /Accept|Undo/)
		.filter({ visible: true })
		.first()
		.waitFor({ timeout: workLimit });
}

function activeEditor({ page }: Workbench): Locator {
	return page.locator(".editor-group-container.active");
}

/** The lenses of the active editor with this text, from top to bottom as far as they are in sight. */
export function lens(workbench: Workbench, title: string | RegExp): Locator {
	return activeEditor(workbench).locator(".codelens-decoration a").filter({ hasText: title });
}

/** Words above a hunk that cannot be pressed. */
export function lensWords(workbench: Workbench, words: string | RegExp): Locator {
	return activeEditor(workbench).locator(".codelens-decoration span").filter({ hasText: words });
}

/** The tree of changes, opened if it is folded. */
export async function changesTree({ page }: Workbench): Promise<Locator> {
	const pane = page.locator(".pane", { has: page.locator('.pane-header[aria-label^="Changes"]') });
	const header = pane.locator(".pane-header");
	await header.waitFor();
	if ((await header.getAttribute("aria-expanded")) === "false") await header.click();
	await pane.locator(".monaco-list-row").first().waitFor();
	return pane;
}

/** A row of the tree of changes, by a part of its label. */
export async function treeRow(workbench: Workbench, label: string | RegExp): Promise<Locator> {
	const pane = await changesTree(workbench);
	return pane.locator(".monaco-list-row").filter({ hasText: label }).first();
}

/** Ticks the row's check box. */
export async function check(workbench: Workbench, label: string | RegExp): Promise<void> {
	const box = (await treeRow(workbench, label)).getByRole("checkbox");
	const ticked = box.and(workbench.page.locator('[aria-checked="true"]'));
	await pressUntil(box, () => ticked.isVisible());
}

/** Writes into the open comment box and sends it. */
export async function sendComment(workbench: Workbench, text: string): Promise<void> {
	const box = workbench.page.locator(".review-widget").last();
	// A new thread is a comment in the state of being edited; a reply has a form of its own.
	await box.locator(".edit-container .monaco-editor, .comment-form .monaco-editor").first().click();
	await workbench.page.keyboard.type(text);
	await box.getByRole("button", { name: "Ask for a Change" }).click();
}

/** Presses a lens until that had its effect: the counts above the tree changed, or a comment box is there. */
export async function press(workbench: Workbench, target: Locator): Promise<void> {
	const { page } = workbench;
	const state = async () => {
		const head = await page.locator('.pane-header[aria-label^="Changes"]').textContent();
		return `${head} ${await page.locator(".review-widget .comment-form").count()}`;
	};
	const before = await state();
	await pressUntil(target, async () => (await state()) !== before);
}
