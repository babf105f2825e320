/** What a hostile command can plant in a checkout so that a git that trusts the folder runs its program. */

import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { git, writeFiles } from "./repositories.ts";

export interface Plant {
	readonly name: string;
	/** Plants it in the checkout; `program` is a shell script that leaves a mark. */
	readonly plant: (root: string, program: string) => void;
	/** What a trusting git is asked, and where, so that it runs the program; null where none is run but git is led astray. */
	readonly springs: { readonly args: readonly string[]; readonly in?: string } | null;
	/** New files that it leaves in the work tree and that belong to the changes. */
	readonly leaves?: readonly string[];
}

const status = { args: ["status"] } as const;
const diff = { args: ["diff", "a.txt"] } as const;

/** Every way that SECURITY-RESEARCH and we ourselves know of. The checkout has a.txt and sub/b.txt, both edited. */
export const plants: readonly Plant[] = [
	{ name: "core.fsmonitor", plant: (root, program) => git(root, "config", "core.fsmonitor", program), springs: status },
	{
		name: "a clean filter",
		plant: (root, program) => {
			git(root, "config", "filter.x.clean", program);
			git(root, "config", "filter.x.smudge", program);
			git(root, "config", "filter.x.required", "true");
			writeFiles(root, { ".gitattributes": "* filter=x\n", ".git/info/attributes": "" });
		},
		springs: { args: ["add", "a.txt"] },
		leaves: [".gitattributes"],
	},
	{
		name: "a filter process, by attributes in .git/info",
		plant: (root, program) => {
			git(root, "config", "filter.x.process", program);
			writeFiles(root, { ".git/info/attributes": "* filter=x\n" });
		},
		springs: { args: ["add", "a.txt"] },
	},
	{
		name: "a text conversion",
		plant: (root, program) => {
			git(root, "config", "diff.x.textconv", program);
			writeFiles(root, { ".gitattributes": "* diff=x\n", ".git/info/attributes": "" });
		},
		springs: diff,
		leaves: [".gitattributes"],
	},
	{
		name: "a diff command by attributes",
		plant: (root, program) => {
			git(root, "config", "diff.x.command", program);
			writeFiles(root, { ".git/info/attributes": "* diff=x\n" });
		},
		springs: diff,
	},
	{ name: "diff.external", plant: (root, program) => git(root, "config", "diff.external", program), springs: diff },
	{
		name: "a hook",
		plant: (root, program) => {
			git(root, "config", "--unset", "core.hooksPath");
			hook(join(root, ".git/hooks"), program);
		},
		springs: { args: ["add", "a.txt"] },
	},
	{
		name: "core.hooksPath",
		plant: (root, program) => {
			git(root, "config", "core.hooksPath", "planted");
			hook(join(root, "planted"), program);
		},
		springs: { args: ["add", "a.txt"] },
		leaves: ["planted/post-index-change"],
	},
	{
		name: ".git/commondir",
		plant: (root, program) => {
			cpSync(join(root, ".git"), join(root, "evil"), { recursive: true });
			writeFileSync(join(root, ".git/commondir"), "../evil\n");
			monitored(join(root, "evil/config"), program);
			rmSync(join(root, "evil/info"), { recursive: true });
			writeFiles(root, { "evil/info/exclude": "" });
			writeFiles(root, { ".gitignore": "evil/\n" });
		},
		springs: status,
		leaves: [".gitignore"],
	},
	{
		name: ".git/config.worktree",
		plant: (root, program) => {
			git(root, "config", "core.repositoryFormatVersion", "1");
			git(root, "config", "extensions.worktreeConfig", "true");
			writeFileSync(join(root, ".git/config.worktree"), `[core]\n\tfsmonitor = "${program}"\n`);
		},
		springs: status,
	},
	{
		name: "a configuration that is included",
		plant: (root, program) => {
			writeFiles(root, { ".git/more": `[core]\n\tfsmonitor = "${program}"\n` });
			git(root, "config", "include.path", "more");
		},
		springs: status,
	},
	{
		name: "a .git file that points elsewhere",
		plant: (root, program) => {
			renameSync(join(root, ".git"), join(root, "..", "elsewhere"));
			monitored(join(root, "..", "elsewhere/config"), program);
			writeFileSync(join(root, ".git"), "gitdir: ../elsewhere\n");
		},
		springs: status,
	},
	{
		name: "a .git link that points elsewhere",
		plant: (root, program) => {
			renameSync(join(root, ".git"), join(root, "..", "elsewhere"));
			monitored(join(root, "..", "elsewhere/config"), program);
			symlinkSync("../elsewhere", join(root, ".git"));
		},
		springs: status,
	},
	{
		name: "a new nested repository",
		plant: (root, program) => {
			writeFiles(root, { "nested/n.txt": "n\n" });
			git(join(root, "nested"), "init", "-q");
			monitored(join(root, "nested/.git/config"), program);
		},
		springs: { args: ["status"], in: "nested" },
		leaves: ["nested/n.txt"],
	},
	{
		name: "a repository in a folder of the project",
		plant: (root, program) => {
			git(join(root, "sub"), "init", "-q");
			monitored(join(root, "sub/.git/config"), program);
		},
		springs: { args: ["status"], in: "sub" },
	},
	{
		name: "a nested repository that the agent's index takes for a submodule",
		plant: (root, program) => {
			writeFiles(root, { "module/m.txt": "m\n" });
			git(join(root, "module"), "init", "-q");
			git(join(root, "module"), "add", "-A");
			git(join(root, "module"), "commit", "-q", "-m", "m");
			git(root, "-c", "advice.addEmbeddedRepo=false", "add", "module");
			git(root, "config", "--unset", "diff.ignoreSubmodules");
			monitored(join(root, "module/.git/config"), program);
		},
		springs: { args: ["status"] },
		leaves: ["module/m.txt"],
	},
	{
		name: "a submodule's configuration",
		plant: (root, program) => {
			writeFiles(root, { ".gitmodules": `[submodule "x"]\n\tpath = x\n\turl = ./x\n\tupdate = "!${program}"\n` });
			git(root, "config", "submodule.x.update", `!${program}`);
			git(root, "config", "submodule.x.active", "true");
		},
		springs: null,
		leaves: [".gitmodules"],
	},
	{
		name: "a folder that is a bare repository",
		plant: (root, program) => {
			execFileSync("git", ["init", "-q", "--bare", join(root, "bare")]);
			monitored(join(root, "bare/config"), program);
			git(root, "config", "--file", join(root, "bare/config"), "core.bare", "false");
			git(root, "config", "--file", join(root, "bare/config"), "core.worktree", root);
			writeFiles(root, { ".gitignore": "bare/\n" });
		},
		springs: { args: ["status"], in: "bare" },
		leaves: [".gitignore"],
	},
	{
		name: "alternates that point elsewhere",
		plant: (root) => writeFileSync(join(root, ".git/objects/info/alternates"), "/nowhere/objects\n"),
		springs: null,
	},
	{ name: "no objects", plant: (root) => rmSync(join(root, ".git/objects"), { recursive: true }), springs: null },
	{ name: "core.worktree elsewhere", plant: (root) => git(root, "config", "core.worktree", "/"), springs: null },
	{ name: "a split index", plant: (root) => git(root, "update-index", "--split-index"), springs: null },
	{
		name: "files marked as unchanged and kept away",
		plant: (root) => {
			git(root, "update-index", "--assume-unchanged", "a.txt");
			git(root, "update-index", "--skip-worktree", "sub/b.txt");
		},
		springs: null,
	},
	{
		name: "an exclude that hides everything",
		plant: (root) => writeFileSync(join(root, ".git/info/exclude"), "*\n"),
		springs: null,
	},
	{
		name: "a sparse checkout of nothing",
		plant: (root) => {
			git(root, "config", "core.sparseCheckout", "true");
			writeFileSync(join(root, ".git/info/sparse-checkout"), "none\n");
		},
		springs: null,
	},
	{ name: "a broken HEAD and index", plant: (root) => broken(root), springs: null },
	{ name: "no .git at all", plant: (root) => rmSync(join(root, ".git"), { recursive: true }), springs: null },
	{
		name: "a .git that is a pipe",
		plant: (root) => {
			rmSync(join(root, ".git"), { recursive: true });
			execFileSync("mkfifo", [join(root, ".git")]);
		},
		springs: null,
	},
	{
		name: "attributes that are a link out",
		plant: (root) => symlinkSync("/etc/passwd", join(root, ".gitattributes")),
		springs: null,
		leaves: [".gitattributes"],
	},
];

function monitored(config: string, program: string): void {
	writeFileSync(config, `${readFileSync(config, "utf8")}\n[core]\n\tfsmonitor = "${program}"\n`);
}

function hook(folder: string, program: string): void {
	mkdirSync(folder, { recursive: true });
	const path = join(folder, "post-index-change");
	writeFileSync(path, `#!/bin/sh\nexec "${program}"\n`);
	chmodSync(path, 0o755);
}

function broken(root: string): void {
	writeFileSync(join(root, ".git/HEAD"), "nonsense\n");
	writeFileSync(join(root, ".git/index"), "nonsense\n");
	writeFileSync(join(dirname(join(root, ".git/HEAD")), "shallow"), "nonsense\n");
}
