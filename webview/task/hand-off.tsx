/** What the agent reports at the end, in its own words. */

import type { HandOff } from "../../src/core/task/events.ts";
import { Icon } from "../parts/icon.tsx";
import { Markdown } from "../text/markdown.tsx";

interface HandOffProps {
	readonly handOff: HandOff | null;
	readonly scripted: boolean;
	/** True where checks failed, or were not run though there are some. */
	readonly unverified: boolean;
}

export function HandOffReport({ handOff, scripted, unverified }: HandOffProps) {
	if (!handOff) return null;
	const isOpen = (handOff.parts ?? []).some(({ met }) => !met);
	const done = handOff.status === "done" && !unverified && !isOpen;
	return (
		<section class="hand-off" aria-labelledby="hand-off-heading">
			<h2 id="hand-off-heading">
				<Icon name={done ? "check" : "warning"} tone={done ? "good" : "attention"} />
				Hand-off: {handOff.status === "stuck" ? "stuck" : done ? "done" : notDoneText(isOpen)}
				{scripted && <span class="scripted">scripted demo</span>}
			</h2>
			<Markdown text={handOff.summary} />
			<Points heading="Tried" points={handOff.tried} />
			<Points heading="Left to do" points={handOff.left} />
		</section>
	);
}

/** What the agent itself calls open counts before what the checks say. */
function notDoneText(isOpen: boolean): string {
	return isOpen ? "said to be done in part" : "said to be done, not verified";
}

function Points({ heading, points }: { readonly heading: string; readonly points: readonly string[] }) {
	if (points.length === 0) return null;
	return (
		<>
			<h3>{heading}</h3>
			<ul class="points">
				{points.map((point) => (
					<li key={point}>
						<Markdown text={point} />
					</li>
				))}
			</ul>
		</>
	);
}
