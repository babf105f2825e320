/** The answer of a task that changes nothing: the agent's own words, with the places in them to go to. */

import { useMemo } from "preact/hooks";
import type { TaskView } from "../../src/core/task/view.ts";
import { Icon } from "../parts/icon.tsx";
import { Markdown } from "../text/markdown.tsx";
import { Places } from "../text/places.tsx";
import type { TaskProps } from "./task-screen.tsx";

/** Whether what the agent handed off is an answer, and no change. */
export function isAnswer({ brief, handOff }: TaskView): boolean {
	return brief?.mode === "explore" && handOff?.status === "done";
}

export function Answer({ panel, view }: TaskProps) {
	const { task, handOff, model } = view;
	const known = useMemo(
		() => ({ panel, task, places: new Set(handOff?.places ?? []) }),
		[panel, task, handOff?.places],
	);
	if (!handOff || !isAnswer(view)) return null;
	return (
		<section class="hand-off" aria-labelledby="answer-heading" data-outcome={view.status}>
			<h2 id="answer-heading">
				<Icon name="check" tone="good" />
				Answer
				{model.scripted && <span class="scripted">scripted demo</span>}
			</h2>
			<Places.Provider value={known}>
				<Markdown text={handOff.summary} />
			</Places.Provider>
		</section>
	);
}
