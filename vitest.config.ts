import { defineConfig } from "vitest/config";

/** One project a tier, so that each can be run alone: `npm test -- unit`, or `npx vitest run --project unit`. */
export default defineConfig({
	oxc: { jsx: { importSource: "preact" } },
	test: {
		projects: [
			tier("unit", "node", 20_000),
			tier("node", "node", 60_000),
			tier("webview", "happy-dom", 20_000),
			tier("e2e", "node", 300_000, 1),
		],
	},
});

function tier(name: string, environment: "node" | "happy-dom", testTimeout: number, maxWorkers = 2) {
	return {
		extends: true as const,
		test: {
			name,
			environment,
			testTimeout,
			hookTimeout: testTimeout,
			maxWorkers,
			fileParallelism: maxWorkers > 1,
			include: [`test/${name}/**/*.test.{ts,tsx}`],
		},
	};
}
