/** Linters, formatters, generators and documentation tools that belong to no single world. */

import type { ProgramForms } from "./form.ts";
import { always, ask, except, reader, safe, tool, version, workspace } from "./verdicts.ts";

const counts =
	"--by-file --exclude-dir=word --format=word -f=word -i=word -s=word --sort=word --no-cocomo --no-complexity --no-duplicates -d -w --wide -c";

export const formatterPrograms: readonly ProgramForms[] = [
	tool(
		"hugo zola pelican antora",
		"builds a site",
		"--minify -D --buildDrafts -F -d=write --destination=write -s=folder --source=folder --gc --cleanDestinationDir --quiet -q -v -t=word --theme=word --environment=word -e=word --logLevel=word --printPathWarnings --drafts --output-dir=write",
		{ args: "word", only: ["build", "check", "version"] },
	),
	reader(
		"shellcheck",
		"checks scripts",
		"-s=word --shell=word -S=word --severity=word -f=word --format=word -e=word --exclude=word -i=word --include=word -o=word --enable=word -x --external-sources -C -C={never,always,auto} --color[=word] -W=number --norc --list-optional -a --check-sourced",
	),
	tool(
		"shfmt",
		"formats scripts",
		"-d --diff -w --write -l --list -i=number --indent=number -ci -bn -sr -kp -fn -s --simplify -mn -ln=word --language-dialect=word -f --find -p --posix --case-indent --binary-next-line --space-redirects --filename=read",
		{ args: "write" },
	),
	reader("checkbashisms bashate", "checks scripts", "-f -x -p -i=word -e=word -v --max-line-length=number"),
	except(
		tool(
			"yamllint yamlfmt yamlfix markdownlint markdownlint-cli2 mdl mdformat remark-lint vale proselint write-good textlint jsonlint ajv check-jsonschema v8r tidy htmltest xmllint csslint editorconfig-checker ec eclint actionlint zizmor checkmake gitlint codeowners-validator pkl cue jsonnet jsonnetfmt jsonnet-lint buildifier stylua luacheck selene busted nixfmt alejandra statix deadnix nixpkgs-fmt treefmt topiary opa regal",
			"checks or formats files",
			"-f=word --format=word -d=word -s --strict -c=read --config=read --config-file=read --no-warnings --fix --ignore=pattern -i --dot --check --list-files -l -w --write --dry -lint --quiet -q --no-color --color --output=word --wrap=word --number --glob=pattern --minAlertLevel=word --no-exit --noout --schema=read --schemafile=read -n --compact --in-place -p=word --verbose -v --oneline --rules -o=write --json --mode=word --type=word --fail --dry-run --fail-on-change --diff --exclude=pattern --stdin -e --spec=word --errors",
			{ args: "write", not: ["://"] },
		),
		ask(
			"run | eval | exec | repl | serve | server | cmd | mod | get | vet | login | logout | push | pull | publish | sync | install-hook | uninstall-hook | lsp | init",
			"runs code, reaches the outside, or changes hooks",
		),
	),
	{
		names: ["buf"],
		forms: [
			version(),
			workspace(
				"lint | format | build | ls-files | breaking | generate",
				"checks or generates files",
				"-w --write -d --diff --exit-code --path=read --error-format=word --config=read --template=read --against=word -o=write --output=write --exclude-path=read",
				{
					args: "read",
					not: ["://"],
				},
			),
			ask("push | dep | mod | registry | curl | export | plugin", "reaches a registry"),
		],
	},
	tool(
		"protoc",
		"generates files",
		"-I=folder --proto_path=folder --go_out=write --go_opt=word --go-grpc_out=write --go-grpc_opt=word --python_out=write --grpc_python_out=write --pyi_out=write --js_out=write --ts_out=write --cpp_out=write --java_out=write --descriptor_set_out=write --include_imports --include_source_info --csharp_out=write --ruby_out=write --php_out=write",
		{
			args: "read",
			not: ["@"],
		},
	),
	tool(
		"flatc thrift capnp jtd-codegen datamodel-codegen asn1c",
		"generates files",
		"--cpp --ts --go --rust --python --java -o=write --gen=word -I=folder --input=read --output=write -c -j -p -b --strict --out=write",
		{ args: "read" },
	),
	tool(
		"mmdc plantuml asciidoctor rst2html typst",
		"makes documents",
		"-i=read -o=write --output=write --input=read -t=word -b=word --theme=word -q --quiet -a=word -d=word -s --standalone --toc -tsvg -tpng",
		{ args: "read", not: ["://"] },
	),
	tool(
		"pandoc",
		"makes documents",
		"-o=write --output=write -f=word -t=word --from=word --to=word -s --standalone --toc --wrap=word --number-sections -N --metadata=text -M=text --columns=number --markdown-headings=word",
		{ args: "read", not: ["://"] },
	),
	reader(
		"cloc tokei loc",
		"counts lines",
		"--by-file --exclude-dir=word --include-lang=word --exclude-lang=word --json --yaml --csv --md --quiet -q --hide-rate -e=pattern --exclude=pattern -s=word --sort=word -f --files --no-cocomo --vcs={git} -t=word --type=word -c --compact -o={json,yaml,cbor} --output={json,yaml,cbor} --not-match-f=pattern --git --skip-uniqueness --progress-rate=number",
	),
	{
		names: ["scc"],
		forms: [
			version(),
			workspace("", "counts lines into a file", `${counts} -o=write --output=write`, {
				needs: ["-o", "--output"],
				args: "read",
			}),
			safe("", "counts lines", counts, { args: "read" }),
		],
	},
	reader(
		"glow mdcat",
		"shows files",
		"-n --number -p --plain -pp -l=word --language=word -r=word --line-range=word --style=word --color=word --paging={never} -A --show-all --theme=word --decorations=word --list-languages --list-themes --wrap=word -H=word --highlight-line=word --no-pager -P",
	),
	reader(
		"delta difft icdiff",
		"shows differences",
		"-s --side-by-side --line-numbers -n --color=word --display=word --width=number -w=number --context=number --light --dark --no-gitconfig -u",
	),
	{
		names: ["semgrep"],
		forms: [
			version(),
			safe(
				"",
				"checks files with the project's rules",
				"-f=read --metrics={off} --json --quiet -q --error --lang=word -l=word -e=pattern --pattern=pattern --include=pattern --exclude=pattern --severity=word --disable-version-check",
				{
					args: "read",
					not: ["://"],
					needs: ["-e", "--pattern", "-f"],
				},
			),
			ask("", "downloads rules, or sends what it finds", ["semgrep.dev"]),
		],
	},
	tool(
		"ast-grep comby",
		"searches or rewrites by syntax",
		"-p=pattern --pattern=pattern -l=word --lang=word --json --json[=word] --globs=pattern -C=number -A=number -B=number --color=word --heading=word -r=pattern --rewrite=pattern -U --update-all --no-ignore=word --debug-query[=word] --strictness=word --selector=word --files-with-matches",
		{
			args: "write",
		},
	),
	{
		names: ["gitleaks", "trufflehog", "detect-secrets", "git-secrets", "secretlint"],
		forms: [version("--version"), ask("", "prints the secrets that it finds")],
	},
	{
		names: ["lefthook", "overcommit"],
		forms: [
			version("--version"),
			workspace("run | validate | dump", "runs the project's checks", "--all-files --files=read --force --no-tty", {
				args: "everyday",
			}),
			ask("install | uninstall | add", "changes hooks"),
		],
	},
	always("ask", "lychee linkchecker markdown-link-check wrk ab hey k6 vegeta", "reaches addresses of the outside"),
];
