/** Takes back what a command changed out of the task's scope, and says so. */

import type { Checkout } from "../ports.ts";
import { outOfScope, type Scope, scopeText } from "./scope.ts";

export interface TakenBack {
	/** What was changed out of scope. */
	readonly paths: readonly string[];
	/** What could not be put back, in sentences. */
	readonly problems: readonly string[];
	/** What the model is told, after the command's own output. */
	readonly text: string;
}

const mostRounds = 4;

/**
 * To be called after every command that could change files. Null when nothing was out of scope. Never rejects unless the
 * signal aborts: a checkout that cannot be compared is a problem that is told.
 */
export async function afterCommand(
	checkout: Pick<Checkout, "proposal" | "files">,
	scope: Scope | undefined,
	signal: AbortSignal,
): Promise<TakenBack | null> {
	if (scope === undefined || scope.allowed.length + scope.forbidden.length === 0) return null;
	const paths = new Set<string>();
	const problems: string[] = [];
	try {
		// An ignore file that is put back brings to light what it hid.
		for (let round = 0; round < mostRounds; round++) {
			const found = outOfScope((await checkout.proposal.changes(signal)).changes, scope).filter(
				(path) => !paths.has(path),
			);
			if (found.length === 0) break;
			for (const path of found) paths.add(path);
			problems.push(...(await checkout.files.takeBack(found, signal)));
		}
		if (paths.size === 0) return null;
		const left = outOfScope((await checkout.proposal.changes(signal)).changes, scope);
		return told(scope, [...paths].toSorted(), [...problems, ...unexplained(left, problems)]);
	} catch (error) {
		signal.throwIfAborted();
		return told(scope, [...paths].toSorted(), [
			...problems,
			`What changed could not be compared with the scope: ${String(error)}`,
		]);
	}
}

function unexplained(left: readonly string[], failed: readonly string[]): readonly string[] {
	const missing = left.filter((path) => !failed.some((sentence) => sentence.startsWith(`${path} `)));
	return missing.map((path) => `${path} is still changed.`);
}

function told(scope: Scope, paths: readonly string[], problems: readonly string[]): TakenBack {
	const taken =
		paths.length === 0
			? []
			: [`The command changed what is out of the task's scope (${scopeText(scope)}). Put back: ${enumeration(paths)}.`];
	return { paths, problems, text: [...taken, ...problems].join("\n") };
}

const shownPaths = 20;

function enumeration(paths: readonly string[]): string {
	const shown = paths.slice(0, shownPaths).join(", ");
	return paths.length > shownPaths ? `${shown} and ${paths.length - shownPaths} more` : shown;
}
