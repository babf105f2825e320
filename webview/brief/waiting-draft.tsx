/** On the list: the brief that a person has begun and left. */

import { titleLine } from "../../src/core/report/prose-line.ts";
import type { Panel } from "../panel.ts";
import { CommandButton } from "../parts/command-button.tsx";
import { visible } from "../text/visible.ts";

export function WaitingDraft({ panel }: { readonly panel: Panel }) {
	const draft = panel.editing.draft.value;
	if (!draft) return null;
	const goal = titleLine(panel.editing.form?.goal ?? "", 200);
	return (
		<section class="waiting-draft" aria-labelledby="draft-heading">
			<h2 id="draft-heading">{draft.task === "" ? "A brief is being written" : "A task is being rescoped"}</h2>
			<p class="row-title" title={visible(goal)}>
				{goal === "" ? "No goal yet" : visible(goal)}
			</p>
			<div class="actions">
				<CommandButton panel={panel} command={{ type: "show-draft", draft: draft.id }}>
					Go on
				</CommandButton>
				<CommandButton panel={panel} command={{ type: "discard-draft", draft: draft.id }}>
					Discard draft
				</CommandButton>
			</div>
		</section>
	);
}
