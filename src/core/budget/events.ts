/** What happens to a task's budget. */

import type { Surface } from "../ports.ts";
import type { Amounts, CapName } from "./caps.ts";

export type BudgetEvent =
	/** The worst case of a request is held back before it is sent; another one of the same turn takes its place. */
	| {
			readonly type: "budget.reserved";
			readonly turn: number;
			readonly tokens: number;
			/** US dollars; null where no price is known. */
			readonly money: number | null;
	  }
	/** Four fifths of a cap are used. */
	| { readonly type: "budget.warned"; readonly cap: CapName; readonly used: number; readonly limit: number }
	/** A cap holds the task up; `day`: the one over all tasks. */
	| { readonly type: "budget.reached"; readonly cap: CapName | "day" }
	/** The cap on money cannot hold, because this model has no known price. */
	| { readonly type: "budget.unpriced"; readonly model: string }
	/** Only a person does this. */
	| ({ readonly type: "budget.raised"; readonly surface: RaisingSurface } & Amounts);

/** No program can raise a cap. */
export type RaisingSurface = Exclude<Surface, "api">;
