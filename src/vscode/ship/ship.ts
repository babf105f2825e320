/** Brings work into the person's repository when they ask: a branch, a commit, a pull request. Cancelling leaves all as it was. */

import * as vscode from "vscode";
import type { Repository, RepositoryState } from "../../core/review-ports.ts";
import type { Tasks } from "../../core/task/tasks.ts";
import { canDecide, type TaskView } from "../../core/task/view.ts";
import { pickTask } from "../actions.ts";
import type { ShipActions } from "../panel-review.ts";
import { registerAll } from "../register.ts";
import { type Kept, keepBranch, keptText } from "./branch.ts";
import { commitAccepted, committedText } from "./commit.ts";
import { onAnswer, type Person, realPerson, withCancel } from "./person.ts";
import { pushBranch } from "./push.ts";
import { openRequest, type RequestWays } from "./request.ts";
import { obstacle, type Shipment, shippedTask } from "./task.ts";
import { requestText } from "./text.ts";
import { signedInGit } from "./vscode-git.ts";

export interface ShipParts {
	readonly tasks: Tasks;
	/** The task that the panel shows; empty for the list. */
	shown(): string;
	/** The repository of the task's folder. Rejects with a text for the person when it cannot be read. */
	repository(view: TaskView): Promise<Repository>;
	readonly ways: RequestWays;
}

export interface ShipOptions {
	/** The first part of the commands' names. */
	readonly name: string;
	readonly person: Person;
}

export function registerShip(parts: ShipParts, options: Partial<ShipOptions> = {}): ShipActions & vscode.Disposable {
	const { name = "remit", person = realPerson } = options;
	const shipping = new Shipping(parts, person);
	const onTask = (act: (task: string) => Promise<void>) => async () => {
		const delegation = await pickTask(
			parts.tasks,
			parts.shown(),
			({ view }) => canDecide(view) && view.changes.length > 0,
		);
		if (delegation) await act(delegation.view.task);
	};
	const actions: ShipActions = {
		keepBranch: (task) => shipping.once(task, () => shipping.keep(task)),
		commitAccepted: (task) => shipping.once(task, () => shipping.commit(task)),
		openPullRequest: (task) => shipping.once(task, () => shipping.request(task)),
	};
	const commands = registerAll({
		[`${name}.keepBranch`]: onTask(actions.keepBranch),
		[`${name}.commitAccepted`]: onTask(actions.commitAccepted),
		[`${name}.openPullRequest`]: onTask(actions.openPullRequest),
	});
	return { ...actions, dispose: () => vscode.Disposable.from(...commands).dispose() };
}

interface Ground {
	readonly shipment: Shipment;
	readonly state: RepositoryState;
}

class Shipping {
	private readonly parts: ShipParts;
	private readonly person: Person;
	private readonly busy = new Set<string>();

	constructor(parts: ShipParts, person: Person) {
		this.parts = parts;
		this.person = person;
	}

	/** Two at once would each show what the other one is about to change. What is cancelled is not an error. */
	async once(task: string, work: () => Promise<void>): Promise<void> {
		if (this.busy.has(task))
			return void this.person.tell("Remit: this task is being brought to your repository already.");
		this.busy.add(task);
		try {
			await work();
		} catch (error) {
			if (!isCancelled(error)) throw error;
		} finally {
			this.busy.delete(task);
		}
	}

	async keep(task: string): Promise<void> {
		const ground = await this.ground(task);
		if (ground) await this.keepAndTell(task, ground);
	}

	async commit(task: string): Promise<void> {
		const ground = await this.ground(task);
		if (!ground) return;
		const answer = await commitAccepted(ground.shipment, ground.state);
		if (answer.kind === "branch") await this.keepAndTell(task, ground);
		if (answer.kind === "committed") void this.person.tell(`Remit: ${committedText(answer.committed)}`);
	}

	async request(task: string): Promise<void> {
		const ground = await this.ground(task);
		if (!ground) return;
		const { shipment, state } = ground;
		const branch = await chooseBranch(shipment, state);
		if (branch === undefined) return;
		const work = shipment.task;
		const { folder } = work.view.workspace;
		const signedIn = () => signedInGit(vscode.Uri.file(folder));
		const pushed = await pushBranch(shipment, { branch, remotes: state.remotes, signedIn });
		if (pushed) await openRequest(shipment, pushed, requestText(work.view, work.attempts()), this.parts.ways);
	}

	private async keepAndTell(task: string, { shipment, state }: Ground): Promise<void> {
		const kept = await keepBranch(shipment);
		if (kept) this.tellKept(task, kept, state.remotes.length > 0);
	}

	private tellKept(task: string, kept: Kept, canPush: boolean): void {
		const next = "Open Pull Request…";
		const answer = this.person.tell(`Remit: ${keptText(kept)}`, ...(canPush ? [next] : []));
		onAnswer(answer, () => this.once(task, () => this.request(task)));
	}

	/** Undefined when there is nothing to ship, or nowhere to ship it to; the person was told. */
	private async ground(task: string): Promise<Ground | undefined> {
		const delegation = this.parts.tasks.get(task);
		if (!delegation) return void this.person.tell("Remit: that task is not there any more.");
		const why = obstacle(delegation.view);
		if (why !== "") return void this.person.tell(`Remit: ${why}`);
		const repository = await this.parts.repository(delegation.view);
		const state = await withCancel("Remit: looking at the repository", (signal) => repository.look(signal));
		if (!state) {
			const text = "the opened folder is in no git repository, so there is nothing to keep a branch or a commit in.";
			return void this.person.tell(`Remit: ${text} What you accept is in your files.`);
		}
		return { shipment: { task: shippedTask(delegation), repository, person: this.person }, state };
	}
}

/** The task's own, brought up to date first when it is not; or, if the person likes, the one on which they committed. */
async function chooseBranch(shipment: Shipment, { branch, isProtected }: RepositoryState): Promise<string | undefined> {
	const { task, person } = shipment;
	const own = task.view.checkout?.branch ?? "";
	const committed = task.view.shipped.findLast(({ type }) => type === "accepted.committed")?.branch ?? own;
	const canBeOther = committed !== own && !(isProtected && committed === branch);
	const rows = [
		{ label: own, description: "the task's own branch", wanted: own },
		{ label: committed, description: "where you committed", wanted: committed },
	];
	const words = { title: "Remit: Open Pull Request", placeHolder: "Which branch?" };
	const wanted = canBeOther ? (await person.pick(rows, words))?.wanted : own;
	if (wanted === undefined || wanted !== own || task.isKept(own)) return wanted;
	return (await keepBranch(shipment))?.branch;
}

/** The notification's Cancel aborts with this text; whoever was aborted may wrap it. */
function isCancelled(error: unknown): boolean {
	return error instanceof Error && (error.name === "AbortError" || /cancelled by the person/.test(String(error)));
}
