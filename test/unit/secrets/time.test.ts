/** The redactor's time grows as the text does, whatever the text is. */

import { expect, test } from "vitest";
import { callPatterns } from "../../../src/core/secrets/call-patterns.ts";
import { commandPatterns } from "../../../src/core/secrets/command-patterns.ts";
import { contextPatterns } from "../../../src/core/secrets/context-patterns.ts";
import { providerKeys } from "../../../src/core/secrets/provider-patterns.ts";
import { makeRedactor } from "../../../src/core/secrets/redactor.ts";
import { serviceKeys } from "../../../src/core/secrets/service-patterns.ts";
import { shapePatterns } from "../../../src/core/secrets/shape-patterns.ts";
import { growth, inStep } from "../../support/growth.ts";
import { letters } from "./samples.ts";

const values = Array.from({ length: 300 }, (_, index) => ({ kind: "env", value: letters(24, undefined, index) }));
const redactor = makeRedactor({ values });

const hostile: readonly string[] = [
	...[
		"a-b.",
		"a",
		":////",
		"://a:",
		"://a@",
		"QUJDREVGR0g",
		`"'`,
		"password",
		'password="',
		"password=",
		"key:",
		" -p",
		" -u a",
	],
	...[
		"eyJ",
		"login a ",
		"$6$aaaa$aaa",
		"authorization: ",
		"set-cookie: a=",
		" ",
		"\n",
		'password="\\"',
		"mysql -p ",
		"sk-",
	],
	...[
		"MIIabcIBAA",
		"<password ",
		"password=‹secret:x› ",
		"‹secret:",
		"echo a | sudo -S ",
		"net use ",
		"password=hunter2x ",
	],
	...[
		"-----BEGIN PRIVATE KEY-----\n",
		"-----END PRIVATE KEY-----",
		"-----BEGIN PRIVATE KEY-----\nMIIEpAIBAAKCAQEAaaaaaaaa\n",
	],
	...[
		`eyJ${"a".repeat(3_000)}.`,
		`${"A".repeat(500)}-----END PRIVATE KEY-----`,
		`password${" ".repeat(50)}`,
		"seed phrase abcd ",
	],
	...[
		"tokens: {",
		'"data":{"a":"bcdef",',
		"data:\n",
		"kind: Secret\ndata:\n  a: bcdefgh\n",
		"a,password\n",
		"password,",
	],
	...[
		"| password |\n|---|\n",
		"values (",
		"(password) values ('a'),",
		"connect('a','b',",
		"jwt.sign(",
		'"d":"',
		'token "',
	],
	...[
		"password for a ",
		"tokens=['",
		"passw\t",
		"\tpassword\t",
		"a=b,password=",
		"mot de passe ",
		"$ANSIBLE_VAULT;1\n",
	],
];

test.each(hostile.map((piece) => [piece.slice(0, 30), piece] as const))(
	"the time for %j grows in step with the text",
	(_, piece) => {
		const text = (size: number) => piece.repeat(Math.ceil(80_000 / piece.length)).slice(0, size);
		expect(growth(text, (each) => redactor.redact(each), 20_000)).toBeLessThan(inStep);
	},
);

test("no pattern has a repeat without an upper bound", () => {
	const sources = [
		...[...providerKeys, ...serviceKeys].map(({ rest }) => rest),
		...[...shapePatterns, ...contextPatterns, ...commandPatterns, ...callPatterns].map(({ source }) => source),
	];
	expect(sources.filter(hasOpenRepeat)).toEqual([]);
});

test("an open repeat is recognised, and one in a class or escaped is none", () => {
	expect(["a+", "(?:a)*", "a{2,}", "[+]*", "\\\\+"].filter((source) => !hasOpenRepeat(source))).toEqual([]);
	expect(["[a+*]", "\\+\\*", "a{2,3}", "a?"].filter(hasOpenRepeat)).toEqual([]);
});

function hasOpenRepeat(source: string): boolean {
	const bare = source.replace(/\\./gs, "e").replace(/\[(?:[^\]])*\]/g, "c");
	return /[*+]|\{\d+,\}/.test(bare);
}
