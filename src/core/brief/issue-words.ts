/** Says in plain words what is wrong with a field of a brief, for a person who does not know how it is read. */

import type * as z from "zod";

/** The rest of a sentence that begins with the field: "must be one of …". Null where the issue's own message says it. */
export function issueWords(issue: z.core.$ZodIssue): string | null {
	switch (issue.code) {
		case "invalid_type":
			return `must be ${typeNames[issue.expected] ?? issue.expected}`;
		case "invalid_value":
			return `must be one of ${issue.values.map(String).join(", ")}`;
		case "too_small":
			if (issue.origin !== "number" && issue.origin !== "int") return "must not be empty";
			return `must be ${issue.inclusive ? "at least" : "more than"} ${shown(issue.minimum)}`;
		case "too_big":
			return `must ${bounds[issue.origin] ?? "be at most"} ${shown(issue.maximum)}${units[issue.origin] ?? ""}`;
		case "unrecognized_keys":
			return `has no field ${issue.keys.map((key) => `“${key.slice(0, 40)}”`).join(", ")}`;
		default:
			return null;
	}
}

const typeNames: Readonly<Record<string, string>> = {
	string: "text",
	array: "a list",
	object: "fields with their values",
	number: "a number",
	int: "a whole number",
};

const bounds: Readonly<Record<string, string>> = { string: "have at most", array: "have at most" };
const units: Readonly<Record<string, string>> = { string: " characters", array: " entries" };

function shown(value: number | bigint): string {
	return value.toLocaleString("en-US");
}
