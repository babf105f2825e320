/** The few forms of PowerShell and cmd.exe commands that run by themselves, as exact patterns; nothing else does. */

import type { Decision, Verdict } from "./decision.ts";
import { isGuarded, secrecy } from "./places.ts";
import { windowsNever } from "./windows-never.ts";

/** The whole command must match, whatever its case, with single spaces. */
export interface WindowsForm {
	readonly pattern: RegExp;
	readonly verdict: "safe" | "workspace";
}

export interface WindowsShell {
	/** What every character must be: nothing that quotes, expands, joins or redirects, save what the forms name. */
	readonly characters: RegExp;
	readonly forms: readonly WindowsForm[];
	/** What a command's result may be piped into. */
	readonly filters: readonly WindowsForm[];
	readonly name: string;
}

/** A name that no Windows reads as another: it does not end in a dot, has no `~1`, no stream, and goes nowhere up. */
const nameOfFile = String.raw`\.?\w(?:[\w.-]*[\w-])?`;
/** A plain relative path; with backslashes only where a slash would begin an option. */
export const plainPath = String.raw`(?:\.\\)?${nameOfFile}(?:\\${nameOfFile})*\\?`;
export const slashedPath = String.raw`(?:\.[\\/])?${nameOfFile}(?:[\\/]${nameOfFile})*[\\/]?`;

export function forms(verdict: "safe" | "workspace", ...patterns: readonly string[]): readonly WindowsForm[] {
	return patterns.map((pattern) => ({ verdict, pattern: new RegExp(`^(?:${pattern})$`, "i") }));
}

const ref = String.raw`(?:HEAD(?:[~^]\d*)?|[\da-f]{7,40}|main|master)`;
const testNames = "(?:build|test|lint|typecheck|check|format|compile|coverage)(?::[a-z]+)?";

/** Programs that are called alike in both shells. */
export const sharedForms: readonly WindowsForm[] = [
	...forms(
		"safe",
		"(?:git|node|npm|pnpm|yarn|python|py|pip|dotnet|cargo|rustc|java|php|ruby|composer) --version",
		"(?:node|npm) -v|go version|java -version|dotnet --(?:info|list-sdks)|hostname|whoami",
		"git status(?: (?:-s|-sb|--short|--branch|--porcelain))*",
		`git diff(?: (?:--stat|--cached|--staged|--name-only|--name-status|${ref}))*(?: (?:-- )?${slashedPath})?`,
		String.raw`git log(?: (?:--oneline|--stat|--graph|--all|-n ?\d+|-\d+|${ref}))*(?: -- ${slashedPath})?`,
		`git show(?: (?:--stat|--name-only|${ref}))*`,
		"git branch(?: (?:-a|-v|-vv|--show-current))?|git remote(?: -v)?|git tag|git stash list|git ls-files",
		"git rev-parse (?:--short |--abbrev-ref )?HEAD",
	),
	...forms(
		"workspace",
		`npm (?:test|t)|(?:npm|pnpm|yarn) (?:run )?${testNames}`,
		`dotnet (?:build|test)(?: --no-restore| --no-build| -c (?:Debug|Release))*`,
		`cargo (?:build|test|check|clippy|fmt)(?: --release| --workspace| --all-targets)*`,
		String.raw`go (?:build|test|vet|fmt)(?: -v| -race)*(?: \./\.\.\.)?`,
		`(?:python -m |py -m )?pytest(?: -[qvx])*(?: ${slashedPath})?`,
		"npx (?:tsc|eslint|vitest run|jest)(?: --noEmit| \\.| src)?",
		`git add (?:-A|\\.|${slashedPath})`,
	),
];

/** Pure and total. A command that is never run is found in any spelling that is known; the rest must match a form. */
export function judgeWindows(command: string, shell: WindowsShell, protectedBranches: readonly string[]): Decision {
	const never = windowsNever(command, protectedBranches);
	if (never !== undefined) return decision(command, "deny", `This command ${never}.`);
	const tidy = command.trim().replace(/ {1,64}/g, " ");
	const because = `It is not one of the few ${shell.name} commands that are known to be harmless.`;
	if (command.length > 400 || !shell.characters.test(tidy)) return decision(command, "ask", because);
	const [first = "", ...rest] = tidy.split(" | ");
	const found = [shell.forms.find(({ pattern }) => pattern.test(first))];
	for (const part of rest) found.push(shell.filters.find(({ pattern }) => pattern.test(part)));
	const known = found.filter((form) => form !== undefined);
	if (known.length < found.length) return decision(command, "ask", because);
	const path = tidy.split(" ").find(isDelicate);
	if (path !== undefined)
		return decision(command, "ask", `It names ${path}, which can hold secrets or is no ordinary file.`);
	return known.some(({ verdict }) => verdict === "workspace")
		? decision(command, "workspace", "It builds, tests or changes files of the checkout only.")
		: decision(command, "safe", "It only reads.");
}

/** Secret files, git's own folder, and devices, which Windows finds in every folder. */
function isDelicate(word: string): boolean {
	const path = word.replaceAll("\\", "/").replaceAll("'", "").replace(/\/$/, "").toLowerCase();
	const device = /(?:^|\/)(?:con|prn|aux|nul|com\d|lpt\d|conin|conout|clock)(?:\.|\/|$)/.test(path);
	return device || isGuarded(path) || secrecy(path, path.includes("*")) !== "no";
}

function decision(text: string, verdict: Verdict, because: string): Decision {
	return { verdict, because, segments: [{ text, verdict, because }], touches: [], domains: [] };
}
