/** What `npm run check` runs, as data: the name of each step and its command for Node. */

export interface CheckStep {
	readonly name: string;
	/** The arguments for Node; paths are relative to the project's folder, where the step runs. */
	readonly args: readonly string[];
}

const biome = "node_modules/@biomejs/biome/bin/biome";
const tsc = "node_modules/typescript/bin/tsc";

/** In the order in which they tell most for their time. */
export const checkSteps: readonly CheckStep[] = [
	{
		name: "lint",
		args: [biome, "ci", "--colors=off", "--reporter=concise", "--max-diagnostics=none", "--error-on-warnings", "."],
	},
	{ name: "texts", args: ["scripts/check-texts.ts"] },
	{ name: "types:core", args: [tsc, "-p", "src/core"] },
	{ name: "types:protocol", args: [tsc, "-p", "src/protocol"] },
	{ name: "types:src", args: [tsc, "-p", "src"] },
	{ name: "types:webview", args: [tsc, "-p", "webview"] },
	{ name: "types:all", args: [tsc, "-p", "."] },
	{ name: "layers", args: ["node_modules/vitest/vitest.mjs", "run", "--project", "unit", "test/unit/architecture"] },
	{ name: "dead-code", args: ["node_modules/knip/bin/knip.js", "--no-progress", "--no-config-hints"] },
];
