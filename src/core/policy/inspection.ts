/** What looking at the places that a command would touch gives. */

import type { Touch } from "./decision.ts";

/** What was found where a command would reach. */
export interface Inspection {
	/** The paths behind the patterns and links, at most 200. */
	readonly paths: readonly InspectedPath[];
	/** What would be deleted; null when nothing is named for deletion. */
	readonly deletes: Deletion | null;
	/** What makes it a person's matter although its text does not show it, in sentences, e.g. a link that leads outside. */
	readonly problems: readonly string[];
	/** Hosts that the project's configuration adds, e.g. the registry in its .npmrc; only looked for when some are asked for. */
	readonly domains: readonly string[];
	/** Hosts that it names and that no project may add, with a sentence about each. */
	readonly unreached?: readonly { readonly host: string; readonly text: string }[];
}

export interface InspectedPath {
	/** Relative to the root where it is inside, else absolute. */
	readonly path: string;
	readonly kind: Touch["kind"];
	readonly place: "inside" | "outside" | "missing";
}

export interface Deletion {
	/** Files and links, those in folders included. */
	readonly files: number;
	/** Their size in bytes. */
	readonly bytes: number;
	/** At most 20 of them, relative to the root. */
	readonly names: readonly string[];
	/** True when there was too much to count it all. */
	readonly more: boolean;
}
