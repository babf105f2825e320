/** Preformatted text that scrolls when it is long, also by keyboard. */

import type { ComponentChildren } from "preact";

interface ScrollingProps {
	/** What a screen reader calls it. */
	readonly label: string;
	readonly children: ComponentChildren;
}

export function Scrolling({ label, children }: ScrollingProps) {
	return (
		<section class="scrolling" tabIndex={0} aria-label={label}>
			<pre>{children}</pre>
		</section>
	);
}
