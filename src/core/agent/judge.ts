/** Judges one command where it would run: its text by the policy, what it would touch by looking, and both in one answer. */

import { alwaysRule } from "../policy/always.ts";
import { decide } from "../policy/decide.ts";
import type { Decision, Segment, Verdict } from "../policy/decision.ts";
import type { Inspection } from "../policy/inspection.ts";
import type { NewRule, Ports, ShellGuard } from "../ports.ts";
import type { TaskEvent } from "../task/events.ts";

export type JudgePorts = Pick<Ports, "checkout" | "policy">;

/** A command as a call asks for it. */
export interface AskedCommand {
	readonly call: string;
	readonly command: string;
	/** Relative to the checkout's root; empty for the root. */
	readonly cwd: string;
	/** How long the journal was when it was judged: tells askings apart, because a model may use a call's id again. */
	readonly judgedAt: number;
}

export interface Judged extends AskedCommand {
	readonly verdict: Verdict;
	readonly because: string;
	readonly segments: readonly Segment[];
	/** The rules that decided; empty when only what is built in did. */
	readonly by: readonly string[];
	readonly inspection: Inspection;
	/** What would let it run without asking; null where nothing asks, or no rule alone would do. */
	readonly rule: NewRule | null;
	/** Hosts that it may reach when it runs. */
	readonly domains: readonly string[];
	readonly guard: ShellGuard;
	/** Identifies everything but the call: what "for this task" counts for. */
	readonly exact: string;
	/** Identifies everything: what one approval counts for. */
	readonly binding: string;
}

const nothingFound: Inspection = { paths: [], deletes: null, problems: [], domains: [] };

/** Rejects only when `signal` aborts: what cannot be looked at is a reason to ask. */
export async function judgeCommand(asked: AskedCommand, ports: JudgePorts, signal: AbortSignal): Promise<Judged> {
	const guard = ports.checkout.shell.guard();
	const { sandboxed, shell, root } = guard;
	const place = { shell, cwd: asked.cwd, root, sandboxed, ...ports.policy.current() };
	const decision = decide(asked.command, place);
	const inspection = decision.verdict === "deny" ? nothingFound : await look(decision, ports, signal);
	const doubts = runs(decision.verdict) ? [...inspection.problems, ...doubtsOf(decision, inspection, guard)] : [];
	const verdict = doubts.length > 0 ? "ask" : decision.verdict;
	const reasons = doubts.length > 0 ? doubts : [decision.because, ...inspection.problems];
	const domains = domainsOf(verdict, decision, inspection);
	const bound = { ...asked, guard, domains, inspection };
	const ruled = decision.verdict === "ask" && canBeRuled(decision, inspection, guard);
	return {
		...bound,
		verdict,
		because: reasons.join(" "),
		segments: decision.segments,
		by: unique(decision.segments.flatMap(({ rule }) => rule ?? [])),
		rule: ruled ? alwaysRule(asked.command, place) : null,
		exact: exactOf(bound, ports),
		binding: bindingOf(bound, ports),
	};
}

/** Whether a verdict lets a command run by itself. */
export function runs(verdict: Verdict): boolean {
	return verdict === "safe" || verdict === "workspace";
}

/** As the journal keeps it. */
export function judgedEvent(judged: Judged, by: readonly string[] = judged.by): TaskEvent {
	const { call, command, cwd, verdict, because, guard } = judged;
	return { type: "command.judged", call, command, cwd, verdict, because, by, sandboxed: guard.sandboxed };
}

/** False when the guard, the environment or anything else that was judged is another by now. */
export function standsAsJudged(judged: Judged, ports: JudgePorts): boolean {
	return bindingOf({ ...judged, guard: ports.checkout.shell.guard() }, ports) === judged.binding;
}

type Bound = Pick<Judged, "call" | "judgedAt" | "command" | "cwd" | "guard" | "domains" | "inspection">;

function exactOf(
	{ command, cwd, guard, domains, inspection }: Omit<Bound, "call" | "judgedAt">,
	{ policy }: JudgePorts,
): string {
	const { shell, environment, sandboxed, root } = guard;
	const parts = [command, cwd, shell, root, environment, sandboxed, domains, inspection.problems];
	return policy.fingerprint(JSON.stringify(parts));
}

function bindingOf(bound: Bound, ports: JudgePorts): string {
	return ports.policy.fingerprint(JSON.stringify([bound.call, bound.judgedAt, exactOf(bound, ports)]));
}

async function look(
	{ touches, domains }: Decision,
	{ checkout }: JudgePorts,
	signal: AbortSignal,
): Promise<Inspection> {
	try {
		const found = await checkout.shell.inspect(touches, signal);
		// A person may have granted one by a rule. For a command without a network it is of no matter.
		const unreached = (found.unreached ?? []).filter(({ host }) => domains.length > 0 && !domains.includes(host));
		return { ...found, problems: [...found.problems, ...unreached.map(({ text }) => text)] };
	} catch (error) {
		signal.throwIfAborted();
		return { ...nothingFound, problems: [`What it would touch could not be looked at: ${String(error)}.`] };
	}
}

/** Why what would run by itself is a person's matter after all. */
function doubtsOf({ verdict, segments, domains }: Decision, found: Inspection, guard: ShellGuard): readonly string[] {
	const added = found.domains.filter((host) => domains.length > 0 && !domains.includes(host));
	const shared = segments.some((segment) => segment.rule === undefined && segment.verdict !== "safe");
	return [
		verdict === "workspace" && !guard.sandboxed ? "There is no proved sandbox here to keep it in the checkout." : "",
		added.length > 0 ? `The project's own configuration would have it reach ${added.join(", ")} as well.` : "",
		domains.length > 0 && shared
			? `It would share what a rule lets it reach (${domains.join(", ")}) with other commands.`
			: "",
	].filter((text) => text !== "");
}

/** A rule lets nothing run outside of the sandbox, along a link that leads out, or to hosts that the project adds. */
function canBeRuled({ domains }: Decision, found: Inspection, { sandboxed }: ShellGuard): boolean {
	const added = domains.length > 0 && found.domains.some((host) => !domains.includes(host));
	return sandboxed && found.problems.length === 0 && !added;
}

/** What runs by itself reaches only what a rule of the person grants. */
function domainsOf(verdict: Verdict, { domains, segments }: Decision, found: Inspection): readonly string[] {
	if (!runs(verdict)) return domains.length > 0 ? unique([...domains, ...found.domains]) : [];
	return segments.some(({ rule }) => rule !== undefined) ? unique(domains) : [];
}

function unique(texts: readonly string[]): readonly string[] {
	return [...new Set(texts)].toSorted();
}
