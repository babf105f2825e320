/** What can be done with the work besides deciding on it: prove it, and bring it into the repository. */

import type { Unchecked } from "../../src/core/task/events.ts";
import { canDecide, isLive } from "../../src/core/task/view.ts";
import { Fold } from "../parts/fold.tsx";
import { hasAccepted } from "../text/change-words.ts";
import { Checks } from "./checks.tsx";
import { Shipping } from "./shipping.tsx";
import type { TaskProps } from "./task-screen.tsx";

/** Folded while the agent works, and while files are to be decided on first; what came of it is always in sight then. */
export function AfterReview({ panel, view }: TaskProps) {
	const { changes, verifications, shipped } = view;
	const used = verifications.length > 0 || shipped.length > 0;
	if (!used && (!canDecide(view) || changes.length === 0)) return null;
	const unchecked = view.status === "ready" && view.unchecked !== "" ? uncheckedTexts[view.unchecked] : "";
	const parts = (
		<>
			<Checks panel={panel} view={view} />
			<Shipping panel={panel} view={view} />
		</>
	);
	const undecided = changes.some(({ decision }) => decision === "undecided");
	const said = unchecked !== "" && <p class="muted">{unchecked}</p>;
	if (!isLive(view.status) && (used || !undecided))
		return (
			<>
				{said}
				{parts}
			</>
		);
	return (
		<div class="after-review">
			{said}
			<Fold summary={changes.some(hasAccepted) ? "Verify, commit, or keep as a branch" : "Verify, or keep as a branch"}>
				{parts}
			</Fold>
		</div>
	);
}

const uncheckedTexts = {
	"none-found": "No check was run: none was found in this project. Verify with a command of your own.",
	off: "No check was run: the setting Checks: After Finish is off.",
	"not-run": "The checks were not run.",
} as const satisfies Record<Unchecked, string>;
