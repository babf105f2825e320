/** Signs thinking blocks so that a changed, moved, mixed or foreign one is recognised when it comes back, even by another server. */

import { createHash, createHmac } from "node:crypto";
import type { RequestBlock } from "./messages-server-schema.ts";

/** A fixed secret: a conversation may go on at a server that was started anew. */
const secret = "strict messages server";

/** What a signature vouches for. */
interface Seal {
	readonly model: string;
	/** Of the blocks of the reply up to and with this one. */
	readonly upToHere: string;
	/** How many thinking blocks the whole reply has. */
	readonly thoughts: number;
}

/** Gives the thinking blocks of a reply their signatures (redacted ones their data). */
export function sign(blocks: readonly RequestBlock[], model: string): readonly RequestBlock[] {
	const thoughts = blocks.filter(isThought).length;
	return blocks.map((block, index) => {
		if (!isThought(block)) return block;
		const signature = sealed({ model, upToHere: fingerprint(blocks.slice(0, index + 1)), thoughts });
		return block.type === "thinking" ? { ...block, signature } : { ...block, data: signature };
	});
}

/** What is wrong with the thinking blocks of one assistant message, in the API's words. */
export function signatureProblem(blocks: readonly RequestBlock[], model: string, path: string): string | undefined {
	const thoughts = blocks.filter(isThought);
	for (const [index, block] of blocks.entries()) {
		if (!isThought(block)) continue;
		const place = `${path}.content.${index}`;
		const seal = unsealed(block.type === "thinking" ? block.signature : block.data);
		if (!seal) return `${place}: Invalid \`signature\` in \`${block.type}\` block`;
		if (seal.model !== model) return `${place}: \`${block.type}\` blocks of ${seal.model} cannot be sent to ${model}`;
		if (seal.upToHere !== fingerprint(blocks.slice(0, index + 1)) || seal.thoughts !== thoughts.length) {
			return `${place}: \`thinking\` or \`redacted_thinking\` blocks in the latest assistant message cannot be modified. These blocks must remain as they were in the original response.`;
		}
	}
	return undefined;
}

type Thought = Extract<RequestBlock, { type: "thinking" | "redacted_thinking" }>;

function isThought(block: RequestBlock): block is Thought {
	return block.type === "thinking" || block.type === "redacted_thinking";
}

/** Identifies the content of blocks. Blank texts are left out: they may not be sent back. */
export function fingerprint(blocks: readonly RequestBlock[]): string {
	const hash = createHash("sha256");
	for (const block of blocks) {
		if (block.type === "text" && block.text.trim() !== "") hash.update(JSON.stringify(["text", block.text]));
		if (block.type === "thinking") hash.update(JSON.stringify(["thinking", block.thinking]));
		if (block.type === "redacted_thinking") hash.update(JSON.stringify(["redacted"]));
		if (block.type === "tool_use") hash.update(JSON.stringify(["call", block.id, block.name, block.input]));
	}
	return hash.digest("base64url");
}

function sealed(seal: Seal): string {
	const body = Buffer.from(JSON.stringify(seal)).toString("base64url");
	return `${body}.${createHmac("sha256", secret).update(body).digest("base64url")}`;
}

function unsealed(signature: string): Seal | undefined {
	const [body = "", mark] = signature.split(".");
	if (mark !== createHmac("sha256", secret).update(body).digest("base64url")) return undefined;
	return JSON.parse(Buffer.from(body, "base64url").toString());
}
