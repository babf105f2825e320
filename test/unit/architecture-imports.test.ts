/** The scanner that the architecture test relies on finds every form of import, and nothing else. */

import { expect, test } from "vitest";
import { importsOf } from "../support/imports.ts";

const atRunTime = (source: string) => importsOf(source).map(({ specifier }) => specifier);

test.each([
	['import a from "x";', "x"],
	["import a from 'x';", "x"],
	['import * as a from "x";', "x"],
	['import a, { b, type C } from "x";', "x"],
	['import {\n\ta, // from "y"\n\tb,\n} from "x";', "x"],
	['import "x";', "x"],
	['import type from "x";', "x"],
	['import { type A } from "x";', "x"],
	['import a from "x" with { type: "json" };', "x"],
	['export { a } from "x";', "x"],
	['export * from "x";', "x"],
	['export * as a from "x";', "x"],
	['const a = await import("x");', "x"],
	['const a = await import("x", { with: { type: "json" } });', "x"],
	["const a = await import(`x`);", "x"],
	['type A = import("x").B;', "x"],
	['const a = require("x");', "x"],
	['import a = require("x");', "x"],
	['const text = `${await import("x")}`;', "x"],
	['const text = `a ${`b ${{}}`} c`; import "x";', "x"],
	['const quote = /["\'`]/; import "x";', "x"],
	['const half = a / b; import "x"; // /', "x"],
	['<p>Don\'t</p>;\nimport "x";', "x"],
	['export const a = 1\nimport "x"', "x"],
	['export interface A { b: string }\nimport "x";', "x"],
])("%s is an import at run time", (source, specifier) => {
	expect(importsOf(source)).toEqual([{ specifier, atRunTime: true }]);
});

test.each([
	['import type { A } from "x";', "x"],
	['import type A from "x";', "x"],
	['import type * as A from "x";', "x"],
	['export type { A } from "x";', "x"],
	['export type * from "x";', "x"],
	['/// <reference types="x" />', "x"],
])("%s is an import of types only", (source, specifier) => {
	expect(importsOf(source)).toEqual([{ specifier, atRunTime: false }]);
});

test("a computed import is found, though not what it imports", () => {
	expect(atRunTime("await import(name);")).toEqual([""]);
	expect(atRunTime("await import(`./${name}.ts`);")).toEqual([""]);
	expect(atRunTime('await import("./a" + name);')).toEqual([""]);
});

test.each([
	'// import "x";',
	'/* import "x"; */',
	"const text = 'import \"x\"';",
	'const text = `import "x";`;',
	'const text = `${a} import "x";`;',
	'const pattern = /import "x"/;',
	"import.meta.url;",
	"object.import('x');",
	'object.require("x");',
	"const a = { import: 'x' };",
	"export const from = 'x';",
	'export { a };\nconst from = "x";',
	'export type A = "x";',
	'export function from() { return "x"; }',
])("%s imports nothing", (source) => {
	expect(importsOf(source)).toEqual([]);
});
