/** The budget that a person writes into a brief: what they leave empty is the settings', and they alone may go above those. */

import { amountText, type Caps, capNames } from "../../core/budget/caps.ts";
import type { Brief } from "../../core/task/brief.ts";

type Written = Brief["budget"];

/** What was written, and the settings for the rest. */
export function filledCaps(written: Written, settings: Caps): Caps {
	return {
		money: written?.money ?? settings.money,
		tokens: written?.tokens ?? settings.tokens,
		minutes: written?.minutes ?? settings.minutes,
		turns: written?.turns ?? settings.turns,
	};
}

/** The same as a brief has it: without the caps that there are not. */
export function writtenBudget(written: Written, settings: Caps): NonNullable<Written> {
	const { money, tokens, minutes, turns } = filledCaps(written, settings);
	return {
		...(money === null ? {} : { money }),
		...(tokens === null ? {} : { tokens }),
		...(minutes === null ? {} : { minutes }),
		turns,
	};
}

/** The caps that are above the settings, each in a line that names both amounts. */
export function aboveSettings(written: Written, settings: Caps): readonly string[] {
	return capNames.flatMap((name) => {
		const [asked, cap] = [written?.[name], settings[name]];
		if (asked === undefined || cap === null || asked <= cap) return [];
		return [`${amountText(name, asked)}; your setting is ${amountText(name, cap)}.`];
	});
}
