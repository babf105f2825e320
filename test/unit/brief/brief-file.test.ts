/** Brief files are read as what they say, and an editor is told what may stand in them. */

import { expect, test } from "vitest";
import { placeOfField, readBriefFile } from "../../../src/core/brief/brief-file.ts";
import { type BriefFileField, briefFileSchema, fieldsOfBriefFile } from "../../../src/core/brief/brief-file-schema.ts";
import { type Brief, briefSchema } from "../../../src/core/task/brief.ts";

const whole = `---
definitionOfDone: "\`npm test\` passes, and a test shows that an empty name is greeted."
mode: change
kind: bug
base: HEAD
model: some-model
effort: high
owner: Jo Doe <jo@example.com>
scope:
  allowed:
    - src/greet/**
    - "**/*.test.js"
  forbidden: [src/greet/legacy.js]
checks:
  - npm test
budget:
  money: 2.5
  tokens: 100000
  minutes: 20
  turns: 40
attachments:
  - title: Log
    text: |
      Hello, undefined!
      second line
---

# Greeting

Greet an empty name as "you".
`;

test("every field of a brief file is read", () => {
	expect(briefOf(whole)).toEqual({
		goal: '# Greeting\n\nGreet an empty name as "you".',
		definitionOfDone: "`npm test` passes, and a test shows that an empty name is greeted.",
		...{ mode: "change", kind: "bug", base: "HEAD", model: "some-model", effort: "high" },
		owner: "Jo Doe <jo@example.com>",
		scope: { allowed: ["src/greet/**", "**/*.test.js"], forbidden: ["src/greet/legacy.js"] },
		checks: ["npm test"],
		budget: { money: 2.5, tokens: 100000, minutes: 20, turns: 40 },
		attachments: [{ title: "Log", text: "Hello, undefined!\nsecond line\n" }],
	});
});

test("a file without front matter is a goal", () => {
	expect(briefOf("Fix the greeting.\n")).toEqual({ goal: "Fix the greeting." });
	expect(briefOf("---\n---\nFix it.")).toEqual({ goal: "Fix it." });
	expect(briefOf("---\n# nothing yet\n---\nFix it.\n\n---\n\nBelow the line.")).toEqual({
		goal: "Fix it.\n\n---\n\nBelow the line.",
	});
});

test("a byte order mark and the line ends of Windows change nothing", () => {
	const windows = `\ufeff${whole.replaceAll("\n", "\r\n")}`;
	expect(briefOf(windows)).toEqual(briefOf(whole));
	const place = placeOfField(windows, "mode");
	expect(windows.slice(place.start, place.end)).toBe("change");
});

test("a warning is shown at its field, else at the front matter, else at the goal", () => {
	const at = (text: string, field: Parameters<typeof placeOfField>[1]) => {
		const { start, end } = placeOfField(text, field);
		return text.slice(start, end);
	};
	expect(at(whole, "effort")).toBe("high");
	expect(at(whole, "scope")).toBe("scope");
	expect(at(whole, "checks")).toBe("checks");
	expect(at(whole, "goal")).toBe("# Greeting");
	expect(at("---\nmode: change\n---\nFix it.", "checks")).toBe("---");
	expect(at("\n  Fix it. \n", "checks")).toBe("Fix it.");
	expect(at("", "goal")).toBe("");
});

test("the fields that are offered are those of a brief, with all their choices", () => {
	const { goal: _goal, ...shape } = briefSchema.shape;
	expect(fieldsOfBriefFile.map(({ name }) => name).toSorted()).toEqual(Object.keys(shape).toSorted());
	const schema = briefFileSchema();
	const named = (fields: readonly BriefFileField[], of: unknown): void => {
		const { properties = {} } = of as {
			properties?: Record<string, { description?: string; enum?: string[]; items?: unknown }>;
		};
		expect(Object.keys(properties)).toEqual(fields.map(({ name }) => name));
		for (const { name, doc, values, shape: is, fields: inner } of fields) {
			expect(properties[name]?.description).toBe(doc);
			const choices = properties[name]?.enum;
			if (choices) expect(values.map(({ value }) => value)).toEqual(choices);
			if (inner.length > 0) named(inner, is === "entries" ? properties[name]?.items : properties[name]);
		}
	};
	named(fieldsOfBriefFile, schema);
	expect(schema["additionalProperties"]).toBe(false);
	expect(JSON.stringify(schema)).not.toContain('"goal"');
});

function briefOf(text: string): Brief {
	const read = readBriefFile(text);
	if (read.kind === "failed") throw new Error(JSON.stringify(read.problems));
	return read.brief;
}
