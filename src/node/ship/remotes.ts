/** Lists the remotes of the person's repository, with where a push to each would go. */

import { gitOutput, runGit } from "../git.ts";
import { withoutCredentials } from "./address.ts";
import { asking, type Ground } from "./ground.ts";

export interface Remote {
	readonly name: string;
	/** Where a push goes, as git rewrites it (`pushInsteadOf`); more than one when several are configured. With credentials. */
	readonly addresses: readonly string[];
	/** The first of them, without credentials. */
	readonly shown: string;
	/** What is asked for what is there: the remote itself where it is fetched from the same place, else the address. */
	readonly asked: string;
}

/** A name that git could take for an option is left out: nobody has one by accident. */
export async function remotesOf(ground: Ground, signal: AbortSignal): Promise<readonly Remote[]> {
	const run = asking(ground);
	const names = (await gitOutput(["remote"], run, signal)).toString().split("\n");
	const remotes: Remote[] = [];
	for (const name of names.filter((line) => line !== "" && !line.startsWith("-"))) {
		const exit = await runGit(["remote", "get-url", "--push", "--all", "--", name], run, signal);
		const addresses = exit.stdout
			.toString()
			.split("\n")
			.filter((line) => line !== "");
		const [address] = addresses;
		if (exit.code !== 0 || address === undefined) continue;
		const fetched = await runGit(["remote", "get-url", "--", name], run, signal);
		const asked = fetched.stdout.toString() === `${address}\n` ? name : address;
		remotes.push({ name, addresses, shown: withoutCredentials(address), asked });
	}
	return remotes;
}
