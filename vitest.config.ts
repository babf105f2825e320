import { defineConfig } from "vitest/config";

/**
 * One project a tier, so that each can be run alone: `npm test -- unit`, or `npx vitest run --project unit`. The limits end
 * what hangs; they are no measure of speed, so that a machine with much else to do changes no outcome.
 */
export default defineConfig({
	oxc: { jsx: { importSource: "preact" } },
	test: {
		projects: [
			tier("unit", "node", 180_000),
			tier("node", "node", 240_000),
			tier("webview", "happy-dom", 180_000),
			tier("e2e", "node", 600_000, 1),
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
			expect: { poll: { timeout: 30_000 } },
			maxWorkers,
			fileParallelism: maxWorkers > 1,
			include: [`test/${name}/**/*.test.{ts,tsx}`],
		},
	};
}
