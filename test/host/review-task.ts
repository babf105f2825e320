/** A task for the review's tests: a real fold of what was recorded, with the checkout's sides and what was kept in memory. */

import { createHash } from "node:crypto";
import { piecesOf } from "../../src/core/changes/pieces.ts";
import type { Change, Sides } from "../../src/core/review-ports.ts";
import type { Edited } from "../../src/core/task/editing.ts";
import type { TaskEvent } from "../../src/core/task/events.ts";
import type { ReviewedChange } from "../../src/core/task/review-view.ts";
import type { Decided, Sent } from "../../src/core/task/reviewing.ts";
import { emptyView, stepView, type TaskView } from "../../src/core/task/view.ts";
import type { ReviewSource } from "../../src/vscode/review/source.ts";

export class ReviewTask implements ReviewSource {
	/** Everything that was recorded, in order. */
	readonly events: TaskEvent[] = [];
	readonly decisions: Decided[] = [];
	readonly comments: Sent[] = [];
	readonly edits: { readonly path: string; readonly bytes: Uint8Array }[] = [];
	readonly task: string;
	/** How often the checkout was asked, by the name of the question. */
	readonly asked = { sides: 0, keep: 0, kept: 0 };
	private broken = "";
	private versions = 0;
	private current: TaskView;
	private readonly listeners = new Set<(task: string) => void>();
	/** By version. */
	private readonly bySides = new Map<string, Sides>();
	private readonly contents = new Map<string, Uint8Array>();

	/** `folder` is the opened folder's path. */
	constructor(task: string, folder: string) {
		this.task = task;
		this.current = {
			...emptyView,
			task,
			goal: `Goal of ${task}`,
			status: "ready",
			workspace: { name: "", folder },
			checkout: { root: "/checkout", branch: "remit/test", base: "0".repeat(40), notes: [] },
		};
	}

	readonly fingerprint = (text: string) => createHash("sha256").update(text).digest("hex");

	views(): readonly TaskView[] {
		return [this.current];
	}

	view(task: string): TaskView | undefined {
		return task === this.task ? this.current : undefined;
	}

	async sides(_task: string, changes: readonly Change[]): Promise<readonly Sides[]> {
		this.asked.sides++;
		this.assertReadable();
		return changes.map(({ path, version }) => {
			const sides = this.bySides.get(version);
			if (!sides) throw new Error(`${path} is not there in this version any more.`);
			return sides;
		});
	}

	async keep(_task: string, contents: readonly Uint8Array[]): Promise<readonly string[]> {
		this.asked.keep++;
		this.assertReadable();
		return contents.map((bytes) => {
			const name = createHash("sha256").update(bytes).digest("hex");
			this.contents.set(name, bytes);
			return name;
		});
	}

	async kept(_task: string, names: readonly string[]): Promise<readonly Uint8Array[]> {
		this.asked.kept++;
		this.assertReadable();
		return names.map((name) => {
			const bytes = this.contents.get(name);
			if (!bytes) throw new Error("What was accepted is not kept any more.");
			return bytes;
		});
	}

	async decide(_task: string, decided: Decided): Promise<void> {
		this.decisions.push(decided);
		this.record({ type: "change.decided", ...decided });
		const { status, changes } = this.current;
		if (status !== "ready" || changes.some(({ decision }) => decision === "undecided")) return;
		const all = (decision: string) => changes.every((item) => item.decision === decision);
		const outcome = all("accepted") ? "accepted" : all("rejected") ? "rejected" : "partly-accepted";
		this.record({ type: "review.closed", outcome });
	}

	/** As in a task: the edited file is a new version, and another version than the one that was edited is refused. */
	async edit(_task: string, path: string, bytes: Uint8Array, version?: string): Promise<Edited> {
		const change = this.changeAt(path);
		if (!change || (version !== undefined && version !== change.version))
			return { kind: "refused", text: `${path} was changed by the agent meanwhile.` };
		this.edits.push({ path, bytes });
		this.record({ type: "change.edited", path, diff: "" });
		this.found(change, { base: this.bySides.get(change.version)?.base ?? null, proposed: bytes });
		return { kind: "written" };
	}

	async comment(_task: string, sent: Sent): Promise<void> {
		this.comments.push(sent);
		this.record({ type: "comment.sent", ...sent });
	}

	async closeThread(_task: string, thread: string): Promise<void> {
		this.record({ type: "thread.closed", thread });
	}

	onChanged(listener: (task: string) => void): { dispose(): void } {
		this.listeners.add(listener);
		return { dispose: () => this.listeners.delete(listener) };
	}

	/** Folds one more event, e.g. an answer of the agent, and tells everyone. */
	record(event: TaskEvent): void {
		this.events.push(event);
		this.change((view) => stepView(view, { seq: view.seq + 1, at: Date.now(), event }));
	}

	/** Sets what no event of a review sets, e.g. the status. */
	change(step: (view: TaskView) => TaskView): void {
		this.current = step(this.current);
		for (const listener of this.listeners) listener(this.task);
	}

	/** The agent changed a file (again): all changes are found anew, this one in a version of its own. */
	found(change: Omit<Change, "version" | "pieces">, sides: Sides): Change {
		return this.foundTogether([{ change, sides }])[0] ?? { ...change, version: "" };
	}

	/** As `found`, for many files at once. */
	foundTogether(
		items: readonly { readonly change: Omit<Change, "version" | "pieces">; readonly sides: Sides }[],
	): readonly Change[] {
		const fresh = items.map(({ change, sides }) => {
			const named: Change = { ...change, version: `v${this.versions++}` };
			this.bySides.set(named.version, sides);
			return { ...named, pieces: piecesOf(named, sides, this.fingerprint).map(({ id }) => id) };
		});
		const byPath = new Map(fresh.map((change) => [change.path, change]));
		const before = this.differing();
		const known = new Set(before.map(({ path }) => path));
		const kept = before.map((change) => byPath.get(change.path) ?? change);
		this.record({ type: "changes.found", changes: [...kept, ...fresh.filter(({ path }) => !known.has(path))] });
		return fresh;
	}

	/** The agent took a change back: the file is as it was in the base. */
	vanished(path: string): void {
		this.record({ type: "changes.found", changes: this.differing().filter((change) => change.path !== path) });
	}

	/** The change with its pieces and what was decided on them; undefined when there is none. */
	item(path: string): ReviewedChange | undefined {
		return this.current.changes.find(({ change }) => change.path === path);
	}

	/** Another content under the same version, as no honest checkout would have it. */
	swapProposed(path: string, proposed: Uint8Array): void {
		const version = this.changeAt(path)?.version ?? "";
		this.bySides.set(version, { base: this.bySides.get(version)?.base ?? null, proposed });
	}

	/** As version 0.1 recorded them. */
	changesWithoutPieces(): readonly Change[] {
		return this.differing().map(({ pieces: _pieces, ...change }) => change);
	}

	/** From now on nothing can be read of it; an empty text mends it. */
	breakCheckout(text: string): void {
		this.broken = text;
	}

	/** Without the changes that are listed for what was accepted of them only. */
	private differing(): readonly Change[] {
		return this.current.changes.filter(({ pieces }) => pieces.length > 0).map(({ change }) => change);
	}

	private changeAt(path: string): Change | undefined {
		return this.item(path)?.change;
	}

	private assertReadable(): void {
		if (this.broken !== "") throw new Error(this.broken);
	}
}
