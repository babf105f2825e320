/** Names the rows of the tree of changes, so that a row stays the same one while what it says changes. */

import type { Tampering } from "../../core/checks/tampering.ts";

export type TreeNode =
	| { readonly kind: "task"; readonly id: string; readonly task: string }
	| { readonly kind: "note"; readonly id: string; readonly task: string; readonly text: string }
	/** What to look at first, and one reason to. */
	| { readonly kind: "first"; readonly id: string; readonly task: string }
	| { readonly kind: "finding"; readonly id: string; readonly task: string; readonly finding: Tampering }
	| { readonly kind: "group"; readonly id: string; readonly task: string; readonly group: GroupName }
	| { readonly kind: "file"; readonly id: string; readonly task: string; readonly origin: string }
	| {
			readonly kind: "piece";
			readonly id: string;
			readonly task: string;
			readonly origin: string;
			readonly piece: string;
	  };

export type FindingNode = Extract<TreeNode, { kind: "finding" }>;
export type FileNode = Extract<TreeNode, { kind: "file" }>;
export type GroupNode = Extract<TreeNode, { kind: "group" }>;
export type PieceNode = Extract<TreeNode, { kind: "piece" }>;
/** As the groups of a review are named. */
export type GroupName = "protected" | "protectedGenerated" | "generated";

/** Gives the same object for the same row: the editor knows rows by their objects. */
export class TreeNodes {
	private readonly known = new Map<string, TreeNode>();

	task(task: string): TreeNode {
		return this.named(["task", task], (id) => ({ kind: "task", id, task }));
	}

	note(task: string, text: string): TreeNode {
		return this.named(["note", task, text], (id) => ({ kind: "note", id, task, text }));
	}

	first(task: string): TreeNode {
		return this.named(["first", task], (id) => ({ kind: "first", id, task }));
	}

	finding(task: string, finding: Tampering): TreeNode {
		const { path, line, because } = finding;
		const parts = ["finding", task, path, String(line), because];
		return this.named(parts, (id) => ({ kind: "finding", id, task, finding }));
	}

	group(task: string, group: GroupName): TreeNode {
		return this.named(["group", task, group], (id) => ({ kind: "group", id, task, group }));
	}

	/** `origin` is where the base has the file: that stays, wherever the agent moves it. */
	file(task: string, origin: string): TreeNode {
		return this.named(["file", task, origin], (id) => ({ kind: "file", id, task, origin }));
	}

	piece(task: string, origin: string, piece: string): TreeNode {
		return this.named(["piece", task, origin, piece], (id) => ({ kind: "piece", id, task, origin, piece }));
	}

	/** Whether it is a row of this tree; commands may be called by anyone, with anything. */
	owns(value: unknown): value is TreeNode {
		if (typeof value !== "object" || value === null || !("id" in value) || typeof value.id !== "string") return false;
		return this.known.get(value.id) === value;
	}

	/** Forgets the rows of a task that is gone. */
	forget(task: string): void {
		for (const [id, node] of this.known) if (node.task === task) this.known.delete(id);
	}

	private named(parts: readonly string[], make: (id: string) => TreeNode): TreeNode {
		const id = JSON.stringify(parts);
		const known = this.known.get(id) ?? make(id);
		this.known.set(id, known);
		return known;
	}
}
