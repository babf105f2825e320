/** What a command would do, as far as it is known: its parts and their verdicts, what it deletes, reaches and touches. */

import type { ComponentChildren } from "preact";
import type { Verdict } from "../../src/core/policy/decision.ts";
import type { InspectedPath } from "../../src/core/policy/inspection.ts";
import { type Approval, deletionText } from "../../src/core/task/waiting.ts";
import { Exact } from "../parts/exact.tsx";
import { Icon } from "../parts/icon.tsx";
import { counted } from "../text/format.ts";
import { type Look, verdictLooks } from "../text/status.ts";

interface FactsProps {
	readonly approval: Approval;
}

/** Every command in it, in order; one alone is told by the reason why it asks. */
export function Segments({ approval: { segments } }: FactsProps) {
	if (segments.length < 2) return null;
	return (
		<section class="segments" aria-label={`${counted(segments.length, "command")} in it`}>
			<ol>
				{segments.map(({ text, verdict, because, rule }, at) => (
					<li key={at}>
						<VerdictMark verdict={verdict} />
						<code>
							<Exact text={text} />
						</code>
						<p class="muted">
							<Exact text={because} />
							{rule !== undefined && ` (${rule})`}
						</p>
					</li>
				))}
			</ol>
		</section>
	);
}

function VerdictMark({ verdict }: { readonly verdict: Verdict }) {
	const { icon, word, tone }: Look = verdictLooks[verdict];
	return (
		<span class={`verdict ${tone}`}>
			<Icon name={icon} />
			{word}
		</span>
	);
}

/** What must not be missed comes first. */
export function ApprovalFacts({ approval }: FactsProps) {
	return (
		<dl class="facts">
			<Warnings approval={approval} />
			<Circumstances approval={approval} />
		</dl>
	);
}

function Warnings({ approval: { command, deletes, domains, paths } }: FactsProps) {
	const outside = paths.filter(isOutside);
	const secrets = command.split("‹secret:").length - 1;
	return (
		<>
			{secrets > 0 && (
				<Fact name="Hidden" warns>
					{secrets === 1 ? "One part looks" : `${secrets} parts look`} like a secret: not shown, but run as it is
				</Fact>
			)}
			{deletes && (
				<Fact name="Deletes" warns>
					<Exact text={deletionText(deletes)} />
				</Fact>
			)}
			{domains.length > 0 && (
				<Fact name="Network" warns>
					Would reach <Exact text={domains.join(", ")} />
				</Fact>
			)}
			{outside.length > 0 && (
				<Fact name="Outside" warns>
					<Paths paths={outside} label="Paths outside of the project" />
				</Fact>
			)}
		</>
	);
}

function Circumstances({ approval }: FactsProps) {
	const { domains, paths, cwd, because, step, sandboxed, segments } = approval;
	const inside = paths.filter((path) => !isOutside(path));
	const reasons = segments.flatMap((one) => (one.verdict === "ask" ? [one.because] : []));
	const isTold = segments.length > 1 && reasons.join(" ") === because;
	return (
		<>
			{!isTold && (
				<Fact name="Why it asks">
					<Exact text={because} />
				</Fact>
			)}
			<Fact name="Runs in" warns={!sandboxed}>
				<Where cwd={cwd} /> {guardText(sandboxed, domains)}
			</Fact>
			{step !== "" && (
				<Fact name="Plan step">
					<Exact text={step} />
				</Fact>
			)}
			{inside.length > 0 && <Touched paths={inside} />}
		</>
	);
}

function isOutside({ place }: InspectedPath): boolean {
	return place === "outside";
}

interface FactProps {
	readonly name: string;
	/** Whether it deserves a second look: marked by a picture, and said. */
	readonly warns?: boolean;
	readonly children: ComponentChildren;
}

function Fact({ name, warns = false, children }: FactProps) {
	return (
		<>
			<dt>
				{warns && <Icon name="warning" tone="attention" />}
				{warns && <span class="visually-hidden">Note: </span>}
				{name}
			</dt>
			<dd>{children}</dd>
		</>
	);
}

function Where({ cwd }: { readonly cwd: string }) {
	if (cwd === "") return <>the checkout's root,</>;
	return (
		<>
			<code>
				<Exact text={cwd} />
			</code>
			,
		</>
	);
}

function guardText(sandboxed: boolean, domains: readonly string[]): string {
	if (!sandboxed) return "without a sandbox, with your rights";
	return domains.length > 0 ? "in the sandbox, with the network named above" : "in the sandbox, without network";
}

function Touched({ paths }: { readonly paths: readonly InspectedPath[] }) {
	return (
		<Fact name="Touches">
			<details class="touched">
				<summary>{counted(paths.length, "path")} in the project</summary>
				<Paths paths={paths} label="Paths in the project" />
			</details>
		</Fact>
	);
}

const kindWords = { read: "reads", write: "writes", delete: "deletes" } as const satisfies Record<
	InspectedPath["kind"],
	string
>;

function Paths({ paths, label }: { readonly paths: readonly InspectedPath[]; readonly label: string }) {
	return (
		<ul class="paths" aria-label={label}>
			{paths.map(({ path, kind, place }, at) => (
				<li key={at}>
					{kindWords[kind]}{" "}
					<code>
						<Exact text={path} />
					</code>
					{place === "missing" && " (is not there)"}
				</li>
			))}
		</ul>
	);
}
