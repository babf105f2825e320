/** What the policy is asked and what it answers. */

import type { Rule } from "./rule.ts";

/**
 * `safe`: reads only, inside the project. `workspace`: changes only what is in the checkout, and can be made again: runs by
 * itself in a proved sandbox, else asks. `ask`: waits for the person. `deny`: never runs, in any mode.
 */
export type Verdict = "safe" | "workspace" | "ask" | "deny";

export type ShellKind = "bash" | "powershell" | "cmd";

/** What is known of the place in which a command would run. */
export interface PolicyContext {
	readonly shell: ShellKind;
	/** Relative to the checkout's root, with forward slashes; empty for the root. */
	readonly cwd: string;
	/** The checkout's root, absolute; empty when it is not known, and then every absolute path is outside. */
	readonly root: string;
	/** Whether the command would run in a sandbox that was proved. Without one, `workspace` becomes `ask`. */
	readonly sandboxed: boolean;
	/** Deny beats ask beats allow, whatever their order and source. */
	readonly rules: readonly Rule[];
	/** Names and globs of branches that nobody pushes to from here, e.g. `main`, `release/*`. */
	readonly protectedBranches: readonly string[];
	/** Sentences about rules that could not be read and may have been limits: while there are any, what is not safe asks. */
	readonly refused?: readonly string[];
}

export interface Decision {
	readonly verdict: Verdict;
	/** One or more sentences for the person, and for the model where it is denied. */
	readonly because: string;
	/** The commands in it, in order. */
	readonly segments: readonly Segment[];
	/** The paths that it would touch, as far as they can be known beforehand. */
	readonly touches: readonly Touch[];
	/** Hosts that it would have to reach, e.g. `registry.example.com`; without them it runs without a network. */
	readonly domains: readonly string[];
}

export interface Segment {
	/** As it is written; shown through `visible`. */
	readonly text: string;
	readonly verdict: Verdict;
	/** A sentence. */
	readonly because: string;
	/** The rule that decided, as `remit.policy.rules[2]` or `.remit/policy.json[0]`; absent when none did. */
	readonly rule?: string;
}

/** A path that a command names. */
export interface Touch {
	/** Relative to the checkout's root where it is inside, else as it is written (`/etc/hosts`, `~/x`, `../x`). */
	readonly path: string;
	readonly kind: "read" | "write" | "delete";
	/** Whether the path holds a pattern that the shell expands. */
	readonly glob: boolean;
}
