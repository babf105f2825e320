/** Packs what the person's repository does not have yet, and lets git check every object of it before it is let in. */

import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { GitFailure, gitOutput, runGit } from "../git.ts";
import { asking, type Ground, readingBoth, said } from "./ground.ts";

export interface Carried {
	/** A commit or a tree of the harness. */
	readonly wanted: string;
	/** Commits that the person's repository has. */
	readonly known: readonly string[];
	readonly scratch: string;
}

/**
 * The pack, when git finds nothing wrong with it. Throws GitFailure otherwise. A fetch checks the same, but leaves what
 * it refuses lying in the repository; here nothing of it gets there.
 */
export async function checkedPack(ground: Ground, carried: Carried, signal: AbortSignal): Promise<Uint8Array> {
	const { wanted, known, scratch } = carried;
	const input = [wanted, ...known.map((id) => `^${id}`)].map((line) => `${line}\n`).join("");
	const packing = ["pack-objects", "-q", "--revs", "--stdout", "--window=0", "--missing=allow-any"];
	const pack = await gitOutput(packing, { ...readingBoth(ground), input }, signal);
	const run = { ...asking(ground), input: pack };
	const exit = await runGit(["index-pack", "--strict", "--stdin", join(scratch, `${randomUUID()}.pack`)], run, signal);
	if (exit.code === 0) return pack;
	throw new GitFailure(`Git's checks found something in the work that is not let in. ${said(exit.stderr)}`);
}
