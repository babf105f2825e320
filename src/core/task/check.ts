/** Runs one check in a laid-out tree: judged as the agent's commands are, asked about where they would be. */

import { type Judged, type JudgePorts, judgeCommand, runs, standsAsJudged } from "../agent/judge.ts";
import { type Failure, failureOf } from "../checks/failure.ts";
import { parseFailures } from "../checks/parse-output.ts";
import type { ShellResult } from "../ports.ts";
import { plainOutput } from "../tools/plain-output.ts";
import type { CheckResult } from "./review-events.ts";

/** A check that the policy puts to the person. */
export interface AskedCheck {
	readonly command: string;
	readonly verdict: "ask";
	readonly because: string;
	/** Hosts that it could reach. */
	readonly domains: readonly string[];
	/** Whether it would run in a proved sandbox. */
	readonly sandboxed: boolean;
}

export interface CheckGround {
	/** Those of the tree. */
	readonly ports: JudgePorts;
	/** Asks the person; false: it is not run. */
	leave(asked: AskedCheck): Promise<boolean>;
	/** Keeps a long text beside the journal; resolves to its name. */
	keep(text: string): Promise<string>;
}

export interface Check {
	readonly command: string;
	/** Tells askings apart. */
	readonly askedAt: number;
}

export const longestMs = 10 * 60_000;
/** Of `CheckResult.text`, in characters. */
const longestText = 4_000;

/** Must not reject for anything that the check does; a stop is an outcome as well. */
export async function runCheck(check: Check, ground: CheckGround, signal: AbortSignal): Promise<CheckResult> {
	const notRun = (text: string): CheckResult => ({ ...unrun, command: check.command, text });
	if (signal.aborted) return notRun(stoppedBefore);
	try {
		const judged = await judge(check, ground, signal);
		const problem = await refusal(judged, ground, signal);
		if (problem !== "") return notRun(problem);
		if (signal.aborted) return notRun(stoppedBefore);
		if (!standsAsJudged(judged, ground.ports))
			return notRun("Not run: the sandbox or the environment is another than when it was judged. Try again.");
		return await resultOf(check, await start(judged, ground, signal), ground);
	} catch (error) {
		if (signal.aborted) return notRun(stoppedBefore);
		return notRun(`Not run: ${error instanceof Error ? error.message : String(error)}`);
	}
}

export const unrun = { outcome: "not-run", kept: "", durationMs: 0 } as const;
export const stoppedBefore = "Not run: stopped.";

function judge({ command, askedAt }: Check, { ports }: CheckGround, signal: AbortSignal): Promise<Judged> {
	return judgeCommand({ call: `check ${askedAt}`, command, cwd: "", judgedAt: askedAt }, ports, signal);
}

/** Why it must not run; empty when it may. */
async function refusal(judged: Judged, ground: CheckGround, signal: AbortSignal): Promise<string> {
	const { command, verdict, because, domains, guard } = judged;
	if (verdict === "deny") return `Not run, because it is never allowed: ${because}`;
	if (runs(verdict)) return "";
	const asked = { command, verdict: "ask", because, domains, sandboxed: guard.sandboxed } as const;
	return (await unlessStopped(ground.leave(asked), signal)) ? "" : `Not run, because it was not approved: ${because}`;
}

/** A person who is asked may never answer. */
function unlessStopped(answer: Promise<boolean>, signal: AbortSignal): Promise<boolean> {
	return new Promise((resolve, reject) => {
		const stop = () => reject(signal.reason);
		signal.addEventListener("abort", stop, { once: true });
		answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
	});
}

function start({ command, domains, guard }: Judged, { ports }: CheckGround, signal: AbortSignal): Promise<ShellResult> {
	const { sandboxed } = guard;
	const asked = { command, cwd: "", timeoutMs: longestMs, domains, sandboxed };
	return ports.checkout.shell.run(asked, () => undefined, signal);
}

function resultOf({ command }: Check, result: ShellResult, { keep, ports }: CheckGround): Promise<CheckResult> {
	return checkResult(command, result, { keep, root: ports.checkout.shell.guard().root });
}

/** What came of a check; `root` is where it ran. */
export async function checkResult(
	command: string,
	result: ShellResult,
	{ keep, root }: Pick<CheckGround, "keep"> & { readonly root: string },
): Promise<CheckResult> {
	const output = plainOutput(result.output).trimEnd();
	const kept = output === "" ? "" : await keep(output);
	const text = endOf(`${endingText(result)}\n${output}`.trimEnd(), endingText(result));
	const outcome = outcomeOf(result);
	const known = { command, outcome, text, kept, durationMs: result.durationMs };
	if (outcome !== "failed") return known;
	const parsed = parseFailures(output, root);
	const failures = parsed.failures.length > 0 ? [...parsed.failures, ...brokenOff(result)] : [];
	return {
		...known,
		...(failures.length > 0 ? { failures } : {}),
		...(parsed.more > 0 ? { more: parsed.more } : {}),
		...(result.omitted > 0 ? { cut: true } : {}),
	};
}

/** A run that hangs or crashes fails by that, too: what failed in it before is no excuse for it. */
function brokenOff(result: ShellResult): readonly Failure[] {
	const { ended, exitCode } = result;
	if (ended !== "exited") return [failureOf("error", ended, endingText(result))];
	// By a shell's custom, 128 and the number of the signal that ended it.
	return exitCode !== null && exitCode > 128 ? [failureOf("error", `exit ${exitCode}`, "the run was broken off")] : [];
}

function outcomeOf({ ended, exitCode }: ShellResult): CheckResult["outcome"] {
	if (ended === "stopped" || ended === "refused") return "not-run";
	return ended === "exited" && exitCode === 0 ? "passed" : "failed";
}

function endingText({ ended, exitCode }: ShellResult): string {
	switch (ended) {
		case "exited":
			return `exit ${exitCode}`;
		case "timed-out":
			return `timed out after ${longestMs / 60_000} minutes and was ended`;
		case "stopped":
			return "stopped before it ended";
		case "killed":
			return "ended by a signal, perhaps for lack of memory";
		case "refused":
			return "could not be started";
		default:
			return ended satisfies never;
	}
}

/** The whole text, or how it ended and its last whole lines: where errors and totals stand. */
function endOf(text: string, ending: string): string {
	if (text.length <= longestText) return text;
	const notice = `${ending}\n[the beginning is left out here]\n`;
	const tail = text.slice(notice.length - longestText);
	const line = tail.indexOf("\n");
	// A broken line could hold half of a secret, which nothing would recognise.
	return notice + (line < 0 ? "[a line of more than 3,000 characters]" : tail.slice(line + 1));
}
