/** How every wait of these tests is done: for a condition, never for a time. */

import assert from "node:assert/strict";
import * as vscode from "vscode";

/** Milliseconds that a condition may take: a slow machine is no failure. Less than a test may take, so that the question is told. */
const patience = 60_000;

/** Resolves when it is so; fails with the question after a minute, and with what `found` then says. */
export async function until(
	question: string,
	isSo: () => boolean | Promise<boolean>,
	found: () => string = () => "",
): Promise<void> {
	const end = Date.now() + patience;
	while (!(await isSo())) {
		if (Date.now() > end) assert.fail(`not so after ${patience / 1000} seconds: ${question} ${found()}`.trimEnd());
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

/** Tries until nothing is left; rejects with what is, or with why it could not be tried. */
export async function gone(what: string, left: () => readonly string[] | Promise<readonly string[]>): Promise<void> {
	let last: readonly string[] = [];
	const done = async () => {
		last = await Promise.resolve()
			.then(left)
			.catch((error: unknown) => [String(error)]);
		return last.length === 0;
	};
	await until(what, done).catch(() => assert.fail(`${what} were left behind: ${last.join(", ")}`));
}

/** Has the editor do this again and again until what waits for it is done: a list or a message may not be there yet. */
export async function pressing(command: string, done: Thenable<unknown>): Promise<void> {
	let over = false;
	const ending = Promise.resolve(done).finally(() => {
		over = true;
	});
	const pressed = until(`${command} is heard`, async () => {
		if (!over) await vscode.commands.executeCommand(command);
		return over;
	});
	await Promise.all([ending, pressed]);
}
