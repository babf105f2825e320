/** Judges SQL by its text: a question that every database would understand as one is safe, everything else is asked about. */

import { type SqlToken, sqlTokens } from "./sql-tokens.ts";
import { changingWords, clientWords, harmlessCalls, namedPragmas, plainPragmas, readingCommands } from "./sql-words.ts";

export interface SqlVerdict {
	readonly verdict: "safe" | "ask";
	/** A sentence about the SQL. */
	readonly because: string;
}

/** Pure and total. `text` is what a client such as psql, mysql or sqlite3 is given to run, in whichever dialect. */
export function judgeSql(text: string): SqlVerdict {
	const because = problem(text);
	return because === undefined ? { verdict: "safe", because: "The SQL only reads." } : { verdict: "ask", because };
}

function problem(text: string): string | undefined {
	if (text.trim() === "") return "There is no SQL.";
	const { commands, sql } = clientCommands(text);
	for (const command of commands) {
		if (!readingCommands.test(command))
			return `The SQL has a command of the client that can do more than read (${command}).`;
	}
	const read = sqlTokens(sql);
	if (read.kind === "unclear") return `The SQL ${read.because}.`;
	for (const statement of statements(read.tokens)) {
		const why = statementProblem(statement);
		if (why !== undefined) return why;
	}
	return undefined;
}

/** Lines at the start that are commands of the client; further down they are no SQL, and so asked about. */
function clientCommands(text: string): { readonly commands: readonly string[]; readonly sql: string } {
	const lines = text.trim().split("\n");
	const after = lines.findIndex((line) => !/^\s*(?:[.\\]|$)/.test(line));
	const count = after < 0 ? lines.length : after;
	const commands = lines.slice(0, count).map((line) => line.trim());
	return { commands: commands.filter((line) => line !== ""), sql: lines.slice(count).join("\n") };
}

function statements(tokens: readonly SqlToken[]): readonly (readonly SqlToken[])[] {
	const all: SqlToken[][] = [[]];
	for (const token of tokens) {
		if (token.value === ";" && token.kind === "sign") all.push([]);
		else all.at(-1)?.push(token);
	}
	return all.filter((statement) => statement.length > 0);
}

function statementProblem(statement: readonly SqlToken[]): string | undefined {
	const [head, second] = statement;
	if (head?.kind !== "word") return "The SQL does not begin with a word that is known.";
	switch (head.value) {
		case "select":
		case "with":
		case "values":
			return partProblem(statement);
		case "explain":
		case "describe":
		case "desc":
			return partProblem(statement.slice(1));
		case "show":
			return partProblem(statement.slice(second?.value === "create" ? 2 : 1));
		case "use":
			return statement.length === 2 && second?.kind !== "sign" ? undefined : "The SQL changes what is worked on.";
		case "pragma":
			return pragmaProblem(statement.slice(1));
		default:
			return unknownHead(head.value, statement);
	}
}

/** Names what is at stake; deletes and updates of every row in particular. */
function unknownHead(head: string, statement: readonly SqlToken[]): string {
	const everyRow = !statement.some(({ kind, value }) => kind === "word" && value === "where");
	if (head === "delete" && everyRow) return "The SQL deletes every row of a table (DELETE without WHERE).";
	if (head === "update" && everyRow) return "The SQL changes every row of a table (UPDATE without WHERE).";
	const why = changingWords.get(head);
	return why
		? `The SQL ${why} (${head.toUpperCase()}).`
		: `The SQL has a statement that is not known (${head.toUpperCase()}).`;
}

function partProblem(tokens: readonly SqlToken[]): string | undefined {
	for (const [at, token] of tokens.entries()) {
		const next = tokens[at + 1];
		const calls = next?.kind === "sign" && next.value === "(";
		if (token.kind === "name" && calls) return "The SQL calls a function whose name is in quotes.";
		if (token.value === ":" && token.kind === "sign") return "The SQL has a variable, which can be anything.";
		if (token.kind !== "word") continue;
		const why = changingWords.get(token.value);
		if (why !== undefined) return `The SQL ${why} (${token.value.toUpperCase()}).`;
		if (token.first && at > 0 && clientWords.has(token.value))
			return "The SQL has a line that a client can take for its own.";
		if (calls && !harmlessCalls.has(token.value))
			return `The SQL calls a function that is not known to only read (${token.value}).`;
	}
	return undefined;
}

/** `PRAGMA name` and, of those that take one, `PRAGMA name(table)`; anything more can set it. */
function pragmaProblem(tokens: readonly SqlToken[]): string | undefined {
	const [name, open, argument, close, ...more] = tokens;
	if (name?.kind === "word" && tokens.length === 1 && (plainPragmas.has(name.value) || namedPragmas.has(name.value))) {
		return undefined;
	}
	const named = name?.kind === "word" && namedPragmas.has(name.value) && open?.value === "(" && close?.value === ")";
	if (named && argument?.kind !== "sign" && more.length === 0) return undefined;
	return "The SQL has a setting of SQLite that is not known to only read (PRAGMA).";
}
