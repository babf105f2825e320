/** Gathers what judging a command brings to light: how far it goes, what it touches, and what is not understood. */

import type { PolicyContext, Touch, Verdict } from "./decision.ts";
import { insidePath, isGuarded, isStream, secrecy } from "./places.ts";
import type { ShellWord } from "./shell-words.ts";
import { visible } from "./visible.ts";

/** Where and how a command would run. */
export interface Ground extends Pick<PolicyContext, "root" | "protectedBranches"> {
	readonly folders: readonly string[];
	/** Names of files that it is piped. */
	readonly listed: ShellWord | null;
	/** How many commands stand around it: `xargs`, `timeout`, `bash -c`. */
	readonly depth: number;
}

const order: readonly Verdict[] = ["safe", "workspace", "ask", "deny"];

export function worst(verdicts: readonly Verdict[]): Verdict {
	return order[Math.max(0, ...verdicts.map((verdict) => order.indexOf(verdict)))] ?? "ask";
}

export class Findings {
	readonly touches: Touch[] = [];
	readonly domains: string[] = [];
	/** The rests of sentences that begin with the command. */
	readonly whys: { readonly verdict: Verdict; readonly why: string }[] = [];
	#verdict: Verdict = "safe";

	get verdict(): Verdict {
		return this.#verdict;
	}

	/** The reason for the worst of it. */
	get why(): string {
		return this.whys.find(({ verdict }) => verdict === this.#verdict)?.why ?? "only reads";
	}

	add(verdict: Verdict, why: string): void {
		this.whys.push({ verdict, why });
		this.#verdict = worst([this.#verdict, verdict]);
	}

	/** Not less than this, without a reason of its own. */
	raise(verdict: Verdict): void {
		this.#verdict = worst([this.#verdict, verdict]);
	}

	join(other: Findings): void {
		this.touches.push(...other.touches);
		this.domains.push(...other.domains);
		this.whys.push(...other.whys);
		this.raise(other.verdict);
	}
}

export type PathUse = "read" | "write" | "delete" | "look" | "run";

/** Judges a word that names a path, and notes it. */
export function usePath(word: ShellWord, use: PathUse, ground: Ground, findings: Findings): void {
	const { value } = word;
	if (value === null) return findings.add("ask", unknownPath(word));
	if (word.textOnly)
		return findings.add("ask", `names a path with characters that look like others, \`${visible(value)}\``);
	if (
		value === "-" ||
		/:\/\/|=(?:[/~]|\.\.)|^@[./~]|^[a-z][a-z\d+.-]*:[/~.]|[:;](?:[/~]|\.\.(?:[/:;]|$))|^\{|["\n]/i.test(value)
	)
		return findings.add("ask", `has the argument \`${visible(value)}\`, which is no path`);
	const kind = use === "write" || use === "delete" ? use : "read";
	if (isStream(value, use === "write" ? "write" : "read") && use !== "delete" && use !== "run") return;
	const path = insidePath(value, ground);
	findings.touches.push({ path: path ?? value, kind, glob: word.glob });
	if (use !== "look") secret(word, use, findings);
	if (path === null) findings.add("ask", `${verbs[use]} \`${visible(value)}\`, outside of the checkout`);
	else if (kind !== "read") change(path, use, word.glob, findings);
}

const verbs: Readonly<Record<PathUse, string>> = {
	read: "reads",
	look: "looks at",
	write: "writes",
	delete: "deletes",
	run: "runs",
};

function unknownPath({ text }: ShellWord): string {
	return `uses the path \`${visible(text)}\`, which is not known beforehand`;
}

function secret({ value, glob }: ShellWord, use: PathUse, findings: Findings): void {
	const found = secrecy(value ?? "", glob);
	const name = `\`${visible(value ?? "")}\``;
	if (use === "write" || use === "delete") {
		if (found === "secret") findings.add("ask", `${verbs[use]} ${name}, which holds secrets`);
	} else if (found === "secret") findings.add("deny", `reads ${name}, which holds secrets`);
	else if (found === "perhaps") findings.add("ask", `reads ${name}, which can hold secrets`);
}

function change(path: string, use: PathUse, glob: boolean, findings: Findings): void {
	if (isGuarded(path) || (glob && /^(?:[*.?[]|\.[*?g[])/.test(path) && use === "delete" && !path.includes("/")))
		return findings.add("ask", `${verbs[use]} \`${visible(path)}\`, which is git's or Remit's own, or could be`);
	if (use === "delete") findings.add("ask", `deletes \`${visible(path === "" ? "." : path)}\``);
	else findings.raise("workspace");
}
