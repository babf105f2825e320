/** What makes the checks prove less than before: above everything else in the changes. */

import { CommandButton } from "../parts/command-button.tsx";
import { Icon } from "../parts/icon.tsx";
import { Path } from "../parts/path.tsx";
import { counted } from "../text/format.ts";
import { verificationLooks } from "../text/status.ts";
import { visible, visibleProse } from "../text/visible.ts";
import type { TaskProps } from "./task-screen.tsx";

const shownFindings = 30;

export function LookFirst({ panel, view }: TaskProps) {
	const { task, tampering, oldTests } = view;
	if (tampering.length === 0) return null;
	const more = tampering.length - shownFindings;
	return (
		<section class="protected look-first" aria-labelledby="look-first-heading">
			<h3 id="look-first-heading">
				<Icon name="warning" tone="attention" />
				Look at these first: they decide what the checks prove
			</h3>
			<ul>
				{tampering.slice(0, shownFindings).map(({ path, line, because }) => (
					<li key={`${path} ${line} ${because}`} class="finding">
						<CommandButton
							panel={panel}
							command={{ type: "review", task, path }}
							kind="link"
							label={`Open the diff of ${visible(path)}: it ${visible(because)}`}
							title={visible(path)}
						>
							<Path path={`${visible(path)}${line > 0 ? `:${line}` : ""}`} />
						</CommandButton>
						<span>{visibleProse(because)}</span>
					</li>
				))}
			</ul>
			{more > 0 && <p class="muted">… and {counted(more, "more finding")}</p>}
			{oldTests && <OldTests oldTests={oldTests} />}
		</section>
	);
}

function OldTests({ oldTests }: { readonly oldTests: NonNullable<TaskProps["view"]["oldTests"]> }) {
	const { word, icon, tone } = verificationLooks[oldTests.state];
	return (
		<p class="old-tests" title={oldTests.paths.map(visible).join(", ")}>
			<Icon name={icon} tone={tone} />
			The tests as they were, on the new code: {word}
			{oldTests.stale && <span class="muted"> (before the last changes)</span>}
		</p>
	);
}
