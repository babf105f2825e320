/** A command or a path, character by character: what is invisible or reorders text is shown by its code point. */

import { pieces } from "../text/visible.ts";

export function Exact({ text }: { readonly text: string }) {
	return (
		<bdo dir="ltr">
			{pieces(text).map((piece) =>
				piece.hidden ? (
					<mark class="hidden-character" title="A character that cannot be seen">
						{piece.text}
					</mark>
				) : (
					piece.text
				),
			)}
		</bdo>
	);
}
