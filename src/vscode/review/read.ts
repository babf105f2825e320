/** Reads what a decision needs of the checkout: both sides of the changes and what is accepted of them, for all at once. */

import type { Accepted } from "../../core/changes/accepted.ts";
import type { Sides } from "../../core/review-ports.ts";
import { onlyDecided } from "../../core/task/accepted-files.ts";
import type { ReviewedChange } from "../../core/task/review-view.ts";
import type { ShownSides } from "./files.ts";
import type { ReviewSource } from "./source.ts";

export interface Checkout {
	readonly source: ReviewSource;
	/** What the person was shown of a version counts, whatever the checkout says of it by now. */
	readonly sides: ShownSides;
	readonly task: string;
}

export type Reading =
	| { readonly kind: "read"; readonly sides: Sides; readonly accepted: Accepted }
	/** The text is a sentence for the person. */
	| { readonly kind: "failed"; readonly text: string };

/** In the order of the items. One that cannot be read leaves the others alone. */
export async function readAll(checkout: Checkout, items: readonly ReviewedChange[]): Promise<readonly Reading[]> {
	const names = [...new Set(items.flatMap(({ accepted }) => accepted?.content ?? []))];
	// Read together; where one is missing, each item finds out for itself.
	const together = await keptTogether(checkout, names).catch(() => null);
	return Promise.all(
		items.map(async (item): Promise<Reading> => {
			try {
				const sides = await checkout.sides.both(checkout.task, item.change);
				return { kind: "read", sides, accepted: await acceptedNow(checkout, item, { sides, together }) };
			} catch (error) {
				const text = error instanceof Error ? error.message : String(error);
				return { kind: "failed", text: `${item.change.path} cannot be read from the checkout: ${text}` };
			}
		}),
	);
}

type Kept = ReadonlyMap<string, Uint8Array>;

async function keptTogether({ source, task }: Checkout, names: readonly string[]): Promise<Kept> {
	const contents = names.length === 0 ? [] : await source.kept(task, names);
	return new Map(names.flatMap((name, index) => (contents[index] ? [[name, contents[index]] as const] : [])));
}

async function acceptedNow(
	checkout: Checkout,
	item: ReviewedChange,
	{ sides, together }: { readonly sides: Sides; readonly together: Kept | null },
): Promise<Accepted> {
	const { accepted } = item;
	if (accepted === null) return onlyDecided(item, sides, checkout.source.fingerprint);
	const { path, content, mode } = accepted;
	if (content === null) return { path, bytes: null, mode };
	const bytes = (together ?? (await keptTogether(checkout, [content]))).get(content);
	if (bytes === undefined) throw new Error("what was accepted of it is not kept any more.");
	return { path, bytes, mode };
}
