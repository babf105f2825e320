/** Says where in a brief file's front matter a position is: at a key, at a value, or at neither. Reads lines, so that half-typed text is no obstacle. */

/** Keys from the outside in, e.g. `scope`, `allowed`. */
export type KeyPath = readonly string[];

/** Columns in the line, `end` not included. */
interface Columns {
	readonly start: number;
	readonly end: number;
}

export type Spot =
	| { readonly kind: "outside" }
	/** Nothing is written yet but perhaps dashes. */
	| ({ readonly kind: "empty" } & Columns)
	/** `parent` is where the key belongs, `present` what stands there already. */
	| ({ readonly kind: "key"; readonly parent: KeyPath; readonly present: readonly string[] } & Columns)
	/** `taken`: the other values of the list. */
	| ({ readonly kind: "value"; readonly path: KeyPath; readonly taken: readonly string[] } & Columns);

/** Lines of front matter that are looked at. */
const mostLines = 2_000;

const outside: Spot = { kind: "outside" };
const keyLine = /^(\s*)([A-Za-z][\w-]*)\s*:(?:\s|$)/;

/** `character` counts UTF-16 units, as editors do. Lines without their ends. */
export function spotAt(lines: readonly string[], line: number, character: number): Spot {
	if (line === 0 && lines.length <= 2 && lines.every((text) => /^\uFEFF?-{0,3}\s*$/.test(text)))
		return { kind: "empty", start: 0, end: (lines[0] ?? "").length };
	const end = frontMatterEnd(lines);
	if (end === null || line < 1 || line >= end) return outside;
	const text = lines[line] ?? "";
	const before = text.slice(0, character);
	if (/(?:^|\s)#/.test(before.replace(/"[^"]*"|'[^']*'/g, ""))) return outside;
	const inside = lines.slice(0, end);
	return itemSpot(inside, line, before) ?? valueSpot(inside, line, before) ?? keySpot(inside, line, before) ?? outside;
}

/** The key whose name is under the position, with those around it; undefined where none is. */
export function keyAt(
	lines: readonly string[],
	line: number,
	character: number,
): (Columns & { path: KeyPath }) | undefined {
	const end = frontMatterEnd(lines);
	if (end === null || line < 1 || line >= end) return undefined;
	const found = keyLine.exec(lines[line] ?? "");
	const [, indent = "", name = ""] = found ?? [];
	const columns = { start: indent.length, end: indent.length + name.length };
	if (!found || character < columns.start || character > columns.end) return undefined;
	return { ...columns, path: [...parentsOf(lines, line, indent.length), name] };
}

/** The line of the closing dashes, or of the last line that is looked at; null where there is no front matter. */
function frontMatterEnd(lines: readonly string[]): number | null {
	if (!/^\uFEFF?---\s*$/.test(lines[0] ?? "")) return null;
	const most = Math.min(lines.length, mostLines);
	for (let at = 1; at < most; at++) if (/^(?:---|\.\.\.)\s*$/.test(lines[at] ?? "")) return at;
	return most;
}

/** `- ` under a key. */
function itemSpot(lines: readonly string[], line: number, before: string): Spot | undefined {
	const item = /^(\s*)-(?:\s+(.*))?$/.exec(before);
	if (!item) return undefined;
	const [, indent = "", typed = ""] = item;
	const path = listAbove(lines, line, indent.length);
	if (!path) return undefined;
	const start = before.length - typed.length;
	const taken = itemsAround(lines, line, indent.length);
	return { kind: "value", path, taken, ...rest(lines, line, start) };
}

/** `key: value`, or `key: [one, two`. */
function valueSpot(lines: readonly string[], line: number, before: string): Spot | undefined {
	const pair = /^(\s*)([A-Za-z][\w-]*)\s*:\s+(.*)$/.exec(before);
	if (!pair) return undefined;
	const [, indent = "", name = "", value = ""] = pair;
	const path = [...parentsOf(lines, line, indent.length), name];
	if (!value.startsWith("["))
		return { kind: "value", path, taken: [], ...rest(lines, line, before.length - value.length) };
	const typed = /[^[,]*$/.exec(value)?.[0].trimStart() ?? "";
	const taken = value
		.slice(1, value.length - typed.length)
		.split(",")
		.map(bare)
		.filter((each) => each !== "");
	return { kind: "value", path, taken, start: before.length - typed.length, end: before.length };
}

function keySpot(lines: readonly string[], line: number, before: string): Spot | undefined {
	const key = /^(\s*)([A-Za-z][\w-]*)?$/.exec(before);
	if (!key) return undefined;
	const [, indent = "", typed = ""] = key;
	const parent = parentsOf(lines, line, indent.length);
	if (indent !== "" && parent.length === 0) return undefined;
	const word = /^[\w-]*/.exec((lines[line] ?? "").slice(indent.length))?.[0] ?? typed;
	const present = keysAround(lines, line, indent.length);
	return { kind: "key", parent, present, start: indent.length, end: indent.length + word.length };
}

/** From `start` to the end of what is written on the line, without what is only space. */
function rest(lines: readonly string[], line: number, start: number): Columns {
	const text = (lines[line] ?? "").trimEnd();
	return { start, end: Math.max(start, text.length) };
}

/** The keys that a line with this indent is in. */
function parentsOf(lines: readonly string[], line: number, indent: number): KeyPath {
	const path: string[] = [];
	let inner = indent;
	for (let at = line - 1; at > 0 && inner > 0; at--) {
		const [all, space = "", name = ""] = keyLine.exec(lines[at] ?? "") ?? [];
		if (all === undefined || space.length >= inner) continue;
		path.unshift(name);
		inner = space.length;
	}
	return path;
}

/** The key that a list at this indent belongs to: a list may stand as far left as its key. */
function listAbove(lines: readonly string[], line: number, indent: number): KeyPath | undefined {
	for (let at = line - 1; at > 0; at--) {
		const text = lines[at] ?? "";
		if (/^\s*(?:-|#|$)/.test(text)) continue;
		const [all, space = "", name = ""] = keyLine.exec(text) ?? [];
		if (all === undefined || space.length > indent) return undefined;
		return [...parentsOf(lines, at, space.length), name];
	}
	return undefined;
}

function itemsAround(lines: readonly string[], line: number, indent: number): readonly string[] {
	const items = around(lines, line, (text) => /^\s*(?:-|#|$)/.test(text));
	return items.flatMap((text) => {
		const [, space = "", item = ""] = /^(\s*)-\s+(.*)$/.exec(text) ?? [];
		return item === "" || space.length !== indent ? [] : [bare(item)];
	});
}

function keysAround(lines: readonly string[], line: number, indent: number): readonly string[] {
	const near = around(lines, line, (text) => text.trim() === "" || text.length - text.trimStart().length >= indent);
	return near.flatMap((text) => {
		const [, space = "", name = ""] = keyLine.exec(text) ?? [];
		return name !== "" && space.length === indent ? [name] : [];
	});
}

/** The lines above and below this one for as long as they belong to it. */
function around(lines: readonly string[], line: number, belongs: (text: string) => boolean): readonly string[] {
	let first = line;
	let last = line;
	while (first - 1 > 0 && belongs(lines[first - 1] ?? "")) first--;
	while (last + 1 < lines.length && belongs(lines[last + 1] ?? "")) last++;
	return [...lines.slice(first, line), ...lines.slice(line + 1, last + 1)];
}

/** A value without its quotes. */
function bare(value: string): string {
	return value.trim().replace(/^(["'])(.*)\1$/, "$2");
}
