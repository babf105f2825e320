/** Joins the person's settings and the repository's file into one policy; the repository can only tighten. */

import * as z from "zod";
import type { PolicyContext } from "./decision.ts";
import { globProblem } from "./rule-globs.ts";
import type { FactsReader } from "./rule-tests.ts";
import { readRules } from "./rules-read.ts";

/** What was found of `.remit/policy.json` in the opened folder. */
export type PolicyFile =
	| { readonly kind: "none" }
	| { readonly kind: "file"; readonly text: string }
	/** It is there and cannot be read; `text` is a sentence that says why. */
	| { readonly kind: "failed"; readonly text: string };

export interface PolicyParts {
	/** The values as they stand in the person's settings, unread. */
	readonly rules: unknown;
	readonly protectedBranches: unknown;
	readonly file: PolicyFile;
	/** The branch that the remote's HEAD names; empty when it is not known. */
	readonly remoteHead: string;
}

export interface PolicyRules extends Pick<PolicyContext, "rules" | "protectedBranches"> {
	readonly refused: readonly string[];
	/** Sentences for the person, each beginning with its place. */
	readonly problems: readonly string[];
}

export const defaultBranches: readonly string[] = ["main", "master", "release/*"];

export const rulesSetting = "remit.policy.rules";
const branchesSetting = "remit.protectedBranches";
const repositoryPlace = ".remit/policy.json";

/** Total: whatever stands there gives a policy. */
export function policyRules(parts: PolicyParts, factsOf: FactsReader): PolicyRules {
	const own = readRules(parts.rules, rulesSetting, factsOf);
	const branches = readBranches(parts.protectedBranches, branchesSetting);
	const added = fileRules(parts.file, factsOf);
	const head = globProblem(parts.remoteHead) === undefined ? [parts.remoteHead] : [];
	const named = parts.protectedBranches === undefined || branches.problem !== undefined ? defaultBranches : [];
	return {
		rules: [...own.rules, ...added.rules],
		protectedBranches: [...new Set([...named, ...branches.names, ...head, ...added.protectedBranches])],
		refused: [...own.refused, ...listed(branches.problem), ...added.refused],
		problems: [...own.problems, ...listed(branches.problem), ...added.problems],
	};
}

function listed(problem: string | undefined): readonly string[] {
	return problem === undefined ? [] : [problem];
}

function fileRules(file: PolicyFile, factsOf: FactsReader): PolicyRules {
	if (file.kind === "none") return { rules: [], protectedBranches: [], refused: [], problems: [] };
	if (file.kind === "failed") return refusedFile(file.text);
	const value = parsedJson(file.text);
	if (value === undefined) return refusedFile("it is not valid JSON.");
	const parsed = fileSchema.safeParse(value);
	if (!parsed.success) {
		const keys = parsed.error.issues.flatMap((issue) => (issue.code === "unrecognized_keys" ? issue.keys : []));
		const [key] = keys;
		return refusedFile(key === undefined ? "it must be an object." : `\`${key}\` is not one of its fields.`);
	}
	const read = readRules(parsed.data.rules, repositoryPlace, factsOf);
	const branches = readBranches(parsed.data.protectedBranches, `${repositoryPlace}.protectedBranches`);
	const loosening = read.rules.filter(({ verdict }) => verdict === "allow");
	const problems = loosening.map(
		({ place }) => `${place}: a repository can only tighten, so it cannot allow anything.`,
	);
	return {
		rules: read.rules.filter(({ verdict }) => verdict !== "allow"),
		protectedBranches: branches.names,
		refused: [...read.refused, ...listed(branches.problem)],
		problems: [...read.problems, ...listed(branches.problem), ...problems],
	};
}

const fileSchema = z.strictObject({ rules: z.unknown().optional(), protectedBranches: z.unknown().optional() });

function refusedFile(why: string): PolicyRules {
	const problems = [`${repositoryPlace}: ${why}`];
	return { rules: [], protectedBranches: [], refused: problems, problems };
}

/** Undefined when it is not JSON. */
function parsedJson(text: string): unknown {
	try {
		return JSON.parse(text.replace(/^\ufeff/, ""));
	} catch {
		return undefined;
	}
}

interface Branches {
	/** Those that can be used, also when others cannot. */
	readonly names: readonly string[];
	readonly problem?: string;
}

const mostBranches = 100;

function readBranches(value: unknown, place: string): Branches {
	if (value === undefined || value === null) return { names: [] };
	if (!Array.isArray(value)) return { names: [], problem: `${place}: it must be a list of names.` };
	const entries: readonly unknown[] = value;
	if (entries.length > mostBranches)
		return { names: [], problem: `${place}: it has more than ${mostBranches} entries.` };
	const names = entries.filter((name) => typeof name === "string").filter((name) => branchProblem(name) === undefined);
	const wrong = entries.findIndex((name) => typeof name !== "string" || branchProblem(name) !== undefined);
	if (wrong < 0) return { names };
	const entry = entries[wrong];
	const why = typeof entry === "string" ? branchProblem(entry) : "It must be text.";
	return { names, problem: `${place}[${wrong}]: ${why}` };
}

function branchProblem(name: string): string | undefined {
	if (/[\s\p{Cc}:?[\]\\{}^~]/u.test(name)) return "It must be a branch's name, in which `*` stands for any text.";
	return globProblem(name);
}
