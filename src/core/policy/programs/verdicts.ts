/** Short ways to write the forms of a program. */

import type { Form, OptionList, ProgramForms } from "./form.ts";

type More = Omit<Partial<Form>, "sub" | "verdict" | "why" | "options">;

/** Only reads, when every option and argument is listed. */
export function safe(sub: string, why: string, options: OptionList = "", more: More = {}): Form {
	return { sub, verdict: "safe", why, options: `${options} --help`.trim(), ...more };
}

/** Changes only the checkout, or runs the project's code, when every option and argument is listed. */
export function workspace(sub: string, why: string, options: OptionList = "", more: More = {}): Form {
	return { sub, verdict: "workspace", why, options: `${options} --help`.trim(), ...more };
}

/** Waits for the person, whatever the options are. */
export function ask(sub: string, why: string, domains: readonly string[] = []): Form {
	return domains.length === 0 ? { sub, verdict: "ask", why } : { sub, verdict: "ask", why, domains };
}

/** Never runs; with `needs`, when one of these options is there. */
export function deny(sub: string, why: string, needs: readonly string[] = []): Form {
	return needs.length === 0 ? { sub, verdict: "deny", why } : { sub, verdict: "deny", why, needs };
}

/** Says its version or help and does nothing else. */
export function version(options = "--version -V -version"): Form {
	const all = [...options.split(" "), "--help"];
	return { sub: "", verdict: "safe", why: "says its version", options: all.join(" "), needs: all, count: [0, 0] };
}

/** As `version`, of a program that the project's own files choose or add to before it says anything. */
export function ownVersion(options?: string): Form {
	return { ...version(options), verdict: "workspace" };
}

/** What is known of the programs, and forms that stand before it because their sub-command is longer. */
export function except(programs: ProgramForms, ...forms: readonly Form[]): ProgramForms {
	return { ...programs, forms: [...programs.forms, ...forms] };
}

/** A program without sub-commands that changes only the checkout, or runs the project's code. */
export function tool(names: string, why: string, options: OptionList, more: More = { args: "read" }): ProgramForms {
	return { names: names.split(" "), forms: [ownVersion(), workspace("", why, options, more)] };
}

/** A program without sub-commands that only reads. */
export function reader(names: string, why: string, options: OptionList, more: More = { args: "read" }): ProgramForms {
	return { names: names.split(" "), forms: [version(), safe("", why, options, more)] };
}

/** A program that is always asked about, or never runs. */
export function always(verdict: "ask" | "deny", names: string, why: string): ProgramForms {
	return { names: names.split(" "), forms: [{ sub: "", verdict, why }] };
}
