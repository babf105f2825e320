/** The picture of the layers in docs/architecture.md is what the imports in src and webview really are. */

import { globSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join, posix, resolve } from "node:path";
import { expect, test } from "vitest";
import { type Import, importsOf } from "../support/imports.ts";
import { readPicture } from "../support/layers.ts";
import { tokensOf } from "../support/source-tokens.ts";

const root = resolve(import.meta.dirname, "../..");

/** Which packages each layer may use; `node:` stands for all that Node brings. `src/compose.ts` joins what others made. */
const packages: Readonly<Record<string, readonly string[]>> = {
	"src/core": ["zod", "diff", "minimatch", "ignore", "unbash", "yaml"],
	"src/protocol": ["zod"],
	"src/models": ["@anthropic-ai/sdk", "zod"],
	"src/node": ["node:", "@anthropic-ai/sandbox-runtime", "diff", "ignore", "minimatch", "zod"],
	"src/vscode": ["vscode", "node:", "diff", "zod"],
	webview: ["preact", "@preact/signals", "marked"],
	"src/compose-tasks.ts": ["vscode", "node:"],
	"src/compose-work.ts": ["vscode"],
	"src/compose-briefs.ts": ["vscode"],
	"src/compose.ts": ["vscode", "node:"],
	"src/extension.ts": ["vscode", "node:"],
};

/** What the panel may take from the core besides types: the fold that it renders. */
const viewFold = new Set([
	...["view", "timeline", "waiting", "review-groups", "harness-view", "place-words"].map(
		(name) => `src/core/task/${name}.ts`,
	),
	...["spend", "caps"].map((name) => `src/core/budget/${name}.ts`),
	...["figures", "outcome", "parts", "prose-line", "risks", "value"].map((name) => `src/core/report/${name}.ts`),
	...["words", "blank", "kind-of"].map((name) => `src/core/brief/${name}.ts`),
]);

interface Edge extends Import {
	readonly file: string;
	readonly layer: string;
	/** The path in the project, or the package's name. */
	readonly target: string;
}

const picture = readPicture(readFileSync(join(root, "docs/architecture.md"), "utf8"));
const files = globSync(["src/**/*.{ts,tsx,mts,cts}", "webview/**/*.{ts,tsx,mts,cts}"], { cwd: root })
	.map((path) => path.replaceAll("\\", "/"))
	.toSorted();
const edges = files.flatMap(edgesOf);
const inner = edges.filter(({ specifier }) => specifier.startsWith("."));

test("the picture names every layer once, and each arrow points to a layer", () => {
	expect([...picture.keys()].toSorted()).toEqual(Object.keys(packages).toSorted());
	const targets = [...picture.values()].flatMap((allowed) => [...allowed]);
	expect(targets.filter((target) => !picture.has(target))).toEqual([]);
});

test("the arrows of the picture lead down: no layer can be reached from itself", () => {
	const reachable = (from: string, seen = new Set<string>()): Set<string> => {
		for (const next of picture.get(from) ?? []) if (!seen.has(next)) reachable(next, seen.add(next));
		return seen;
	};
	expect([...picture.keys()].filter((layer) => reachable(layer).has(layer))).toEqual([]);
});

test("every file of src and webview belongs to a layer", () => {
	expect(files.length).toBeGreaterThan(0);
	expect(files.filter((file) => layerOf(file) === undefined)).toEqual([]);
});

test("every import goes where the picture has an arrow", () => {
	const astray = inner.filter(({ layer, target }) => {
		const to = layerOf(target);
		return to !== layer && (to === undefined || !picture.get(layer)?.has(to));
	});
	expect(astray.map(said)).toEqual([]);
});

test("every arrow of the picture is an import somewhere", () => {
	const drawn = [...picture].flatMap(([layer, targets]) => [...targets].map((target) => `${layer} -> ${target}`));
	const found = new Set(inner.map(({ layer, target }) => `${layer} -> ${layerOf(target)}`));
	expect(drawn.filter((arrow) => !found.has(arrow))).toEqual([]);
});

test("every layer uses only the packages that it may", () => {
	const outer = edges.filter(({ specifier }) => !specifier.startsWith("."));
	expect(outer.filter(({ layer, target }) => !packages[layer]?.includes(target)).map(said)).toEqual([]);
});

test("the panel takes nothing but types and the view fold from the core and the protocol", () => {
	const taken = inner.filter(({ layer, target }) => layer === "webview" && layerOf(target) !== "webview");
	expect(taken.filter(({ atRunTime, target }) => atRunTime && !viewFold.has(target)).map(said)).toEqual([]);
});

test("nothing that is shipped is cast: a type comes from a parser, or from the compiler", () => {
	expect(
		files.flatMap((file) => castsIn(readFileSync(join(root, file), "utf8")).map((cast) => `${file}: ${cast}`)),
	).toEqual([]);
});

const castedTo = "[A-Z{([]|(?:any|unknown|never|string|number|boolean|object|readonly|typeof|keyof)\\b";
const perhapsCast = new RegExp(`\\bas\\s+(?:${castedTo})`);
const type = new RegExp(`^(?:${castedTo})`);

/** `value as Type`; not `as const`, and not the other names in imports. Sentences between tags have lower-case words. */
function castsIn(source: string): readonly string[] {
	const code = source.replace(/^(?:import|export)\b[^;]*?\bfrom\s*"[^"]*";/gm, "");
	if (!perhapsCast.test(code)) return [];
	const tokens = tokensOf(code);
	return tokens.flatMap((token, at) => {
		const [before, after] = [tokens[at - 1], tokens[at + 1]];
		if (token.kind !== "word" || token.text !== "as" || before === undefined || after === undefined) return [];
		const isValue = before.kind !== "punctuation" || /[)\]}]/.test(before.text);
		return isValue && type.test(after.text) ? [`${before.text} as ${after.text}`] : [];
	});
}

function edgesOf(file: string): readonly Edge[] {
	const imports = importsOf(readFileSync(join(root, file), "utf8"));
	return imports.map((found) => ({
		...found,
		file,
		layer: layerOf(file) ?? "",
		target: targetOf(file, found.specifier),
	}));
}

function targetOf(file: string, specifier: string): string {
	if (specifier.startsWith(".")) return posix.join(posix.dirname(file), specifier);
	if (isBuiltin(specifier)) return "node:";
	return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

/** A layer is a folder or a single file. */
function layerOf(path: string): string | undefined {
	return [...picture.keys()].find((layer) => path === layer || path.startsWith(`${layer}/`));
}

function said({ file, specifier }: Edge): string {
	return `${file} imports ${specifier === "" ? "what cannot be known" : specifier}`;
}
