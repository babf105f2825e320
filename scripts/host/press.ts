/** Presses what the editor may be laying out anew in that moment, until the press had its effect. */

import { setTimeout as delay } from "node:timers/promises";
import type { Locator, Page } from "playwright-core";

/** Milliseconds that one step of the editor may take on a busy machine. */
export const stepLimit = 120_000;

/** Milliseconds after which a press counts as lost; far longer than an effect takes, for the next press may mean another thing. */
const patience = 30_000;

/** Whether it comes to hold in so many milliseconds; what cannot be looked at just now does not hold yet. */
export async function within(ms: number, holds: () => Promise<boolean>): Promise<boolean> {
	const deadline = Date.now() + ms;
	while (!(await holds().catch(() => false))) {
		if (Date.now() > deadline) return false;
		await delay(50);
	}
	return true;
}

/** A click on what is just replaced by its like meets nothing; a person presses again, too. */
export async function pressUntil(target: Locator, hadEffect: () => Promise<boolean>): Promise<void> {
	await tryUntil(`Pressing ${target}`, () => target.click({ timeout: patience }), hadEffect);
}

/** So may a key meet nothing, where the focus is just moving. */
export async function keyUntil(page: Page, key: string, hadEffect: () => Promise<boolean>): Promise<void> {
	await tryUntil(`The key ${key}`, () => page.keyboard.press(key), hadEffect);
}

async function tryUntil(what: string, act: () => Promise<void>, hadEffect: () => Promise<boolean>): Promise<void> {
	let trouble = "";
	for (let tries = 0; tries < 3; tries++) {
		trouble = await act().then(
			() => "",
			(error: unknown) => String(error),
		);
		if (await within(patience, hadEffect)) return;
	}
	throw new Error(`${what} had no effect. ${trouble}`);
}
