/** What happens right now and is not recorded yet: the reply as it comes, or that the agent is at work. */

import { Markdown } from "../text/markdown.tsx";
import { visibleProse } from "../text/visible.ts";
import type { TaskProps } from "./task-screen.tsx";

/** Not a live region: a screen reader hears the whole reply once it is in the timeline. */
export function Now({ panel, view }: TaskProps) {
	if (view.status !== "running" && view.status !== "preparing") return null;
	const { streaming } = panel;
	const { text, thinking } = streaming.value ?? { text: "", thinking: "" };
	const busy = view.timeline.some((item) => item.kind === "call" && item.state === "running");
	return (
		<div class="now" aria-live="off">
			{thinking !== "" && <Thinking text={thinking} />}
			{text !== "" && (
				<div class="said">
					<Markdown text={text} />
				</div>
			)}
			{text === "" && thinking === "" && !busy && (
				<p class="working">{view.status === "preparing" ? "Preparing a private checkout" : "Working"}</p>
			)}
		</div>
	);
}

function Thinking({ text }: { readonly text: string }) {
	return (
		<details class="thought">
			<summary>
				<span class="working">Thinking</span>
			</summary>
			<p class="source">{visibleProse(text)}</p>
		</details>
	);
}
