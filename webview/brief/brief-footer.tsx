/** What stands under the brief and stays in sight: what there is to think of, what it may use, and the buttons. */

import type { Setup } from "../../src/protocol/messages.ts";
import type { BriefProps } from "./brief-editor.tsx";
import { problemsOf } from "./fields.tsx";
import { countWords } from "./words.ts";

export function BriefFooter({ panel, draft, setup }: BriefProps & { readonly setup: Setup }) {
	const { editing } = panel;
	const { task, verdict } = draft;
	const sending = panel.isUsing;
	return (
		<footer class="brief-footer">
			<p class="counts" role="status">
				{countsText({ panel, draft })}
			</p>
			{verdict.budget !== "" && <p class="muted">{verdict.budget}</p>}
			{setup.state !== "ready" && <p>{setup.text}</p>}
			{setup.scripted && <p class="scripted">Scripted demo: no model will be called</p>}
			<div class="actions">
				<button
					type="button"
					class="button primary"
					disabled={sending || setup.state !== "ready"}
					aria-busy={sending}
					title="Ctrl+Enter, on a Mac Cmd+Enter"
					onClick={() => editing.use("submit-draft")}
				>
					{task === "" ? "Delegate" : "Rescope and continue"}
				</button>
				<button type="button" class="button secondary" disabled={sending} onClick={() => editing.use("save-draft")}>
					Save Brief…
				</button>
			</div>
		</footer>
	);
}

function countsText({ panel, draft }: BriefProps): string {
	const { warnings, dismissed, problems } = draft.verdict;
	const shown = new Set(problems.map(({ field }) => field));
	const open = [...shown].filter((field) => problemsOf(panel.editing, draft, field).length > 0).length;
	const left = warnings.filter(({ name }) => !dismissed.includes(name)).length;
	const words = countWords(left, open);
	if (words === "") return "";
	return open === 0 ? `${words}. Warnings never stop you.` : `${words}. Problems must be mended first.`;
}
