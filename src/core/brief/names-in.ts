/** Finds in a sentence what may be the name of a file, a folder or something in code. */

const most = 20;
const longest = 260;

/** In the order in which they stand there, each once: paths, file names, words in backticks, names of code. */
export function namesIn(sentence: string): readonly string[] {
	// No name is as long as a pasted blob, in which the pattern would begin anew at every character.
	const plain = sentence.slice(0, 20_000).replace(/\S{400,}/g, " ");
	const text = plain.replace(/\b[a-z][a-z0-9+.-]{1,20}:\/\/\S+/gi, " ");
	const found = [...text.matchAll(named)].map(([all, quoted, folder]) => quoted ?? folder ?? all);
	const names = found.map(plainName).filter((name) => name !== null);
	return [...new Set(names)].slice(0, most);
}

const named = new RegExp(
	[
		"`([^`\\n]+)`",
		"/?(?:[\\w@.[\\]()+~-]+/)+[\\w@.[\\]()*+~-]*",
		"[\\w@.[\\]+-]*\\w\\.[a-z][a-z0-9]{0,9}\\b",
		"\\b(?:README|CHANGELOG|LICEN[CS]E|CONTRIBUTING|Dockerfile|Makefile|Justfile|Gemfile|Rakefile|Jenkinsfile|Procfile)\\b",
		"\\b[\\w.-]+(?=\\(\\))",
		"\\b(?:[a-z]+[a-z0-9]*(?:[A-Z][a-z0-9]*)+|[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+|[a-z0-9]+(?:_[a-z0-9]+)+)\\b",
		"(?<=\\b(?:in|under|inside|of|from|within)(?: the)? )([\\w.-]+)(?= (?:folder|directory|package|module)\\b)",
	].join("|"),
	"g",
);

/** Without the line behind it and what ends the sentence; null for what leads out of the project. */
function plainName(found: string): string | null {
	const name = found
		.trim()
		.replace(/(?::\d+(?:[-:]\d+)?|#L\d+(?:-L?\d+)?)$/, "")
		.replace(/^[.]\//, "")
		.replace(/[.,;:!?)]+$/, "")
		.replace(/\(\)?$/, "");
	const outside = name.startsWith("/") || name.startsWith("~") || name.split("/").includes("..");
	const isName = name.length > 1 && name.length <= longest && !/\s|[*?]/.test(name) && /\w/.test(name);
	return outside || !isName || /^\d+(?:\.\d+)*$|^(?:e\.g|i\.e|and\/or|i\/o|n\/a|a\/b)$/i.test(name) ? null : name;
}
