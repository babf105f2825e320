/** Pushes a branch to a remote of the person's: shown first, never to a protected branch, never by force. */

import type { Pushed, PushPlan } from "../../core/review-ports.ts";
import { type GitRun, gitOutput, runGit, splitNames } from "../git.ts";
import { pullRequestPage } from "./address.ts";
import { acting, asking, type Ground, isProtected, isWithinHistory, type Refused, refused, spoken } from "./ground.ts";
import { type Remote, remotesOf } from "./remotes.ts";
import { runAsPerson } from "./run.ts";

export interface Target {
	readonly branch: string;
	/** The name of a remote that is configured, not an address. */
	readonly remote: string;
}

type Plan = Extract<PushPlan, { kind: "plan" }>;

/** Asks the remote, but sends nothing. */
export async function planPush(ground: Ground, target: Target, signal: AbortSignal): Promise<PushPlan> {
	const found = await planned(ground, target, signal);
	return found.kind === "refused" ? found : found.plan;
}

/** Sends the commit of the plan to the branch of the plan, as long as planning it anew gives the same. */
export async function push(ground: Ground, shown: Plan, signal: AbortSignal): Promise<Pushed> {
	const found = await planned(ground, shown, signal);
	if (found.kind === "refused") return found;
	const { plan, address } = found;
	const changed = plan.commit !== shown.commit || plan.remoteCommit !== shown.remoteCommit || plan.url !== shown.url;
	if (changed) return refused("The branch or the remote has changed since this was shown. Look at it again.");
	const page = pullRequestPage(address, plan.branch);
	if (plan.remoteCommit === plan.commit) return { kind: "pushed", page };
	const options = ["--porcelain", "--no-follow-tags", "--no-force", "--recurse-submodules=no"];
	const refspec = `${plan.commit}:refs/heads/${plan.branch}`;
	const exit = await runAsPerson(["push", ...options, "--", plan.remote, refspec], online(ground), signal);
	return exit.code === 0 ? { kind: "pushed", page } : refused(`Git did not push. ${spoken(exit)}`);
}

interface Planned {
	readonly kind: "planned";
	readonly plan: Plan;
	readonly address: string;
}

async function planned(ground: Ground, target: Target, signal: AbortSignal): Promise<Planned | Refused> {
	const { branch, remote } = target;
	const place = (await remotesOf(ground, signal)).find(({ name }) => name === remote);
	if (place === undefined) return refused(`There is no remote ${remote}.`);
	const [address = ""] = place.addresses;
	if (place.addresses.length !== 1)
		return refused(`${remote} pushes to more than one address. Push the branch yourself.`);
	if (isProtected(ground, branch)) return refused(protectedText(branch));
	const commit = await localCommit(ground, branch, signal);
	if (commit === null) return refused(`There is no branch ${branch}.`);
	const there = await remoteState(ground, place, signal);
	if (there.kind === "refused") return there;
	if (there.main !== "" && isProtected({ protectedBranches: [there.main] }, branch))
		return refused(`${branch} is the main branch of ${remote}: it is protected.`);
	if (there.branches.size === 0) return refused(emptyText(remote));
	const remoteCommit = there.branches.get(branch) ?? null;
	if (remoteCommit !== null && !(await hasAllOf(ground, remoteCommit, commit, signal)))
		return refused(behindText(target));
	const sent = await whatIsSent(ground, commit, [...there.branches.values()], signal);
	return {
		kind: "planned",
		address,
		plan: { kind: "plan", branch, remote, url: place.shown, commit, remoteCommit, ...sent },
	};
}

function protectedText(branch: string): string {
	return `${branch} is a protected branch: Remit never pushes to it.`;
}

function emptyText(remote: string): string {
	return `${remote} has no branch yet, and the first one that is pushed becomes its main branch. Push yours first.`;
}

function behindText({ branch, remote }: Target): string {
	return `${branch} of ${remote} has commits that yours has not. Fetch them and bring them together first.`;
}

async function localCommit(ground: Ground, branch: string, signal: AbortSignal): Promise<string | null> {
	const ref = `refs/heads/${branch}`;
	if ((await runGit(["check-ref-format", ref], asking(ground), signal)).code !== 0) return null;
	const exit = await runGit(["show-ref", "--verify", "--hash", "--", ref], asking(ground), signal);
	return exit.code === 0 ? exit.stdout.toString().trim() : null;
}

interface RemoteState {
	readonly kind: "state";
	/** The branch that its HEAD names; empty where it names none. */
	readonly main: string;
	/** Its branches with their commits. */
	readonly branches: ReadonlyMap<string, string>;
}

async function remoteState(ground: Ground, remote: Remote, signal: AbortSignal): Promise<RemoteState | Refused> {
	const exit = await runAsPerson(["ls-remote", "--symref", "--", remote.asked], online(ground), signal);
	if (exit.code !== 0) return refused(`${remote.name} cannot be asked. ${spoken(exit)}`);
	const branches = new Map<string, string>();
	let main = "";
	for (const line of exit.stdout.toString().split("\n")) {
		const [value = "", name = ""] = line.split("\t");
		if (name === "HEAD" && value.startsWith("ref: refs/heads/")) main = value.slice("ref: refs/heads/".length);
		if (name.startsWith("refs/heads/") && /^[0-9a-f]+$/.test(value))
			branches.set(name.slice("refs/heads/".length), value);
	}
	return { kind: "state", main, branches };
}

/** False also where the remote's commit was never fetched. */
async function hasAllOf(ground: Ground, remoteCommit: string, commit: string, signal: AbortSignal): Promise<boolean> {
	const known = await runGit(["cat-file", "-e", `${remoteCommit}^{commit}`], asking(ground), signal);
	return known.code === 0 && isWithinHistory(asking(ground), remoteCommit, commit, signal);
}

/** Compared with all that the remote has now, as far as it was ever fetched. */
async function whatIsSent(
	ground: Ground,
	commit: string,
	there: readonly string[],
	signal: AbortSignal,
): Promise<Pick<Plan, "commits" | "files">> {
	const run = asking(ground);
	const input = [commit, ...new Set(there)].map((id, at) => `${at === 0 ? "" : "^"}${id}\n`).join("");
	const ids = (await gitOutput(["rev-list", "--ignore-missing", "--stdin"], { ...run, input }, signal)).toString();
	if (ids === "") return { commits: [], files: [] };
	const showing = ["log", "--no-walk=unsorted", "--stdin", "-z", "--format=%s", "--no-show-signature", "--no-patch"];
	const subjects = (
		await gitOutput([...showing, "--no-notes", "--no-color"], { ...run, input: ids }, signal)
	).toString();
	const listing = ["diff-tree", "--stdin", "-r", "-m", "--root", "-z", "--name-only", "--no-commit-id", "--no-renames"];
	const { names } = splitNames(await gitOutput(listing, { ...run, input: ids }, signal));
	return { commits: subjects.replace(/\0$/, "").split("\0"), files: [...new Set(names)].toSorted() };
}

/** With the person's credentials and network; nobody is there to type a password or to trust a host. */
function online(ground: Ground): GitRun {
	const run = acting(ground);
	const isTheirs = [run.env.GIT_SSH, run.env.GIT_SSH_COMMAND, ground.repository.config.get("core.sshcommand")];
	const ssh = isTheirs.some((value) => value !== undefined && value !== "");
	return ssh ? run : { ...run, env: { ...run.env, GIT_SSH_COMMAND: "ssh -o BatchMode=yes" } };
}
