/** Runs one check for the harness itself, as a command of the task: judged, perhaps asked about, and seen in the timeline. */

import { commandLeave } from "../agent/command-leave.ts";
import { type Judged, standsAsJudged } from "../agent/judge.ts";
import type { Ports } from "../ports.ts";
import type { LaidTree } from "../review-ports.ts";
import { checkResult, longestMs, stoppedBefore, unrun } from "./check.ts";
import type { CallOutcome, TaskEvent } from "./events.ts";
import type { CheckResult } from "./review-events.ts";

export interface CheckedTree {
	readonly ports: Pick<Ports, "checkout" | "policy" | "approver" | "journal" | "live">;
	readonly laid: LaidTree;
}

/** Never rejects for what the check does; a stop is an outcome as well. */
export async function* runHarnessCheck(
	command: string,
	{ ports, laid }: CheckedTree,
	signal: AbortSignal,
): AsyncGenerator<TaskEvent, CheckResult> {
	const notRun = (text: string): CheckResult => ({ ...unrun, command, text });
	if (signal.aborted) return notRun(stoppedBefore);
	const call = `check-${ports.journal.events.length}`;
	const there = { ...ports, checkout: { ...ports.checkout, shell: laid.shell } };
	try {
		const leave = yield* commandLeave({ call, command, cwd: "", purpose: "" }, { ports: there, signal });
		if (leave.kind !== "given") {
			yield { type: "call.finished", call, outcome: leave.outcome };
			return notRun(`Not run: ${leave.outcome.text.split("\n", 1)[0] ?? ""}`);
		}
		if (signal.aborted) return notRun(stoppedBefore);
		yield { type: "call.started", call, tool: "check", title: leave.judged.command };
		const result = await run(leave.judged, there, signal);
		yield { type: "call.finished", call, outcome: outcomeOf(result) };
		return result;
	} catch (error) {
		const text = signal.aborted ? stoppedBefore : `Not run: ${error instanceof Error ? error.message : String(error)}`;
		yield { type: "call.finished", call, outcome: outcomeOf(notRun(text)) };
		return notRun(text);
	}
}

async function run(judged: Judged, ports: CheckedTree["ports"], signal: AbortSignal): Promise<CheckResult> {
	const { call, command, domains, guard } = judged;
	if (!standsAsJudged(judged, ports))
		return { ...unrun, command, text: "Not run: the sandbox or the environment is another than when it was judged." };
	const asked = { command, cwd: "", timeoutMs: longestMs, domains, sandboxed: guard.sandboxed };
	const result = await ports.checkout.shell.run(asked, (chunk) => ports.live.output(call, chunk), signal);
	return checkResult(command, result, { keep: (text) => ports.journal.keep(text), root: guard.root });
}

function outcomeOf({ outcome, text, kept }: CheckResult): CallOutcome {
	const summary = outcome === "not-run" ? "not run" : outcome;
	const kind = outcome === "passed" ? "done" : "failed";
	return { kind, text, foreign: true, summary, ...(kept === "" ? {} : { kept }) };
}
