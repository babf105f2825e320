/** Builds what a task's journal says of turns and their calls, for the folds that look for three strikes. */

import type { CallBlock } from "../../../src/core/agent/messages.ts";
import { noUsage } from "../../../src/core/agent/messages.ts";
import { Strikes } from "../../../src/core/progress/strikes.ts";
import type { CallOutcome, Fact, TaskEvent, TouchedFile } from "../../../src/core/task/events.ts";
import { created } from "../../support/delegations.ts";
import { recorded } from "../../support/memory-journal.ts";

/** A call with what came of it. */
export interface Played {
	readonly tool: string;
	readonly input: CallBlock["input"];
	readonly outcome: CallOutcome;
	readonly verdict?: Fact<"command.judged">["verdict"];
	readonly facts?: readonly TaskEvent[];
}

const facts = { root: "/checkout", branch: "remit/t1", base: "abc", notes: [] };
export const started: TaskEvent = {
	type: "task.started",
	model: { provider: "anthropic", id: "m", label: "M", images: false },
};
export const begun: readonly TaskEvent[] = [created(), { type: "checkout.made", checkout: facts }, started];

let turns = 0;

/** One reply of the model with these calls. */
export function turn(...played: readonly Played[]): readonly TaskEvent[] {
	const turn = ++turns;
	const ids = played.map((_, at) => `c${turn}-${at}`);
	const blocks = played.map(({ tool, input }, at) => ({ type: "call" as const, id: ids[at] ?? "", tool, input }));
	const reply = { stop: "tool_use", usage: noUsage, cost: 0, model: "m" } as const;
	return [
		{ type: "turn.started", turn },
		{ type: "turn.finished", turn, blocks, ...reply },
		...played.flatMap((each, at) => callEvents(ids[at] ?? "", each)),
	];
}

function callEvents(call: string, { input, outcome, verdict, facts = [] }: Played): readonly TaskEvent[] {
	const command = String(input["command"] ?? "");
	const judged = {
		type: "command.judged",
		call,
		command,
		cwd: String(input["cwd"] ?? ""),
		because: "",
		by: [],
		sandboxed: true,
	} as const;
	return [
		...(verdict === undefined ? [] : [{ ...judged, verdict }]),
		...facts,
		{ type: "call.finished", call, outcome },
	];
}

/** A command that is no mere look. */
export function runs(command: string, output = "", exit = output === "" ? 0 : 1): Played {
	const kind = exit === 0 ? "done" : "failed";
	const outcome = { kind, text: `exit ${exit}\n${output}`, summary: `exit ${exit}` } as const;
	return { tool: "run", input: { command }, outcome, verdict: "workspace" };
}

export function looks(command: string, output = ""): Played {
	return { ...runs(command, output, 0), verdict: "safe" };
}

/** An edit that brings a file from one content to another. */
export function edits(path: string, before: string | null, version: string): Played {
	return touches("edit", { path, old: `${before}`, new: version }, { path, before, version });
}

export function reads(path: string, version = "v0"): Played {
	return touches("read", { path }, { path, version, first: 1, last: 9 });
}

function touches(tool: string, input: CallBlock["input"], file: TouchedFile): Played {
	return { tool, input, outcome: { kind: "done", text: `${tool} ${file.version}`, summary: "ok", file } };
}

export function plans(...steps: Fact<"plan.set">["steps"]): Played {
	const outcome = { kind: "done", text: "ok", summary: "ok" } as const;
	return { tool: "plan", input: { steps }, outcome, facts: [{ type: "plan.set", steps }] };
}

/** What vitest prints of a failing test. */
export function vitest(name: string, { path = "sum.test.js", line = 3, said = "AssertionError: wrong" } = {}): string {
	return ` FAIL  ${path} > ${name}\n${said}\n ❯ ${path}:${line}:9\n⎯⎯⎯[1/1]⎯`;
}

export function tsc(...errors: readonly string[]): string {
	return errors.map((error) => `src/${error}`).join("\n");
}

/** The third strike after these events; `turns` without progress are too many. */
export function strikeAfter(events: readonly TaskEvent[], turns = 0) {
	const strikes = new Strikes();
	strikes.catchUp(recorded([...begun, ...events]));
	return strikes.third(turns);
}

export const span = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
export const failing = (...names: readonly string[]) => names.map((name) => vitest(name)).join("\n");

/** Attempts at one file: each changes it anew, then runs what still fails. */
export function attempts(count: number, run: (at: number) => Played = () => runs("npm test", failing("adds"))) {
	return span(count).flatMap((at) => [...turn(edits("sum.js", `v${at - 1}`, `v${at}`)), ...turn(run(at))]);
}
