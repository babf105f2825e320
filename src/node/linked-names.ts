/** Finds the protected names that links of the base give to files of ordinary names: what is written to such a file is read under them. */

import { posix } from "node:path";
import { protectedBecause } from "../core/changes/landing-protected.ts";
import type { Change } from "../core/review-ports.ts";
import type { ComparedFolder } from "./changes.ts";
import { indexEntries } from "./git-index.ts";
import type { View } from "./harness.ts";
import { readBlobs } from "./objects.ts";

/** Relative to the top folder; an empty target is the top folder itself. */
interface Link {
	readonly path: string;
	readonly target: string;
}

type Linked = (changes: readonly Change[], signal: AbortSignal) => Promise<readonly Change[]>;

/** Links that the agent makes are changes themselves, and need an accept of their own. The base is read once. */
export function linkedChanges({ prefix }: Pick<ComparedFolder, "prefix">, view: View): Linked {
	let known: readonly Link[] | undefined;
	return async (changes, signal) => {
		if (changes.length === 0) return changes;
		known ??= await linksOf(view, signal);
		const links = known;
		if (links.length === 0) return changes;
		return changes.map((change) => {
			const own = [change.path, change.from ?? change.path].map((path) => prefix + path);
			const linkedAs = own.flatMap((path) => namesOf(path, links)).find((name) => protectedBecause(name) !== null);
			return linkedAs === undefined ? change : { ...change, linkedAs };
		});
	};
}

async function linksOf(view: View, signal: AbortSignal): Promise<readonly Link[]> {
	const entries = (await indexEntries(view, signal)).filter(({ mode }) => mode === "120000");
	const targets = await readBlobs(
		view,
		entries.map(({ id }) => id),
		signal,
	);
	return entries.flatMap(({ path }, at) => {
		const target = posix.join(posix.dirname(path), new TextDecoder().decode(targets[at] ?? undefined));
		const isOutside = target === ".." || target.startsWith("../") || target.startsWith("/");
		return isOutside ? [] : [{ path, target: target.replace(/^\.$|\/+$/, "") }];
	});
}

/** Of one file; links that lead through links have no end. */
const mostNames = 64;

function namesOf(path: string, links: readonly Link[]): readonly string[] {
	const names = [path];
	for (let at = 0; at < names.length && names.length < mostNames; at++) {
		const name = names[at] ?? "";
		for (const link of links) {
			const isBelow = link.target === "" || name === link.target || name.startsWith(`${link.target}/`);
			const rest = link.target === "" ? `/${name}` : name.slice(link.target.length);
			if (isBelow && !names.includes(link.path + rest)) names.push(link.path + rest);
		}
	}
	return names.slice(1);
}
