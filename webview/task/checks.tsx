/** What the checks said of what is accepted, and of the whole proposal. */

import type { CheckResult, Verified } from "../../src/core/task/review-events.ts";
import type { Verification } from "../../src/core/task/verification-view.ts";
import { canDecide } from "../../src/core/task/view.ts";
import { CommandButton } from "../parts/command-button.tsx";
import { Exact } from "../parts/exact.tsx";
import { Fold } from "../parts/fold.tsx";
import { Icon } from "../parts/icon.tsx";
import { Scrolling } from "../parts/scrolling.tsx";
import { hasAccepted } from "../text/change-words.ts";
import { formatDuration, formatWhen } from "../text/format.ts";
import { checkLooks, verificationLooks } from "../text/status.ts";
import { visible, visibleOutput } from "../text/visible.ts";
import { Failures } from "./failures.tsx";
import type { TaskProps } from "./task-screen.tsx";

export function Checks({ panel, view }: TaskProps) {
	const { verifications, changes, task } = view;
	const open = canDecide(view) && changes.length > 0;
	if (!open && verifications.length === 0) return null;
	const accepted = changes.some(hasAccepted);
	return (
		<section class="checks" aria-labelledby="checks-heading">
			<h2 id="checks-heading">Checks</h2>
			{isOnlyWholeGreen(verifications) && (
				<p class="not-green">
					<Icon name="warning" tone="attention" />
					The accepted part is not green, though the whole is.
				</p>
			)}
			{verifications.map((item) => (
				<VerificationPart key={item.of} panel={panel} task={task} item={item} />
			))}
			{open && (
				<div class="actions">
					{accepted && (
						<CommandButton panel={panel} command={{ type: "verify", task, of: "accepted" }}>
							Re-verify accepted
						</CommandButton>
					)}
					<CommandButton panel={panel} command={{ type: "verify", task, of: "proposal" }}>
						Verify proposal
					</CommandButton>
				</div>
			)}
		</section>
	);
}

/** Only results that are about what is there now say something of it. */
function isOnlyWholeGreen(verifications: readonly Verification[]): boolean {
	const stateOf = (of: Verified) => verifications.find((item) => item.of === of && !item.stale)?.state;
	return stateOf("accepted") === "failed" && stateOf("proposal") === "passed";
}

const titles = { accepted: "Accepted part", proposal: "Whole proposal" } as const satisfies Record<Verified, string>;

interface VerifiedProps {
	readonly panel: TaskProps["panel"];
	readonly task: string;
	readonly item: Verification;
}

function VerificationPart({ panel, task, item }: VerifiedProps) {
	const { of, state, results, checks, stale, tree, at } = item;
	const { word, icon, tone } = verificationLooks[state];
	return (
		<div class="verification">
			<h3>
				{titles[of]}
				<span class={`pill ${stale ? "plain" : tone}`} role="status">
					<Icon name={icon} />
					{word}
				</span>
				{stale && <span class="muted">before the last changes: run it again</span>}
			</h3>
			{results.length > 0 && (
				<p class="muted ran-on">
					On the tree <code title={visible(tree)}>{visible(tree.slice(0, 8))}</code>,{" "}
					<time dateTime={new Date(at).toISOString()}>{formatWhen(at)}</time>
				</p>
			)}
			<ul>
				{results.length === 0 &&
					checks.map((command) => (
						<li key={command} class="code">
							<Exact text={command} />
						</li>
					))}
				{failuresFirst(results).map(({ result, check }) => (
					<li key={check}>
						<Result panel={panel} command={{ type: "open-check", task, of, check }} result={result} />
					</li>
				))}
			</ul>
		</div>
	);
}

/** Each with its place in the list, by which its output is asked for. */
function failuresFirst(results: readonly CheckResult[]) {
	const rank = ({ outcome, onBase }: CheckResult) =>
		outcome === "failed" ? (onBase === "same" ? 1 : 0) : outcome === "not-run" ? 2 : 3;
	return results
		.map((result, check) => ({ result, check }))
		.toSorted((one, two) => rank(one.result) - rank(two.result));
}

interface ResultProps {
	readonly panel: TaskProps["panel"];
	readonly command: { readonly type: "open-check"; task: string; of: Verified; check: number };
	readonly result: CheckResult;
}

function Result({ panel, command, result }: ResultProps) {
	const { word, icon, tone } = checkLooks[result.outcome];
	const name = visible(result.command);
	const how = [
		word,
		...(result.durationMs > 0 ? [formatDuration(result.durationMs)] : []),
		...(result.onBase === "failed" ? ["failed before this task"] : []),
	];
	const summary = (
		<>
			<Icon name={icon} tone={tone} />
			<span class="call-title code" title={name}>
				<Exact text={result.command} />
			</span>
			<span class="muted">{how.join(", ")}</span>
		</>
	);
	return (
		<Fold summary={summary}>
			<Failures panel={panel} task={command.task} result={result} />
			{result.text === "" ? (
				<p class="muted">No output.</p>
			) : (
				<Scrolling label={`What came of ${name}`}>{visibleOutput(result.text)}</Scrolling>
			)}
			{result.kept !== "" && (
				<CommandButton panel={panel} command={command} kind="link" label={`Open full output of ${name}`}>
					Open full output
				</CommandButton>
			)}
		</Fold>
	);
}
