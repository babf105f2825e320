/** The Go world. */

import type { ProgramForms } from "./form.ts";
import { always, ask, safe, tool, version, workspace } from "./verdicts.ts";

const registry = ["proxy.golang.org", "sum.golang.org"];

const build =
	"-C=folder -v -x -n -a -race -msan -asan -cover -tags=word -mod={readonly,vendor} -trimpath -buildvcs={true,false,auto} -p=number -json " +
	"-covermode={set,count,atomic} -coverpkg=word -buildmode=word -work -pgo={auto,off}";

const test =
	"-run=pattern -bench=pattern -benchmem -benchtime=word -count=number -short -coverprofile=write -timeout=number -parallel=number " +
	"-failfast -cpu=number -list=pattern -shuffle=word -skip=pattern -vet={off,all} -fuzz=pattern -fuzztime=number -cpuprofile=write " +
	"-memprofile=write -blockprofile=write -mutexprofile=write -trace=write -outputdir=write -c -o=write -fullpath -update -test.v";

const go: ProgramForms = {
	names: ["go"],
	global: "-C=folder",
	forms: [
		safe("version | help", "says its version or shows help", "-m", { args: "read" }),
		safe("env", "reads Go's settings", "-json -changed", { args: "word", not: ["proxy", "auth", "="] }),
		safe("doc", "shows documentation", "-all -short -src -u -c -cmd", { args: "read" }),
		workspace("build", "builds the project", `${build} -o=write`, { args: "read", not: ["@"] }),
		workspace("test", "runs the project's tests", `${build} ${test}`, { args: "read" }),
		workspace("vet", "checks the project", `${build} -composites={true,false} -copylocks={true,false} -shadow`, {
			args: "read",
		}),
		workspace("list", "lists packages", `${build} -f=text -m -deps -test -e -export -find -compiled -json[=word]`, {
			args: "read",
			not: ["@"],
		}),
		workspace("fmt", "formats files", "-n -x -mod={readonly,vendor}", { args: "write" }),
		workspace("generate", "runs the commands that the sources name", "-v -n -x -run=pattern -skip=pattern -C=folder", {
			args: "read",
		}),
		workspace("run", "runs the project", build, { first: ["script"], args: "own", not: ["@"] }),
		workspace("clean", "removes what was built", "-testcache -n -x", { args: "read" }),
		workspace("fix", "changes files to newer forms", "-diff", { args: "write" }),
		safe("mod graph | mod why", "shows what the module needs", "-m -vendor -go=word", { args: "word" }),
		workspace(
			"mod verify | mod init | mod edit",
			"checks or changes the module's file",
			"-fmt -print -json -go=word -require=word -droprequire=word",
			{ args: "word" },
		),
		safe("tool", "lists the tools", "-n", {}),
		workspace("tool cover", "shows the coverage", "-func=read -html=read -o=write"),
		workspace(
			"tool pprof",
			"shows a profile",
			"-top -text -tree -list=pattern -peek=pattern -nodecount=number -cum -flat -sample_index=word",
			{ args: "read" },
		),
		workspace(
			"tool nm | tool objdump | tool test2json | tool vet | tool doc | tool addr2line",
			"reads what was built",
			"-size -sort=word -n -s=pattern -S -p=word -t",
			{ args: "read" },
		),
		workspace("work use | work init | work sync", "changes the workspace's file", "-r", { args: "folder" }),
		safe("telemetry", "says whether telemetry is on", "", {}),
		ask("mod tidy | mod download | mod vendor | get | work vendor", "downloads modules", registry),
		ask("install", "builds a program and installs it outside of the checkout", registry),
		ask("bug | telemetry on | telemetry off | tool", "reaches the outside, or runs what is not known"),
	],
};

export const goPrograms: readonly ProgramForms[] = [
	go,
	tool(
		"gofmt gofumpt goimports gci golines",
		"formats files",
		"-l -w -d -s -e -extra -local=word -m=number -diff -list -write -lang=word -format-only",
		{
			args: "write",
		},
	),
	{
		names: ["golangci-lint"],
		global: "-v --verbose -j=number --color=word",
		forms: [
			version(),
			safe(
				"version | linters | help | config path | config verify | help linters",
				"says what it knows",
				"--format=word --json",
				{ args: "word" },
			),
			workspace(
				"run | fmt",
				"checks the project",
				"--fix --timeout=number --fast --fast-only --new --new-from-rev=word --new-from-merge-base=word -c=read --config=read --no-config --enable=word -E=word --disable=word -D=word --enable-only=word --disable-all --enable-all --default=word --presets=word -p=word --build-tags=word --out-format=word --tests={true,false} --skip-dirs=pattern --max-issues-per-linter=number --max-same-issues=number --issues-exit-code=number --concurrency=number --show-stats --allow-parallel-runners --modules-download-mode={readonly,vendor} -d --diff --whole-files --sort-results --print-issued-lines={true,false}",
				{ args: "write" },
			),
			ask("cache | custom | migrate", "changes its cache or settings"),
		],
	},
	tool(
		"staticcheck revive errcheck gosec ineffassign misspell gocyclo govet nilaway deadcode unparam unconvert dupl gocognit go-critic goconst structcheck",
		"checks the project",
		"-checks=word -f=word -tests={true,false} -go=word -tags=word -config=read -formatter=word -set_exit_status -exclude=pattern -blank -asserts -ignore=pattern -quiet -fmt=word -exclude-dir=word -severity=word -confidence=word -over=number -top=number -avg -error -w -locale=word -test -show-ignored -matrix -explain=word -threshold=number -t=number -unsafe -out=write",
		{
			args: "read",
		},
	),
	tool(
		"gotestsum ginkgo",
		"runs the project's tests",
		"--format=word -f=word --junitfile=write --jsonfile=write --rerun-fails[=number] --packages=word --watch -r -v -vv -p --race --cover --focus=pattern --skip=pattern --fail-fast --randomize-all --trace --no-color --hide-summary=word --procs=number --label-filter=text --output-dir=write --keep-going",
		{
			args: "read",
			after: "own",
		},
	),
	tool(
		"mockgen mockery stringer enumer sqlc wire swag gqlgen ent oapi-codegen templ easyjson go-enum ifacemaker",
		"generates files",
		"-source=read -destination=write -package=word -type=word -output=write -o=write -trimprefix=word -linecomment --all --name=word --dir=folder --output=write --config=read -f=read --file=read -config=read -generate=word -g=read -d=folder --case=word --with-expecter -self_package=word -json -text -sql -tags=word",
		{
			args: "read",
		},
	),
	always(
		"ask",
		"dlv goreleaser gore gopls air govulncheck ko migrate goose",
		"runs or debugs programs, reaches the network, or works on a database",
	),
];
