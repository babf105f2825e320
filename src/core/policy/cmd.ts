/** Judges a cmd.exe command: a handful of exact forms run by themselves, everything else waits for the person. */

import type { Decision, PolicyContext } from "./decision.ts";
import { forms, judgeWindows, plainPath, sharedForms, type WindowsShell } from "./windows-forms.ts";

/** No `^ % ! & | < > ( ) "`, no comma, semicolon or equals sign, which part words as well. */
const shell: WindowsShell = {
	name: "cmd.exe",
	characters: /^[\w ./\\:~-]+$/,
	forms: [
		...forms(
			"safe",
			"cd|chdir|ver",
			`dir(?: /(?:[bsanwpq]|a:?-?[dhrs]|o:?-?[nesdg]))*(?: ${plainPath})?(?: /[bsw])*`,
			`type ${plainPath}`,
			String.raw`echo [\w-]+(?: [\w-]+)*`,
			String.raw`findstr(?: /[nilvm])* [\w-]+ ${plainPath}`,
			String.raw`where [\w-]+`,
		),
		...sharedForms,
	],
	filters: [],
};

/**
 * Pure and total. What is safe is so for `cmd /d` in a fresh process with `NoDefaultCurrentDirectoryInExePath` set: else
 * cmd.exe takes `git` to be a `git.bat` of the repository.
 */
export function judgeCmd(command: string, { protectedBranches }: Pick<PolicyContext, "protectedBranches">): Decision {
	return judgeWindows(command, shell, protectedBranches);
}
