/** Every way into a new task under names of its own, with a person who answers from a list and an editor that keeps what it is given. */

import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Brief } from "../../src/core/task/brief.ts";
import { registerEntries } from "../../src/vscode/entry/entries.ts";
import { ScriptedPerson } from "./ship-ground.ts";

export const name = "remit-entry";

export interface EntryTest {
	readonly person: ScriptedPerson;
	/** What the brief editor was opened with. */
	readonly opened: readonly Brief[];
	/** Runs one of the commands as the editor does. */
	run(command: string, ...given: readonly unknown[]): Promise<void>;
	/** The draft that was opened last. */
	draft(): Brief;
}

export async function withEntries(body: (entries: EntryTest) => Promise<void>): Promise<void> {
	const person = new ScriptedPerson();
	const opened: Brief[] = [];
	const open = async (brief: Brief) => void opened.push(brief);
	const registered = registerEntries({ open, owner: async () => "Ada Lovelace" }, { name, person });
	try {
		await body({
			...{ person, opened },
			run: async (command, ...given) => void (await vscode.commands.executeCommand(`${name}.${command}`, ...given)),
			draft: () => opened.at(-1) ?? assert.fail(`nothing was opened; told: ${person.told.join()}`),
		});
	} finally {
		registered.dispose();
	}
}
