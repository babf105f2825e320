/** Keeps the timeline at its end while the person is there, and where it was while the person reads; an end begins with its outcome. */

import { type Signal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Panel } from "../panel.ts";

export interface Follow {
	readonly scroller: RefObject<HTMLElement | null>;
	readonly content: RefObject<HTMLDivElement | null>;
	/** True: at the end, and to be kept there. */
	readonly atEnd: Signal<boolean>;
	/** How many of the latest items are shown. */
	readonly shown: Signal<number>;
	jump(): void;
	focus(): void;
	/** Shows more items above, and keeps what is in sight where it is. */
	showEarlier(count: number): void;
}

/** Items shown at first, and at each "Show earlier". */
export const pageLength = 200;
/** Pixels that still count as the end. */
const slack = 24;
/** Milliseconds in which the content changes because the person folded something, and is not to be followed. */
const foldingMs = 150;

export function useFollow(panel: Panel, task: string): Follow {
	const scroller = useRef<HTMLElement>(null);
	const content = useRef<HTMLDivElement>(null);
	const place = panel.place?.task === task ? panel.place : null;
	const atEnd = useSignal(place?.atEnd ?? true);
	const shown = useSignal(place?.shown ?? pageLength);
	const follow = useMemo(() => followOf({ scroller, content, atEnd, shown }), []);
	useLayoutEffect(() => {
		const element = scroller.current;
		if (!element || !content.current) return;
		// What was read below the outcome is read on; what came while nobody looked begins with it.
		const top = place?.top ?? 0;
		element.scrollTop = place && !place.atEnd ? top : Math.max(top, endOf(element));
		return watch(element, content.current, {
			atEnd,
			keep: () => panel.keepPlace({ task, top: element.scrollTop, atEnd: atEnd.value, shown: shown.value }),
		});
	}, []);
	return follow;
}

function followOf(parts: Pick<Follow, "scroller" | "content" | "atEnd" | "shown">): Follow {
	const { scroller, atEnd, shown } = parts;
	return {
		...parts,
		jump: () => {
			atEnd.value = true;
			toEnd(scroller.current);
			scroller.current?.focus({ preventScroll: true });
		},
		focus: () => scroller.current?.focus({ preventScroll: true }),
		showEarlier: (count) => {
			const element = scroller.current;
			const below = element ? element.scrollHeight - element.scrollTop : 0;
			shown.value += count;
			// After the new items are drawn: the same distance to the end as before.
			requestAnimationFrame(() => {
				if (element) element.scrollTop = element.scrollHeight - below;
			});
		},
	};
}

interface Watched {
	readonly atEnd: Signal<boolean>;
	keep(): void;
}

/** Follows what grows, unless the person scrolled away or is folding something; returns how to end it. */
function watch(scroller: HTMLElement, content: HTMLElement, { atEnd, keep }: Watched): () => void {
	const folding = new Pause();
	const saving = new Pause();
	let last = { top: scroller.scrollTop, height: scroller.scrollHeight };
	const measure = () => {
		const { scrollTop: top, scrollHeight: height } = scroller;
		// Content that grows between a scroll and its event also stands below the end; only a person scrolls up.
		const wentUp = top < last.top && height >= last.height;
		if (isAtEnd(scroller)) atEnd.value = true;
		else if (wentUp) atEnd.value = false;
		last = { top, height };
	};
	const onScroll = () => {
		if (!folding.running) measure();
		saving.start(200, keep);
	};
	const onClick = ({ target }: Event) => {
		if (target instanceof Element && target.closest("summary, .earlier")) folding.start(foldingMs, settleFold);
	};
	const settleFold = () => {
		atEnd.value = isAtEnd(scroller);
	};
	const growth = observeGrowth(scroller, content, () => atEnd.value && !folding.running);
	scroller.addEventListener("scroll", onScroll, { passive: true });
	scroller.addEventListener("click", onClick, true);
	return () => {
		growth.disconnect();
		folding.end();
		saving.end();
		scroller.removeEventListener("scroll", onScroll);
		scroller.removeEventListener("click", onClick, true);
	};
}

function observeGrowth(scroller: HTMLElement, content: HTMLElement, follows: () => boolean): ResizeObserver {
	const status = () => outcomeIn(scroller)?.getAttribute("data-outcome");
	let before = status();
	const growth = new ResizeObserver(() => {
		const now = status();
		// Whoever reads on below the outcome is left there, until it is another one.
		if (follows() && (now !== before || scroller.scrollTop < endOf(scroller))) toEnd(scroller);
		before = now;
	});
	growth.observe(content);
	growth.observe(scroller);
	return growth;
}

/** What came of a task that is over, and names its status: a reader begins there. Null while it goes on. */
function outcomeIn(scroller: HTMLElement): Element | null {
	return scroller.querySelector("[data-outcome]");
}

/** How far down the end is: the last line, or the line where the outcome begins. */
function endOf(scroller: HTMLElement): number {
	const last = scroller.scrollHeight - scroller.clientHeight;
	const outcome = outcomeIn(scroller);
	if (!outcome) return last;
	const above = outcome.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
	return Math.max(0, Math.min(last, Math.floor(above)));
}

function isAtEnd(scroller: HTMLElement): boolean {
	return scroller.scrollTop >= endOf(scroller) - slack;
}

function toEnd(element: HTMLElement | null): void {
	if (element) element.scrollTop = endOf(element);
}

/** One timer that begins anew when it is started again. */
class Pause {
	private timer: ReturnType<typeof setTimeout> | undefined;

	get running(): boolean {
		return this.timer !== undefined;
	}

	start(ms: number, onEnd: () => void): void {
		this.end();
		this.timer = setTimeout(() => {
			this.timer = undefined;
			onEnd();
		}, ms);
	}

	end(): void {
		clearTimeout(this.timer);
		this.timer = undefined;
	}
}
