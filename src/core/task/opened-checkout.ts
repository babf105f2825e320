/** A task's checkout: made once, opened when it is needed, forgotten when it is given up. */

import type { Checkout } from "../ports.ts";
import type { CheckoutFacts } from "./events.ts";

export type CheckoutMade =
	| { readonly kind: "made"; readonly checkout: Checkout; readonly facts: CheckoutFacts }
	| { readonly kind: "failed"; readonly text: string };

/** Makes the checkout, or opens the one that `facts` describes. */
export type MakeCheckout = (facts: CheckoutFacts | null, signal: AbortSignal) => Promise<CheckoutMade>;

export class OpenedCheckout {
	private readonly makeOrOpen: MakeCheckout;
	private readonly facts: () => CheckoutFacts | null;
	private opened: Promise<CheckoutMade> | undefined;

	/** `facts`: of the checkout that the task has now. */
	constructor(makeOrOpen: MakeCheckout, facts: () => CheckoutFacts | null) {
		this.makeOrOpen = makeOrOpen;
		this.facts = facts;
	}

	/** Makes it where there is none yet. */
	async make(signal: AbortSignal): Promise<CheckoutMade> {
		this.opened ??= this.makeOrOpen(this.facts(), signal);
		const { opened } = this;
		const forget = () => {
			if (this.opened === opened) this.opened = undefined;
		};
		try {
			const made = await opened;
			if (made.kind === "failed") forget();
			return made;
		} catch (error) {
			forget();
			throw error;
		}
	}

	/** Never makes one: what is given up stays so. */
	async open(signal: AbortSignal): Promise<CheckoutMade> {
		if (this.facts() === null)
			return { kind: "failed", text: "This task has no checkout, so there is nothing to review." };
		return this.make(signal);
	}

	/** Rejects with a text for the person when it cannot be opened. */
	async get(signal: AbortSignal): Promise<Checkout> {
		const made = await this.open(signal);
		if (made.kind === "failed") throw new Error(made.text);
		return made.checkout;
	}

	forget(): void {
		this.opened = undefined;
	}
}
