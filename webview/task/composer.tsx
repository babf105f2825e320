/** Where the person tells the agent something, stops it, lets it go on, or throws its work away. */

import { isHeldUp } from "../../src/core/budget/spend.ts";
import { canContinue, isLive, type TaskView } from "../../src/core/task/view.ts";
import { wordField } from "../drafts.ts";
import { CommandButton } from "../parts/command-button.tsx";
import { Field } from "../parts/field.tsx";
import { statusLooks } from "../text/status.ts";
import type { TaskProps } from "./task-screen.tsx";

/** Enter writes a new line; nothing here ever approves a command. */
export function Composer({ panel, view }: TaskProps) {
	if (isLive(view.status)) return <Steering panel={panel} view={view} />;
	if (canContinue(view.status)) return <Resuming panel={panel} view={view} />;
	return <Closed panel={panel} view={view} />;
}

function Closed({ panel, view }: TaskProps) {
	const hasCheckout = view.checkout !== null && view.status !== "discarded";
	return (
		<div class="composer">
			<p class="muted">This task is closed: {statusLooks[view.status].word.toLowerCase()}.</p>
			<div class="actions">
				<CommandButton panel={panel} command={{ type: "show", task: "" }}>
					All tasks
				</CommandButton>
				{hasCheckout && (
					<CommandButton
						panel={panel}
						command={{ type: "discard", task: view.task }}
						title="Frees the disk; the journal is kept, and your files stay as they are"
					>
						Delete checkout
					</CommandButton>
				)}
			</div>
		</div>
	);
}

function Steering({ panel, view }: TaskProps) {
	const word = wordOf({ panel, view });
	return (
		<div class="composer">
			<WordField panel={panel} view={view} label="Tell the agent something" placeholder="Tell the agent something" />
			<div class="actions">
				<SendButton word={word} label="Send" />
				<CommandButton panel={panel} command={{ type: "stop", task: view.task }} icon="stop">
					Stop
				</CommandButton>
			</div>
		</div>
	);
}

function SendButton({ word, label }: { readonly word: ReturnType<typeof wordOf>; readonly label: string }) {
	return (
		<button
			type="button"
			class="button secondary"
			disabled={!word.sendable}
			aria-busy={word.sending}
			title="Ctrl+Enter, on a Mac Cmd+Enter"
			onClick={word.send}
		>
			{label}
		</button>
	);
}

function Resuming({ panel, view }: TaskProps) {
	const task = view.task;
	return (
		<div class="composer">
			<WordField
				panel={panel}
				view={view}
				label={isHeldUp(view) ? "For when it goes on" : "Continue with…"}
				placeholder={resumeHint(view)}
			/>
			<div class="actions">
				<GoOn panel={panel} view={view} />
				{view.status === "interrupted" && (
					<CommandButton panel={panel} command={{ type: "stop", task }} icon="stop">
						Stop
					</CommandButton>
				)}
				{view.status !== "stuck" && (
					<CommandButton
						panel={panel}
						command={{ type: "rescope", task }}
						title="Changes the brief; the checkout stays"
					>
						Rescope…
					</CommandButton>
				)}
				<CommandButton
					panel={panel}
					command={{ type: "discard", task }}
					title="Throws away the checkout and what was not accepted"
				>
					Discard
				</CommandButton>
			</div>
		</div>
	);
}

/** A task that stands at a cap goes on when that is raised; a word for it is kept until then. */
function GoOn({ panel, view }: TaskProps) {
	const word = wordOf({ panel, view });
	if (isHeldUp(view)) return <SendButton word={word} label="Send" />;
	if (word.text !== "") return <SendButton word={word} label="Continue" />;
	return (
		<CommandButton panel={panel} command={{ type: "continue", task: view.task }}>
			Continue
		</CommandButton>
	);
}

function resumeHint(view: TaskView): string {
	if (isHeldUp(view)) return "What the agent should know when the budget is raised";
	if (view.status !== "ready") return "Continue with… what the agent should do differently";
	return view.brief?.mode === "explore" ? "Ask a further question" : "Continue with… what is still wrong or missing";
}

/** The text for the agent, and how it is sent. */
function wordOf({ panel, view }: TaskProps) {
	const text = panel.drafts.read(wordField(view.task)).trim();
	const sending = panel.isOnItsWay({ type: "steer", task: view.task, text });
	const sendable = text !== "" && !sending;
	return { text, sending, sendable, send: () => sendable && panel.steer(view, text) };
}

interface WordFieldProps extends TaskProps {
	readonly label: string;
	readonly placeholder: string;
}

function WordField({ panel, view, label, placeholder }: WordFieldProps) {
	const word = wordOf({ panel, view });
	return (
		<Field
			drafts={panel.drafts}
			name={wordField(view.task)}
			label={label}
			placeholder={placeholder}
			most={20_000}
			readOnly={word.sending}
			onSubmit={word.send}
		/>
	);
}
