/** What is known of one command of a command line, for rules to look at. */

export interface SegmentFacts {
	/** As it is called, without folder where it is a known program's; `./x` stays `./x`. Empty when it is not known. */
	readonly program: string;
	/** The static values after the program, in order. */
	readonly words: readonly string[];
	/** The words that begin with a dash; `--x=y` as `--x`. */
	readonly flags: readonly string[];
	/** What it touches, relative to the checkout's root, or as it is written where that is outside. */
	readonly paths: readonly string[];
	/** Hosts that it would have to reach. */
	readonly domains: readonly string[];
	/** Whether every word of it is known beforehand. */
	readonly static: boolean;
	/** Whether it reads what it is piped, or a here-document, or a file with `<`: no `allow` covers what that says. */
	readonly fed?: boolean;
}
