/** Detects the commands that prove a project, from what lies at its root. */

import { detectJavaScript } from "./detect-javascript.ts";
import {
	detectDotnet,
	detectGo,
	detectGradle,
	detectMaven,
	detectPhp,
	detectRuby,
	detectRust,
} from "./detect-languages.ts";
import { detectPython } from "./detect-python.ts";
import { detectJust, detectMake } from "./detect-tasks.ts";
import type { DetectedCheck, Detector, ProjectFiles, Proves } from "./project.ts";

const detectors: readonly Detector[] = [
	...[detectJavaScript, detectPython, detectGo, detectRust, detectMaven, detectGradle],
	...[detectDotnet, detectRuby, detectPhp],
];
/** They start what the others would find: asked where those know no tests. */
const starters: readonly Detector[] = [detectMake, detectJust];

const order: Readonly<Record<Proves, number>> = { tests: 0, types: 1, style: 2, build: 3 };
const mostChecks = 4;

/** Command lines, most telling first; none where nothing is recognised. */
export async function detectChecks(project: ProjectFiles): Promise<readonly string[]> {
	const found = await detectAll(detectors, project);
	const all = found.some(({ proves }) => proves === "tests")
		? found
		: [...(await detectAll(starters, project)), ...found];
	const sorted = all.toSorted((one, two) => order[one.proves] - order[two.proves]);
	return [...new Set(sorted.map(({ command }) => command))].slice(0, mostChecks);
}

async function detectAll(of: readonly Detector[], project: ProjectFiles): Promise<readonly DetectedCheck[]> {
	return (await Promise.all(of.map((detect) => detect(project)))).flat();
}
