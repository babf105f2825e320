/** The Python world: interpreters, test runners, linters and package managers. */

import type { ProgramForms } from "./form.ts";
import { djangoForms } from "./python-django.ts";
import { ask, safe, tool, version, workspace } from "./verdicts.ts";

const tests = "runs the project's tests";

const python: ProgramForms = {
	names: [
		..."python python2 python3 python3.8 python3.9 python3.10 python3.11 python3.12 python3.13 python3.14 py pypy pypy3".split(
			" ",
		),
	],
	forms: [
		...djangoForms,
		workspace(
			"setup.py build | setup.py test | setup.py check | setup.py sdist | setup.py bdist_wheel | setup.py build_ext | setup.py clean | setup.py egg_info",
			"builds the package",
			"-q --inplace -i --all -a --force -f -j=number --dist-dir=write -d=write",
			{ args: "own" },
		),
		workspace("setup.py", "describes the package", "--version --name --description --classifiers", {
			needs: ["--version", "--name", "--description", "--classifiers"],
		}),
		ask("setup.py", "installs or publishes the package"),
		version("--version -V -VV"),
		workspace("", "runs a module", "-u -B -O -OO -q -s -E -I -P -b -W=word -X=word -m=command", { needs: ["-m"] }),
		workspace("", "runs a script of the project", "-u -B -O -OO -q -s -E -I -P -b -W=word -X=word", {
			first: ["script"],
			args: "own",
		}),
		{ ...ask("", "runs code that is given as text"), needs: ["-c", "-i", "-x", "-"] },
	],
};

const pytestOptions =
	"-v --verbose -vv -vvv -q -qq --quiet -x --exitfirst -s -l --showlocals -ra -rA -rf -rfE -rs -rx -rP -rN -r=word -k=text -m=text --maxfail=number --lf --last-failed --ff --failed-first " +
	"--nf --new-first --sw --stepwise --stepwise-skip --sw-skip --collect-only --co --collectonly --tb=word --durations=number --durations-min=number --cov[=folder] --cov=folder --cov-report=word --cov-report[=word] --cov-branch " +
	"--cov-fail-under=number --cov-append --no-cov --no-cov-on-fail --cov-config=read -n=word --numprocesses=word --dist=word --timeout=number --timeout-method=word --markers --fixtures --fixtures-per-test " +
	"--junitxml=write --junit-xml=write --html=write --self-contained-html --capture=word --color=word --code-highlight=word --disable-warnings --disable-pytest-warnings -W=text --pythonwarnings=text --strict-markers --strict-config --strict " +
	"--ignore=read --ignore-glob=pattern --deselect=text --import-mode=word --rootdir=folder --setup-show --setup-only --setup-plan --no-header --no-summary -rfEX --full-trace --showlocals --log-cli-level=word --log-level=word --log-file=write " +
	"-c=read --config-file=read -p={no:cacheprovider,no:warnings,no:randomly,no:xdist,no:sugar,no:cov,no:logging} -o={log_cli=true,log_cli=1,log_cli=false,xfail_strict=true} --cache-clear --cache-show[=pattern] --runslow --run-slow --slow --integration --reruns=number --reruns-delay=number --benchmark-only --benchmark-skip --benchmark-disable --snapshot-update --doctest-modules --doctest-glob=pattern --asyncio-mode=word " +
	"--random-order --randomly-seed=word --reuse-db --create-db --nomigrations --no-migrations --ds=word --noconftest --forked --exitfirst --testmon --picked --mypy --flake8 --black --isort --hypothesis-seed=number --hypothesis-show-statistics --last-failed-no-failures=word --lfnf=word --no-showlocals --show-capture=word --verbosity=number";

const runners: readonly ProgramForms[] = [
	tool("pytest py.test pytest-3", tests, pytestOptions, { args: "read", after: "read" }),
	tool(
		"unittest",
		tests,
		"-v --verbose -q --quiet -f --failfast -c --catch -b --buffer -k=pattern --locals -s=folder --start-directory=folder -p=pattern --pattern=pattern -t=folder --top-level-directory=folder --durations=number",
		{
			args: "read",
		},
	),
	tool("doctest", tests, "-v -f -o=word"),
	tool(
		"nose nose2 nosetests ward behave green trial stestr zope-testrunner",
		tests,
		"-v --verbose -s=folder -x --tags=text -t=text --no-capture --failfast --format=word --stop",
	),
	tool(
		"tox",
		tests,
		"-e=task -q -v -vv -l --listenvs -p=word --parallel=word -r --recreate --notest --skip-pkg-install --workdir=write -f=word --colored=word --showconfig -av --sitepackages",
		{
			args: "word",
			only: ["run", "r", "run-parallel", "p", "list", "l", "config", "c"],
			after: "own",
		},
	),
	tool(
		"nox",
		tests,
		"-s=task --session=task --sessions=task -e=task -l --list -r -R --reuse-existing-virtualenvs --no-install --no-venv -k=text --keywords=text -t=everyday --tags=everyday -p=word --python=word --non-interactive --stop-on-first-error -x -v --verbose",
		{
			args: "everyday",
			after: "own",
		},
	),
	{
		names: ["coverage"],
		forms: [
			version(),
			workspace(
				"run",
				tests,
				"--source=folder --branch -a --append -p --parallel-mode --omit=pattern --include=pattern --rcfile=read --data-file=write -m=command",
				{ needs: ["-m"] },
			),
			workspace(
				"run",
				"runs a script of the project",
				"--source=folder --branch -a --append -p --parallel-mode --omit=pattern --include=pattern --rcfile=read --data-file=write",
				{
					first: ["script"],
					args: "own",
				},
			),
			workspace(
				"report | html | xml | json | lcov | combine | erase | annotate | debug",
				"reports the coverage",
				"-m --show-missing --skip-covered --skip-empty --fail-under=number --omit=pattern --include=pattern -i --ignore-errors -d=write --directory=write -o=write --sort=word --precision=number --format=word --rcfile=read --data-file=read --keep -a --append -q --pretty-print",
				{
					args: "read",
				},
			),
		],
	},
];

const typeCheckers =
	"-p=word --package=word -m=word --module=word --strict --ignore-missing-imports --config-file=read --show-error-codes --hide-error-codes --no-incremental --pretty --no-pretty --python-version=word --exclude=pattern " +
	"--follow-imports=word --disallow-untyped-defs --check-untyped-defs --no-error-summary --show-traceback --namespace-packages --explicit-package-bases --cache-dir=write --warn-unused-ignores --warn-return-any --no-strict-optional " +
	"--show-column-numbers --disable-error-code=word --enable-error-code=word --html-report=write --txt-report=write --junit-xml=write --skip-cache-mtime-checks --no-color-output --soft-error-limit=number --non-interactive --show-error-context --platform=word --follow-untyped-imports --output=word";

const jsonOptions = "--sort-keys --indent=number --compact --no-ensure-ascii --json-lines --no-indent --tab";

const checkers: readonly ProgramForms[] = [
	tool(
		"isort",
		"formats files",
		"-c --check --check-only --diff -d -q --quiet -v --verbose -l=number --line-length=number --profile=word --settings-path=read --sp=read --skip=read --skip-glob=pattern --sg=pattern --filter-files --float-to-top --src=folder --atomic --gitignore --color --only-modified -j=number --jobs=number --show-files --ca --combine-as",
		{ args: "write" },
	),
	tool("mypy dmypy", "checks types", typeCheckers),
	tool(
		"pyright basedpyright pyre pytype ty",
		"checks types",
		"-p=read --project=read --outputjson --level=word --warnings --stats --verbose --dependencies --pythonversion=word --pythonplatform=word --skipunannotated --verifytypes=word --ignoreexternal -w --watch -j=number -V=word --output-format=word --error-on-warning --python=read",
	),
	{
		names: ["ruff"],
		global: "--config=read --isolated -q --quiet -v --verbose -s --silent --color=word",
		forms: [
			version(),
			safe("version | rule | linter | config", "explains rules", "--all --output-format=word", { args: "word" }),
			workspace("clean", "removes its cache"),
			workspace(
				"check | format",
				"checks and formats files",
				"--fix --no-fix --unsafe-fixes --diff --check --select=word --ignore=word --extend-select=word --extend-ignore=word --output-format=word --statistics --show-fixes --show-files --show-settings --exit-zero --exit-non-zero-on-fix --line-length=number --target-version=word --preview --no-preview --no-cache --cache-dir=write --exclude=pattern --force-exclude --per-file-ignores=text --stdin-filename=read --fix-only --add-noqa --watch -n -e -w -o=write --output-file=write --range=word --respect-gitignore --no-respect-gitignore --fixable=word --unfixable=word --extend-exclude=pattern",
				{
					args: "write",
				},
			),
		],
	},
	tool(
		"black yapf autopep8 autoflake pyupgrade docformatter blue usort ufmt djlint add-trailing-comma reorder-python-imports pyink docstrfmt",
		"formats files",
		"--check --check-only --diff -d --color --no-color -q --quiet -v --verbose -l=number --line-length=number -t=word --target-version=word --config=read --settings-path=read --sp=read --exclude=pattern --extend-exclude=pattern --include=pattern --fast --safe -S --skip-string-normalization -C --skip-magic-trailing-comma --preview --workers=number -W=number --profile=word --in-place -i --recursive -r --aggressive -a --remove-all-unused-imports --remove-unused-variables --py38-plus --py39-plus --py310-plus --py311-plus --py312-plus --filter-files --skip=read --sg=pattern --skip-glob=pattern -p=word -j=number --jobs=number --stdin-filename=read --expand-star-imports --ignore-init-module-imports --max-line-length=number --select=word --ignore=word --reformat --lint --style=word --parallel --force-exclude=pattern --only-modified --show-files --float-to-top --src=folder --atomic --gitignore",
		{
			args: "write",
		},
	),
	tool(
		"flake8 pylint pycodestyle pydocstyle pyflakes bandit vulture radon xenon mccabe interrogate pylama pyroma check-manifest deptry import-linter lint-imports codespell darglint eradicate refurb fixit prospector sqlfluff curlylint yesqa pydoclint validate-pyproject pyproject-fmt",
		"checks files",
		"--max-line-length=number --max-complexity=number --select=word --ignore=word --extend-ignore=word --exclude=pattern --extend-exclude=pattern --count --statistics --show-source --config=read --rcfile=read --disable=word --enable=word -d=word -e=word -r --reports=word --output-format=word --format=word -f=word --fail-under=number --errors-only -E -j=number --jobs=number --score=word -q --quiet -v --verbose --recursive=word -ll -lll -l -i -ii -iii -s -a=word -n=word --min-confidence=number --per-file-ignores=text --msg-template=text --skip=pattern -S=pattern --dialect=word --doctests --verbose -nc --exit-zero --severity-level=word --ignore-words-list=word -L=word --check-filenames --ini=read",
		{
			args: "read",
		},
	),
	tool(
		"compileall py_compile tabnanny ast tokenize dis",
		"checks or compiles files",
		"-q -qq -f -r=number -b -j=number -x=pattern -l -v --sort-keys --indent=number --compact --no-ensure-ascii --json-lines --no-indent --tab -m=word -a -e --exact",
	),
	{
		names: ["json.tool"],
		forms: [
			workspace("", "prints JSON, or writes it to its second file", jsonOptions, {
				first: ["read"],
				args: "write",
				count: [1, 2],
			}),
			workspace("", "prints the JSON that it is fed", jsonOptions, { count: [0, 0] }),
		],
	},
	tool(
		"sphinx-build mkdocs pdoc pydoc-markdown sphinx-apidoc sphinx-autobuild",
		"builds the documentation",
		"-b=word -W -n -q -E -a -j=word -T -v --keep-going -o=write -d=write --strict --clean --site-dir=write -f=read --config-file=read --html --output-dir=write --force -M=word --quiet",
		{
			args: "write",
			not: ["gh-deploy", "deploy"],
		},
	),
	tool(
		"pydeps pipdeptree",
		"lists packages",
		"--local-only --user-only -l -p=word --packages=word -r --reverse -d=number --depth=number --warn=word --json --json-tree -f --freeze -a --all --show-only --max-bacon=number",
		{ args: "word" },
	),
];

export const pythonPrograms: readonly ProgramForms[] = [python, ...runners, ...checkers];
