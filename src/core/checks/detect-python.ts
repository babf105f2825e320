/** Detects the checks of a Python project: its test runner, ruff and mypy, run as its lock file asks for. */

import { type DetectedCheck, type Detector, has, type ProjectFiles } from "./project.ts";

export const detectPython: Detector = async (project) => {
	if (
		!has(
			project,
			/^(?:pyproject\.toml|setup\.(?:py|cfg)|requirements.*\.txt|tox\.ini|noxfile\.py|pytest\.ini|conftest\.py|Pipfile|uv\.lock|poetry\.lock|pdm\.lock|manage\.py|pyrightconfig\.json|mypy\.ini|\.?ruff\.toml|test_.*\.py)$/,
		)
	)
		return [];
	const settings = await settingsOf(project);
	const run = runnerOf(project);
	const found: DetectedCheck[] = [];
	const tests = await testsOf(project, settings);
	if (tests !== "")
		found.push({ proves: "tests", command: tests === "tox" || tests === "nox" ? tests : `${run}${tests}` });
	if (/^\[mypy\]|^\[tool\.mypy/m.test(settings) || project.names.has("mypy.ini"))
		found.push({ proves: "types", command: `${run}mypy .` });
	else if (/^\[tool\.pyright/m.test(settings) || project.names.has("pyrightconfig.json"))
		found.push({ proves: "types", command: `${run}pyright` });
	if (/^\[tool\.ruff/m.test(settings) || has(project, /^\.?ruff\.toml$/))
		found.push({ proves: "style", command: `${run}ruff check .` });
	return found;
};

const settingFiles =
	/^(?:pyproject\.toml|setup\.(?:cfg|py)|tox\.ini|mypy\.ini|Pipfile|[\w.-]*requirements[\w.-]*\.txt)$/;

async function settingsOf(project: ProjectFiles): Promise<string> {
	const files = [...project.names].filter((name) => settingFiles.test(name)).slice(0, 20);
	return (await Promise.all(files.map((name) => project.text(name)))).join("\n");
}

function runnerOf({ names }: ProjectFiles): string {
	if (names.has("uv.lock")) return "uv run ";
	if (names.has("poetry.lock")) return "poetry run ";
	if (names.has("pdm.lock")) return "pdm run ";
	return names.has("Pipfile.lock") ? "pipenv run " : "";
}

async function testsOf(project: ProjectFiles, settings: string): Promise<string> {
	const { names } = project;
	const isPytest =
		names.has("pytest.ini") ||
		names.has("conftest.py") ||
		/^\[tool\.pytest|^\[(?:tool:)?pytest\]|(?:^|["'\s])pytest\b(?!-)/m.test(settings);
	if (isPytest) return "pytest";
	if (names.has("noxfile.py")) return "nox";
	if (/^\[(?:tox|testenv)/m.test(settings)) return "tox";
	const file = [...names].find((name) => /^test_.*\.py$/.test(name));
	if (file !== undefined) return usesUnittest(await project.text(file)) ? "python -m unittest" : "pytest";
	if (names.has("manage.py")) return "python manage.py test";
	if (names.has("tests")) return "pytest";
	return names.has("test") ? "python -m unittest" : "";
}

function usesUnittest(text: string): boolean {
	return /^(?:import|from) unittest\b/m.test(text) && !/\bpytest\b/.test(text);
}
