/** A small project with one file a layer and the real configuration, in which forbidden things can be planted. */

import { execFileSync, spawnSync } from "node:child_process";
import {
	cpSync,
	existsSync,
	globSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix, resolve } from "node:path";
import { type Picture, readPicture } from "./layers.ts";

const projectRoot = resolve(import.meta.dirname, "../..");

/** What decides whether a check passes; taken over as it is. */
const taken = [
	"{biome,knip}.json",
	"vitest.config.ts",
	"tsconfig*.json",
	"{src,webview}/**/tsconfig.json",
	"scripts/check{,-steps,-texts}.ts",
	"docs/architecture.md",
	"src/core/platform.d.ts",
	"test/unit/architecture*.ts",
	"test/support/{imports,layers,source-tokens}.ts",
];

const manifest = {
	name: "planted",
	type: "module",
	scripts: { check: "node scripts/check.ts" },
	dependencies: { preact: "*" },
	devDependencies: { "@types/node": "*", "@types/vscode": "*", typescript: "*", vitest: "*" },
};

export interface CheckResult {
	readonly passed: boolean;
	readonly output: string;
}

export class PlantedTree {
	readonly root = mkdtempSync(join(tmpdir(), "remit-guards-"));
	/** What stood in place of each planted file. */
	private readonly replaced = new Map<string, Buffer | undefined>();

	/** Makes a tree that passes every check. */
	constructor() {
		for (const file of globSync(taken, { cwd: projectRoot })) cpSync(join(projectRoot, file), join(this.root, file));
		const picture = readPicture(readFileSync(join(projectRoot, "docs/architecture.md"), "utf8"));
		for (const layer of picture.keys()) this.write(fileOf(layer), standIn(layer, picture));
		this.write("package.json", JSON.stringify(manifest));
		this.write(".gitignore", "node_modules\n");
		symlinkSync(join(projectRoot, "node_modules"), join(this.root, "node_modules"));
		execFileSync("git", ["init", "--quiet"], { cwd: this.root });
		const biome = "node_modules/@biomejs/biome/bin/biome";
		execFileSync(process.execPath, [biome, "check", "--write", "."], { cwd: this.root, stdio: "ignore" });
	}

	/** Adds or replaces a file until `clear`. */
	plant(path: string, text: string): void {
		const file = join(this.root, path);
		this.replaced.set(path, existsSync(file) ? readFileSync(file) : undefined);
		this.write(path, text);
	}

	clear(): void {
		for (const [path, before] of this.replaced) {
			if (before) writeFileSync(join(this.root, path), before);
			else rmSync(join(this.root, path));
		}
		this.replaced.clear();
	}

	/** The text of package.json with these fields instead of its own. */
	manifest(fields: object): string {
		return JSON.stringify({ ...manifest, ...fields });
	}

	/** Runs what `npm run check` runs: these steps of it, or all. */
	check(...steps: readonly string[]): CheckResult {
		const args = ["scripts/check.ts", ...steps];
		const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: this.root, encoding: "utf8" });
		return { passed: status === 0, output: stdout + stderr };
	}

	remove(): void {
		rmSync(this.root, { recursive: true, force: true });
	}

	private write(path: string, text: string): void {
		mkdirSync(dirname(join(this.root, path)), { recursive: true });
		writeFileSync(join(this.root, path), text);
	}
}

function fileOf(layer: string): string {
	if (layer.endsWith(".ts")) return layer;
	return layer === "webview" ? "webview/main.tsx" : `${layer}/part.ts`;
}

/** A file that imports every layer that it may, and nothing else. */
function standIn(layer: string, picture: Picture): string {
	const targets = [...(picture.get(layer) ?? [])].map((target) => {
		const path = posix.relative(posix.dirname(fileOf(layer)), fileOf(target));
		return { name: `Part${target.replace(/\W/g, "")}`, path: path.startsWith(".") ? path : `./${path}` };
	});
	const imports = targets.map(({ name, path }) => `import type { Part as ${name} } from "${path}";`);
	const parts = targets.map(({ name }) => name).join(", ");
	return `/** Stands in for ${layer}. */\n\n${imports.join("\n")}\n\nexport type Part = readonly [${parts}] | "${layer}";\n`;
}
