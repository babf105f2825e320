/** A model's markdown on screen: formatted where it is harmless, text where it is not. */

import { render } from "preact";
import { act } from "preact/test-utils";
import { expect, test } from "vitest";
import { Markdown } from "../../webview/text/markdown.tsx";

function shown(text: string): HTMLElement {
	const root = document.createElement("div");
	void act(() => render(<Markdown text={text} />, root));
	return root;
}

test("everyday markdown is formatted", () => {
	const root = shown(
		"# Title\n\nA **b** _c_ `d` ~~e~~\n\n- one\n- two\n  1. inner\n\n> quote\n\n```ts\nconst a = 1 < 2;\n```\n\n---\n",
	);
	expect(root.querySelector("h4")?.textContent).toBe("Title");
	for (const tag of ["strong", "em", "del", "ul > li", "ol > li", "blockquote", "hr"])
		expect(root.querySelector(tag)).not.toBeNull();
	expect(root.querySelector("pre code")?.textContent).toBe("const a = 1 < 2;");
});

test("a table has heads and cells", () => {
	const root = shown("| a | b |\n|---|---|\n| 1 | **2** |");
	expect([...root.querySelectorAll("th")].map((cell) => cell.textContent)).toEqual(["a", "b"]);
	expect(root.querySelector("td strong")?.textContent).toBe("2");
});

test("a list that does not begin at 1, and one with boxes, keep that", () => {
	expect(shown("4. a\n5. b").querySelector("ol")?.getAttribute("start")).toBe("4");
	expect(shown("- [ ] a\n- [x] b").textContent).toBe("☐ a☑ b");
});

test.each([
	'<img src=x onerror="alert(1)">',
	"<script>alert(1)</script>",
	"<a href='javascript:alert(1)'>x</a>",
	"text <b onclick=alert(1)>bold</b>",
	"<iframe src='http://x.example'></iframe>",
	"<svg onload=alert(1)>",
	"<style>body{display:none}</style>",
])("HTML is shown as the text that it is: %s", (html) => {
	const root = shown(html);
	expect(root.querySelector("img, script, a, b, iframe, svg, style")).toBeNull();
	expect(root.textContent).toContain(html);
});

test.each([
	"javascript:alert(1)",
	"JaVaScRiPt:alert(1)",
	"java\tscript:alert(1)",
	"&#106;avascript:alert(1)",
	"data:text/html,x",
	"vscode://settings",
	"command:workbench.action.quit",
	"file:///etc/passwd",
	"//x.example",
	"relative/path.ts",
])("a link to %s is only text", (href) => {
	expect(shown(`[click](<${href}>)`).querySelector("a")).toBeNull();
	expect(shown(`[click](<${href}>)`).textContent).toContain("click");
});

test.each(["http://a.example/", "https://a.example/b?c=d#e", "mailto:a@b.example"])(
	"a link to %s says where it leads",
	(href) => {
		const link = shown(`[click](${href})`).querySelector("a");
		expect(link?.getAttribute("href")).toBe(href);
		expect(link?.title).toBe(href);
	},
);

test("an image is named and never fetched", () => {
	const root = shown("![a chart](http://x.example/pixel.png)");
	expect(root.querySelector("img, [src], [style]")).toBeNull();
	expect(root.textContent).toBe("[image: a chart]");
});

test("direction overrides are shown, joiners of emoji stay", () => {
	expect(shown("a\u202Eb `c\u2066d` 👩‍💻").textContent).toBe("a‹U+202E›b c‹U+2066›d 👩‍💻");
});

test("character references are read as what they stand for, but not in code", () => {
	expect(shown("a &lt;b&gt; &amp;lt; &#39;&#x41; `&lt;` &bogus;").textContent).toBe("a <b> &lt; 'A &lt; &bogus;");
});

test.each([
	["nested quotes", `${">".repeat(5_000)} x`],
	["nested lists", `${"- ".repeat(5_000)}x`],
	[
		"deep lists",
		Array.from({ length: 200 }, (_, depth) => `${"  ".repeat(depth)}- x`)
			.join("\n")
			.slice(0, 20_000),
	],
	["stars", "*a ".repeat(6_000)],
	["underscores", "_a".repeat(9_900)],
	["paragraphs of underscores", `${"_a".repeat(2_400)}\n\n`.repeat(4)],
	["brackets", "[".repeat(20_000)],
	["a text of many words", "word ".repeat(400_000)],
])("however it is nested or long, markdown is shown: %s", (_, text) => {
	const root = shown(text);
	expect(root.textContent).toContain(text.includes("x") ? "x" : text.trim().slice(0, 1));
});

test("what is nested too deeply is shown as its source, not lost", () => {
	const root = shown(`${"> ".repeat(40)}deep`);
	expect(root.textContent).toContain("deep");
	expect(root.querySelectorAll("blockquote").length).toBeLessThan(20);
});
