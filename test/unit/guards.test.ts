/** Every guard of `npm run check` is planted its offence, and must fail and name it. */

import { afterAll, afterEach, expect, test } from "vitest";
import { PlantedTree } from "../support/planted-tree.ts";

const tree = new PlantedTree();
afterEach(() => tree.clear());
afterAll(() => tree.remove());

/** A file, what it says, and what the check must answer. */
type Plant = readonly [path: string, text: string, answer: string];

function expectRefusal(step: string, [path, text, answer]: Plant): void {
	tree.plant(path, text);
	const { passed, output } = tree.check(step);
	expect(output).toContain(answer);
	expect(output).toContain(path);
	expect(passed).toBe(false);
}

test("a tree without an offence passes every step", () => {
	const { passed, output } = tree.check();
	expect(output).not.toContain("✗");
	expect(passed).toBe(true);
});

const importing: readonly (readonly [path: string, text: string])[] = [
	["src/core/planted.ts", 'import "vscode";\n'],
	["src/core/planted.ts", 'import type { Uri } from "vscode";\n\nexport type Place = Uri;\n'],
	["src/core/deep/planted.ts", 'export type { Part } from "../../node/part.ts";\n'],
	["src/core/planted.ts", 'export const part = await import("../node/part.ts");\n'],
	["src/core/planted.ts", 'import "node:fs";\n'],
	["src/core/planted.ts", 'import "fs";\n'],
	["src/core/planted.ts", 'import "preact";\n'],
	["src/core/planted.ts", 'import type { Part } from "../protocol/part.ts";\n\nexport type Planted = Part;\n'],
	["src/protocol/planted.ts", 'import type { Part } from "../vscode/part.ts";\n\nexport type Planted = Part;\n'],
	["src/models/planted.ts", 'import type { Part } from "../node/part.ts";\n\nexport type Planted = Part;\n'],
	["src/models/planted.ts", 'import "vscode";\n'],
	["src/node/planted.ts", 'import type { Uri } from "vscode";\n\nexport type Place = Uri;\n'],
	["src/node/planted.ts", 'import type { Part } from "../models/part.ts";\n\nexport type Planted = Part;\n'],
	["src/vscode/planted.ts", 'import type { Part } from "../node/part.ts";\n\nexport type Planted = Part;\n'],
	["src/vscode/planted.ts", 'import type { Part } from "../compose.ts";\n\nexport type Planted = Part;\n'],
	["webview/planted.ts", 'import type { Part } from "../src/vscode/part.ts";\n\nexport type Planted = Part;\n'],
	["webview/planted.ts", 'import "zod";\n'],
];

test.each(importing)("the linter refuses %s that says %j", (path, text) => {
	expectRefusal("lint", [path, text, "noRestrictedImports"]);
});

const lines = (count: number, line: (index: number) => string) =>
	Array.from({ length: count }, (_, index) => line(index)).join("\n");
const constants = (count: number) => `${lines(count, (index) => `export const n${index} = ${index};`)}\n`;
/** A function of this many lines from its first word to its last brace. */
const functionOf = (count: number) =>
	`export function planted(say: (n: number) => void): void {\n${lines(count - 2, (index) => `\tsay(${index});`)}\n}\n`;

const offences: readonly (readonly [what: string, path: string, text: string, rule: string])[] = [
	["a default export", "src/core/planted.ts", "export default 1;\n", "noDefaultExport"],
	["an any", "src/core/planted.ts", "export const planted = (value: any) => value;\n", "noExplicitAny"],
	["an enum", "src/core/planted.ts", 'export enum Planted {\n\tOne = "one",\n}\n', "noEnum"],
	["a namespace", "src/core/planted.ts", "export namespace Planted {\n\texport const one = 1;\n}\n", "noNamespace"],
	[
		"a non-null assertion",
		"src/core/planted.ts",
		"export const planted = (value: string | null) => value!.length;\n",
		"noNonNullAssertion",
	],
	["a barrel", "src/core/index.ts", 'export { planted } from "./planted.ts";\n', "noBarrelFile"],
	[
		"a parameter property",
		"src/core/planted.ts",
		"export class Planted {\n\tconstructor(readonly one: number) {}\n}\n",
		"noParameterProperties",
	],
	[
		"a fifth parameter",
		"src/core/planted.ts",
		"export const planted = (...all: number[]) => all;\nexport const five = (a: 1, b: 1, c: 1, d: 1, e: 1) => planted(a, b, c, d, e);\n",
		"useMaxParams",
	],
	[
		"a promise that nobody waits for",
		"src/core/planted.ts",
		"async function planted(): Promise<void> {}\n\nexport function careless(): void {\n\tplanted();\n}\n",
		"noFloatingPromises",
	],
	["a bare name of Node's modules", "scripts/check-planted.ts", 'import "fs";\n', "useNodejsImportProtocol"],
	["a property with a seed of its own", "test/unit/planted.ts", 'import "fast-check";\n', "noRestrictedImports"],
	["a file of 301 lines", "src/core/planted.ts", constants(301), "noExcessiveLinesPerFile"],
	["a function of 41 lines", "src/core/planted.ts", functionOf(41), "noExcessiveLinesPerFunction"],
	["a composition root of 151 lines", "src/compose.ts", constants(151), "noExcessiveLinesPerFile"],
	["lines that are not formatted", "src/core/planted.ts", "export const planted = 'one'\n", "format"],
];

test.each(offences)("the linter refuses %s", (_what, path, text, rule) => {
	expectRefusal("lint", [path, text, rule]);
});

test("a file of 300 lines and a function of 40 pass", () => {
	tree.plant("src/core/long.ts", constants(300));
	tree.plant("src/core/planted.ts", functionOf(40));
	expect(tree.check("lint")).toMatchObject({ passed: true });
});

test("the linter refuses a cycle of imports", () => {
	tree.plant("src/core/one.ts", 'import { two } from "./two.ts";\n\nexport const one = (): number => two();\n');
	expectRefusal("lint", [
		"src/core/two.ts",
		'import { one } from "./one.ts";\n\nexport const two = (): number => one();\n',
		"noImportCycles",
	]);
});

test.each([
	["types:core", "src/core/planted.ts", "document", "document.title"],
	["types:core", "src/core/planted.ts", "process", "process.env"],
	["types:core", "src/core/planted.ts", "Buffer", 'Buffer.from("")'],
	["types:core", "src/core/planted.ts", "setTimeout", "setTimeout(() => {}, 1)"],
	["types:core", "src/core/planted.ts", "fetch", "fetch"],
	["types:protocol", "src/protocol/planted.ts", "window", "window"],
	["types:src", "src/node/planted.ts", "document", "document.title"],
	["types:src", "src/vscode/planted.ts", "window", "window.name"],
	["types:src", "src/node/planted.ts", "withResolvers", "Promise.withResolvers<void>()"],
	["types:webview", "webview/planted.ts", "process", "process.env"],
])("%s: in %s there is no %s", (step, path, name, expression) => {
	expectRefusal(step, [path, `export const planted = ${expression};\n`, `'${name}'`]);
});

test.each([
	[
		"a type of the editor in the core",
		"src/core/planted.ts",
		'export type Place = import("vscode").Uri;\n',
		"only the packages",
	],
	[
		"a type of another layer in the core",
		"src/core/planted.ts",
		'export type Planted = import("../node/part.ts").Part;\n',
		"where the picture has an arrow",
	],
	["a require", "src/models/planted.ts", 'export const files = require("node:fs");\n', "only the packages"],
	["a cast", "src/core/planted.ts", "export const planted = (value: unknown) => value as string;\n", "value as string"],
	["a reference to global types", "src/core/planted.ts", '/// <reference types="node" />\n', "only the packages"],
	[
		"an import that cannot be known",
		"src/core/planted.ts",
		"export const load = (name: string) => import(name);\n",
		"only the packages",
	],
	["core code in the panel", "webview/planted.ts", 'import "../src/core/part.ts";\n', "the view fold"],
	[
		"a test's code in what is shipped",
		"src/node/planted.ts",
		'import "../../test/support/layers.ts";\n',
		"where the picture has an arrow",
	],
	["a folder that is no layer", "src/planted/planted.ts", "export {};\n", "belongs to a layer"],
])("the architecture test refuses %s", (_what, path, text, answer) => {
	expectRefusal("layers", [path, text, answer]);
});

test("the architecture test refuses an arrow that no import follows", () => {
	tree.plant("src/vscode/part.ts", 'export type Part = "src/vscode";\n');
	const { passed, output } = tree.check("layers");
	expect(output).toContain("src/vscode -> src/core");
	expect(passed).toBe(false);
});

// Put together here, so that this file does not say what no file may say.
test.each([
	["a silenced type", "src/core/planted.ts", `/** Planted. */ // @${"ts"}-ignore\n`],
	["a silenced rule", "src/core/planted.ts", `/** Planted. */ // biome-${"ignore"} lint: no\n`],
	["a path of this machine", "docs/planted.md", `See ${tree.root}/notes.\n`],
	["the host of a package registry", "docs/planted.md", `See https://${"registry"}.example.com/remit.\n`],
	["a lock file with hosts", "package-lock.json", `{ "${"resolved"}": "https://example.com/remit.tgz" }\n`],
])("no file may say %s", (_what, path, text) => {
	expectRefusal("texts", [path, text, `${path}:1:`]);
});

test.each([
	[
		"a file without a sentence that says what it is for",
		"export const planted = 1;\n",
		"a file opens with one sentence",
	],
	["a class whose name says nothing", `/** Planted. */\n\nexport class Plant${"Manager"} {}\n`, "named by what it is"],
])("there is not %s", (_what, text, answer) => {
	expectRefusal("texts", ["src/core/planted.ts", text, answer]);
});

test("a sentence may follow what steers the test runner, and may be long", () => {
	tree.plant("test/unit/planted.test.ts", "// @vitest-environment node\n/** Planted. */\n");
	tree.plant("src/core/planted.ts", "/**\n * Planted, and more of it.\n */\n");
	expect(tree.check("texts")).toMatchObject({ passed: true });
});

test.each([
	["a file that nothing uses", "src/core/planted.ts", "export const planted = 1;\n", "Unused files"],
	[
		"an export that nothing uses",
		"src/core/part.ts",
		'export type Part = "src/core";\nexport const planted = 1;\n',
		"Unused exports",
	],
])("the search for dead code finds %s", (_what, path, text, answer) => {
	expectRefusal("dead-code", [path, text, answer]);
});

test("the search for dead code finds a dependency that nothing uses", () => {
	tree.plant("package.json", tree.manifest({ dependencies: { preact: "*", zod: "*" } }));
	const { passed, output } = tree.check("dead-code");
	expect(output).toMatch(/Unused dependencies[\s\S]*zod/);
	expect(passed).toBe(false);
});
