/** Finds the narrowest rule that would let a command run again without asking: exactly this command, and nothing else. */

import type { NewRule } from "../ports.ts";
import { decide, factsOf } from "./decide.ts";
import type { PolicyContext } from "./decision.ts";
import { literalGlob } from "./rule-globs.ts";
import { readRules } from "./rules-read.ts";
import type { SegmentFacts } from "./segment-facts.ts";
import { characterProblem } from "./visible.ts";

/** A line with more commands is not worth a rule. */
const mostCommands = 20;

/**
 * Null where no rule can do it: what is denied, not known beforehand, runs code that it is given, or has more than one
 * command that asks. With the rule in the context the command is no longer asked about; that was tried.
 */
export function alwaysRule(command: string, context: PolicyContext): NewRule | null {
	if (context.shell !== "bash" || characterProblem(command) !== undefined) return null;
	if (decide(command, context).verdict !== "ask") return null;
	const all = factsOf(command, context);
	if (all.length > mostCommands) return null;
	const rules = new Map(all.flatMap((facts) => ruleFor(facts) ?? []).map((rule) => [JSON.stringify(rule), rule]));
	return [...rules.values()].find((rule) => isEnough(rule, command, context)) ?? null;
}

function isEnough(rule: NewRule, command: string, context: PolicyContext): boolean {
	const rules = [...context.rules, { ...rule, place: "new" }];
	const { verdict } = decide(command, { ...context, rules });
	return verdict === "safe" || verdict === "workspace";
}

function ruleFor(facts: SegmentFacts): NewRule | null {
	if (!facts.static || facts.fed || facts.program === "" || runsGivenCode(facts)) return null;
	const paths = [...new Set(facts.paths)].map((path) => (path === "" ? "." : literalGlob(path)));
	const domains = [...new Set(facts.domains)];
	const rule: NewRule = {
		verdict: "allow",
		program: facts.program,
		exactly: facts.words,
		...(paths.length > 0 ? { paths } : {}),
		...(domains.length > 0 ? { domains } : {}),
	};
	// What could not be read back is not written.
	return readRules([rule], "", () => []).problems.length === 0 ? rule : null;
}

/** Programs that run what they are told, whatever it is: a rule for one of them would be a rule for anything. */
const runners = new Set([
	...["sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "fish", "csh", "tcsh", "busybox", "pwsh", "powershell", "cmd"],
	...[
		"eval",
		"exec",
		"source",
		".",
		"command",
		"builtin",
		"trap",
		"xargs",
		"parallel",
		"watch",
		"script",
		"env",
		"nohup",
	],
	...[
		"sudo",
		"doas",
		"su",
		"pkexec",
		"ssh",
		"chroot",
		"nsenter",
		"unshare",
		"setsid",
		"flock",
		"time",
		"timeout",
		"nice",
	],
	...["osascript", "expect", "tmux", "screen", "at", "batch", "crontab", "gdb", "lldb", "strace"],
]);

/** Programs that run code from an argument, or from what they are fed when they are given no file. */
const interpreters =
	/^(?:node|nodejs|deno|bun|tsx|ts-node|python[\d.]*|pypy[\d.]*|ruby|irb|perl|php|lua[\d.]*|r|rscript|julia|ghci|scala|groovy|jshell|elixir|iex|awk|gawk|mawk|sed|jq|make|find|fd|npx)$/;
const codeOption =
	/^-(?:-?(?:eval|print|exec|execdir|ok|okdir|command|call|require|import|loader|file)(?:=|$)|[a-zA-Z]*[ecprxXEI]|-$)/;

function runsGivenCode({ program, words }: SegmentFacts): boolean {
	const name = program.slice(program.lastIndexOf("/") + 1).toLowerCase();
	if (runners.has(name)) return true;
	if (!interpreters.test(name)) return false;
	return words.every((word) => word.startsWith("-")) || words.some((word) => codeOption.test(word));
}
