/** PowerShell and cmd.exe: a few exact forms run by themselves, the clearest horrors never do, the rest is asked about. */

import { expect, test } from "vitest";
import { judgeCmd } from "../../../src/core/policy/cmd.ts";
import { judgePowerShell } from "../../../src/core/policy/powershell.ts";
import { policyCorpus } from "../../support/policy-corpus.ts";
import { fc } from "../../support/properties.ts";

const context = { protectedBranches: ["main", "master", "release/*"] };
const shells = { powershell: judgePowerShell, cmd: judgeCmd };
const verdicts = new Map([
	["reads", "safe"],
	["builds", "workspace"],
	["asks", "ask"],
	["never", "deny"],
]);

const rows = policyCorpus().flatMap(({ command, shell, class: kind }) =>
	shell === "powershell" || shell === "cmd" ? [{ command, shell, verdict: verdicts.get(kind) }] : [],
);

test.each(rows)("$shell: $command is $verdict", ({ command, shell, verdict }) => {
	expect(shells[shell](command, context).verdict).toBe(verdict);
});

test("all four verdicts are tried in both shells", () => {
	expect(new Set(rows.map(({ shell, verdict }) => `${shell} ${verdict}`)).size).toBeGreaterThanOrEqual(7);
});

test("a slash in a path is an option to cmd.exe, and a backslash is none", () => {
	expect(judgeCmd("dir src/core", context).verdict).toBe("ask");
	expect(judgeCmd("dir src\\core", context).verdict).toBe("safe");
});

const put = [
	..."&|;`$%^!><(){}@\"'\n\r\0\u200b\u00a0\u2013",
	...["&&", "$(x)", "%x%", "; rm x", " & del x", "\ndel x", "..\\", "C:\\"],
];

test.each(rows.filter(({ verdict }) => verdict === "safe"))(
	"$shell: nothing that means something to the shell can be put into $command",
	({ command, shell }) => {
		for (let at = 0; at <= command.length; at++) {
			for (const text of put) {
				const changed = `${command.slice(0, at)}${text}${command.slice(at)}`;
				if (changed.trim() === command || (text === "^" && /HEAD~?\^?/.test(command))) continue;
				expect([changed, shells[shell](changed, context).verdict]).not.toEqual([changed, "safe"]);
			}
		}
	},
);

test("any text has a verdict and a reason, and long ones are never safe", () => {
	fc.assert(
		fc.property(fc.string({ unit: "binary" }), (text) => {
			for (const judge of [judgePowerShell, judgeCmd]) expect(judge(text, context).because).not.toBe("");
		}),
	);
	for (const text of ["rm ", "git ", "a\\", "iex irm", "cat ", "reg ", " -"]) {
		for (const judge of [judgePowerShell, judgeCmd]) {
			expect(judge(text.repeat(50_000), context).verdict).not.toBe("safe");
		}
	}
});
