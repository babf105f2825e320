/** Counts what all tasks of this machine cost in a day: one file a day that every window appends to. */

import { appendFile, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Clock, DaySpend } from "../core/ports.ts";
import { orMissing } from "./system-error.ts";

export interface DaySpendParts {
	/** Where the files lie, for all workspaces alike; need not exist. */
	readonly folder: string;
	readonly clock: Pick<Clock, "now">;
	/** US dollars a day, as it is set now; null for no cap. */
	cap(): number | null;
}

/** Days whose files are kept. */
const keptDays = 31;

/**
 * Writes first and looks then: of two windows that ask at once, each sees what the other holds, so both may be refused, and
 * never both be let through. A line is appended by one write; a torn one loses itself alone.
 */
export function daySpend({ folder, clock, cap }: DaySpendParts): DaySpend {
	/** A request belongs to the day on which it was held. */
	const days = new Map<string, string>();
	const write = async (request: string, money: number) => {
		const day = days.get(request) ?? dayOf(clock.now());
		days.set(request, day);
		await mkdir(folder, { recursive: true });
		await appendFile(join(folder, `${day}.jsonl`), `\n${JSON.stringify([request, money])}\n`);
	};
	const others = async (request: string) => {
		const day = days.get(request) ?? dayOf(clock.now());
		const amounts = parse((await orMissing(readFile(join(folder, `${day}.jsonl`), "utf8"))) ?? "");
		amounts.delete(request);
		return [...amounts.values()].reduce((sum, money) => sum + money, 0);
	};
	return {
		left: async (request) => {
			const most = cap();
			return most === null ? null : most - (await others(request));
		},
		hold: async (request, money) => {
			if (days.size === 0) await prune(folder, clock.now());
			await write(request, money);
			const most = cap();
			if (most === null || (await others(request)) + money <= most + rounding) return true;
			await write(request, 0);
			return false;
		},
		settle: async (request, money) => {
			if (days.has(request)) await write(request, money);
		},
	};
}

/** Sums of fractions are not exact. */
const rounding = 1e-9;

/** The last amount of each request counts. */
function parse(text: string): Map<string, number> {
	const amounts = new Map<string, number>();
	for (const line of text.split("\n")) {
		const entry = entryOf(line);
		if (entry) amounts.set(...entry);
	}
	return amounts;
}

function entryOf(line: string): readonly [string, number] | null {
	if (line === "") return null;
	try {
		const value: unknown = JSON.parse(line);
		if (!Array.isArray(value)) return null;
		const [request, money]: readonly unknown[] = value;
		return typeof request === "string" && typeof money === "number" && money >= 0 ? [request, money] : null;
	} catch {
		return null;
	}
}

/** The person's own day, as it stands in their calendar: `2026-11-21`. */
function dayOf(at: number): string {
	const date = new Date(at);
	const two = (part: number) => String(part).padStart(2, "0");
	return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** What cannot be removed does no harm. */
async function prune(folder: string, now: number): Promise<void> {
	const oldest = `${dayOf(now - keptDays * 86_400_000)}.jsonl`;
	const names = (await orMissing(readdir(folder))) ?? [];
	const old = names.filter((name) => /^\d{4}-\d\d-\d\d\.jsonl$/.test(name) && name < oldest);
	await Promise.all(old.map((name) => rm(join(folder, name)).catch(() => {})));
}
