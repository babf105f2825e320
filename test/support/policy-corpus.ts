/** The commands that the policy is examined with. */

import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as z from "zod";

const folder = resolve(import.meta.dirname, "../fixtures/policy");

const row = z.strictObject({
	command: z.string(),
	expect: z.enum(["dangerous", "everyday"]),
	/** What kind of attack or work it stands for. */
	class: z.string(),
	shell: z.enum(["bash", "powershell", "cmd"]).optional(),
});

export type CorpusRow = z.infer<typeof row>;

/** Every row of every file. */
export function policyCorpus(): readonly CorpusRow[] {
	const files = readdirSync(folder).filter((name) => name.endsWith(".jsonl"));
	const lines = files.flatMap((name) => readFileSync(resolve(folder, name), "utf8").split("\n"));
	return lines.filter((line) => line !== "").map((line) => row.parse(JSON.parse(line)));
}
