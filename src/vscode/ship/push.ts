/** Pushes a branch after the person saw exactly what would be sent, and where to. */

import type { PushPlan, RepositoryState } from "../../core/review-ports.ts";
import { counted, listed, withCancel } from "./person.ts";
import type { Shipment } from "./task.ts";
import type { SignedInGit } from "./vscode-git.ts";

type Plan = Extract<PushPlan, { kind: "plan" }>;
type Remote = RepositoryState["remotes"][number];

export interface PushedBranch {
	readonly branch: string;
	readonly remote: Remote;
	/** Where a pull request can be opened in a browser; empty where that is not known. */
	readonly page: string;
	/** False: the remote had it already. */
	readonly sent: boolean;
}

export interface PushWish {
	readonly branch: string;
	readonly remotes: RepositoryState["remotes"];
	/** VS Code's own Git; null where it is not there. */
	signedIn(): Promise<SignedInGit | null>;
}

const push = "Push";
const show = "Show Files";
const goOn = "Continue";

/** Undefined when the person cancelled or was told why not. */
export async function pushBranch(shipment: Shipment, wish: PushWish): Promise<PushedBranch | undefined> {
	const { repository, person } = shipment;
	const { branch } = wish;
	const remote = await chooseRemote(shipment, wish.remotes);
	if (!remote) return undefined;
	const plan = await withCancel("Remit: asking the remote", (signal) =>
		repository.planPush(branch, remote.name, signal),
	);
	if (plan.kind === "refused") return orSignedIn(shipment, wish, remote, plan.text);
	if (!(await confirmed(shipment, plan))) return undefined;
	const pushed = await withCancel("Remit: pushing", (signal) => repository.push(plan, signal));
	if (pushed.kind === "refused") {
		if (lacksLogin(pushed.text)) return orSignedIn(shipment, wish, remote, pushed.text);
		return void person.warn(`Remit: ${pushed.text}`);
	}
	const sent = plan.commit !== plan.remoteCommit;
	if (sent) await record(shipment, branch, remote, plan.commit);
	return { branch, remote, page: pushed.page, sent };
}

function record({ task }: Shipment, branch: string, { name, url }: Remote, commit: string): Promise<void> {
	return task.record({ type: "branch.pushed", branch, commit, remote: name, url });
}

/** The only one; else the person says which, with the usual one first. */
async function chooseRemote({ person }: Shipment, remotes: readonly Remote[]): Promise<Remote | undefined> {
	const [only, ...others] = remotes;
	if (!only) {
		const text = "the repository has no remote to push to. Add one with “git remote add”, then try again.";
		return void person.tell(`Remit: ${text}`);
	}
	if (others.length === 0) return only;
	const rows = remotes
		.toSorted((a, b) => Number(b.name === "origin") - Number(a.name === "origin"))
		.map((remote) => ({ label: remote.name, description: remote.url, remote }));
	return (await person.pick(rows, { title: "Remit: Push where?", placeHolder: "Choose a remote" }))?.remote;
}

async function confirmed({ person }: Shipment, plan: Plan): Promise<boolean> {
	const there = plan.commit === plan.remoteCommit;
	const yes = there ? goOn : push;
	for (;;) {
		const answer = await person.ask(there ? alreadyThere(plan) : questionOf(plan), yes, ...(there ? [] : [show]));
		if (answer !== show) return answer === yes;
		const rows = plan.files.map((label) => ({ label }));
		const title = `Remit: ${counted(plan.files.length, "file")} would be pushed`;
		await person.pick(rows, { title, placeHolder: "Nothing is pushed yet" });
	}
}

function questionOf({ branch, remote, url, commit, remoteCommit, commits, files }: Plan) {
	const from = remoteCommit === null ? "a new branch there" : `there it is at ${remoteCommit.slice(0, 8)}`;
	return {
		text: `Push “${branch}” to ${remote}?`,
		detail: [
			`To: ${url}`,
			`Branch: ${branch} at ${commit.slice(0, 8)} (${from})`,
			`\n${counted(commits.length, "commit")}:\n${listed(commits, 8)}`,
			`\n${counted(files.length, "file")}:\n${listed(files)}`,
		].join("\n"),
	};
}

function alreadyThere({ branch, remote, url, commit }: Plan) {
	return {
		text: `“${branch}” is on ${remote} already.`,
		detail: `${url} has it at ${commit.slice(0, 8)}: nothing would be sent. Go on to the pull request?`,
	};
}

/** Where git lacks a login, and VS Code may have one, that is offered for the branch that Remit itself has kept. */
async function orSignedIn(
	shipment: Shipment,
	{ branch, signedIn }: PushWish,
	remote: Remote,
	text: string,
): Promise<PushedBranch | undefined> {
	const { task, person } = shipment;
	const kept = task.view.shipped.findLast((item) => item.type === "branch.kept" && item.branch === branch);
	const git = kept && lacksLogin(text) ? await signedIn() : null;
	if (!kept || !git) return void person.warn(`Remit: ${text}`);
	const files = await withCancel("Remit: reading the work", (signal) => task.files("proposal", signal));
	const question = {
		text: `Push “${branch}” to ${remote.name} with VS Code’s Git?`,
		detail: [
			"Your git has no login for this remote; VS Code can sign in. The remote could not be looked at first.",
			`\nTo: ${remote.url}\nBranch: ${branch} at ${kept.commit.slice(0, 8)}, never by force`,
			`\nThe task's commits on what your branch had, with at most ${counted(files.length, "file")}:`,
			listed(files.map(({ path }) => path)),
			`\nTags go along if your git configuration says so.\n\n${text}`,
		].join("\n"),
	};
	if ((await person.ask(question, push)) !== push) return undefined;
	await withCancel("Remit: pushing", () => git.push(remote.name, kept.commit, branch));
	await record(shipment, branch, remote, kept.commit);
	return { branch, remote, page: "", sent: true };
}

/** Git's own words for it, in the English that it is asked to speak. */
function lacksLogin(text: string): boolean {
	return /could not read (?:Username|Password)|terminal prompts disabled|Authentication failed/i.test(text);
}
