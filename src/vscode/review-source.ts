/** What a review needs to know of the tasks, and where its decisions go. */

import type { Surface } from "../core/ports.ts";
import type { TaskView } from "../core/task/view.ts";
import type { Side } from "./review-uri.ts";

export interface ReviewSource {
	/** Newest first. */
	views(): readonly TaskView[];
	view(task: string): TaskView | undefined;
	/** A file of the checkout as it is now; null where it does not exist on that side. Rejects when the checkout cannot be read. */
	content(task: string, path: string, side: Side): Promise<Uint8Array | null>;
	/** Resolves when it is recorded. */
	decide(task: string, decision: Decision): Promise<void>;
	/** Told after anything of a task changed. */
	onChanged(listener: (task: string) => void): { dispose(): void };
}

export interface Decision {
	readonly path: string;
	readonly decision: "accepted" | "rejected";
	readonly version: string;
	/** What the person should know of how it went; empty otherwise. */
	readonly note: string;
	readonly surface: Surface;
}
