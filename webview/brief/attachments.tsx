/** What goes with the goal: a selection, a diagnostic. It can be looked at and left out, not rewritten. */

import type { DraftView } from "../../src/protocol/draft.ts";
import type { Panel } from "../panel.ts";
import { CommandButton } from "../parts/command-button.tsx";
import { Exact } from "../parts/exact.tsx";
import { Fold } from "../parts/fold.tsx";
import { Scrolling } from "../parts/scrolling.tsx";
import { visible } from "../text/visible.ts";

export function Attachments({ panel, draft }: { readonly panel: Panel; readonly draft: DraftView }) {
	if (draft.attachments.length === 0) return null;
	return (
		<section aria-labelledby="attachments-heading">
			<h2 id="attachments-heading">Attached</h2>
			<ul class="attachments">
				{draft.attachments.map(({ id, title, text }) => (
					<li key={id}>
						<Fold summary={visible(title)}>
							<Scrolling label={visible(title)}>
								<Exact text={text} />
							</Scrolling>
						</Fold>
						<CommandButton
							panel={panel}
							command={{ type: "remove-attachment", draft: draft.id, attachment: id }}
							kind="icon"
							icon="cross"
							label={`Remove ${visible(title)}`}
						/>
					</li>
				))}
			</ul>
		</section>
	);
}
