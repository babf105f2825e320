/** Looks through what is proposed for what makes the checks prove less, and says so when that is something new. */

import { findTampering } from "../checks/tampering.ts";
import type { Ports } from "../ports.ts";
import type { Change } from "../review-ports.ts";
import type { TaskEvent } from "./events.ts";

export async function* tamperingFound(
	changes: readonly Change[],
	{ checkout, journal }: Pick<Ports, "checkout" | "journal">,
	signal: AbortSignal,
): AsyncGenerator<TaskEvent> {
	const sides = await checkout.proposal.sides(changes, signal);
	const findings = findTampering(
		changes.map((change, at) => ({ change, sides: sides[at] ?? { base: null, proposed: null } })),
	);
	const last = journal.events.findLast(({ event }) => event.type === "tampering.found")?.event;
	const known = last?.type === "tampering.found" ? last.findings : [];
	if (JSON.stringify(known) !== JSON.stringify(findings)) yield { type: "tampering.found", findings };
}
