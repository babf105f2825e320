/** What a checkout proposes, in the form in which tests speak of it. */

import type { Checkout } from "../../src/core/ports.ts";
import type { Change } from "../../src/core/review-ports.ts";

const never = new AbortController().signal;

type Proposing = Pick<Checkout, "proposal">;

export async function changesOf({ proposal }: Proposing): Promise<readonly Change[]> {
	return (await proposal.changes(never)).changes;
}

export async function pathsOf(checkout: Proposing): Promise<readonly string[]> {
	return (await changesOf(checkout)).map(({ path }) => path);
}

/** Both sides of every change as text; null where the file does not exist. */
export async function textsOf(
	checkout: Proposing,
	changes?: readonly Change[],
): Promise<Readonly<Record<string, readonly [base: string | null, proposed: string | null]>>> {
	const asked = changes ?? (await changesOf(checkout));
	const sides = await checkout.proposal.sides(asked, never);
	return Object.fromEntries(
		asked.map(({ path }, at) => [path, [text(sides[at]?.base), text(sides[at]?.proposed)]] as const),
	);
}

function text(bytes: Uint8Array | null | undefined): string | null {
	return bytes ? Buffer.from(bytes).toString() : null;
}
