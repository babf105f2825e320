/** Finds secrets that stand in a list, a map, a table or a manifest which says once, at its head, what they are. */

import { judgeValue } from "./named-judge.ts";
import { secretName } from "./names.ts";
import type { Span } from "./spans.ts";
import { isRandom } from "./values.ts";

/** What was found, and up to where nothing of it needs to be looked at again. */
export interface Held {
	readonly spans: readonly Span[];
	readonly end: number;
}

/** How manifests and statements begin; looked at with `findHeld`. */
export const heldWords: readonly string[] = ["data:", "stringData:", '"data":', '"stringData":', "values"];

export function findHeld(text: string, at: number): Held | undefined {
	return /^values/i.test(text.slice(at, at + 6)) ? insertedRows(text, at) : kubeData(text, at);
}

const yamlHead = /(?:stringData|data):[ \t]{0,4}\r?\n/y;
const yamlEntry =
	/[ \t]{1,40}["']?[\w.-]{1,253}["']?:[ \t]{1,4}["']?([^\s"'|>{[‹][^\s"'‹]{3,8000})["']?[ \t]{0,8}(?:\r?\n|$)/dy;
const jsonHead = /"(?:stringData|data)"\s{0,4}:\s{0,4}\{\s{0,40}/y;
const jsonEntry = /"[^"\n]{1,253}"\s{0,4}:\s{0,4}"([^"\n‹]{4,8000})"\s{0,4},?\s{0,40}/dy;
const secretKind = /\bkind["']?:\s{0,4}["']?Secret\b/;

/** The values of a Kubernetes Secret: all of them, whatever they are called. */
function kubeData(text: string, at: number): Held | undefined {
	const json = text.charAt(at) === '"';
	const head = json ? jsonHead : yamlHead;
	head.lastIndex = at;
	if (!head.test(text)) return undefined;
	const entries = readEntries(text, head.lastIndex, json ? jsonEntry : yamlEntry);
	if (entries.places.length === 0) return undefined;
	const before = text.slice(Math.max(0, at - 400), at);
	const after = text.slice(entries.end, entries.end + 400);
	const here = json ? before + after : before.slice(before.lastIndexOf("\n---") + 1) + (after.split("\n---")[0] ?? "");
	if (!secretKind.test(here)) return { spans: [], end: entries.end };
	return { spans: entries.places.map((place) => ({ ...place, kind: "kubernetes-secret" })), end: entries.end };
}

const containerHead = /["']?\s{0,3}(?:[:=]|=>)\s{0,3}[[{]\s{0,40}/y;
const containerEntry =
	/(?:(?:["'][^"'\n]{1,120}["']|[\w.-]{1,80})\s{0,3}(?::|=>|=)\s{0,3})?["'`]([^"'`\n‹]{6,512})["'`]\s{0,4},?\s{0,40}/dy;

/** `tokens: { ci: "…" }`, `apiKeys = ["…"]`: what stands in the brackets after a name that promises secrets. */
export function heldByName(text: string, name: { readonly start: number; readonly end: number }): Held | undefined {
	containerHead.lastIndex = name.end;
	if (!containerHead.test(text)) return undefined;
	const promised = secretName(text.slice(name.start, name.end).replace(/s$/, ""));
	if (!promised) return undefined;
	const { places, end } = readEntries(text, containerHead.lastIndex, containerEntry);
	const random = places.filter(({ start, end: stop }) => {
		const value = text.slice(start, stop);
		return isRandom(value) && judgeValue(promised, value, "quoted", "");
	});
	return { spans: random.map((place) => ({ ...place, kind: promised.kind })), end };
}

type Reach = Pick<Span, "start" | "end">;

const mostEntries = 200;

function readEntries(text: string, from: number, entry: RegExp): { readonly places: readonly Reach[]; end: number } {
	const places: Reach[] = [];
	let end = from;
	while (places.length < mostEntries) {
		entry.lastIndex = end;
		const place = entry.exec(text)?.indices?.[1];
		if (!place) break;
		places.push({ start: place[0], end: place[1] });
		end = entry.lastIndex;
	}
	return { places, end };
}

const rowOpen = /\s{0,10}(?:values)?\s{0,10}\(\s{0,4}/iy;
const rowItem = /(?:N?'((?:[^'\\]|''|\\.){0,2000})'|([^,()']{0,200}))\s{0,4}([,)])\s{0,4}/dy;

/** `INSERT INTO t (name, token) VALUES ('ann', '…')`: what stands in the columns whose names promise secrets. */
function insertedRows(text: string, at: number): Held | undefined {
	const before = text.slice(Math.max(0, at - 600), at).trimEnd();
	if (!before.endsWith(")")) return undefined;
	const columns = before.slice(before.lastIndexOf("(") + 1, -1).split(",");
	const names = columns.map((column) => secretName(column.trim().replace(/["'`[\]]/g, "")));
	if (names.every((name) => name === undefined)) return undefined;
	const spans: Span[] = [];
	let end = at;
	for (let rows = 0; rows < mostEntries; rows++) {
		rowOpen.lastIndex = end;
		if (!rowOpen.test(text)) break;
		end = rowOpen.lastIndex;
		for (const name of names) {
			rowItem.lastIndex = end;
			const item = rowItem.exec(text);
			if (!item) return { spans, end };
			end = rowItem.lastIndex;
			const place = item.indices?.[1];
			if (name && place && judgeValue(name, item[1] ?? "", "quoted", "")) {
				spans.push({ start: place[0], end: place[1], kind: name.kind });
			}
			if (item[3] === ")") break;
		}
		if (text.charAt(end) === ",") end++;
	}
	return { spans, end };
}

const widest = 400;
const rule = /^[\s|+:-]{3,}$/;

/** A table with bars, commas or tabs whose heading has this name in it. */
export function heldByHeading(text: string, name: { readonly start: number; readonly end: number }): Held | undefined {
	const sign = /^["'`]?[ \t]{0,40}([|,\n\r]|\t)/.exec(text.slice(name.end, name.end + 44))?.[1];
	if (sign === undefined) return undefined;
	const before = text.slice(Math.max(0, name.start - widest), name.start);
	const start = name.start - (before.length - before.lastIndexOf("\n") - 1);
	const rest = text.slice(start, start + widest);
	const heading = rest.split("\n", 1)[0] ?? "";
	const end = start + heading.length;
	const cut = heading.includes("|") ? "|" : heading.includes("\t") ? "\t" : ",";
	const cells = heading.split(cut);
	if (
		cells.length < 2 ||
		heading.length === widest ||
		!cells.every((cell) => /^[\s"'`]*[\w .-]{0,40}[\s"'`]*$/.test(cell))
	)
		return { spans: [], end };
	const names = cells.map((cell) => secretName(cell.trim().replace(/["'`]/g, "").replace(/ /g, "_")));
	return names.every((known) => known === undefined) ? { spans: [], end } : tableRows(text, end + 1, cut, names);
}

function tableRows(text: string, from: number, cut: string, names: readonly ReturnType<typeof secretName>[]): Held {
	const spans: Span[] = [];
	let end = from;
	for (let rows = 0; rows < mostEntries && end < text.length; rows++) {
		const row = text.slice(end, end + 4 * widest).split("\n", 1)[0] ?? "";
		const cells = row.split(cut);
		if (!rule.test(row)) {
			if (cells.length !== names.length) break;
			spans.push(...rowSecrets(cells, names, end));
		}
		end += row.length + 1;
	}
	return { spans, end };
}

function rowSecrets(cells: readonly string[], names: readonly ReturnType<typeof secretName>[], from: number): Span[] {
	let at = from;
	return cells.flatMap((cell, column) => {
		const name = names[column];
		const value = cell.trim().replace(/^["'`]|["'`]$/g, "");
		const start = at + cell.indexOf(value);
		at += cell.length + 1;
		if (!name || /\s/.test(value) || !(/\d/.test(value) || isRandom(value))) return [];
		return judgeValue(name, value, "line", "") ? [{ start, end: start + value.length, kind: name.kind }] : [];
	});
}
