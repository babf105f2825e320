/** The JavaScript world: bundlers, frameworks, monorepo runners and generators of files. */

import type { ProgramForms } from "./form.ts";
import { always, ask, except, ownVersion, safe, tool, version, workspace } from "./verdicts.ts";

const bundles = "bundles the project";

const buildOptions =
	"--mode=word -m=word --config=read --config -c=read -c --no-watch --watch={true,false} --outDir=write --out-dir=write -o=write --output-path=write --minify[=word] --sourcemap[=word] --ssr[=read] --emptyOutDir --base=word -l=word " +
	"--logLevel=word --debug --no-lint --turbo --turbopack --webpack --profile --experimental-app-only --progress --env=word --stats[=word] --json[=write] --analyze --entry=read --devtool=word -d=word --target=word " +
	"--node-env=word --silent --bundleConfigAsCjs --format=word -f=word --input=read -i=read --file=write --dir=write --failAfterWarnings --port=number --host --strictPort --no-open --open={true,false} -p=number --hot " +
	"--configuration=word --prod --project=word --aot --stats-json --source-map --verbose --quiet --ci --no-cache --clean --static --drafts --root=folder --no-color --configPlugin=word --environment=word";

const bundlers: readonly ProgramForms[] = [
	tool("webpack webpack-cli rollup rspack rolldown rsbuild-build", bundles, buildOptions),
	{
		names: [
			"vite",
			"next",
			"nuxt",
			"nuxi",
			"astro",
			"remix",
			"react-router",
			"gatsby",
			"vuepress",
			"vitepress",
			"docusaurus",
			"eleventy",
			"svelte-kit",
		].concat([
			"storybook",
			"vue-cli-service",
			"react-scripts",
			"craco",
			"ng",
			"parcel",
			"electron-vite",
			"rsbuild",
			"expo",
			"quasar",
			"ember",
			"wrangler",
			"webpack-dev-server",
		]),
		forms: [
			version("--version -v"),
			workspace(
				"build | optimize | prebuild | sync | typegen | prepare | generate | check | lint | typecheck | info | export | extract-i18n | test",
				bundles,
				`${buildOptions} --fix --dir=folder --watchAll={true,false} --coverage --browsers=word --code-coverage --include=pattern --strict --max-warnings=number`,
				{
					args: "read",
				},
			),
			workspace("dev | serve | start | preview | develop", "serves the project on this machine", buildOptions, {
				args: "folder",
			}),
			ask(
				"deploy | add | install | upgrade | update | telemetry | login | publish | secret | d1 | kv | r2 | delete | rollback | tail | eject",
				"reaches the outside",
			),
		],
	},
	{
		names: ["turbo", "nx", "lerna", "lage", "rush", "moon", "wireit"],
		global: "--no-daemon --no-color --verbose",
		forms: [
			ownVersion(),
			workspace(
				"run | run-many | affected | exec-target",
				"runs tasks of the project",
				"--filter=pattern -F=pattern --scope=pattern -t=everyday --target=everyday --targets=everyday --target[=everyday] --all --base=word --head=word --projects=word -p=word --parallel[=number] --concurrency=word --force --no-cache --skip-nx-cache --skipNxCache --dry-run[=word] --dry[=word] --graph[=write] --summarize --output-logs=word --continue --stream --since=word --ignore=pattern --configuration=word -c=word --nxBail --cache-dir=write --env-mode=word --only --log-order=word",
				{
					args: "task",
					after: "own",
				},
			),
			workspace(
				"ls | list | show | show project | show projects | changed | report | graph | print-affected | info | boundaries | query | scan",
				"shows the project's tasks",
				"--json --all -a -l --long --affected --base=word --head=word --file=write --web={true,false} --filter=pattern -F=pattern --type=word",
				{
					args: "word",
				},
			),
			workspace(
				"format | format:check | format:write | lint | test | build | e2e | typecheck | serve",
				"runs tasks of the project",
				"--all --base=word --head=word --filter=pattern --fix --watch={true,false} --coverage --ci --skip-nx-cache --skipNxCache --configuration=word --testFile=read --force",
				{
					args: "word",
					after: "own",
				},
			),
			ask(
				"publish | version | migrate | connect | login | link | add | bootstrap | init | import | release | reset | clean | exec | prune | daemon | unlink | update | install",
				"changes packages, or reaches the outside",
			),
		],
	},
];

const generators: readonly ProgramForms[] = [
	{
		names: ["prisma"],
		forms: [
			version("--version -v"),
			workspace(
				"generate | validate | format | version",
				"checks or generates files from the schema",
				"--schema=read --generator=word --no-engine --check",
			),
			ask("migrate | db | studio | init | push", "works on a database"),
		],
	},
	except(
		tool(
			"graphql-codegen graphql-code-generator openapi-typescript typedoc api-extractor tailwindcss tailwind postcss sass lessc jsdoc swagger-cli redocly spectral json2ts quicktype svgr",
			"generates files",
			"-c=read --config=read -i=read --input=read -o=write --output=write --out=write --out-dir=write --minify -m --watch={true,false} --no-source-map --style=word --load-path=folder --silent --errors-only --options=read --local -l --src=read --lang=word -d=write --dir=write --content=pattern --check",
		),
		ask("push | push-status | login | logout | publish | scorecard-classic | eject", "sends files to the outside"),
	),
	{
		names: ["drizzle-kit"],
		forms: [
			version(),
			workspace("generate | check", "generates files from the schema", "--config=read --name=word --custom"),
			ask("push | migrate | drop | studio | pull | up", "works on a database"),
		],
	},
	{
		names: ["changeset"],
		forms: [
			version(),
			safe("status", "says what would be released", "--verbose --since=word"),
			ask("publish | version | tag | add | init", "changes what is released"),
		],
	},
	always(
		"ask",
		"concurrently npm-run-all run-s run-p cross-env dotenv env-cmd nodemon wait-on patch-package lint-staged husky rimraf del-cli shx",
		"runs other commands, or deletes files",
	),
	always(
		"ask",
		"ncu npm-check-updates npm-check serve http-server live-server pm2 forever localtunnel lt ngrok semantic-release np release-it gh-pages",
		"reaches the outside, or goes on running",
	),
];

export const javascriptBuildPrograms: readonly ProgramForms[] = [...bundlers, ...generators];
