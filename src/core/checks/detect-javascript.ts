/** Detects the checks of a JavaScript or TypeScript project: the scripts that its package.json names. */

import * as z from "zod";
import { type DetectedCheck, type Detector, has, type ProjectFiles, type Proves } from "./project.ts";

const manifestSchema = z.object({
	scripts: z.record(z.string(), z.unknown()).catch({}).default({}),
	packageManager: z.string().catch("").default(""),
	dependencies: z.record(z.string(), z.unknown()).catch({}).default({}),
	devDependencies: z.record(z.string(), z.unknown()).catch({}).default({}),
});

type PackageManager = "npm" | "pnpm" | "yarn" | "bun";

const lockFiles = [
	["pnpm-lock.yaml", "pnpm"],
	["pnpm-workspace.yaml", "pnpm"],
	["yarn.lock", "yarn"],
	["bun.lock", "bun"],
	["bun.lockb", "bun"],
	["package-lock.json", "npm"],
] as const satisfies readonly (readonly [string, PackageManager])[];

/** In the order in which they are looked for; the first of a kind that is one counts. */
const scripts = [
	["test", "tests"],
	["test:ci", "tests"],
	["test:run", "tests"],
	["test:unit", "tests"],
	["test:once", "tests"],
	["tests", "tests"],
	["typecheck", "types"],
	["type-check", "types"],
	["check-types", "types"],
	["check:types", "types"],
	["types", "types"],
	["tsc", "types"],
	["check", "types"],
	["lint", "style"],
	["lint:check", "style"],
	["lint:ci", "style"],
	["check:lint", "style"],
	["build", "build"],
] as const satisfies readonly (readonly [string, Proves])[];

export const detectJavaScript: Detector = async (project) => {
	if (!project.names.has("package.json")) return [];
	const manifest = manifestSchema.safeParse(parsed(await project.text("package.json"))).data;
	if (!manifest) return [];
	const runner = runnerOf(manifest.packageManager, project);
	const found = new Map<Proves, DetectedCheck>();
	for (const [name, proves] of scripts) {
		const script = manifest.scripts[name];
		const once = typeof script === "string" ? onceOf(script) : null;
		if (once !== null && !found.has(proves)) found.set(proves, { proves, command: commandOf(runner, name, once) });
	}
	const packages = new Set([...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)]);
	for (const each of await withoutScripts({ packages, runner }, project))
		if (!found.has(each.proves)) found.set(each.proves, each);
	const all = [...found.values()];
	return all.some(({ proves }) => proves === "tests") ? all.filter(({ proves }) => proves !== "build") : all;
};

/** Programs that a project depends on and no script starts. The last one is looked for in the names at the root. */
const programs = [
	["vitest", "vitest run", "tests", null],
	["jest", "jest", "tests", null],
	["mocha", "mocha", "tests", null],
	["typescript", "tsc --noEmit", "types", /^tsconfig\.json$/],
	["eslint", "eslint .", "style", /^(?:eslint\.config\.[cm]?[jt]s|\.eslintrc(?:\.\w+)?)$/],
	["@biomejs/biome", "biome check", "style", /^biome\.jsonc?$/],
] as const satisfies readonly (readonly [string, string, Proves, RegExp | null])[];

/** What is not installed is not fetched: a program's name may be another's package. */
const starts: Readonly<Record<PackageManager, string>> = {
	npm: "npx --no --",
	pnpm: "pnpm exec",
	yarn: "yarn run",
	bun: "bunx --no-install",
};

async function withoutScripts(
	{ packages, runner }: { readonly packages: ReadonlySet<string>; readonly runner: PackageManager },
	project: ProjectFiles,
): Promise<readonly DetectedCheck[]> {
	// A configuration that only refers to others checks no file by itself.
	const refers = packages.has("typescript") && /"references"\s*:/.test(await project.text("tsconfig.json"));
	return programs.flatMap(([name, command, proves, file]) => {
		if (!packages.has(name) || (file !== null && !has(project, file)) || (name === "typescript" && refers)) return [];
		return [{ proves, command: `${starts[runner]} ${command}` }];
	});
}

function runnerOf(declared: string, { names }: ProjectFiles): PackageManager {
	const named = /^(npm|pnpm|yarn|bun)(?:@|$)/.exec(declared)?.[1];
	const known = lockFiles.find(([, runner]) => runner === named);
	return known?.[1] ?? lockFiles.find(([file]) => names.has(file))?.[1] ?? "npm";
}

/** `bun test` is bun's own runner and no script. */
function commandOf(runner: PackageManager, script: string, once: string): string {
	const short = script === "test" && runner !== "bun" ? `${runner} test` : `${runner} run ${script}`;
	if (once === "") return short;
	return runner === "npm" || runner === "pnpm" ? `${short} -- ${once}` : `${short} ${once}`;
}

/** Watchers that begin to watch unless they are told otherwise, and how they are told. */
const watchers: readonly (readonly [RegExp, string])[] = [
	[/(?:^|[\s;&|])vitest(?!\s+(?:run|bench|list)\b)(?![^&|;]*(?:--run\b|--watch=false))/, "--run"],
	[/(?:^|[\s;&|])react-scripts\s+test(?![^&|;]*--watchAll=false)/, "--watchAll=false"],
	[/(?:^|[\s;&|])ng\s+test(?![^&|;]*--(?:no-watch|watch=false))/, "--watch=false"],
	[/(?:^|[\s;&|])karma\s+start(?![^&|;]*--single-run)/, "--single-run"],
];

/** What makes the script run once; empty when it does so by itself, null when it watches, or proves nothing. */
function onceOf(script: string): string | null {
	if (isPlaceholder(script)) return null;
	if (/--watch(?:All)?(?!\S*=false)\b|(?:^|\s)-w(?:\s|$)|\bnodemon\b|:watch\b|(?:^|\s)watch(?:\s|$)/.test(script))
		return null;
	// What a script mends is not mended in what is handed over: it would pass for another tree.
	if (/(?:^|\s)--(?:fix|write)(?!-dry-run|\S*=false)\b/.test(script)) return null;
	if (writesSnapshots.test(script) || endsWell.test(script)) return null;
	const parts = script.split(/&&|\|\||[;|]/);
	const needed = watchers.filter(([pattern]) => pattern.test(script)).map(([, option]) => option);
	if (needed.length === 0) return "";
	// An option goes to the last command of a script alone.
	const others = parts.slice(0, -1).some((part) => watchers.some(([pattern]) => pattern.test(part)));
	return needed.length === 1 && !others && !/(?<!&)&(?!&)/.test(script) ? (needed[0] ?? null) : null;
}

/** A snapshot that is written anew always fits. */
const writesSnapshots =
	/\b(?:jest|vitest|react-scripts|playwright)\b[^&|;]*\s(?:-u|--update(?:-?snapshots?)?)(?![\w-]|=(?:false|none))/i;
/** Whatever came before passes. */
const endsWell = /(?:\|\||;)\s*(?:true|:|exit 0|echo\b[^&|;]*)\s*$/;

/** Nothing but words and an end. */
function isPlaceholder(script: string): boolean {
	return script.split(/&&|\|\||;/).every((part) => /^\s*(?:echo\b.*|exit(?:\s+\d+)?|true|false|:|)\s*$/.test(part));
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text.replace(/^\uFEFF/, ""));
	} catch {
		return null;
	}
}
