/** The list of tasks, under the way to delegate a new one, or under what is missing for that. */

import { kindOf } from "../../src/core/brief/kind-of.ts";
import type { Setup } from "../../src/protocol/messages.ts";
import { WaitingDraft } from "../brief/waiting-draft.tsx";
import { goalField } from "../drafts.ts";
import type { Panel } from "../panel.ts";
import { CommandButton } from "../parts/command-button.tsx";
import { Field } from "../parts/field.tsx";
import { Guards } from "../parts/guards.tsx";
import { TaskList } from "./task-list.tsx";
import { Welcome } from "./welcome.tsx";

export function Home({ panel, setup }: { readonly panel: Panel; readonly setup: Setup }) {
	return (
		<main class="home">
			<h1 class="visually-hidden">Remit</h1>
			{setup.state === "ready" ? <NewTask panel={panel} setup={setup} /> : <Welcome panel={panel} setup={setup} />}
			<WaitingDraft panel={panel} />
			<Guards guards={setup.guards} />
			<TaskList panel={panel} canDelegate={setup.state === "ready"} />
		</main>
	);
}

function NewTask({ panel, setup }: { readonly panel: Panel; readonly setup: Setup }) {
	const goal = panel.drafts.read(goalField).trim();
	const sending = panel.isOnItsWay({ type: "delegate", goal });
	const delegate = () => {
		if (goal !== "") panel.delegate(goal);
	};
	const editBrief = () => panel.editBrief(goal);
	return (
		<section class="new-task" aria-label="New task">
			<Field
				drafts={panel.drafts}
				name={goalField}
				label="What shall be done?"
				placeholder="The goal, and how you will know that it is reached"
				most={100_000}
				rows={4}
				readOnly={sending}
				onSubmit={delegate}
				onSubmitFurther={editBrief}
			/>
			{setup.suggestion !== "" && goal === "" && <Suggestion panel={panel} text={setup.suggestion} />}
			<div class="actions">
				<button
					type="button"
					class="button primary"
					disabled={goal === "" || sending}
					aria-busy={sending}
					title="Ctrl+Enter, on a Mac Cmd+Enter"
					onClick={delegate}
				>
					Delegate
				</button>
				<CommandButton
					panel={panel}
					command={{ type: "edit-brief", goal }}
					title="Fills in a brief from this sentence, for you to edit: Ctrl+Shift+Enter, on a Mac Cmd+Shift+Enter"
				>
					Brief…
				</CommandButton>
				<ModelName setup={setup} />
			</div>
			<p class="muted budget-before">{setup.budget[kindOf(goal)]}</p>
		</section>
	);
}

function Suggestion({ panel, text }: { readonly panel: Panel; readonly text: string }) {
	return (
		<p class="suggestion">
			<button type="button" class="button link" onClick={() => panel.drafts.write(goalField, text)}>
				Use the demo's task
			</button>
			<span class="muted"> {text}</span>
		</p>
	);
}

function ModelName({ setup }: { readonly setup: Setup }) {
	if (setup.scripted) return <span class="scripted">Scripted demo: no model will be called</span>;
	return setup.model === "" ? null : (
		<span class="muted model" title={`New tasks use ${setup.model}`}>
			{setup.model}
		</span>
	);
}
