/** Judges one command of a command line with all that belongs to it: assignments, redirections, and the person's rules. */

import { only } from "./candidates.ts";
import type { PolicyContext, Segment } from "./decision.ts";
import { Findings, type Ground, usePath } from "./findings.ts";
import { judgeWords } from "./judge.ts";
import { text } from "./kinds.ts";
import { neverReason } from "./never.ts";
import { reachedCommands } from "./reach.ts";
import { applyRules } from "./rules.ts";
import type { SegmentFacts } from "./segment-facts.ts";
import { parseShell, type ShellAssignment, type ShellCommand } from "./shell-commands.ts";
import { shellWordProblem } from "./shell-dialects.ts";
import { isOwnVariable, variableProblem } from "./variables.ts";
import { visible } from "./visible.ts";

/** A judged command, with what it would touch and reach. */
export interface Judged {
	readonly segment: Segment;
	readonly findings: Findings;
	/** Its own, then those of the commands that it runs in turn. */
	readonly facts: readonly SegmentFacts[];
	readonly at: number;
}

export function judgeCommand(command: ShellCommand, context: PolicyContext): Judged {
	const around = surroundings(command, context);
	const called = judgeWords(command.words, groundOf(command, context, 0), (script, ground) =>
		judgeScript(script, ground, context),
	);
	const reached = reachedCommands(command);
	const facts = factsFrom(reached, command, [around, called]);
	const decided = ruled(facts, called, context);
	const findings = new Findings();
	for (const one of reached) {
		const never = neverReason(one, context);
		if (never !== undefined) findings.add("deny", never);
	}
	findings.join(around);
	findings.join(decided.findings);
	const because = `\`${visible(command.text)}\` ${findings.why}.`;
	const rule = decided.place === undefined ? {} : { rule: decided.place };
	return {
		segment: { text: command.text, verdict: findings.verdict, because, ...rule },
		findings,
		facts,
		at: command.at,
	};
}

function groundOf(command: ShellCommand, { root, protectedBranches }: PolicyContext, depth: number): Ground {
	return { root, protectedBranches, folders: command.folders, listed: command.listed, depth };
}

/** A script in an argument, such as that of `bash -c`, judged like a command line of its own. */
function judgeScript(script: string, ground: Ground, context: PolicyContext): Findings {
	const dialect = shellWordProblem(script);
	if (dialect !== undefined || ground.depth > 2)
		return only("ask", dialect ?? "runs scripts within scripts within scripts");
	const { commands, problems } = parseShell(script, ground.folders);
	const findings = new Findings();
	for (const command of commands) {
		findings.join(surroundings(command, context));
		const within = groundOf(command, context, ground.depth + 1);
		findings.join(judgeWords(command.words, within, (inner, where) => judgeScript(inner, where, context)));
	}
	if (problems.length > 0 || commands.length === 0) findings.add("ask", "has a script that is not understood");
	return findings;
}

/** What stands around the words. */
function surroundings(command: ShellCommand, context: PolicyContext): Findings {
	const findings = new Findings();
	const ground = groundOf(command, context, 0);
	for (const assignment of command.assignments) {
		const problem = assignmentProblem(assignment, command.words.length > 0);
		if (problem !== undefined) findings.add("ask", problem);
	}
	for (const fed of command.fed) text({ ...fed, glob: false }, ground, findings);
	for (const { kind, target } of command.redirects) {
		if (target.glob || target.value === null)
			findings.add("ask", `${kind}s \`${visible(target.text)}\`, which is not known beforehand`);
		else usePath(target, kind, ground, findings);
	}
	if (findings.verdict === "workspace")
		findings.whys.push({ verdict: "workspace", why: "writes a file in the checkout" });
	return findings;
}

function assignmentProblem({ name, word }: ShellAssignment, exported: boolean): string | undefined {
	if (word === null) return `sets the variable ${name} in a way that can run commands`;
	if (!exported && isOwnVariable(name)) return undefined;
	return variableProblem(name, word.textOnly ? null : word.value);
}

interface Ruled {
	readonly findings: Findings;
	readonly place?: string;
}

/** What the person's rules make of it: `allow` beats only what the forms of a program ask about. */
function ruled(facts: readonly SegmentFacts[], called: Findings, { rules }: PolicyContext): Ruled {
	if (rules.length === 0) return { findings: called };
	const found = facts.flatMap((one) => applyRules(one, rules) ?? []);
	const limit = found.find(({ verdict }) => verdict === "deny") ?? found.find(({ verdict }) => verdict === "ask");
	if (limit && limit.verdict !== "allow") {
		const findings = only(
			limit.verdict,
			limit.rule.because?.replace(/\.$/, "") ?? `is what the rule ${limit.rule.place} is about`,
		);
		findings.join(called);
		return { findings, place: limit.rule.place };
	}
	const [allowed] = found;
	if (!allowed || called.verdict !== "ask") return { findings: called };
	const findings = new Findings();
	findings.add("workspace", `is allowed by the rule ${allowed.rule.place}`);
	findings.touches.push(...called.touches);
	findings.domains.push(...called.domains);
	return { findings, place: allowed.rule.place };
}

/** A rule that allows a wrapper, such as `timeout`, must not allow what it wraps: then nothing counts as known. */
function factsFrom(
	reached: readonly ShellCommand[],
	command: ShellCommand,
	found: readonly Findings[],
): readonly SegmentFacts[] {
	const own = ownFacts(command, found);
	const within = reached.slice(1).map((one) => ({ ...own, ...wordFacts(one), static: false }));
	return within.length === 0 ? [own] : [{ ...own, static: false }, ...within];
}

function ownFacts(command: ShellCommand, found: readonly Findings[]): SegmentFacts {
	return {
		...wordFacts(command),
		paths: found.flatMap(({ touches }) => touches.map(({ path }) => path)),
		domains: found.flatMap(({ domains }) => domains),
		static: command.words.every(({ value, loose, stream }) => value !== null && !loose && !stream),
		fed: command.fed.length > 0 || command.behind.length > 0 || command.redirects.some(({ kind }) => kind === "read"),
	};
}

function wordFacts({ words }: Pick<ShellCommand, "words">): Pick<SegmentFacts, "program" | "words" | "flags"> {
	const [name, ...args] = words;
	const values = args.flatMap(({ value }) => value ?? []);
	const flags = values.filter((value) => value.startsWith("-")).map((value) => value.replace(/=.*$/s, ""));
	return { program: programName(name?.value ?? ""), words: values, flags };
}

function programName(value: string): string {
	return /^\/(?:usr\/)?s?bin\/([^/]+)$/.exec(value)?.[1] ?? value;
}
