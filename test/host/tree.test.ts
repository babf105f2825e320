/** The tree of changes in a real editor: its rows, what is decided there, and that all surfaces stay in step. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Outcome } from "../../src/vscode/review/decide.ts";
import type { ReviewGround } from "./review-ground.ts";
import { test } from "./runner.ts";
import { type TreeGround, withTree } from "./tree-ground.ts";

const lines = (count: number, word = "line") => Array.from({ length: count }, (_, at) => `${word} ${at}\n`);
const base = lines(20).join("");
/** Two hunks. */
const proposed = lines(20)
	.map((line, at) => (at === 2 || at === 12 ? `new ${line}` : line))
	.join("");

async function files(ground: ReviewGround, ...names: readonly string[]): Promise<void> {
	for (const name of names) await ground.write(name, base);
	ground.proposeAll(Object.fromEntries(names.map((name) => [name, { base, proposed }])));
}

const words = (outcomes: readonly Outcome[]) =>
	outcomes.flatMap(({ decided }) => decided.map(({ path, pieces }) => `${path} ${pieces.length}`));

test("the tree shows protected files first with the reason, then files, then generated ones, folded away but counted", () =>
	withTree(async ({ ground, rows, find, item }) => {
		await files(ground, "a.txt", "package-lock.json", ".vscode/settings.json", "dist/x.js");
		assert.deepEqual(await rows(), [
			"Protected (2) | 2 undecided · each needs its own accept",
			`a.txt | +1 −1 · ${ground.place}`,
			"Generated files (1) | 1 undecided",
		]);
		const guarded = await find("Protected");
		assert.deepEqual(await rows(guarded), [
			`settings.json | can make the editor run programs · +1 −1 · ${ground.place}/.vscode`,
			"Generated and lock files (1) | 1 undecided",
		]);
		const [lock, generated] = [await find("Generated", guarded), await find("Generated")];
		assert.match((await rows(lock)).join(), /^package-lock\.json \| is a lock file/);
		const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
		const states = [guarded, lock, generated].map((node) => item(node).collapsibleState);
		assert.deepEqual(states, [Expanded, Collapsed, Collapsed]);
		for (const node of [guarded, lock, await find("package-lock", lock), await find("settings", guarded)])
			assert.equal(item(node).checkboxState, undefined);
	}));

test("a file's hunks are rows of their own, with their lines, counts and first line", () =>
	withTree(async ({ ground, rows, find, item }) => {
		await files(ground, "a.txt");
		const file = await find("a.txt");
		assert.deepEqual(await rows(file), ["line 3  +1  −1 | new line 2", "line 13  +1  −1 | new line 12"]);
		const label = item(await find("line 3", file)).accessibilityInformation?.label;
		assert.equal(label, "line 3  +1  −1, undecided: new line 2");
	}));

test("Accept Checked decides on exactly what is checked, over two files and one hunk, and leaves protected files", () =>
	withTree(async (tree) => {
		const { ground, find, check, run } = tree;
		await files(ground, "a.txt", "b.txt", "c.txt", ".vscode/tasks.json");
		check(await find("a.txt"));
		check(await find("b.txt"));
		check(await find("line 13", await find("c.txt")));
		// No check box can be there; whoever sends one for it all the same checks nothing.
		check(await find("tasks.json", await find("Protected")));
		const outcomes = await run<readonly Outcome[]>("acceptChecked");
		assert.deepEqual(words(outcomes), [
			`${ground.path("a.txt")} 2`,
			`${ground.path("b.txt")} 2`,
			`${ground.path("c.txt")} 1`,
		]);
		assert.deepEqual(
			ground.decisions.map(({ surface }) => surface),
			["tree", "tree", "tree"],
		);
		await ground.assertHolds("a.txt", proposed);
		await ground.assertHolds("c.txt", base.replace("line 12\n", "new line 12\n"));
		await ground.assertHolds(".vscode/tasks.json", base);
		assert.deepEqual(ground.decisionsOn("c.txt"), ["undecided", "accepted"]);
		assert.equal(tree.tree.tree.checks.size, 0);
	}));

test("with nothing checked, Reject Checked decides nothing", () =>
	withTree(async ({ ground, run }) => {
		await files(ground, "a.txt");
		assert.deepEqual(await run("rejectChecked"), []);
		assert.deepEqual(ground.decisions, []);
	}));

test("a hunk that the agent changes after it was checked is not checked any more; the others of the file are", () =>
	withTree(async ({ ground, find, check, run, item }) => {
		await files(ground, "a.txt");
		check(await find("a.txt"));
		const box = item(await find("a.txt")).checkboxState;
		assert.equal(typeof box === "object" && box.state, vscode.TreeItemCheckboxState.Checked);
		ground.propose("a.txt", { base, proposed: proposed.replace("new line 2\n", "evil line 2\n") });
		const now = item(await find("a.txt")).checkboxState;
		assert.equal(typeof now === "object" && now.state, vscode.TreeItemCheckboxState.Unchecked);
		assert.deepEqual(words(await run<readonly Outcome[]>("acceptChecked")), [`${ground.path("a.txt")} 1`]);
		await ground.assertHolds("a.txt", base.replace("line 12\n", "new line 12\n"));
	}));

test("a row accepts, rejects and takes back its own hunk; the state is said in words and by an icon", () =>
	withTree(async ({ ground, rows, find, run, item }) => {
		await files(ground, "a.txt");
		const hunk = async (label: string) => find(label, await find("a.txt"));
		await run("acceptItem", await hunk("line 3"));
		await run("rejectItem", await hunk("line 13"));
		assert.deepEqual(await rows(await find("a.txt")), [
			"line 3  +1  −1 | accepted · new line 2",
			"line 13  +1  −1 | rejected · new line 12",
		]);
		const icon = item(await hunk("line 3")).iconPath;
		assert.equal(icon instanceof vscode.ThemeIcon && icon.id, "check");
		assert.match(String(item(await find("a.txt")).description), /^1 accepted, 1 rejected/);
		await run("undoItem", await hunk("line 3"));
		assert.deepEqual(ground.decisionsOn("a.txt"), ["undecided", "rejected"]);
		await ground.assertHolds("a.txt", base);
	}));

test("a decided row keeps its box, as the editor would anyway, and checking it is refused", () =>
	withTree(async ({ ground, find, check, run, item, tree }) => {
		await files(ground, "a.txt", "b.txt");
		const file = await find("a.txt");
		await run("acceptItem", file);
		check(file);
		check(await find("line 3", file));
		for (const node of [file, await find("line 3", file)]) {
			const box = item(node).checkboxState;
			assert.ok(typeof box === "object");
			assert.equal(box.state, vscode.TreeItemCheckboxState.Unchecked);
			assert.match(box.accessibilityInformation?.label ?? "", /^Nothing to check/);
		}
		assert.equal(tree.tree.checks.size, 0);
	}));

test("a protected file is accepted from its own row", () =>
	withTree(async ({ ground, find, run }) => {
		await files(ground, ".vscode/tasks.json");
		await run("acceptItem", await find("tasks.json", await find("Protected")));
		await ground.assertHolds(".vscode/tasks.json", proposed);
	}));

test("a row that shows an older version of a file decides nothing", () =>
	withTree(async ({ ground, find, run, tree, item }) => {
		await files(ground, "a.txt");
		const row = await find("a.txt");
		item(row);
		const shown = tree.tree.shownVersion(row);
		ground.propose("a.txt", { base, proposed: base.replace("line 5", "other") });
		assert.notEqual(ground.item(ground.path("a.txt"))?.change.version, shown);
		const outcome = await run<Outcome>("acceptItem", row);
		assert.match(outcome.left[0]?.text ?? "", /changed since you looked/);
		await ground.assertHolds("a.txt", base);
	}));

test("what is no row of the tree decides nothing, whatever is selected", () =>
	withTree(async ({ ground, find, run }) => {
		await files(ground, "a.txt");
		const row = await find("a.txt");
		for (const forged of [{ ...row }, { id: row.id }, "a.txt", 7, null]) {
			assert.equal(await run("acceptItem", forged), undefined);
		}
		assert.deepEqual(ground.decisions, []);
	}));

test("names that read as something else are shown as what they are, and a link in a name is no link", () =>
	withTree(async ({ ground, rows, item, find }) => {
		ground.proposeAll({
			"evil\u202Etxt.exe": { proposed: "x\n" },
			"two\nlines": { proposed: "x\n" },
			"[go](command:x) $(check)": { proposed: "x\n" },
		});
		const all = (await rows()).join("\n");
		assert.match(all, /evil‹U\+202E›txt\.exe/);
		assert.match(all, /two⏎lines/);
		assert.ok(!all.includes("](") && !all.includes("$("));
		const tooltip = item(await find("two")).tooltip;
		assert.ok(typeof tooltip === "string");
	}));

test("what cannot be offered is a row with a warning", () =>
	withTree(async ({ ground, find, item }) => {
		await files(ground, "a.txt");
		const changes = [...ground.views()].flatMap((view) => view.changes.map(({ change }) => change));
		ground.record({ type: "changes.found", changes, notes: ["A socket cannot be offered."] });
		const icon = item(await find("A socket")).iconPath;
		assert.equal(icon instanceof vscode.ThemeIcon && icon.id, "warning");
	}));

test("what weakens the checks stands above everything else, and opens the file's comparison", () =>
	withTree(async ({ ground, rows, find, item }) => {
		await files(ground, "a.txt", ".vscode/settings.json");
		const changes = ground.views().flatMap((view) => view.changes.map(({ change }) => change));
		const path = changes.find((change) => change.path.endsWith("a.txt"))?.path ?? "";
		const findings = [{ path, line: 3, because: "skips a test" }];
		ground.record({ type: "tampering.found", findings });
		assert.match((await rows())[0] ?? "", /^Look at these first/);
		const first = await find("Look at these first");
		assert.deepEqual(await rows(first), ["a.txt:3 | skips a test"]);
		assert.match(item(await find("a.txt:3", first)).command?.command ?? "", /openItem$/);
		ground.record({ type: "tampering.found", findings: [] });
		assert.doesNotMatch((await rows()).join(), /Look at these first/);
	}));

test("only the row of the file that changed is told to the editor, at once, and stays the same row", () =>
	withTree(async ({ ground, find, tree, run }) => {
		await files(ground, "a.txt", "b.txt");
		const [a, b] = [await find("a.txt"), await find("b.txt")];
		const told: unknown[] = [];
		tree.tree.onDidChangeTreeData((nodes) => told.push(...(nodes ?? ["all"])));
		await run("rejectItem", await find("line 3", a));
		assert.deepEqual(told, [a]);
		assert.equal(await find("b.txt"), b);
		ground.change((view) => ({ ...view, statusText: "Thinks." }));
		assert.deepEqual(told, [a]);
	}));

test("the view says how much is left to decide, and the explorer marks those files only", () =>
	withTree(async ({ ground, find, run, tree }) => {
		await files(ground, "a.txt", "b.txt");
		assert.equal(tree.view.description, "4 of 4 undecided · 2 files");
		assert.equal(tree.decorations.provideFileDecoration(ground.uri("a.txt"))?.badge, "2");
		assert.equal(tree.decorations.provideFileDecoration(ground.uri("a.txt"))?.tooltip, "Remit: 2 hunks to review");
		const told: string[] = [];
		tree.decorations.onDidChangeFileDecorations((uris) =>
			told.push(...uris.map(({ scheme, path }) => `${scheme} ${path}`)),
		);
		await run("rejectItem", await find("a.txt"));
		assert.equal(tree.view.description, "2 of 4 undecided · 2 files");
		assert.equal(tree.decorations.provideFileDecoration(ground.uri("a.txt")), undefined);
		assert.equal(tree.decorations.provideFileDecoration(ground.uri("b.txt"))?.badge, "2");
		assert.ok(told.length > 0 && told.every((each) => each.endsWith("a.txt")), told.join());
	}));

test("a hunk's row opens the comparison at the hunk", () =>
	withTree(async ({ ground, find, run, opened }) => {
		await files(ground, "a.txt");
		await run("openItem", await find("line 13", await find("a.txt")));
		assert.deepEqual(opened, [`${ground.path("a.txt")} ${ground.pieces("a.txt")[1]}`]);
	}));

test("a discarded task leaves no rows and no marks", () =>
	withTree(async ({ ground, rows, tree }) => {
		await files(ground, "a.txt");
		ground.record({ type: "review.closed", outcome: "discarded" });
		assert.deepEqual(await rows(), []);
		assert.equal(tree.decorations.provideFileDecoration(ground.uri("a.txt")), undefined);
		assert.equal(tree.view.description, "");
	}));

test("after the last decision the files stay in the tree, so that decisions can be taken back", () =>
	withTree(async ({ ground, find, run, rows }) => {
		await files(ground, "a.txt");
		await run("rejectItem", await find("a.txt"));
		assert.match((await rows()).join(), /^a\.txt \| rejected/);
		await run("undoItem", await find("a.txt"));
		assert.deepEqual(ground.decisionsOn("a.txt"), ["undecided", "undecided"]);
	}));

/** 300 files, 5,000 hunks. */
function large(ground: ReviewGround): void {
	const text = (hunks: number) => lines(hunks * 5).map((line, at) => (at % 5 === 2 ? `new ${line}` : line));
	ground.proposeAll(
		Object.fromEntries(
			Array.from({ length: 300 }, (_, at) => {
				const hunks = at < 200 ? 17 : 16;
				return [`src/f${at}.ts`, { base: lines(hunks * 5).join(""), proposed: text(hunks).join("") }];
			}),
		),
	);
}

test("with 300 files and 5,000 hunks one decision costs a small part of showing all rows", () =>
	withTree(
		async ({ ground, find, tree, run }: TreeGround) => {
			const provider = tree.tree;
			assert.equal(tree.view.description, "5000 of 5000 undecided · 300 files");
			assert.equal((await provider.getChildren()).length, 300);
			const told: unknown[] = [];
			provider.onDidChangeTreeData((nodes) => told.push(nodes?.length ?? "all"));
			const file = await find("f7.ts");
			await run("rejectItem", await find("line 3", file));
			assert.deepEqual(told, [1]);
			const change = ground.item(ground.path("src/f8.ts"))?.change;
			assert.ok(change);
			const event = { path: change.path, version: change.version, note: "", surface: "tree" } as const;
			const [piece = ""] = change.pieces ?? [];
			// The fold, the tree, the marks and the threads: all that follows one event.
			await ground.decide(ground.task, { ...event, decision: "rejected", pieces: [piece] });
			assert.deepEqual(told, [1, 1]);
		},
		(ground) => large(ground),
	));
