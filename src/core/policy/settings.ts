/** Knows the settings of git that run nothing: only those may be given with `-c`. */

const harmless =
	/^(?:color\.[\w.]+|advice\.\w+|core\.(?:quotepath|abbrev|autocrlf|ignorecase|filemode|whitespace)|user\.(?:name|email)|diff\.(?:renames|renamelimit|algorithm|noprefix|mnemonicprefix|context|colormoved)|log\.(?:date|decorate|showsignature)|status\.\w+|column\.\w+|grep\.(?:linenumber|extendedregexp|patterntype)|blame\.\w+|init\.defaultbranch|merge\.conflictstyle|commit\.verbose|i18n\.\w+|tag\.sort|branch\.sort|versionsort\.suffix|safe\.directory)$/;

/** The rest of a sentence, or nothing when the setting, as `key=value`, runs nothing. */
export function settingProblem(setting: string): string | undefined {
	const [, key = "", value = ""] = /^([^=]+)(?:=(.*))?$/s.exec(setting) ?? [];
	const name = key.toLowerCase();
	if (harmless.test(name)) return undefined;
	if (/^(?:commit|tag)\.gpgsign$/.test(name) && value.toLowerCase() === "false") return undefined;
	if (
		/^core\.(?:pager|editor|hookspath|fsmonitor)$|^pager\.\w+$|^sequence\.editor$/.test(name) &&
		/^(?:cat|true|false|:|\/dev\/null|)$/.test(value)
	)
		return undefined;
	return "is given a setting that can run programs or change where it works";
}
