/** Drives the editor's command palette and input boxes as a person does: by typing, and picking the exact entry. */

import { setTimeout as delay } from "node:timers/promises";
import type { Page } from "playwright-core";

const widget = ".quick-input-widget:visible";
const box = `${widget} .quick-input-box input`;
const row = `${widget} .quick-input-list .monaco-list-row`;

/** Milliseconds that a contributed command may take to appear, and that a box may take to open or close. */
const limit = 30_000;

/** Runs the command with exactly this title, category included, as soon as the palette offers it; waits `patience` ms for it. */
export async function runCommand(page: Page, title: string, patience = limit): Promise<void> {
	const deadline = Date.now() + patience;
	for (;;) {
		if (await pickCommand(page, title)) return;
		if (Date.now() > deadline) throw new Error(`The command palette does not offer "${title}". ${await offers(page)}`);
		await closeQuickInput(page);
	}
}

/** Types into the open input box (not the palette) and confirms; resolves when the box took the text. */
export async function answerQuickInput(page: Page, text: string): Promise<void> {
	await page.waitForSelector(box, { timeout: limit });
	await page.locator(box).fill(text);
	await page.keyboard.press("Enter");
	await gone(page, text);
}

/** Types into the open box and leaves it open, to pick from what it then offers. */
export async function typeQuickInput(page: Page, text: string): Promise<void> {
	await page.waitForSelector(box, { timeout: limit });
	await page.locator(box).fill(text);
}

/** Picks the entry of an open list whose label is exactly this. */
export async function pickQuickInput(page: Page, label: string): Promise<void> {
	const entry = exactRow(page, label);
	await entry.waitFor({ timeout: limit });
	await entry.click();
}

async function pickCommand(page: Page, title: string): Promise<boolean> {
	await page.keyboard.press("F1");
	const opened = await page.waitForSelector(box, { timeout: 5_000 }).catch(() => null);
	if (!opened) return false;
	const typed = `>${title}`;
	const entry = exactRow(page, title);
	try {
		// It may close again at once, where a click before it still takes the focus.
		await page.locator(box).fill(typed, { timeout: 5_000 });
		await entry.waitFor({ timeout: 3_000 });
		await entry.click({ timeout: 3_000 });
	} catch {
		return false;
	}
	await gone(page, typed);
	return true;
}

/** The palette shows `Category: Title`; recently used entries come first, so the first exact one is taken. */
function exactRow(page: Page, label: string) {
	const exact = new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\s*$`);
	return page
		.locator(row)
		.filter({ has: page.locator(".quick-input-list-row .monaco-highlighted-label, .label-name", { hasText: exact }) })
		.first();
}

/** Until the box is closed, or is another one: it no longer holds what was typed. */
async function gone(page: Page, typed: string): Promise<void> {
	const deadline = Date.now() + limit;
	while (Date.now() < deadline) {
		const input = page.locator(box).first();
		const value = (await input.count()) === 0 ? null : await input.inputValue({ timeout: 1_000 }).catch(() => null);
		if (value !== typed) return;
		await delay(30);
	}
	throw new Error(`The input box did not take "${typed}": ${await offers(page)}`);
}

async function closeQuickInput(page: Page): Promise<void> {
	await page.keyboard.press("Escape");
	await page.waitForSelector(widget, { state: "hidden", timeout: 2_000 }).catch(() => null);
}

async function offers(page: Page): Promise<string> {
	const shown = await page.locator(widget).allInnerTexts();
	return shown.length === 0 ? "No box is open." : `It shows: ${shown.join(" ").replace(/\s+/g, " ").slice(0, 300)}`;
}
