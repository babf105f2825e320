/** What never runs in PowerShell or cmd.exe, by what its text says once quotes and escapes are gone. */

import { pushVerdict } from "./branches.ts";

type Never = readonly [pattern: RegExp, because: string];

const wholePlaces = String.raw`(?:[a-z]:[\\/]*(?:\*|\s|$)|[a-z]:[\\/]+(?:windows|users|program|home)|~|\$home|\$env:(?:userprofile|systemroot|windir|appdata|programfiles)|%(?:userprofile|systemroot|systemdrive|windir|homepath|appdata|programfiles)%|[\\/](?:\*|\s|$))`;
const fetchers = String.raw`\b(?:irm|iwr|curl|wget|invoke-restmethod|invoke-webrequest|downloadstring|downloadfile|net\.webclient|frombase64string)\b`;

/** How a command begins, in lower case, without quotes, folder and `.exe`. Each reason is the rest of a sentence. */
const commands: readonly Never[] = [
	[
		new RegExp(String.raw`^(?:remove-item|ri|rm|rmdir|rd|del|erase)\b.{0,300}?\s${wholePlaces}`),
		"deletes a drive, a home folder or the system",
	],
	[/^(?:rd|rmdir)\b.{0,300}?\/s\b/, "deletes a folder with all that is in it"],
	[/^(?:del|erase)\b.{0,300}?\/s\b/, "deletes files in every folder below"],
	[
		/^format(?:\.com)?\s+[a-z]:|^(?:format-volume|clear-disk|initialize-disk|diskpart|remove-partition)\b/,
		"erases a disk",
	],
	[
		/^(?:cipher\s+\/w|vssadmin\s+delete|wbadmin\s+delete|bcdedit|bootrec|fsutil)\b/,
		"destroys backups or how the machine starts",
	],
	[/^set-executionpolicy\b/, "turns off the check of scripts"],
	[/^reg\s+(?:add|delete|import|restore|load)\b/, "changes the registry"],
	[/^(?:remove|set|new)-item(?:property)?\b.{0,200}?\bhk(?:lm|cu|cr|ey_\w+)\b/, "changes the registry"],
	[/^shutdown\s+[/-]|^(?:stop|restart)-computer\b/, "turns the machine off or restarts it"],
	[/^net1?\s+(?:user|localgroup)\b.{0,200}?\/(?:add|delete)\b/, "changes the machine's accounts"],
	[/^(?:(?:new|remove|set)-localuser|add-localgroupmember)\b/, "changes the machine's accounts"],
	[/^(?:(?:set|add)-mppreference|netsh\s+(?:adv)?firewall|set-netfirewall\w+)\b/, "turns off the machine's protection"],
	[/^schtasks\b.{0,200}?\/create\b|^sc\s+(?:create|delete|config)\b/, "changes what runs on this machine"],
	[/^(?:(?:register|new)-scheduledtask|new-service)\b/, "changes what runs on this machine"],
	[/^(?:runas|gsudo|sudo)\b|^start(?:-process)?\b.{0,300}?-verb\s+runas\b/, "asks for another person's rights"],
	[/^takeown\b|^icacls\b.{0,200}?\/(?:grant|reset|setowner)\b/, "takes over the files of others"],
	[/^(?:cmdkey|vaultcmd|mimikatz|git\s+credential|gh\s+auth\s+token)\b/, "gives out credentials"],
];

/** Anywhere in the whole text. */
const wholes: readonly Never[] = [
	[
		new RegExp(String.raw`\b(?:iex|invoke-expression)\b[\s\S]{0,400}?${fetchers}`),
		"runs code that it downloads or hides",
	],
	[
		new RegExp(String.raw`${fetchers}[\s\S]{0,400}?\b(?:iex|invoke-expression)\b`),
		"runs code that it downloads or hides",
	],
	[
		/(?:powershell|pwsh)\b.{0,200}?\s-(?:executionpolicy|ep|ex)\s+(?:bypass|unrestricted)/,
		"turns off the check of scripts",
	],
	[/%0\s*\|\s*%0/, "starts copies of itself without end"],
];

/** Why it never runs, as the rest of a sentence; nothing when it may be asked about. Every repeat is bounded. */
export function windowsNever(command: string, protectedBranches: readonly string[]): string | undefined {
	const text = command
		.slice(0, 8_192)
		.toLowerCase()
		.replace(/["'`^]/g, "");
	const whole = wholes.find(([pattern]) => pattern.test(text));
	if (whole) return whole[1];
	for (const part of text.split(/[|;&(){}\r\n]|\s[/-](?:c|k|command)\s/)) {
		const one = part.trim().replace(/^\S*[\\/](?=\w)|\.exe(?=\s)/g, "");
		const never = commands.find(([pattern]) => pattern.test(one))?.[1] ?? pushReason(one, protectedBranches);
		if (never !== undefined) return never;
	}
	return undefined;
}

function pushReason(command: string, protectedBranches: readonly string[]): string | undefined {
	const pushed = /^git\s(?:.{0,200}?\s)?push(?:\s(.*))?$/.exec(command);
	if (pushed === null) return undefined;
	const words = (pushed[1] ?? "").split(/\s+/).filter((word) => word !== "");
	const known = words.map((word) => (/^[\w./:+=@~*-]+$/.test(word) ? word : null));
	const { verdict, because } = pushVerdict(known, { protectedBranches });
	return verdict === "deny" ? because : undefined;
}
