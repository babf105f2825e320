/** What the documents say of the project's own parts is there: settings, pages, headings, pictures. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";
import * as z from "zod";

const root = resolve(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const pages = [
	"README.md",
	...readdirSync(join(root, "docs")).flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : [])),
];

const contributed = z.object({
	contributes: z.object({ configuration: z.object({ properties: z.record(z.string(), z.unknown()) }) }),
});

test("the README names every setting, and none that is not there", () => {
	const { properties } = contributed.parse(JSON.parse(read("package.json"))).contributes.configuration;
	const rows = read("README.md").match(/^\| `remit\..*$/gm) ?? [];
	const named = rows.flatMap((row) => {
		const [first = "", ...rest] = [...(row.split(" | ")[0] ?? "").matchAll(/`([\w.]+)`/g)].map(([, name = ""]) => name);
		const before = first.slice(0, first.lastIndexOf("."));
		return [first, ...rest.map((name) => (name.startsWith(".") ? before + name : name))];
	});
	expect(named.toSorted()).toEqual(Object.keys(properties).toSorted());
});

test.each(pages)("every page, heading and picture that %s leads to is there", (page) => {
	const broken = linksIn(read(page)).filter((link) => {
		const [path = "", heading] = link.split("#");
		const target = path === "" ? page : join(dirname(page), path);
		if (!existsSync(join(root, target))) return true;
		return heading !== undefined && !headingsOf(read(target)).includes(heading);
	});
	expect(broken).toEqual([]);
});

/** Code is no link. */
function linksIn(text: string): readonly string[] {
	const prose = text.replace(/^```[\s\S]*?^```/gm, "").replace(/`[^`\n]*`/g, "");
	const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
	return links.filter((link) => !/^[a-z]+:/.test(link));
}

function headingsOf(text: string): readonly string[] {
	return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N} _-]/gu, "")
			.replaceAll(" ", "-"),
	);
}
