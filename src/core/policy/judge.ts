/** Judges one command: the program that it calls, by what is known of it, and the commands in its arguments. */

import { type Inner, only } from "./candidates.ts";
import { Findings, type Ground } from "./findings.ts";
import { fitForms } from "./fit.ts";
import { useArgument } from "./kinds.ts";
import { launched, programFolders } from "./launchers.ts";
import { takeApart } from "./peculiar.ts";
import { insidePath } from "./places.ts";
import { formsOf } from "./programs/all.ts";
import type { ProgramForms } from "./programs/form.ts";
import type { ShellWord } from "./shell-words.ts";
import { visible } from "./visible.ts";

const deepest = 6;
/** What these do is followed only where they stand alone. */
const shellChanging = /^(?:cd|read|set|export)$/;

/** Judges a program and its arguments; `script` judges a text of commands. */
export function judgeWords(words: readonly ShellWord[], ground: Ground, script: Inner["script"]): Findings {
	const [name, ...args] = words;
	if (!name) return new Findings();
	if (ground.depth > deepest) return only("ask", "runs commands within commands within commands");
	if (name.value === null || name.glob) return only("ask", "runs a program that is not known beforehand");
	if (name.value.includes("=")) return only("ask", "runs a program whose name could be taken for an assignment");
	if (!name.plain) return only("ask", "writes the program's name with quotes or escapes");
	const inner: Inner = {
		script,
		command: (words, ground) =>
			shellChanging.test(words[0]?.value ?? "")
				? only("ask", "changes the shell by way of another command")
				: judgeWords(words, { ...ground, depth: ground.depth + 1 }, script),
	};
	if (name.value.includes("/")) return byPath(name, args, ground, inner);
	const program = formsOf(name.value);
	return program ? known(program, args, ground, inner) : only("ask", "is not on the list of known commands");
}

function known(program: ProgramForms, args: readonly ShellWord[], ground: Ground, inner: Inner): Findings {
	const parts = takeApart(program.names[0] ?? "", args, ground, inner);
	const findings = parts.whole ?? fitForms(program, parts.args, ground, parts.inner);
	for (const more of parts.findings) findings.join(more);
	const within = launched(program, args);
	if (within) findings.join(fitForms(within.program, within.args, ground, inner));
	return findings;
}

/** `./rm` is not what it looks like, or just that. */
function isNamedLike(path: string): boolean {
	const name = path.replace(/^.*\//, "");
	return (
		name !== "test" &&
		formsOf(name)?.forms.some(({ sub, verdict }) => sub === "" && verdict !== "safe" && verdict !== "workspace") ===
			true &&
		!programFolders.test(path)
	);
}

function byPath(name: ShellWord, args: readonly ShellWord[], ground: Ground, inner: Inner): Findings {
	const path = name.value ?? "";
	const system = /^\/(?:usr\/)?bin\/([^/]+)$/.exec(path)?.[1];
	const program = formsOf(system ?? (path.startsWith("./") ? path : `./${path}`));
	if (system !== undefined)
		return program ? known(program, args, ground, inner) : only("ask", "is not on the list of known commands");
	if (insidePath(path, ground) === null) return only("ask", `runs \`${visible(path)}\`, outside of the checkout`);
	const usual = formsOf(programFolders.exec(path)?.[1] ?? "");
	const forms = program ?? usual ?? formsOf("./*");
	if (!forms) return only("ask", "is not on the list of known commands");
	const findings = known(forms, args, ground, inner);
	if (isNamedLike(path))
		findings.add("ask", "runs a file of the project that is named like a program that can do harm");
	// What is in the project can be anything, whatever its name.
	useArgument(program ? "read" : "script", name, ground, findings);
	findings.raise("workspace");
	return findings;
}
