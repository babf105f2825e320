/** Judges a PowerShell command: a handful of exact forms run by themselves, everything else waits for the person. */

import type { Decision, PolicyContext } from "./decision.ts";
import { forms, judgeWindows, sharedForms, slashedPath, type WindowsShell } from "./windows-forms.ts";

const glob = String.raw`(?:${slashedPath}|(?:${slashedPath}[\\/])?\*(?:\.\w+)?)`;
const listing = String.raw`(?: -(?:Name|Force|Recurse|File|Directory|Depth \d+|(?:Filter|Include) [\w*.-]+))*`;
const pieces = String.raw`(?: -(?:TotalCount|Head|First|Tail|Last) \d+| -Raw)*`;
const text = String.raw`(?:[\w.-]+|'[\w .:/=-]*')`;

/** No backtick, dollar, parenthesis, brace, `&`, `;`, `%`, `@`, `:`: no variable, drive, type, block or alias of theirs. */
const shell: WindowsShell = {
	name: "PowerShell",
	characters: /^[\w ./\\*'|~^:=-]+$/,
	forms: [
		...forms(
			"safe",
			"Get-Location|gl|pwd|Get-Date|Get-Host",
			`(?:Get-ChildItem|gci|ls|dir)${listing}(?:(?: -Path)? ${glob})?${listing}`,
			`(?:Get-Content|gc|cat|type)${pieces}(?: -Path)? ${slashedPath}${pieces}`,
			`(?:Select-String|sls)(?: -Pattern)? ${text}(?: -Path)? ${slashedPath}(?: -SimpleMatch| -CaseSensitive)*`,
			`(?:Test-Path|Get-Item|gi|Resolve-Path)(?: -Path)? ${slashedPath}`,
			String.raw`(?:Get-Command|gcm) [\w-]+`,
			`(?:Write-Output|Write-Host|echo) ${text}`,
		),
		...sharedForms,
	],
	filters: forms(
		"safe",
		String.raw`(?:Select-Object|select) -(?:First|Last|Skip) \d+`,
		String.raw`(?:Sort-Object|sort)(?: \w+)?(?: -Descending| -Unique)*`,
		"(?:Measure-Object|measure)(?: -(?:Line|Word|Character))*",
		`(?:Select-String|sls)(?: -Pattern)? ${text}`,
		"Out-String|(?:Format-Table|ft|Format-List|fl)(?: -AutoSize)?",
	),
};

/** Pure and total. What is safe is so for `powershell -NoProfile` in a fresh process: a profile could give names another meaning. */
export function judgePowerShell(
	command: string,
	{ protectedBranches }: Pick<PolicyContext, "protectedBranches">,
): Decision {
	return judgeWindows(command, shell, protectedBranches);
}
