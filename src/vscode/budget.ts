/** The budget as the person sets it, and as they raise it. */

import * as vscode from "vscode";
import {
	type Amounts,
	amountText,
	type CapName,
	type Caps,
	capNames,
	capsText,
	mostRaise,
	raiseSteps,
} from "../core/budget/caps.ts";
import type { RaisingSurface } from "../core/budget/events.ts";
import { makePrices, type Prices } from "../core/budget/prices.ts";
import { pricesSetting, readPrices } from "../core/budget/prices-setting.ts";
import { capsFromSettings, dayCapFromSettings } from "../core/budget/settings.ts";
import { isHeldUp } from "../core/budget/spend.ts";
import type { Delegation } from "../core/task/delegation.ts";
import { askText, pickOne, sayInfo, sayWarning } from "./say.ts";

/** Only what stands in the person's own settings counts: a repository cannot give itself money. */
function own(name: string): unknown {
	return vscode.workspace.getConfiguration().inspect(name)?.globalValue;
}

/** What a task may use of which its brief says nothing, and at most where it does. */
export function budgetSettings(): Caps {
	return capsFromSettings((name) => own(`remit.budget.${name}`));
}

/** US dollars a day over all tasks of this machine; null for no cap. */
export function dayCap(): number | null {
	return dayCapFromSettings((name) => own(`remit.budget.${name}`));
}

/** The published prices with the person's own before them; what is wrong with those is said once. */
export class PriceSettings {
	private told = "";

	current(): Prices {
		const { tariffs, problems } = readPrices(own(pricesSetting));
		const text = problems.slice(0, 3).join(" ");
		if (text !== this.told && text !== "") void tellProblems(text);
		this.told = text;
		return makePrices(tariffs);
	}

	/** Says what is wrong when it is written, not when it matters. Returns what must be disposed of. */
	watch(): vscode.Disposable {
		this.current();
		return vscode.workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration(pricesSetting)) this.current();
		});
	}
}

async function tellProblems(text: string): Promise<void> {
	const said = await sayWarning(`Remit: a price was not understood and does not count. ${text}`, "Open Settings");
	if (said !== undefined) await vscode.commands.executeCommand("workbench.action.openSettings", pricesSetting);
}

/** Lets it go on; where a cap holds it up, the person is asked for more first. */
export async function continueTask(delegation: Delegation, surface: RaisingSurface): Promise<void> {
	if (delegation.start() || !isHeldUp(delegation.view)) return;
	await raiseBudget(delegation, surface);
}

/** Asks which cap, and by how much. Nothing is raised when the person cancels. */
export async function raiseBudget(delegation: Delegation, surface: RaisingSurface): Promise<void> {
	const { caps, reached } = delegation.view.budget;
	if (reached === "day") void sayInfo("Remit: the cap over all tasks of a day is the setting remit.budget.daily.");
	const isFirst = (name: CapName) => name === reached;
	const names = capNames.filter((name) => caps[name] !== null).sort((a, b) => Number(isFirst(b)) - Number(isFirst(a)));
	const rows = names.flatMap((name) => [
		...raiseSteps[name].map((amount) => ({ label: `+ ${amountText(name, amount)}`, name, amount })),
		{ label: `Another amount of ${words[name]}…`, name, amount: 0 },
	]);
	const title = "Remit: Raise Budget";
	const chosen = await pickOne(rows, { title, placeHolder: `Now ${capsText(caps)}` });
	if (!chosen) return;
	const { name } = chosen;
	const amount = chosen.amount > 0 ? chosen.amount : await askAmount(name);
	if (amount === undefined) return;
	await delegation.raise({ [name]: amount } satisfies Amounts, surface);
}

const words = { money: "US dollars", tokens: "tokens", minutes: "active minutes", turns: "turns" } as const;

async function askAmount(name: CapName): Promise<number | undefined> {
	const text = await askText({
		title: "Remit: Raise Budget",
		prompt: `How many more ${words[name]}? At most ${mostRaise[name].toLocaleString("en-US")} at once.`,
		validateInput: (value) => (amountOf(name, value) === undefined ? "A number above 0, within the limit." : undefined),
	});
	return text === undefined ? undefined : amountOf(name, text);
}

function amountOf(name: CapName, text: string): number | undefined {
	const amount = Number(text.trim().replace(/^\$/, ""));
	const whole = name === "tokens" || name === "turns" ? Number.isInteger(amount) : Number.isFinite(amount);
	return whole && amount > 0 && amount <= mostRaise[name] ? amount : undefined;
}
