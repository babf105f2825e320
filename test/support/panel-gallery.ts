/** Draws every state of the panel in a headless browser, in several themes and widths, and saves pictures of them.
 *
 * `node test/support/panel-gallery.ts FOLDER [STATE…]`
 */

import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { startBrowser } from "../../scripts/host/browser.ts";
import type { HostMessage } from "../../src/protocol/messages.ts";
import { panelBuild } from "../../webview/build.ts";
import { states } from "../webview/states.ts";
import { type Theme, themes } from "../webview/themes.ts";

const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface PanelFiles {
	readonly script: string;
	readonly style: string;
}

/** The panel as it is shipped. */
export async function bundlePanel(): Promise<PanelFiles> {
	const { outputFiles } = await build({
		...panelBuild,
		entryPoints: [...panelBuild.entryPoints],
		target: [...panelBuild.target],
		absWorkingDir: project,
		outdir: "dist/webview",
		write: false,
	});
	const text = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? "";
	return { script: text(".js"), style: text(".css") };
}

interface Drawn {
	readonly files: PanelFiles;
	readonly theme: Theme;
	readonly width: number;
	readonly height: number;
}

/** Opens the panel in a page with the host's content security policy; commands that it sends are kept in `window.sent`. */
export async function openPanel(browser: Browser, { files, theme, width, height }: Drawn): Promise<Page> {
	const page = await browser.newPage({ viewport: { width, height } });
	await page.route("http://panel.test/**", (route) => {
		const path = new URL(route.request().url()).pathname;
		if (path === "/panel.js") return route.fulfill({ contentType: "text/javascript", body: files.script });
		if (path === "/panel.css") return route.fulfill({ contentType: "text/css", body: files.style });
		if (path === "/theme.css") return route.fulfill({ contentType: "text/css", body: themeCss(theme) });
		if (path === "/host.js") return route.fulfill({ contentType: "text/javascript", body: host });
		return route.fulfill({ contentType: "text/html", body: document(theme) });
	});
	await page.goto("http://panel.test/");
	return page;
}

/** Says something to the panel as the host does. */
export async function tell(page: Page, ...messages: readonly HostMessage[]): Promise<void> {
	await page.evaluate(async (said) => {
		for (const message of said) window.postMessage(message, "*");
		await new Promise((resolve) => setTimeout(resolve, 0));
		await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
	}, messages);
}

/** What VS Code gives to a webview; what is remembered outlives a reload of the page. */
const host = `window.sent = []; window.violations = [];
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => window.violations.push(violatedDirective + " " + blockedURI));
window.acquireVsCodeApi = () => ({
	postMessage: (message) => window.sent.push(message),
	getState: () => JSON.parse(sessionStorage.getItem("state") ?? "null") ?? undefined,
	setState: (state) => sessionStorage.setItem("state", JSON.stringify(state)),
});`;

function document({ kind }: Theme): string {
	const policy = "default-src 'none'; style-src 'self'; script-src 'nonce-n'; font-src 'self'";
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="/theme.css"><link rel="stylesheet" href="/panel.css"></head>
<body class="${kind}"><div id="root"></div><script nonce="n" src="/host.js"></script><script nonce="n" src="/panel.js"></script></body></html>`;
}

function themeCss({ tokens }: Theme): string {
	const lines = Object.entries(tokens).map(([name, value]) => `--vscode-${name}: ${value};`);
	return `html { ${lines.join(" ")} } body { padding: 0 20px; background: var(--vscode-sideBar-background); }`;
}

async function drawAll(folder: string, wanted: readonly string[]): Promise<void> {
	await mkdir(folder, { recursive: true });
	const files = await bundlePanel();
	const browser = await startBrowser();
	try {
		for (const [name, theme] of Object.entries(themes)) {
			for (const width of [260, 340, 600])
				await drawStates(browser, { files, theme, width, height: 820 }, (state) =>
					wanted.length === 0 || wanted.includes(state) ? join(folder, `${state}-${name}-${width}.png`) : null,
				);
		}
	} finally {
		await browser.close();
	}
}

async function drawStates(browser: Browser, drawn: Drawn, pictureOf: (state: string) => string | null): Promise<void> {
	for (const [state, messages] of Object.entries(states)) {
		const path = pictureOf(state);
		if (!path) continue;
		const page = await openPanel(browser, drawn);
		await tell(page, ...messages);
		await page
			.locator(".card .choices button:disabled, .card .primary:disabled")
			.first()
			.waitFor({ state: "detached" });
		await page.screenshot({ path });
		await page.close();
	}
}

const [script, folder, ...wanted] = process.argv.slice(1);
if (script && folder && import.meta.url === pathToFileURL(script).href) await drawAll(folder, wanted);
