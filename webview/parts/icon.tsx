/** Small pictures, drawn as strokes in the text's colour; always beside words or on a labelled button. */

const drawings = {
	bin: "M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.6 8.5h5.8l.6-8.5",
	back: "M10 3 5 8l5 5",
	play: "M5 3.5v9l7-4.5z",
	stop: "M4.5 4.5h7v7h-7z",
	check: "m3 8.5 3.2 3.2L13 4.8",
	cross: "m4 4 8 8m0-8-8 8",
	circle: "M8 2.8a5.2 5.2 0 1 0 0 10.4A5.2 5.2 0 0 0 8 2.8z",
	half: "M8 2.8a5.2 5.2 0 1 0 0 10.4A5.2 5.2 0 0 0 8 2.8zM8 5.6a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8z",
	dash: "M4 8h8",
	dots: "M3.5 8h.01M8 8h.01M12.5 8h.01",
	bell: "M4 11.5V7a4 4 0 0 1 8 0v4.5M2.5 11.5h11M7 13.5h2",
	warning: "M8 2.5 14 13H2zM8 6.5v3M8 11.4h.01",
	error: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 5v3.5M8 10.9h.01",
	info: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 7.5V11M8 5.1h.01",
	question: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM6.4 6.5a1.6 1.6 0 1 1 2.3 1.4c-.5.3-.7.6-.7 1.2M8 11.1h.01",
	file: "M4 2.5h5L12 5.5v8H4zM9 2.5v3h3",
	folder: "M2.5 4h4l1.2 1.5h5.8V12.5h-11z",
	search: "M7 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM10 10l3.5 3.5",
	pencil: "m3 13 .7-2.8 7-7 2.1 2.1-7 7zM9.3 4.6l2.1 2.1",
	terminal: "M2.5 3.5h11v9h-11zM5 6.5 7 8l-2 1.5M8.5 10H11",
	list: "M6 4.5h7M6 8h7M6 11.5h7M3 4.5h.01M3 8h.01M3 11.5h.01",
	flag: "M4 13.5v-11M4 3h8l-2 2.7 2 2.8H4",
	branch:
		"M4.5 6v4M4.5 6a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM4.5 13a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM11.5 6a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM11.5 6c0 2.5-7 1.5-7 4",
	down: "M8 3v9.5M4 8.7l4 4 4-4",
	undo: "M6 3.5 3 6.5l3 3M3.3 6.5H9a3.5 3.5 0 0 1 0 7H6",
	up: "M8 13V3.5M4 7.3l4-4 4 4",
	diff: "M8 3v6M5 6h6M5 12.5h6",
	person: "M8 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM3 13.5c.5-2.7 2.4-4 5-4s4.5 1.3 5 4",
	tool: "M3 8h3l1.5-4 2 8L11 8h2",
} as const;

export type IconName = keyof typeof drawings;

export function Icon({ name, tone = "" }: { readonly name: IconName; readonly tone?: string }) {
	return (
		<svg class={`icon ${tone}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
			<path d={drawings[name]} />
		</svg>
	);
}
