/** The panel in a document, with a host that only keeps what it is sent; found and used as a person would. */

import { render } from "preact";
import { act } from "preact/test-utils";
import type { PanelCommand } from "../../src/protocol/commands.ts";
import type { HostMessage } from "../../src/protocol/messages.ts";
import type { Kept } from "../../webview/kept.ts";
import { Panel } from "../../webview/panel.ts";
import { Screen } from "../../webview/screens/screen.tsx";

export class PanelOnScreen {
	readonly sent: PanelCommand[] = [];
	readonly root: HTMLElement;
	readonly panel: Panel;
	/** What the webview would be given after a reload. */
	state: unknown;

	constructor(state?: unknown) {
		this.state = state;
		this.root = document.createElement("div");
		document.body.replaceChildren(this.root);
		this.panel = new Panel({
			postMessage: (command) => this.sent.push(command),
			getState: () => this.state,
			setState: (kept: Kept) => {
				this.state = structuredClone(kept);
			},
		});
		void act(() => render(<Screen panel={this.panel} />, this.root));
	}

	async told(...messages: readonly HostMessage[]): Promise<this> {
		for (const message of messages) await act(() => this.panel.receive(structuredClone(message)));
		return this;
	}

	/** The panel goes: hidden, or replaced. */
	close(): void {
		void act(() => render(null, this.root));
	}

	get text(): string {
		return textOf(this.root);
	}

	/** The elements of a role whose accessible name contains `name`. */
	all(role: keyof typeof selectors, name = ""): readonly HTMLElement[] {
		const found = [...this.root.querySelectorAll<HTMLElement>(selectors[role])];
		return found.filter((element) => nameOf(element).includes(name));
	}

	one(role: keyof typeof selectors, name: string): HTMLElement {
		const [first, ...others] = this.all(role, name);
		if (!first) throw new Error(`no ${role} "${name}" in: ${this.text}`);
		const exact = [first, ...others].filter((element) => nameOf(element) === name);
		if (exact[0]) return exact[0];
		if (others.length > 0) throw new Error(`${others.length + 1} times ${role} "${name}"`);
		return first;
	}

	button(name: string): HTMLButtonElement {
		const found = this.one("button", name);
		if (!(found instanceof HTMLButtonElement)) throw new Error(`${name} is no button`);
		return found;
	}

	field(label: string): HTMLTextAreaElement {
		const found = this.one("textbox", label);
		if (!(found instanceof HTMLTextAreaElement)) throw new Error(`${label} is no text area`);
		return found;
	}

	async click(name: string): Promise<void> {
		const button = this.button(name);
		if (button.disabled) throw new Error(`the button "${name}" is disabled`);
		await act(() => button.click());
	}

	/** Opens what is folded under this summary. */
	async unfold(summary: string): Promise<void> {
		const found = this.all("details").find((element) => textOf(element).startsWith(summary));
		if (!(found instanceof HTMLDetailsElement)) throw new Error(`nothing is folded under "${summary}"`);
		await act(() => {
			found.open = true;
			found.dispatchEvent(new Event("toggle"));
		});
	}

	async type(label: string, text: string): Promise<void> {
		const field = this.field(label);
		await act(() => {
			field.value = text;
			field.dispatchEvent(new Event("input", { bubbles: true }));
		});
	}

	/** Writes into a field of one line. */
	async fill(label: string, text: string): Promise<void> {
		const field = this.one("line", label);
		if (!(field instanceof HTMLInputElement)) throw new Error(`${label} is no input`);
		await act(() => {
			field.value = text;
			field.dispatchEvent(new Event("input", { bubbles: true }));
		});
	}

	async choose(label: string, value: string): Promise<void> {
		const field = this.one("choice", label);
		if (!(field instanceof HTMLSelectElement)) throw new Error(`${label} is no list`);
		await act(() => {
			field.value = value;
			field.dispatchEvent(new Event("change", { bubbles: true }));
		});
	}

	async press(label: string, key: string, modifiers: KeyboardEventInit = {}): Promise<void> {
		const field = this.field(label);
		await act(() => {
			field.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...modifiers }));
		});
	}

	/** Waits until it holds, as a person would; fails after half a minute. */
	async until(holds: () => boolean): Promise<void> {
		const end = Date.now() + 30_000;
		while (!holds()) {
			if (Date.now() > end) throw new Error(`did not come to hold; the panel shows: ${this.text}`);
			await act(() => new Promise((resolve) => setTimeout(resolve, 10)));
		}
	}

	/** The moment has passed in which a card that has just appeared does not take clicks. */
	async cardIsAwake(button: string): Promise<void> {
		await this.until(() => !this.button(button).disabled);
	}
}

const selectors = {
	button: "button",
	textbox: "textarea",
	line: "input",
	choice: "select",
	heading: "h1, h2, h3, h4, h5, h6",
	log: "[role=log]",
	status: "[role=status]",
	listitem: "li",
	link: "a",
	region: "section[aria-label], section[aria-labelledby]",
	details: "details",
} as const;

/** The accessible name, as far as the panel makes use of it. */
function nameOf(element: Element): string {
	const label = element.getAttribute("aria-label");
	if (label !== null) return label;
	const by = element.getAttribute("aria-labelledby") ?? "";
	const own = element.id === "" ? null : document.querySelector(`label[for="${element.id}"]`);
	const labelled = by === "" ? own : document.getElementById(by);
	return textOf(labelled ?? element);
}

export function textOf(element: Element): string {
	return (element.textContent ?? "").replace(/\s+/g, " ").trim();
}
