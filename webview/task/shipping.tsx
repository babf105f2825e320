/** How work gets from the task into the person's repository: a branch, a commit, a pull request; and what got there. */

import type { Shipped } from "../../src/core/task/review-view.ts";
import { canDecide, type TaskView } from "../../src/core/task/view.ts";
import { CommandButton } from "../parts/command-button.tsx";
import { Icon } from "../parts/icon.tsx";
import { hasAccepted } from "../text/change-words.ts";
import { visible } from "../text/visible.ts";
import type { TaskProps } from "./task-screen.tsx";

export function Shipping({ panel, view }: TaskProps) {
	const { shipped, task } = view;
	const { accepted, any } = shippable(view);
	if (!any && shipped.length === 0) return null;
	return (
		<section class="shipping" aria-labelledby="shipping-heading">
			<h2 id="shipping-heading">Your repository</h2>
			{shipped.length > 0 && (
				<ul>
					{shipped.map((item) => (
						<li key={`${item.type} ${item.at}`}>
							<Icon name={item.type === "branch.pushed" ? "up" : item.type === "branch.kept" ? "branch" : "check"} />
							<span>{shippedText(item)}</span>
						</li>
					))}
				</ul>
			)}
			{any && (
				<div class="actions">
					<CommandButton panel={panel} command={{ type: "keep-branch", task }}>
						Keep as branch
					</CommandButton>
					{accepted && (
						<CommandButton panel={panel} command={{ type: "commit-accepted", task }}>
							Commit accepted
						</CommandButton>
					)}
					<CommandButton panel={panel} command={{ type: "open-pull-request", task }}>
						Open pull request…
					</CommandButton>
				</div>
			)}
		</section>
	);
}

/** What was rejected is not brought anywhere. */
function shippable(view: TaskView): { readonly accepted: boolean; readonly any: boolean } {
	const open = canDecide(view);
	const accepted = open && view.changes.some(hasAccepted);
	return { accepted, any: accepted || (open && view.changes.some(({ decision }) => decision === "undecided")) };
}

function shippedText(item: Shipped): string {
	const branch = visible(item.branch);
	const commit = item.commit.slice(0, 8);
	switch (item.type) {
		case "branch.kept":
			return `Kept as branch ${branch}, commit ${commit}`;
		case "accepted.committed":
			return `Committed on ${branch}, commit ${commit}`;
		case "branch.pushed":
			return `Pushed ${branch} to ${visible(item.remote)} (${visible(item.url)}), commit ${commit}`;
		default:
			return item satisfies never;
	}
}
