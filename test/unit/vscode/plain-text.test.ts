/** Text of others stays text in the editor's messages and lists. */

import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { isSeenWhole, plainDetail, plainLine, plainMessage } from "../../../src/vscode/plain-text.ts";

/** What the editor itself looks for: vs/base/common/linkedText.ts and iconLabels.ts of VS Code 1.100 and later. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
const icon = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/;

const links = [
	"Which port? [Answer](command:workbench.action.terminal.sendSequence?%7B%7D) or else",
	"[a](https://example.invalid/x)",
	"[a](file:///etc/passwd 'title')",
	'[a](COMMAND:x "title")',
	"[[a]](command:x)",
	"[a]\u200B(command:x)",
	"[a]\u0000(command:x)",
	"[a][b](command:x)](command:y)",
];

test.each(links)("%j is no link for the editor in a message, nor in a label", (text) => {
	expect(plainMessage(text)).not.toMatch(link);
	expect(plainLine(text)).not.toMatch(link);
});

test("what the editor looks for is found in the texts of these tests", () => {
	expect(links.filter((text) => link.test(text)).length).toBeGreaterThan(4);
	expect("rm -rf $(pwd) $(sync~spin)").toMatch(icon);
});

test.each(["rm -rf $(pwd)", "$(sync~spin)", "\\$(pwd)", "$$(pwd)", "$(echo $(pwd))"])(
	"%j is no picture for the editor, and loses nothing that can be seen",
	(text) => {
		for (const plain of [plainMessage(text), plainLine(text)]) {
			expect(plain).not.toMatch(icon);
			expect(plain.replaceAll("\u200B", "")).toBe(text);
		}
	},
);

test("what is invisible, or turns text around, is seen", () => {
	expect(plainMessage("a\u202Eb\u0007c\u2066d\u{E0041}")).toBe("a‹U+202E›b‹U+0007›c‹U+2066›d‹U+E0041›");
	expect(plainLine("a\u00A0b\u200Dc\nd\te")).toBe("a‹U+00A0›b‹U+200D›c⏎d‹U+0009›e");
});

test("prose stays as it is, line feeds and emoji included", () => {
	const prose = "Größe “x”, [list] (of) $5 \u2714\uFE0F 👩\u200D💻\nsecond line";
	expect(plainMessage(prose)).toBe(prose);
});

test("only a short line of plain characters is seen whole", () => {
	expect(isSeenWhole("npm test -- $(pwd)", 60)).toBe(true);
	for (const text of ["a\nb", "rm  x", " x", "é", "x".repeat(61), "a\tb"]) expect(isSeenWhole(text, 60)).toBe(false);
});

test("the editor is told and asked in one place only, which makes text plain", () => {
	const root = resolve(import.meta.dirname, "../../..");
	const direct =
		/\b(?:show(?:Information|Warning|Error)Message|(?:show|create)QuickPick|(?:show|create)InputBox|setStatusBarMessage)\b/;
	const speaking = globSync("src/**/*.ts", { cwd: root }).filter((file) =>
		direct.test(readFileSync(join(root, file), "utf8")),
	);
	expect(speaking).toEqual([join("src", "vscode", "say.ts")]);
});

test("the two ends of a key in different lines of a dialog hide nothing between them", () => {
	const shown = plainDetail(
		"x -----BEGIN PRIVATE KEY-----\nChecks:\n  rm -rf everything12\n  -----END PRIVATE KEY-----",
	);
	expect(shown).toContain("Checks:\n  rm -rf everything12\n");
});
