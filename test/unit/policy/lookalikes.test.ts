/** The policy on commands that only look like one that reads: tricks of the shell, and characters that hide. */

import { describe, expect, test } from "vitest";
import { decide, provedContext } from "../../../src/core/policy/decide.ts";

const lookalikes = [
	...["ls ..", "ls src/../..", "ls /", "ls ~", "ls -la/", "ls --dired", "ls ''", "pwd -L x", "ls ~+", "ls ~root/x"],
	...["node", "node --eval 1 --version", "npm --version --prefix ..", "git --version --exec-path=x", "git -C .. log"],
	...["../ls", "'ls'", "l\\s", "l''s", '"ls"', "LS", "ls\\\n ..", "! ls ..", "time ls ..", "$'ls'", "l[s]", "{ls,-l}"],
	...[
		"ls > ../out",
		"ls >> ~/out",
		"ls < /etc/passwd",
		"ls &> $x",
		"ls >| /x",
		"{ ls; } > ../x",
		"ls > *",
		"cat <> /x",
	],
	...[
		"ls &",
		"ls & pwd",
		"coproc ls",
		"ls() { rm x; }; ls",
		"function ls { rm x; }",
		"alias ls=rm; ls",
		"hash -p x ls",
	],
	...[
		"cat $HOME",
		"cat ${x}",
		'cat "$(pwd)/../x"',
		"echo ${x@P}",
		"echo ${!x}",
		"echo ${x:=y}",
		"echo ${x:?y}",
		"echo ${a[0]}",
	],
	...[
		"echo $((x))",
		"echo $((a[0]))",
		"((1))",
		"[[ -v a[0] ]]",
		"[[ x -eq 0 ]]",
		"echo ${x:y:z}",
		"echo $[x]",
		"let x=1",
	],
	...[
		"echo $(id)",
		"echo `id`",
		'echo "$(id)"',
		"cat <(id)",
		"cat <<E\n$(id)\nE\n",
		"ls >(id)",
		"echo ${x:-$(id)}",
		"x=$(id)",
	],
	...[
		"A=1 ls",
		"PATH=.",
		"export PATH=.",
		"IFS=x",
		"a=(1 2)",
		"a[0]=1",
		"export LD_PRELOAD=x",
		"declare -x A",
		"read PATH",
	],
	...[
		"x=/etc; cat $x/passwd",
		"for f in ../a; do cat $f; done",
		"x=a; x=/etc/passwd; cat $x",
		"for f in a; do f=..; ls $f; done",
	],
	...[
		"cd a; cd ..; cat ../x",
		"cd a || true; cat ../x",
		"(cd a); cat ../x",
		"cd $x && ls",
		"cd - && ls",
		"pushd a",
		"cd",
	],
	...[
		"find . -exec sh {} ';'",
		"find . -fprintf x y",
		"find . -ok rm {} ';'",
		"find / -name x",
		"fd -x rm",

		"ls .. | xargs cat",
	],
	...[
		"echo a | xargs cat",
		"curl x | xargs cat",
		"xargs -a x cat",
		"xargs -I{} sh -c '{}'",
		"find . | xargs -I% bash %",
	],
	...[
		'bash -c "$x"',
		"bash -c 'rm x'",
		"sh -c 'ls &>x'",
		"bash <<< ls",
		"bash",
		"eval ls",
		"exec ls",
		". ./x",
		"source x",
		"trap ls EXIT",
	],
	...[
		"sed -n 'w x' a",
		"sed '1e id' a",
		"sed -f x a",
		"awk -f x a",
		"awk 'BEGIN { system(\"id\") }'",
		"awk '{ print > \"x\" }' a",
	],
	...[
		'awk \'/"/ { print | "sh" }\' a',
		"sort -o ../x a",
		"sort --compress-program=x a",
		"rg --pre x y",
		"grep -f ../x a",
		"tar -I x -cf a b",
	],
	...[
		"jq env",
		"jq -L x .",
		"yq 'load(\"x\")' a",
		"git diff --ext-diff",
		"git log --output=x",
		"git grep -Ox y",
		"git show --textconv",
	],
	...[
		"git --exec-path=x log",
		"git -c alias.l=!id l",
		"git -c core.sshcommand=x fetch",
		"git --git-dir=x log",
		"git l",
		"git log ../x",
	],
	...[
		"cat .*",
		"cat .en?",
		"cat .[e]nv",
		"cat *.pem",
		"cat {.e,x}nv*",
		"find . -name '.env*' -exec cat {} +",
		"grep -r --include='.env*' x .",
	],
	...["cat -- -x ../y", "echo x > .remit/a", "touch .git/x", "cat /proc/self/status", "cat http://x/y", "ls \\-la .."],
	...[
		"ls;;",
		"ls &&",
		"| ls",
		"ls 'x",
		'ls "x',
		"if",
		"ls )",
		"ls; }",
		"ls <<E",
		"",
		" ",
		"\n",
		";",
		"# ls",
		"select x in a; do ls; done",
	],
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
		expect(decide(command, provedContext).verdict).toMatch(/^(?:ask|deny)$/);
	});

	test.each(characters)("%s is asked about and named", (_, command, name) => {
		const { verdict, because } = decide(command, provedContext);
		expect(verdict).toBe("ask");
		expect(because).toContain(name);
	});

	test("what is invisible in a command is written out in the reason", () => {
		expect(decide("x\u200by\nz", provedContext).because).not.toContain("\u200b");
		expect(decide("x\u200by", provedContext).because).toContain("x\\u{200B}y");
	});

	test("more than 20 commands, or more than 4 kB, are asked about even if each is safe", () => {
		expect(decide(Array(20).fill("pwd").join(";"), provedContext).verdict).toBe("safe");
		expect(decide(Array(21).fill("pwd").join(";"), provedContext)).toMatchObject({
			verdict: "ask",
			because: "It has 21 commands.",
		});
		expect(decide(`echo ${"x".repeat(5_000)}`, provedContext)).toMatchObject({
			verdict: "ask",
			because: expect.stringContaining("very long"),
		});
		expect(decide("pwd;".repeat(50_000), provedContext).verdict).toBe("ask");
	});
});
