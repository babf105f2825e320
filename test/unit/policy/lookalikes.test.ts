/** The policy on commands that only look like one that reads: tricks of the shell, and characters that hide. */

import { describe, expect, test } from "vitest";
import { decide } from "../../../src/core/policy/decide.ts";

const lookalikes = [
	...["ls ..", "ls src/../..", "ls /", "ls ~", "ls -la/", "ls --dired", "ls -- -x", "ls '-la'", "ls ''", "pwd -L x"],
	...["node", "node --version x", "node --eval 1 --version", "npm --version --prefix .", "git --version --exec-path=x"],
	...["/bin/ls", "./ls", "'ls'", "l\\s", "l''s", '"ls"', "LS", "ls\\\n", "command ls", "env ls", "! ls", "time ls"],
	...["ls > out", "ls >> out", "ls < in", "ls 2>&1", "ls <<< x", "ls <<E\nE\n", "ls &> x", "ls >| x", "{ ls; } > x"],
	...[
		"ls &",
		"ls & pwd",
		"ls |& true",
		"(ls)",
		"{ ls; }",
		"coproc ls",
		"if true; then ls; fi",
		"for x in a; do ls; done",
	],
	...[
		"ls $HOME",
		"ls ${x}",
		"echo $x",
		"echo ${x@P}",
		"echo $((1))",
		"echo `pwd`",
		"echo $(pwd)",
		'echo "$(pwd)"',
		"ls <(pwd)",
	],
	...["ls *", "ls ?", "ls [a]", "ls {a,b}", "echo ~", "echo $'a'", 'echo $"a"', "echo a\\b", "echo -e a", "echo !!"],
	...[
		"A=1 ls",
		"PATH=. ls",
		"export PATH=.",
		"A=1",
		"alias ls=rm; ls",
		"ls() { rm x; }; ls",
		"function ls { rm x; }",
		"[[ -e x ]]",
		"((1))",
	],
	...["ls #", "# ls", "ls;;", "ls &&", "| ls", "ls 'x", 'ls "x', "if", "ls )", "ls; }", "ls <<E", "", " ", "\n", ";"],
];

const characters = [
	["a carriage return", "pwd\r", "U+000D"],
	["a null byte", "pwd\0", "U+0000"],
	["an escape", "echo \u001b", "U+001B"],
	["a zero-width space", "ls\u200b src", "U+200B"],
	["a direction override", "echo \u202ehi", "U+202E"],
	["a no-break space", "ls\u00a0src", "U+00A0"],
	["a byte order mark", "\ufeffls", "U+FEFF"],
	["a tag character", "ls \u{e0041}", "U+E0041"],
	["a Hangul filler", "ls \u3164", "U+3164"],
	["half of a character", "ls \ud83d", "U+D83D"],
	["fullwidth letters", "ｌｓ", "U+FF4C"],
	["Cyrillic letters", "echo раypal", "U+0440"],
	["a long dash", "ls —all", "U+2014"],
];

describe("what only looks like a command that reads", () => {
	test.each(lookalikes)("%j is asked about", (command) => {
		expect(decide(command).verdict).toBe("ask");
	});

	test.each(characters)("%s is asked about and named", (_, command, name) => {
		const { verdict, because } = decide(command);
		expect(verdict).toBe("ask");
		expect(because).toContain(name);
	});

	test("what is invisible in a command is written out in the reason", () => {
		expect(decide("x\u200by\nz").because).not.toContain("\u200b");
		expect(decide("x\u200by").because).toContain("x\\u{200B}y");
	});

	test("more than 20 commands, or more than 4 kB, are asked about even if each is safe", () => {
		expect(decide(Array(20).fill("pwd").join(";")).verdict).toBe("safe");
		expect(decide(Array(21).fill("pwd").join(";"))).toMatchObject({ verdict: "ask", because: "It has 21 commands." });
		expect(decide(`echo ${"x".repeat(5_000)}`)).toMatchObject({
			verdict: "ask",
			because: expect.stringContaining("very long"),
		});
		expect(decide("pwd;".repeat(50_000)).verdict).toBe("ask");
	});
});
