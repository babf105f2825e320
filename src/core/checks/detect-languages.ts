/** Detects the checks of projects in Go, Rust, Java, Kotlin, .NET, Ruby and PHP. */

import * as z from "zod";
import { type DetectedCheck, type Detector, has } from "./project.ts";

const tests = (command: string): DetectedCheck => ({ proves: "tests", command });
const style = (command: string): DetectedCheck => ({ proves: "style", command });
const none: readonly DetectedCheck[] = [];

export const detectGo: Detector = async (project) => {
	if (!project.names.has("go.mod")) return none;
	const lint = has(project, /^\.golangci\.(?:ya?ml|toml|json)$/) ? "golangci-lint run" : "go vet ./...";
	return [tests("go test ./..."), style(lint)];
};

export const detectRust: Detector = async (project) => {
	if (!project.names.has("Cargo.toml")) return none;
	const all = /^\[workspace\]/m.test(await project.text("Cargo.toml")) ? " --workspace" : "";
	const clippy = has(project, /^\.?clippy\.toml$/) ? [style(`cargo clippy${all}`)] : none;
	return [tests(`cargo test${all}`), ...clippy];
};

export const detectMaven: Detector = async ({ names }) =>
	names.has("pom.xml") ? [tests(names.has("mvnw") ? "./mvnw test" : "mvn test")] : none;

export const detectGradle: Detector = async (project) =>
	has(project, /^(?:build|settings)\.gradle(?:\.kts)?$/)
		? [tests(project.names.has("gradlew") ? "./gradlew test" : "gradle test")]
		: none;

export const detectDotnet: Detector = async (project) =>
	has(project, /\.(?:slnx?|csproj|fsproj|vbproj)$/) ? [tests("dotnet test")] : none;

export const detectRuby: Detector = async (project) => {
	const { names } = project;
	if (!names.has("Gemfile") && !names.has("Rakefile") && !names.has(".rspec")) return none;
	const bundled = names.has("Gemfile") ? "bundle exec " : "";
	const rubocop = names.has(".rubocop.yml") ? [style(`${bundled}rubocop`)] : none;
	if (names.has(".rspec") || names.has("spec")) return [tests(`${bundled}rspec`), ...rubocop];
	const rake = /TestTask|^[ \t]*task[ (]+(?::test\b|["']test["']|test:)/m.test(await project.text("Rakefile"));
	if (rake) return [tests(`${bundled}rake test`), ...rubocop];
	const rails = names.has("test") && /["']rails["']/.test(await project.text("Gemfile"));
	return rails ? [tests("bin/rails test"), ...rubocop] : rubocop;
};

const record = z.record(z.string(), z.unknown()).catch({}).default({});
const composerSchema = z.object({ scripts: record, require: record, "require-dev": record });

export const detectPhp: Detector = async (project) => {
	const composer = composerSchema.safeParse(parsed(await project.text("composer.json"))).data;
	const packages = { ...composer?.require, ...composer?.["require-dev"] };
	const analysed = has(project, /^phpstan\.(?:neon|neon\.dist|dist\.neon)$/) && "phpstan/phpstan" in packages;
	const types: readonly DetectedCheck[] = analysed
		? [{ proves: "types", command: "vendor/bin/phpstan analyse" }]
		: none;
	const script = composer?.scripts["test"];
	if (script !== undefined && script !== "" && !(Array.isArray(script) && script.length === 0))
		return [tests("composer test"), ...types];
	if ("pestphp/pest" in packages) return [tests("vendor/bin/pest"), ...types];
	const isUnit = has(project, /^phpunit\.(?:dist\.)?xml(?:\.dist)?$/) || "phpunit/phpunit" in packages;
	return isUnit ? [tests("vendor/bin/phpunit"), ...types] : types;
};

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
