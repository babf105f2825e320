/** The environments that child processes are given: built from allow-lists, so that no key or token is ever inherited. */

import { createHash } from "node:crypto";
import { absoluteEntries } from "./programs.ts";

export type Environment = Readonly<Record<string, string>>;

/** What every program needs to start at all, on some platform. */
const essential = ["PATH", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "WINDIR", "COMSPEC", "PATHEXT"];

/** Where a person's own files and settings are. */
const personal = ["HOME", "USERPROFILE", "HOMEDRIVE", "HOMEPATH", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"];

/** Who runs it, in which language, and where tool chains are installed: paths and names, no secrets. */
const forCommands = [
	...["USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "PROGRAMFILES", "PROGRAMDATA"],
	...["JAVA_HOME", "CARGO_HOME", "RUSTUP_HOME", "GOPATH", "GOROOT", "NVM_DIR", "PYENV_ROOT", "DOTNET_ROOT"],
];

/**
 * For the agent's commands. `CI` and `NO_COLOR` make programs neither wait for a person nor paint;
 * nothing may ask for a password, because nobody could type it.
 */
export function commandEnvironment(from: NodeJS.ProcessEnv): Environment {
	return {
		...picked(from, [...essential, ...personal, ...forCommands]),
		...localeSettings(from),
		TERM: "dumb",
		CI: "1",
		NO_COLOR: "1",
		PAGER: "cat",
		GIT_PAGER: "cat",
		GIT_TERMINAL_PROMPT: "0",
	};
}

/** Another text when any variable differs; no value can be read from it. */
export function environmentPrint(env: Environment): string {
	return createHash("sha256")
		.update(JSON.stringify(Object.entries(env).toSorted()))
		.digest("hex");
}

/** For git on repositories of Remit's own: no configuration but the repository's, no network, no prompt, no editor. */
export function gitEnvironment(from: NodeJS.ProcessEnv): Environment {
	return {
		...picked(from, essential),
		...quietGit,
		GIT_CONFIG_NOSYSTEM: "1",
		GIT_CONFIG_GLOBAL: "/dev/null",
		GIT_ATTR_NOSYSTEM: "1",
	};
}

/** For asking git what the person has configured; such commands must read only. */
export function personalGitEnvironment(from: NodeJS.ProcessEnv): Environment {
	return { ...picked(from, [...essential, ...personal]), ...quietGit };
}

const quietGit = {
	LC_ALL: "C",
	GIT_TERMINAL_PROMPT: "0",
	GIT_OPTIONAL_LOCKS: "0",
	GIT_NO_REPLACE_OBJECTS: "1",
	GIT_NO_LAZY_FETCH: "1",
	GIT_ALLOW_PROTOCOL: "none",
	GIT_EDITOR: "false",
} as const;

function picked(from: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> {
	const result: Record<string, string> = {};
	for (const [name, value] of Object.entries(from)) {
		// Windows spells names as it likes (`Path`), so they are compared in upper case.
		const known = process.platform === "win32" ? name.toUpperCase() : name;
		if (value === undefined || !names.includes(known)) continue;
		// Relative entries would mean the folder that the agent works in, where anybody can plant an `ls`.
		result[name] = known === "PATH" ? absoluteEntries(value) : value;
	}
	return result;
}

function localeSettings(from: NodeJS.ProcessEnv): Record<string, string> {
	return picked(
		from,
		Object.keys(from).filter((name) => /^LC_[A-Z]+$/.test(name)),
	);
}
