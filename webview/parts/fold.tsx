/** Something that is folded away until it is wanted; what is in it is drawn only then. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

interface FoldProps {
	readonly summary: ComponentChildren;
	readonly unfolded?: boolean;
	readonly children: ComponentChildren;
}

/** `unfolded` counts once, when it is first drawn: after that it is as the person left it. */
export function Fold({ summary, unfolded = false, children }: FoldProps) {
	const [open, setOpen] = useState(unfolded);
	return (
		<details class="fold" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
			<summary>{summary}</summary>
			{open && children}
		</details>
	);
}
