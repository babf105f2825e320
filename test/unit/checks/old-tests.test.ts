/** The tests as they were, on the new code: what of their result counts, and which checks they are run by. */

import { expect, test } from "vitest";
import { isStyleCheck } from "../../../src/core/checks/style-check.ts";
import type { TaskView } from "../../../src/core/task/view.ts";
import { delegationOf } from "../../support/delegations.ts";
import { memoryCheckout } from "../../support/memory-checkout.ts";
import { finishes, reply } from "../../support/replies.ts";

const sumTest = 'test("adds", () => { expect(add(1, 2)).toBe(3); });\n';
const skipped = 'test.skip("adds", () => { expect(add(1, 2)).toBe(3); });\n';
const more = `${sumTest}test("adds nothing", () => { expect(add(0, 0)).toBe(0); });\n`;

const failing = (...names: readonly string[]) => ({
	exitCode: 1,
	output: names
		.map((name) => ` FAIL  sum.test.js > ${name}\nAssertionError: wrong\n ❯ sum.test.js:1:9\n⎯⎯⎯[1/1]⎯`)
		.join("\n"),
});

interface Work {
	readonly sumTest: string;
	readonly checks?: readonly string[];
	/** What the checks find where the test's text is this. */
	readonly found: (test: string | undefined, code: string | undefined) => { readonly exitCode?: number };
}

async function worked({ sumTest: changed, checks = ["npm test"], found }: Work): Promise<TaskView> {
	const checkout = memoryCheckout({ "sum.js": "old\n", "sum.test.js": sumTest });
	checkout.trees.check = (_command, files) => found(files.get("sum.test.js"), files.get("sum.js"));
	const turn = async () => {
		checkout.files.put("sum.js", "new\n");
		checkout.files.put("sum.test.js", changed);
		return reply([finishes()]);
	};
	const { delegation } = delegationOf({ checkout, brief: { goal: "Mend it.", checks: [...checks] }, turns: [turn] });
	delegation.start();
	await delegation.settled();
	return delegation.view;
}

test("what failed before the task and still does is no failure of the old tests", async () => {
	const view = await worked({ sumTest: more, found: () => failing("divides") });
	expect(view.verifications).toMatchObject([{ state: "old" }]);
	expect(view.oldTests).toMatchObject({ state: "old", results: [{ onBase: "same", failures: [{ old: true }] }] });
});

test("a test that failed before the task and is skipped now is a failure of the old tests", async () => {
	const view = await worked({ sumTest: skipped, found: (text) => (text === skipped ? {} : failing("adds")) });
	expect(view.verifications).toMatchObject([{ state: "passed", results: [{ onBase: "failed" }] }]);
	expect(view.oldTests?.state).toBe("failed");
});

test("a new failure beside one from before the task is a failure of the old tests", async () => {
	const found: Work["found"] = (text, code) =>
		text === skipped || code === "old\n" ? failing("divides") : failing("divides", "adds");
	const view = await worked({ sumTest: skipped, found });
	expect(view.verifications).toMatchObject([{ state: "old" }]);
	expect(view.oldTests?.state).toBe("failed");
});

test("a check that looks at the style and runs the tests, or only names it, runs the old tests, too", async () => {
	const found: Work["found"] = (text, code) => (text === skipped || code === "old\n" ? {} : failing("adds"));
	const view = await worked({ sumTest: skipped, checks: ["npm run lint && npm test"], found });
	expect(view.oldTests).toMatchObject({ state: "failed", results: [{ command: "npm run lint && npm test" }] });
});

test("only what looks at style and types alone is left out", () => {
	const style = ["npm run lint", "npx eslint .", "npm run type-check && npx tsc --noEmit", "go vet ./...", "cargo fmt"];
	const paths = [
		"./node_modules/.bin/eslint src",
		"vendor/bin/rubocop",
		"npx @biomejs/biome check .",
		"npx eslint@9 .",
	];
	const scripts = [
		"npm run lint:js",
		"yarn format:check",
		"golangci-lint run",
		"CI=1 python -m mypy src",
		"uvx ruff check",
		"npm run lint 2>&1",
	];
	for (const command of [...style, ...paths, ...scripts]) expect(isStyleCheck(command), command).toBe(true);
	const tests = ["npm test", "go vet ./... && go test ./...", "tsc; node --test", "npm run lint\nnpm test"];
	const names = ["bundle exec rspec --format progress", "node --test test/format.test.js", "pytest tests/lint"];
	for (const command of [...tests, ...names, "go test -vet=off ./..."])
		expect(isStyleCheck(command), command).toBe(false);
});
