/** What a person pressed in a document: the hunks as they stood there when the button was made. */

import type { Wanted } from "./decide.ts";

/** Commands know by the class that an argument comes from a document of the review and not from a keybinding or another extension. */
export class Pressed implements Wanted {
	readonly task: string;
	readonly path: string;
	readonly version: string;
	/** Ids; everything undecided of the change when there are none. */
	readonly pieces?: readonly string[];

	constructor(at: Wanted & { readonly task: string }) {
		this.task = at.task;
		this.path = at.path;
		this.version = at.version;
		if (at.pieces !== undefined) this.pieces = at.pieces;
	}
}
