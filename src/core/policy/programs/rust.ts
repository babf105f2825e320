/** The Rust world. */

import type { ProgramForms } from "./form.ts";
import { always, ask, ownVersion, safe, tool, version, workspace } from "./verdicts.ts";

const registry = ["index.crates.io", "static.crates.io", "crates.io"];

const common =
	"-v --verbose -vv -q --quiet --color=word --offline --locked --frozen --manifest-path=read --message-format=word -C=folder";
const select =
	"-p=word --package=word --workspace --all --exclude=word --lib --bins --bin=word --examples --example=word --tests --test=word " +
	"--benches --bench=word --all-targets -F=word --features=word --all-features --no-default-features";
const build =
	"-r --release --profile=word -j=number --jobs=number --keep-going --target=word --target-dir=write --timings[=word] --ignore-rust-version --future-incompat-report";
const tests = `${common} ${select} ${build}`;

const cargo: ProgramForms = {
	names: ["cargo"],
	global: "-v --verbose -q --quiet --color=word --offline --locked --frozen",
	forms: [
		ownVersion("--version -V -vV --list"),
		workspace("version | help", "says its version or shows help", "-v", { args: "word" }),
		workspace("build | b | check | c", "builds the project", `${tests} --unit-graph --artifact-dir=write`),
		workspace("test | t", "runs the project's tests", `${tests} --doc --no-run --no-fail-fast`, {
			args: "pattern",
			after: "own",
		}),
		workspace("bench", "runs the project's benchmarks", `${tests} --no-run --no-fail-fast`, {
			args: "pattern",
			after: "own",
		}),
		workspace("run | r", "runs the project", tests, { args: "own", after: "own" }),
		workspace("clippy", "checks the project", `${tests} --fix --allow-dirty --allow-staged --no-deps`, {
			after: "own",
		}),
		workspace(
			"fix",
			"changes files to newer forms",
			`${tests} --allow-dirty --allow-staged --allow-no-vcs --edition --edition-idioms --broken-code`,
		),
		workspace(
			"fmt",
			"formats files",
			"--all --check -p=word --package=word -v --verbose -q --quiet --manifest-path=read --message-format=word",
			{ after: "own" },
		),
		workspace("doc | rustdoc", "builds the documentation", `${tests} --no-deps --document-private-items`),
		workspace(
			"clean",
			"removes what was built",
			`${common} -p=word --package=word --release --profile=word --target=word --doc -n --dry-run`,
		),
		workspace(
			"nextest run | nextest list",
			"runs the project's tests",
			`${tests} --no-fail-fast --fail-fast --retries=number -E=text --filter-expr=text --filterset=text --test-threads=number --no-capture --nocapture --run-ignored=word --partition=word --status-level=word --final-status-level=word --cargo-profile=word --success-output=word --failure-output=word -T=word --no-tests=word`,
			{
				args: "pattern",
				after: "own",
			},
		),
		workspace(
			"llvm-cov | tarpaulin | llvm-cov nextest | llvm-cov test | llvm-cov report",
			"measures the coverage",
			`${tests} --html --lcov --json --text --summary-only --output-path=write --output-dir=write --out=word -o=word --skip-clean --ignore-filename-regex=pattern --fail-under-lines=number --codecov --no-report --no-clean --engine=word`,
			{
				after: "own",
			},
		),
		workspace(
			"expand | machete | udeps | hack check | hack test | deny check | geiger | bloat | asm | sort | semver-checks | spellcheck | public-api | modules structure | criterion | miri test | careful test | shear",
			"checks the project",
			`${tests} --each-feature --feature-powerset --with-metadata --crates -n=number --check --grouped --backend=word --fix`,
			{
				args: "word",
				after: "own",
			},
		),
		workspace(
			"insta test | insta review | insta accept | insta reject",
			"runs the project's snapshot tests",
			`${tests} --review --accept --unreferenced=word --check`,
			{ after: "own" },
		),
		workspace("generate-lockfile", "writes the lock file", "--offline", { needs: ["--offline"] }),
		workspace("new | init", "makes a package in the checkout", "--lib --bin --name=word --vcs={none} --edition=word", {
			args: "write",
		}),
		workspace(
			"tree",
			"lists packages",
			`${common} ${select} -i=word --invert=word --depth=number --duplicates -d -e=word --edges=word --prefix=word --no-dedupe --charset=word --format=text -f=text --target=word --prune=word`,
		),
		workspace(
			"metadata | pkgid | locate-project | read-manifest | verify-project",
			"reads the project's description",
			`${common} --no-deps --format-version=number --filter-platform=word --features=word --all-features --no-default-features --workspace`,
			{
				args: "word",
				not: ["token", "registr"],
			},
		),
		workspace("package", "lists what the package would hold", "--list -l --allow-dirty", { needs: ["--list", "-l"] }),
		workspace("package", "makes the package", `${tests} --allow-dirty --no-verify`),
		ask(
			"install | add | update | fetch | search | vendor | upgrade | outdated | audit | binstall | info | generate-lockfile | remove | rm | uninstall",
			"downloads packages, or changes which are used",
			registry,
		),
		ask(
			"publish | yank | owner | release | workspaces publish | smart-release",
			"publishes a package for everyone",
			registry,
		),
		ask("login | logout", "works with the account at the registry", registry),
		ask(
			"config | watch | make | xtask | script | flamegraph | leptos | dist | lambda | shuttle | generate | miri | rustc",
			"runs other commands",
		),
	],
};

export const rustPrograms: readonly ProgramForms[] = [
	cargo,
	{
		names: ["rustc"],
		forms: [
			ownVersion("--version -V -vV"),
			workspace("", "explains", "--explain=word --print={cfg,sysroot,target-list,target-cpus,host-tuple}", {
				needs: ["--explain", "--print"],
			}),
			workspace(
				"",
				"compiles a file",
				"-o=write --crate-type=word --crate-name=word --edition=word -O -g --test --emit=word -W=word -A=word -D=word --cfg=word --target=word --out-dir=write -L=folder -v --error-format=word --color=word",
				{
					first: ["read"],
					count: [1, 1],
				},
			),
		],
	},
	tool(
		"rustfmt",
		"formats files",
		"--check --edition=word --config-path=read -l --files-with-diff -v --verbose -q --quiet --emit=word --backup --color=word",
		{ args: "write" },
	),
	{
		names: ["rustup"],
		forms: [
			version(),
			safe(
				"show | toolchain list | target list | component list | which | show active-toolchain",
				"lists tool chains",
				"--installed -v --verbose --toolchain=word",
				{ args: "word" },
			),
			ask(
				"update | install | default | toolchain | target | component | override | self | set | run | check",
				"changes the tool chains",
				["static.rust-lang.org"],
			),
		],
	},
	tool(
		"wasm-pack trunk mdbook cross",
		"builds the project",
		"--target=word --release --dev --out-dir=write --no-typescript --scope=word -d=write --dest-dir=write --headless --chrome --firefox --node --features=word --no-pack --mode=word",
		{
			args: "word",
			not: ["publish", "pack-", "login", "deploy", "new"],
		},
	),
	tool(
		"taplo typos cbindgen bindgen cargo-nextest cargo-clippy cargo-fmt",
		"checks or formats files",
		"--check --diff --config=read -c=read -o=write --output=write --lang=word -w --write-changes --format=word --verify --option=text",
		{ args: "write" },
	),
	always(
		"ask",
		"diesel sqlx sea-orm-cli bacon evcxr miri rust-script rust-gdb rust-lldb",
		"works on a database, or runs other commands",
	),
];
