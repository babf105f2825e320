/** Chooses what is shown: the brief that is being written, one task, or the list with what a new task needs. */

import { BriefEditor } from "../brief/brief-editor.tsx";
import type { Panel } from "../panel.ts";
import { TaskScreen } from "../task/task-screen.tsx";
import { Home } from "./home.tsx";

export function Screen({ panel }: { readonly panel: Panel }) {
	const setup = panel.setup.value;
	const view = panel.view.value;
	// Nothing is known yet: an empty panel for a moment is calmer than one that changes.
	if (!setup) return null;
	const draft = panel.editing.draft.value;
	if (draft?.shown) return <BriefEditor key={draft.id} panel={panel} draft={draft} setup={setup} />;
	return view ? (
		<TaskScreen key={view.task} panel={panel} view={view} setup={setup} />
	) : (
		<Home panel={panel} setup={setup} />
	);
}
