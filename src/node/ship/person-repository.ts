/** The person's own repository, into which a task's work is brought when the person asks for it, and only then. */

import type { Repository } from "../../core/review-ports.ts";
import { keepBranch } from "./branch.ts";
import { commitWork } from "./commit.ts";
import { isProtected, openGround, type RepositoryOptions, refusing } from "./ground.ts";
import { planPush, push } from "./push.ts";
import { remotesOf } from "./remotes.ts";

/**
 * Nothing of it throws for what git or the disk says: that is `refused`, with a text for the person. `look` rejects where
 * git cannot read the repository. Everything rejects with the signal's reason when it aborts.
 */
export function makeRepository(options: RepositoryOptions): Repository {
	const open = (signal: AbortSignal) => openGround(options, signal);
	return {
		look: async (signal) => {
			const ground = await open(signal);
			if (ground === null) return null;
			const { branch } = ground;
			const remotes = (await remotesOf(ground, signal)).map(({ name, shown }) => ({ name, url: shown }));
			return { branch, isProtected: branch !== null && isProtected(ground, branch), remotes };
		},
		keepBranch: (work, signal) =>
			refusing(
				() => open(signal),
				(ground) => keepBranch(ground, work, signal),
				signal,
			),
		commit: (work, signal) =>
			refusing(
				() => open(signal),
				(ground) => commitWork(ground, work, signal),
				signal,
			),
		planPush: (branch, remote, signal) =>
			refusing(
				() => open(signal),
				(ground) => planPush(ground, { branch, remote }, signal),
				signal,
			),
		push: (plan, signal) =>
			refusing(
				() => open(signal),
				(ground) => push(ground, plan, signal),
				signal,
			),
	};
}
