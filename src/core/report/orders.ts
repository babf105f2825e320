/** Takes out of an agent's words what hosts of repositories obey wherever it stands in a commit: to close an issue, to run no checks. */

const verbs =
	"(?:[Cc]los(?:e[sd]?|ing)|[Ff]ix(?:e[sd]|ing)?|[Rr]esolv(?:e[sd]?|ing)|[Ii]mplement(?:s|ed|ing)?|[Rr]e-?open(?:s|ed|ing)?|[Cc]omplet(?:e[sd]?|ing)|[Ff]inish(?:e[sd]|ing)?|[Dd]eliver(?:s|ed|ing)?)";
const gap = "(?:\\s*:\\s*|\\s+)";
const kinds = "(?:(?:issues?|bugs?|tickets?|pull requests?)\\s+)?";

const closing = new RegExp(
	`\\b(${verbs}${gap}${kinds})((?:[\\w.-]+\\/[\\w./-]+|AB)?#\\d+|GH-\\d+|<?https?:\\/\\/\\S+)`,
	"gi",
);
/** As trackers number their entries; standards are named alike. */
const closingKey = new RegExp(
	`\\b(${verbs}${gap}${kinds})((?!(?:UTF|SHA|MD|AES|ISO|IEC|IEEE|RFC|CVE|CWE|PEP|JSR|HTTP|TLS|ES|ECMA)-)[A-Z][A-Z0-9_]+-\\d+)\\b`,
	"g",
);
/** Bounded, so that a text of nothing but hyphens costs no time. */
const skipping = /\[(\s{0,9}(?:(?:skip|no)[\s-]{1,9}\w[\w-]{0,40}|\w[\w-]{0,40}?[\s-]{1,9}skip)\s{0,9})\]/gi;
const noCi = /\*{3}(\s*no_ci\s*)\*{3}/gi;

/**
 * Such orders are the person's to give. What remains says the same to a reader. The text must have nothing in it that is not
 * seen: taken out later, it could make an order of what was none.
 */
export function withoutOrders(text: string): string {
	return text.replace(closing, "$1($2)").replace(closingKey, "$1($2)").replace(skipping, "($1)").replace(noCi, "$1");
}
