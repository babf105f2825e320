/** What a contender's process is given, and what it says when it is done. */

import * as z from "zod";

const taskSchema = z.object({
	/** Where the Messages API is spoken. */
	url: z.string(),
	/** The project to work on. */
	folder: z.string(),
	/** For what the contender keeps beside the project. */
	storage: z.string(),
	goal: z.string(),
	model: z.string(),
});

export type ContenderTask = z.output<typeof taskSchema>;

const reportSchema = z.object({
	/** The folder that holds the result. */
	folder: z.string(),
	/** The most memory that the process had, in bytes. */
	peakRss: z.number(),
	/** Processor time of the process, its children left out, in milliseconds. */
	cpu: z.number(),
	/** What is in use at the end, after a collection, in bytes. */
	heapAtEnd: z.number(),
});

export type ContenderReport = z.output<typeof reportSchema>;

/** This process's task: its first argument, as JSON. */
export function contenderTask(): ContenderTask {
	return taskSchema.parse(JSON.parse(process.argv[2] ?? ""));
}

/** Says what it took, as the last line of the output. `folder` holds the result. */
export function report(folder = contenderTask().folder): void {
	const peakRss = process.resourceUsage().maxRSS * 1024;
	const { user, system } = process.cpuUsage();
	globalThis.gc?.();
	const said: ContenderReport = {
		folder,
		peakRss,
		cpu: (user + system) / 1000,
		heapAtEnd: process.memoryUsage().heapUsed,
	};
	process.stdout.write(`${JSON.stringify(said)}\n`);
}

/** Reads what `report` wrote. */
export function readReport(output: string): ContenderReport {
	return reportSchema.parse(JSON.parse(output.trimEnd().split("\n").at(-1) ?? ""));
}
