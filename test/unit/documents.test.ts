/** What the documents say of the project's own parts is there: settings, commands, files, folders, headings, pictures. */

import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";
import * as z from "zod";

const root = resolve(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const pages = [
	...["README.md", "CHANGELOG.md"],
	...readdirSync(join(root, "docs")).flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : [])),
];
const files = globSync("{src,webview,test,scripts,bench}/**/*.*", { cwd: root }).map((path) =>
	path.replaceAll("\\", "/"),
);

const { capabilities, contributes } = z
	.object({
		capabilities: z.object({ untrustedWorkspaces: z.object({ restrictedConfigurations: z.array(z.string()) }) }),
		contributes: z.object({
			commands: z.array(z.object({ title: z.string(), category: z.string() })),
			configuration: z.object({
				properties: z.record(z.string(), z.object({ default: z.unknown(), scope: z.string() })),
			}),
		}),
	})
	.parse(JSON.parse(read("package.json")));
const settings = Object.entries(contributes.configuration.properties);

test("the README names every setting with its default, and none that is not there", () => {
	const rows = (read("README.md").match(/^\| `remit\..*$/gm) ?? []).flatMap(settingsOf);
	const names = rows.map(([name]) => name);
	expect(names.toSorted()).toEqual(settings.map(([name]) => name).toSorted());
	const said = new Map(rows);
	const other = settings.filter(
		([name, setting]) => setting.default !== "" && said.get(name) !== shown(setting.default),
	);
	expect(other.map(([name]) => `${name}: ${said.get(name)}`)).toEqual([]);
});

/** The names and defaults of a row; `.name` stands for a setting beside the first one. */
function settingsOf(row: string): readonly (readonly [name: string, says: string])[] {
	const [, first = "", defaults = ""] = row.split(/ ?\| /);
	const [name = "", ...more] = [...first.matchAll(/`([\w.]+)`/g)].map(([, each = ""]) => each);
	const beside = name.slice(0, name.lastIndexOf("."));
	const all = [name, ...more.map((each) => (each.startsWith(".") ? beside + each : each))];
	const says = all.length === 1 ? [defaults] : defaults.split(", ");
	return all.map((each, at) => [each, (says[at] ?? "").replaceAll("`", "")]);
}

function shown(value: unknown): string {
	if (Array.isArray(value)) return value.length === 0 ? "–" : value.join(", ");
	return typeof value === "number" ? String(value).replace(/\B(?=(?:\d{3})+$)/g, ",") : String(value);
}

test("no setting but one of taste can be set by a repository, trusted or not", () => {
	const open = settings.filter(([, { scope }]) => scope !== "machine").map(([name]) => name);
	expect(open).toEqual(["remit.review.openWhenReady"]);
	const guarded = settings.map(([name]) => name).filter((name) => !open.includes(name));
	expect(capabilities.untrustedWorkspaces.restrictedConfigurations.toSorted()).toEqual(guarded.toSorted());
});

const plain = (title: string) => title.replace(/…$/, "");
const titles = new Set(contributes.commands.map(({ title }) => plain(title)));

test("every command stands under the project's name", () => {
	expect(contributes.commands.filter(({ category }) => category !== "Remit")).toEqual([]);
});

test.each(pages)("every command, file and folder that %s names is there", (page) => {
	const named = [...withoutBlocks(read(page)).matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code.replace(/\s+/g, " "));
	const commands = named.flatMap((code) => (/^Remit: [A-Z]/.test(code) ? [plain(code.slice("Remit: ".length))] : []));
	expect(commands.filter((title) => !titles.has(title))).toEqual([]);
	expect(named.filter(isOwnPath).filter((path) => !isThere(path))).toEqual([]);
});

/** As far as it can be told from the text: a file of code, or a path that begins with a folder of ours. */
function isOwnPath(code: string): boolean {
	return (
		/^[\w./*-]+\.tsx?$/.test(code) || /^(?:(?:src|core|node|vscode|webview|test|scripts|bench)\/)[\w./*-]+$/.test(code)
	);
}

/** Pages leave out the folders that are plain from the context; `*` stands for any part of a name. */
function isThere(path: string): boolean {
	const pattern = path
		.replace(/^\.\/|\/$/g, "")
		.replace(/[.]/g, "\\.")
		.replaceAll("*", "[^/]*");
	const ending = new RegExp(`(?:^|/)${pattern}(?:$|/)`);
	return files.some((file) => ending.test(file));
}

test("every test that the guarantees point at is there", () => {
	const proofs = read("docs/guarantees.md").match(/^\*\*How it is tested\.\*\*[\s\S]*?\n\n/gm) ?? [];
	const named = proofs.flatMap((text) => [...text.matchAll(/`([\w*-]+)`/g)].map(([, name = ""]) => name));
	const tests = files
		.filter((file) => /\.test\.tsx?$/.test(file))
		.map((file) => basename(file).replace(/\.test\.tsx?$/, ""));
	expect(named.length).toBeGreaterThan(50);
	const missing = named.filter((name) => {
		const pattern = new RegExp(`^${name.replaceAll("*", ".*")}$`);
		return !tests.some((each) => pattern.test(each));
	});
	expect(missing).toEqual([]);
});

test("the map of the architecture names every folder of what is shipped", () => {
	const map = read("docs/architecture.md");
	const folders = new Set(files.filter((file) => /^(?:src|webview)\//.test(file)).map((file) => dirname(file)));
	const unnamed = [...folders].filter(
		(folder) => !new RegExp(`(?:^|[\`/ ])${basename(folder)}(?:/|\`)`, "m").test(map),
	);
	expect(unnamed).toEqual([]);
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
	const prose = withoutBlocks(text).replace(/`[^`\n]*`/g, "");
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

function withoutBlocks(text: string): string {
	return text.replace(/^```[\s\S]*?^```/gm, "");
}
