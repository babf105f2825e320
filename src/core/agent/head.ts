/** What every request of a task has besides its messages: the head of its cached prefix. */

import type { Brief } from "../task/brief.ts";
import { toolDeclarations } from "../tools/all.ts";
import type { ModelRequest } from "./messages.ts";
import { systemPrompt } from "./prompt.ts";

export type RequestHead = Omit<ModelRequest, "messages">;

/** Most tokens of one reply. */
const replyTokens = 16_000;

/** The same brief gives the same bytes. */
export function headOf({ mode, effort }: Pick<Brief, "mode" | "effort">): RequestHead {
	return { system: systemPrompt, tools: toolDeclarations(mode), maxTokens: replyTokens, effort };
}
