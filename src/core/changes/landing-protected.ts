/** Says which files can make programs run or steer tools by being there, so that each needs its own accept. */

import type { Change } from "../review-ports.ts";

interface Protection {
	readonly because: string;
	/** Tried on the lower-case path with forward slashes. */
	readonly pattern: RegExp;
}

const inFolder = (names: string) => new RegExp(`(?:^|/)(?:${names})/`);
const named = (names: string) => new RegExp(`(?:^|/)(?:${names})$`);

const protections: readonly Protection[] = [
	{ because: "belongs to git's own folder", pattern: /(?:^|\/)\.git(?:\/|$)/ },
	{ because: "steers Remit itself", pattern: inFolder("\\.remit") },
	{ because: "is a task that one press delegates", pattern: named("[^/]*\\.remit\\.md") },
	{
		because: "can make the editor run programs",
		pattern: inFolder(
			"\\.vscode|\\.vscode-server|\\.idea|\\.zed|\\.fleet|\\.vs|\\.theia|\\.settings|\\.externaltoolbuilders|\\.helix|\\.nova|\\.idx",
		),
	},
	{
		because: "can make the editor run programs",
		pattern: named(
			"[^/]*\\.(?:code-workspace|sublime-project|code-profile)|\\.exrc|\\.nvimrc|\\.nvim\\.lua|\\.vimrc|\\.lvimrc|\\.dir-locals(?:-2)?\\.el|\\.gdbinit|\\.lldbinit|\\.replit",
		),
	},
	{
		because: "runs when an extension of the editor looks at the project",
		pattern: named(
			"(?:eslint|prettier|stylelint)\\.config\\.[cm]?[jt]s|\\.(?:eslintrc|prettierrc|stylelintrc)(?:\\.[^/]+)?|build\\.rs",
		),
	},
	{ because: "can make git run programs", pattern: named("\\.gitattributes|\\.gitmodules|\\.gitconfig|\\.lfsconfig") },
	// A folder with HEAD, objects and refs is a repository to git, and its config names programs that any git started there runs.
	{ because: "can make its folder a git repository", pattern: named("head|config|config\\.worktree|commondir") },
	{ because: "can make its folder a git repository", pattern: inFolder("[^/]+\\.git") },
	{ because: "runs on git operations", pattern: inFolder("\\.husky|\\.githooks|\\.git-hooks|\\.hooks|\\.lefthook") },
	{
		because: "runs on git operations",
		pattern: named(
			"\\.?lefthook(?:-local)?\\.(?:ya?ml|toml|jsonc?)|\\.pre-commit-(?:config|hooks)\\.ya?ml|\\.overcommit\\.yml|\\.(?:simple-git-hooks|lintstagedrc)[^/]*|\\.huskyrc[^/]*",
		),
	},
	{
		because: "runs in continuous integration",
		pattern: inFolder(
			"\\.github/(?:workflows|actions)|\\.gitea/workflows|\\.forgejo/workflows|\\.circleci|\\.buildkite|\\.gitlab|\\.gitlab-ci|\\.woodpecker|\\.azure-pipelines|\\.semaphore|\\.teamcity|\\.ci|\\.tekton|\\.harness|\\.azuredevops|\\.pipelines|\\.builds|\\.zuul\\.d|\\.buddy",
		),
	},
	{
		because: "runs in continuous integration",
		pattern: named(
			"\\.gitlab-ci\\.ya?ml|\\.travis\\.ya?ml|\\.?appveyor\\.ya?ml|azure-pipelines[^/]*\\.ya?ml|bitbucket-pipelines\\.yml|\\.drone\\.(?:ya?ml|star|jsonnet)|\\.woodpecker\\.ya?ml|\\.cirrus\\.(?:ya?ml|star)|jenkinsfile[^/]*|[^/]*\\.jenkinsfile|circle\\.yml|bitrise\\.ya?ml|wercker\\.yml|shippable\\.yml|screwdriver\\.ya?ml|\\.scrutinizer\\.yml|\\.build\\.yml|\\.zuul\\.ya?ml|codefresh\\.yml|buildspec\\.ya?ml|cloudbuild\\.ya?ml|action\\.ya?ml",
		),
	},
	{
		because: "changes who reviews or what updates itself",
		pattern: named(
			"codeowners|\\.github/settings\\.ya?ml|\\.mergify\\.ya?ml|\\.github/dependabot\\.ya?ml|renovate\\.json5?|\\.renovaterc(?:\\.json5?)?",
		),
	},
	{ because: "sets up the development container", pattern: inFolder("\\.devcontainer") },
	{
		because: "sets up the development container",
		pattern: named("\\.devcontainer\\.json|\\.gitpod\\.ya?ml|\\.gitpod\\.dockerfile|devfile\\.ya?ml"),
	},
	{
		because: "runs when a shell enters the folder",
		pattern: named(
			"\\.envrc|\\.env|\\.env\\.[^/]+|\\.?mise(?:\\.[^/]+)?\\.toml|\\.tool-versions|\\.autoenv|\\.bashrc|\\.bash_profile|\\.profile|\\.zshrc|\\.zshenv",
		),
	},
	{ because: "runs when a shell enters the folder", pattern: inFolder("\\.mise|\\.config/mise") },
	{
		because: "holds package scripts, which run on install",
		pattern: named(
			"package\\.json|composer\\.json|setup\\.py|setup\\.cfg|\\.npmrc|\\.yarnrc(?:\\.ya?ml)?|\\.pnpmfile\\.c?js|\\.pnp\\.(?:c?js|loader\\.mjs)|pnpm-workspace\\.ya?ml|bunfig\\.toml|pip\\.conf|\\.pypirc|\\.pip/pip\\.conf|nuget\\.config|\\.mvn/[^/]+|settings\\.gradle(?:\\.kts)?|gradle-wrapper\\.properties",
		),
	},
	{
		because: "runs in place of the package manager",
		pattern: inFolder("\\.yarn|\\.cargo|\\.mvn|\\.bundle|gradle/wrapper"),
	},
	{
		because: "is a lock file: it decides which packages are installed",
		pattern: named(
			"package-lock\\.json|npm-shrinkwrap\\.json|yarn\\.lock|pnpm-lock\\.ya?ml|bun\\.lockb?|deno\\.lock|cargo\\.lock|poetry\\.lock|uv\\.lock|pdm\\.lock|pipfile\\.lock|pylock(?:\\.[^/]+)?\\.toml|gemfile\\.lock|composer\\.lock|go\\.sum|go\\.work\\.sum|flake\\.lock|packages\\.lock\\.json|paket\\.lock|mix\\.lock|pubspec\\.lock|podfile\\.lock|package\\.resolved|gradle\\.lockfile|conan\\.lock|\\.terraform\\.lock\\.hcl|module\\.bazel\\.lock",
		),
	},
	{
		because: "instructs agents",
		pattern: named(
			"agents?(?:[.-](?:override|local))?\\.md|skill\\.md|crush\\.md|replit\\.md|\\.rules|\\.crush\\.json|claude(?:\\.local)?\\.md|gemini\\.md|qwen\\.md|warp\\.md|\\.cursorrules|\\.windsurfrules|\\.clinerules[^/]*|\\.roorules[^/]*|\\.roomodes|\\.goosehints|\\.aider[^/]*|\\.?mcp\\.json|opencode\\.jsonc?|copilot-instructions\\.md|[^/]+\\.(?:instructions|prompt|chatmode|agent)\\.md",
		),
	},
	{
		because: "instructs agents",
		pattern: inFolder(
			"\\.claude|\\.cursor|\\.codex|\\.gemini|\\.windsurf|\\.clinerules|\\.roo|\\.cline|\\.continue|\\.kiro|\\.junie|\\.amazonq|\\.augment|\\.opencode|\\.agents?|\\.trae|\\.qoder|\\.factory|\\.tabnine|\\.goose|\\.mcp|\\.codeium|\\.cody|\\.github/(?:instructions|prompts|chatmodes|agents|skills|hooks)",
		),
	},
];

/**
 * Why the file is protected, as the rest of a sentence that begins with its name; null for ordinary files.
 * Case, characters that cannot be seen, and dots and spaces at the end of a name do not count: some file systems ignore
 * them. Of a change, ask `changeProtectedBecause`.
 */
export function protectedBecause(path: string): string | null {
	const plain = path
		.normalize("NFC")
		.replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "")
		.replaceAll("\\", "/")
		.replace(/[. ]+(?=\/|$)/g, "")
		// There and back: some small letters, such as the long s, have the capital of another one.
		.toUpperCase()
		.toLowerCase();
	return protections.find(({ pattern }) => pattern.test(plain))?.because ?? null;
}

/**
 * Why the change needs an accept of its own, by the name that it has and the one that it had. A link, by what it does:
 * `.vscode` that leads to `tools` makes tasks of the editor of `tools/tasks.json`, which no rule protects by its name.
 */
export function changeProtectedBecause({
	path,
	from = path,
	linkedAs = "",
	kind,
	mode,
}: Pick<Change, "path" | "from" | "linkedAs" | "kind" | "mode">): string | null {
	const named = protectedBecause(path) ?? protectedBecause(from);
	const linked = protectedBecause(linkedAs);
	if (named === null && linked !== null) return `has a protected name by a link, and ${linked}`;
	const isLink = (mode & 0o170000) === 0o120000 && kind !== "deleted";
	return named ?? (isLink ? "is a symbolic link, which can give other files a protected name" : null);
}
