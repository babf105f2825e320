/** The end of a task that changes nothing: its answer, and the places in it that are really there. */

import type { Files } from "../ports.ts";
import type { End } from "./ending.ts";
import type { TaskEvent } from "./events.ts";
import { placeWords } from "./place-words.ts";

const answerText = "This is an answer: nothing was changed for it. Ask a further question, or discard the task.";

/** There is nothing to verify in an answer. */
export function answered(end: End): End {
	return end.end === "ready" ? { ...end, text: answerText } : end;
}

const mostPlaces = 200;

/** A hand-off gets those `path:line` of its summary whose file is in the checkout: what a model makes up leads nowhere. */
export async function withKnownPlaces(event: TaskEvent, files: Pick<Files, "read">): Promise<TaskEvent> {
	if (event.type !== "handoff.written") return event;
	const { handoff } = event;
	const named = placesIn(handoff.summary).slice(0, mostPlaces);
	const paths = [...new Set(named.map(({ path }) => path))];
	const there = await Promise.all(paths.map((path) => isThere(path, files)));
	const known = new Set(paths.filter((_, at) => there[at]));
	const places = named.filter(({ path }) => known.has(path)).map(({ path, line }) => `${path}:${line}`);
	return places.length === 0 ? event : { ...event, handoff: { ...handoff, places: [...new Set(places)] } };
}

async function isThere(path: string, files: Pick<Files, "read">): Promise<boolean> {
	const read = await files.read(path).catch(() => null);
	return read?.kind === "file" || (read?.kind === "refused" && read.reason === "too-large");
}

interface Place {
	readonly path: string;
	/** From 1. */
	readonly line: number;
}

/** In a code span a path may hold anything; elsewhere it ends where a word does. */
function placesIn(text: string): readonly Place[] {
	const spans = [...text.matchAll(/`([^`\n]{1,500}?):(\d{1,7})(?:[-–:]\d{1,7})?`/g)];
	const inCode = spans.map(([, path = "", line = ""]) => ({ path, line: Number(line) }));
	return [...inCode, ...placeWords(text)].filter(({ line }) => line > 0);
}
