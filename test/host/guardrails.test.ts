/** What was proved and then failed is tried anew, once for each failure. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { Guardrails } from "../../src/vscode/guardrails.ts";
import { guardsOff } from "../../src/vscode/guards-off.ts";
import { test } from "./runner.ts";
import { until } from "./until.ts";

/** A sandbox that can be broken, and the tries to prove it. */
function ground(outcomes: readonly boolean[]) {
	let tries = 0;
	let proved = false;
	const attempt = async () => {
		const held = outcomes[tries++] ?? false;
		// Trying takes a while; until it is over nothing is proved.
		await new Promise(setImmediate);
		proved = held;
		return { held, rows: [], missing: held ? [] : ["bubblewrap is not installed."], durationMs: 1 };
	};
	const guardrails = new Guardrails(attempt, () => proved);
	const fail = () => {
		proved = false;
		guardrails.renew();
	};
	return { guardrails, fail, tries: () => tries };
}

test("a sandbox that failed after it was proved counts as off at once, and is tried anew", async () => {
	const { guardrails, fail, tries } = ground([true, true]);
	await guardrails.once();
	assert.deepEqual(guardrails.notices(), []);
	fail();
	assert.equal(guardrails.warning(), "no sandbox");
	await until("it holds again", () => guardrails.warning() === "");
	assert.equal(tries(), 2);
});

test("one that cannot be proved again stays off, says why, and is not tried on and on", async () => {
	const { guardrails, fail, tries } = ground([true, false]);
	await guardrails.once();
	fail();
	await until("the second try is over", () => guardrails.notices().some(({ text }) => text.includes("not installed")));
	fail();
	fail();
	assert.equal(tries(), 2);
	assert.equal(guardrails.warning(), "no sandbox");
});

test("a guard that the person's settings turn off is named on screen", async () => {
	const settings = () => vscode.workspace.getConfiguration("remit");
	const off = [["checks.afterFinish", "off"] as const, ["stuck.turns", 0] as const];
	assert.deepEqual(guardsOff(), []);
	try {
		for (const [name, value] of off) await settings().update(name, value, vscode.ConfigurationTarget.Global);
		assert.deepEqual(
			guardsOff().map(({ id }) => id),
			["checks", "stuck"],
		);
	} finally {
		for (const [name] of off) await settings().update(name, undefined, vscode.ConfigurationTarget.Global);
	}
	assert.deepEqual(guardsOff(), []);
});
