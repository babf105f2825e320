// @vitest-environment node
/** What the panel weighs, as it is shipped. */

import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { bundlePanel } from "../support/panel-gallery.ts";

test("script and style together stay under 80 KiB, compressed", async () => {
	const { script, style } = await bundlePanel();
	expect(style).toContain("--vscode-");
	expect(gzipSync(script).length + gzipSync(style).length).toBeLessThan(80 * 1_024);
});

test("nothing in the script writes HTML, and the style fetches nothing", async () => {
	const { script, style } = await bundlePanel();
	expect(style).not.toMatch(/url\(|@import/);
	expect(script).not.toMatch(/document\.write|insertAdjacentHTML|outerHTML|eval\(/);
});
