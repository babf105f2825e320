/** The policy: whether a command line runs by itself, waits for the person, or never runs. */

import { judgeCmd } from "./cmd.ts";
import type { Decision, PolicyContext, Segment, Touch, Verdict } from "./decision.ts";
import { worst } from "./findings.ts";
import { insidePath } from "./places.ts";
import { readsPlainly } from "./plain-readers.ts";
import { defaultBranches } from "./policy-rules.ts";
import { judgePowerShell } from "./powershell.ts";
import { type Judged, judgeCommand } from "./segment.ts";
import type { SegmentFacts } from "./segment-facts.ts";
import { parseShell, type ShellScript } from "./shell-commands.ts";
import { hiddenProblem } from "./visible.ts";
import { limited } from "./windows-limits.ts";
import { writtenThenRun } from "./written-then-run.ts";

/** What is longer, in UTF-16 units, is only looked through for what never runs, so far; neither it nor more commands are judged safe. */
const lengthLimit = 4_096;
const commandLimit = 20;
/** What is longer is not even taken apart. */
const parseLimit = 16_384;

/** A task's checkout with a proved sandbox and no rules of its own: what `npm run probe` assumes. */
export const provedContext: PolicyContext = {
	...{ shell: "bash", cwd: "", root: "", sandboxed: true, rules: [] },
	protectedBranches: defaultBranches,
};

/**
 * Judges a command line. Pure, and total: any text has a verdict. Deny beats ask beats workspace beats safe; what is not
 * understood to the last character is asked about. For bash this holds in `bash --noprofile --norc -c` in a fresh process only.
 */
export function decide(command: string, context: PolicyContext): Decision {
	if (command.trim() === "") return only("ask", "The command is empty.");
	if (command.length > parseLimit) return only("ask", `It is too long to be judged (${command.length} characters).`);
	return unrefused(proved(command, judgeFor(command, context), context), context);
}

function judgeFor(command: string, context: PolicyContext): Decision {
	switch (context.shell) {
		case "bash":
			return judgeLine(command, context);
		case "powershell":
			return limited(inside(judgePowerShell(command, context), context), context);
		case "cmd":
			return limited(inside(judgeCmd(command, context), context), context);
		default:
			return context.shell satisfies never;
	}
}

/** What these shells' forms say of paths holds at the root and below. */
function inside(decision: Decision, context: PolicyContext): Decision {
	if (folderOf(context) !== null || decision.verdict === "deny") return decision;
	return { ...decision, verdict: "ask", because: outsideFolder };
}

const outsideFolder = "The folder that it would run in is outside of the checkout.";

function folderOf({ cwd, root }: PolicyContext): string | null {
	return insidePath(cwd === "" ? "." : cwd, { folders: [""], root });
}

/** What is known of each command of a command line, for rules to be tried on. */
export function factsOf(command: string, context: PolicyContext): readonly SegmentFacts[] {
	return parseShell(command.slice(0, lengthLimit)).commands.flatMap((one) => judgeCommand(one, context).facts);
}

function judgeLine(command: string, context: PolicyContext): Decision {
	const folder = folderOf(context);
	const script = parseShell(command.slice(0, lengthLimit), [folder ?? ""]);
	const judged = script.commands.map((one) => judgeCommand(one, context));
	const segments = different(judged);
	const runsOwn = writtenThenRun(judged);
	const problems = [
		...(runsOwn ? [runsOwn] : []),
		...(folder === null ? [outsideFolder] : []),
		...wholeProblems(command, script, segments),
	];
	const forkBomb = isForkBomb(command) ? ["It starts copies of itself without end."] : [];
	const verdicts: Verdict[] = [
		...segments.map(({ verdict }) => verdict),
		problems.length > 0 ? "ask" : "safe",
		forkBomb.length > 0 ? "deny" : "safe",
	];
	const verdict = worst(verdicts);
	const because = [
		...forkBomb,
		...segments.filter((one) => one.verdict === verdict).map((one) => one.because),
		...(verdict === "ask" ? problems : []),
	];
	return { verdict, because: together(because), segments, touches: touchesOf(judged), domains: domainsOf(judged) };
}

/** Without a proved sandbox nothing runs by itself that changes files, or that a project can make run its code. */
function proved(command: string, decision: Decision, context: PolicyContext): Decision {
	if (context.sandboxed || decision.verdict === "ask" || decision.verdict === "deny") return decision;
	if (decision.verdict === "safe" && programsOf(command, decision, context).every(isPlain(context))) return decision;
	const because = `${decision.because} There is no proved sandbox that it would run in.`;
	return { ...decision, verdict: "ask", because };
}

function isPlain({ shell }: PolicyContext): (program: string) => boolean {
	return (program) => readsPlainly(program, shell === "bash" ? "bash" : "windows");
}

function programsOf(command: string, { segments }: Decision, context: PolicyContext): readonly string[] {
	if (context.shell === "bash") return factsOf(command, context).map(({ program }) => program);
	return segments.map(({ text }) => text.trim().split(/\s/, 1)[0] ?? "");
}

/** A rule that could not be read may have been one that denies: until it is repaired, only what is safe runs by itself. */
function unrefused(decision: Decision, { refused = [] }: PolicyContext): Decision {
	const [problem] = refused;
	if (problem === undefined || decision.verdict !== "workspace") return decision;
	return { ...decision, verdict: "ask", because: `${decision.because} A rule of the policy was refused: ${problem}` };
}

function only(verdict: Verdict, because: string): Decision {
	return { verdict, because, segments: [], touches: [], domains: [] };
}

/** The body of a loop is judged once for every word: shown is the worst of it. */
function different(judged: readonly Judged[]): readonly Segment[] {
	const byText = new Map<string, Segment>();
	for (const { segment, at } of judged) {
		const key = `${at} ${segment.text}`;
		const known = byText.get(key);
		if (!known || worst([known.verdict, segment.verdict]) !== known.verdict) byText.set(key, segment);
	}
	return [...byText.values()];
}

function touchesOf(judged: readonly Judged[]): readonly Touch[] {
	const touches = judged.flatMap(({ findings }) => findings.touches);
	return touches.filter(
		(one, at) => touches.findIndex((other) => other.path === one.path && other.kind === one.kind) === at,
	);
}

function domainsOf(judged: readonly Judged[]): readonly string[] {
	return [...new Set(judged.flatMap(({ findings }) => findings.domains))];
}

/** What keeps the whole from running by itself, whatever its commands are. */
function wholeProblems(
	command: string,
	{ problems, commands }: ShellScript,
	segments: readonly Segment[],
): readonly string[] {
	const characters = hiddenProblem(command);
	const found = [...(characters ? [characters] : []), ...problems];
	if (command.length > lengthLimit) found.push(`It is very long (${command.length} characters).`);
	if (segments.length > commandLimit) found.push(`It has ${segments.length} commands.`);
	if (commands.length === 0) found.push("No command was found in it.");
	return found;
}

/** A function that pipes itself into itself in the background, under any name. */
function isForkBomb(command: string): boolean {
	return /([\w:.]{1,40})\s*\(\)\s*\{\s*\1\s*\|\s*\1\s*&/.test(command);
}

/** At most three different reasons. */
function together(reasons: readonly string[]): string {
	const different = [...new Set(reasons)];
	const more = different.length > 3 ? ` (And ${different.length - 3} more reasons.)` : "";
	return different.slice(0, 3).join(" ") + more;
}
