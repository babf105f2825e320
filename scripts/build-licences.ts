/** Collects the licence texts of the packages that a bundle took in. */

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * One text with the licence of every package among the inputs, in name order.
 * `inputs` are esbuild's: paths relative to `root`. Rejects when a package says nothing about its licence.
 */
export async function licencesOf(inputs: readonly string[], root: string): Promise<string> {
	const folders = new Set(inputs.flatMap(packageFolder));
	const licences = await Promise.all([...folders].map((folder) => licenceOf(join(root, folder))));
	const sorted = licences.toSorted((a, b) => a.title.localeCompare(b.title, "en"));
	return sorted.map(({ title, text }) => `${title}\n${"=".repeat(title.length)}\n\n${text.trim()}\n`).join("\n\n");
}

/** `node_modules/@scope/name` of a path in it, however deep; nothing for the project's own files. */
function packageFolder(path: string): readonly string[] {
	const match = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path);
	return match ? [match[0]] : [];
}

async function licenceOf(folder: string): Promise<{ title: string; text: string }> {
	const { name, version, license }: Record<string, unknown> = JSON.parse(
		await readFile(join(folder, "package.json"), "utf8"),
	);
	const file = (await readdir(folder)).find((entry) => /^licen[cs]e(\.(md|txt))?$/i.test(entry));
	const title = `${name} ${version} (${license ?? "licence below"})`;
	if (file) return { title, text: await readFile(join(folder, file), "utf8") };
	if (typeof license !== "string") throw new Error(`${name} has no licence: it cannot be bundled.`);
	return { title, text: `Licensed under ${license}; the package carries no licence file.` };
}
