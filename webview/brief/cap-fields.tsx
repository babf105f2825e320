/** What a new task may use, and what of a task that is rescoped stays as it is. */

import type { DraftView } from "../../src/protocol/draft.ts";
import { visible } from "../text/visible.ts";
import type { Editing } from "./editing.ts";
import { LineField } from "./fields.tsx";
import { baseWord } from "./words.ts";

const caps = [
	["money", "US dollars"],
	["tokens", "Tokens"],
	["minutes", "Active minutes"],
	["turns", "Turns"],
] as const;

export function CapFields({ editing, draft }: { readonly editing: Editing; readonly draft: DraftView }) {
	return (
		<fieldset>
			<legend>At most</legend>
			<div class="beside">
				{caps.map(([field, label]) => (
					<LineField
						key={field}
						{...{ editing, draft, field, label }}
						numeric
						placeholder={draft.defaults[field] === "" ? "No cap" : draft.defaults[field]}
					/>
				))}
			</div>
		</fieldset>
	);
}

export function FixedFields({ draft: { fixed } }: { readonly draft: DraftView }) {
	if (!fixed) return null;
	return (
		<section class="fixed" aria-labelledby="fixed-heading">
			<h2 id="fixed-heading">Stays as it is</h2>
			<dl class="facts">
				<dt>Began with</dt>
				<dd>{visible(baseWord(fixed.base))}</dd>
				<dt>Owner</dt>
				<dd>{visible(fixed.owner)}</dd>
				<dt>Budget</dt>
				<dd>“Remit: Raise Budget” gives more; what was used so far counts.</dd>
			</dl>
		</section>
	);
}
