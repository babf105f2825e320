/** GitHub's command line is given a pull request: exact words, no shell, no prompt, and nothing left behind. */

import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { findGitHubCli } from "../../src/node/ship/github-cli.ts";
import { makeFolder, removeFolders, writeFiles } from "../support/repositories.ts";

afterEach(removeFolders);

const never = () => new AbortController().signal;
const request = { branch: "remit/x", title: "--web; $(touch ran) `x`", body: "Line one\n\n- two" };

/** A program called gh that runs this text; what it was given is in `said`. */
async function gh(script: string) {
	const folder = makeFolder("gh");
	writeFiles(folder, { gh: `#!/bin/sh\n${script}\n` });
	chmodSync(join(folder, "gh"), 0o755);
	const cli = await findGitHubCli(folder, {
		...process.env,
		PATH: `${folder}:${process.env.PATH}`,
		SAID: join(folder, "said"),
	});
	if (!cli) throw new Error("gh was not found");
	return { cli, folder, said: () => readFileSync(join(folder, "said"), "utf8") };
}

const noting = `for word in "$@"; do printf '%s\\n' "$word" >> "$SAID"; done
for word in "$@"; do case "$word" in --body-file=*) cat "\${word#--body-file=}" >> "$SAID";; esac; done
printf 'prompts %s\\n' "$GH_PROMPT_DISABLED" >> "$SAID"`;

test("title, body and branch arrive as they are, and the address that it prints is told", async () => {
	const { cli, said } = await gh(`${noting}\necho https://github.com/a/b/pull/7`);
	expect(await cli.create(request, never())).toEqual({ kind: "created", url: "https://github.com/a/b/pull/7" });
	const [, , head, title, file, ...rest] = said().split("\n");
	expect([head, title]).toEqual(["--head=remit/x", "--title=--web; $(touch ran) `x`"]);
	expect(rest.join("\n")).toBe("Line one\n\n- twoprompts 1\n");
	expect(() => readFileSync((file ?? "").replace("--body-file=", ""))).toThrow(/ENOENT/);
});

test("what it says when it fails is told, and so is silence", async () => {
	const { cli } = await gh("echo 'run gh auth login' >&2; exit 4");
	expect(await cli.create(request, never())).toEqual({ kind: "failed", text: "run gh auth login" });
	const silent = await gh("exit 3");
	expect(await silent.cli.create(request, never())).toEqual({ kind: "failed", text: "gh ended with exit code 3." });
});

test("stopping it ends it", async () => {
	const { cli } = await gh("exec sleep 60");
	const stop = new AbortController();
	const made = cli.create(request, stop.signal);
	stop.abort(new Error("cancelled by the person"));
	await expect(made).rejects.toThrow("cancelled by the person");
});

test("where it is not installed there is none, also when one lies in the folder itself", async () => {
	const folder = makeFolder("gh");
	writeFiles(folder, { gh: "#!/bin/sh\n" });
	chmodSync(join(folder, "gh"), 0o755);
	expect(await findGitHubCli(folder, { PATH: `:.:${makeFolder("empty")}` })).toBeNull();
});
