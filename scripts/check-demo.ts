/** Plays the demo without a person: delegates, approves, reviews and accepts in a headless browser, and proves each step. */

import { copyFile, mkdir, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { delegate, draftBrief, sharpenBrief } from "./check-demo-brief.ts";
import { readReport, sayWhatItSaved } from "./check-demo-report.ts";
import { acceptHunk, askForChange, lookAtReview, type Play, workLimit } from "./check-demo-review.ts";
import { startBrowser } from "./host/browser.ts";
import { projectRoot } from "./host/paths.ts";
import { stepLimit, within } from "./host/press.ts";
import { runProgram } from "./host/processes.ts";
import { openWorkbench, type Workbench } from "./host/workbench.ts";
import { startSession } from "./start-session.ts";

export interface CheckOptions {
	/** Copy the screenshots to docs/images when every step passed. */
	readonly updateDocs: boolean;
	/** Keep the demo's folder. */
	readonly keep: boolean;
}

/** Resolves to whether every step passed; each is printed as it ends. */
export async function checkDemo(options: CheckOptions): Promise<boolean> {
	const screenshots = await mkdtemp(join(tmpdir(), "remit-screenshots-"));
	const session = await startSession({ folder: null, browser: true });
	try {
		const browser = await startBrowser();
		try {
			const workbench = await openWorkbench({
				server: session.server,
				browser,
				folder: session.folder,
				theme: "dark",
				screenshots,
			});
			const shots: string[] = [];
			const passed = await play({ workbench, shots });
			console.log(`\ngit diff --stat in ${session.folder}:\n${await git(session.folder, "diff", "--stat")}`);
			console.log(`Screenshots: ${screenshots}`);
			if (passed && options.updateDocs) await updateDocs(shots);
			return passed;
		} finally {
			await browser.close();
		}
	} finally {
		await session.close(options.keep);
	}
}

interface Step {
	readonly name: string;
	readonly run: (play: Play) => Promise<void>;
}

const steps: readonly Step[] = [
	{ name: "Remit's panel is open", run: showPanel },
	{ name: "one sentence becomes a brief, and what is vague in it is pointed at", run: draftBrief },
	{ name: "the brief is made exact, and nothing is left to point at", run: sharpenBrief },
	{ name: "the task is delegated from the brief editor", run: delegate },
	{ name: "the agent asks before it runs a command", run: waitForApproval },
	{ name: "the panel is legible in every theme and in a narrow side bar", run: lookAround },
	{ name: "the command is approved in the panel", run: approve },
	{ name: "the agent hands off, the checks passed, and the workspace is still untouched", run: waitForReview },
	{ name: "the changes open as diffs", run: review },
	{ name: "one hunk is accepted by its lens", run: acceptHunk },
	{ name: "a change is asked for in a thread, and answered there", run: discuss },
	{ name: "accepting the rest changes the workspace", run: accept },
	{ name: "the panel asks once what it saved", run: sayWhatItSaved },
	{ name: "the report says what is proved", run: readReport },
];

async function play(context: Play): Promise<boolean> {
	for (const step of steps) {
		const started = Date.now();
		try {
			await step.run(context);
			console.log(`✓ ${step.name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
		} catch (error) {
			console.log(`✗ ${step.name}\n${error instanceof Error ? error.message : String(error)}`);
			console.log(`What was seen: ${await context.workbench.screenshot("failed")}`);
			return false;
		}
	}
	return true;
}

async function showPanel({ workbench }: Play): Promise<void> {
	await workbench.command("Remit: Show Panel");
	await workbench.panel().getByRole("heading").first().waitFor();
	await workbench.sideBarWidth(420);
}

async function waitForApproval({ workbench, shots }: Play): Promise<void> {
	// A card that has just appeared cannot be pressed yet, so that nobody approves by accident.
	await enabled(workbench, "Approve").waitFor({ timeout: workLimit });
	shots.push(await workbench.screenshot("approval"));
}

async function lookAround({ workbench, shots }: Play): Promise<void> {
	await workbench.theme("light");
	shots.push(await workbench.screenshot("approval-light"));
	await workbench.theme("high contrast");
	shots.push(await workbench.screenshot("approval-high-contrast"));
	await workbench.theme("dark");
	await workbench.sideBarWidth(260);
	shots.push(await workbench.screenshot("approval-narrow"));
	await workbench.sideBarWidth(420);
}

/** The demo may ask more than once: every command is approved until there is something to review. */
async function approve({ workbench, shots }: Play): Promise<void> {
	const approval = button(workbench, "Approve");
	const command = workbench.panel().locator(".command pre");
	// Its files can be looked at and accepted before that, too.
	const ready = reviewable(workbench);
	const deadline = Date.now() + workLimit;
	while (Date.now() < deadline) {
		await approval.or(ready).first().waitFor({ timeout: workLimit });
		if ((await approval.count()) === 0) return;
		if ((await workbench.panel().getByText("rm -rf", { exact: false }).count()) > 0) {
			await enabled(workbench, "Approve").waitFor();
			shots.push(await workbench.screenshot("approval-destructive"));
		}
		const [asked] = await command.allTextContents();
		await approval.click();
		// The next command may be asked about at once.
		await within(workLimit, async () => (await command.allTextContents())[0] !== asked);
	}
	throw new Error("The demo asks for ever.");
}

async function waitForReview({ workbench, shots }: Play): Promise<void> {
	await reviewable(workbench).waitFor({ timeout: workLimit });
	await button(workbench, "Accept all").waitFor();
	await workbench.panel().getByText("Verified: 1 of 1 check passed").waitFor();
	shots.push(await workbench.screenshot("ready"));
	const changed = await git(workbench.folder, "status", "--porcelain");
	if (changed !== "") throw new Error(`The workspace changed before anything was accepted:\n${changed}`);
}

async function review({ workbench, shots }: Play): Promise<void> {
	await button(workbench, "Review changes").click();
	await workbench.page.locator(".editor-group-container.active .monaco-diff-editor").first().waitFor();
	await workbench.page.locator(".editor-group-container.active .view-line").first().waitFor();
	await workbench.page.locator(".codelens-decoration", { hasText: "✓ Accept" }).first().waitFor();
	shots.push(await workbench.screenshot("review"));
}

async function discuss(context: Play): Promise<void> {
	await lookAtReview(context);
	await askForChange(context);
}

async function accept({ workbench, shots }: Play): Promise<void> {
	await button(workbench, "Accept all").click();
	await button(workbench, "Accept all").waitFor({ state: "hidden" });
	const isChanged = async () => (await git(workbench.folder, "diff", "--stat")).includes("CHANGELOG.md");
	if (!(await within(stepLimit, isChanged)))
		throw new Error("Accepted, but CHANGELOG.md has not changed in the workspace.");
	shots.push(await workbench.screenshot("accepted"));
}

/** The panel's word for a task that is done and not decided. */
function reviewable(workbench: Workbench) {
	return workbench.panel().locator(".pill", { hasText: "Ready for review" });
}

function button(workbench: Workbench, name: string) {
	return workbench.panel().getByRole("button", { name, exact: true });
}

function enabled(workbench: Workbench, name: string) {
	return workbench.panel().getByRole("button", { name, exact: true, disabled: false });
}

async function git(folder: string, ...args: readonly string[]): Promise<string> {
	const result = await runProgram("git", args, { cwd: folder });
	if (result.code !== 0) throw new Error(`git ${args.join(" ")}: ${result.errors}`);
	return result.output.trimEnd();
}

async function updateDocs(shots: readonly string[]): Promise<void> {
	const images = join(projectRoot, "docs/images");
	await mkdir(images, { recursive: true });
	for (const shot of shots) await copyFile(shot, join(images, basename(shot)));
	console.log(`Copied ${shots.length} screenshots to ${images}.`);
}
