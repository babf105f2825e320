/** `npm run -s probe -- policy|redact|scope`: answers JSON lines from stdin with one JSON line each, for authors of rules. */

import { text } from "node:stream/consumers";
import * as z from "zod";
import { decide, provedContext } from "../src/core/policy/decide.ts";
import { makeRedactor } from "../src/core/secrets/redactor.ts";
import { probeScope } from "./probe-scope.ts";

type Answer = (question: unknown) => Promise<unknown>;

const policyQuestion = z.object({ command: z.string(), shell: z.string().optional(), cwd: z.string().optional() });
const redactQuestion = z.object({ text: z.string() });
const scopeQuestion = z.object({ workspace: z.string(), path: z.string(), kind: z.enum(["read", "write"]) });

const redactor = makeRedactor({ values: [] });

const probes: ReadonlyMap<string, Answer> = new Map<string, Answer>([
	["policy", async (question) => verdictOf(policyQuestion.parse(question))],
	["redact", async (question) => ({ text: redactor.redact(redactQuestion.parse(question).text).text })],
	["scope", async (question) => probeScope(scopeQuestion.parse(question))],
]);

process.exitCode = await main(process.argv[2] ?? "");

async function main(name: string): Promise<number> {
	const answer = probes.get(name);
	if (!answer) {
		console.error(`Say what to probe: ${[...probes.keys()].join(", ")}.`);
		return 2;
	}
	const lines = (await text(process.stdin)).split("\n");
	if (lines.at(-1)?.trim() === "") lines.pop();
	// One after the other: a write that is probed must not meet the read of the line before.
	const answers: string[] = [];
	for (const line of lines) answers.push(`${await answerLine(line, answer)}\n`);
	process.stdout.write(answers.join(""));
	return 0;
}

/** Every line has an answer, so that the n-th answer belongs to the n-th line. */
async function answerLine(line: string, answer: Answer): Promise<string> {
	try {
		return JSON.stringify(await answer(JSON.parse(line)));
	} catch (error) {
		return JSON.stringify({ error: error instanceof z.ZodError ? z.prettifyError(error) : String(error) });
	}
}

/** As in a proved sandbox, at the root of a checkout on a task's branch. An absolute folder is outside of it. */
function verdictOf({ command, shell = "bash", cwd = "" }: z.infer<typeof policyQuestion>): object {
	if (shell !== "bash" && shell !== "powershell" && shell !== "cmd") {
		return { verdict: "ask", because: `Commands of the shell ${JSON.stringify(shell)} are not judged.` };
	}
	const { verdict, because } = decide(command, { ...provedContext, shell, cwd: cwd === "." ? "" : cwd });
	return { verdict, because };
}
