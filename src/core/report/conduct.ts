/** The fold of how a task went, as far as a report tells it: approvals, waiting, what ran without its guard. */

import type { CallOutcome, Recorded, TaskEvent } from "../task/events.ts";
import { outOfScopeSummary } from "../tools/tool.ts";

export interface Conduct {
	/** Commands that were put to the person, and what they said. */
	readonly approvals: { readonly asked: number; readonly approved: number; readonly denied: number };
	readonly questions: number;
	/** Milliseconds in which the task waited for the person, up to `waitingSince`. */
	readonly waitedMs: number;
	readonly waitingSince: number | null;
	/** Commands that ran outside a proved sandbox; the first of them by name. */
	readonly unguarded: Listed;
	/** Hosts that approved commands could reach. */
	readonly hosts: Listed;
	/** Files out of the brief's scope that were changed and put back. */
	readonly takenBack: Listed;
	/** Edits of such files that were refused. */
	readonly outOfScope: number;
	/** Calls that nobody saw end. */
	readonly unseen: number;
	/** How often the harness ran the checks of its own accord. */
	readonly rounds: number;
	/** When it was handed over last, or ended otherwise; null before that. Milliseconds since 1970. */
	readonly endedAt: number | null;
	/** The person was asked what it was worth and did not say. */
	readonly valueDeclined: boolean;
	/** By call: what was judged or asked and has not run yet. */
	readonly open: Readonly<Record<string, OpenCall>>;
}

export interface Listed {
	/** Each once, in order; at most `mostListed`. */
	readonly first: readonly string[];
	/** How many there are. */
	readonly count: number;
}

interface OpenCall {
	readonly command: string;
	readonly guarded: boolean;
	readonly hosts: readonly string[];
}

const none: Listed = { first: [], count: 0 };

export const noConduct: Conduct = {
	approvals: { asked: 0, approved: 0, denied: 0 },
	questions: 0,
	waitedMs: 0,
	waitingSince: null,
	unguarded: none,
	hosts: none,
	takenBack: none,
	outOfScope: 0,
	unseen: 0,
	rounds: 0,
	endedAt: null,
	valueDeclined: false,
	open: {},
};

const mostListed = 50;

/** One more event. */
export function stepConduct(conduct: Conduct, { event, at }: Recorded): Conduct {
	switch (event.type) {
		case "question.asked":
			return { ...waiting(conduct, at), questions: conduct.questions + 1 };
		case "question.answered":
			return waitedUntil(conduct, at);
		case "task.started":
			return { ...waitedUntil(conduct, at), open: {} };
		case "task.interrupted":
			return { ...conduct, waitingSince: null };
		case "task.ended":
			return { ...waitedUntil(conduct, at), endedAt: at };
		case "changes.taken-back":
			return { ...conduct, takenBack: listedMore(conduct.takenBack, event.paths) };
		case "verification.finished":
			return event.round === undefined ? conduct : { ...conduct, rounds: conduct.rounds + 1 };
		case "value.declined":
			return { ...conduct, valueDeclined: true };
		default:
			return ofCall(conduct, event, at);
	}
}

function ofCall(conduct: Conduct, event: TaskEvent, at: number): Conduct {
	const { approvals } = conduct;
	switch (event.type) {
		case "command.judged":
			return opened(conduct, event.call, { command: event.command, guarded: event.sandboxed, hosts: [] });
		case "approval.asked": {
			const { call, command, domains = [], sandboxed } = event;
			const guarded = sandboxed ?? knownOf(conduct, call)?.guarded ?? true;
			const asked = { ...approvals, asked: approvals.asked + 1 };
			return opened({ ...waiting(conduct, at), approvals: asked }, call, { command, guarded, hosts: domains });
		}
		case "approval.decided": {
			const said = event.verdict === "approved" ? "approved" : "denied";
			return { ...waitedUntil(conduct, at), approvals: { ...approvals, [said]: approvals[said] + 1 } };
		}
		case "call.started":
			return ran(conduct, event.call);
		case "call.finished":
			return finished(conduct, event.outcome);
		default:
			return conduct;
	}
}

function finished(conduct: Conduct, { kind, summary }: CallOutcome): Conduct {
	if (kind === "unknown") return { ...conduct, unseen: conduct.unseen + 1 };
	const isRefused = kind === "failed" && summary === outOfScopeSummary;
	return isRefused ? { ...conduct, outOfScope: conduct.outOfScope + 1 } : conduct;
}

function waiting(conduct: Conduct, at: number): Conduct {
	return { ...conduct, waitingSince: conduct.waitingSince ?? at };
}

function waitedUntil(conduct: Conduct, at: number): Conduct {
	const { waitedMs, waitingSince } = conduct;
	if (waitingSince === null) return conduct;
	return { ...conduct, waitedMs: waitedMs + Math.max(0, at - waitingSince), waitingSince: null };
}

/** A command that was changed is judged anew: the last word counts, and so does what was asked about it. */
function opened(conduct: Conduct, call: string, known: OpenCall): Conduct {
	return { ...conduct, open: { ...conduct.open, [call]: known } };
}

/** A call has the id that its provider gave it, which may be the name of something that every object has. */
function knownOf({ open }: Conduct, call: string): OpenCall | undefined {
	return Object.hasOwn(open, call) ? open[call] : undefined;
}

function ran(conduct: Conduct, call: string): Conduct {
	const known = knownOf(conduct, call);
	if (known === undefined) return conduct;
	const { [call]: _, ...open } = conduct.open;
	const { unguarded, hosts } = conduct;
	return {
		...conduct,
		open,
		hosts: listedMore(hosts, known.hosts),
		unguarded: known.guarded ? unguarded : listedMore(unguarded, [known.command]),
	};
}

/** What is listed already does not count again. */
function listedMore({ first, count }: Listed, more: readonly string[]): Listed {
	const fresh = [...new Set(more)].filter((item) => !first.includes(item));
	if (fresh.length === 0) return { first, count };
	return { first: [...first, ...fresh].slice(0, mostListed), count: count + fresh.length };
}
