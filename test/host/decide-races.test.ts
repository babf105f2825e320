/** What somebody does to the files while a decision is carried out: nobody's bytes are lost, and what is told is so. */

import assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import { lines, type, withDecisions } from "./decide-ground.ts";
import type { ReviewGround } from "./review-ground.ts";
import { test } from "./runner.ts";

const base = lines(30);
const proposed = lines(30, { 3: "agent 3", 13: "agent 13" });
const mine = lines(30, { 20: "mine 20" });

/** Between the plan and the edit, what is accepted is kept. */
function meanwhile(ground: ReviewGround, work: () => Promise<void> | void): void {
	const keep = ground.keep.bind(ground);
	ground.keep = async (task, contents) => {
		await work();
		return keep(task, contents);
	};
}

test("what another program wrote between the plan and the edit is not replaced, deleted or moved away", () =>
	withDecisions(async (ground, decide) => {
		for (const file of ["changed.txt", "deleted.txt", "old.txt", "other.txt"]) await ground.write(file, base);
		ground.proposeAll({
			"changed.txt": { base, proposed },
			"deleted.txt": { base },
			"new.txt": { from: "old.txt", base, proposed },
			"other.txt": { base, proposed },
		});
		meanwhile(ground, async () => {
			for (const file of ["changed.txt", "deleted.txt", "old.txt"]) await ground.write(file, mine);
		});
		const wanted = ["changed.txt", "deleted.txt", "new.txt", "other.txt"].map((file) => decide.wanted(file));
		const { decided, left } = await decide.all("accept", wanted);
		assert.deepEqual(
			decided.map(({ path }) => path),
			[ground.path("other.txt")],
		);
		for (const { text } of left) assert.match(text, /was changed while it was accepted/);
		for (const file of ["changed.txt", "deleted.txt", "old.txt"]) await ground.assertHolds(file, mine);
		await ground.assertHolds("new.txt", null);
		await ground.assertHolds("other.txt", proposed);
		assert.deepEqual(ground.decisionsOn("changed.txt"), ["undecided", "undecided"]);
	}));

test("a file that took the place of a symbolic link meanwhile is not removed with it", () =>
	withDecisions(async (ground, decide) => {
		await ground.write("target.txt", "target\n");
		await fs.symlink("target.txt", ground.uri("link").fsPath);
		ground.propose("link", { base: "target.txt", mode: 0o120000 });
		meanwhile(ground, async () => {
			await fs.unlink(ground.uri("link").fsPath);
			await ground.write("link", "mine\n");
		});
		ground.propose("new.txt", { proposed: "new\n" });
		const { left } = await decide.all("accept", [decide.wanted("link"), decide.wanted("new.txt")]);
		assert.match(left[0]?.text ?? "", /was changed while it was accepted/);
		await ground.assertHolds("link", "mine\n");
	}));

test("other line ends cannot land in unsaved text, which has those of its document: nothing is told to be accepted", () =>
	withDecisions(async (ground, decide) => {
		await ground.write("a.txt", base);
		const document = await type(ground, "a.txt", { text: "MINE ", line: 8 });
		ground.propose("a.txt", { base, proposed: lines(30, { 3: "agent 3" }, "\r\n") });
		assert.match(await decide.not("accept", "a.txt"), /unsaved edits and cannot be merged/);
		assert.equal(document.getText(), lines(30, { 8: "MINE line 8" }));
	}));

test("when a decision could not be written down, accepting again is harmless, also after the person edited on", () =>
	withDecisions(async (ground, decide) => {
		const files = { "a.txt": { base, proposed }, "gone.txt": { base }, "new.txt": { proposed: "new\n" } } as const;
		for (const file of ["a.txt", "gone.txt"]) await ground.write(file, base);
		ground.proposeAll(files);
		const write = ground.decide.bind(ground);
		ground.decide = () => Promise.reject(new Error("the disk is full"));
		const wanted = Object.keys(files).map((file) => decide.wanted(file));
		await assert.rejects(decide.all("accept", wanted), /the disk is full/);
		ground.decide = write;
		await ground.write("a.txt", proposed.replace("line 20\n", "mine 20\n"));
		const { decided, left } = await decide.all("accept", wanted);
		assert.deepEqual([decided.length, left], [3, []]);
		await ground.assertHolds("a.txt", lines(30, { 3: "agent 3", 13: "agent 13", 20: "mine 20" }));
		await ground.assertHolds("gone.txt", null);
		await ground.assertHolds("new.txt", "new\n");
		await decide.all(
			"undo",
			Object.keys(files).map((file) => decide.wanted(file)),
		);
		await ground.assertHolds("a.txt", mine);
		await ground.assertHolds("gone.txt", base);
		await ground.assertHolds("new.txt", null);
	}));

test("a rejected hunk that is accepted is not half accepted when only the first of two facts could be written down", () =>
	withDecisions(async (ground, decide) => {
		await ground.write("a.txt", base);
		ground.propose("a.txt", { base, proposed });
		await decide.done("reject", "a.txt", 0);
		const write = ground.decide.bind(ground);
		ground.decide = (task, decided) =>
			decided.decision === "undecided" ? write(task, decided) : Promise.reject(new Error("the disk is full"));
		await assert.rejects(decide.all("accept", [decide.wanted("a.txt", 0)]), /the disk is full/);
		assert.equal(ground.item(ground.path("a.txt"))?.accepted, null);
		ground.decide = write;
		await decide.done("accept", "a.txt", 0);
		await ground.assertHolds("a.txt", lines(30, { 3: "agent 3" }));
		await decide.done("undo", "a.txt", 0);
		await ground.assertHolds("a.txt", base);
	}));

test("what the person undid in the editor is not taken out a second time where lines repeat", () =>
	withDecisions(async (ground, decide) => {
		const [once, twice] = ["u\nv\n", "u\nv\nv\n"];
		await ground.write("a.txt", once);
		ground.propose("a.txt", { base: once, proposed: twice });
		await decide.done("accept", "a.txt");
		await ground.assertHolds("a.txt", twice);
		await ground.write("a.txt", `mine\n${once}`);
		await decide.done("undo", "a.txt");
		await ground.assertHolds("a.txt", `mine\n${once}`);
	}));

test("what landed while the agent moved the file, or put it back, is known and can be taken back", () =>
	withDecisions(async (ground, decide) => {
		for (const file of ["moved.txt", "back.txt"]) await ground.write(file, base);
		ground.proposeAll({ "moved.txt": { base, proposed }, "back.txt": { base, proposed } });
		meanwhile(ground, () => {
			ground.keep = Object.getPrototypeOf(Object.getPrototypeOf(ground)).keep;
			ground.vanished(ground.path("back.txt"));
			ground.vanished(ground.path("moved.txt"));
			ground.propose("there.txt", { from: "moved.txt", base, proposed });
		});
		const { decided } = await decide.all("accept", [decide.wanted("moved.txt", 0), decide.wanted("back.txt")]);
		assert.equal(decided.length, 2);
		await ground.assertHolds("moved.txt", lines(30, { 3: "agent 3" }));
		await ground.assertHolds("back.txt", proposed);
		assert.deepEqual(ground.decisionsOn("there.txt"), ["undecided", "accepted", "undecided"]);
		await decide.done("undo", "there.txt");
		await decide.done("undo", "back.txt");
		for (const file of ["moved.txt", "back.txt"]) await ground.assertHolds(file, base);
	}));

test("an accepted file of a journal of version 0.1 leaves the workspace when its decision is taken back", () =>
	withDecisions(async (ground, decide) => {
		await ground.write("a.txt", proposed);
		const { path, version } = ground.propose("a.txt", { base, proposed });
		ground.record({ type: "changes.found", changes: ground.changesWithoutPieces() });
		ground.record({ type: "change.decided", path, version, decision: "accepted", note: "", surface: "panel" });
		await decide.done("undo", "a.txt");
		await ground.assertHolds("a.txt", base);
	}));
