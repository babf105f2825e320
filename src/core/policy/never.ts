/** What never runs, in any mode: no approval can change it. */

import { pushVerdict } from "./branches.ts";
import type { PolicyContext } from "./decision.ts";
import { neverPrograms, neverSubcommands } from "./never-programs.ts";
import { plainArguments, programOf } from "./reach.ts";
import type { ShellCommand } from "./shell-commands.ts";
import type { ShellWord } from "./shell-words.ts";

/** Where its output goes, and what it is fed from. */
function targetsOf({ redirects }: ShellCommand): readonly ShellWord[] {
	return redirects.map(({ target }) => target);
}

/** Why the command never runs, as the rest of a sentence ("formats a disk"); nothing when it may be asked about. */
export function neverReason(
	command: ShellCommand,
	context: Pick<PolicyContext, "protectedBranches">,
): string | undefined {
	return (
		neverProgram(command) ??
		neverPush(command, context) ??
		neverPiped(command) ??
		neverTarget(command) ??
		neverWord([...command.words, ...targetsOf(command)])
	);
}

/** A push that could reach a protected branch, or that cannot be undone. */
function neverPush(command: ShellCommand, context: Pick<PolicyContext, "protectedBranches">): string | undefined {
	if (programOf(command) !== "git") return undefined;
	const plain = plainArguments(command);
	const values = command.words.map(({ value }) => value);
	const config = values.filter((_, at) => values[at - 1] === "-c");
	if (config.some((setting) => /^alias\..*push/is.test(setting ?? ""))) return "pushes by another name";
	if (plain[0]?.value?.toLowerCase() !== "push") return undefined;
	const after = command.words
		.slice(command.words.indexOf(plain[0]) + 1)
		.map(({ value, glob }) => (glob ? null : value));
	const { verdict, because } = pushVerdict(after, { protectedBranches: context.protectedBranches, config });
	return verdict === "deny" ? because : undefined;
}

const interpreters = /^(?:bash|sh|zsh|dash|ksh|fish|python[\d.]*|node|perl|ruby|php|deno|bun)$/;

/** What another computer sends, run at once. */
function neverPiped(command: ShellCommand): string | undefined {
	const fetched = command.behind.some((program) =>
		/^(?:curl|wget|fetch|http|https|aria2c)$/.test(program.replace(/^.*\//, "")),
	);
	return fetched && interpreters.test(programOf(command)) ? "runs what another computer sends" : undefined;
}

function neverProgram(command: ShellCommand): string | undefined {
	const program = programOf(command);
	if (program.startsWith("mkfs.")) return neverPrograms.get("mkfs");
	const values = command.words.map(({ value }) => value ?? "");
	if (program === "init" && /^[0-6]$/.test(values[1] ?? "")) return neverPrograms.get("shutdown");
	if (program === "kill" && values.at(-1) === "-1" && values.length > 2) return "ends every process of the person";
	if (program === "gpg" && values.some((value) => value.startsWith("--export-secret"))) return "gives out credentials";
	return neverPrograms.get(program) ?? neverSubcommand(command);
}

function neverSubcommand(command: ShellCommand): string | undefined {
	const called = [programOf(command), ...plainArguments(command).map(({ value }) => value?.toLowerCase() ?? "")];
	return neverSubcommands.find(({ words }) => words.every((word, at) => called[at] === word))?.why;
}

/** Programs that delete or change everything below their arguments. */
const sweeping = new Set(["rm", "shred", "mv", "chmod", "chown", "chgrp", "unlink", "rmdir", "srm"]);
/** Programs that write to the files they are given. */
const writing = new Set(["dd", "tee", "cp", "mv", "shred", "truncate"]);

function neverTarget(command: ShellCommand): string | undefined {
	const program = programOf(command);
	const args = command.words.slice(1);
	if (sweeping.has(program)) {
		if (args.some(({ value }) => value === "--no-preserve-root")) return "would destroy the whole system";
		const options = args.flatMap(({ value }) => (value?.startsWith("-") ? [value] : []));
		// Without a recursion, changing the permissions of `/etc` fails or does little; deleting and moving do not.
		const recursive = options.some((option) => /^(-[a-zA-Z]*[rR]|--recursive)/.test(option));
		const sweeps = recursive || program === "rm" || program === "mv" || program === "srm";
		if (sweeps && args.some(isEverything)) return "would destroy the system, or everything that the person has";
	}
	if (program === "find" && args.some(isEverything) && args.some(({ value }) => value === "-delete")) {
		return "would destroy the system, or everything that the person has";
	}
	const written = [...targetsOf(command), ...(writing.has(program) ? args : [])];
	return written.some(isDisk) ? "writes to a disk past its file system" : undefined;
}

/** A disk or partition, also as `of=/dev/sda`. */
function isDisk({ text, value }: ShellWord): boolean {
	return /^(?:of=)?\/dev\/(?:sd|hd|vd|xvd|nvme|mmcblk|r?disk|dm-|md\d|mapper\/)/.test(value ?? bare(text));
}

/** The root, a top folder of the system, a home, or all that is in one of them. */
function isEverything(word: ShellWord): boolean {
	const path = homeShort(word)
		.replace(/\/{2,}/g, "/")
		.replace(/(?:\/(?:\*|\.\*|\.\[!\.\]\*|\{[*.,]*\}|\.))*\/?$/, "");
	if (path === "") return /^\//.test(bare(word.text));
	if (path === "~" || /^~\w+$/.test(path)) return true;
	return /^\/(?:bin|boot|dev|etc|home|lib|lib64|opt|proc|root|sbin|srv|sys|usr|var|Users|System|Library|Applications|Volumes)$/.test(
		path,
	);
}

/** Where programs keep what opens doors. */
const credentialPlaces =
	/^~\/(?:\.ssh|\.gnupg|\.aws|\.azure|\.kube|\.netrc|\.npmrc|\.pypirc|\.git-credentials|\.config\/(?:gh|gcloud|git\/credentials)|\.docker\/config\.json|\.gem\/credentials|\.cargo\/credentials(?:\.toml)?)(?:\/|$)|^\/etc\/g?shadow-?$|^\/proc\/[^/]+\/environ$/;

function neverWord(words: readonly ShellWord[]): string | undefined {
	return words.some((word) => credentialPlaces.test(homeShort(word))) ? "reaches for credentials" : undefined;
}

/** The path with the home folder as `~`, however it is written; a quoted `~` is none. */
function homeShort(word: ShellWord): string {
	const path = bare(word.text);
	if (/^["'].*~/.test(word.text) && path.startsWith("~")) return "";
	return path.replace(/^\$(?:HOME\b|\{HOME\})/, "~").replace(/^\/(?:home\/[^/*]+|Users\/[^/*]+|root)(?=\/|$)/, "~");
}

function bare(text: string): string {
	return text.replace(/["'\\]/g, "");
}
