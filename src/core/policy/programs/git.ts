/** Git: reading history is free, the task's own branch may grow, and nothing that throws work away or leaves goes unasked. */

import type { Form, OptionList, ProgramForms } from "./form.ts";

const reading = "reads the history or the state of the checkout";
const growing = "changes the checkout's own repository, on the task's branch";

const selecting =
	"--all --branches[=pattern] --tags[=pattern] --remotes[=pattern] --since=text --after=text --until=text --before=text --author=text --committer=text --grep=text -i -E -F -P --regexp-ignore-case --extended-regexp --all-match --invert-grep --merges --no-merges --min-parents=number --max-parents=number --first-parent --reverse --date-order --topo-order --author-date-order --skip=number -n=number -#=number --max-count=number --not --cherry --cherry-pick --cherry-mark --left-right --left-only --right-only --ancestry-path --simplify-by-decoration --full-history --boundary --walk-reflogs -g --follow --no-walk --exclude=pattern --glob=pattern --objects --count --stdin --ignore-missing";
const showing =
	"--oneline --graph --decorate[=word] --no-decorate --decorate-refs=pattern --pretty[=text] --format=text --abbrev-commit --no-abbrev-commit --abbrev[=number] --date=text --relative-date --show-signature --source --notes[=word] --no-notes --parents --children --no-color --color[=word] --encoding=word --expand-tabs[=number] --no-expand-tabs --mailmap --no-mailmap --log-size";
const diffing =
	"-p -u --patch -s --no-patch --stat[=text] --numstat --shortstat --dirstat[=text] --summary --name-only --name-status --raw -z --patch-with-stat --compact-summary -U=number --unified=number -w -b --ignore-all-space --ignore-space-change --ignore-space-at-eol --ignore-blank-lines --ignore-cr-at-eol -M[=text] --find-renames[=text] --no-renames -C -B --find-copies[=text] --diff-filter=word --word-diff[=word] --word-diff-regex=text --color-words[=text] --color-moved[=word] --minimal --patience --histogram --diff-algorithm=word --indent-heuristic --full-index --binary --check --cached --staged --merge-base --exit-code --quiet -S=text -G=text --pickaxe-regex --pickaxe-all --relative[=folder] --no-relative -a --text -R --no-prefix --src-prefix=text --dst-prefix=text --default-prefix --submodule[=word] --ignore-submodules[=word] -W --function-context --inter-hunk-context=number --no-ext-diff --no-textconv --cc -c -m --combined-all-paths --base --ours --theirs --root -r -t --no-commit-id --always --ws-error-highlight=word";
const grepping =
	"-n -i -l -L -c -w -v -h -H -E -F -P -G -p -W -o -q -I -a -A=number -B=number -C=number -m=number -#=number --line-number --ignore-case --files-with-matches --name-only --files-without-match --count --word-regexp --invert-match --extended-regexp --fixed-strings --perl-regexp --show-function --function-context --only-matching --cached --untracked --no-exclude-standard --exclude-standard --recurse-submodules --column --heading --break --color[=word] --no-color --full-name --and --or --not --all-match --max-depth=number --max-count=number --context=number --after-context=number --before-context=number --quiet --text --threads=number --null -z";
const columns =
	"--column[=text] --no-column --sort=text --format=text --contains[=ref] --no-contains[=ref] --merged[=ref] --no-merged[=ref] --points-at=ref -i --ignore-case --color[=word] --no-color --count=number --omit-empty";

function safe(sub: string, options: OptionList, args: Form["args"] = "ref", more: Partial<Form> = {}): Form {
	return { sub, verdict: "safe", why: reading, options, args, after: args ?? "none", ...more };
}

function workspace(sub: string, options: OptionList, args: Form["args"] = "ref", more: Partial<Form> = {}): Form {
	return { sub, verdict: "workspace", why: growing, options, args, ...more };
}

function ask(sub: string, why: string, more: Partial<Form> = {}): Form {
	return { sub, verdict: "ask", why, ...more };
}

/** Settings that hold neither addresses with passwords nor headers, as they are usually written. */
const harmlessKeys = (
	"user.name user.email user.signingkey init.defaultBranch init.defaultbranch core.autocrlf core.eol core.filemode core.fileMode core.ignorecase core.ignoreCase core.bare core.editor " +
	"core.pager core.excludesfile core.excludesFile core.hooksPath core.hookspath core.worktree core.symlinks core.quotepath core.longpaths core.fsmonitor core.repositoryformatversion " +
	"pull.rebase pull.ff push.default push.autoSetupRemote merge.ff merge.conflictstyle merge.conflictStyle merge.tool rebase.autosquash rebase.autoStash commit.gpgsign commit.template " +
	"tag.gpgsign gpg.format color.ui diff.tool diff.algorithm diff.renames fetch.prune rerere.enabled help.autocorrect submodule.recurse log.date format.pretty branch.main.remote " +
	"branch.main.merge branch.master.remote branch.master.merge extensions.worktreeConfig"
).split(" ");

const history: readonly Form[] = [
	safe("log | whatchanged | reflog show", `${selecting} ${showing} ${diffing} -L=ref`),
	safe("show", `${showing} ${diffing} -n=number -#=number --first-parent`),
	ask("diff", "compares files that need not be in the checkout", { needs: ["--no-index"] }),
	safe(
		"diff | diff-tree | diff-index | diff-files",
		`${diffing} --no-color --color[=word] --stdin --pretty[=text] --abbrev[=number] --find-renames[=text]`,
	),
	safe(
		"range-diff",
		`${diffing} --no-color --color[=word] --creation-factor=number --left-only --right-only --no-dual-color`,
	),
	safe("reflog", `${showing} -n=number -#=number --all`, "none"),
	safe("shortlog", `${selecting} ${showing} -s -n -e -c --summary --numbered --email --group=text`),
	safe(
		"blame | annotate",
		"-L=ref -w -M -C -C -e -l -t -s -p -c -f -n -b --root --show-email --porcelain --line-porcelain --since=text --date=text --abbrev=number --ignore-rev=ref --no-color --color-lines --color-by-age --show-name --show-number --show-stats --first-parent --reverse",
	),
	safe("rev-list", `${selecting} ${showing} --count --disk-usage --timestamp --header --no-commit-header`),
	safe(
		"rev-parse",
		"--verify --quiet -q --short[=number] --abbrev-ref[=word] --symbolic --symbolic-full-name --show-toplevel --git-dir --absolute-git-dir --git-common-dir --is-inside-work-tree --is-inside-git-dir --is-bare-repository --is-shallow-repository --show-prefix --show-cdup --show-superproject-working-tree --all --branches[=pattern] --tags[=pattern] --revs-only --no-revs --show-object-format --show-current --local-env-vars --git-path=ref",
	),
	safe(
		"describe",
		"--all --tags --contains --abbrev=number --candidates=number --exact-match --debug --long --match=pattern --exclude=pattern --always --first-parent --dirty[=word] --broken[=word]",
	),
	safe("name-rev", "--tags --refs=pattern --name-only --always --all --no-undefined --exclude=pattern"),
	safe("merge-base", "-a --all --octopus --independent --is-ancestor --fork-point"),
	safe("cat-file", "-t -s -e -p --batch-check --batch-all-objects --unordered"),
	safe(
		"ls-tree",
		"-r -d -t -l -z --name-only --name-status --object-only --full-name --full-tree --abbrev[=number] --long --format=text",
	),
	safe(
		"ls-files",
		"-c -d -m -o -i -s -u -k -t -v -z --cached --deleted --modified --others --ignored --stage --unmerged --killed --directory --no-empty-directory --exclude-standard -x=pattern --exclude=pattern --full-name --error-unmatch --abbrev[=number] --eol --deduplicate --recurse-submodules --format=text",
	),
	safe(
		"for-each-ref | show-ref",
		`${columns} --head --heads --branches --tags --dereference -d --hash[=number] -s --abbrev[=number] --verify -q --quiet --exists --shell --perl`,
	),
	safe(
		"count-objects | verify-commit | verify-tag | fsck | verify-pack",
		"-v -H --verbose --human-readable --raw --full --no-dangling --strict --connectivity-only --unreachable --dangling --no-reflogs --name-objects",
	),
	safe(
		"cherry | show-branch | get-tar-commit-id | patch-id",
		"-v --abbrev[=number] --all --list --current --stable -a -r",
	),
];

const state: readonly Form[] = [
	safe(
		"status",
		"-s -b -u[=word] -v -z --short --branch --show-stash --porcelain[=word] --long --verbose --untracked-files[=word] --ignored[=word] --ignore-submodules[=word] --column[=text] --no-column --ahead-behind --no-ahead-behind --renames --no-renames --find-renames[=text]",
		"ref",
	),
	safe(
		"branch",
		`-a -r -v -vv -l -q --list --all --remotes --verbose --abbrev[=number] --no-abbrev ${columns}`,
		"pattern",
		{
			needs: [
				"--list",
				"-l",
				"-a",
				"-r",
				"-v",
				"-vv",
				"--all",
				"--remotes",
				"--verbose",
				"--contains",
				"--merged",
				"--no-merged",
				"--points-at",
				"--sort",
				"--format",
			],
		},
	),
	safe("branch", "--show-current --color[=word] --no-color --column[=text] --no-column", "none"),
	safe("tag", `-l --list -n[=number] --column[=text] ${columns}`, "pattern", {
		needs: ["-l", "--list", "-n", "--contains", "--merged", "--no-merged", "--points-at", "--sort"],
	}),
	safe("tag", "--color[=word]", "none"),
	safe("remote get-url", "--all --push", "word"),
	safe("grep", `${grepping} -e=pattern`, "ref", { needs: ["-e"] }),
	safe("grep", grepping, "ref", { first: ["pattern"] }),
	safe("stash list | stash show", `${showing} ${diffing} -n=number -u --include-untracked --only-untracked`),
	safe("worktree list", "-v --porcelain -z --verbose", "none"),
	safe("notes list | notes show", "--ref=word"),
	safe("submodule status | submodule summary", "--recursive --cached --quiet"),
	safe("submodule | notes | remote", "-v --verbose --ref=word", "none"),
	safe(
		"check-ignore | check-attr | check-mailmap | check-ref-format",
		"-v -n -z -q -a --verbose --non-matching --no-index --all --cached --branch --allow-onelevel --normalize",
	),
	safe(
		"bisect log | help | version | var GIT_DEFAULT_BRANCH | stripspace | sparse-checkout list | lfs ls-files | lfs status | lfs env | rerere status",
		"--build-options -a --all -g",
		"word",
	),
	safe("config list", "--show-origin --show-scope --name-only --local --null -z", "none", { needs: ["--name-only"] }),
	safe("config get", "--all --show-origin --show-scope --local --type=word --null -z", "word", { only: harmlessKeys }),
	safe("config", "--list -l --show-origin --show-scope --name-only --local --null -z", "none", {
		needs: ["--name-only"],
	}),
	safe("config", "--get --get-all --show-origin --show-scope --local --type=word --null -z --bool --int", "word", {
		needs: ["--get", "--get-all"],
		only: harmlessKeys,
		count: [1, 1],
	}),
	safe("config", "--local --show-origin --type=word --bool", "word", { count: [1, 1], only: harmlessKeys }),
	safe("", "--version --help -h --html-path --man-path --info-path", "none", {
		needs: ["--version", "--help", "-h", "--html-path", "--man-path", "--info-path"],
	}),
];

const changing: readonly Form[] = [
	workspace(
		"add | stage",
		"-A -u -v -n -N -p -f --all --update --verbose --dry-run --intent-to-add --ignore-errors --renormalize --no-all --no-ignore-removal --chmod={+x,-x} --refresh --ignore-missing --sparse --force",
		"ref",
		{ after: "ref" },
	),
	ask("commit", "rewrites the last commit", { needs: ["--amend", "--fixup", "--squash"] }),
	workspace(
		"commit",
		"-m=text -a -v -q -s -S -n -o -i -p --message=text --all --verbose --quiet --signoff --no-verify --allow-empty --allow-empty-message --no-gpg-sign --no-edit --author=text --date=text --dry-run --short --porcelain --long --cleanup=word --only --include --status --no-status --trailer=text -F=read --file=read --no-post-rewrite --branch --untracked-files[=word] -u[=word]",
		"ref",
	),
	ask("switch | checkout", "moves a branch that exists", {
		needs: [
			"-C",
			"-B",
			"-f",
			"--force",
			"--discard-changes",
			"--force-create",
			"--orphan",
			"--ours",
			"--theirs",
			"-m",
			"--merge",
			"-p",
			"--patch",
		],
	}),
	workspace(
		"switch",
		"-c=word -q --create=word --quiet --no-track -t --track --detach -d --guess --no-guess --progress --no-progress",
		"ref",
		{ count: [0, 2] },
	),
	workspace("checkout", "-b=word -q --quiet --no-track -t --track --progress --no-progress", "ref", {
		needs: ["-b"],
		count: [0, 1],
	}),
	ask("checkout", "can throw away changes that are not committed"),
	ask("branch", "moves, renames or deletes branches", {
		needs: [
			"-D",
			"-d",
			"--delete",
			"-f",
			"--force",
			"-m",
			"-M",
			"--move",
			"-c",
			"-C",
			"--copy",
			"-u",
			"--set-upstream-to",
			"--unset-upstream",
			"--edit-description",
		],
	}),
	workspace("branch", "-q --quiet --no-track -t --track", "ref", { count: [1, 2] }),
	workspace(
		"stash push | stash save | stash apply",
		"-u -k -q -m=text -S -a --include-untracked --keep-index --no-keep-index --quiet --message=text --staged --all --index",
		"ref",
	),
	workspace("stash", "-u -k -q -m=text -S --include-untracked --keep-index --quiet --message=text --staged", "none"),
	ask(
		"stash drop | stash clear | stash pop | stash branch | stash create | stash store",
		"can throw away changes that are not committed",
	),
	ask("tag", "moves or deletes tags", { needs: ["-d", "--delete", "-f", "--force"] }),
	workspace("tag", "-a -m=text --annotate --message=text --no-sign -F=read", "ref", { count: [1, 2] }),
	ask("mv", "overwrites files", { needs: ["-f", "--force"] }),
	workspace("mv", "-v -k -n --verbose --dry-run", "write", { count: [2, 50] }),
	workspace("restore", "--staged -S --quiet -q -s=ref --source=ref", "ref", { needs: ["--staged", "-S"], not: [] }),
	ask("restore", "throws away changes that are not committed", {
		args: "delete",
		options: "--worktree -W --staged -S --source=ref -s=ref -q",
	}),
	workspace("reset", "-q --quiet -N --mixed", "ref", { only: ["HEAD"], after: "ref" }),
	workspace("reset", "-q --quiet", "ref", { first: ["{HEAD}"] }),
	workspace("notes add", "-m=text -f --message=text --ref=word", "ref"),
	ask("rm", "deletes files", {
		args: "delete",
		options: "-r -f -q -n --cached --quiet --dry-run --force --ignore-unmatch",
	}),
	safe("clean", "-n -d -x -X -q -e=pattern --dry-run --quiet --exclude=pattern", "ref", { needs: ["-n", "--dry-run"] }),
	ask("clean", "deletes files that git does not know", {
		args: "delete",
		options: "-f -d -x -X -q -e=pattern -i --force --quiet",
	}),
];

const asked: readonly Form[] = [
	safe("apply", "--stat --numstat --summary --check -v -R --reverse --index --cached -p=number -3", "read", {
		needs: ["--stat", "--numstat", "--summary", "--check"],
	}),
	ask("reset", "can throw away changes that are not committed"),
	ask(
		"rebase | filter-branch | filter-repo | gc | prune | reflog expire | reflog delete | update-ref | replace | symbolic-ref | pack-refs | repack | maintenance",
		"can change or throw away history",
	),
	ask(
		"merge | cherry-pick | revert | am | apply | bisect | rerere | read-tree | checkout-index | update-index | commit-tree | hash-object | mktree | write-tree | fast-import",
		"changes branches and files in ways that can conflict",
	),
	ask(
		"worktree | submodule | submodule foreach | submodule add | sparse-checkout | init | subtree | lfs",
		"makes or changes other repositories or folders",
	),
	ask("config", "changes how git works, and can name programs that it runs"),
	ask(
		"remote add | remote set-url | remote remove | remote rm | remote rename | remote prune | remote show | remote set-head",
		"changes or asks a remote",
	),
	ask(
		"fetch | pull | clone | ls-remote | archive | bundle | request-pull | send-email | format-patch | submodule update | remote update",
		"uses the network, or writes files for elsewhere",
		{ args: "url", options: "--depth=number --branch=word -b=word --all --prune -p --tags --recursive -q" },
	),
	ask(
		"difftool | mergetool | instaweb | gui | citool | daemon | shell | web--browse | hook | for-each-repo | cvsserver | svn | p4",
		"runs programs that the configuration names",
	),
	ask("push", "pushes to a remote; the agent has none, and no credentials"),
];

export const gitPrograms: readonly ProgramForms[] = [
	{
		names: ["git"],
		global:
			"-C=folder -c=setting -P --no-pager --no-optional-locks --literal-pathspecs --no-replace-objects --icase-pathspecs",
		forms: [...history, ...state, ...changing, ...asked],
	},
];
