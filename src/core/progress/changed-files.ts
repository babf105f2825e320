/** Which files change as a task goes on: by the agent's edits, and by commands, as far as a look at the checkout shows it. */

import type { Fact } from "../task/events.ts";
import type { Deed } from "./deeds.ts";

export class ChangedFiles {
	/** What the last look found: the version of each change. */
	private found = new Map<string, string>();
	/** Edited since that look: what it shows of them next is not news. */
	private readonly edited = new Set<string>();

	/** The file that this call changed; undefined for none. */
	byDeed({ tool, outcome }: Deed): string | undefined {
		if ((tool !== "edit" && tool !== "write") || outcome.kind !== "done") return undefined;
		const { file } = outcome;
		if (!file || file.before === undefined || file.before === file.version) return undefined;
		this.edited.add(file.path);
		return file.path;
	}

	/** The files that something else than an edit changed since the last look. */
	byLook({ changes }: Fact<"changes.found">): readonly string[] {
		const now = new Map(changes.map(({ path, version }) => [path, version]));
		const changed = [...new Set([...now.keys(), ...this.found.keys()])].filter(
			(path) => now.get(path) !== this.found.get(path) && !this.edited.has(path),
		);
		this.found = now;
		this.edited.clear();
		return changed;
	}
}
