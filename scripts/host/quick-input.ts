/** Drives the editor's command palette and input boxes as a person does: by typing, and picking the exact entry. */

import type { Locator, Page } from "playwright-core";
import { pressUntil, stepLimit, within } from "./press.ts";

const widget = ".quick-input-widget:visible";
const box = `${widget} .quick-input-box input`;
const row = `${widget} .quick-input-list .monaco-list-row`;

/** Milliseconds for one try to open a box, or to find and pick its entry; then it is closed and opened anew. */
const tryLimit = 10_000;

/** Milliseconds after which a key counts as lost. */
const keyLimit = 15_000;

/** Runs the command with exactly this title, category included, as soon as the palette offers it; waits `patience` ms for it. */
export async function runCommand(page: Page, title: string, patience = stepLimit): Promise<void> {
	if (await pickFrom(page, { key: "F1", typed: `>${title}`, label: title }, patience)) return;
	throw new Error(`The command palette does not offer "${title}". ${await offers(page)}`);
}

/** Opens a file by its relative path and its name through "Go to File"; resolves when the list took it. */
export async function goToFile(page: Page, path: string, name: string): Promise<void> {
	if (await pickFrom(page, { key: "Control+P", typed: path, label: name }, stepLimit)) return;
	throw new Error(`"Go to File" does not offer "${path}". ${await offers(page)}`);
}

/** Types into the open input box (not the palette) and confirms; resolves when the box took the text. */
export async function answerQuickInput(page: Page, text: string): Promise<void> {
	await typeQuickInput(page, text);
	const deadline = Date.now() + stepLimit;
	do {
		// To the box itself: what else takes the focus in that moment would get the key.
		await page
			.locator(box)
			.press("Enter", { timeout: keyLimit })
			.catch(() => undefined);
		if (await within(keyLimit, () => isGone(page, text))) return;
	} while (Date.now() < deadline);
	throw new Error(`The input box did not take "${text}": ${await offers(page)}`);
}

/** Types into the open box and leaves it open, to pick from what it then offers. */
export async function typeQuickInput(page: Page, text: string): Promise<void> {
	await page.waitForSelector(box, { timeout: stepLimit });
	await page.locator(box).fill(text);
}

/** Picks the entry of an open list whose label is exactly this; resolves when the list is closed, or is another one. */
export async function pickQuickInput(page: Page, label: string): Promise<void> {
	const entry = exactRow(page, label);
	await entry.waitFor({ timeout: stepLimit });
	await pressUntil(entry, async () => !(await entry.isVisible()));
}

/** An entry of the list that a key opens. */
interface Offer {
	readonly key: string;
	readonly typed: string;
	readonly label: string;
}

/** False when the list did not offer it within `patience` ms, or never took it. */
async function pickFrom(page: Page, offer: Offer, patience: number): Promise<boolean> {
	const deadline = Date.now() + patience;
	for (;;) {
		if (await triesToPick(page, offer)) return true;
		if (Date.now() > deadline) return false;
		await closeQuickInput(page);
	}
}

async function triesToPick(page: Page, { key, typed, label }: Offer): Promise<boolean> {
	await page.keyboard.press(key);
	const opened = await page.waitForSelector(box, { timeout: tryLimit }).catch(() => null);
	if (!opened) return false;
	const entry = exactRow(page, label);
	try {
		// It may close again at once, where a click before it still takes the focus.
		await page.locator(box).fill(typed, { timeout: tryLimit });
		await entry.waitFor({ timeout: tryLimit });
		await entry.click({ timeout: tryLimit });
	} catch {
		return false;
	}
	return within(keyLimit, () => isGone(page, typed));
}

/** The palette shows `Category: Title`; recently used entries come first, so the first exact one is taken. */
function exactRow(page: Page, label: string): Locator {
	const exact = new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\s*$`);
	return page
		.locator(row)
		.filter({ has: page.locator(".quick-input-list-row .monaco-highlighted-label, .label-name", { hasText: exact }) })
		.first();
}

/** Whether the box is closed, or is another one: it no longer holds what was typed. */
async function isGone(page: Page, typed: string): Promise<boolean> {
	const input = page.locator(box).first();
	return (await input.count()) === 0 || (await input.inputValue({ timeout: 1_000 })) !== typed;
}

async function closeQuickInput(page: Page): Promise<void> {
	await page.keyboard.press("Escape");
	await page.waitForSelector(widget, { state: "hidden", timeout: 2_000 }).catch(() => null);
}

async function offers(page: Page): Promise<string> {
	const shown = await page.locator(widget).allInnerTexts();
	return shown.length === 0 ? "No box is open." : `It shows: ${shown.join(" ").replace(/\s+/g, " ").slice(0, 300)}`;
}
