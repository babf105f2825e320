/** What a check found wrong, with the places; what was wrong before the task is told apart. */

import type { CheckResult, FoundFailure } from "../../src/core/task/review-events.ts";
import type { Panel } from "../panel.ts";
import { CommandButton } from "../parts/command-button.tsx";
import { Exact } from "../parts/exact.tsx";
import { Fold } from "../parts/fold.tsx";
import { counted } from "../text/format.ts";
import { visible } from "../text/visible.ts";

interface FailuresProps {
	readonly panel: Panel;
	readonly task: string;
	readonly result: CheckResult;
}

export function Failures({ panel, task, result }: FailuresProps) {
	const { failures = [], more = 0, onBase } = result;
	const fresh = failures.filter(({ old }) => old !== true);
	const old = failures.filter((failure) => failure.old === true);
	return (
		<>
			{onBase === "failed" && <p class="muted">Mended: it failed before this task, and passes now.</p>}
			{onBase === "same" && <p class="muted">It failed in the same way before the task.</p>}
			{onBase === "other" && <p class="muted">It failed before the task as well, though not in all of this.</p>}
			<List panel={panel} task={task} failures={fresh} />
			{more > 0 && <p class="muted">… and {counted(more, "more failure")}</p>}
			{old.length > 0 && (
				<Fold summary={counted(old.length, "old failure")}>
					<List panel={panel} task={task} failures={old} />
				</Fold>
			)}
		</>
	);
}

function List({
	panel,
	task,
	failures,
}: Omit<FailuresProps, "result"> & { readonly failures: readonly FoundFailure[] }) {
	if (failures.length === 0) return null;
	return (
		<ul class="failures">
			{failures.map(({ name, place, message }, at) => (
				<li key={at}>
					<span class="code">
						<Exact text={name} />
					</span>
					{place && (
						<CommandButton
							panel={panel}
							command={{ type: "open-place", task, path: place.path, line: place.line }}
							kind="link"
							label={`Open ${visible(place.path)}, line ${place.line}`}
						>
							{visible(place.path)}:{place.line}
						</CommandButton>
					)}
					{message !== "" && <span class="muted">{visible(message)}</span>}
				</li>
			))}
		</ul>
	);
}
