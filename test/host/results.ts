/** Reads what the tests in an extension host left behind, and judges the run. */

import { readFile } from "node:fs/promises";
import type { TestRecord } from "./runner.ts";

export interface HostResults {
	readonly passed: number;
	readonly failed: number;
	/** Empty when the run came to its end; else why it cannot be believed, which counts as a failure. */
	readonly broken: string;
	readonly records: readonly TestRecord[];
}

/** `ending` says how the host ended, for a person. */
export async function readResults(file: string, ending: string): Promise<HostResults> {
	const records = parseRecords(await readFile(file, "utf8").catch(() => ""));
	const passed = records.filter(({ type }) => type === "passed").length;
	const failed = records.filter(({ type }) => type === "failed").length;
	const broken = whyBroken(records, ending);
	return { passed, failed: failed + (broken === "" ? 0 : 1), broken, records };
}

/** A line cut off by a crash is left out. */
export function parseRecords(text: string): readonly TestRecord[] {
	return text
		.split("\n")
		.slice(0, -1)
		.map((line): TestRecord => JSON.parse(line));
}

export function describeRecord(record: TestRecord): string {
	switch (record.type) {
		case "started":
			return `${record.tests} tests in the extension host`;
		case "passed":
			return `  ✓ ${record.name} (${record.ms} ms)`;
		case "failed":
			return `  ✗ ${record.name} (${record.ms} ms)\n${record.text.replace(/^/gm, "      ")}`;
		case "finished":
			return `${record.passed} passed, ${record.failed} failed in the extension host`;
		default:
			return record satisfies never;
	}
}

function whyBroken(records: readonly TestRecord[], ending: string): string {
	const [first] = records;
	const last = records.at(-1);
	if (first?.type !== "started") return `No test began: ${ending}`;
	if (last?.type !== "finished")
		return `The run broke off after ${records.length - 1} of ${first.tests} tests: ${ending}`;
	if (first.tests === 0) return "There was no test to run.";
	if (last.passed + last.failed !== first.tests)
		return `Of ${first.tests} tests only ${last.passed + last.failed} were run.`;
	return "";
}
