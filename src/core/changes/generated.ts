/** Says which files a program writes rather than a person: they are folded away in a review, and still counted. */

/** Why the file counts as generated, as the end of a sentence ("it is …"); null where a person writes it. */
export function generatedBecause(path: string, start?: Uint8Array): string | null {
	const names = path.split("/");
	const name = names.pop() ?? "";
	if (lockFiles.has(name) || lockEndings.test(name)) return "a lock file";
	const folder = names.find((each) => outputFolders.has(each));
	if (folder !== undefined) return `in ${folder}/, which programs write`;
	if (snapshotFolders.has(names.at(-1) ?? "") || /\.snap$/.test(name)) return "a snapshot of a test";
	const form = forms.find(({ test }) => test.test(name));
	if (form) return form.because;
	return start !== undefined && saysSo(start) ? "marked as generated in its first lines" : null;
}

const lockFiles = new Set([
	...["package-lock.json", "npm-shrinkwrap.json", ".package-lock.json", "yarn.lock", "pnpm-lock.yaml"],
	...["bun.lock", "bun.lockb", "deno.lock", "shrinkwrap.yaml", "Cargo.lock", "Gemfile.lock", "gems.locked"],
	...["poetry.lock", "Pipfile.lock", "pdm.lock", "uv.lock", "pixi.lock", "conda-lock.yml", "pylock.toml"],
	...["composer.lock", "symfony.lock", "go.sum", "go.work.sum", "Gopkg.lock", "glide.lock", "mix.lock", "rebar.lock"],
	...["pubspec.lock", "Podfile.lock", "Package.resolved", "Cartfile.resolved", "packages.lock.json", "paket.lock"],
	...["project.assets.json", "gradle.lockfile", "buildscript-gradle.lockfile", "flake.lock", "npins.lock"],
	...["MODULE.bazel.lock", "Chart.lock", "requirements.lock", "Manifest.toml", "stack.yaml.lock"],
	...["cabal.project.freeze", "cpanfile.snapshot", "conan.lock", "vcpkg-lock.json", "renv.lock", "packrat.lock"],
	...["shard.lock", "elm-stuff.lock", ".terraform.lock.hcl", "Brewfile.lock.json", "apm.lock", "lazy-lock.json"],
]);

const lockEndings = /^requirements.*\.lock$|^pylock\.[^.]+\.toml$|\.lockfile$/;

/** Whole names of folders only: `builder/` and `src/build.ts` are written by people. */
const outputFolders = new Set([
	...["dist", "build", "out", "coverage", "vendor", "node_modules", "bower_components"],
	...["__pycache__", ".next", ".nuxt", ".svelte-kit", ".turbo", ".yarn", "__generated__"],
]);

const snapshotFolders = new Set(["__snapshots__", "__image_snapshots__"]);

interface Form {
	readonly test: RegExp;
	readonly because: string;
}

const forms: readonly Form[] = [
	{ test: /[.-]min\.(?:js|mjs|cjs|css|html)$/i, because: "minified" },
	{ test: /\.(?:js|mjs|cjs|css|ts|tsx|jsx|wasm)\.map$/i, because: "a source map" },
	{ test: /\.map$/i, because: "a source map" },
	{
		test: /\.pb(?:\.gw|\.validate)?\.(?:go|cc|h|c|swift|dart|ts|js)$|\.pbobjc\.[hm]$/,
		because: "made from a protocol file",
	},
	{ test: /_pb2(?:_grpc)?\.pyi?$|_pb\.(?:js|d\.ts|ts|rb)$|_grpc\.pb\.go$/, because: "made from a protocol file" },
	{ test: /\.(?:g|freezed|gr|mocks)\.dart$/, because: "written by a code generator" },
	{ test: /\.(?:designer|g|g\.i)\.(?:cs|vb)$/i, because: "written by a designer" },
	{ test: /[^.]\.(?:generated|gen)\.[^.]+$|^generated\.[^.]+$|_generated\.[^.]+$/i, because: "named as generated" },
];

/** Bytes that are looked at for a mark. */
const looked = 1_024;

/** What generators write at the top of their files, where a comment or nothing stands before it. */
const marks =
	/^[^A-Za-z\n]{0,12}(?:@generated\b|Code generated\b.{0,200}\bDO NOT EDIT\b|<auto-?generated\b|.{0,80}\bautomatically generated\b.{0,120}\bdo not (?:edit|modify)\b)/im;

function saysSo(start: Uint8Array): boolean {
	const text = new TextDecoder("utf-8").decode(start.subarray(0, looked));
	return marks.test(text);
}
