/** The prompt cache as the API keeps it: what a request reads, writes and pays in full, from its breakpoints alone. */

import { createHash } from "node:crypto";
import { combined } from "./messages-server-rules.ts";
import type { CacheControl, MessagesRequest, RequestBlock } from "./messages-server-schema.ts";

export interface CacheOptions {
	/** The shortest prefix that is cached, in tokens. */
	readonly minimumPrefix: number;
	readonly bytesPerToken: number;
	/** Milliseconds since 1970. */
	now(): number;
}

/** Tokens of a prompt; their sum is the whole prompt. */
export interface PromptUsage {
	readonly input: number;
	readonly cacheRead: number;
	readonly cacheWrite5m: number;
	readonly cacheWrite1h: number;
}

/** A breakpoint looks for an earlier entry at this many blocks, itself the first. */
const lookBack = 20;

/** An image counts the same however many bytes it has. */
const imageBytes = 6_400;

const lifetimes = { "5m": 5 * 60_000, "1h": 60 * 60_000 } as const;

interface Entry {
	expires: number;
	readonly lifetime: number;
}

/** One block of the flattened prompt: tools, then system, then messages. */
interface Position {
	/** Identifies the prefix that ends here, byte for byte. */
	readonly prefix: string;
	/** Tokens of that prefix. */
	readonly tokens: number;
	readonly breakpoint: keyof typeof lifetimes | undefined;
}

/** The entries of one server. */
export class PromptCache {
	private readonly entries = new Map<string, Entry>();
	private readonly options: CacheOptions;

	constructor(options: CacheOptions) {
		this.options = options;
	}

	/** Counts a request and keeps the prefixes that it writes. */
	use(request: MessagesRequest): PromptUsage {
		const positions = positionsOf(request, this.options.bytesPerToken);
		const read = this.longestHit(positions);
		const marks = positions
			.map((position, index) => ({ ...position, index }))
			.filter(
				({ breakpoint, tokens, index }) => breakpoint && tokens >= this.options.minimumPrefix && index > read.index,
			);
		for (const { prefix, breakpoint } of marks) if (breakpoint) this.write(prefix, lifetimes[breakpoint]);
		const longUpTo = Math.max(read.tokens, ...marks.flatMap((mark) => (mark.breakpoint === "1h" ? [mark.tokens] : [])));
		const writtenUpTo = Math.max(longUpTo, ...marks.map(({ tokens }) => tokens));
		return {
			input: (positions.at(-1)?.tokens ?? 0) - writtenUpTo,
			cacheRead: read.tokens,
			cacheWrite5m: writtenUpTo - longUpTo,
			cacheWrite1h: longUpTo - read.tokens,
		};
	}

	/** The longest kept prefix that a breakpoint of the request can see; reading it renews it. */
	private longestHit(positions: readonly Position[]): { readonly index: number; readonly tokens: number } {
		for (let index = positions.length - 1; index >= 0; index--) {
			const position = positions[index];
			const seen = positions.slice(index, index + lookBack).some(({ breakpoint }) => breakpoint);
			const entry = position && seen ? this.entries.get(position.prefix) : undefined;
			if (!position || !entry || entry.expires <= this.options.now()) continue;
			this.write(position.prefix, entry.lifetime);
			return { index, tokens: position.tokens };
		}
		return { index: -1, tokens: 0 };
	}

	private write(prefix: string, lifetime: number): void {
		this.entries.set(prefix, { lifetime, expires: this.options.now() + lifetime });
	}
}

function positionsOf(request: MessagesRequest, bytesPerToken: number): readonly Position[] {
	const positions: Position[] = [];
	let prefix = request.model;
	let bytes = 0;
	for (const { text, size, mark } of partsOf(request)) {
		prefix = createHash("sha1").update(prefix).update(text).digest("base64");
		bytes += size;
		positions.push({
			prefix,
			tokens: Math.ceil(bytes / bytesPerToken),
			breakpoint: mark ? (mark.ttl ?? "5m") : undefined,
		});
	}
	return positions;
}

interface Part {
	readonly text: string;
	/** In bytes. */
	readonly size: number;
	readonly mark: CacheControl | undefined;
}

function partsOf(request: MessagesRequest): readonly Part[] {
	const system =
		typeof request.system === "string" ? [{ type: "text" as const, text: request.system }] : (request.system ?? []);
	const turns = combined(
		request.messages.map(({ role, content }) => ({
			role,
			blocks: typeof content === "string" ? [{ type: "text" as const, text: content }] : content,
		})),
	);
	const fixed = [...(request.tools ?? []), ...system].map((block) => part(block, "fixed"));
	// These settings are rendered into the messages' part of the prompt: changing them keeps tools and system cached.
	const settings = JSON.stringify([request.tool_choice ?? null, request.thinking ?? null]);
	const said = turns.flatMap(({ role, blocks }) => blocks.map((block) => part(block, `${role} ${settings}`)));
	return markedLast([...fixed, ...said], request);
}

/** A top-level `cache_control` stands for one on the last block. */
function markedLast(parts: readonly Part[], { cache_control }: MessagesRequest): readonly Part[] {
	const last = parts.at(-1);
	return cache_control && last ? [...parts.slice(0, -1), { ...last, mark: last.mark ?? cache_control }] : parts;
}

type Carrier = NonNullable<MessagesRequest["tools"]>[number] | RequestBlock;

function part(block: Carrier, place: string): Part {
	const text = JSON.stringify(block, (key, value) => (key === "cache_control" ? undefined : value));
	const images = contentsOf(block).flatMap((inner) =>
		inner.type === "image" && inner.source.type === "base64" ? [inner.source.data.length] : [],
	);
	const size = images.reduce((sum, data) => sum - data + imageBytes, Buffer.byteLength(text));
	return { text: `${place}${text}`, size, mark: markOf(block) };
}

/** A block's own breakpoint, or one on what it contains. */
function markOf(block: Carrier): CacheControl | undefined {
	const marks = contentsOf(block).map((inner) => ("cache_control" in inner ? inner.cache_control : undefined));
	return marks.find((mark) => mark) ?? undefined;
}

function contentsOf(block: Carrier): readonly Carrier[] {
	if (block.type !== "tool_result" || typeof block.content !== "object") return [block];
	return [block, ...block.content];
}
