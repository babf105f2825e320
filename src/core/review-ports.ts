/** What a review needs of the world: both sides of every change, trees to run checks on, and the person's repository. */

import type { Shell } from "./ports.ts";

/** A file's before and after. Paths are relative to the opened folder. */
export interface Change {
	readonly path: string;
	readonly kind: "added" | "modified" | "deleted" | "renamed";
	/** Where it was, when renamed. */
	readonly from?: string;
	readonly binary: boolean;
	/** Lines; 0 for binary files. */
	readonly added: number;
	readonly removed: number;
	/** Of the proposed side (of the base for a deleted file): 0o100644, 0o100755 or 0o120000 (a symbolic link). */
	readonly mode: number;
	/** Of the base; that of the proposed side for an added file. Absent in journals of version 0.1: it did not change. */
	readonly baseMode?: number;
	/** A protected name under which a link that the base has leads to the file, relative to the repository; absent for none. */
	readonly linkedAs?: string;
	/** Identifies both sides; a new one means that the change must be looked at again. */
	readonly version: string;
	/** The ids of what can be decided on by itself, in order; see `piecesOf`. Absent where they are not known (yet): the whole. */
	readonly pieces?: readonly string[];
}

/** Both sides of a change; null where the file does not exist on that side. */
export interface Sides {
	readonly base: Uint8Array | null;
	readonly proposed: Uint8Array | null;
}

export interface Compared {
	/** In path order. */
	readonly changes: readonly Change[];
	/** What differs and cannot be offered, in sentences for the person. */
	readonly notes: readonly string[];
}

/** What the agent proposes, compared with what the task began with. */
export interface Proposal {
	/** What differs now. Rejects with a text for the person when the folder cannot be compared. */
	changes(signal: AbortSignal): Promise<Compared>;
	/**
	 * Both sides of each of these changes, in the same order: as their versions name them, whatever became of the files
	 * since. Rejects with a text for the person when one is no longer there.
	 */
	sides(changes: readonly Change[], signal: AbortSignal): Promise<readonly Sides[]>;
	/** Keeps bytes for as long as the task has a checkout; resolves to their names, in the same order. */
	keep(contents: readonly Uint8Array[], signal: AbortSignal): Promise<readonly string[]>;
	/** What was kept under these names, in the same order. Rejects when one is not there. */
	kept(names: readonly string[], signal: AbortSignal): Promise<readonly Uint8Array[]>;
}

/** A file as it is accepted, or as it would be: what differs from the base of a tree, a commit or the workspace. */
export interface AcceptedFile {
	/** Where it is. */
	readonly path: string;
	/** Where the base has it; null where the base has it not. */
	readonly origin: string | null;
	/** The name under which its bytes are kept; null where it does not exist. */
	readonly content: string | null;
	/** 0o100644, 0o100755 or 0o120000; 0 where it does not exist. */
	readonly mode: number;
}

/** Whole trees to run checks on, beside the checkout. */
export interface Trees {
	/** The base with exactly these files changed, in a folder of its own, with the linked packages of the checkout. */
	lay(files: readonly AcceptedFile[], signal: AbortSignal): Promise<LaidTree>;
}

export interface LaidTree {
	/** Identifies the content of the whole tree. */
	readonly tree: string;
	/** Runs commands in it, in the same sandbox as the checkout's. */
	readonly shell: Shell;
	/** Deletes the folder. */
	remove(): Promise<void>;
}

/** The person's own repository, into which work is brought when, and only when, the person asks for it. */
export interface Repository {
	/** How it stands; null where the opened folder is in no repository. Changes nothing. */
	look(signal: AbortSignal): Promise<RepositoryState | null>;
	/** Makes the branch, or moves it forward, with a commit of this work on what the task began with. Checks out nothing. */
	keepBranch(work: Work, signal: AbortSignal): Promise<Brought>;
	/** Commits exactly this work on the branch that is checked out, as `git commit` would: with the person's hooks and signature. */
	commit(work: Work, signal: AbortSignal): Promise<Brought>;
	/** What pushing this branch to this remote would send, without sending it. */
	planPush(branch: string, remote: string, signal: AbortSignal): Promise<PushPlan>;
	/** Sends exactly what was planned: refused when the branch or the remote is another one by now. */
	push(plan: Extract<PushPlan, { kind: "plan" }>, signal: AbortSignal): Promise<Pushed>;
}

export interface RepositoryState {
	/** The branch that is checked out; null when none is (a detached head). */
	readonly branch: string | null;
	/** Whether that branch is protected. */
	readonly isProtected: boolean;
	readonly remotes: readonly { readonly name: string /** Without credentials. */; readonly url: string }[];
}

/** What a commit is made of. */
export interface Work {
	/** All that differs from the base. */
	readonly files: readonly AcceptedFile[];
	/** The branch to keep, e.g. `remit/fix-split`; not used when the work is committed where the person is. */
	readonly branch: string;
	/** The whole message, trailers included. */
	readonly message: string;
}

export type Brought =
	| { readonly kind: "brought"; readonly branch: string; readonly commit: string; readonly notes: readonly string[] }
	/** Nothing was changed; the text says why and what to do. */
	| { readonly kind: "refused"; readonly text: string };

export type PushPlan =
	| {
			readonly kind: "plan";
			readonly branch: string;
			readonly remote: string;
			/** Without credentials. */
			readonly url: string;
			/** The commit that would be sent, and the one that the remote's branch is at; null when it has none. */
			readonly commit: string;
			readonly remoteCommit: string | null;
			/** Subjects of what would be sent, newest first, and the files in it. */
			readonly commits: readonly string[];
			readonly files: readonly string[];
	  }
	| { readonly kind: "refused"; readonly text: string };

export type Pushed =
	| {
			readonly kind: "pushed" /** Where a pull request can be opened in a browser; empty where that is not known. */;
			readonly page: string;
	  }
	| { readonly kind: "refused"; readonly text: string };
