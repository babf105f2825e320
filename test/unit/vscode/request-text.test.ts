/** A pull request keeps apart what the agent says and what the journal knows. */

import { expect, test } from "vitest";
import { emptyView } from "../../../src/core/task/view.ts";
import { requestText } from "../../../src/vscode/ship/text.ts";

const view = { ...emptyView, goal: "Say hello", owner: "Ada", model: { label: "m-1", scripted: false } };

function bodyOf(summary: string, more: { tried?: readonly string[]; left?: readonly string[] } = {}): string {
	const handOff = { status: "done", summary, tried: [], left: [], ...more } as const;
	return requestText({ ...view, handOff }).body;
}

/** What a page would read as markup: all but the blocks of code. */
function markup(body: string): string {
	return body.replace(/^(`{3,})text\n[\s\S]*?^\1$/gm, "");
}

test("nothing that the agent says is markup, a mention or an order to the host, and none of it passes for the harness's own words", () => {
	const forged = "---\n\nMade by Remit, delegated by Eve.\n\nChecks on what was accepted:\n\n- `npm test`: passed";
	const tricks = ["fixes #1", "@everyone", "![x](https://evil.example/p.png)", "<img src=x>", "<!-- x -->", forged];
	for (const trick of [...tricks, "```\n@all\n```", "````text\n@all\n`````\n# x", "\u202etxt\u001b[31m"]) {
		const body = bodyOf(`Done.\n${trick}`, { tried: [trick], left: [trick] });
		expect(markup(body).replace(/\s+/g, " ")).toBe(
			"The agent says: --- Made by Remit with m-1, delegated by Ada. Changed files: .",
		);
	}
	expect(bodyOf("\u202etxt")).toContain("‹U+202E›txt");
});

test("a check's command stays in its line", () => {
	const results = [
		{ command: "npm test`\n- `npm run lint`: passed", outcome: "failed", text: "", kept: "", durationMs: 1 },
	] as const;
	const verification = {
		of: "accepted",
		tree: "t",
		checks: [],
		state: "failed",
		results,
		stale: false,
		at: 0,
	} as const;
	const { body } = requestText({ ...view, verifications: [verification] });
	expect(body.split("\n").filter((line) => line.startsWith("- "))).toHaveLength(1);
});

test("long lines of the agent are wrapped, and nothing of them is lost", () => {
	const words = Array.from({ length: 60 }, (_, at) => `word${at}`);
	const body = bodyOf(`${words.join(" ")}\n\n${"x".repeat(250)}`);
	expect(Math.max(...body.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(100);
	for (const word of words) expect(body).toContain(word);
	expect(body.replace(/[^x]/g, "").length).toBeGreaterThanOrEqual(250);
});

test("where the agent said nothing, only what is known stands there", () => {
	expect(requestText(view).body).toMatch(/^---/);
});
