/** Detects the checks that a Makefile or a justfile names. */

import { type DetectedCheck, type Detector, has, type ProjectFiles, type Proves } from "./project.ts";

const targets = [
	["test", "tests"],
	["check", "tests"],
	["typecheck", "types"],
	["lint", "style"],
] as const satisfies readonly (readonly [string, Proves])[];

export const detectMake: Detector = (project) =>
	detect(
		project,
		"make",
		/^(?:GNUmakefile|[Mm]akefile)$/,
		(name) => new RegExp(`^(?:[\\w.-]+[ \\t]+)*${name}(?:[ \\t]+[\\w.-]+)*[ \\t]*::?(?!=)`, "m"),
	);

export const detectJust: Detector = (project) =>
	detect(
		project,
		"just",
		/^\.?[Jj]ustfile$/,
		(name) => new RegExp(`^@?${name}(?:[ \\t]+${optional})*[ \\t]*:(?!=)`, "m"),
	);

/** A parameter of a recipe that may be left out. */
const optional = String.raw`(?:\*\$?[\w-]+|\$?[\w-]+(?==))(?:=(?:'[^'\n]*'|"[^"\n]*"|[\w.-]+))?`;

async function detect(
	project: ProjectFiles,
	program: string,
	file: RegExp,
	rule: (target: string) => RegExp,
): Promise<readonly DetectedCheck[]> {
	if (!has(project, file)) return [];
	const name = [...project.names].find((each) => file.test(each)) ?? "";
	const text = await project.text(name);
	const found = new Map<Proves, DetectedCheck>();
	for (const [target, proves] of targets)
		if (rule(target).test(text) && !found.has(proves)) found.set(proves, { proves, command: `${program} ${target}` });
	return [...found.values()];
}
