/** The Python world: package managers, environments and frameworks' own programs. */

import type { ProgramForms } from "./form.ts";
import { always, ask, ownVersion, safe, tool, version, workspace } from "./verdicts.ts";

const registry = ["pypi.org", "files.pythonhosted.org"];
const installs = "downloads packages, and may run their build scripts";
const publishes = "publishes a package for everyone";
const runs = "runs a tool in the project's environment";

const pip: ProgramForms = {
	names: ["pip", "pip3", "pip2", "pip3.10", "pip3.11", "pip3.12", "pip3.13"],
	global: "-q --quiet -v --verbose --no-color --disable-pip-version-check --no-input --isolated",
	forms: [
		version(),
		safe(
			"list | freeze | show | check | help | debug | inspect",
			"reads the installed packages",
			"--format=word --local -l --user --not-required --exclude=word --all --files -f --editable -e --exclude-editable --pre --path=folder --no-index",
			{
				args: "word",
			},
		),
		safe("hash", "reads a file", "-a=word", { args: "read" }),
		safe("cache dir | cache info | cache list", "says where files are kept", "", { not: ["token"] }),
		ask("install | download | wheel | index | search | lock", installs, registry),
		ask("uninstall | cache | config", "removes packages, or shows or changes settings"),
	],
};

const poetry: ProgramForms = {
	names: ["poetry"],
	global:
		"-q --quiet -v -vv -vvv --verbose -n --no-interaction --ansi --no-ansi -C=folder --directory=folder -P=folder --project=folder --no-cache --no-plugins",
	forms: [
		ownVersion(),
		workspace(
			"show | check | env info | env list | version | about | list | help | search-local",
			"reads the project's packages",
			"--tree -t --no-dev --only=word --with=word --without=word --all -a --top-level -T --lock --strict --full-path --path -p --short -s --executable -e --why",
			{
				args: "word",
				count: [0, 1],
				not: ["major", "minor", "patch", "pre"],
			},
		),
		safe("config", "lists the settings", "--list", { needs: ["--list"] }),
		workspace("run", runs, "", { args: "command" }),
		workspace("build", "builds the package", "-f=word --format=word -o=write --output=write"),
		ask(
			"install | add | update | lock | sync | self | search | env | remove | new | init | export | cache | source | config | shell",
			installs,
			registry,
		),
		ask("publish", publishes, ["upload.pypi.org"]),
	],
};

const uvOptions =
	"-q --quiet -v --verbose --offline --frozen --locked --no-sync --isolated --all-extras --extra=word --group=word --only-group=word --dev --no-dev --all-groups --no-project --python=word -p=word --color=word --no-progress --package=word --all-packages --active --exact --no-editable --directory=folder --project=folder --no-config --no-default-groups";

const uv: ProgramForms = {
	names: ["uv"],
	global: uvOptions,
	forms: [
		version(),
		safe(
			"version | help | self version | cache dir | python dir | tool dir",
			"says its version",
			"--short --output-format=word",
			{ count: [0, 0] },
		),
		workspace(
			"pip list | pip freeze | pip show | pip check | pip tree | tree | python list | python find | tool list",
			"reads the installed packages",
			"--format=word --depth=number --invert --universal --strict --all-versions --only-installed --show-version-specifiers --no-dedupe --prune=word --files",
			{
				args: "word",
			},
		),
		workspace("run", "runs a module", "-m=command --module=command", { needs: ["-m", "--module"] }),
		workspace("run", "runs a script of the project", "-s --script", { first: ["script"], args: "own" }),
		workspace("run", runs, "", { args: "command", after: "command" }),
		workspace("build", "builds the package", "--wheel --sdist -o=write --out-dir=write --no-build-isolation", {
			args: "folder",
		}),
		workspace("format", "formats files", "--check --diff", { args: "write" }),
		workspace("venv", "makes an environment", "--seed --clear --prompt=word", { args: "write" }),
		ask("sync | add | remove | lock | pip | tool | python | init | export | self | cache | x", installs, registry),
		ask("publish", publishes, ["upload.pypi.org"]),
		{ sub: "auth | auth token", verdict: "deny", why: "gives out credentials" },
	],
};

const others: readonly ProgramForms[] = [
	{
		names: ["pipenv", "hatch", "pdm", "rye", "pixi"],
		global: "-q --quiet -v --verbose --no-color -p=folder",
		forms: [
			ownVersion(),
			workspace(
				"graph | check-lock | list | info | status | env show | dep show table | dep show requirements | show | version",
				"reads the project's packages",
				"--json --bare --reverse --tree --graph --fields=word --freeze",
				{ count: [0, 0] },
			),
			workspace("run", "runs a task of the project", "", { first: ["everyday"], args: "own", passes: true }),
			workspace("run", runs, "", { args: "command" }),
			workspace(
				"test | fmt | lint | build",
				"runs the project's tests or builds it",
				"-c --cover --check -a --all -r --randomize -p=number -py=word --wheel -t=word --fix",
				{ args: "own", after: "own" },
			),
			ask(
				"install | add | update | upgrade | lock | sync | remove | uninstall | shell | check | audit | env | dep | python | self | init | new | clean | use | config | fix | outdated | global | exec",
				installs,
				registry,
			),
			ask("publish", publishes, ["upload.pypi.org"]),
		],
	},
	tool(
		"venv virtualenv",
		"makes an environment in the checkout",
		"--clear --system-site-packages --prompt=word --without-pip --upgrade -p=word --python=word",
		{
			args: "write",
			count: [1, 1],
		},
	),
	tool("build flit_core", "builds the package", "--wheel -w --sdist -s -n --no-isolation -o=write --outdir=write", {
		args: "folder",
	}),
	{
		names: ["twine"],
		forms: [
			version(),
			safe("check", "checks packages", "--strict", { args: "read" }),
			ask("upload | register", publishes, ["upload.pypi.org"]),
		],
	},
	{
		names: ["pre-commit", "prek"],
		forms: [
			version(),
			workspace(
				"run",
				"runs the project's checks",
				"-a --all-files --files=read --hook-stage=word --show-diff-on-failure -v --verbose --color=word --from-ref=word --to-ref=word",
				{
					args: "word",
				},
			),
			safe("validate-config | validate-manifest | sample-config", "checks its configuration", "", { args: "read" }),
			ask(
				"install | autoupdate | uninstall | clean | gc | install-hooks | try-repo | migrate-config",
				"changes hooks, or downloads them",
				["github.com"],
			),
		],
	},
	{
		names: ["conda", "mamba", "micromamba"],
		forms: [
			version(),
			safe("list | info | env list", "reads the installed packages", "--json -n=word --name=word --export --envs -e", {
				args: "word",
			}),
			ask("install | create | update | remove | env | run | search | config | clean | activate | init", installs, [
				"conda.anaconda.org",
				"repo.anaconda.com",
			]),
		],
	},
	{
		names: ["jupyter"],
		forms: [
			version(),
			workspace(
				"nbconvert",
				"converts a notebook",
				"--to=word --execute --inplace --output=write --output-dir=write --stdout --no-input --no-prompt",
				{ args: "read" },
			),
			safe("kernelspec list", "lists kernels", "--json"),
			ask("notebook | lab | server | kernelspec | trust", "goes on running, or changes settings"),
		],
	},
	{
		names: ["alembic"],
		global: "-c=read --config=read -n=word",
		forms: [
			ownVersion(),
			workspace(
				"history | heads | branches | show | list_templates",
				"reads the migrations",
				"-v --verbose -r=word --rev-range=word -i",
				{ args: "word" },
			),
			ask("upgrade | downgrade | stamp | revision | merge | current | check | edit | init", "works on a database"),
		],
	},
	{
		names: ["flask"],
		global: "--app=word -A=word",
		forms: [
			version(),
			workspace("routes", "lists the routes of the project", "--sort=word -s=word --all-methods"),
			ask("run | shell | db", "serves the project, or works on a database"),
		],
	},
	tool("invoke inv doit poe poethepoet taskipy", "runs tasks of the project", "--list -l -q --quiet", {
		args: "everyday",
	}),
	always(
		"ask",
		"pytest-watch ptw watchmedo uvicorn gunicorn hypercorn celery streamlit scrapy fabric fab locust pipx uvx " +
			"easy_install ensurepip http.server smtpd webbrowser pdb ipython timeit cProfile pip-compile pip-sync pip-audit safety cookiecutter copier",
		"reaches the network, goes on running, or runs code that is given as text",
	),
	{
		names: ["site", "sysconfig", "platform", "this"],
		forms: [safe("", "says where Python is", "--user-base --user-site", { count: [0, 0] })],
	},
	always("ask", "pydoc pydoc3", "loads modules to show their documentation"),
];

export const pythonPackagePrograms: readonly ProgramForms[] = [pip, poetry, uv, ...others];
