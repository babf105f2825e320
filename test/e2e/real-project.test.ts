/** A whole delegation on a project of several hundred files: from the palette to files that are equal byte for byte. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeBinary } from "../../scripts/host/paths.ts";
import { approve, button, delegate, type RemitEditor, reaches, startRemit, taskFolders } from "../support/e2e.ts";
import { canary, makeLargeProject, runProjectTests, testCommand } from "../support/large-project.ts";
import { call, say } from "../support/messages-server-script.ts";
import { fingerprint, git, removeFolders } from "../support/repositories.ts";

let editor: RemitEditor;
let folder: string;
/** Every file of the opened folder, `.git` included, before anything was delegated. */
let before: readonly string[];

beforeAll(async () => {
	folder = makeLargeProject();
	before = fingerprint(folder);
	editor = await startRemit({ folder, workbench: { theme: "dark" } });
});

afterAll(async () => {
	await editor?.close();
	removeFolders();
});

const goal = "Tax must be rounded half up, as test/money.test.js says; clean up src/legacy on the way";
const deletion = "rm src/legacy/tmp_copy_of_rates.js";
const renaming = "mv src/legacy/OldNames.js src/legacy/names.js";

const plan = (done: number) =>
	["Find where tax is rounded", "Round half up", "Clean up src/legacy", "Run all tests"].map((text, at) => ({
		text,
		state: at < done ? "done" : at === done ? "doing" : "open",
	}));

/** Twelve steps and the hand-off. */
const work = [
	say("I look at the project first.").call("list", { path: "", depth: 2 }),
	call("search", { pattern: "halfUp|Math\\.(floor|trunc)", regex: true, glob: "*.js" }).call("search", {
		pattern: "LEDGER_TOKEN",
	}),
	say("These four belong together.")
		.call("read", { path: "src/money/tax.js" })
		.call("read", { path: "src/legacy/cents.js" })
		.call("read", { path: "src/legacy/rates.js" })
		.call("read", { path: "test/money.test.js" })
		.call("read", { path: ".env" })
		.call("read", { path: "private/notes.txt" }),
	call("plan", { steps: plan(1) }).call("run", { command: testCommand, purpose: "To see it fail." }),
	say("`cents` cuts what it should round.")
		.call("edit", { path: "src/legacy/cents.js", old: "(value) => Math.trunc(value)", new: "(value) => halfUp(value)" })
		.call("edit", {
			path: "src/legacy/rates.js",
			old: "// Rates of 2019.\nconst rates = { de: 0.19,",
			new: "// Rates of 2026.\nconst rates = { de: 0.19, it: 0.22,",
		}),
	call("write", { path: "src/money/countries.js", text: 'export const countries = ["de", "fr", "it", "nl"];\n' }),
	call("plan", { steps: plan(2) }).call("run", { command: deletion, purpose: "Nothing imports this copy." }),
	call("run", { command: renaming, purpose: "Files here are in lower case." }),
	call("plan", { steps: plan(3) }).call("run", { command: testCommand }),
	say("One import still has the old name.").call("search", { pattern: "OldNames" }),
	call("read", { path: "src/contacts/names.js" }).call("edit", {
		path: "src/contacts/names.js",
		old: "../legacy/OldNames.js",
		new: "../legacy/names.js",
	}),
	call("run", { command: testCommand }).call("plan", { steps: plan(4) }),
	call("finish", { status: "done", summary: "Tax is rounded half up. All tests pass." }),
];

test("the task reaches a green test run, and until then not a byte of the folder has changed", async () => {
	const { workbench, model } = editor;
	expect(git(folder, "ls-files").split("\n").length).toBeGreaterThan(400);
	model.play(goal, work);
	await delegate(workbench, goal);
	// The project's tests and a renaming stay in the checkout: they run in the sandbox unasked.
	await approve(workbench, deletion);
	await reaches(workbench, "Ready for review");
	await workbench.screenshot("real-project-ready");
	const runs = model.requests(goal).flatMap(({ results }) => results.filter(({ tool }) => tool === "run"));
	expect(runs.map(({ failed }) => failed)).toEqual([true, false, false, true, false]);
	expect(runs.at(-1)?.text).toContain("fail 0");
	expect(fingerprint(folder)).toEqual(before);
});

test("the model was shown what it asked for, and nothing that git ignores", () => {
	const requests = editor.model.requests(goal);
	const texts = requests.flatMap(({ results }) => results.map(({ text }) => text));
	expect(requests).toHaveLength(13);
	expect(texts.filter((text) => text.includes("CRLF line endings"))).toHaveLength(1);
	expect(texts.some((text) => text.includes("src/money/tax.js"))).toBe(true);
	const refused = requests.flatMap(({ results }) => results.filter(({ tool, failed }) => tool === "read" && failed));
	expect(refused.map(({ text }) => text)).toEqual([
		expect.stringContaining(".env does not exist"),
		expect.stringContaining("private/notes.txt does not exist"),
	]);
	for (const { text } of editor.model.server.requests) expect(text).not.toContain(canary);
});

test("the review opens every changed file, and accepting makes the folder equal to the agent's, byte for byte", async () => {
	const { workbench } = editor;
	await button(workbench, "Review changes").click();
	const active = workbench.page.locator(".editor-group-container.active");
	await active.locator(".monaco-diff-editor .view-line").first().waitFor();
	await workbench.screenshot("real-project-review");
	await button(workbench, "Accept all").click();
	await reaches(workbench, "Accepted");
	const [task = ""] = await taskFolders(editor.server);
	expect(filesIn(folder)).toEqual(filesIn(join(task, "checkout/ledger")));
	expect(git(folder, "cat-file", "blob", ":src/legacy/rates.js")).toContain("\r\n");
	expect(readFileSync(join(folder, "src/legacy/rates.js"), "utf8")).toBe(
		"// Rates of 2026.\r\nconst rates = { de: 0.19, it: 0.22, fr: 0.2, nl: 0.21 };\r\n\r\nexport function rateOf(country) {\r\n  return rates[country] ?? 0;\r\n}\r\n",
	);
	expect(readFileSync(join(folder, "src/legacy/cents.js")).subarray(0, 3)).toEqual(Buffer.from("\uFEFF"));
});

test("the repository itself is as it was: no commit, no branch, nothing staged by Remit", () => {
	const inGit = (line: string) => line === ".git" || line.startsWith(".git/");
	expect(fingerprint(folder).filter(inGit)).toEqual(before.filter(inGit));
});

test("the difference is what the agent was asked for, and the project's own tests pass in the folder", () => {
	expect(diffStat()).toBe(
		[
			" docs/guide-03.md                | 2 ++",
			" src/contacts/names.js           | 2 +-",
			" src/legacy/OldNames.js          | 3 ---",
			" src/legacy/cents.js             | 2 +-",
			" src/legacy/rates.js             | 4 ++--",
			" src/legacy/tmp_copy_of_rates.js | 1 -",
			" 6 files changed, 6 insertions(+), 8 deletions(-)",
		].join("\n"),
	);
	const untracked = git(folder, "--no-optional-locks", "status", "--porcelain", "-uall")
		.split("\n")
		.filter((line) => line.startsWith("??"));
	expect(untracked).toEqual(['?? "src/drafts/refund idea.js"', "?? src/legacy/names.js", "?? src/money/countries.js"]);
	expect(runProjectTests(folder, nodeBinary())).toMatchObject({ passed: true });
});

test("rejecting everything leaves every byte as it was", async () => {
	const { workbench, model } = editor;
	const asked = "Replace the README and drop the licence";
	const untouched = fingerprint(folder);
	model.play(asked, [
		call("read", { path: "README.md" })
			.call("write", { path: "README.md", text: "# Other\n" })
			.call("write", { path: "src/new/deep/file.js", text: "// new\n" }),
		call("run", { command: "rm LICENSE && mv docs/guide-01.md docs/guide-one.md" }),
		call("finish", { status: "done", summary: "Replaced." }),
	]);
	await delegate(workbench, asked);
	await approve(workbench, "rm LICENSE && mv");
	await reaches(workbench, "Ready for review");
	await workbench.panel().getByText("4 changed files").waitFor();
	await button(workbench, "Reject all").click();
	const dialog = workbench.page.locator(".monaco-dialog-box", { hasText: "Your files stay as they are" });
	await dialog.getByRole("button", { name: "Reject All" }).click();
	await reaches(workbench, "Rejected");
	expect(fingerprint(folder)).toEqual(untouched);
	expect(await button(workbench, "Accept all").count()).toBe(0);
});

function diffStat(): string {
	return git(folder, "--no-optional-locks", "diff", "--stat").trimEnd();
}

/** Every file's bytes by path, without what git keeps or ignores. */
function filesIn(root: string): Readonly<Record<string, string>> {
	const found: Record<string, string> = {};
	for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
		const path = join(entry.parentPath, entry.name).slice(root.length + 1);
		if (/^(?:\.git|node_modules|private)\/|^\.env$/.test(path) || !entry.isFile()) continue;
		found[path] = readFileSync(join(root, path)).toString("latin1");
	}
	return found;
}
