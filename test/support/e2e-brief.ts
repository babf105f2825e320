/** What a person does with briefs in a real editor: the fields of the brief editor, and the buttons above a brief file. */

import type { Locator } from "playwright-core";
import { expect } from "vitest";
import { pressUntil, within } from "../../scripts/host/press.ts";
import type { Workbench } from "../../scripts/host/workbench.ts";
import { workLimit } from "./e2e.ts";

/** Milliseconds for one try with a menu. */
const menuLimit = 15_000;

/** A field of the panel by its label. */
export function field({ panel }: Workbench, label: string): Locator {
	return panel().getByLabel(label, { exact: true });
}

/** Waits until the field holds exactly this. */
export async function holds(workbench: Workbench, label: string, text: string): Promise<void> {
	await expect.poll(() => field(workbench, label).inputValue(), { timeout: workLimit }).toBe(text);
}

export async function showPanel(workbench: Workbench): Promise<void> {
	await workbench.command("Remit: Show Panel");
	await workbench.panel().getByRole("main").waitFor({ timeout: workLimit });
}

/** Waits until the brief editor shows this goal; resolves to what may be changed, a glob a line. */
export async function drafted(workbench: Workbench, goal: string | RegExp): Promise<readonly string[]> {
	await field(workbench, "Goal").waitFor({ timeout: workLimit });
	await expect.poll(() => field(workbench, "Goal").inputValue(), { timeout: workLimit }).toMatch(goal);
	return (await field(workbench, "May change, one glob a line").inputValue()).split("\n");
}

/** The button "Delegate" above the first line of the open brief file. */
export function delegateLens({ page }: Workbench): Locator {
	return page.locator(".editor-group-container.active .codelens-decoration a").filter({ hasText: /^\W*Delegate$/ });
}

/** Presses the button "Delegate" above the open brief file until the editor asks. */
export async function pressDelegate(workbench: Workbench): Promise<void> {
	await pressUntil(delegateLens(workbench), () => dialogOf(workbench).isVisible());
}

/** Presses a button of the modal dialog; resolves to what the dialog said. */
export async function answer(workbench: Workbench, name: string): Promise<string> {
	const dialog = dialogOf(workbench);
	const chosen = dialog.getByRole("button", { name, exact: true });
	await chosen.waitFor();
	const said = (await dialog.textContent()) ?? "";
	await chosen.click();
	return said;
}

function dialogOf({ page }: Workbench): Locator {
	return page.locator(".monaco-dialog-box");
}

/** Picks from the list of the light bulb at the cursor, which closes when the problem is looked at anew. */
export async function pickFix({ page }: Workbench, name: string): Promise<void> {
	const entry = page.locator(".action-widget").getByText(name);
	const isPicked = async () => {
		if (!(await entry.isVisible())) await page.keyboard.press("Control+.");
		await entry.click({ timeout: menuLimit });
		return within(menuLimit, async () => !(await entry.isVisible()));
	};
	if (!(await within(workLimit, isPicked))) throw new Error(`Nothing offers "${name}".`);
}

/** Picks from an element's context menu, which takes no click in its first moment and closes when what is below it changes. */
export async function pickMenu({ page }: Workbench, target: Locator, name: string): Promise<void> {
	const entry = page.locator(".monaco-menu:visible .action-item").filter({ hasText: name }).first();
	const isPicked = async () => {
		if (!(await entry.isVisible())) await target.click({ button: "right", timeout: menuLimit });
		await entry.click({ timeout: menuLimit });
		return within(menuLimit, async () => !(await entry.isVisible()));
	};
	if (!(await within(workLimit, isPicked))) throw new Error(`Nothing offers "${name}".`);
}
