/** Reads rules that a person or a repository wrote, and refuses those that are malformed or fail their own tests. */

import * as z from "zod";
import type { Rule } from "./rule.ts";
import { globProblem } from "./rule-globs.ts";
import { type FactsReader, testProblems } from "./rule-tests.ts";

export interface RulesRead {
	readonly rules: readonly Rule[];
	/** One sentence for each error, beginning with its place. */
	readonly problems: readonly string[];
	/** Of those, the ones of rules that may have been meant to limit: until they are repaired, what is not safe asks. */
	readonly refused: readonly string[];
}

const mostRules = 200;

/** `place` is where the list stands, e.g. `remit.policy.rules`. Any value is read; nothing there is an empty list. */
export function readRules(value: unknown, place: string, factsOf: FactsReader): RulesRead {
	if (value === undefined || value === null) return { rules: [], problems: [], refused: [] };
	if (!Array.isArray(value)) return allRefused(`${place}: it must be a list of rules.`);
	if (value.length > mostRules) return allRefused(`${place}: there are more than ${mostRules} rules.`);
	const entries: readonly unknown[] = value;
	const read = entries.map((entry, at) => readRule(entry, `${place}[${at}]`, factsOf));
	return {
		rules: read.flatMap(({ rule, problems }) => (rule && problems.length === 0 ? [rule] : [])),
		problems: read.flatMap(({ problems }) => problems),
		refused: read.flatMap(({ problems }, at) => (isAllow(entries[at]) ? [] : problems)),
	};
}

function allRefused(problem: string): RulesRead {
	return { rules: [], problems: [problem], refused: [problem] };
}

/** A rule that only says `allow` takes nothing away when it is missing. */
function isAllow(entry: unknown): boolean {
	return typeof entry === "object" && entry !== null && "verdict" in entry && entry.verdict === "allow";
}

interface RuleRead {
	readonly rule?: Rule;
	readonly problems: readonly string[];
}

function readRule(entry: unknown, place: string, factsOf: FactsReader): RuleRead {
	const parsed = ruleSchema.safeParse(entry);
	if (!parsed.success) return { problems: parsed.error.issues.flatMap((issue) => issueProblems(issue, place)) };
	const { shouldMatch = [], shouldNotMatch = [], ...fields } = parsed.data;
	const rule: Rule = withoutUndefined({ ...fields, place });
	return { rule, problems: testProblems(rule, { shouldMatch, shouldNotMatch }, factsOf) };
}

/** An optional field that is missing is not there at all. */
function withoutUndefined(
	fields: { [K in keyof Rule]: Rule[K] | undefined } & Pick<Rule, "verdict" | "program" | "place">,
): Rule {
	const { verdict, program, place, subcommand, flags, exactly, paths, domains, because } = fields;
	return {
		...{ verdict, program, place },
		...(subcommand === undefined ? {} : { subcommand }),
		...(flags === undefined ? {} : { flags }),
		...(exactly === undefined ? {} : { exactly }),
		...(paths === undefined ? {} : { paths }),
		...(domains === undefined ? {} : { domains }),
		...(because === undefined ? {} : { because }),
	};
}

function issueProblems(issue: z.core.$ZodIssue, place: string): readonly string[] {
	if (issue.code === "unrecognized_keys")
		return issue.keys.map((key) => `${place}: \`${key}\` is not a field of a rule.`);
	const where = issue.path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
	return [`${place}${where}: ${issue.message}`];
}

const text = (most: number) =>
	z
		.string("It must be text.")
		.min(1, "It is empty.")
		.max(most, `It is longer than ${most} characters.`)
		.regex(/^[^\p{Cc}]*$/u, "It contains a control character.");
const list = <T extends z.ZodType>(entry: T) =>
	z.array(entry, "It must be a list.").max(50, "It has more than 50 entries.");
const name = text(200).regex(/^[^\s*?$`'"|&;<>()]+$/, "It must be one program's name, without spaces or patterns.");
const flag = text(200).regex(/^(?:\*|-[^\s]+)$/, "It must be a flag such as `--watch`, or `*` for any.");
const words = text(300).regex(
	/^[^\s-]\S*(?: [^\s-]\S*)*$/,
	"It must be words with one space between them; flags stand in `flags`.",
);
const glob = z.string("It must be text.").superRefine((value, context) => {
	const problem = globProblem(value);
	if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
});
const host = text(253).regex(
	/^(?:\*|(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)$/i,
	"It must be a host such as `registry.example.com`, or `*.example.com`: no address, no port.",
);
const commandLine = z
	.string("It must be text.")
	.min(1, "It is empty.")
	.max(4_096, "It is longer than 4096 characters.");

const ruleSchema = z
	.strictObject(
		{
			verdict: z.enum(["allow", "ask", "deny"], "It must be `allow`, `ask` or `deny`."),
			program: name,
			subcommand: words.optional(),
			flags: list(flag).optional(),
			exactly: list(z.string("It must be text.").max(1_000, "It is longer than 1000 characters.")).optional(),
			paths: list(glob).optional(),
			domains: list(host).optional(),
			because: text(300).optional(),
			shouldMatch: list(commandLine).optional(),
			shouldNotMatch: list(commandLine).optional(),
		},
		{ error: (issue) => (issue.code === "invalid_type" ? "A rule must be an object." : undefined) },
	)
	.superRefine(({ verdict, exactly, subcommand, flags, paths }, context) => {
		const refuse = (field: string | number, message: string, ...more: readonly number[]) =>
			context.addIssue({ code: "custom", path: [field, ...more], message });
		if (exactly && (subcommand !== undefined || flags))
			refuse("exactly", "It says every word, so there can be no `subcommand` and no `flags` beside it.");
		for (const [at, path] of (verdict === "allow" ? (paths ?? []) : []).entries()) {
			if (/^(?:[/~]|[A-Za-z]:)/.test(path) || path.split("/").includes(".."))
				refuse("paths", "Nothing outside the checkout can be allowed.", at);
		}
	});
