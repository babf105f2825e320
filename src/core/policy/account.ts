/** Accounts for every character of a command line: what neither a word nor an operator nor a comment is, was not understood. */

import { forEachChild, type ParsedScript, type SyntaxNode } from "unbash";

/** A sentence, or nothing when all is accounted for. */
export function accountProblem(script: ParsedScript, source: string): string | undefined {
	const { between, brackets } = accountOf(script, source);
	const signs = between.replace(/#[^\n]*/g, "");
	const even = Object.entries(brackets).every(([bracket, count]) => signs.split(bracket).length - 1 === count);
	return even && understood.test(between) ? undefined : "It contains something that is not understood.";
}

const understood =
	/^(?:[ \t\n]|#[^\n]*|\\\n|&&|\|\||;;|\|&|[;|(){}!]|\d*(?:&>>?|>[>|&]?|<[<>&]?-?|<<<)|(?:if|then|elif|else|fi|for|in|while|until|do|done|case|esac|time|-p|\[\[|\]\])(?![^\s;)]))*$/;

interface Account {
	/** The source without the words of the commands that it consists of, and without comments. */
	readonly between: string;
	/** How often each bracket stands there for something that was understood. */
	readonly brackets: Readonly<Record<string, number>>;
}

function accountOf(script: ParsedScript, source: string): Account {
	const ranges: { readonly pos: number; readonly end: number }[] = [];
	const brackets: Record<string, number> = { "(": 0, ")": 0, "{": 0, "}": 0 };
	const stack: SyntaxNode[] = [script];
	for (let node = stack.pop(); node; node = stack.pop()) {
		if (isWhole(node)) ranges.push(node);
		else forEachChild(node, (child) => stack.push(child));
		if (node.type === "HereDoc" && node.closing) ranges.push(node.closing);
		for (const bracket of bracketsOf[node.type] ?? "") brackets[bracket] = (brackets[bracket] ?? 0) + 1;
	}
	let [between, at] = ["", 0];
	for (const { pos, end } of ranges.toSorted((a, b) => a.pos - b.pos)) {
		between += `${source.slice(at, Math.max(at, pos))} `;
		at = Math.max(at, end);
	}
	return { between: between + source.slice(at), brackets };
}

const bracketsOf: Readonly<Record<string, string>> = { Subshell: "()", BraceGroup: "{}", CaseItem: ")" };

/** Parts that are looked at on their own: what is in them need not be accounted for here. */
function isWhole({ type }: SyntaxNode): boolean {
	return (
		type === "Word" ||
		type === "Assignment" ||
		type === "HereDocDelimiter" ||
		type === "HereDocBody" ||
		type === "TestCommand"
	);
}
