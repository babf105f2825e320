/** Which commands prove which project. */

import { expect, test } from "vitest";
import { detectChecks } from "../../../src/core/checks/detect-checks.ts";
import { decide } from "../../../src/core/policy/decide.ts";

type Project = Readonly<Record<string, string>>;

const scripts = (all: Readonly<Record<string, string>>, rest: Project = {}): Project => {
	return { "package.json": JSON.stringify({ scripts: all }), ...rest };
};

function detected(project: Project): Promise<readonly string[]> {
	return detectChecks({ names: new Set(Object.keys(project)), text: async (path) => project[path] ?? "" });
}

const cases: readonly (readonly [string, Project, readonly string[]])[] = [
	[
		"npm",
		scripts({ test: "vitest run", lint: "eslint .", typecheck: "tsc", build: "vite build" }),
		["npm test", "npm run typecheck", "npm run lint"],
	],
	[
		"pnpm by its lock file",
		scripts({ test: "jest", lint: "eslint ." }, { "pnpm-lock.yaml": "" }),
		["pnpm test", "pnpm run lint"],
	],
	["yarn", scripts({ test: "jest" }, { "yarn.lock": "" }), ["yarn test"]],
	["bun runs the script, not its own runner", scripts({ test: "vitest run" }, { "bun.lock": "" }), ["bun run test"]],
	[
		"packageManager before lock files",
		{ "package.json": '{"packageManager":"pnpm@9.1.0","scripts":{"test":"jest"}}', "yarn.lock": "" },
		["pnpm test"],
	],
	["build where nothing tests", scripts({ build: "tsc" }), ["npm run build"]],
	["a watcher told to run once", scripts({ test: "vitest" }), ["npm test -- --run"]],
	["another one", scripts({ test: "react-scripts test" }, { "yarn.lock": "" }), ["yarn test --watchAll=false"]],
	[
		"the script for CI instead of the watcher",
		scripts({ test: "jest --watch", "test:ci": "jest" }),
		["npm run test:ci"],
	],
	["a placeholder does not count", scripts({ test: 'echo "Error: no test specified" && exit 1' }), []],
	["nor does one that only ends well", scripts({ test: "true", lint: "exit 0", build: "tsc --watch" }), []],
	["nor one that passes whatever it runs", scripts({ test: "jest || true", lint: "eslint . ; exit 0" }), []],
	["nor one that writes its snapshots anew", scripts({ test: "jest --ci -u", "test:ci": "jest" }), ["npm run test:ci"]],
	["an option of that name of another runner", scripts({ test: "mocha -u tdd" }), ["npm test"]],
	["a byte order mark", { "package.json": '\uFEFF{"scripts":{"test":"jest"}}' }, ["npm test"]],
	["a workspace of pnpm", scripts({ test: "pnpm -r test" }, { "pnpm-workspace.yaml": "" }), ["pnpm test"]],
	["broken JSON", { "package.json": "{" }, []],
	["scripts of another form", { "package.json": '{"scripts":["test"]}' }, []],
	[
		"pytest by its settings",
		{ "pyproject.toml": "[tool.pytest.ini_options]\n[tool.ruff]\n[tool.mypy]\n" },
		["pytest", "mypy .", "ruff check ."],
	],
	["uv", { "pyproject.toml": 'dev = ["pytest>=8"]', "uv.lock": "" }, ["uv run pytest"]],
	["poetry", { "pyproject.toml": "[tool.pytest.ini_options]", "poetry.lock": "" }, ["poetry run pytest"]],
	["unittest", { "setup.py": "", "test_a.py": "import unittest\n" }, ["python -m unittest"]],
	["tox", { "tox.ini": "[tox]\n", "setup.py": "" }, ["tox"]],
	["nox", { "noxfile.py": "", "setup.py": "" }, ["nox"]],
	["a plugin's name is not the runner", { "pyproject.toml": 'dev = ["pytest-cov"]' }, []],
	["go", { "go.mod": "module m\n" }, ["go test ./...", "go vet ./..."]],
	["go with its own linter", { "go.mod": "", ".golangci.yml": "" }, ["go test ./...", "golangci-lint run"]],
	["rust", { "Cargo.toml": "[package]\n" }, ["cargo test"]],
	[
		"a rust workspace",
		{ "Cargo.toml": "[workspace]\n", "clippy.toml": "" },
		["cargo test --workspace", "cargo clippy --workspace"],
	],
	["maven", { "pom.xml": "" }, ["mvn test"]],
	["maven with its wrapper", { "pom.xml": "", mvnw: "" }, ["./mvnw test"]],
	["gradle with its wrapper", { "build.gradle.kts": "", gradlew: "" }, ["./gradlew test"]],
	["gradle", { "settings.gradle": "" }, ["gradle test"]],
	[".NET", { "Demo.sln": "" }, ["dotnet test"]],
	["rspec", { Gemfile: "", ".rspec": "", ".rubocop.yml": "" }, ["bundle exec rspec", "bundle exec rubocop"]],
	["rake", { Rakefile: "Rake::TestTask.new\n" }, ["rake test"]],
	["a Rakefile without tests", { Rakefile: "task :deploy\n" }, []],
	["rails", { Gemfile: 'gem "rails"\n', test: "" }, ["bin/rails test"]],
	["composer", { "composer.json": '{"scripts":{"test":"phpunit"}}', "phpunit.xml": "" }, ["composer test"]],
	["phpunit", { "composer.json": "{}", "phpunit.xml.dist": "" }, ["vendor/bin/phpunit"]],
	["make", { Makefile: ".PHONY: test\ntest: build\n\tgo\nlint:\n\tgo\n" }, ["make test", "make lint"]],
	["a variable is no target", { Makefile: "test := 1\ntests:\n\tgo\n" }, []],
	["just", { justfile: "@test *args:\n  go\nlint:\n  go\n" }, ["just test", "just lint"]],
	["a recipe whose parameter has a default", { justfile: "test name=\"all:\" *rest='':\n  go\n" }, ["just test"]],
	["a recipe that needs an argument cannot be called without", { justfile: "test name:\n  go\n" }, []],
	["a variable of just is no recipe", { justfile: 'test := "a"\n' }, []],
	["a Makefile beside tests that are known", { "go.mod": "", Makefile: "test:\n" }, ["go test ./...", "go vet ./..."]],
	[
		"at most four, tests first",
		scripts({ test: "jest", lint: "eslint .", typecheck: "tsc" }, { "go.mod": "", "Cargo.toml": "" }),
		["npm test", "go test ./...", "cargo test", "npm run typecheck"],
	],
	["an option goes to a script's last command", scripts({ test: "tsc --noEmit && vitest" }), ["npm test -- --run"]],
	["but not past another watcher", scripts({ test: "vitest && vitest bench" }), []],
	[
		"a script that mends what it finds proves nothing of what is handed over",
		scripts({ lint: "eslint . --fix", "lint:check": "eslint ." }),
		["npm run lint:check"],
	],
	[
		"programs that no script starts",
		{
			"package.json":
				'{"devDependencies":{"jest":"30","typescript":"5","@biomejs/biome":"2"},"scripts":{"test":"jest --watch"}}',
			"tsconfig.json": "{}",
			"biome.json": "",
			"pnpm-lock.yaml": "",
		},
		["pnpm exec jest", "pnpm exec tsc --noEmit", "pnpm exec biome check"],
	],
	[
		"a tsconfig that only refers to others",
		{ "package.json": '{"devDependencies":{"typescript":"5","vitest":"4"}}', "tsconfig.json": '{"references":[]}' },
		["npx --no -- vitest run"],
	],
	[
		"yarn and bun start programs",
		{ "package.json": '{"dependencies":{"mocha":"1"}}', "yarn.lock": "" },
		["yarn run mocha"],
	],
	["bun", { "package.json": '{"dependencies":{"mocha":"1"}}', "bun.lock": "" }, ["bunx --no-install mocha"]],
	["pdm", { "pyproject.toml": '["pytest"]', "pdm.lock": "" }, ["pdm run pytest"]],
	["django", { "manage.py": "", "requirements.txt": "django\n" }, ["python manage.py test"]],
	["pytest by its requirements", { "requirements-dev.txt": "pytest==8\n" }, ["pytest"]],
	["pyright", { "pyrightconfig.json": "{}", tests: "" }, ["pytest", "pyright"]],
	[
		"pest and phpstan",
		{ "composer.json": '{"require-dev":{"pestphp/pest":"3","phpstan/phpstan":"2"}}', "phpstan.neon": "" },
		["vendor/bin/pest", "vendor/bin/phpstan analyse"],
	],
	[
		"phpunit without a configuration",
		{ "composer.json": '{"require-dev":{"phpunit/phpunit":"11"}}' },
		["vendor/bin/phpunit"],
	],
	["several targets of one rule", { GNUmakefile: "test lint: deps\n\tgo\n" }, ["make test", "make lint"]],
	["nothing that is known", { "README.md": "npm test" }, []],
];

test.each(cases)("%s", async (_name, project, commands) => {
	expect(await detected(project)).toEqual(commands);
});

test("every one of them is a command that the sandbox holds, so that it asks nobody there", async () => {
	const place = {
		shell: "bash",
		cwd: "",
		root: "/checkout",
		sandboxed: true,
		rules: [],
		protectedBranches: [],
	} as const;
	const all = [...new Set(cases.flatMap(([, , commands]) => commands))];
	const asking = all.filter((command) => !["safe", "workspace"].includes(decide(command, place).verdict));
	expect(asking).toEqual([]);
});
