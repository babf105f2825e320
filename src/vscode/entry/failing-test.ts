/** Drafts a task from a test of the Testing view: make it pass without changing it. */

import * as vscode from "vscode";
import { type Drafted, draftOf, type EntryGround } from "./draft.ts";
import { placeOf, refused } from "./place.ts";

/** What is used of a `vscode.TestItem` and a `TestMessage`: other extensions make them, and older editors lack parts. */
interface ShownTest {
	readonly label: string;
	readonly uri: vscode.Uri | undefined;
	/** From 1. */
	readonly line: number | undefined;
	readonly message: string;
}

/** The argument is a test, as in the Testing view, or a test and one of its messages, as in the results. */
export async function draftFromTest(argument: unknown, { sources }: EntryGround): Promise<Drafted> {
	const test = shownTest(argument);
	if (!test) return refused("Choose a test in the Testing view.");
	if (!test.uri) return refused("This entry names no file. Choose a test below it.");
	const placed = placeOf(test.uri);
	if (placed.kind === "refused") return placed;
	const { label, line, message } = test;
	return draftOf({ sentence: "", kind: "bug", failingTest: { path: placed.path, line, label, message } }, sources);
}

const longestMessage = 50_000;

function shownTest(argument: unknown): ShownTest | undefined {
	const item = isRecord(argument) && isRecord(argument.test) ? argument.test : argument;
	if (!isRecord(item) || typeof item.label !== "string") return undefined;
	const said = isRecord(argument) && isRecord(argument.message) ? messageText(argument.message) : textOf(item.error);
	return {
		label: namesOf(item).join(" › "),
		uri: item.uri instanceof vscode.Uri ? item.uri : undefined,
		line: item.range instanceof vscode.Range ? item.range.start.line + 1 : undefined,
		message: said.length > longestMessage ? `${said.slice(0, longestMessage)}\n[cut]` : said,
	};
}

/** The test's own name last. */
function namesOf(item: Readonly<Record<string, unknown>>): readonly string[] {
	const names: string[] = [];
	for (let at: unknown = item; isRecord(at) && typeof at.label === "string" && names.length < 10; at = at.parent)
		names.unshift(at.label.slice(0, 200));
	return names;
}

function messageText({ message, expectedOutput, actualOutput }: Readonly<Record<string, unknown>>): string {
	const parts = [textOf(message)];
	if (typeof expectedOutput === "string") parts.push(`Expected:\n${expectedOutput}`);
	if (typeof actualOutput === "string") parts.push(`Actual:\n${actualOutput}`);
	return parts.filter((part) => part !== "").join("\n\n");
}

/** Of a text or of Markdown. */
function textOf(message: unknown): string {
	if (typeof message === "string") return message;
	return isRecord(message) && typeof message.value === "string" ? message.value : "";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null;
}
