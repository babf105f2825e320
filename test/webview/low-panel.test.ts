// @vitest-environment node
/** A panel that is low, as beside the view of changes in a small window: what waits for the person is seen whole enough to decide it. */

import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startBrowser } from "../../scripts/host/browser.ts";
import { bundlePanel, openPanel, type PanelFiles, tell } from "../support/panel-gallery.ts";
import { snapshot } from "./journal.ts";
import { states } from "./states.ts";
import { themes } from "./themes.ts";

let browser: Browser;
let files: PanelFiles;
let page: Page | undefined;

beforeAll(async () => {
	[browser, files] = await Promise.all([startBrowser(), bundlePanel()]);
});
afterEach(() => page?.close());
afterAll(() => browser?.close());

test.each([
	[260, 300],
	[400, 300],
	[260, 433],
])("in a panel of %d by %d pixels what waits is read and decided without scrolling to it", async (width, height) => {
	page = await openPanel(browser, { files, theme: themes.dark, width, height });
	const ways = {
		"approval-many": ["Approve", "Deny…", "Stop"],
		approval: ["Approve", "Deny…", "Stop"],
		question: ["Stop"],
	};
	for (const [name, buttons] of Object.entries(ways)) {
		await tell(page, snapshot(null), ...(states[name] ?? []));
		const seen = await page.locator(".footer .button").evaluateAll((all) =>
			all.flatMap((one) => {
				const { left, right, top, bottom } = one.getBoundingClientRect();
				const corners = [
					document.elementFromPoint(left + 2, top + 2),
					document.elementFromPoint(right - 2, bottom - 2),
				];
				return corners.every((at) => at !== null && one.contains(at)) ? [one.textContent?.trim() ?? ""] : [];
			}),
		);
		expect(seen, name).toEqual(expect.arrayContaining(buttons));
		const [read = 0, whole = 0] = await page
			.locator(".card-body, .question")
			.evaluate(({ clientHeight, scrollHeight }) => [clientHeight, scrollHeight]);
		expect(read, name).toBeGreaterThanOrEqual(Math.min(36, whole));
	}
	await tell(page, snapshot(null), ...(states["budget-money"] ?? []));
	const end = await page.locator(".footer").evaluate((footer) => footer.getBoundingClientRect().bottom);
	expect(end).toBeLessThanOrEqual(height);
});

test("what a key has focused above a card is seen, also where the card takes nearly all of the panel", async () => {
	page = await openPanel(browser, { files, theme: themes.dark, width: 260, height: 300 });
	await tell(page, snapshot(null), ...(states["question"] ?? []));
	const step = page.locator(".scroller summary").last();
	await page.locator(".scroller").focus();
	const isFocused = () => step.evaluate((one) => one === document.activeElement);
	for (let at = 0; at < 30 && !(await isFocused()); at++) await page.keyboard.press("Tab");
	const [focused, room] = await Promise.all([step.boundingBox(), page.locator(".scroller").boundingBox()]);
	expect(await isFocused()).toBe(true);
	expect(focused?.y ?? 0).toBeGreaterThanOrEqual((room?.y ?? 0) - 1);
	expect((focused?.y ?? 0) + (focused?.height ?? 0)).toBeLessThanOrEqual((room?.y ?? 0) + (room?.height ?? 0) + 1);
});
