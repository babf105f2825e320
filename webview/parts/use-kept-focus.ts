/** Keeps the keyboard's place: where the focused control goes away, what comes to stand there is focused. */

import { useLayoutEffect, useRef } from "preact/hooks";

interface Root {
	readonly current: HTMLElement | null;
}

const focusable = "button:not([disabled]), input, select, textarea, summary";

/** Looks after each drawing of the component that uses it. */
export function useKeptFocus(root: Root): void {
	const last = useRef<{ readonly element: Element; readonly at: number } | null>(null);
	useLayoutEffect(() => {
		const remember = ({ target }: FocusEvent) => {
			const element = target instanceof HTMLElement ? target : null;
			const at = element ? controls(root).indexOf(element) : -1;
			last.current = element && at >= 0 ? { element, at } : null;
		};
		root.current?.addEventListener("focusin", remember);
	}, []);
	useLayoutEffect(() => {
		const was = last.current;
		if (!was || was.element.isConnected) return;
		last.current = null;
		const left = controls(root);
		left[Math.min(was.at, left.length - 1)]?.focus();
	});
}

function controls(root: Root): readonly HTMLElement[] {
	return [...(root.current?.querySelectorAll<HTMLElement>(focusable) ?? [])];
}
