/** A review by hunks in the real workbench: lenses, keys, the tree's check boxes, the comment box, on ordinary and on odd files. */

import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { pressUntil } from "../../scripts/host/press.ts";
import { delegate, type RemitEditor, reaches, showFailure, startRemit, workLimit } from "../support/e2e.ts";
import { changesTree, check, lens, lensWords, openChange, press, sendComment, treeRow } from "../support/e2e-review.ts";
import { call, say } from "../support/messages-server-script.ts";

let editor: RemitEditor;

const lines = (count: number, word: string) => Array.from({ length: count }, (_, at) => `${word} ${at + 1}`);
/** The text with these lines (from 1) in capitals. */
const shouted = (text: string, ...numbers: readonly number[]) =>
	text
		.split("\n")
		.map((line, at) => (numbers.includes(at + 1) ? line.toUpperCase() : line))
		.join("\n");

const tariff = `${lines(24, "rate").join("\n")}\n`;
const notes = `${lines(12, "note").join("\n")}\n`;
const odd = {
	"odd/crlf.txt": tariff.replaceAll("\n", "\r\n"),
	"odd/no-newline.txt": tariff.slice(0, -1),
	"odd/dirty.txt": tariff,
	"odd/unsaved.txt": tariff,
	"odd/gone.txt": tariff,
	"odd/long.txt": `${lines(20_000, "row").join("\n")}\n`,
} as const;

/** What the agent does to the odd files, run in its checkout: the fourth and the twentieth line, and the long file's last but one. */
const work = `import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
const change = (path, encoding, ...numbers) => {
	const text = readFileSync(path, encoding).split("\\n");
	for (const at of numbers) text[at - 1] = text[at - 1].toUpperCase();
	writeFileSync(path, text.join("\\n"), encoding);
};
for (const name of ["crlf", "no-newline", "dirty", "unsaved", "gone"]) change(\`odd/\${name}.txt\`, "latin1", 4, 20);
change("odd/utf16.txt", "utf16le", 4, 20);
change("odd/long.txt", "latin1", 4, 19999);
`;

beforeAll(async () => {
	editor = await startRemit({
		files: {
			"src/tariff.txt": tariff,
			"src/notes.txt": notes,
			"package.json": '{ "name": "tariff", "version": "1.0.0" }\n',
			"work.mjs": work,
			...odd,
		},
		server: { userSettings: { "git.enabled": false, "files.autoSave": "off" } },
		workbench: { theme: "dark", viewport: { width: 1440, height: 1100 } },
	});
	writeFileSync(join(editor.folder, "odd/utf16.txt"), Buffer.from(`\uFEFF${tariff}`, "utf16le"));
});

afterEach(async (context) => showFailure(context, editor));
afterAll(() => editor?.close());

const onDisk = (path: string) => readFileSync(join(editor.folder, path), "utf8");
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: workLimit });

/** The agent's turns; it answers a comment under the name that it was given. */
const steps = (said: string) => [
	call("read", { path: "src/tariff.txt" })
		.call("read", { path: "src/notes.txt" })
		.call("read", { path: "package.json" }),
	call("edit", { path: "src/tariff.txt", old: "rate 1\n", new: "RATE 1\n" })
		.call("edit", { path: "src/tariff.txt", old: "rate 12\n", new: "RATE 12\n" })
		.call("edit", { path: "src/tariff.txt", old: "rate 24", new: "RATE 24" })
		.call("edit", { path: "src/notes.txt", old: "note 3\n", new: "NOTE 3\n" })
		.call("edit", { path: "package.json", old: "1.0.0", new: "1.1.0" })
		.call("write", { path: "src/new.txt", text: "new\n" }),
	call("finish", { status: "done", summary: "Said aloud." }),
	say("I say it in full.").call("edit", { path: "src/notes.txt", old: "NOTE 3\n", new: "NOTE THREE\n" }),
	call("finish", {
		status: "done",
		summary: "Rewritten.",
		replies: [{ comment: commentIn(said), text: "Written out in full now." }],
	}),
];
let asked = "";
/** The comment's name stands in the message that brings it, a turn before the agent answers it. */
function commentIn(said: string): string {
	asked = /\(comment ([\w-]+)\)/.exec(said)?.[1] ?? asked;
	return asked;
}

const goal = "Say the rates of 1, 12 and 24 aloud";

test("hunks are accepted and rejected one by one, by lens and by key; the file holds what was accepted and nothing else", async () => {
	const { workbench, model } = editor;
	model.play(
		goal,
		({ said }, turn) => steps(said)[turn] ?? call("finish", { status: "stuck", summary: "Nothing left." }),
	);
	await delegate(workbench, goal);
	await reaches(workbench, "Ready for review");
	await openChange(workbench, "src/tariff.txt");
	await workbench.screenshot("review-hunks-dark");
	await press(workbench, lens(workbench, "✓ Accept").nth(1));
	await eventually(() => onDisk("src/tariff.txt")).toBe(shouted(tariff, 12));
	await lensWords(workbench, "✓ Accepted").first().waitFor();
	await press(workbench, lens(workbench, "✗ Reject").last());
	await lensWords(workbench, "✗ Rejected").first().waitFor();
	expect(onDisk("src/tariff.txt")).toBe(shouted(tariff, 12));
	// The key means the hunk under the cursor, which is the one that is left.
	await workbench.page.keyboard.press("Control+Alt+Enter");
	await eventually(() => onDisk("src/tariff.txt")).toBe(shouted(tariff, 1, 12));
});

test("a decision is taken back by its lens: the hunk leaves the file again", async () => {
	const { workbench } = editor;
	await openChange(workbench, "src/tariff.txt");
	await press(workbench, lens(workbench, "Undo").nth(1));
	await eventually(() => onDisk("src/tariff.txt")).toBe(shouted(tariff, 1));
	await press(workbench, lens(workbench, "✓ Accept").first());
	await eventually(() => onDisk("src/tariff.txt")).toBe(shouted(tariff, 1, 12));
});

test("asking for a change sends the hunk and the words to the agent; its answer and the new version come into the thread", async () => {
	const { workbench, model } = editor;
	await openChange(workbench, "src/notes.txt");
	await press(workbench, lens(workbench, "Ask for a change").first());
	await sendComment(workbench, "Write the number out, please.");
	await eventually(() =>
		model
			.requests(goal)
			.map(({ said }) => said)
			.join("\n"),
	).toContain("Write the number out, please.");
	const request = model.requests(goal).find(({ said }) => said.includes("Write the number out"));
	expect(request?.said).toContain("src/notes.txt");
	expect(request?.said).toContain("+NOTE 3");
	await workbench.page
		.locator(".review-widget", { hasText: "Written out in full now." })
		.waitFor({ timeout: workLimit });
	await workbench.page.locator(".review-widget", { hasText: "NOTE THREE" }).waitFor();
	await reaches(workbench, "Ready for review");
	await workbench.screenshot("review-thread-dark");
	expect(onDisk("src/notes.txt")).toBe(notes);
});

test("ticked rows of the tree are accepted together; the protected file stands apart and stays", async () => {
	const { workbench } = editor;
	const pane = await changesTree(workbench);
	await treeRow(workbench, "Protected");
	await check(workbench, "notes.txt");
	await check(workbench, "new.txt");
	await workbench.screenshot("review-tree-dark");
	await pane.hover();
	const accepted = notes.replace("note 3\n", "NOTE THREE\n");
	const button = pane.getByRole("button", { name: /^Accept Checked/ });
	await pressUntil(button, async () => onDisk("src/notes.txt") === accepted);
	await eventually(() => onDisk("src/new.txt")).toBe("new\n");
	expect(onDisk("package.json")).toContain("1.0.0");
	await openChange(workbench, "package.json");
	await lensWords(workbench, "Protected").first().waitFor();
	await press(workbench, lens(workbench, "✓ Accept").first());
	await eventually(() => onDisk("package.json")).toContain("1.1.0");
	await reaches(workbench, "Partly accepted");
});

const oddGoal = "Say lines 4 and 20 of every odd file aloud";
const oddNames = ["crlf.txt", "no-newline.txt", "utf16.txt", "dirty.txt", "unsaved.txt", "long.txt"] as const;

test("the same on odd files: CRLF, no last line end, UTF-16, 20,000 lines, a file that the person changed, and one that is not saved", async () => {
	const { workbench, model, folder } = editor;
	model.play(oddGoal, [
		call("run", { command: "node work.mjs", purpose: "Changes the odd files." }),
		call("finish", { status: "done", summary: "Said aloud." }),
	]);
	await delegate(workbench, oddGoal);
	await reaches(workbench, "Ready for review");
	// Meanwhile the person goes on: one file on disk, one in an editor without saving, one is deleted.
	writeFileSync(join(folder, "odd/dirty.txt"), tariff.replace("rate 10\n", "my rate 10\n"));
	rmSync(join(folder, "odd/gone.txt"));
	await workbench.openFile("odd/unsaved.txt");
	await workbench.page.locator(".editor-group-container.active .view-lines").click();
	await workbench.page.keyboard.press("Control+Home");
	await workbench.page.keyboard.type("typed ");
	await workbench.page.locator('.tab.active.dirty[data-resource-name="unsaved.txt"]').waitFor();
	for (const name of oddNames) {
		await openChange(workbench, `odd/${name}`);
		await press(workbench, lens(workbench, "✓ Accept").first());
		await (await treeRow(workbench, name)).getByText("1 of 2 undecided").waitFor();
	}
	const bytes = (path: string) => readFileSync(join(folder, path)).toString("latin1");
	await eventually(() => bytes("odd/long.txt")).toBe(shouted(odd["odd/long.txt"], 4));
	expect(bytes("odd/crlf.txt")).toBe(shouted(tariff, 4).replaceAll("\n", "\r\n"));
	expect(bytes("odd/no-newline.txt")).toBe(shouted(tariff, 4).slice(0, -1));
	expect(bytes("odd/utf16.txt")).toBe(Buffer.from(`\uFEFF${shouted(tariff, 4)}`, "utf16le").toString("latin1"));
	expect(bytes("odd/dirty.txt")).toBe(shouted(tariff, 4).replace("rate 10\n", "my rate 10\n"));
	// What is not saved stays so, with the hunk merged into it.
	expect(bytes("odd/unsaved.txt")).toBe(tariff);
	await workbench.openFile("odd/unsaved.txt");
	const text = workbench.page.locator(".editor-group-container.active .view-line");
	await text.filter({ hasText: "typed rate 1" }).waitFor();
	await text.filter({ hasText: "RATE 4" }).first().waitFor();
});

test("a hunk of a file that was deleted meanwhile is refused with the reason, and nothing comes back by itself", async () => {
	const { workbench, folder } = editor;
	const refused = "odd/gone.txt was deleted in your workspace";
	await openChange(workbench, "odd/gone.txt");
	const refusal = workbench.page.locator(".notification-list-item").filter({ hasText: refused }).first();
	await pressUntil(lens(workbench, "✓ Accept").first(), () => refusal.isVisible());
	expect(existsSync(join(folder, "odd/gone.txt"))).toBe(false);
	await eventually(() => lens(workbench, "✓ Accept").count()).toBe(2);
});

test("the review is legible in every theme and in a narrow side bar", async () => {
	const { workbench } = editor;
	await openChange(workbench, "odd/dirty.txt");
	for (const theme of ["light", "high contrast", "dark"] as const) {
		await workbench.theme(theme);
		await lens(workbench, /Accept|Undo/)
			.first()
			.waitFor();
		await workbench.screenshot(`review-${theme.replace(" ", "-")}`);
	}
	await workbench.sideBarWidth(260);
	await workbench.screenshot("review-narrow");
});
