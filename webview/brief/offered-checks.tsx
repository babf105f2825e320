/** Checks that were found in the project and do not stand in the brief yet. */

import type { DraftView } from "../../src/protocol/draft.ts";
import { visible } from "../text/visible.ts";
import type { Editing } from "./editing.ts";

/** More would be a wall of buttons. */
const mostOffered = 8;

export function OfferedChecks({ editing, draft }: { readonly editing: Editing; readonly draft: DraftView }) {
	const written = editing.form?.checks ?? "";
	const known = new Set(written.split(/\r?\n/).map((line) => line.trim()));
	const offered = draft.checks.filter((check) => !known.has(check)).slice(0, mostOffered);
	if (offered.length === 0) return null;
	return (
		<ul class="offered" aria-label="Checks of this project">
			{offered.map((check) => (
				<li key={check}>
					<button
						type="button"
						class="button link"
						aria-label={`Add the check ${visible(check)}`}
						onClick={() => editing.write({ checks: added(written, check) }, "now")}
					>
						+ <code>{visible(check)}</code>
					</button>
				</li>
			))}
		</ul>
	);
}

function added(written: string, check: string): string {
	const before = written.trimEnd();
	return before === "" ? check : `${before}\n${check}`;
}
