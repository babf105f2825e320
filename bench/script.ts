/** The scripted task: which calls the model asks for, in whichever words a contender's tools are spoken to. */

import { call, type ReplyStep, type Script, type ScriptRequest, say } from "../test/support/messages-server-script.ts";
import { editOf, modulePath, testCommand } from "./project.ts";

/** What a step does; `command` is timed apart from the others. */
export type StepKind = "file" | "command";

type TaskCall =
	| { readonly kind: "read"; readonly path: string }
	| { readonly kind: "search"; readonly text: string }
	| { readonly kind: "edit"; readonly path: string; readonly old: string; readonly new: string }
	| { readonly kind: "write"; readonly path: string; readonly text: string }
	| { readonly kind: "command"; readonly command: string };

export const contenders = ["floor", "remit"] as const;

export type Contender = (typeof contenders)[number];

/** The same for every contender: what shall be done. */
export const goal = "Raise the limits of the parts that the tests look at, add a note on it, and keep the tests green.";

/** What each step of a task of this length is, in order. */
export function stepKinds(steps: number): readonly StepKind[] {
	return taskCalls(steps).map(({ kind }) => (kind === "command" ? "command" : "file"));
}

/** Plays a task of this many calls and an end. A call that fails stops the play: then nothing was measured. */
export function scriptOf(contender: Contender, steps: number): Script {
	const calls = taskCalls(steps);
	return (request, index) => {
		expectSuccess(request);
		const next = calls[index];
		if (next) return spoken(contender, next);
		return contender === "remit" && index === calls.length
			? call("finish", { status: "done", summary: "The limits are raised; the tests pass." })
			: say("Done.");
	};
}

/** Six calls come again and again: a page is read, something is sought, a line changed, the tests run; once a file is new. */
function taskCalls(steps: number): readonly TaskCall[] {
	return Array.from({ length: steps }, (_, step): TaskCall => {
		const round = Math.floor(step / 6);
		const path = modulePath(round);
		switch (step % 6) {
			case 0:
				return { kind: "read", path };
			case 1:
				return { kind: "search", text: `question ${round} of part` };
			case 2:
				return { kind: "read", path: modulePath(round + 20) };
			case 3:
				return { kind: "edit", path, ...editOf(round, round % 30) };
			case 4:
				return round === 0
					? { kind: "write", path: "NOTES.md", text: "# Limits\n\nThey are raised.\n" }
					: { kind: "read", path: modulePath(round + 10) };
			default:
				return { kind: "command", command: testCommand };
		}
	});
}

function spoken(contender: Contender, { kind, ...input }: TaskCall): ReplyStep {
	if (contender === "floor") return floorCall(kind, input);
	const tool = kind === "command" ? "run" : kind;
	return call(tool, "text" in input && kind === "search" ? { pattern: input.text } : input);
}

function floorCall(kind: TaskCall["kind"], input: object): ReplyStep {
	if (kind === "command") return call("bash", input);
	if (kind !== "edit") return call(kind, input);
	const { new: text, ...rest } = { new: "", ...input };
	return call("write", { ...rest, text });
}

function expectSuccess({ results }: ScriptRequest): void {
	for (const { tool, text, failed } of results) {
		if (failed) throw new Error(`${tool} failed: ${text}`);
		if ((tool === "bash" || tool === "run") && !text.includes("1 test passed"))
			throw new Error(`${tool} said: ${text}`);
	}
}

/** What is not as the task leaves it; empty when it was done. `read` gives a file's text. */
export async function resultProblems(
	steps: number,
	read: (path: string) => Promise<string>,
): Promise<readonly string[]> {
	const problems: string[] = [];
	for (const done of taskCalls(steps)) {
		if (done.kind !== "edit" && done.kind !== "write") continue;
		const text = await read(done.path);
		const as = done.kind === "edit" ? text.includes(done.new) && !text.includes(done.old) : text === done.text;
		if (!as) problems.push(`${done.path} is not as it was written`);
	}
	return problems;
}
