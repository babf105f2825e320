/** Decisions on single hunks: what lands, what leaves again, and what stays with the person's own edits between. */

import assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as vscode from "vscode";
import { lines, type, withDecisions } from "./decide-ground.ts";
import { savedAs, undoIn } from "./review-ground.ts";
import { test } from "./runner.ts";
import { until } from "./until.ts";

const base = lines(30);
const proposed = lines(30, { 3: "agent 3", 13: "agent 13", 23: "agent 23" });

test("hunks are accepted one by one in any order, and each lands alone", () =>
	withDecisions(async (ground, decide) => {
		await ground.write("a.txt", base);
		ground.propose("a.txt", { base, proposed });
		await decide.done("accept", "a.txt", 1);
		await ground.assertHolds("a.txt", lines(30, { 13: "agent 13" }));
		assert.deepEqual(ground.decisionsOn("a.txt"), ["undecided", "accepted", "undecided"]);
		await decide.done("accept", "a.txt", 2);
		await ground.assertHolds("a.txt", lines(30, { 13: "agent 13", 23: "agent 23" }));
		await decide.done("accept", "a.txt");
		await ground.assertHolds("a.txt", proposed);
		assert.equal(ground.view(ground.task)?.status, "accepted");
	}));

test("an accepted hunk is taken back while the others and the person's own edits stay", () =>
	withDecisions(async (ground, decide) => {
		await ground.write("a.txt", base);
		ground.propose("a.txt", { base, proposed });
		await decide.done("accept", "a.txt");
		await ground.write("a.txt", proposed.replace("line 8\n", "mine 8\n"));
		assert.match(await decide.done("undo", "a.txt", 0), /Merged with the changes that you made/);
		await ground.assertHolds("a.txt", lines(30, { 8: "mine 8", 13: "agent 13", 23: "agent 23" }));
		assert.deepEqual(ground.decisionsOn("a.txt"), ["undecided", "accepted", "accepted"]);
		assert.equal(ground.view(ground.task)?.status, "ready");
		await decide.done("undo", "a.txt");
		await ground.assertHolds("a.txt", lines(30, { 8: "mine 8" }));
		assert.deepEqual(ground.decisionsOn("a.txt"), ["undecided", "undecided", "undecided"]);
	}));

test("rejecting an accepted hunk takes it out of the workspace, and accepting a rejected one opens the review again", () =>
	withDecisions(async (ground, decide) => {
		await ground.write("a.txt", base);
		ground.propose("a.txt", { base, proposed });
		await decide.done("accept", "a.txt", 0, 1);
		await decide.done("reject", "a.txt", 0, 2);
		await ground.assertHolds("a.txt", lines(30, { 13: "agent 13" }));
		assert.deepEqual(ground.decisionsOn("a.txt"), ["rejected", "accepted", "rejected"]);
		assert.equal(ground.view(ground.task)?.status, "partly-accepted");
		await decide.done("accept", "a.txt", 0, 2);
		await ground.assertHolds("a.txt", proposed);
		assert.deepEqual(ground.decisionsOn("a.txt"), ["accepted", "accepted", "accepted"]);
		assert.equal(ground.view(ground.task)?.status, "accepted");
	}));

test("rejecting changes nothing in the workspace, does not read the checkout, and can be taken back", () =>
	withDecisions(async (ground, decide) => {
		await ground.write("a.txt", base);
		ground.propose("a.txt", { base, proposed });
		ground.breakCheckout("The checkout is gone.");
		await decide.done("reject", "a.txt");
		assert.equal(ground.view(ground.task)?.status, "rejected");
		await decide.done("undo", "a.txt", 1);
		assert.deepEqual(ground.decisionsOn("a.txt"), ["rejected", "undecided", "rejected"]);
		assert.equal(ground.view(ground.task)?.status, "ready");
		await ground.assertHolds("a.txt", base);
	}));

test("one Undo in the editor takes back the hunks of one action in all files, and an earlier action stays", () =>
	withDecisions(async (ground, decide) => {
		for (const file of ["a.txt", "b.txt"]) {
			await ground.write(file, base);
			await vscode.commands.executeCommand("vscode.open", ground.uri(file), { preview: false });
			ground.propose(file, { base, proposed });
		}
		await decide.done("accept", "a.txt", 0);
		const { decided, left } = await decide.all("accept", [decide.wanted("a.txt", 1, 2), decide.wanted("b.txt", 0)]);
		assert.deepEqual([decided.map(({ pieces }) => pieces.length), left], [[2, 1], []]);
		await undoIn(ground.uri("a.txt"));
		await until("both files are as before", async () => {
			const first = await savedAs(ground, "a.txt", lines(30, { 3: "agent 3" }));
			return (await savedAs(ground, "b.txt", base)) && first;
		});
	}));

test("of several hunks those land that the person did not touch; the others stay undecided and say why", () =>
	withDecisions(async (ground, decide) => {
		const mine = lines(30, { 13: "mine 13" });
		await ground.write("a.txt", mine);
		ground.propose("a.txt", { base, proposed });
		const { decided, left } = await decide.all("accept", [decide.wanted("a.txt")]);
		assert.deepEqual(
			decided[0]?.pieces,
			[0, 2].map((place) => ground.pieces("a.txt")[place]),
		);
		assert.match(left[0]?.text ?? "", /1 hunk of .*a\.txt was not applied: you and the agent both changed line 13\.$/);
		assert.ok(left[0]?.merge);
		await ground.assertHolds("a.txt", lines(30, { 3: "agent 3", 13: "mine 13", 23: "agent 23" }));
		assert.deepEqual(ground.decisionsOn("a.txt"), ["accepted", "undecided", "accepted"]);
	}));

test("an accepted hunk whose lines the person edited since stays accepted when it is taken back", () =>
	withDecisions(async (ground, decide) => {
		await ground.write("a.txt", base);
		ground.propose("a.txt", { base, proposed });
		await decide.done("accept", "a.txt");
		const mine = proposed.replace("agent 13\n", "agent 13, by me\n");
		await ground.write("a.txt", mine);
		assert.match(await decide.not("undo", "a.txt", 1), /line 13/);
		assert.match(await decide.not("reject", "a.txt", 1), /line 13/);
		await ground.assertHolds("a.txt", mine);
		assert.deepEqual(ground.decisionsOn("a.txt"), ["accepted", "accepted", "accepted"]);
		const { left } = await decide.all("undo", [decide.wanted("a.txt")]);
		assert.match(left[0]?.text ?? "", /1 hunk of .* was not taken back/);
		await ground.assertHolds("a.txt", lines(30, { 13: "agent 13, by me" }));
		assert.deepEqual(ground.decisionsOn("a.txt"), ["undecided", "accepted", "undecided"]);
	}));

test("a second version of accepted lines replaces the first one, and taking it back gives the base", () =>
	withDecisions(async (ground, decide) => {
		await ground.write("a.txt", base);
		ground.propose("a.txt", { base, proposed });
		await decide.done("accept", "a.txt");
		ground.propose("a.txt", { base, proposed: proposed.replace("agent 13\n", "agent 13 again\nand more\n") });
		assert.deepEqual(ground.decisionsOn("a.txt"), ["accepted", "undecided", "accepted"]);
		await decide.done("accept", "a.txt");
		await ground.assertHolds("a.txt", proposed.replace("agent 13\n", "agent 13 again\nand more\n"));
		await decide.done("undo", "a.txt");
		await ground.assertHolds("a.txt", base);
	}));

test("what the agent took back itself can still be taken out of the workspace", () =>
	withDecisions(async (ground, decide) => {
		await ground.write("a.txt", base);
		ground.propose("a.txt", { base, proposed });
		await decide.done("accept", "a.txt");
		ground.vanished(ground.path("a.txt"));
		await decide.done("undo", "a.txt");
		await ground.assertHolds("a.txt", base);
	}));

test("the move, the executable bit and the hunks of one file are decided on one by one", () =>
	withDecisions(async (ground, decide) => {
		await ground.write("old.sh", base);
		await fs.chmod(ground.uri("old.sh").fsPath, 0o644);
		ground.propose("new.sh", { from: "old.sh", base, proposed, mode: 0o100755, baseMode: 0o100644 });
		const [move, mode] = ground.pieces("new.sh");
		assert.match(`${move} ${mode}`, /^move:.* mode:/);
		await decide.done("accept", "new.sh", 2);
		await ground.assertHolds("old.sh", lines(30, { 3: "agent 3" }));
		await decide.done("accept", "new.sh", 1);
		assert.equal((await fs.stat(ground.uri("old.sh").fsPath)).mode & 0o111, 0o111);
		await decide.done("accept", "new.sh", 0);
		await ground.assertHolds("old.sh", null);
		await ground.assertHolds("new.sh", lines(30, { 3: "agent 3" }));
		assert.equal((await fs.stat(ground.uri("new.sh").fsPath)).mode & 0o111, 0o111);
		await decide.done("undo", "new.sh", 1);
		assert.equal((await fs.stat(ground.uri("new.sh").fsPath)).mode & 0o111, 0);
		await decide.done("undo", "new.sh");
		await ground.assertHolds("new.sh", null);
		await ground.assertHolds("old.sh", base);
	}));

test("new and deleted files are accepted and taken back as a whole", () =>
	withDecisions(async (ground, decide) => {
		await ground.write("gone.txt", base);
		ground.propose("gone.txt", { base });
		ground.propose("new.bin", { proposed: Buffer.from([0, 1, 2]), binary: true });
		await decide.all("accept", [decide.wanted("gone.txt"), decide.wanted("new.bin")]);
		await ground.assertHolds("gone.txt", null);
		await ground.assertHolds("new.bin", Buffer.from([0, 1, 2]));
		await decide.all("undo", [decide.wanted("gone.txt"), decide.wanted("new.bin")]);
		await ground.assertHolds("gone.txt", base);
		await ground.assertHolds("new.bin", null);
	}));

test("hunks land in unsaved text and leave it again, and nothing is saved by that", () =>
	withDecisions(async (ground, decide) => {
		await ground.write("a.txt", base);
		const document = await type(ground, "a.txt", { text: "MINE ", line: 8 });
		ground.propose("a.txt", { base, proposed });
		await decide.done("accept", "a.txt", 0, 1);
		assert.equal(document.getText(), lines(30, { 3: "agent 3", 8: "MINE line 8", 13: "agent 13" }));
		await decide.done("undo", "a.txt", 0);
		assert.equal(document.getText(), lines(30, { 8: "MINE line 8", 13: "agent 13" }));
		assert.equal(document.isDirty, true);
		await ground.assertHolds("a.txt", base);
	}));

test("a hunk that was shown in another version, or that is not there, is not decided on", () =>
	withDecisions(async (ground, decide) => {
		await ground.write("a.txt", base);
		ground.propose("a.txt", { base, proposed });
		const seen = decide.wanted("a.txt", 1);
		ground.propose("a.txt", { base, proposed: proposed.replace("agent 23", "unseen 23") });
		for (const wanted of [seen, { ...decide.wanted("a.txt"), pieces: ["13+1:not-there"] }]) {
			for (const way of ["accept", "reject", "undo"] as const) {
				const { decided, left } = await decide.all(way, [wanted]);
				assert.deepEqual(decided, []);
				assert.match(left[0]?.text ?? "", /changed since you looked/);
			}
		}
		await ground.assertHolds("a.txt", base);
		assert.deepEqual(ground.decisions, []);
	}));

test("what is decided already is said, and a discarded task is not decided on any more", () =>
	withDecisions(async (ground, decide) => {
		await ground.write("a.txt", base);
		ground.propose("a.txt", { base, proposed });
		assert.match(await decide.not("undo", "a.txt"), /not decided yet/);
		await decide.done("accept", "a.txt", 0);
		assert.match(await decide.not("accept", "a.txt", 0), /accepted already/);
		ground.change((view) => ({ ...view, status: "discarded" }));
		assert.match(await decide.not("accept", "a.txt", 1), /discarded/);
		assert.match(await decide.not("undo", "a.txt", 0), /discarded/);
		await ground.assertHolds("a.txt", lines(30, { 3: "agent 3" }));
	}));

test("when what is accepted cannot be kept, nothing is changed and nothing is decided", () =>
	withDecisions(async (ground, decide) => {
		await ground.write("a.txt", base);
		ground.propose("a.txt", { base, proposed });
		ground.keep = () => Promise.reject(new Error("the disk is full."));
		assert.match(await decide.not("accept", "a.txt", 0), /Nothing was changed: the disk is full/);
		await ground.assertHolds("a.txt", base);
		assert.deepEqual(ground.decisions, []);
	}));

test("the checkout is asked a few times for many files, not once for each", () =>
	withDecisions(async (ground, decide) => {
		const files = Array.from({ length: 20 }, (_, index) => `f${index}.txt`);
		for (const file of files) await ground.write(file, base);
		ground.proposeAll(Object.fromEntries(files.map((file) => [file, { base, proposed }])));
		await decide.all(
			"accept",
			files.map((file) => decide.wanted(file, 0)),
		);
		const { decided } = await decide.all(
			"accept",
			files.map((file) => decide.wanted(file)),
		);
		assert.equal(decided.length, 20);
		assert.ok(ground.asked.sides <= 4, `sides ${ground.asked.sides}`);
		assert.deepEqual([ground.asked.keep, ground.asked.kept], [2, 1]);
		for (const file of files) await ground.assertHolds(file, proposed);
	}));

test("after the editor's own Undo the decision stays, and taking it back lets the hunk be accepted again", () =>
	withDecisions(async (ground, decide) => {
		await ground.write("a.txt", base);
		await vscode.commands.executeCommand("vscode.open", ground.uri("a.txt"), { preview: false });
		ground.propose("a.txt", { base, proposed });
		await decide.done("accept", "a.txt", 1);
		await undoIn(ground.uri("a.txt"));
		await until("the hunk is gone", () => savedAs(ground, "a.txt", base));
		assert.deepEqual(ground.decisionsOn("a.txt"), ["undecided", "accepted", "undecided"]);
		await decide.done("undo", "a.txt", 1);
		await ground.assertHolds("a.txt", base);
		await decide.done("accept", "a.txt", 1);
		await ground.assertHolds("a.txt", lines(30, { 13: "agent 13" }));
	}));
