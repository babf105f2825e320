/** Runs the calls of one reply: prepare, ask the policy and the person, execute, say what came of it. */

import { decide } from "../policy/decide.ts";
import type { ApprovalDecision, FileVersion, Ports } from "../ports.ts";
import type { CallOutcome, TaskEvent } from "../task/events.ts";
import { type InvalidCall, type PreparedCall, prepareCall } from "../tools/all.ts";
import type { Need, ToolContext, ToolResult } from "../tools/tool.ts";
import { type CallBlock, invalidInputKey } from "./messages.ts";

/** What the calls of a task share. */
export interface CallContext {
	readonly ports: Pick<Ports, "checkout" | "approver" | "live" | "journal" | "model">;
	readonly seen: Map<string, FileVersion>;
	readonly signal: AbortSignal;
}

interface Ready {
	readonly call: CallBlock;
	readonly prepared: PreparedCall;
}

/** Yields what happens, in order. Neighbouring read-only calls run together; everything else waits its turn. */
export async function* runCalls(calls: readonly CallBlock[], context: CallContext): AsyncGenerator<TaskEvent> {
	for (let at = 0; at < calls.length && !context.signal.aborted; ) {
		const reads = readsFrom(calls, at);
		if (reads.length > 0) {
			yield* runTogether(reads, context);
			at += reads.length;
			continue;
		}
		const call = calls[at];
		if (call) yield* runOne(call, context);
		at += 1;
	}
}

function readsFrom(calls: readonly CallBlock[], start: number): readonly Ready[] {
	const reads: Ready[] = [];
	for (const call of calls.slice(start)) {
		const prepared = prepare(call);
		if (prepared.kind !== "ready" || prepared.effect !== "read" || prepared.needs.kind !== "nothing") break;
		reads.push({ call, prepared });
	}
	return reads;
}

function prepare({ tool, input }: CallBlock): PreparedCall | InvalidCall {
	const raw = input[invalidInputKey];
	if (typeof raw !== "string") return prepareCall(tool, input);
	return { kind: "invalid", text: `The input was not valid JSON: ${raw.slice(0, 200)}\nSend the call again.` };
}

async function* runTogether(reads: readonly Ready[], context: CallContext): AsyncGenerator<TaskEvent> {
	for (const { call, prepared } of reads) {
		yield { type: "call.started", call: call.id, tool: call.tool, title: prepared.title };
	}
	const results = await Promise.all(reads.map((ready) => execute(ready, "", context)));
	for (const [index, { call }] of reads.entries()) {
		const result = results[index];
		if (result) yield* finish(call, result);
	}
}

async function* runOne(call: CallBlock, context: CallContext): AsyncGenerator<TaskEvent> {
	const prepared = prepare(call);
	if (prepared.kind === "invalid") {
		yield { type: "call.started", call: call.id, tool: call.tool, title: call.tool };
		yield* finish(call, { outcome: { kind: "failed", text: prepared.text, summary: "not valid" } });
		return;
	}
	const leave = yield* obtainLeave(call, prepared, context);
	if (leave.kind === "refused") {
		yield* finish(call, { outcome: leave.outcome });
		return;
	}
	if (context.signal.aborted) return;
	yield { type: "call.started", call: call.id, tool: call.tool, title: prepared.title };
	yield* finish(call, await execute({ call, prepared }, leave.answer, context));
}

type Leave =
	| { readonly kind: "given"; readonly answer: string }
	| { readonly kind: "refused"; readonly outcome: CallOutcome };

const given: Leave = { kind: "given", answer: "" };

async function* obtainLeave(
	call: CallBlock,
	prepared: PreparedCall,
	context: CallContext,
): AsyncGenerator<TaskEvent, Leave> {
	const { needs } = prepared;
	switch (needs.kind) {
		case "nothing":
			return given;
		case "command":
			return yield* commandLeave(call, prepared, needs, context);
		case "answer": {
			const { question, options } = needs;
			yield { type: "question.asked", call: call.id, question, options };
			const answer = await context.ports.approver.answer({ call: call.id, question, options }, context.signal);
			yield { type: "question.answered", call: call.id, answer };
			return { kind: "given", answer };
		}
		default:
			return needs satisfies never;
	}
}

type CommandNeed = Extract<Need, { kind: "command" }>;

async function* commandLeave(
	call: CallBlock,
	prepared: PreparedCall,
	{ command, cwd, purpose }: CommandNeed,
	{ ports, signal }: CallContext,
): AsyncGenerator<TaskEvent, Leave> {
	const { verdict, because } = decide(command);
	switch (verdict) {
		case "safe":
			return given;
		case "deny":
			yield { type: "call.started", call: call.id, tool: call.tool, title: prepared.title };
			return {
				kind: "refused",
				outcome: {
					kind: "failed",
					text: `Never allowed: ${because} No approval can change this.`,
					summary: "never allowed",
				},
			};
		case "ask": {
			const request = { call: call.id, command, cwd, because, purpose };
			yield { type: "approval.asked", ...request };
			const decision = await ports.approver.approve(request, signal);
			yield {
				type: "approval.decided",
				call: call.id,
				verdict: decision.verdict,
				reason: decision.reason,
				surface: decision.surface,
			};
			return decision.verdict === "approved" ? given : { kind: "refused", outcome: denial(decision) };
		}
		default:
			return verdict satisfies never;
	}
}

function denial({ reason }: ApprovalDecision): CallOutcome {
	const text =
		reason.trim() === ""
			? "The person denied this command."
			: `The person denied this command and says: ${reason.trim()}`;
	return { kind: "denied", text: `${text}\nDo not try the same in another form.`, summary: "denied" };
}

async function execute({ call, prepared }: Ready, answer: string, context: CallContext): Promise<ToolResult> {
	const { ports, seen, signal } = context;
	const toolContext: ToolContext = {
		call: call.id,
		checkout: ports.checkout,
		seen,
		images: ports.model.info.images,
		answer,
		onOutput: (chunk) => ports.live.output(call.id, chunk),
		keep: (text) => ports.journal.keep(text),
	};
	try {
		return await prepared.run(toolContext, signal);
	} catch (error) {
		if (signal.aborted) return { outcome: { kind: "failed", text: "Stopped by the person.", summary: "stopped" } };
		// A defect of ours must not take the task down: the model and the journal are told, and the task goes on.
		return { outcome: { kind: "failed", text: `The tool ${call.tool} broke: ${String(error)}`, summary: "broke" } };
	}
}

async function* finish(call: CallBlock, { outcome, facts }: ToolResult): AsyncGenerator<TaskEvent> {
	yield* facts ?? [];
	yield { type: "call.finished", call: call.id, outcome };
}
