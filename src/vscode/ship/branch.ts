/** Keeps a task's work as a branch in the person's repository: nothing is checked out, and no file is touched. */

import type { AcceptedFile, Brought } from "../../core/review-ports.ts";
import type { Verified } from "../../core/task/review-events.ts";
import { counted, listed, withCancel } from "./person.ts";
import { protectedUndecided, type Shipment } from "./task.ts";

interface ChosenWork {
	readonly files: readonly AcceptedFile[];
	readonly of: Verified;
}

export type Kept = Extract<Brought, { kind: "brought" }> & { readonly files: number };

/** Undefined when the person cancelled or was told why not. */
export async function keepBranch(shipment: Shipment): Promise<Kept | undefined> {
	const { task, repository, person } = shipment;
	const branch = task.view.checkout?.branch ?? "";
	const chosen = await chooseWork(shipment);
	if (!chosen) return undefined;
	const { files, of } = chosen;
	const work = { files, branch, message: task.message(of) };
	const brought = await withCancel("Remit: keeping the branch", (signal) => repository.keepBranch(work, signal));
	if (brought.kind === "refused") return void person.warn(`Remit: ${brought.text}`);
	await task.record({ type: "branch.kept", branch: brought.branch, commit: brought.commit });
	return { ...brought, files: files.length };
}

/** Where some is accepted and some undecided, the person says which of it. */
async function chooseWork({ task, person }: Shipment): Promise<ChosenWork | undefined> {
	const [accepted, all] = await withCancel("Remit: reading the work", async (signal) => [
		await task.files("accepted", signal),
		await task.files("proposal", signal),
	]);
	if (accepted.length === 0 && all.length === 0) {
		const why = task.view.changes.length === 0 ? "the task has changed nothing." : "everything was rejected.";
		return void person.tell(`Remit: there is nothing to keep: ${why}`);
	}
	const undecided = task.view.changes.some((item) => item.decision === "undecided");
	if (!undecided) return accepted.length > 0 ? { files: accepted, of: "accepted" } : { files: all, of: "proposal" };
	const apart = protectedUndecided(task.view);
	const detail =
		apart.length === 0 ? {} : { detail: `With protected files that you have not accepted: ${apart.join(", ")}` };
	const rows = [
		{ label: "Accepted only", description: counted(accepted.length, "file"), files: accepted, of: "accepted" as const },
		{
			label: "Accepted and undecided",
			description: counted(all.length, "file"),
			...detail,
			files: all,
			of: "proposal" as const,
		},
	];
	if (accepted.length > 0) return person.pick(rows, { title: "Remit: Keep as Branch", placeHolder: "Which work?" });
	if (apart.length === 0) return { files: all, of: "proposal" };
	const question = {
		text: "Keep undecided work, protected files included?",
		detail: `Nothing is accepted yet. These are protected, and would be in the branch:\n\n${listed(apart)}`,
	};
	return (await person.ask(question, keep)) === keep ? { files: all, of: "proposal" } : undefined;
}

const keep = "Keep as Branch";

/** What happened, in a sentence. */
export function keptText({ branch, commit, files, notes }: Kept): string {
	const said = `Kept ${counted(files, "file")} as the branch ${branch}, commit ${commit.slice(0, 8)}. Nothing was checked out.`;
	return [said, ...notes].join(" ");
}
