/** The tool `run`: one command line in the checkout, its exit code and its output. */

import * as z from "zod";
import { OutOfTime } from "../budget/out-of-time.ts";
import type { ShellResult } from "../ports.ts";
import { sentenceField, textField, wholeField } from "./fields.ts";
import { cleanPath } from "./paths.ts";
import { plainOutput } from "./plain-output.ts";
import { bytesText, countText } from "./quantities.ts";
import { failed, type Tool, type ToolContext, type ToolResult } from "./tool.ts";

const runInput = z.object({
	command: sentenceField,
	cwd: textField.optional(),
	purpose: textField.optional().describe("why, for the person who approves"),
	timeout: wholeField.optional().describe("seconds, default 120"),
});

type RunInput = z.output<typeof runInput>;

const defaultSeconds = 120;
const mostSeconds = 3_600;

export const runTool: Tool<RunInput> = {
	name: "run",
	description:
		"Runs a bash command in a fresh shell at the project's root, without input, and waits for it. The person may have to approve. For files prefer read, search, edit.",
	input: runInput,
	effect: "write",
	title: ({ command }) => command,
	needs: ({ command, cwd, purpose }) => ({
		kind: "command",
		command,
		cwd: cleanPath(cwd ?? ""),
		purpose: purpose ?? "",
	}),
	run: runCommand,
};

async function runCommand(input: RunInput, context: ToolContext, signal: AbortSignal): Promise<ToolResult> {
	const seconds = Math.min(mostSeconds, Math.max(1, input.timeout ?? defaultSeconds));
	if (context.granted === null) return failed("The command was not judged, so it does not run.", "not run");
	const command = { ...context.granted, cwd: cleanPath(input.cwd ?? ""), timeoutMs: seconds * 1_000 };
	const result = await context.checkout.shell.run(command, (chunk) => context.onOutput(chunk), signal);
	const { says, summary } = ending(result, seconds, signal);
	const output = plainOutput(result.output).replace(/\s+$/, "");
	const { text, whole } = shortened(output, result.omitted);
	const outcome = {
		kind: result.ended === "exited" && result.exitCode === 0 ? "done" : "failed",
		text: text === "" ? `${says}, no output` : `${says}\n${text}`,
		...(text === "" ? {} : { foreign: true as const }),
		summary,
	} as const;
	return { outcome: whole ? outcome : { ...outcome, kept: await context.keep(output) } };
}

interface Ending {
	readonly says: string;
	readonly summary: string;
}

function ending({ ended, exitCode }: ShellResult, seconds: number, { reason }: AbortSignal): Ending {
	switch (ended) {
		case "exited":
			return { says: `exit ${exitCode}`, summary: `exit ${exitCode}` };
		case "timed-out":
			return {
				says: `timed out after ${seconds} s and was ended; give a longer timeout (at most ${mostSeconds}) or run less`,
				summary: `timed out after ${seconds} s`,
			};
		case "stopped":
			return { says: reason instanceof OutOfTime ? reason.told : "stopped by the person", summary: "stopped" };
		case "killed":
			return { says: "ended by a signal, perhaps for lack of memory", summary: "killed" };
		case "refused":
			return { says: "could not be started", summary: "not started" };
		default:
			return ended satisfies never;
	}
}

/** Characters that the model is shown: the beginning, and more of the end, where errors and totals stand. */
const headLimit = 6 * 1_024;
const tailLimit = 10 * 1_024;

/** `whole`: the model sees everything that is there. `omitted`: bytes that were not kept by the shell. */
function shortened(output: string, omitted: number): { readonly text: string; readonly whole: boolean } {
	const lost =
		omitted > 0
			? `\n[${bytesText(omitted)} in the middle were not kept: write the output to a file to have it all]`
			: "";
	if (output.length <= headLimit + tailLimit) return { text: output + lost, whole: true };
	const head = wholeLines(output.slice(0, headLimit), "end");
	const tail = wholeLines(output.slice(-tailLimit), "start");
	const middle = output.slice(head.length, output.length - tail.length);
	const lines = countText(middle.split("\n").length, "line");
	const notice = `[${lines}, ${countText(middle.length, "character")} left out here; to see them, run it again through grep, head or tail]`;
	return { text: `${head.trimEnd()}\n${notice}\n${tail.trimStart()}${lost}`, whole: false };
}

/** Without the broken line at one end, unless that is most of it; never half of a character. */
function wholeLines(text: string, broken: "start" | "end"): string {
	const at = broken === "end" ? text.lastIndexOf("\n") : text.indexOf("\n");
	const kept = broken === "end" ? text.slice(0, at + 1) : text.slice(at + 1);
	if (at >= 0 && kept.length > text.length / 2) return kept;
	return broken === "end" ? text.replace(/[\uD800-\uDBFF]$/, "") : text.replace(/^[\uDC00-\uDFFF]/, "");
}
