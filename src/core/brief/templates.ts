/** A template for each kind of work: what it is called, and what a good brief of that kind says. */

import { blank } from "./blank.ts";
import type { Kind } from "./words.ts";

export interface Template {
	readonly kind: Kind;
	/** Two or three words. */
	readonly label: string;
	/** One line for a list. */
	readonly description: string;
	/** With one blank, which `placeholder` repeats, so that an editor can select it. */
	readonly goal: string;
	readonly placeholder: string;
	/** What can be seen when it is done; the checks' part is added where there are some. */
	readonly definitionOfDone: string;
	/** Globs of this kind of work wherever it is: proposed as what may be changed. */
	readonly allowed: readonly string[];
	/** Proposed as what must not be changed. */
	readonly forbidden: readonly string[];
}

/** The tests of a project, whatever its language. */
export const testGlobs = [
	...["test/**", "tests/**", "spec/**", "**/__tests__/**", "**/*.test.*", "**/*.spec.*"],
	...["**/test_*.py", "**/*_test.*"],
] as const;

const documents = ["docs/**", "*.md", "*.mdx", "*.rst", "*.adoc"] as const;

/** What says which packages are installed. */
const manifests = [
	...["**/package.json", "**/package-lock.json", "**/pnpm-lock.yaml", "**/yarn.lock", "**/bun.lock"],
	...["**/pyproject.toml", "**/requirements*.txt", "**/poetry.lock", "**/uv.lock", "**/Cargo.toml", "**/Cargo.lock"],
	...["**/go.mod", "**/go.sum", "**/Gemfile", "**/Gemfile.lock", "**/composer.json", "**/composer.lock"],
	...["**/pom.xml", "**/build.gradle", "**/build.gradle.kts", "**/*.csproj"],
] as const;

/** Every kind once. */
const byKind: Readonly<Record<Kind, Omit<Template, "kind">>> = {
	bug: {
		label: "Fix a bug",
		description: "Something goes wrong, and you can say how to see it.",
		goal: `Fix: ${blank("what goes wrong, and what should happen instead")}.`,
		placeholder: blank("what goes wrong, and what should happen instead"),
		definitionOfDone: "A test shows the bug: it fails without the fix and passes with it.",
		allowed: [],
		forbidden: [],
	},
	tests: {
		label: "Write tests",
		description: "Code that exists gets tests; it is not changed.",
		goal: `Write tests for ${blank("what, and which cases matter")}.`,
		placeholder: blank("what, and which cases matter"),
		definitionOfDone:
			"Each new test fails when the behaviour that it describes is broken, and no code besides tests is changed.",
		allowed: testGlobs,
		forbidden: [],
	},
	refactor: {
		label: "Refactor",
		description: "The code becomes better to read; what it does stays the same.",
		goal: `Refactor ${blank("what, and how it should look afterwards")}. What it does stays the same.`,
		placeholder: blank("what, and how it should look afterwards"),
		definitionOfDone: "The existing tests pass without being changed.",
		allowed: [],
		forbidden: testGlobs,
	},
	dependency: {
		label: "Update a dependency",
		description: "A package is updated, added or removed.",
		goal: `Update ${blank("which package, to which version")}.`,
		placeholder: blank("which package, to which version"),
		definitionOfDone:
			"Manifest and lock file agree on the new version, and the existing tests pass without being changed.",
		allowed: manifests,
		forbidden: [],
	},
	scaffold: {
		label: "Scaffold something new",
		description: "New files after the pattern of those that exist.",
		goal: `Add ${blank("what, and which existing one to follow")}.`,
		placeholder: blank("what, and which existing one to follow"),
		definitionOfDone: "The new files follow the pattern of the existing ones, and a test covers the new part.",
		allowed: [],
		forbidden: [],
	},
	docs: {
		label: "Write documentation",
		description: "Documents are brought in line with the code; the code is not changed.",
		goal: `Document ${blank("what, and for whom")}.`,
		placeholder: blank("what, and for whom"),
		definitionOfDone: "Every statement agrees with the code, every example runs, and no code is changed.",
		allowed: documents,
		forbidden: [],
	},
	explore: {
		label: "Ask about the code",
		description: "A question; nothing is changed, and the answer names its places.",
		goal: blank("your question about this code"),
		placeholder: blank("your question about this code"),
		definitionOfDone: "The answer names the places that it rests on as path:line.",
		allowed: [],
		forbidden: [],
	},
	other: {
		label: "Something else",
		description: "Any other change.",
		goal: blank("what shall be true afterwards"),
		placeholder: blank("what shall be true afterwards"),
		definitionOfDone: "",
		allowed: [],
		forbidden: [],
	},
};

const order = [
	"bug",
	"tests",
	"refactor",
	"dependency",
	"scaffold",
	"docs",
	"explore",
	"other",
] as const satisfies readonly Kind[];

/** In the order in which they are listed. */
export const templates: readonly Template[] = order.map(templateOf);

export function templateOf(kind: Kind): Template {
	return { kind, ...byKind[kind] };
}
