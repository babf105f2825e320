/** Shows a model's markdown as vnodes: text stays text, nothing is fetched, and links say where they lead. */

import { lexer, type MarkedToken, type Token, type Tokens } from "marked";
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { PlacedCode, PlacedText, Places } from "./places.tsx";
import { visible, visibleProse } from "./visible.ts";

/** Longer texts, or texts with longer paragraphs, are shown as they are: the grammar takes quadratic time on hostile ones. */
const longest = 20_000;
const longestParagraph = 5_000;
/** What is nested deeper is shown as its source. */
const deepest = 12;

export function Markdown({ text }: { readonly text: string }) {
	return useMemo(() => <div class="markdown">{render(text)}</div>, [text]);
}

function render(text: string): ComponentChildren {
	if (isTooLong(text)) return <Source text={text} />;
	try {
		return blocks(lexer(text), 0);
	} catch {
		// The lexer recurses: thousands of nested quotes or lists overflow its stack.
		return <Source text={text} />;
	}
}

function isTooLong(text: string): boolean {
	return text.length > longest || text.split("\n\n").some((paragraph) => paragraph.length > longestParagraph);
}

function Source({ text }: { readonly text: string }) {
	return <p class="source">{visibleProse(text)}</p>;
}

function blocks(tokens: readonly Token[], depth: number): readonly ComponentChildren[] {
	return tokens.map((token) => (isMarked(token) && depth < deepest ? node(token, depth + 1) : visibleProse(token.raw)));
}

function node(token: MarkedToken, depth: number): ComponentChildren {
	switch (token.type) {
		case "space":
		case "def":
			return null;
		case "hr":
			return <hr />;
		case "heading":
			return <Heading level={token.depth}>{blocks(token.tokens, depth)}</Heading>;
		case "paragraph":
			return <p>{blocks(token.tokens, depth)}</p>;
		case "blockquote":
			return <blockquote>{blocks(token.tokens, depth)}</blockquote>;
		case "code":
			return (
				<pre>
					<code>{visibleProse(token.text)}</code>
				</pre>
			);
		case "list":
			return list(token, depth);
		case "list_item":
			return <li>{blocks(token.tokens, depth)}</li>;
		case "table":
			return table(token, depth);
		default:
			return inline(token, depth);
	}
}

type InlineToken = Exclude<
	MarkedToken,
	| Tokens.Space
	| Tokens.Def
	| Tokens.Hr
	| Tokens.Heading
	| Tokens.Paragraph
	| Tokens.Blockquote
	| Tokens.Code
	| Tokens.List
	| Tokens.ListItem
	| Tokens.Table
>;

function inline(token: InlineToken, depth: number): ComponentChildren {
	switch (token.type) {
		case "strong":
			return <strong>{blocks(token.tokens, depth)}</strong>;
		case "em":
			return <em>{blocks(token.tokens, depth)}</em>;
		case "del":
			return <del>{blocks(token.tokens, depth)}</del>;
		case "codespan":
			return <PlacedCode text={token.text} />;
		case "br":
			return <br />;
		case "checkbox":
			return token.checked ? "☑ " : "☐ ";
		case "link":
			return <Link href={token.href}>{blocks(token.tokens, depth)}</Link>;
		case "image":
			return visibleProse(`[image: ${token.text || token.href}]`);
		case "text":
			return token.tokens ? blocks(token.tokens, depth) : <PlacedText text={withEntities(token.text)} />;
		case "escape":
			return visibleProse(token.text);
		case "html":
			return visibleProse(token.raw);
		default:
			return token satisfies never;
	}
}

/** Levels of the panel's own headings stay above those of a text in it. */
function Heading({ level, children }: { readonly level: number; readonly children: ComponentChildren }) {
	if (level <= 1) return <h4>{children}</h4>;
	return level === 2 ? <h5>{children}</h5> : <h6>{children}</h6>;
}

function list({ ordered, start, items }: Tokens.List, depth: number): ComponentChildren {
	const shown = items.map((item) => <li>{blocks(item.tokens, depth)}</li>);
	return ordered ? <ol start={start === "" ? 1 : start}>{shown}</ol> : <ul>{shown}</ul>;
}

function table({ header, rows }: Tokens.Table, depth: number): ComponentChildren {
	return (
		<div class="table">
			<table>
				<thead>
					<tr>
						{header.map((cell) => (
							<th scope="col">{blocks(cell.tokens, depth)}</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map((row) => (
						<tr>
							{row.map((cell) => (
								<td>{blocks(cell.tokens, depth)}</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

/** A link that a person may follow, with the place it leads to; any other kind of address is only text. */
function Link({ href, children }: { readonly href: string; readonly children: ComponentChildren }) {
	const address = followable(href);
	if (!address) return <span title={visible(href)}>{children}</span>;
	return (
		<a href={address.href} title={visible(address.href)} rel="noreferrer">
			<Places.Provider value={null}>{children}</Places.Provider>
		</a>
	);
}

function followable(href: string): URL | null {
	const address = URL.canParse(href) ? new URL(href) : null;
	return address && ["http:", "https:", "mailto:"].includes(address.protocol) ? address : null;
}

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** The lexer resolves numeric character references and leaves named ones; these are the ones that models write. */
function withEntities(text: string): string {
	return text.replace(/&(\w{2,6});/g, (whole, name: string) => named[name] ?? whole);
}

const kinds = {
	blockquote: true,
	br: true,
	checkbox: true,
	code: true,
	codespan: true,
	def: true,
	del: true,
	em: true,
	escape: true,
	heading: true,
	hr: true,
	html: true,
	image: true,
	link: true,
	list: true,
	list_item: true,
	paragraph: true,
	space: true,
	strong: true,
	table: true,
	text: true,
} as const satisfies Record<MarkedToken["type"], true>;

/** The lexer's own tokens, apart from those that extensions could add. */
function isMarked(token: Token): token is MarkedToken {
	return Object.hasOwn(kinds, token.type);
}
