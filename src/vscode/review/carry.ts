/** Carries decisions into the workspace by one edit: of each file as many pieces as do not clash with what the person wrote. */

import {
	type Accepted,
	acceptedWith,
	acceptedWithout,
	nothingAccepted,
	stepBetween,
} from "../../core/changes/accepted.ts";
import type { AcceptedFile, Change } from "../../core/review-ports.ts";
import type { ReviewedChange } from "../../core/task/review-view.ts";
import { applyPlanned, atOnce, type Ground, type Landed, type Planned, planChange } from "../apply/apply.ts";
import { inParallel } from "../apply/in-parallel.ts";
import { type Checkout, type Reading, readAll } from "./read.ts";

/** Pieces of one change that become accepted, or that are taken out of what is accepted. */
export interface Carry {
	readonly item: ReviewedChange;
	readonly pieces: readonly string[];
	/** `clear`: nothing of the file stays accepted, nor what the agent's version does not have any more. */
	readonly way: "add" | "take" | "clear";
}

export interface Carried {
	readonly kind: "carried";
	readonly carry: Carry;
	readonly pieces: readonly string[];
	/** What is accepted of the file now. */
	readonly accepted: AcceptedFile;
	/** What a person should know of it; empty otherwise. */
	readonly note: string;
}

/** Pieces that stay as they were. */
export interface Clash {
	readonly kind: "clash";
	readonly carry: Carry;
	readonly pieces: readonly string[];
	/** A sentence that says why. */
	readonly text: string;
	/** What the person could merge into the file by hand; null where that is not possible. */
	readonly step: MergeStep | null;
}

/** From what is accepted of a file to what would be. */
export interface MergeStep {
	readonly path: string;
	readonly from: Uint8Array | null;
	readonly to: Uint8Array;
}

export interface CarryGround extends Ground {
	readonly checkout: Checkout;
}

/** Every piece is answered for. What is accepted is kept before any file is changed. */
export async function carryAll(ground: CarryGround, carries: readonly Carry[]): Promise<readonly (Carried | Clash)[]> {
	const items = carries.map(({ item }) => item);
	const readings = await readAll(ground.checkout, items);
	const read = carries.flatMap((carry, index) => ({ carry, reading: readings[index] }));
	const chosen = await inParallel(read, atOnce, ({ carry, reading }) => choose(ground, carry, reading));
	const takes = chosen.flatMap(({ take }) => take ?? []);
	const left = chosen.flatMap(({ left }) => left);
	try {
		const files = await keepAll(ground.checkout, takes);
		return [...(await landAll(ground, takes, files)), ...left];
	} catch (error) {
		const text = `Nothing was changed: ${error instanceof Error ? error.message : String(error)}`;
		return [...takes.map(({ carry }) => clash(carry, carry.pieces, text)), ...left];
	}
}

/** What a decision would make of a file. */
interface Attempt {
	readonly carry: Carry;
	readonly pieces: readonly string[];
	readonly to: Accepted;
	/** Null where the workspace stays as it is. */
	readonly planned: Planned | null;
}

interface Chosen {
	readonly take: Attempt | null;
	readonly left: readonly Clash[];
}

/** All pieces together, or as many as land where all of them do not. */
async function choose(ground: CarryGround, carry: Carry, reading: Reading | undefined): Promise<Chosen> {
	if (reading?.kind !== "read") return { take: null, left: [clash(carry, carry.pieces, reading?.text ?? "")] };
	const attempt = async (pieces: readonly string[]): Promise<Attempt> => {
		const to = acceptedAfter(ground.checkout, partOf(carry, pieces), reading);
		const step = stepBetween(reading.accepted, to, carry.item.change.version);
		return { carry, pieces, to, planned: step && (await planChange(ground, { change: step.change, ...step.sides })) };
	};
	const { way, item } = carry;
	const all = await attempt(carry.pieces);
	if (lands(all)) return { take: all, left: [] };
	const parts = way === "clear" ? carry.pieces.filter((piece) => item.pieces.includes(piece)) : carry.pieces;
	const take = mayPartlyLand(all, item.change) ? await most(attempt, parts) : null;
	const rest = carry.pieces.filter((piece) => !take?.pieces.includes(piece));
	return { take, left: [clashOf({ carry, all, take, rest, from: take?.to ?? reading.accepted })] };
}

/** What the agent's version does not have any more is taken back with all the rest or not at all. */
export function partOf(carry: Carry, pieces: readonly string[]): Carry {
	return { ...carry, pieces, way: carry.way === "clear" && pieces.length < carry.pieces.length ? "take" : carry.way };
}

/** Keeps what is accepted when the person has carried it into the file by hand; a text where that cannot be. */
export async function keepAccepted(checkout: Checkout, carry: Carry): Promise<AcceptedFile | string> {
	const [reading] = await readAll(checkout, [carry.item]);
	if (reading?.kind !== "read") return reading?.text ?? "";
	const to = acceptedAfter(checkout, carry, reading);
	const [file] = await keepAll(checkout, [{ carry, pieces: carry.pieces, to, planned: null }]);
	return file ?? "";
}

/** What is accepted of the file when these pieces are added or taken. */
function acceptedAfter(
	{ source }: Pick<Checkout, "source">,
	{ item: { change, decisions }, pieces, way }: Carry,
	{ sides, accepted }: Extract<Reading, { kind: "read" }>,
): Accepted {
	if (way === "clear") return nothingAccepted(change, sides);
	const before = Object.keys(decisions).filter((id) => decisions[id] === "accepted");
	const choice = { change, sides, pieces: new Set(pieces), accepted: before, fingerprint: source.fingerprint };
	return way === "add" ? acceptedWith(accepted, choice) : acceptedWithout(accepted, choice);
}

function lands({ planned }: Attempt): boolean {
	return planned === null || (planned.landing.kind !== "conflict" && planned.landing.kind !== "refuse");
}

/** A refusal is about the whole file, unless it is the move that is refused. */
function mayPartlyLand({ pieces, planned }: Attempt, { kind }: Change): boolean {
	return pieces.length > 1 && (planned?.landing.kind === "conflict" || kind === "renamed");
}

/** Tried in halves: a few clashes among many pieces are found in a few steps. Each part is tried together with what lands already. */
async function most(
	attempt: (pieces: readonly string[]) => Promise<Attempt>,
	pieces: readonly string[],
): Promise<Attempt | null> {
	let best: Attempt | null = null;
	const add = async (more: readonly string[]): Promise<void> => {
		const tried = await attempt([...(best?.pieces ?? []), ...more]);
		if (lands(tried)) best = tried;
		else if (more.length > 1) await addHalves(more);
	};
	const addHalves = async (more: readonly string[]) => {
		const half = Math.ceil(more.length / 2);
		await add(more.slice(0, half));
		await add(more.slice(half));
	};
	await addHalves(pieces);
	return best;
}

interface Rest {
	readonly carry: Carry;
	readonly all: Attempt;
	readonly take: Attempt | null;
	readonly rest: readonly string[];
	/** What is accepted when the part that lands has landed. */
	readonly from: Accepted;
}

function clashOf({ carry, all, take, rest, from }: Rest): Clash {
	const landing = all.planned?.landing;
	const overlap = landing?.kind === "conflict" ? landing.overlap : null;
	const whole = landing?.kind === "conflict" || landing?.kind === "refuse" ? landing.text : "";
	const text = take === null || overlap === null ? whole : partText(carry, rest.length, overlap);
	const canMerge = overlap !== null && from.path === all.to.path && all.to.bytes !== null;
	const step = canMerge && all.to.bytes !== null ? { path: from.path, from: from.bytes, to: all.to.bytes } : null;
	return { ...clash(carry, rest, text), step };
}

function partText({ item: { change }, way }: Carry, count: number, overlap: string): string {
	const hunks = count === 1 ? "1 hunk" : `${count} hunks`;
	const verb = way === "add" ? "applied" : "taken back";
	return `${hunks} of ${change.path} ${count === 1 ? "was" : "were"} not ${verb}: ${overlap}.`;
}

/** The files as they are accepted now, in the order of the attempts. */
async function keepAll({ source, task }: Checkout, takes: readonly Attempt[]): Promise<readonly AcceptedFile[]> {
	const contents = takes.flatMap(({ to }) => to.bytes ?? []);
	const names = contents.length === 0 ? [] : (await source.keep(task, contents)).values();
	const next = names[Symbol.iterator]();
	return takes.map(({ carry: { item }, to }) => {
		const content = to.bytes === null ? null : next.next().value;
		if (content === undefined) throw new Error("what is accepted could not be kept.");
		return { path: to.path, origin: originOf(item.change), content, mode: to.mode };
	});
}

function originOf({ kind, path, from }: Change): string | null {
	return kind === "added" ? null : (from ?? path);
}

async function landAll(
	ground: Ground,
	takes: readonly Attempt[],
	files: readonly AcceptedFile[],
): Promise<readonly (Carried | Clash)[]> {
	const work = takes.filter(({ planned }) => planned !== null);
	const landed = await applyPlanned(
		ground,
		work.flatMap(({ planned }) => planned ?? []),
	);
	const byTake = new Map<Attempt, Landed | undefined>(work.map((take, index) => [take, landed[index]]));
	return takes.flatMap((take, index) => {
		const accepted = files[index];
		const { carry, pieces } = take;
		const end = byTake.get(take);
		if (end?.kind === "left") return clash(carry, pieces, end.text);
		return accepted ? { kind: "carried" as const, carry, pieces, accepted, note: end?.note ?? "" } : [];
	});
}

function clash(carry: Carry, pieces: readonly string[], text: string): Clash {
	return { kind: "clash", carry, pieces, text, step: null };
}
