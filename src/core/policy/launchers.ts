/** Looks through interpreters: `node node_modules/.bin/x` is the program `x`, `python src/manage.py` is `python manage.py`. */

import { formsOf } from "./programs/all.ts";
import type { ProgramForms } from "./programs/form.ts";
import { type ShellWord, staticWord } from "./shell-words.ts";

/** Folders in which a project's own programs and their names are known. */
export const programFolders = /^(?:.*\/)?(?:node_modules\/\.bin|vendor\/bin|\.?venv\/bin|env\/bin|bin)\/([^/]+)$/;

const interpreters = /^(?:node|(?:ba|da|z|k)?sh|python|ruby|php|perl|deno|bun|tsx|ts-node)$/;

interface Launched {
	readonly program: ProgramForms;
	readonly args: readonly ShellWord[];
}

/** What an interpreter's script is known as; null where it is only a script. */
export function launched(program: ProgramForms, args: readonly ShellWord[]): Launched | null {
	if (!program.names.some((name) => interpreters.test(name))) return null;
	const at = args.findIndex(({ value, lead }) => !(value ?? lead).startsWith("-") && (value ?? "").includes("/"));
	const path = args[at]?.value ?? "";
	const rest = args.slice(at + 1);
	const file = path.replace(/^.*\//, "");
	if (file === "manage.py" || file === "artisan") return { program, args: [staticWord(file), ...rest] };
	const known = file === "rails" || file === "console" || programFolders.test(path) ? formsOf(file) : undefined;
	return known ? { program: known, args: rest } : null;
}
