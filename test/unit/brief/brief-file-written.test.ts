/** What Remit writes as a brief file it reads as the same brief. */

import { expect, test } from "vitest";
import { readBriefFile, writeBriefFile } from "../../../src/core/brief/brief-file.ts";
import { efforts, kinds, modes } from "../../../src/core/brief/words.ts";
import { type Brief, parseBrief } from "../../../src/core/task/brief.ts";
import { fc, times } from "../../support/properties.ts";

const awkward = fc.constantFrom(
	...[
		"yes",
		"no",
		"on",
		"1.0",
		"1e3",
		"0x10",
		"null",
		"~",
		"true",
		"---",
		"# x",
		"- x",
		"a: b",
		"a #b",
		"'",
		'"',
		"\\",
		"…",
	],
	...[
		"a\nb",
		"a\n\n b",
		"x\n---\ny",
		"\ttab",
		"a\tb",
		"é\u0301",
		"😀",
		"*a",
		"&a",
		"!a",
		"{a}",
		"[a]",
		"|",
		">",
		"%x",
		"@x",
		"`x`",
	],
	...[
		"2026-01-01",
		"=",
		"<<",
		"a\r\nb",
		"a\rb",
		"\u0007",
		"\u0085",
		"\u2028",
		"a\u00a0b",
		"x ",
		" x",
		"?",
		",",
		"x\n",
		"\nx",
	],
);
const anyText = fc.oneof(
	awkward,
	fc.string({ unit: "binary", maxLength: 30 }),
	fc.string({ maxLength: 30 }),
	fc.array(awkward, { maxLength: 4 }).map((parts) => parts.join(" ")),
);
const someBrief = fc.record(
	{
		goal: anyText,
		definitionOfDone: anyText,
		mode: fc.constantFrom(...modes),
		kind: fc.constantFrom(...kinds),
		base: anyText,
		model: anyText,
		effort: fc.constantFrom(...efforts),
		owner: anyText,
		scope: fc.record(
			{ allowed: fc.array(anyText, { maxLength: 3 }), forbidden: fc.array(anyText, { maxLength: 3 }) },
			{ requiredKeys: [] },
		),
		checks: fc.array(anyText, { maxLength: 3 }),
		attachments: fc.array(fc.record({ title: anyText, text: anyText }), { maxLength: 2 }),
		budget: fc.record(
			{
				money: fc.double({ min: 0, max: 20_000 }),
				tokens: fc.nat(),
				minutes: fc.nat({ max: 11_000 }),
				turns: fc.nat({ max: 11_000 }),
			},
			{ requiredKeys: [] },
		),
	},
	{ requiredKeys: ["goal"] },
);

test("what is written is read as the same brief", () => {
	let briefs = 0;
	fc.assert(
		fc.property(someBrief, (value) => {
			const brief = parsed(value);
			if (brief === null) return;
			briefs += 1;
			expect(briefOf(writeBriefFile(brief))).toEqual(brief);
		}),
		{ numRuns: times(3_000) },
	);
	expect(briefs).toBeGreaterThan(300);
});

const whole: Brief = {
	goal: '# Greeting\n\nGreet an empty name as "you".',
	...{ mode: "change", base: "HEAD", model: "some-model", effort: "high", owner: "Jo Doe <jo@example.com>" },
	scope: { allowed: ["src/greet/**", "**/*.test.js"], forbidden: ["src/greet/legacy.js"] },
	checks: ["npm test"],
	budget: { money: 2.5, turns: 40 },
	attachments: [{ title: "Log", text: "Hello, undefined!\nsecond line\n" }],
};

test("what is written reads well", () => {
	expect(writeBriefFile({ ...whole, definitionOfDone: "One line,\nand another." })).toMatchSnapshot();
});

/** A field that a brief cannot have is left out, so that the others are tried. */
function parsed(value: Record<string, unknown>): Brief | null {
	const kept = Object.entries(value).filter(
		([name, each]) => name === "goal" || parseBrief({ goal: "x", [name]: each }).kind === "brief",
	);
	const read = parseBrief(Object.fromEntries(kept));
	return read.kind === "brief" ? read.brief : null;
}

function briefOf(text: string): Brief {
	const read = readBriefFile(text);
	if (read.kind === "failed") throw new Error(JSON.stringify(read.problems));
	return read.brief;
}
