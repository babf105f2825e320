/** One line of a person's or a repository's policy. */

/** A rule after it was read and its tests passed. */
export interface Rule {
	/** `allow` lets a command run without asking (in the sandbox); it never beats `ask` or `deny`, nor what is never allowed. */
	readonly verdict: "allow" | "ask" | "deny";
	/** The program's name, without folder, exactly. */
	readonly program: string;
	/** The words that follow it, e.g. `compose up`. Absent: any. */
	readonly subcommand?: string;
	/** Of `allow`: every flag of the command must be listed (absent: it must have none). Else: one of them is there. `*`: any. */
	readonly flags?: readonly string[];
	/** All words after the program, one by one: this command and no other. Stands instead of `subcommand` and `flags`. */
	readonly exactly?: readonly string[];
	/** Globs relative to the checkout's root. Of `allow`: every path of the command must match one. Else: one path matches. */
	readonly paths?: readonly string[];
	/** Globs of hosts. Of `allow`: what it may reach. Else: one host that it would reach matches. */
	readonly domains?: readonly string[];
	/** Why, in a sentence for the person. */
	readonly because?: string;
	/** Where it stands: `remit.policy.rules[2]`, `.remit/policy.json[0]`. */
	readonly place: string;
}
