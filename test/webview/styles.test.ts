/** A class means one thing: the panel's style sheets are one bundle, and what one says of a class holds wherever it is used. */

import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const folder = resolve(import.meta.dirname, "../../webview/css");

/** Classes that a sheet gives rules of their own, not only within another. */
function ownClasses(sheet: string): readonly string[] {
	const text = readFileSync(join(folder, sheet), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
	const selectors = [...text.matchAll(/([^{}]+)\{/g)].flatMap(([, list = ""]) => list.split(","));
	return [...new Set(selectors.flatMap((selector) => /^\.([\w-]+)$/.exec(selector.trim())?.[1] ?? []))];
}

test("no class has rules of its own in two style sheets", () => {
	const sheets = readdirSync(folder).filter((name) => name.endsWith(".css"));
	const owners = sheets.flatMap((sheet) => ownClasses(sheet).map((name) => ({ name, sheet })));
	expect(owners.length).toBeGreaterThan(50);
	const names = owners.map(({ name }) => name);
	expect(owners.filter(({ name }, at) => names.indexOf(name) !== at)).toEqual([]);
});
