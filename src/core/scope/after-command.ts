/** Takes back what a command changed out of the task's scope, and says so. */

import type { Checkout } from "../ports.ts";
import type { Change } from "../review-ports.ts";
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
 * To be called after every command that could change files. Null when nothing was out of scope. What was out of scope
 * `before` the command stays as it was then: a person changed it, or an earlier scope allowed it. Never rejects unless the
 * signal aborts: a checkout that cannot be compared is a problem that is told.
 */
export async function afterCommand(
	checkout: Pick<Checkout, "proposal" | "files">,
	scope: Scope | undefined,
	signal: AbortSignal,
	before: readonly Change[] = [],
): Promise<TakenBack | null> {
	if (scope === undefined || scope.allowed.length + scope.forbidden.length === 0) return null;
	const paths = new Set<string>();
	const problems: string[] = [];
	try {
		// An ignore file that is put back brings to light what it hid.
		for (let round = 0; round < mostRounds; round++) {
			const { changes } = await checkout.proposal.changes(signal);
			const found = outOfScope(differing(changes, before), scope).filter((path) => !paths.has(path));
			if (found.length === 0) break;
			for (const path of found) paths.add(path);
			problems.push(...(await checkout.files.takeBack(found, signal)));
			problems.push(...(await putAgain(found, before, checkout, signal)));
		}
		if (paths.size === 0) return null;
		const { changes } = await checkout.proposal.changes(signal);
		const left = outOfScope(differing(changes, before), scope);
		return told(scope, [...paths].toSorted(), [...problems, ...unexplained(left, problems)]);
	} catch (error) {
		signal.throwIfAborted();
		return told(scope, [...paths].toSorted(), [
			...problems,
			`What changed could not be compared with the scope: ${String(error)}`,
		]);
	}
}

/** What is not as it was before: changed (again), or gone. */
function differing(changes: readonly Change[], before: readonly Change[]): readonly Change[] {
	const name = ({ path, version }: Change) => `${path}\0${version}`;
	const [old, now] = [new Set(before.map(name)), new Set(changes.map(name))];
	return [...changes.filter((change) => !old.has(name(change))), ...before.filter((change) => !now.has(name(change)))];
}

/** What differed from the base before the command is made to differ in the same way again. */
async function putAgain(
	paths: readonly string[],
	before: readonly Change[],
	{ proposal, files }: Pick<Checkout, "proposal" | "files">,
	signal: AbortSignal,
): Promise<readonly string[]> {
	const again = before.filter(({ path, from = path }) => paths.includes(path) || paths.includes(from));
	const sides = await proposal.sides(again, signal);
	const problems: string[] = [];
	for (const [at, { path, from, mode }] of again.entries()) {
		const bytes = sides[at]?.proposed ?? null;
		const isFile = mode === 0o100644 || mode === 0o100755;
		const written = bytes !== null && isFile ? await files.write(path, bytes) : null;
		if (written?.kind === "refused") problems.push(`${path} could not be put back: ${written.text}`);
		if (written === null || from !== undefined) problems.push(`${from ?? path} is as the task began with it again.`);
	}
	return problems;
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
