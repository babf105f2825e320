/** Charts as SVG: bars for a reader's eyes; the table below each says the same in numbers. */

import { type Html, html } from "./html.ts";

export interface Series {
	readonly name: string;
	/** Of the style sheet: `c1` … `c5`; each has a pattern of its own besides its colour. */
	readonly style: string;
	/** One for each label; null where nothing is known. */
	readonly values: readonly (number | null)[];
}

export interface Chart {
	readonly title: string;
	/** What the chart shows, in a sentence, for who cannot see it. */
	readonly description: string;
	readonly labels: readonly string[];
	readonly series: readonly Series[];
	/** A value for a person, e.g. "$1.20". */
	value(value: number): string;
}

const high = 120;
const wide = 44;
const gap = 12;

/** Bars on one another. */
export function stackedBars(chart: Chart): Html {
	const most = Math.max(1, ...chart.labels.map((_, at) => total(chart.series, at)));
	const bars = chart.labels.map((label, at) => {
		let top = high;
		const parts = chart.series.map(({ name, style, values }) => {
			const value = values[at] ?? 0;
			const height = (value / most) * high;
			top -= height;
			return bar({ x: left(at), y: top, width: wide - gap, height, style }, `${label}, ${name}: ${chart.value(value)}`);
		});
		return html`${parts}${axisLabel(label, at)}`;
	});
	return drawn(chart, most, bars);
}

/** Bars beside one another. */
export function groupedBars(chart: Chart): Html {
	const most = Math.max(...chart.series.flatMap(({ values }) => values.map((value) => value ?? 0)), 0) || 1;
	const width = (wide - gap) / chart.series.length;
	const bars = chart.labels.map((label, at) => {
		const parts = chart.series.flatMap(({ name, style, values }, nth) => {
			const value = values[at] ?? null;
			if (value === null) return [];
			const height = (value / most) * high;
			const place = { x: left(at) + nth * width, y: high - height, width, height, style };
			return [bar(place, `${label}, ${name}: ${chart.value(value)}`)];
		});
		return html`${parts}${axisLabel(label, at)}`;
	});
	return drawn(chart, most, bars);
}

function drawn(chart: Chart, most: number, bars: readonly Html[]): Html {
	const width = left(chart.labels.length) + gap;
	return html`<figure>
<figcaption>${chart.title}</figcaption>
<ul class="legend">${chart.series.map(({ name, style }) => html`<li><span class="key ${style}"></span>${name}</li>`)}</ul>
<div class="scroll" tabindex="0" role="region" aria-label="${chart.title}">
<svg role="img" aria-label="${chart.description}" width="${width}" height="${high + 44}" viewBox="0 -14 ${width} ${high + 44}">
<text class="axis" x="${axis - 6}" y="4" text-anchor="end">${chart.value(most)}</text>
<text class="axis" x="${axis - 6}" y="${high}" text-anchor="end">${chart.value(0)}</text>
<line class="line" x1="${axis}" y1="${high}" x2="${width}" y2="${high}"></line>
${bars}
</svg>
</div>
</figure>`;
}

/** The width of what stands before the first bar. */
const axis = 64;

function left(at: number): number {
	return axis + gap + at * wide;
}

interface Bar {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
	readonly style: string;
}

function bar({ x, y, width, height, style }: Bar, title: string): Html {
	if (height <= 0) return html``;
	return html`<rect class="${style}" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"><title>${title}</title></rect>`;
}

/** "2026-W47" as "W47", with the year below the first week of each. */
function axisLabel(label: string, at: number): Html {
	const middle = left(at) + (wide - gap) / 2;
	const [year = "", week = ""] = label.split("-");
	return html`<text class="axis" x="${middle}" y="${high + 13}" text-anchor="middle">${week}</text>${
		at === 0 || week === "W01"
			? html`<text class="axis" x="${middle}" y="${high + 26}" text-anchor="middle">${year}</text>`
			: html``
	}`;
}

function total(series: readonly Series[], at: number): number {
	return series.reduce((all, { values }) => all + (values[at] ?? 0), 0);
}

function round(value: number): number {
	return Math.round(value * 100) / 100;
}
