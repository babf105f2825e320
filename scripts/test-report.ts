/** Reads the report that a tier's runner left: Vitest's JSON, or that of the runner in the extension host. */

import { relative } from "node:path";
import { projectRoot } from "./host/paths.ts";

export interface Failure {
	/** The test's file where the runner tells it, and the test's whole name. */
	readonly name: string;
	/** What the runner said, at most `lineLimit` lines. */
	readonly text: string;
}

export interface TierReport {
	readonly passed: number;
	readonly failed: number;
	/** Also a file that could not be loaded, which no count of tests shows. */
	readonly failures: readonly Failure[];
}

/** Lines of a failure's text that are repeated at the end of a run. */
export const lineLimit = 40;

/** No counts and no failures where `text` is no report. */
export function readReport(text: string): TierReport {
	const report = parsed(text);
	return {
		passed: numberAt(report, "numPassedTests") ?? numberAt(report, "passed") ?? 0,
		failed: numberAt(report, "numFailedTests") ?? numberAt(report, "failed") ?? 0,
		failures: [...failuresOfVitest(report), ...failuresOfHost(report)],
	};
}

function failuresOfVitest(report: unknown): readonly Failure[] {
	return listAt(report, "testResults").flatMap((file) => {
		const place = relative(projectRoot, textAt(file, "name"));
		const failed = listAt(file, "assertionResults").filter((test) => textAt(test, "status") === "failed");
		const unloaded = failed.length === 0 && textAt(file, "status") === "failed";
		if (unloaded) return [{ name: place, text: shortened(textAt(file, "message")) }];
		return failed.map((test) => ({
			name: `${place} > ${textAt(test, "fullName")}`,
			text: shortened(listAt(test, "failureMessages").join("\n")),
		}));
	});
}

function failuresOfHost(report: unknown): readonly Failure[] {
	const failed = listAt(report, "records").filter((record) => textAt(record, "type") === "failed");
	const broken = textAt(report, "broken");
	return [
		...failed.map((record) => ({ name: textAt(record, "name"), text: shortened(textAt(record, "text")) })),
		...(broken === "" ? [] : [{ name: "the run in the extension host", text: broken }]),
	];
}

function shortened(text: string): string {
	const lines = text.split("\n");
	const rest = lines.length - lineLimit;
	return rest <= 0 ? text : [...lines.slice(0, lineLimit), `… ${rest} more lines`].join("\n");
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

function at(value: unknown, name: string): unknown {
	return value instanceof Object ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
}

function numberAt(value: unknown, name: string): number | null {
	const found = at(value, name);
	return typeof found === "number" ? found : null;
}

function textAt(value: unknown, name: string): string {
	const found = at(value, name);
	return typeof found === "string" ? found : "";
}

function listAt(value: unknown, name: string): readonly unknown[] {
	const found = at(value, name);
	return Array.isArray(found) ? found : [];
}
