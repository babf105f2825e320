/** Plays the demo's beginning: one sentence becomes a brief, what is vague in it is pointed at and mended, and it is delegated. */

import type { Play } from "./check-demo-review.ts";
import type { Workbench } from "./host/workbench.ts";

/** How the task is called in the panel. */
const title = /no cent is lost when an amount does not divide evenly/;

const vague = "No globs say which files may be changed";

export async function draftBrief({ workbench, shots }: Play): Promise<void> {
	const panel = workbench.panel();
	await panel.getByRole("button", { name: "Use the demo's task" }).click();
	await field(workbench, "What shall be done?").press("Control+Shift+Enter");
	await field(workbench, "Goal").waitFor();
	await panel.getByText(vague).waitFor();
	const checks = await field(workbench, "Checks, one command a line").inputValue();
	if (checks !== "npm test") throw new Error(`The checks of the demo were not found; drafted were: ${checks}`);
	shots.push(await workbench.screenshot("brief"));
}

export async function sharpenBrief({ workbench }: Play): Promise<void> {
	await field(workbench, "Definition of done").fill("- `npm test` passes\n- CHANGELOG.md names the fix");
	await field(workbench, "May change, one glob a line").fill("src/**\nCHANGELOG.md\nbuild-cache/**");
	await field(workbench, "Must not change, one glob a line").fill("test/**");
	await workbench.panel().getByText(vague).waitFor({ state: "hidden" });
}

export async function delegate({ workbench }: Play): Promise<void> {
	await field(workbench, "Goal").press("Control+Enter");
	await workbench.panel().getByRole("heading", { level: 1, name: title }).waitFor();
}

function field(workbench: Workbench, label: string) {
	return workbench.panel().getByLabel(label, { exact: true });
}
