/** How the panel is bundled; the build, the size test and the gallery share it, so that they speak of the same files. */

/** Options for esbuild, with the project's folder as working directory; writes `panel.js` and `panel.css`. */
export const panelBuild = {
	entryPoints: [
		{ in: "webview/main.tsx", out: "panel" },
		{ in: "webview/panel.css", out: "panel" },
	],
	bundle: true,
	minify: true,
	format: "iife",
	target: ["chrome128"],
	jsx: "automatic",
	jsxImportSource: "preact",
	legalComments: "none",
} as const;
