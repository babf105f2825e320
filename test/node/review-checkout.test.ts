/** A review on a real checkout: rejections are taken out, edits are kept, checks run on exactly what is accepted. */

import { chmodSync, existsSync, lstatSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { memoryCheckout } from "../support/memory-checkout.ts";
import { bytesOf } from "../support/memory-files.ts";
import { finishes, reply } from "../support/replies.ts";
import { checkOut, contents, fingerprint, makeRepository, removeFolders, writeFiles } from "../support/repositories.ts";
import { finished, type Reviewed, twenty } from "../support/reviewed.ts";

afterEach(removeFolders);

const changed = twenty.replace("line 3\n", "three\n").replace("line 15", "fifteen");

/** The agent does this to a checkout of these files, and hands off twice. */
async function reviewed(files: Readonly<Record<string, string>>, work: (root: string) => void) {
	const project = makeRepository(files);
	const before = fingerprint(project);
	const { checkout: real, facts } = await checkOut(project);
	const turn = async () => {
		work(facts.root);
		return reply([finishes()]);
	};
	const task = await finished({ checkout: memoryCheckout(), real, turns: [turn, [finishes("done", "Nothing more.")]] });
	return { task, root: facts.root, isUntouched: () => expect(fingerprint(project)).toEqual(before) };
}

async function goOn(task: Reviewed): Promise<void> {
	await task.ask(task.delegation.view.changes[0]?.change.path ?? "", "Go on.");
	await task.delegation.settled();
}

function executable(path: string): boolean {
	return (lstatSync(path).mode & 0o100) !== 0;
}

test("hunks, a mode, a move, a link, new, deleted and binary files: what is rejected is as the base has it", async () => {
	const start = { "a.txt": twenty, "tool.sh": twenty, "old.txt": twenty, "gone.txt": "gone\n", "image.png": "\0one" };
	const { task, root, isUntouched } = await reviewed({ ...start, "plain.txt": "plain\n" }, (at) => {
		writeFiles(at, { "a.txt": changed, "tool.sh": changed, "new/file.txt": "new\n", "image.png": "\0two" });
		chmodSync(join(at, "tool.sh"), 0o755);
		renameSync(join(at, "old.txt"), join(at, "moved.txt"));
		rmSync(join(at, "gone.txt"));
		rmSync(join(at, "plain.txt"));
		symlinkSync("a.txt", join(at, "plain.txt"));
	});
	expect(task.item("tool.sh").pieces).toHaveLength(3);
	await task.decide("a.txt", "rejected", { pieces: task.item("a.txt").pieces.slice(1) });
	const [mode = "", first = ""] = task.item("tool.sh").pieces;
	await task.decide("tool.sh", "rejected", { pieces: [mode, first] });
	for (const path of ["moved.txt", "gone.txt", "new/file.txt", "image.png", "plain.txt"])
		await task.decide(path, "rejected");
	await goOn(task);
	expect(contents(root)).toEqual({
		...start,
		"a.txt": twenty.replace("line 3\n", "three\n"),
		"tool.sh": twenty.replace("line 15", "fifteen"),
		"plain.txt": "plain\n",
	});
	expect(existsSync(join(root, "new"))).toBe(false);
	expect(executable(join(root, "tool.sh"))).toBe(false);
	expect(task.delegation.view.changes.map(({ change }) => change.path)).toEqual(["a.txt", "tool.sh"]);
	expect(await task.event("changes.taken-out")).toMatchObject({ problems: [] });
	isUntouched();
});

test("of a moved and changed file the move alone can be rejected, and a hunk alone", async () => {
	const { task, root } = await reviewed({ "old.txt": twenty, "other.txt": `${twenty}other\n` }, (at) => {
		rmSync(join(at, "old.txt"));
		rmSync(join(at, "other.txt"));
		writeFiles(at, { "moved.txt": changed, "away.txt": `${changed}other\n` });
	});
	const [move = ""] = task.item("moved.txt").pieces;
	await task.decide("moved.txt", "rejected", { pieces: [move] });
	const [, hunk = ""] = task.item("away.txt").pieces;
	await task.decide("away.txt", "rejected", { pieces: [hunk] });
	await goOn(task);
	expect(contents(root)).toEqual({
		"old.txt": changed,
		"away.txt": `${twenty.replace("line 15", "fifteen")}other\n`,
	});
});

test("an edit of the person is kept in the checkout, byte for byte, and becomes part of the proposal", async () => {
	const crlf = twenty.replaceAll("\n", "\r\n");
	const { task, root, isUntouched } = await reviewed({ "a.txt": crlf }, (at) => {
		writeFiles(at, { "a.txt": crlf.replace("line 3\r", "three\r") });
	});
	const mine = crlf.replace("line 3\r", "3 by hand\r").replace(/\r\n$/, "");
	const { version } = task.item("a.txt").change;
	expect(await task.delegation.review.edit("a.txt", bytesOf(mine), version)).toEqual({ kind: "written" });
	expect(readFileSync(join(root, "a.txt"), "utf8")).toBe(mine);
	expect(task.item("a.txt")).toMatchObject({ undecided: 2, change: { version: expect.not.stringContaining(version) } });
	expect(await task.delegation.review.edit("a.txt", bytesOf(crlf), version)).toMatchObject({ kind: "refused" });
	isUntouched();
});

test("a link that the agent put in the way of an edit or of a rejection leads nowhere", async () => {
	const outside = makeRepository({ "secret.txt": twenty });
	const { task, root } = await reviewed({ "src/a.txt": twenty }, (at) => {
		writeFiles(at, { "src/a.txt": changed });
	});
	const { version } = task.item("src/a.txt").change;
	await task.decide("src/a.txt", "rejected", { pieces: task.item("src/a.txt").pieces.slice(1) });
	rmSync(join(root, "src"), { recursive: true });
	symlinkSync(outside, join(root, "src"));
	writeFiles(outside, { "a.txt": changed });
	const before = contents(outside);
	expect(await task.delegation.review.edit("src/a.txt", bytesOf("mine\n"), version)).toMatchObject({ kind: "refused" });
	await goOn(task);
	expect(contents(outside)).toEqual(before);
});

test("a check runs on exactly what is accepted; where that is not green, it says whether the whole is", async () => {
	const { task, root, isUntouched } = await reviewed({ "a.txt": twenty, "b.txt": "b\n" }, (at) => {
		writeFiles(at, { "a.txt": changed, "new.txt": "new\n" });
	});
	const [first = ""] = task.item("a.txt").pieces;
	await task.decide("a.txt", "accepted", { pieces: [first], accepted: twenty.replace("line 3\n", "three\n") });
	const checks = ["grep -c three a.txt", "grep -c fifteen a.txt"];
	const leave = async () => true;
	const outcome = await task.delegation.review.verifyAccepted({ checks, leave }, new AbortController().signal);
	expect(outcome).toMatchObject({
		accepted: { verification: { results: [{ outcome: "passed" }, { outcome: "failed", text: "exit 1\n0" }] } },
		proposal: { verification: { results: [{ command: "grep -c fifteen a.txt", outcome: "passed" }] } },
	});
	expect(readFileSync(join(root, "a.txt"), "utf8")).toBe(changed);
	isUntouched();
});

test("names that look alike, or hold quotes, line ends and data marks, are each the file that they name", async () => {
	const names = [
		"e\u0301.txt",
		"\u00e9.txt",
		"É.txt",
		"line\nend.txt",
		'a "quote".txt',
		"‹key›.txt",
		"-rf",
		"b\\c.txt",
	];
	const start = Object.fromEntries([...names, " end "].map((name) => [name, `${name}\n${twenty}`]));
	const work = (text: string) => text.replace("line 3\n", "three\n").replace("line 15", "fifteen");
	const { task, root, isUntouched } = await reviewed(start, (at) => {
		for (const [name, text] of Object.entries(start)) writeFiles(at, { [name]: work(text) });
		renameSync(join(at, " end "), join(at, "\tstart"));
	});
	const half = (name: string) => start[name]?.replace("line 3\n", "three\n") ?? "";
	for (const name of names) {
		const [first = "", second = ""] = task.item(name).pieces;
		await task.decide(name, "accepted", { pieces: [first], accepted: half(name) });
		await task.decide(name, "rejected", { pieces: [second] });
	}
	await task.decide("\tstart", "rejected");
	const expected = { ...Object.fromEntries(names.map((name) => [name, half(name)])), " end ": start[" end "] };
	const checkout = await task.delegation.openCheckout(new AbortController().signal);
	if (checkout.kind === "failed") throw new Error(checkout.text);
	const signal = new AbortController().signal;
	const tree = await checkout.checkout.trees.lay(await task.delegation.review.files("accepted", signal), signal);
	expect(contents(tree.shell.guard().root)).toEqual(expected);
	await tree.remove();
	await goOn(task);
	expect(contents(root)).toEqual(expected);
	isUntouched();
});

test("a file that was accepted, deleted by the agent and made again keeps what was accepted, and loses only what was rejected", async () => {
	const { task, root } = await reviewed({ "a.txt": twenty, "b.txt": "b\n" }, (at) => {
		writeFiles(at, { "a.txt": changed });
	});
	const [first = "", second = ""] = task.item("a.txt").pieces;
	await task.decide("a.txt", "accepted", { pieces: [first], accepted: twenty.replace("line 3\n", "three\n") });
	rmSync(join(root, "a.txt"));
	await task.delegation.review.look();
	expect(task.item("a.txt")).toMatchObject({ undecided: 1, outlived: 1, change: { kind: "deleted" } });
	await task.decide("a.txt", "rejected");
	writeFiles(root, { "a.txt": "\0binary" });
	await task.delegation.review.look();
	expect(task.item("a.txt")).toMatchObject({ undecided: 1, outlived: 1, pieces: [expect.stringMatching(/^whole:/)] });
	writeFiles(root, { "a.txt": changed });
	await task.delegation.review.look();
	expect(task.item("a.txt")).toMatchObject({ pieces: [first, second], undecided: 1, outlived: 0 });
	await task.decide("a.txt", "rejected", { pieces: [second] });
	await goOn(task);
	expect(readFileSync(join(root, "a.txt"), "utf8")).toBe(twenty.replace("line 3\n", "three\n"));
});
