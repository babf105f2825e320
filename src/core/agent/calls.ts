/** Runs the calls of one reply: prepare, ask the policy and the person, execute, say what came of it. */

import type { Mode } from "../brief/words.ts";
import { OutOfTime } from "../budget/out-of-time.ts";
import type { ShownFiles } from "../context/shown-files.ts";
import type { FileVersion, Ports } from "../ports.ts";
import { type Scope, scopedFiles } from "../scope/scope.ts";
import type { CallOutcome, TaskEvent } from "../task/events.ts";
import { type InvalidCall, type PreparedCall, prepareCall, toolsOf } from "../tools/all.ts";
import type { ToolContext, ToolResult } from "../tools/tool.ts";
import { type CommandLeave, commandLeave } from "./command-leave.ts";
import { type Judged, standsAsJudged } from "./judge.ts";
import { keepScope, outsideBefore } from "./keep-scope.ts";
import { type CallBlock, invalidInputKey } from "./messages.ts";

/** What the calls of a task share. */
export interface CallContext {
	readonly ports: Pick<Ports, "checkout" | "approver" | "live" | "journal" | "model" | "policy" | "gates">;
	readonly seen: Map<string, FileVersion>;
	readonly shown: Pick<ShownFiles, "isAbove">;
	/** What the brief lets the task change; undefined: everything. */
	readonly scope: Scope | undefined;
	readonly mode?: Mode | undefined;
	readonly signal: AbortSignal;
}

interface Ready {
	readonly call: CallBlock;
	readonly prepared: PreparedCall;
}

/** Yields what happens, in order. Neighbouring read-only calls run together; everything else waits its turn. */
export async function* runCalls(calls: readonly CallBlock[], context: CallContext): AsyncGenerator<TaskEvent> {
	for (let at = 0; at < calls.length && !context.signal.aborted; ) {
		const reads = readsFrom(calls.slice(at), context);
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

function readsFrom(calls: readonly CallBlock[], context: CallContext): readonly Ready[] {
	const reads: Ready[] = [];
	for (const call of calls) {
		const prepared = prepare(call, context);
		if (prepared.kind !== "ready" || prepared.effect !== "read" || prepared.needs.kind !== "nothing") break;
		reads.push({ call, prepared });
	}
	return reads;
}

function prepare({ tool, input }: CallBlock, { mode }: CallContext): PreparedCall | InvalidCall {
	const raw = input[invalidInputKey];
	if (typeof raw !== "string") return prepareCall(tool, input, toolsOf(mode));
	return { kind: "invalid", text: `The input was not valid JSON: ${raw.slice(0, 200)}\nSend the call again.` };
}

async function* runTogether(reads: readonly Ready[], context: CallContext): AsyncGenerator<TaskEvent> {
	for (const { call, prepared } of reads) {
		yield { type: "call.started", call: call.id, tool: call.tool, title: prepared.title };
	}
	const results = await Promise.all(reads.map((ready) => execute(ready, given, context)));
	for (const [index, { call }] of reads.entries()) {
		const result = results[index];
		if (result) yield* finish(call, result);
	}
}

async function* runOne(call: CallBlock, context: CallContext): AsyncGenerator<TaskEvent> {
	const prepared = prepare(call, context);
	if (prepared.kind === "invalid") {
		yield { type: "call.started", call: call.id, tool: call.tool, title: call.tool };
		yield* finish(call, { outcome: { kind: "failed", text: prepared.text, summary: "not valid" } });
		return;
	}
	const leave = yield* obtainLeave(call, prepared, context);
	if (leave.kind !== "given") {
		if (leave.kind === "never") yield started(call, prepared.title);
		yield* finish(call, { outcome: leave.outcome });
		return;
	}
	const mayChange = leave.judged !== null && (leave.judged.verdict !== "safe" || context.mode === "explore");
	const before = mayChange ? await outsideBefore(context.ports, context.scope, context.signal) : [];
	if (context.signal.aborted) return;
	yield started(call, leave.judged?.command ?? prepared.title);
	const result = await execute({ call, prepared }, leave, context);
	const after = mayChange ? yield* keepScope(call.id, context.ports.checkout, context.scope, before) : "";
	yield* finish(call, noted(result, leave.note, after));
}

function started({ id, tool }: CallBlock, title: string): TaskEvent {
	return { type: "call.started", call: id, tool, title };
}

/** What the model is told besides what came of the call itself: in the person's words, and in the harness's. */
function noted({ outcome, ...rest }: ToolResult, note: string, after: string): ToolResult {
	const text = after === "" ? outcome.text : `${outcome.text}\n${after}`;
	return { ...rest, outcome: { ...outcome, text, ...(note === "" ? {} : { note }) } };
}

interface Given {
	readonly kind: "given";
	readonly answer: string;
	/** The command that runs; null for tools that run none. */
	readonly judged: Judged | null;
	readonly note: string;
}

type Leave = Given | Exclude<CommandLeave, { kind: "given" }>;

const given: Given = { kind: "given", answer: "", judged: null, note: "" };

async function* obtainLeave(
	call: CallBlock,
	prepared: PreparedCall,
	context: CallContext,
): AsyncGenerator<TaskEvent, Leave> {
	const { needs } = prepared;
	switch (needs.kind) {
		case "nothing":
			return given;
		case "command": {
			const leave = yield* commandLeave({ ...needs, call: call.id }, context);
			return leave.kind === "given" ? { ...given, ...leave } : leave;
		}
		case "answer": {
			const { question, options } = needs;
			yield { type: "question.asked", call: call.id, question, options };
			const answer = await context.ports.approver.answer({ call: call.id, question, options }, context.signal);
			yield { type: "question.answered", call: call.id, answer };
			return { ...given, answer };
		}
		default:
			return needs satisfies never;
	}
}

async function execute(
	{ call, prepared }: Ready,
	{ answer, judged }: Given,
	context: CallContext,
): Promise<ToolResult> {
	const { ports, seen, shown, scope, signal } = context;
	if (judged && !standsAsJudged(judged, ports)) return { outcome: outdated };
	const toolContext: ToolContext = {
		call: call.id,
		checkout: { ...ports.checkout, files: scopedFiles(ports.checkout.files, scope) },
		seen,
		isAbove: (file) => shown.isAbove(file),
		images: ports.model.info.images,
		answer,
		granted: judged && { command: judged.command, domains: judged.domains, sandboxed: judged.guard.sandboxed },
		onOutput: (chunk) => ports.live.output(call.id, chunk),
		keep: (text) => ports.journal.keep(text),
	};
	const work = () => prepared.run(toolContext, signal);
	// A command may run for long; the person's own edit of a file must not wait for it.
	const isWrite = prepared.effect === "write" && prepared.needs.kind === "nothing";
	try {
		return await (isWrite ? ports.gates.writing.alone(work, signal) : work());
	} catch (error) {
		if (signal.aborted) return { outcome: { kind: "failed", text: stopText(signal), summary: "stopped" } };
		// A defect of ours must not take the task down: the model and the journal are told, and the task goes on.
		return { outcome: { kind: "failed", text: `The tool ${call.tool} broke: ${String(error)}`, summary: "broke" } };
	}
}

function stopText({ reason }: AbortSignal): string {
	return reason instanceof OutOfTime ? `This was ${reason.told}.` : "Stopped by the person.";
}

/** What was judged and approved is bound to where it would run: a guard that fell meanwhile takes the leave away. */
const outdated: CallOutcome = {
	kind: "failed",
	text: "Not run: the sandbox or the environment is another than when this command was judged. Send the call again.",
	summary: "not run",
};

async function* finish(call: CallBlock, { outcome, facts }: ToolResult): AsyncGenerator<TaskEvent> {
	yield* facts ?? [];
	yield { type: "call.finished", call: call.id, outcome };
}
