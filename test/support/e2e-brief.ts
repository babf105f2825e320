/** What a person does with briefs in a real editor: the fields of the brief editor, and the buttons above a brief file. */

import type { Locator } from "playwright-core";
import { expect } from "vitest";
import type { Workbench } from "../../scripts/host/workbench.ts";
import { workLimit } from "./e2e.ts";

/** A field of the panel by its label. */
export function field({ panel }: Workbench, label: string): Locator {
	return panel().getByLabel(label, { exact: true });
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

/** Presses a button of the modal dialog; resolves to what the dialog said. */
export async function answer({ page }: Workbench, name: string): Promise<string> {
	const dialog = page.locator(".monaco-dialog-box");
	const chosen = dialog.getByRole("button", { name, exact: true });
	await chosen.waitFor();
	const said = (await dialog.textContent()) ?? "";
	await chosen.click();
	return said;
}

/** Picks from a context menu that was just opened: it takes no click in its first moment. */
export async function pickMenu({ page }: Workbench, name: string): Promise<void> {
	const entry = page.locator(".monaco-menu:visible .action-item").filter({ hasText: name }).first();
	await entry.waitFor();
	const isPicked = async () => {
		if (!(await entry.isVisible())) return true;
		await entry.click({ timeout: 1_000 }).catch(() => undefined);
		return false;
	};
	await expect.poll(isPicked, { timeout: workLimit }).toBe(true);
}
