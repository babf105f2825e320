/** Links from outside, as the editor hands them over: each asks first, and none starts anything. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Brief } from "../../src/core/task/brief.ts";
import { LinkHandler } from "../../src/vscode/entry/link-handler.ts";
import { api } from "./playing.ts";
import { test } from "./runner.ts";
import { ScriptedPerson } from "./ship-ground.ts";

function handler() {
	const person = new ScriptedPerson();
	const opened: Brief[] = [];
	const links = new LinkHandler(async (brief) => void opened.push(brief), person);
	const follow = (rest: string) => links.handleUri(vscode.Uri.parse(`vscode://remit.remit${rest}`, true));
	return { person, opened, follow };
}

const show = "Open in Brief Editor";

test("a link is shown whole, as coming from outside, and opens the brief editor only when the person says so", async () => {
	const { person, opened, follow } = handler();
	const before = (await api()).tasks().length;
	await follow("/delegate?goal=Fix%20a%2526b&check=npm%20test&budget=9000");
	assert.match(person.asked[0] ?? "", /^A link asks to delegate this task\.\nIt came from outside of the editor/);
	assert.match(person.asked[0] ?? "", /Goal:\n│ Fix a&b.*npm test.*at most \$5\.00.*\[Open in Brief Editor\]$/s);
	assert.deepEqual(opened, []);
	person.answer(show);
	await follow("/delegate?goal=Fix%20a%2526b&check=npm%20test&budget=9000");
	assert.deepEqual(opened, [{ goal: "Fix a&b", checks: ["npm test"], budget: { money: 5 } }]);
	assert.equal((await api()).tasks().length, before);
});

test("a link that asks for what no link may have is refused without a dialog", async () => {
	const { person, opened, follow } = handler();
	for (const rest of ["/delegate?goal=x&model=y", "/accept?task=1", "/delegate", "/delegate?goal=x&owner=Eve"])
		await follow(rest);
	assert.deepEqual([person.asked, opened], [[], []]);
	assert.equal(person.told.length, 4);
	for (const told of person.told) assert.match(told, /^Remit did not follow a link: /);
});

test("while one link is asked about, others are dropped", async () => {
	const opened: Brief[] = [];
	const person = new ScriptedPerson();
	let answer: (button: string | undefined) => void = () => assert.fail("nothing was asked");
	const waiting = new Promise<string | undefined>((resolve) => {
		answer = resolve;
	});
	let asked = 0;
	const ask: ScriptedPerson["ask"] = async (_question, ...buttons) => {
		asked++;
		const given = await waiting;
		return buttons.find((button) => button === given);
	};
	const links = new LinkHandler(async (brief) => void opened.push(brief), Object.assign(person, { ask }));
	const first = links.handleUri({ path: "/delegate", query: "goal=first" });
	for (let count = 0; count < 20; count++) await links.handleUri({ path: "/delegate", query: "goal=flood" });
	answer(show);
	await first;
	assert.deepEqual([asked, opened], [1, [{ goal: "first" }]]);
});
