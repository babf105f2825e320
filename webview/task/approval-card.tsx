/** Shows a command exactly as it would run and what it would do, and takes the person's yes or no. */

import { useState } from "preact/hooks";
import type { Approval } from "../../src/core/task/waiting.ts";
import type { Panel } from "../panel.ts";
import { CommandButton } from "../parts/command-button.tsx";
import { Exact } from "../parts/exact.tsx";
import { Icon } from "../parts/icon.tsx";
import { Scrolling } from "../parts/scrolling.tsx";
import { counted } from "../text/format.ts";
import { ApprovalFacts, Segments } from "./approval-facts.tsx";
import { AlwaysAllow, Denial, EditedApproval } from "./approval-ways.tsx";

export interface ApprovalProps {
	readonly panel: Panel;
	readonly task: string;
	readonly approval: Approval;
	/** True for a moment after the card appeared. */
	readonly rests: boolean;
}

type Way = "decide" | "deny" | "edit" | "always";

export function ApprovalCard(props: ApprovalProps) {
	const [way, setWay] = useState<Way>("decide");
	const { approval } = props;
	return (
		<>
			{approval.held !== "" && (
				<p class="held" role="alert">
					<Icon name="warning" tone="attention" />
					<span>
						<Exact text={approval.held} />
					</span>
				</p>
			)}
			<section class="card-body" tabIndex={0} aria-label="What it would do">
				<Command text={approval.command} />
				<ApprovalFacts approval={approval} />
				<Segments approval={approval} />
				{approval.purpose !== "" && (
					<p class="claim">
						The agent says:{" "}
						<q>
							<Exact text={approval.purpose} />
						</q>
					</p>
				)}
			</section>
			<Ways {...props} way={way} choose={setWay} />
		</>
	);
}

/** Characters of a line that fit into the panel without a word on how many there are. */
const longLine = 400;

/** What scrolls says how long it is, so that nobody approves only the part that is in sight. */
function Command({ text }: { readonly text: string }) {
	const lines = text.split("\n").length;
	const length = lines > 1 ? counted(lines, "line") : text.length > longLine ? counted(text.length, "character") : "";
	return (
		<figure class="command">
			<Scrolling label="Command">
				<Exact text={text} />
			</Scrolling>
			{length !== "" && <figcaption>{length}: all of them would run</figcaption>}
		</figure>
	);
}

interface WaysProps extends ApprovalProps {
	readonly way: Way;
	choose(way: Way): void;
}

function Ways({ way, choose, ...props }: WaysProps) {
	const onBack = () => choose("decide");
	switch (way) {
		case "decide":
			return <Decision {...props} choose={choose} />;
		case "deny":
			return <Denial {...props} onBack={onBack} />;
		case "edit":
			return <EditedApproval {...props} onBack={onBack} />;
		case "always":
			return <AlwaysAllow {...props} onBack={onBack} />;
		default:
			return way satisfies never;
	}
}

function Decision({ panel, task, approval, rests, choose }: Omit<WaysProps, "way">) {
	const { call, binding } = approval;
	const approve = { type: "approve", task, call, binding, reach: "once" } as const;
	const resting = rests || panel.isOnItsWay(approve);
	const other = (way: Way, words: string, title: string) => (
		<button type="button" class="button link" title={title} disabled={resting} onClick={() => choose(way)}>
			{words}
		</button>
	);
	return (
		<>
			<div class="actions">
				<CommandButton panel={panel} command={approve} kind="primary" disabled={rests}>
					Approve
				</CommandButton>
				<button type="button" class="button secondary" disabled={resting} onClick={() => choose("deny")}>
					Deny…
				</button>
			</div>
			<div class="actions more-ways">
				<CommandButton
					panel={panel}
					command={{ ...approve, reach: "task" }}
					kind="link"
					disabled={rests}
					label="For this task: approve exactly this command whenever this task runs it again"
					title="Approve exactly this command whenever this task runs it again"
				>
					For this task
				</CommandButton>
				{other("edit", "Edit…", "Change the command, then approve it")}
				{approval.rule !== null && other("always", "Always allow…", "Shows the rule that would be written")}
			</div>
		</>
	);
}
