/** Shows the root of a project as it is proposed, and as it was, to the detection of checks. */

import type { Checkout } from "../ports.ts";
import type { Change } from "../review-ports.ts";
import { detectChecks } from "./detect-checks.ts";
import type { ProjectFiles } from "./project.ts";

/** Names at the root that are looked at. */
const mostNames = 2_000;
const mostChecks = 4;

/**
 * The checks of the project as it was come first: work that takes its own checks away is still measured by them. What the
 * work adds to it comes after.
 */
export async function detectedChecks(
	checkout: Pick<Checkout, "files" | "proposal">,
	changes: readonly Change[],
	signal: AbortSignal,
): Promise<readonly string[]> {
	const proposed = await proposedRoot(checkout, signal);
	const base = await baseRoot(proposed, { changes, checkout }, signal);
	const found = [...(await detectChecks(base)), ...(await detectChecks(proposed))];
	return [...new Set(found)].slice(0, mostChecks);
}

async function proposedRoot({ files }: Pick<Checkout, "files">, signal: AbortSignal): Promise<ProjectFiles> {
	const read = await files.list("", { depth: 1, limit: mostNames }, signal);
	const names = read.kind === "folder" ? read.entries.map(({ path }) => path) : [];
	return {
		names: new Set(names),
		text: async (path) => {
			const file = await files.read(path);
			return file.kind === "file" ? new TextDecoder().decode(file.bytes) : "";
		},
	};
}

async function baseRoot(
	proposed: ProjectFiles,
	{ changes, checkout }: { readonly changes: readonly Change[]; readonly checkout: Pick<Checkout, "proposal"> },
	signal: AbortSignal,
): Promise<ProjectFiles> {
	const involved = changes.filter(({ path, from = path }) => !path.includes("/") || !from.includes("/"));
	const sides = await checkout.proposal.sides(involved, signal);
	const names = new Set(proposed.names);
	const texts = new Map<string, string>();
	for (const { path } of involved) names.delete(path);
	for (const [at, { path, from = path }] of involved.entries()) {
		const base = sides[at]?.base ?? null;
		if (base === null || from.includes("/")) continue;
		names.add(from);
		texts.set(from, new TextDecoder().decode(base));
	}
	return { names, text: async (path) => texts.get(path) ?? (names.has(path) ? proposed.text(path) : "") };
}
