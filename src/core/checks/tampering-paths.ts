/** Says which files decide what a check proves: tests, snapshots, and the configuration of what judges the work. */

import { protectedBecause } from "../changes/landing-protected.ts";

export type JudgingKind = "test" | "snapshot" | "ci" | "hook" | "config";

const testFolders = /(?:^|\/)(?:__tests__|tests?|specs?|e2e|testing|src\/test|androidTest|testdata|fixtures)\//i;
const testNames =
	/(?:^|\/)(?:[^/]*[._-](?:test|tests|spec|specs|e2e|cy)\.[^/]+|test_[^/]*\.py|[^/]*_test\.(?:py|go|rb|exs?|dart|cc|cpp|c)|[^/]*(?:Test|Tests|TestCase|Spec|IT)\.(?:java|kt|kts|scala|groovy|cs|fs|vb|php|swift)|conftest\.py|[^/]*_spec\.rb)$/;
const snapshots = /(?:^|\/)__(?:snapshots|image_snapshots)__\/|\.(?:snap|snapshot|approved\.[^/]+|verified\.[^/]+)$/;
const configs =
	/(?:^|\/)(?:\.eslintrc[^/]*|eslint\.config\.[^/]+|\.eslintignore|biome\.jsonc?|\.oxlintrc\.json|tslint\.json|\.prettierrc[^/]*|\.stylelintrc[^/]*|tsconfig[^/]*\.json|(?:vitest|vite|jest|karma|playwright|cypress|wdio|ava|nyc)\.(?:config|conf|workspace|setup)\.[^/]+|\.mocharc[^/]*|\.nycrc[^/]*|\.c8rc[^/]*|\.coveragerc|pytest\.ini|tox\.ini|noxfile\.py|mypy\.ini|\.?ruff\.toml|\.flake8|\.pylintrc|\.golangci\.[^/]+|\.?clippy\.toml|rustfmt\.toml|\.rspec|\.rubocop[^/]*\.yml|\.simplecov|phpunit\.xml(?:\.dist)?|phpstan[^/]*|psalm\.xml|codecov\.ya?ml|\.codecov\.ya?ml|sonar-project\.properties|checkstyle[^/]*\.xml|detekt[^/]*\.yml|\.editorconfig|\.coveralls\.yml|[^/]*\.runsettings|[^/]*baseline[^/]*\.(?:neon|xml|json|ya?ml)|eslint-suppressions\.json|\.(?:prettier|stylelint|semgrep|gitleaks|trivy)ignore|pyrightconfig\.json|\.lintstagedrc[^/]*|lint-staged\.config\.[^/]+|phpcs\.xml(?:\.dist)?|infection\.json5?(?:\.dist)?|\.bandit|\.yamllint[^/]*|\.shellcheckrc|\.hadolint\.ya?ml|\.swiftlint\.yml|analysis_options\.yaml|stryker\.conf[^/]*)$/i;
const excuses = /(?:ignore|baseline[^/]*|eslint-suppressions\.json|_todo\.yml)$/i;

/** Null for files that decide nothing. */
export function judgingKind(path: string): JudgingKind | null {
	if (snapshots.test(path)) return "snapshot";
	const runs = protectedBecause(path);
	if (runs === "runs in continuous integration") return "ci";
	if (runs === "runs on git operations") return "hook";
	if (configs.test(path)) return "config";
	return testNames.test(path) || testFolders.test(path) ? "test" : null;
}

/** A list of what a check is to leave alone: one that is new leaves out what was checked. */
export function isExcuse(path: string): boolean {
	return judgingKind(path) === "config" && excuses.test(path);
}

/** Whether runners find tests in it by its name alone. */
export function isNamedAsTest(path: string): boolean {
	if (/(?:~|\.(?:bak|old|orig|off|disabled|skip(?:ped)?|tmp|txt))$/i.test(path)) return false;
	return testNames.test(path) || /(?:^|\/)(?:__tests__|src\/test)\//.test(path);
}

/** Texts for people may speak of anything. */
export function isProse(path: string): boolean {
	return /\.(?:md|markdown|txt|rst|adoc|html?)$/i.test(path);
}

/** Build files that also say how tests are run. */
export function isBuildFile(path: string): boolean {
	return /(?:^|\/)(?:pom\.xml|[^/]*\.gradle(?:\.kts)?|gradle\.properties|Directory\.Build\.(?:props|targets)|[^/]*\.(?:cs|fs|vb)proj)$/.test(
		path,
	);
}
