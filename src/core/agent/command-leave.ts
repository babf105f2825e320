/** Obtains leave for one command: what the policy lets run runs, what it denies never does, and the rest is the person's. */

import type { Mode } from "../brief/words.ts";
import type { ApprovalDecision, ApprovalRequest, Ports } from "../ports.ts";
import type { CallOutcome, TaskEvent } from "../task/events.ts";
import { type AskedCommand, type Judged, judgeCommand, judgedEvent, runs } from "./judge.ts";

export interface LeaveContext {
	readonly ports: Pick<Ports, "checkout" | "policy" | "approver" | "journal">;
	/** `explore`: only what is safe runs, and nothing else is asked about. */
	readonly mode?: Mode | undefined;
	readonly signal: AbortSignal;
}

export type CommandLeave =
	| {
			readonly kind: "given";
			/** What runs, exactly. */
			readonly judged: Judged;
			/** What the model must know of how it was approved; empty when it runs as it was asked for. */
			readonly note: string;
	  }
	| { readonly kind: "never" | "denied"; readonly outcome: CallOutcome };

interface Asked extends Omit<AskedCommand, "judgedAt"> {
	/** The model's own words. */
	readonly purpose: string;
}

/** Yields what is decided, by whom and on what ground, before anything runs. */
export async function* commandLeave(asked: Asked, context: LeaveContext): AsyncGenerator<TaskEvent, CommandLeave> {
	const judged = await judgeNow(asked, context);
	const known = judged.verdict === "ask" && isApprovedForTask(judged, context);
	yield judgedEvent(judged, known ? [...judged.by, "approved for this task"] : judged.by);
	if (judged.verdict === "deny") return { kind: "never", outcome: never(judged) };
	if (context.mode === "explore" && judged.verdict !== "safe") return { kind: "never", outcome: readOnly(judged) };
	if (known || runs(judged.verdict)) return { kind: "given", judged, note: "" };
	return yield* askPerson(asked, judged, context);
}

function judgeNow(asked: Omit<AskedCommand, "judgedAt">, { ports, signal }: LeaveContext): Promise<Judged> {
	const { call, command, cwd } = asked;
	return judgeCommand({ call, command, cwd, judgedAt: ports.journal.events.length }, ports, signal);
}

/** An approval "for this task" counts for the same command, folder, environment and hosts, also after a restart. */
function isApprovedForTask({ exact }: Judged, { ports }: LeaveContext): boolean {
	return ports.journal.events.some(
		({ event }) =>
			event.type === "approval.decided" &&
			event.verdict === "approved" &&
			event.reach === "task" &&
			event.exact === exact,
	);
}

/** Asks until there is an answer that can be taken: one that cannot is said, and the command waits on. */
async function* askPerson(
	asked: Asked,
	judged: Judged,
	context: LeaveContext,
): AsyncGenerator<TaskEvent, CommandLeave> {
	let shown = judged;
	let request = requestOf(asked, shown, context);
	yield { type: "approval.asked", ...request };
	for (;;) {
		const decision = await context.ports.approver.approve(request, context.signal);
		const weighed = yield* weigh(decision, { shown, request }, context);
		if (weighed.kind === "taken") {
			yield decidedEvent(decision, weighed.judged, context);
			return { kind: "given", judged: weighed.judged, note: noteOf(asked, weighed.judged) };
		}
		if (weighed.kind === "denied") {
			yield decidedEvent(decision, shown, context);
			return { kind: "denied", outcome: denial(decision) };
		}
		if (weighed.kind === "shown") {
			shown = weighed.judged;
			request = requestOf(asked, shown, context);
			yield { type: "approval.asked", ...request };
		}
		yield { type: "approval.held", call: asked.call, surface: decision.surface, text: weighed.text };
	}
}

interface Shown {
	readonly shown: Judged;
	readonly request: ApprovalRequest;
}

type Weighed =
	| { readonly kind: "denied" }
	| { readonly kind: "taken"; readonly judged: Judged }
	| { readonly kind: "held"; readonly text: string }
	/** The changed command would do what the person has not seen yet: it is shown before it counts as approved. */
	| { readonly kind: "shown"; readonly judged: Judged; readonly text: string };

async function* weigh(
	decision: ApprovalDecision,
	{ shown, request }: Shown,
	context: LeaveContext,
): AsyncGenerator<TaskEvent, Weighed> {
	if (decision.verdict === "denied") return { kind: "denied" };
	if (decision.edited !== undefined) return yield* weighEdited(decision.edited, shown, context);
	if (decision.reach !== "always") return { kind: "taken", judged: shown };
	const problem = await writeRule(request, context);
	return problem === "" ? { kind: "taken", judged: shown } : { kind: "held", text: problem };
}

async function* weighEdited(command: string, shown: Judged, context: LeaveContext): AsyncGenerator<TaskEvent, Weighed> {
	if (command.trim() === "") return { kind: "held", text: "An empty command cannot be approved." };
	if (command.includes("‹secret:"))
		return {
			kind: "held",
			text: "A hidden secret stands in it, and would be lost. Deny it and say what to do instead.",
		};
	const { call, cwd } = shown;
	const judged = await judgeNow({ call, cwd, command }, context);
	yield judgedEvent(judged);
	if (judged.verdict === "deny") return { kind: "held", text: `${judged.because} That is never allowed.` };
	if (!showsMore(judged, shown)) return { kind: "taken", judged };
	return { kind: "shown", judged, text: "Changed, and not run yet: look at what it would do, then approve." };
}

/** Whether a changed command does something that has to be seen first: reaches hosts, deletes, or leaves the checkout. */
function showsMore({ command, verdict, domains, inspection }: Judged, shown: Judged): boolean {
	if (command === shown.command || runs(verdict)) return false;
	return (
		domains.some((host) => !shown.domains.includes(host)) ||
		inspection.deletes !== null ||
		inspection.problems.length > 0 ||
		inspection.paths.some(({ place }) => place === "outside")
	);
}

/** Empty when it was written; otherwise why not. */
async function writeRule({ rule }: ApprovalRequest, { ports }: LeaveContext): Promise<string> {
	if (rule === null) return "No rule can say exactly this command: approve it once, or for this task.";
	try {
		await ports.policy.addRule(rule);
		return "";
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		return `The rule could not be written: ${reason}. The command waits on.`;
	}
}

function requestOf({ call, purpose }: Asked, judged: Judged, { ports }: LeaveContext): ApprovalRequest {
	const { command, cwd, because, segments, inspection, domains, guard, binding, rule } = judged;
	const { paths, deletes } = inspection;
	const { sandboxed } = guard;
	const facts = { call, command, cwd, because, purpose, binding, segments, paths, deletes, domains, sandboxed };
	return { ...facts, step: stepBeingDone(ports), rule };
}

/** Of the plan; empty when there is none. */
function stepBeingDone({ journal }: LeaveContext["ports"]): string {
	const plan = journal.events.findLast(({ event }) => event.type === "plan.set")?.event;
	return plan?.type === "plan.set" ? (plan.steps.find(({ state }) => state === "doing")?.text ?? "") : "";
}

function decidedEvent(
	decision: ApprovalDecision,
	{ call, exact, binding }: Judged,
	{ ports }: LeaveContext,
): TaskEvent {
	const first = ports.journal.events[0]?.event;
	const owner = first?.type === "task.created" ? first.owner : "";
	return { type: "approval.decided", call, ...decision, owner, binding, exact };
}

function noteOf({ command }: Asked, judged: Judged): string {
	return command === judged.command ? "" : `The person changed the command before it ran, to: ${judged.command}`;
}

function never({ because }: Judged): CallOutcome {
	return {
		kind: "failed",
		text: `Never allowed: ${because} No approval can change this.`,
		summary: "never allowed",
	};
}

function readOnly({ because }: Judged): CallOutcome {
	const text = `Not run: nothing is to be changed in this task, so only what is known to read alone runs. ${because} Use read, list and search, or a simpler command.`;
	return { kind: "failed", text, summary: "not run: read-only task" };
}

function denial({ reason }: ApprovalDecision): CallOutcome {
	const text =
		reason.trim() === ""
			? "The person denied this command."
			: `The person denied this command and says: ${reason.trim()}`;
	return { kind: "denied", text: `${text}\nDo not try the same in another form.`, summary: "denied" };
}
