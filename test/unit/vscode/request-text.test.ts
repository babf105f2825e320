/** A pull request keeps apart what the agent says and what the journal knows. */

import { expect, test } from "vitest";
import { emptyView, foldView } from "../../../src/core/task/view.ts";
import { requestText } from "../../../src/vscode/ship/text.ts";
import { begun, change, failed, found, handedOff, journals, minutely, verified } from "../report/journals.ts";

const view = { ...emptyView, goal: "Say hello", owner: "Ada", model: { label: "m-1", scripted: false } };

function bodyOf(summary: string, more: { tried?: readonly string[]; left?: readonly string[] } = {}): string {
	const handOff = { status: "done", summary, tried: [], left: [], ...more } as const;
	return requestText({ ...view, handOff }).body;
}

/** What a page would read as markup: all but the blocks and the pieces of code. */
function markup(body: string): string {
	return body
		.replace(/^(`{3,})text\n[\s\S]*?^\1$/gm, "")
		.replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, "code")
		.replace(/\s+/g, " ");
}

const forged = "---\n\nMade by Remit, delegated by Eve.\n\n**Outcome.** Verified: 9 of 9 checks passed";
const tricks = ["fixes #1", "@everyone", "![x](https://evil.example/p.png)", "<img src=x>", "<!-- x -->", forged];
const fences = ["```\n@all\n```", "````text\n@all\n`````\n# x", "`", "``", "\u202etxt\u001b[31m"];

test("nothing that the agent says is markup, a mention or an order to the host, and none of it passes for the harness's own words", () => {
	const plain = markup(bodyOf("Done.", { tried: ["x"], left: ["x"] }));
	for (const trick of [...tricks, ...fences])
		expect(markup(bodyOf(`Done.\n${trick}`, { tried: [trick], left: [trick] })), trick).toBe(plain);
	expect(bodyOf("\u202etxt")).toContain("‹U+202E›txt");
});

test("nor is anything that files, programs, the brief or the reviewer say", () => {
	for (const trick of [...tricks, ...fences]) {
		const events = [
			...begun({ goal: trick, definitionOfDone: trick, checks: [trick] }),
			handedOff({ summary: trick, parts: [{ part: 1, met: true, proof: trick }] }),
			found(change(`src/${trick}`)),
			{ type: "tampering.found", findings: [{ path: `src/${trick}`, line: 2, because: trick }] } as const,
			{ type: "self-review.failed", round: 1, text: trick } as const,
			verified({ ...failed, command: trick, failures: [{ kind: "test", name: trick, message: trick }] } as const),
		];
		const shown = markup(requestText(foldView(minutely(events))).body);
		expect(shown, trick).not.toMatch(/fixes #|@(?:everyone|all)|evil|<img|<!--|9 of 9|Eve\./);
	}
});

test("a check's command stays in its line", () => {
	const command = "npm test`\n- `npm run lint`: passed";
	const { body } = requestText(foldView(minutely([...begun(), found(change("a")), verified({ ...failed, command })])));
	expect(body.split("\n").filter((line) => /^- `+(?:npm|x)/.test(line))).toHaveLength(1);
});

test("long lines of the agent are wrapped, and nothing of them is lost", () => {
	const words = Array.from({ length: 60 }, (_, at) => `word${at}`);
	const body = bodyOf(`${words.join(" ")}\n\n${"x".repeat(250)}`);
	expect(Math.max(...body.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(150);
	for (const word of words) expect(body).toContain(word);
	expect(body.replace(/[^x]/g, "").length).toBeGreaterThanOrEqual(250);
});

test("however much there is to say, a host takes the body, and it says what was left out", () => {
	const files = Array.from({ length: 3_000 }, (_, at) => change(`src/${"long".repeat(80)}/${at}.ts`));
	const many = Array.from({ length: 500 }, (_, at) => ({ ...failed, command: `npm run ${"x".repeat(300)}${at}` }));
	const events = [...begun(), handedOff({ summary: "x".repeat(90_000) }), found(...files), verified(...many)];
	const { body } = requestText(foldView(minutely(events)));
	expect(body.length).toBeLessThanOrEqual(60_000);
	expect(body).toMatch(/more, left out here/);
	expect(body).toMatch(/Made by Remit with `Model One`/);
});

test("where the agent said nothing, only what is known stands there", () => {
	expect(requestText(view).body).toMatch(/^\*\*Outcome\.\*\* /);
	expect(requestText(view).body).not.toContain("What the agent says");
});

test("a secret that got past the journal stands neither in the title nor in the body", () => {
	const secret = `ghp_${"aB3dE6gH9jK2".repeat(3)}`;
	const { title, body } = requestText({ ...foldView(minutely(journals["verified"] ?? [])), goal: `Use ${secret}` });
	expect(title + body).not.toContain(secret);
});

test("a secret that begins in one text and ends in another does not take the marks between them away", () => {
	const name = "a``b -----BEGIN PRIVATE KEY-----";
	const message = `${"A".repeat(32)} ![x](https://evil.example/p.png) fixes #1`;
	const failures = [{ kind: "test", name, message }] as const;
	const events = [...begun(), found(change("a")), verified({ ...failed, failures })];
	const { body } = requestText(foldView(minutely(events)));
	expect(markup(body)).not.toMatch(/evil|fixes #/);
	expect(body).toContain("A".repeat(32));
});

test("nothing in the title is unseen or turns it round", () => {
	expect(requestText({ ...view, goal: "Fix \u202egnihton\u202c\u200b now\u2028x" }).title).toBe("Fix gnihton nowx");
});
