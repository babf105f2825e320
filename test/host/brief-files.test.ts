/** Brief files in the editor: completion, hover, problems, buttons; delegating from them, and saving them. */

import assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Brief } from "../../src/core/task/brief.ts";
import { registerBriefFiles } from "../../src/vscode/brief-files/brief-files.ts";
import { folder, write } from "./playing.ts";
import { test } from "./runner.ts";
import { ScriptedPerson } from "./ship-ground.ts";
import { until } from "./until.ts";

const name = "remit-briefs";
const at = (path: string) => vscode.Uri.joinPath(vscode.Uri.file(folder()), path);

const good = [
	...["---", "kind: bug", "definitionOfDone: The test in test/parse.test.ts passes.", "scope:", "  allowed:"],
	...[
		"    - src/parse.ts",
		"checks:",
		"  - npm test",
		"budget:",
		"  money: 9000",
		"---",
		"",
		"Make the parser accept an empty list.",
		"",
	],
].join("\n");

interface Ground {
	readonly person: ScriptedPerson;
	readonly opened: readonly Brief[];
	readonly delegated: readonly Brief[];
	draft: Partial<Brief> | null;
	run(command: string, argument?: unknown): Promise<unknown>;
	open(path: string, text: string): Promise<vscode.TextDocument>;
}

async function withBriefFiles(body: (ground: Ground) => Promise<void>): Promise<void> {
	const person = new ScriptedPerson();
	const opened: Brief[] = [];
	const delegated: Brief[] = [];
	const ground: Ground = {
		...{ person, opened, delegated, draft: null },
		run: async (command, argument) => vscode.commands.executeCommand(`${name}.${command}`, argument),
		open: async (path, text) => {
			await write(path, text);
			return (await vscode.window.showTextDocument(at(path))).document;
		},
	};
	const registered = registerBriefFiles(
		{
			open: async (brief) => void opened.push(brief),
			delegate: async (brief) => `task-${delegated.push(brief)}`,
			owner: async () => "Ada",
			branches: async () => ["main", "feature/x"],
			draft: () => ground.draft,
			tasks: { list: () => [{ view: { brief: { goal: "An earlier task", checks: ["npm test"] } } }] },
		},
		{ name, person },
	);
	try {
		await body(ground);
	} finally {
		registered.dispose();
	}
}

async function labels({ uri }: vscode.TextDocument, line: number, character: number): Promise<readonly string[]> {
	const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
		...(["vscode.executeCompletionItemProvider", uri, new vscode.Position(line, character)] as const),
	);
	// The words of the document itself are offered by the editor.
	const ours = items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text);
	return ours.map(({ label }) => (typeof label === "string" ? label : label.label));
}

async function buttons({ uri }: vscode.TextDocument): Promise<readonly vscode.Command[]> {
	const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri, 20);
	return lenses.flatMap(({ command }) => command ?? []);
}

const problems = ({ uri }: Pick<vscode.TextDocument, "uri">) =>
	vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "Remit");

test("keys and values are completed in the front matter, and nothing below it", () =>
	withBriefFiles(async ({ open }) => {
		await write("package.json", JSON.stringify({ scripts: { test: "node --test", lint: "x" } }));
		const text = "---\nkind: \nchecks:\n  - npm test\n  - \nbase: \nscope:\n  \n---\n\nFix it\n";
		const document = await open("briefs/complete.remit.md", text);
		assert.ok((await labels(document, 1, 6)).includes("refactor"));
		const checks = await labels(document, 4, 4);
		assert.ok(checks.includes("npm run lint") && !checks.includes("npm test"), checks.join());
		const bases = await labels(document, 5, 6);
		for (const base of ["working-tree", "HEAD", "feature/x"]) assert.ok(bases.includes(base), base);
		assert.deepEqual([...new Set(await labels(document, 7, 2))], ["allowed", "forbidden"]);
		assert.ok(!(await labels(document, 10, 6)).includes("kind"));
		assert.equal(document.languageId, "markdown");
	}));

test("hovering a key says what it is for", () =>
	withBriefFiles(async ({ open }) => {
		const document = await open("briefs/hover.remit.md", good);
		const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
			...(["vscode.executeHoverProvider", document.uri, new vscode.Position(4, 4)] as const),
		);
		const said = hovers
			.flatMap(({ contents }) => contents)
			.map((part) => (typeof part === "string" ? part : part.value));
		assert.match(said.join("\n"), /Globs of what may be changed/);
	}));

test("problems and the brief check's warnings stand at their fields and follow edits", () =>
	withBriefFiles(async ({ open }) => {
		const document = await open(
			"briefs/problems.remit.md",
			"---\r\nkind: bug\r\nmodel: [1]\r\nnonsense: 1\r\n---\r\nFix everything\r\n",
		);
		await until("the problems are shown", () => problems(document).length > 0);
		const errors = problems(document).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
		assert.ok(
			errors.some(({ range }) => range.start.line === 3),
			"the unknown key",
		);
		assert.ok(
			errors.some(({ range }) => range.start.line === 2),
			"the wrong type",
		);
		const fixed = new vscode.WorkspaceEdit();
		fixed.replace(document.uri, new vscode.Range(2, 0, 4, 0), "");
		await vscode.workspace.applyEdit(fixed);
		await until("only warnings are left", () => {
			const shown = problems(document);
			return shown.length > 0 && shown.every(({ severity }) => severity === vscode.DiagnosticSeverity.Warning);
		});
		const names = problems(document).map(({ code }) => code);
		assert.ok(names.includes("no-check") && names.includes("unbounded-scope"), names.join());
	}));

test("the problems of a brief file go when the person closes it", () =>
	withBriefFiles(async () => {
		const uri = at("briefs/closed.remit.md");
		await write("briefs/closed.remit.md", "---\nnonsense: 1\n---\nFix it\n");
		await vscode.commands.executeCommand("vscode.open", uri);
		await until("the problems are shown", () => problems({ uri }).length > 0);
		await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
		await until("they are gone", () => problems({ uri }).length === 0);
		await vscode.commands.executeCommand("vscode.open", uri);
		await until("they are back", () => problems({ uri }).length > 0);
	}));

test("the buttons above a brief file are there when it can be delegated, and say so when it cannot", () =>
	withBriefFiles(async ({ open }) => {
		const document = await open("briefs/lens.remit.md", good);
		const shown = (await buttons(document)).filter(
			({ command }) => command.startsWith(name) || command.startsWith("remit."),
		);
		const commands = shown.map(({ command }) => command);
		for (const prefix of [name, "remit"])
			for (const command of ["delegateFile", "openBriefFile"])
				assert.ok(commands.includes(`${prefix}.${command}`), command);
		const broken = await open("briefs/broken.remit.md", "---\nnonsense: 1\n---\n");
		assert.ok(
			(await buttons(broken)).some(({ title }) => /^Cannot be delegated: (?:one problem|2 problems)$/.test(title)),
		);
	}));

test("delegating a brief file shows what it asks for, and starts only what was shown and confirmed", () =>
	withBriefFiles(async ({ open, run, person, delegated }) => {
		const document = await open("briefs/go.remit.md", good);
		await run("delegateFile", document.uri);
		const [asked = ""] = person.asked;
		assert.match(asked, /^Delegate this task\?\nIt stands in briefs\/go\.remit\.md\./);
		assert.match(asked, /Goal:\n│ Make the parser accept an empty list\..*src\/parse\.ts.*npm test.*at most \$5\.00/s);
		assert.equal(delegated.length, 0);
		person.answer("Delegate");
		assert.equal(await run("delegateFile", document.uri), "task-1");
		assert.equal(delegated[0]?.goal, "Make the parser accept an empty list.");
		assert.deepEqual(delegated[0]?.scope?.allowed, ["src/parse.ts"]);
	}));

test("a file that changes while the person is asked is delegated as it was shown", () =>
	withBriefFiles(async ({ open, run, person, delegated }) => {
		const document = await open("briefs/changing.remit.md", good);
		const ask: ScriptedPerson["ask"] = async (_question, ...buttons) => {
			const edit = new vscode.WorkspaceEdit();
			edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), "Delete every test.\n");
			assert.ok((await vscode.workspace.applyEdit(edit)) && (await document.save()));
			return buttons[0];
		};
		Object.assign(person, { ask });
		await run("delegateFile", document.uri);
		assert.match(document.getText(), /^Delete every test/);
		assert.equal(delegated[0]?.goal, "Make the parser accept an empty list.");
	}));

test("the text in the editor counts, saved or not", () =>
	withBriefFiles(async ({ open, run, opened }) => {
		const document = await open("briefs/dirty.remit.md", good);
		const edit = new vscode.WorkspaceEdit();
		edit.insert(document.uri, document.positionAt(document.getText().length), "And keep the order.\n");
		await vscode.workspace.applyEdit(edit);
		assert.ok(document.isDirty);
		await run("openBriefFile");
		assert.match(opened[0]?.goal ?? "", /And keep the order\.$/);
	}));

test("what is no brief file, lies elsewhere or cannot be read is refused with a sentence", () =>
	withBriefFiles(async ({ open, run, person, delegated, opened }) => {
		const plain = await open("briefs/plain.md", good);
		const broken = await open("briefs/bad.remit.md", "---\nkind: nonsense\n---\nFix it\n");
		const targets = [plain.uri, broken.uri, at("briefs/missing.remit.md"), vscode.Uri.file("/etc/x.remit.md")];
		for (const uri of targets) await run("delegateFile", uri);
		const [first = "", second = "", third = "", fourth = ""] = person.told;
		assert.match(first, /Open a brief file/);
		assert.match(second, /bad\.remit\.md cannot be delegated\. Line 2: .*refactor/);
		assert.match(third, /missing\.remit\.md cannot be read/);
		assert.match(fourth, /outside of the opened folder/);
		assert.deepEqual([person.asked, delegated, opened], [[], [], []]);
	}));

test("a brief is saved where the person says, read back as it was, and nothing is replaced unasked", () =>
	withBriefFiles(async (ground) => {
		const { run, person, opened } = ground;
		ground.draft = { goal: "Make the parser accept an empty list.", checks: ["npm test"], kind: "bug" };
		person.answer("saved/one");
		await run("saveBrief");
		assert.match(person.asked.at(-1) ?? "", /<briefs\/make-the-parser-accept-an-empty-list\.remit\.md>$/);
		assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, at("saved/one.remit.md").fsPath);
		await run("openBriefFile");
		assert.deepEqual(opened[0], ground.draft);
		const text = await fs.readFile(at("saved/one.remit.md").fsPath, "utf8");
		ground.draft = { goal: "Another" };
		person.answer("saved/one.remit.md");
		await run("saveBrief");
		assert.match(person.asked.at(-1) ?? "", /saved\/one\.remit\.md is there already/);
		assert.equal(await fs.readFile(at("saved/one.remit.md").fsPath, "utf8"), text);
		person.answer("saved/one.remit.md", "Replace");
		await run("saveBrief");
		assert.match(await fs.readFile(at("saved/one.remit.md").fsPath, "utf8"), /Another/);
		person.answer("saved/one.remit.md/two");
		await run("saveBrief");
		assert.match(person.told.at(-1) ?? "", /was not written: a file has this name already, or that of its folder\.$/);
	}));

test("a saved brief names its owner only where that is somebody else than who saves it", () =>
	withBriefFiles(async (ground) => {
		const { run, person } = ground;
		for (const [owner, expected] of [
			["Ada", false],
			["Grace <grace@example.org>", true],
		] as const) {
			ground.draft = { goal: "Another", owner };
			person.answer(`owned/${expected}`);
			await run("saveBrief");
			const text = await fs.readFile(at(`owned/${expected}.remit.md`).fsPath, "utf8");
			assert.equal(/owner:/.test(text), expected, text);
		}
	}));

test("a brief that would be too long to be read again is not saved, and it is said why", () =>
	withBriefFiles(async (ground) => {
		const { run, person } = ground;
		const text = "x".repeat(199_000);
		ground.draft = { goal: "Another", attachments: [1, 2].map((at) => ({ title: `part ${at}`, text })) };
		await run("saveBrief");
		const tooLong = /has 398,\d+ characters, and at most 300,000 are read\. Remove what is attached/;
		assert.match(person.told.at(-1) ?? "", tooLong);
		assert.deepEqual(person.asked, []);
	}));

test("a brief is not written through links that lead out, nor over them", () =>
	withBriefFiles(async (ground) => {
		const { run, person } = ground;
		const outside = await fs.mkdtemp(join(folder(), "..", "outside-"));
		await fs.symlink(outside, at("linked").fsPath);
		await fs.writeFile(join(outside, "victim.remit.md"), "as it was");
		await fs.mkdir(at("links").fsPath, { recursive: true });
		await fs.symlink(join(outside, "victim.remit.md"), at("links/x.remit.md").fsPath);
		ground.draft = { goal: "Another" };
		person.answer("linked/new");
		await run("saveBrief");
		assert.match(person.told.at(-1) ?? "", /its folder leads out of the opened one/);
		person.answer("links/x");
		await run("saveBrief");
		assert.match(person.told.at(-1) ?? "", /something that is no file has this name/);
		assert.equal(await fs.readFile(join(outside, "victim.remit.md"), "utf8"), "as it was");
		assert.deepEqual(await fs.readdir(outside), ["victim.remit.md"]);
	}));

test("without a draft the brief of a task is saved, and what another extension gives is read first", () =>
	withBriefFiles(async ({ run, person }) => {
		person.answer("An earlier task", "saved/earlier");
		await run("saveBrief");
		assert.match(await fs.readFile(at("saved/earlier.remit.md").fsPath, "utf8"), /An earlier task/);
		await run("saveBrief", { goal: "x", sope: 1 });
		assert.match(person.told.at(-1) ?? "", /sope/);
	}));
