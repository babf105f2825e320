/** What the brief check reads of a goal: the person's own sentences, without pasted code, logs and addresses. */

/** A goal of a hundred thousand characters is mostly something pasted; its request stands at the start. */
const mostRead = 20_000;

/** Without code blocks, quotations, traces and addresses; lines are kept. */
export function proseOf(text: string): string {
	const kept: string[] = [];
	let fence: string | null = null;
	for (const line of text.slice(0, mostRead).split(/\r?\n/)) {
		const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
		if (mark !== undefined) fence = fence === null ? mark : closes(mark, fence) ? null : fence;
		else if (line.trim() === "") keepBlank(kept);
		else if (fence === null && !isPasted(line)) kept.push(line.slice(0, 2_000));
	}
	// No word is as long as a pasted blob, in which a pattern would begin anew at every character.
	return kept
		.join("\n")
		.replace(/\S{250,}/g, " ")
		.replace(/\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s)>\]]+/gi, " ");
}

/** One blank line is as good as thousands, which the patterns of the rules would try one by one. */
function keepBlank(kept: string[]): void {
	if (kept.at(-1) !== "") kept.push("");
}

function closes(mark: string, fence: string): boolean {
	return mark[0] === fence[0] && mark.length >= fence.length;
}

/** Quotations, stack traces, log lines, diffs. */
function isPasted(line: string): boolean {
	return /^\s*(?:>|at \S+ ?\(|at \S+:\d+|File ".*", line \d+|\d{4}-\d\d-\d\d[T ]\d\d:|\[\d\d:\d\d|@@ |\+\+\+ |--- \S)/.test(
		line,
	);
}

/** As commits begin: "fix(auth): …", "docs: …". */
export const commitPrefix =
	/^(fix|bug ?fix|hotfix|bug|docs?|tests?|refactor|deps|chore\(deps[\w-]*\)|build\(deps[\w-]*\)|feat|feature)(?:\([^)\n]{1,40}\))?!?:\s+/i;

/** Without the number of a ticket in front: `PERF-88: `, `[ABC-1]`, `#12 - `. */
export function withoutTicket(text: string): string {
	return text.replace(
		/^\s*(?:\[(?:#\d{1,9}|[A-Z][A-Z0-9]{1,19}-\d{1,9})\]|(?:#\d{1,9}|[A-Z][A-Z0-9]{1,19}-\d{1,9})\b)[:.]?\s*(?:[-–—]\s+)?(?=\S)/,
		"",
	);
}

/** The prose with names taken apart, so that `verifyPassword` and `api_key` are words: for looking words up only. */
export function wordsOf(prose: string): string {
	const plain = prose.normalize("NFKC").replace(/[‘’]/g, "'");
	const apart = plain
		.replace(/([a-z0-9])([A-Z])/g, "$1 $2")
		.replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
		.replaceAll("_", " ")
		.replace(/[ \t]+/g, " ");
	return apart === plain ? plain : `${plain}\n${apart}`;
}

/** File names, paths and names of code: what bounds a goal to a place. */
const path = /(?:^|[\s"'`(])(?:\.{0,2}\/)?(?:[\w@.[\]-]+\/)+[\w@.[\]*-]*/;
const fileName =
	/(?:^|[\s"'`(/])[\w@.[\]-]*\w\.(?:[cm]?[jt]sx?|py|go|rs|rb|php|java|kts?|cs|c|cc|cpp|h|hpp|swift|scala|vue|svelte|astro|css|scss|less|html?|md|mdx|rst|txt|json[c5]?|ya?ml|toml|xml|sql|sh|ps1|proto|graphql|tf|ini|cfg|lock|ipynb|ex|exs|dart|lua)\b/i;
const wellKnown =
	/(?:^|[\s"'`(/])(?:README|CHANGELOG|LICEN[CS]E|CONTRIBUTING|Dockerfile|Makefile|Justfile|Gemfile|Rakefile|Jenkinsfile|Procfile)\b/;
const code =
	/`[^`\n]+`|\b\w+(?:\.\w+)*\(\)|\b[a-z]+[a-z0-9]*[A-Z]\w*\b|\b[A-Z][a-z0-9]+[A-Z]\w*\b|\b[a-z0-9]+_[a-z0-9_]+\b/;

const noPlace =
	/\b(?:and\/or|he\/she|his\/her|I\/O|n\/a|TCP\/IP|CI\/CD|A\/B|24\/7|client\/server|read\/write|yes\/no|on\/off)\b/gi;
/** Written as names of code and of files are. */
const product =
	/(?<![\w./`-])(?:TypeScript|JavaScript|CoffeeScript|GitHub|GitLab|PostgreSQL|MySQL|MariaDB|MongoDB|DynamoDB|CouchDB|ClickHouse|RabbitMQ|GraphQL|OpenAPI|OpenSSL|OpenTelemetry|OAuth2?|jQuery|macOS|iOS|iPadOS|iPhone|iPad|WebSockets?|WebAssembly|WebGL|WebRTC|PyTorch|TensorFlow|NumPy|FastAPI|SQLAlchemy|SQLite|NoSQL|YouTube|LinkedIn|PayPal|WordPress|LaTeX|PowerShell|CircleCI|CommonJS|ESLint|(?:Node|Next|Vue|Nuxt|Nest|Express|Three|D3|Chart|Moment|Day|Alpine|React|Angular)\.?(?:js|JS))(?![\w/`-]|\.\w)/g;

/** Whether the prose names a file, a folder or something in code. "and/or" is no path. */
export function namesPlace(prose: string): boolean {
	const plain = prose.replace(noPlace, " ").replace(product, " ");
	return [path, fileName, wellKnown, code].some((pattern) => pattern.test(plain));
}
