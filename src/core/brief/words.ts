/** The words that a brief's fields take. */

export const kinds = ["bug", "tests", "refactor", "dependency", "scaffold", "docs", "explore", "other"] as const;

/** What sort of work it is. */
export type Kind = (typeof kinds)[number];

/** For a person. */
export const kindWords = {
	bug: "Bug fix",
	tests: "Tests",
	refactor: "Refactoring",
	dependency: "Dependency",
	scaffold: "Scaffold",
	docs: "Documentation",
	explore: "Exploration",
	other: "Other",
} as const satisfies Record<Kind, string>;

/** `explore`: nothing is changed; the result is an answer with places. */
export const modes = ["change", "explore"] as const;

export type Mode = (typeof modes)[number];

/** How much a model thinks; the Messages API's own words, see docs of `output_config.effort`. */
export const efforts = ["low", "medium", "high", "xhigh", "max"] as const;

export type Effort = (typeof efforts)[number];

/** What the task begins with, besides a branch's name: what lies in the folder, uncommitted work included, or the last commit. */
export const bases = ["working-tree", "HEAD"] as const;
