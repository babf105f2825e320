/** How what is known of programs is written down: their sub-commands, options and arguments, as data. */

import type { Verdict } from "../decision.ts";

export interface ProgramForms {
	/** The names under which it is called, without folder. */
	readonly names: readonly string[];
	/** Options that may stand before, between and after the sub-command's words, e.g. git's `-C` and `--no-pager`. */
	readonly global?: OptionList;
	/** No option of it, listed or not, can write, run or reach anything: a pattern may stand where it could become one. */
	readonly harmless?: true;
	/**
	 * The longest `sub` that fits is taken, and of several forms with the same `sub` the first that fits wholly. With none, the
	 * command is asked about. An `ask` or `deny` form fits by its `sub`, `needs` and `count` alone.
	 */
	readonly forms: readonly Form[];
}

export interface Form {
	/** The sub-command's words, e.g. `remote show`; alternatives are separated by ` | `; empty: there is none. */
	readonly sub: string;
	/** What it is when every option and argument is listed below; `ask` and `deny` hold whatever they are. */
	readonly verdict: Verdict;
	/** The rest of a sentence that begins with the command: "reads the history". */
	readonly why: string;
	/** Any option that is not listed makes it `ask`. */
	readonly options?: OptionList;
	/** What the first arguments are, in order, before those that `args` describes; each must be there. */
	readonly first?: readonly ArgumentKind[];
	/** What each further argument is. Default: "none". */
	readonly args?: ArgumentKind;
	/** What the words after `--` are. Default: as `args`. */
	readonly after?: ArgumentKind;
	/** What the last argument is, where it is another: the target of `cp`. */
	readonly last?: ArgumentKind;
	/** Flags after the first arguments are `own` too: the program hands them on (yarn does, npm does not). */
	readonly passes?: true;
	/** Words of which each argument must be one. */
	readonly only?: readonly string[];
	/** Parts of an argument or of an option's value, in any case, that make it `ask`: "secret" of `kubectl get`. */
	readonly not?: readonly string[];
	/** Options of which one must be there, e.g. `--version` of a program that would do something without it. */
	readonly needs?: readonly string[];
	/** Fewest and most arguments that are no options. */
	readonly count?: readonly [least: number, most: number];
	/** Hosts that it has to reach, shown with the approval. */
	readonly domains?: readonly string[];
}

/**
 * Options separated by spaces. `-l`, `--all`: without a value (single letters may be written together: `-la`).
 * `-n=number`, `--format=text`: with a value, joined or as the next word (`-n5`, `-n 5`, `--format=x`, `--format x`).
 * `--color[=word]`: with a value that may be missing and is always joined. `-#=number`: a bare number such as `-20`.
 * `--arg=word,text`: with two values, each a word of its own.
 * `-o={pipefail,errexit}`: one of these words. An option of one dash and several letters is looked for whole first.
 */
export type OptionList = string;

/**
 * What an argument or an option's value may be.
 * - `none`: there must be none. `number`: digits, also with sign, unit or range.
 * - `word`: a static word that is no path and cannot be an option: names, versions, refs, targets.
 * - `text`: any text that the program only looks at or prints; static, or of variables that hold no secret.
 * - `pattern`: a regular expression or glob that the program matches; static text.
 * - `format`: how a date is written, `+%F`. `name`: the name of a shell variable. `names`: a glob of names of files whose contents are shown.
 * - `read`, `write`, `delete`: a path in the checkout that is read, written or deleted; never a secret file. `write` makes
 *   the whole at least `workspace`, `delete` at least `ask`. `folder`: a path in the checkout that is entered or listed.
 * - `ref`: a git revision, range or pathspec. `url`: an address; its host is asked for.
 * - `sed`, `awk`, `jq`, `sql`: a program in that language, judged by its text. `command`: the words from here on are a command.
 * - `task`: the name of a script or target of the project that does not tell of the outside world (see `task-names.ts`).
 *   `everyday`: a task whose name says that it is one of the usual ones. `script`: a path in the checkout that is run, by the
 *   same measure of its name; at least `workspace`. `own`: from here on words and flags for the project's own program.
 * - `bash`: a script, judged like a command line. `setting`: git's `-c key=value`, of a key that runs nothing.
 *   `variable`: `NAME=value` of a harmless environment variable. `{a,b}`: one of these words.
 */
export type ArgumentKind =
	| "none"
	| "number"
	| "word"
	| "text"
	| "pattern"
	| "names"
	| "format"
	| "name"
	| "read"
	| "write"
	| "delete"
	| "folder"
	| "ref"
	| "url"
	| "sed"
	| "awk"
	| "jq"
	| "sql"
	| "command"
	| "task"
	| "everyday"
	| "script"
	| "own"
	| "bash"
	| "setting"
	| "variable"
	| `{${string}}`;
