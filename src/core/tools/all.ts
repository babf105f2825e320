/** All tools, as a model is told of them and as its calls find them. */

import * as z from "zod";
import type { ToolDeclaration } from "../agent/messages.ts";
import type { Mode } from "../brief/words.ts";
import { askTool } from "./ask.ts";
import { editTool } from "./edit.ts";
import { finishTool } from "./finish.ts";
import { listTool } from "./list.ts";
import { planTool } from "./plan.ts";
import { readTool } from "./read.ts";
import { runTool } from "./run.ts";
import { searchTool } from "./search.ts";
import type { Need, Tool, ToolContext, ToolResult } from "./tool.ts";
import { writeTool } from "./write.ts";

/** In the order in which they are declared, which is part of the cached prefix. */
export const allTools: readonly Tool[] = [
	readTool,
	listTool,
	searchTool,
	editTool,
	writeTool,
	runTool,
	planTool,
	askTool,
	finishTool,
];

const readOnly: readonly Tool[] = allTools.filter((tool) => tool !== editTool && tool !== writeTool);

/** The tools of a task in this mode: what is not among them can neither be declared nor called. */
export function toolsOf(mode: Mode | undefined): readonly Tool[] {
	return mode === "explore" ? readOnly : allTools;
}

/** A call whose input fits its tool. */
export interface PreparedCall {
	readonly kind: "ready";
	readonly effect: Tool["effect"];
	readonly title: string;
	readonly needs: Need;
	run(context: ToolContext, signal: AbortSignal): Promise<ToolResult>;
}

export interface InvalidCall {
	readonly kind: "invalid";
	/** Tells the model what to correct. */
	readonly text: string;
}

/** Parses a call's input and binds it to its tool. Does not throw, whatever the model sends. */
export function prepareCall(
	name: string,
	input: Readonly<Record<string, unknown>>,
	tools: readonly Tool[] = allTools,
): PreparedCall | InvalidCall {
	const tool = tools.find((one) => one.name === name);
	if (tool) return prepare(tool, input);
	const why = allTools.some((one) => one.name === name) ? " Nothing is to be changed here." : "";
	return {
		kind: "invalid",
		text: `There is no tool ${name}.${why} The tools are ${tools.map((one) => one.name).join(", ")}.`,
	};
}

/** Generic, so that only what a tool's own schema returned reaches its functions. */
function prepare<Input>(tool: Tool<Input>, input: Readonly<Record<string, unknown>>): PreparedCall | InvalidCall {
	const parsed = tool.input.safeParse(withoutNulls(input));
	if (!parsed.success)
		return { kind: "invalid", text: `The input of ${tool.name} does not fit: ${issuesText(parsed.error)}` };
	return {
		kind: "ready",
		effect: tool.effect,
		title: tool.title(parsed.data),
		needs: tool.needs(parsed.data),
		run: (context, signal) => tool.run(parsed.data, context, signal),
	};
}

/** Models write null for a field that they leave out. */
function withoutNulls(input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
	return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
}

function issuesText({ issues }: z.ZodError): string {
	const texts = issues
		.slice(0, 3)
		.map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message));
	return `${texts.join("; ")}.`;
}

const declared = new Map<readonly Tool[], readonly ToolDeclaration[]>();

/** What a model is told: the same bytes every time. */
export function toolDeclarations(mode?: Mode): readonly ToolDeclaration[] {
	const tools = toolsOf(mode);
	const declarations = declared.get(tools) ?? declarationsOf(tools);
	declared.set(tools, declarations);
	return declarations;
}

export function declarationsOf(tools: readonly Tool[]): readonly ToolDeclaration[] {
	return tools.map(({ name, description, input }) => ({ name, description, schema: schemaOf(input) }));
}

/** JSON Schema without what a model does not need: the dialect, and the bounds of all integers. */
function schemaOf(input: z.ZodType): Readonly<Record<string, unknown>> {
	const { $schema: _, ...schema } = z.toJSONSchema(input, {
		override: ({ jsonSchema }) => {
			delete jsonSchema.additionalProperties;
			if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
			if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
		},
	});
	return schema;
}
