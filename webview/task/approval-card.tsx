/** Shows a command exactly as it would run, and takes the person's yes or no. */

import { useState } from "preact/hooks";
import type { Waiting } from "../../src/core/task/view.ts";
import { reasonField } from "../drafts.ts";
import type { Panel } from "../panel.ts";
import { CommandButton } from "../parts/command-button.tsx";
import { Exact } from "../parts/exact.tsx";
import { Field } from "../parts/field.tsx";
import { Scrolling } from "../parts/scrolling.tsx";
import { counted } from "../text/format.ts";

interface ApprovalProps {
	readonly panel: Panel;
	readonly task: string;
	readonly approval: Extract<Waiting, { kind: "approval" }>;
	/** True for a moment after the card appeared. */
	readonly rests: boolean;
}

export function ApprovalCard(props: ApprovalProps) {
	const [denying, setDenying] = useState(false);
	const { approval } = props;
	return (
		<>
			<Command text={approval.command} />
			<dl class="facts">
				<dt>In</dt>
				<dd>
					{approval.cwd === "" ? (
						"the checkout's root"
					) : (
						<code>
							<Exact text={approval.cwd} />
						</code>
					)}
				</dd>
				<dt>Why it asks</dt>
				<dd>
					<Exact text={approval.because} />
				</dd>
			</dl>
			{approval.purpose !== "" && (
				<p class="claim">
					The agent says:{" "}
					<q>
						<Exact text={approval.purpose} />
					</q>
				</p>
			)}
			{denying ? (
				<Denial {...props} onBack={() => setDenying(false)} />
			) : (
				<Decision {...props} onDeny={() => setDenying(true)} />
			)}
		</>
	);
}

/** What scrolls says how long it is, so that nobody approves only the part that is in sight. */
function Command({ text }: { readonly text: string }) {
	const lines = text.split("\n").length;
	return (
		<figure class="command">
			<Scrolling label="Command">
				<Exact text={text} />
			</Scrolling>
			{lines > 1 && <figcaption>{counted(lines, "line")}: all of them would run</figcaption>}
		</figure>
	);
}

function Decision({ panel, task, approval, rests, onDeny }: ApprovalProps & { onDeny(): void }) {
	const approve = { type: "approve", task, call: approval.call } as const;
	return (
		<div class="actions">
			<CommandButton panel={panel} command={approve} kind="primary" disabled={rests}>
				Approve
			</CommandButton>
			<button type="button" class="button secondary" disabled={rests || panel.isOnItsWay(approve)} onClick={onDeny}>
				Deny…
			</button>
		</div>
	);
}

function Denial({ panel, task, approval, onBack }: ApprovalProps & { onBack(): void }) {
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
				<button type="button" class="button secondary" disabled={panel.isOnItsWay(deny)} onClick={onBack}>
					Back
				</button>
			</div>
		</>
	);
}
