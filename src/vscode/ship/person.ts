/** How the person is asked and told while work is shipped; tests answer in their place. */

import * as vscode from "vscode";
import { askModal, askText, pickOne, type Question, type Row, sayError, sayInfo, sayWarning } from "../say.ts";

/** Everything resolves to undefined when the person cancels. */
export interface Person {
	/** A dialog that must be answered. */
	ask<T extends string>(question: Question, ...buttons: readonly T[]): Promise<T | undefined>;
	pick<T extends Row>(
		rows: readonly T[],
		words: { readonly title: string; readonly placeHolder: string },
	): Promise<T | undefined>;
	type(options: vscode.InputBoxOptions): Promise<string | undefined>;
	tell<T extends string>(text: string, ...buttons: readonly T[]): Promise<T | undefined>;
	warn<T extends string>(text: string, ...buttons: readonly T[]): Promise<T | undefined>;
}

export const realPerson: Person = { ask: askModal, pick: pickOne, type: askText, tell: sayInfo, warn: sayWarning };

/** What is offered after a message is done when the person asks for it; nobody waits for that. */
export function onAnswer<T>(answer: Promise<T | undefined>, act: (answer: T) => Promise<unknown>): void {
	const done = answer.then((given) => (given === undefined ? undefined : act(given)));
	done.catch((error: unknown) => void sayError(`Remit: ${error instanceof Error ? error.message : String(error)}`));
}

/** Milliseconds that pass before a notification is worth its while. */
const soon = 700;

/**
 * Runs `work` under a notification whose Cancel aborts the signal. `title` is never foreign text. What is done at once shows
 * none: the editor shows at most three notifications in 800 ms, and drops the next one, which would be what the person is told.
 */
export async function withCancel<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
	const stop = new AbortController();
	const working = work(stop.signal);
	const ended = working.then(
		() => true,
		() => true,
	);
	if (!(await Promise.race([ended, after(soon)]))) {
		const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
		await vscode.window.withProgress(options, async (_, token) => {
			const asked = token.onCancellationRequested(() => stop.abort(new Error("cancelled by the person")));
			await ended;
			asked.dispose();
		});
	}
	return working;
}

function after(milliseconds: number): Promise<false> {
	return new Promise((resolve) => {
		setTimeout(() => resolve(false), milliseconds);
	});
}

/** Names one below the other, the first of them; a name with a line feed does not look like two. */
export function listed(names: readonly string[], most = 12): string {
	const more = names.length > most ? [`… and ${names.length - most} more`] : [];
	return [...names.slice(0, most).map((name) => name.replaceAll("\n", "⏎")), ...more].join("\n");
}

export function counted(count: number, one: string): string {
	return count === 1 ? `1 ${one}` : `${count} ${one}s`;
}
