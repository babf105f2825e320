/** Paths that are never written, and files that need their own accept. */

import { expect, test } from "vitest";
import { pathRefusal } from "../../../src/core/changes/landing-path.ts";
import { changeProtectedBecause, protectedBecause } from "../../../src/core/changes/landing-protected.ts";

test.each(["", "/etc/passwd", "../a", "a/../../b", "a//b", "./a", "a/.", "a\0b"])(
	"%j is not a path inside the folder",
	(path) => {
		expect(pathRefusal(path, "posix")).not.toBeNull();
	},
);

test.each([
	".git/config",
	".git",
	"sub/.git/hooks/pre-commit",
	".GIT/config",
	".Git ",
	".git./x",
	".git::$INDEX_ALLOCATION/config",
	"git~1/config",
	"GIT~2/x",
	".g\u200cit/config",
	"\ufeff.git/x",
	"a/.git\u202e/x",
])("%j is a .git folder on some file system", (path) => {
	expect(pathRefusal(path, "posix")).toContain(".git folder");
});

test.each([
	"a.txt",
	".gitignore",
	".github/x",
	"git/config",
	"x.git/config",
	"gît~1",
	"a b/c",
	"back\\slash",
	"a:b",
	"..a",
	"a..b/c",
	"con",
])("%j may be written where Windows is not", (path) => {
	expect(pathRefusal(path, "posix")).toBeNull();
});

test.each(["back\\slash", "a:b", "a/con", "NUL.txt", "trailing. ", "a*b", "com1"])(
	"%j may not be written on Windows",
	(path) => {
		expect(pathRefusal(path, "windows")).not.toBeNull();
	},
);

test.each([
	"briefs/nightly.remit.md",
	"A.REMIT.MD",
	".vscode/tasks.json",
	"packages/x/.vscode/settings.json",
	"x.code-workspace",
	".gitattributes",
	"a/.gitmodules",
	".husky/pre-commit",
	".githooks/pre-push",
	"lefthook.yml",
	".pre-commit-config.yaml",
	".github/workflows/ci.yml",
	".github/actions/x/action.yml",
	"action.yaml",
	".gitlab-ci.yml",
	".circleci/config.yml",
	"Jenkinsfile",
	"azure-pipelines.yml",
	".devcontainer/devcontainer.json",
	".devcontainer.json",
	".envrc",
	".env",
	".env.local",
	"package.json",
	"packages/a/package.json",
	"package-lock.json",
	"yarn.lock",
	"pnpm-lock.yaml",
	"bun.lock",
	"Cargo.lock",
	"poetry.lock",
	"uv.lock",
	"Gemfile.lock",
	"composer.lock",
	"go.sum",
	"flake.lock",
	".npmrc",
	".yarn/releases/yarn.cjs",
	".cargo/config.toml",
	"AGENTS.md",
	"sub/CLAUDE.md",
	"GEMINI.md",
	".cursorrules",
	".cursor/rules/x.mdc",
	".claude/settings.json",
	".github/copilot-instructions.md",
	".mcp.json",
	".remit/policy.json",
	".VSCode/Tasks.json",
	"PACKAGE.JSON",
	"CODEOWNERS",
	"sub\\.vscode\\tasks.json",
	".git/hooks/x",
	"test/fixtures/x/HEAD",
	"test/fixtures/x/head",
	"test/fixtures/x/config",
	"test/fixtures/x/commondir",
	"fixtures/x.git/hooks/post-checkout",
	"eslint.config.mjs",
	"web/.eslintrc.cjs",
	".prettierrc",
	".eslintrc.json",
	"crate/build.rs",
	".v\u017fcode/tasks.json",
	".vscode\ufe0f/tasks.json",
	".vscode\u034f/tasks.json",
])("%j is protected, with a reason", (path) => {
	expect(protectedBecause(path)).toMatch(/^[a-z].*[a-z]$/);
});

test.each([
	"src/index.ts",
	"README.md",
	"src/package.json.ts",
	"my-package.json",
	"vscode/a.ts",
	"src/lock.ts",
	"yarn.lock.md",
	"docs/workflows/ci.md",
	".gitignore",
	".github/ISSUE_TEMPLATE.md",
	"environment.ts",
	"src/env.ts",
	"src/husky/a.ts",
	"test/conftest.py",
	"Makefile",
	"agents/a.ts",
	"hooks/use-thing.ts",
	"tsconfig.json",
	"src/build.rs.md",
	"src/config.ts",
	"config/app.json",
	"src/head.ts",
	"",
])("%j is an ordinary file", (path) => {
	expect(protectedBecause(path)).toBeNull();
});

test("a link needs an accept of its own, whatever its name: what it leads to gets a name that nobody decided on", () => {
	const link = { path: "docs/latest", kind: "added", mode: 0o120000 } as const;
	expect(changeProtectedBecause(link)).toMatch(/symbolic link/);
	expect(changeProtectedBecause({ ...link, path: ".vscode", kind: "modified" })).toMatch(/symbolic link/);
	expect(changeProtectedBecause({ ...link, kind: "deleted" })).toBeNull();
	expect(changeProtectedBecause({ ...link, mode: 0o100644 })).toBeNull();
	const moved = { path: "a.json", from: ".vscode/tasks.json", kind: "renamed", mode: 0o100644 } as const;
	expect(changeProtectedBecause(moved)).toMatch(/editor/);
	expect(changeProtectedBecause({ ...moved, path: ".vscode/tasks.json", from: "a.json" })).toMatch(/editor/);
});
