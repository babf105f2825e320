/** A page object over VS Code in a browser: what a person can do and see, with waits for conditions only. */

import { mkdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Browser, FrameLocator, Locator, Page } from "playwright-core";
import { pressNotification, shownNotification } from "./notifications.ts";
import { stepLimit, within } from "./press.ts";
import { answerQuickInput, goToFile, pickQuickInput, runCommand, typeQuickInput } from "./quick-input.ts";
import type { Server } from "./server.ts";
import { changeSetting } from "./settings.ts";

export interface WorkbenchOptions {
	readonly server: Server;
	readonly browser: Browser;
	/** The opened folder, absolute. */
	readonly folder: string;
	/**
	 * Loads the extension from this source folder; needs a server started with `tests`, where the editor shows no
	 * notification by itself and its settings file is not watched. A linked extension has neither limit.
	 */
	readonly extensionPath?: string;
	/** More pairs for the page's payload; the same need. */
	readonly payload?: readonly (readonly [string, string])[];
	readonly theme?: Theme;
	readonly viewport?: { readonly width: number; readonly height: number };
	/** Where screenshots go. */
	readonly screenshots?: string;
	/** Whose webview `panel` is; `remit.remit` by default. */
	readonly extensionId?: string;
	/** Called with the page before it goes anywhere, to listen to it. */
	readonly prepare?: (page: Page) => Promise<void>;
}

export type Theme = keyof typeof themes;

/** A theme's name in the settings and in the picker, and the class by which the workbench shows that it is applied. */
const themes = {
	dark: { setting: "Default Dark Modern", label: "Dark Modern", shown: ".monaco-workbench.vs-dark" },
	light: { setting: "Default Light Modern", label: "Light Modern", shown: ".monaco-workbench.vs" },
	"high contrast": {
		setting: "Default High Contrast",
		label: "Dark High Contrast",
		shown: ".monaco-workbench.hc-black",
	},
} as const;

export interface Workbench {
	readonly page: Page;
	readonly folder: string;
	/** Runs the palette's command with exactly this title, e.g. `Remit: Stop Task`. */
	command(title: string): Promise<void>;
	/** Types into the open input box and confirms. */
	quickInput(text: string): Promise<void>;
	/** Picks an entry of the open list. */
	quickPick(label: string): Promise<void>;
	/** The document inside the extension's visible side-panel webview. */
	panel(): FrameLocator;
	/** The notification that contains this text, once it is shown. */
	notification(text: string | RegExp): Promise<Locator>;
	/** Presses a button of the notification that contains this text, also when the editor has put it away meanwhile. */
	pressNotification(text: string | RegExp, button: string): Promise<void>;
	/** Opens a file of the opened folder by its relative path, through "Go to File". */
	openFile(path: string): Promise<void>;
	/** Presses a button of the active editor's title bar, or of its "More Actions" menu. */
	editorTitleAction(label: string): Promise<void>;
	/** Saves what is seen as a PNG and resolves to its path. */
	screenshot(name: string): Promise<string>;
	theme(theme: Theme): Promise<void>;
	/** Changes one setting for the next load of the page: `reload` applies it. */
	setting(name: string, value: unknown): Promise<void>;
	/** Drags the edge of the side bar until it is this wide, in CSS pixels. */
	sideBarWidth(width: number): Promise<void>;
	/** The bytes of a file of the opened folder, as they are on disk. */
	readFile(path: string): Promise<string>;
	/** Loads the page anew, as a person's reload does, and waits for the workbench. */
	reload(): Promise<void>;
	close(): Promise<void>;
}

/** Milliseconds for one try to press what may have moved meanwhile. */
const tryLimit = 15_000;

/** Milliseconds for the workbench to appear on a busy machine. */
const openLimit = 120_000;

export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
	const viewport = options.viewport ?? { width: 1280, height: 800 };
	const context = await options.browser.newContext({ viewport, acceptDownloads: false });
	const page = await context.newPage();
	page.setDefaultTimeout(stepLimit);
	await options.prepare?.(page);
	const workbench = workbenchOf(page, options, () => context.close());
	if (options.theme) await changeSetting(options.server.dataDir, "workbench.colorTheme", themes[options.theme].setting);
	await page.goto(workbenchUrl(options), { timeout: openLimit });
	await shown(page);
	if (options.theme) await page.waitForSelector(themes[options.theme].shown);
	return workbench;
}

/** The address that opens the folder, with the extension loaded from source if asked for. */
export function workbenchUrl(
	options: Pick<WorkbenchOptions, "server" | "folder" | "extensionPath" | "payload">,
): string {
	const url = new URL(options.server.url);
	url.searchParams.set("folder", options.folder);
	const pairs = [...(options.payload ?? [])];
	if (options.extensionPath !== undefined)
		pairs.push(["extensionDevelopmentPath", remotePath(options.server, options.extensionPath)]);
	if (pairs.length > 0) url.searchParams.set("payload", JSON.stringify([...pairs, ["skipWelcome", "true"]]));
	return url.href;
}

/** How a page names a path on the server's machine. */
export function remotePath(server: Pick<Server, "port">, path: string): string {
	return `vscode-remote://127.0.0.1:${server.port}${path}`;
}

function workbenchOf(page: Page, options: WorkbenchOptions, close: () => Promise<void>): Workbench {
	const { server, folder, extensionId = "remit.remit" } = options;
	return {
		page,
		folder,
		command: (title) => runCommand(page, title),
		quickInput: (text) => answerQuickInput(page, text),
		quickPick: (label) => pickQuickInput(page, label),
		panel: () => page.frameLocator(panelFrame(extensionId)).frameLocator("#active-frame"),
		notification: (text) => shownNotification(page, text),
		pressNotification: (text, button) => pressNotification(page, text, button),
		openFile: (path) => openFile(page, path),
		editorTitleAction: (label) => editorTitleAction(page, label),
		screenshot: (name) => screenshot(page, options.screenshots ?? "test-results", name),
		theme: (theme) => applyTheme(page, theme),
		setting: (name, value) => changeSetting(server.dataDir, name, value),
		sideBarWidth: (width) => dragSideBar(page, width),
		readFile: (path) => readFile(join(folder, path), "utf8"),
		reload: async () => {
			await page.reload({ timeout: openLimit });
			await shown(page);
		},
		close,
	};
}

/** Ready for a person: the parts are laid out, and the explorer has read the folder. */
async function shown(page: Page): Promise<void> {
	await page.waitForSelector(".monaco-workbench .part.statusbar .statusbar-item", { timeout: openLimit });
	await page.waitForSelector(".monaco-workbench .part.activitybar .action-item", { timeout: openLimit });
}

function panelFrame(extensionId: string): string {
	return `iframe.webview[src*="extensionId=${extensionId}"][src*="purpose=webviewView"]:visible`;
}

async function openFile(page: Page, path: string): Promise<void> {
	const name = basename(path);
	await goToFile(page, path, name);
	await page.waitForSelector(`.tab.active[data-resource-name=${JSON.stringify(name)}]`);
	await textShown(page, name);
}

/** Waits until the active editor holds the text of a file with this name: its tab is there sooner, above the text of the last one. */
export async function textShown(page: Page, name: string): Promise<void> {
	const uri = JSON.stringify(`/${encodeURIComponent(name)}`);
	await page.locator(`.editor-group-container.active .monaco-editor[data-uri*=${uri}]`).first().waitFor();
}

/** A button can move between the bar and the menu while the editor finds out which buttons the file has. */
async function editorTitleAction(page: Page, label: string): Promise<void> {
	const actions = page.locator(".editor-group-container.active .editor-actions");
	const button = actions.locator(`.action-label[aria-label^=${JSON.stringify(label)}]`).first();
	const more = actions.locator('.action-label[aria-label^="More Actions"]').first();
	const entry = page.locator(".monaco-menu:visible .action-item").filter({ hasText: label }).first();
	const isPressed = async () => {
		if (await button.isVisible()) {
			await button.click({ timeout: tryLimit });
			return true;
		}
		if (!(await entry.isVisible())) await more.click({ timeout: tryLimit });
		await entry.click({ timeout: tryLimit });
		return true;
	};
	if (!(await within(stepLimit, isPressed))) throw new Error(`The editor's title bar does not offer "${label}".`);
}

async function screenshot(page: Page, folder: string, name: string): Promise<string> {
	await mkdir(folder, { recursive: true });
	const path = join(folder, `${name}.png`);
	// What is fading in or out is shown as it will be.
	await page.screenshot({ path, animations: "disabled" });
	return path;
}

/** Through the picker: a running editor does not dependably notice that its settings file was changed from outside. */
async function applyTheme(page: Page, theme: Theme): Promise<void> {
	const { label, shown: applied } = themes[theme];
	await runCommand(page, "Preferences: Color Theme");
	await typeQuickInput(page, label);
	await pickQuickInput(page, label);
	await page.waitForSelector(applied);
}

/** The edge moves with the mouse as far as the editor keeps up, so that it is dragged until it is there. */
async function dragSideBar(page: Page, width: number): Promise<void> {
	const bar = page.locator(".part.sidebar:visible");
	const isDragged = async () => {
		const box = await bar.boundingBox();
		if (!box) return false;
		if (Math.abs(box.width - width) < 10) return true;
		const y = box.y + box.height / 2;
		await page.mouse.move(box.x + box.width + 1, y);
		await page.mouse.down();
		await page.mouse.move(box.x + width, y, { steps: 12 });
		await page.mouse.up();
		return false;
	};
	if (!(await within(stepLimit, isDragged))) throw new Error(`The side bar does not become ${width} pixels wide.`);
	// Away from the edge, which is highlighted while the pointer rests on it.
	await page.mouse.move(width / 2, 5);
	await page.waitForSelector(".monaco-sash.hover", { state: "detached" });
}
