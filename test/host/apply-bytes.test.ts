/** Accepted files, byte for byte, in every encoding and with every kind of line ending; and Undo. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { Deciding } from "./decide-ground.ts";
import { type Content, savedAs, undoIn, withReview } from "./review-ground.ts";
import { test } from "./runner.ts";
import { until } from "./until.ts";

const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
const latin1 = (text: string) => Buffer.from(text, "latin1");

const pairs: Readonly<Record<string, readonly [Content, Content]>> = {
	"plain text": ["one\ntwo\nthree\n", "one\nTWO\nthree\nfour\n"],
	"CRLF line endings": ["one\r\ntwo\r\n", "one\r\nTWO\r\nthree\r\n"],
	"mixed line endings": ["one\r\ntwo\nthree\r\n", "one\r\nTWO\nthree\r\nfour\n"],
	"line endings that become mixed": ["one\ntwo\n", "one\r\ntwo\nthree\n"],
	"line endings that become CRLF": ["one\ntwo\n", "one\r\ntwo\r\nthree\r\n"],
	"lone carriage returns": ["one\rtwo\r", "one\rTWO\r"],
	"no final newline before": ["one\ntwo", "one\ntwo\nthree\n"],
	"no final newline after": ["one\ntwo\n", "one\nTWO"],
	"a byte order mark": ["\ufeffone\n", "\ufeffone\ntwo\n"],
	"a byte order mark that goes": ["\ufeffone\n", "one\n"],
	"a byte order mark that comes": ["one\n", "\ufeffone\n"],
	"UTF-16": [utf16("one\r\nzwö\r\n"), utf16("one\r\nzwölf\r\n")],
	"Latin-1": [latin1("gr\xfcn\nrot\n"), latin1("gr\xfcn\nblau\xe4\n")],
	"characters outside the first plane": ["a😀b\nc\n", "a😁b\nc\n"],
	"trailing whitespace": ["one  \n\n\n", "one  \t\n\n\n\n"],
	"an empty file before": ["", "one\n"],
	"an empty file after": ["one\n", ""],
	binary: [Buffer.from([0, 1, 2, 255, 10, 13]), Buffer.from([0, 9, 254, 13, 10, 0])],
};

/** A document has one kind of line ending, and only the byte order mark and the encoding that it was opened with. */
const heldByNoDocument: readonly string[] = [
	"mixed line endings",
	"line endings that become mixed",
	"line endings that become CRLF",
	"lone carriage returns",
	"a byte order mark that goes",
	"a byte order mark that comes",
	"Latin-1",
	"binary",
];

for (const [kind, [base, proposed]] of Object.entries(pairs)) {
	test(`an accepted file equals the agent's byte for byte, and Undo takes it back: ${kind}`, () =>
		withReview(async (ground) => {
			await ground.write("a.txt", base);
			ground.propose("a.txt", { base, proposed });
			const note = await ground.accepted("a.txt");
			await ground.assertHolds("a.txt", proposed);
			if (heldByNoDocument.includes(kind)) {
				assert.match(note, /Undo does not reach it.*the decision can be taken back/);
				await new Deciding(ground).done("undo", "a.txt");
				await ground.assertHolds("a.txt", base);
				return;
			}
			assert.equal(note, "");
			await undoIn(ground.uri("a.txt"));
			await until("Undo gives the old bytes back", () => savedAs(ground, "a.txt", base));
		}));

	test(`an accepted file that is open in an editor equals the agent's byte for byte: ${kind}`, () =>
		withReview(async (ground) => {
			await ground.write("a.txt", base);
			await vscode.commands.executeCommand("vscode.open", ground.uri("a.txt"));
			ground.propose("a.txt", { base, proposed });
			await ground.accepted("a.txt");
			await ground.assertHolds("a.txt", proposed);
			await until("it is saved", () => vscode.window.tabGroups.activeTabGroup.tabs[0]?.isDirty === false);
		}));
}
