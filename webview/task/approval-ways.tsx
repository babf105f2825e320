/** The answers to a command that need a second step: a denial with its reason, a changed command, a rule for always. */

import { editField, reasonField } from "../drafts.ts";
import { CommandButton } from "../parts/command-button.tsx";
import { Exact } from "../parts/exact.tsx";
import { Field } from "../parts/field.tsx";
import { Scrolling } from "../parts/scrolling.tsx";
import { pieces } from "../text/visible.ts";
import type { ApprovalProps } from "./approval-card.tsx";

interface WayProps extends ApprovalProps {
	onBack(): void;
}

export function Denial({ panel, task, approval, onBack }: WayProps) {
	const field = reasonField(task, approval.call);
	const deny = { type: "deny", task, call: approval.call, reason: panel.drafts.read(field).trim() } as const;
	return (
		<>
			<Field
				drafts={panel.drafts}
				name={field}
				label="Tell the agent why (optional)"
				most={10_000}
				readOnly={panel.isOnItsWay(deny)}
				onSubmit={() => panel.send(deny)}
				onEscape={onBack}
				onMount={(element) => element.focus()}
			/>
			<div class="actions">
				<CommandButton panel={panel} command={deny} kind="primary">
					Deny
				</CommandButton>
				<Back disabled={panel.isOnItsWay(deny)} onBack={onBack} />
			</div>
		</>
	);
}

export function EditedApproval({ panel, task, approval, onBack }: WayProps) {
	const { call, binding } = approval;
	const field = editField(task, call);
	const command = panel.drafts.read(field);
	const approve = { type: "approve-edited", task, call, binding, command } as const;
	const empty = command.trim() === "";
	return (
		<>
			<div class="edited">
				<Field
					drafts={panel.drafts}
					name={field}
					label="The command that runs instead"
					most={20_000}
					readOnly={panel.isOnItsWay(approve)}
					onSubmit={() => !empty && panel.send(approve)}
					onEscape={onBack}
					onMount={(element) => {
						if (command === "") panel.drafts.write(field, approval.command);
						element.focus();
					}}
				/>
			</div>
			{pieces(command).some(({ hidden }) => hidden) && <Unseen command={command} />}
			<p class="muted hint">
				It is judged anew. If it deletes, or reaches more than is shown above, it is shown once more.
			</p>
			<div class="actions">
				<CommandButton panel={panel} command={approve} kind="primary" disabled={empty}>
					Approve edited
				</CommandButton>
				<Back disabled={panel.isOnItsWay(approve)} onBack={onBack} />
			</div>
		</>
	);
}

/** A field shows nothing for what cannot be seen, so it is shown beside it. */
function Unseen({ command }: { readonly command: string }) {
	return (
		<figure class="command">
			<figcaption>It holds characters that cannot be seen:</figcaption>
			<Scrolling label="The edited command, exactly">
				<Exact text={command} />
			</Scrolling>
		</figure>
	);
}

export function AlwaysAllow({ panel, task, approval, onBack }: WayProps) {
	const { call, binding, rule } = approval;
	const approve = { type: "approve", task, call, binding, reach: "always" } as const;
	return (
		<>
			<figure class="command">
				<figcaption>This rule is added to your own settings, in remit.policy.rules:</figcaption>
				<Scrolling label="The rule">
					<Exact text={JSON.stringify(rule, null, 2)} />
				</Scrolling>
			</figure>
			<div class="actions">
				<CommandButton panel={panel} command={approve} kind="primary">
					Add rule and approve
				</CommandButton>
				<Back disabled={panel.isOnItsWay(approve)} onBack={onBack} focus />
			</div>
		</>
	);
}

interface BackProps {
	readonly disabled: boolean;
	/** Takes the focus when it appears: where there is no field to write in. */
	readonly focus?: boolean;
	onBack(): void;
}

function Back({ disabled, focus = false, onBack }: BackProps) {
	return (
		<button
			type="button"
			class="button secondary"
			disabled={disabled}
			onClick={onBack}
			ref={(element) => {
				if (focus && element && !element.parentElement?.contains(document.activeElement)) element.focus();
			}}
		>
			Back
		</button>
	);
}
