/** Judges a `git push`: never to a protected branch, never by force, whatever the refspec looks like. */

import type { PolicyContext } from "./decision.ts";
import { namesMeet } from "./rule-globs.ts";

export interface PushContext extends Pick<PolicyContext, "protectedBranches"> {
	/** What git is given with `-c` (`key=value`); null where it is not known. */
	readonly config?: readonly (string | null)[];
}

export interface PushVerdict {
	readonly verdict: "ask" | "deny";
	/** The rest of a sentence that begins with the command. */
	readonly because: string;
}

/** `words` are what follows `push`; null for a word whose value is not known beforehand. Total. */
export function pushVerdict(words: readonly (string | null)[], context: PushContext): PushVerdict {
	const configured = configReason(context.config ?? []);
	if (configured !== undefined) return deny(configured);
	const known = words.filter((word) => word !== null);
	if (known.length < words.length)
		return deny("pushes to what is not known beforehand, which could be a protected branch");
	const read = readPush(known);
	if (read.refused !== undefined) return deny(read.refused);
	// With `--repo`, or an option that is not known, the first word need not be the repository.
	const refspecs = read.sure ? read.plain.slice(1) : read.plain;
	for (const refspec of refspecs) {
		const reason = refspecReason(refspec, context.protectedBranches);
		if (reason !== undefined) return deny(reason);
	}
	return { verdict: "ask", because: read.asks ?? "pushes to a remote; the agent has none, and no credentials" };
}

function deny(because: string): PushVerdict {
	return { verdict: "deny", because };
}

/** `push.default=matching`, `remote.x.push` and `remote.x.mirror` choose the branches without a refspec. */
function configReason(config: readonly (string | null)[]): string | undefined {
	const chosen = config.find((entry) => entry === null || /^(?:push|remote|branch|alias|url)\./i.test(entry.trim()));
	return chosen === undefined ? undefined : "pushes what a configuration on its command line chooses";
}

interface Push {
	/** Words that are no options and no options' values. */
	readonly plain: readonly string[];
	/** Whether every option is known, so that the first plain word is the repository. */
	readonly sure: boolean;
	readonly refused?: string;
	/** Why it must be looked at more closely. */
	readonly asks?: string;
}

const force = "overwrites what others have pushed";
const removal = "deletes branches of the remote";
const everything = "pushes every branch, the protected ones with them";

/** Git takes any beginning of a long option's name for it, so `--forc` is `--force`. */
const never: readonly (readonly [option: string, because: string])[] = [
	["--force", force],
	["--force-with-lease", force],
	["--force-if-includes", force],
	["--mirror", everything],
	["--all", everything],
	["--branches", everything],
	["--delete", removal],
	["--prune", removal],
];
const neverShort: Readonly<Record<string, string>> = { f: force, d: removal };

const harmless: readonly string[] = [
	...[
		"--tags",
		"--follow-tags",
		"--no-follow-tags",
		"--set-upstream",
		"--atomic",
		"--no-atomic",
		"--thin",
		"--no-thin",
	],
	...["--dry-run", "--porcelain", "--verbose", "--quiet", "--progress", "--no-progress", "--ipv4", "--ipv6"],
	...["--verify", "--no-verify", "--signed", "--no-signed", "--no-force-with-lease", "--no-force-if-includes"],
	...["--no-recurse-submodules", "--no-force", "--no-mirror", "--no-all", "--no-delete", "--no-prune", "--no-tags"],
];
const withValue: readonly string[] = ["--push-option", "--recurse-submodules"];

function readPush(words: readonly string[]): Push {
	const plain: string[] = [];
	let [sure, asks]: [boolean, string | undefined] = [true, undefined];
	for (let at = 0; at < words.length; at++) {
		const word = words[at] ?? "";
		if (word === "--") {
			plain.push(...words.slice(at + 1));
			break;
		}
		if (!word.startsWith("-") || word === "-") {
			plain.push(word);
			continue;
		}
		const option = word.startsWith("--") ? longOption(word) : shortOptions(word);
		if (option.refused !== undefined) return { plain, sure, refused: option.refused };
		if (option.takesNext) at++;
		sure &&= option.known;
		asks ??= option.asks;
	}
	return { plain, sure, ...(asks === undefined ? {} : { asks }) };
}

interface Option {
	readonly known: boolean;
	readonly takesNext: boolean;
	readonly refused?: string;
	readonly asks?: string;
}

function longOption(word: string): Option {
	const name = word.replace(/=.*$/s, "").toLowerCase();
	const takesNext = withValue.includes(name) && !word.includes("=");
	if (harmless.includes(name) || withValue.includes(name)) return { known: true, takesNext };
	const refused = never.find(([option]) => option.startsWith(name))?.[1];
	if (refused !== undefined) return { known: true, takesNext: false, refused };
	if (["--exec", "--receive-pack"].includes(name))
		return { known: false, takesNext: false, asks: "names the program that takes the push" };
	return { known: false, takesNext: false };
}

/** `-uf` is `-u -f`; what follows an `o` is the option's value. */
function shortOptions(word: string): Option {
	const letters = word.slice(1);
	const value = letters.indexOf("o");
	for (const letter of value < 0 ? letters : letters.slice(0, value)) {
		const refused = neverShort[letter];
		if (refused !== undefined) return { known: true, takesNext: false, refused };
		if (!"uvqn46".includes(letter)) return { known: false, takesNext: false };
	}
	return { known: true, takesNext: value === letters.length - 1 && value >= 0 };
}

/** Why the refspec is never pushed; nothing where it names another branch. */
function refspecReason(refspec: string, patterns: readonly string[]): string | undefined {
	if (refspec.startsWith("+")) return force;
	if (/^\s*$/.test(refspec) || refspec === ":") return "pushes every branch that the remote has as well";
	const [source = "", target] = splitRefspec(refspec);
	if (target === undefined) return refReason(source, patterns, source === "HEAD" || source === "@");
	if (source === "") return removal;
	if (target === "") return refReason(source, patterns, false);
	return refReason(target, patterns, false);
}

function splitRefspec(refspec: string): readonly [string, string?] {
	const colon = refspec.lastIndexOf(":");
	return colon < 0 ? [refspec] : [refspec.slice(0, colon), refspec.slice(colon + 1)];
}

function refReason(ref: string, patterns: readonly string[], isCurrent: boolean): string | undefined {
	// Without a target HEAD stands for the branch that is checked out: the task's own.
	if (isCurrent) return undefined;
	const branch = branchOf(ref);
	if (branch === "head" || branch === "@") return "pushes to the remote's HEAD, which is a protected branch";
	const hit = patterns.find((pattern) => branchesMeet(branch, branchOf(pattern)) || wildcardMeets(ref, pattern));
	if (hit === undefined) return undefined;
	return branch.includes("*")
		? `could push to the protected branch ${hit}`
		: `pushes to the protected branch ${branch === hit.toLowerCase() ? hit : `${branch} (${hit})`}`;
}

/** The name of the branch that git makes of it, in lower case: a remote's file system may not tell cases apart. */
function branchOf(ref: string): string {
	return ref
		.normalize("NFC")
		.replace(/\p{Default_Ignorable_Code_Point}/gu, "")
		.toLowerCase()
		.replace(/\/{2,}/g, "/")
		.replace(/^\//, "")
		.replace(/^refs\//, "")
		.replace(/^remotes\/[^/]+\//, "")
		.replace(/^(?:heads|for|drafts)\//, "")
		.replace(/(?:[~^]|@\{|%).*$/s, "");
}

/** `refs/h*:refs/h*` is a pattern for whole names. */
function wildcardMeets(ref: string, pattern: string): boolean {
	return ref.includes("*") && namesMeet(ref, `refs/heads/${branchOf(pattern)}`);
}

/** As names of folders are compared; a `*` of the refspec stands for any text, slashes too. */
function branchesMeet(branch: string, pattern: string): boolean {
	const [names, wanted] = [branch.split("/"), pattern.split("/")];
	if (branch.includes("*")) return namesMeet(branch, pattern.replaceAll("**", "*"));
	const deep = wanted.indexOf("**");
	if (deep >= 0)
		return names.length > deep && wanted.slice(0, deep).every((want, at) => namesMeet(names[at] ?? "", want));
	return names.length === wanted.length && wanted.every((want, at) => namesMeet(names[at] ?? "", want));
}
