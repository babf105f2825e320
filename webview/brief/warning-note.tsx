/** One warning of the brief check, beside the field that it is about. */

import type { BriefWarning } from "../../src/core/brief/warning.ts";
import type { DraftView } from "../../src/protocol/draft.ts";
import { Icon } from "../parts/icon.tsx";
import { visible } from "../text/visible.ts";
import type { Editing } from "./editing.ts";

interface WarningProps {
	readonly editing: Editing;
	readonly draft: DraftView;
	readonly warning: BriefWarning;
	readonly id: string;
}

/** What was dismissed stays in sight in few words, and can be had again; the button stays where it is, and so does the focus. */
export function WarningNote({ editing, draft, warning, id }: WarningProps) {
	const { name, text, reason, needsReview } = warning;
	const isExplore = editing.form?.mode === "explore";
	const dismissed = draft.verdict.dismissed.includes(name);
	const isUnreviewed = needsReview && !dismissed && !isExplore && !draft.verdict.reviews;
	const word = dismissed ? "Show again" : "Dismiss";
	return (
		<div class={`field-note ${dismissed ? "muted" : "warned"}`}>
			{!dismissed && <Icon name="warning" tone="attention" />}
			<div>
				<p id={id}>
					{dismissed ? `Dismissed: ${visible(text)}` : <strong>{visible(text)}</strong>}
					{!dismissed && ` ${visible(reason)}`}
					{isUnreviewed && " The extra review that it asks for is not made: the setting remit.review.when is off."}
				</p>
				{isUnreviewed && (
					<button type="button" class="button link" onClick={() => editing.openReviewSetting()}>
						Open setting
					</button>
				)}
				<button
					type="button"
					class="button link"
					aria-label={`${word}: ${visible(text)}`}
					onClick={() => editing.dismiss(name, !dismissed)}
				>
					{word}
				</button>
			</div>
		</div>
	);
}
