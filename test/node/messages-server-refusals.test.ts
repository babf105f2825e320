/** What the API would refuse, the strict server refuses; what the API would answer, it answers. */

import { afterEach, expect, test } from "vitest";
import { assistant, post, result, text, use, user, validBody } from "../support/messages-server-requests.ts";
import { say } from "../support/messages-server-script.ts";
import { startServer, stopServers } from "../support/model-servers.ts";

afterEach(stopServers);

const start = () => startServer(() => say("Hello."));

const mark = { cache_control: { type: "ephemeral" } };
const tool = (name: string, schema: object = { type: "object", properties: {} }) => ({
	name,
	description: name,
	input_schema: schema,
});
const png = { type: "base64", media_type: "image/png", data: "iVBORw0KGgoAAAANSUhEUg==" };

const refusals: readonly (readonly [what: string, body: unknown, says: RegExp])[] = [
	["an unknown field", validBody({ frobnicate: 1 }), /^frobnicate: Extra inputs are not permitted/],
	[
		"an unknown field in a block",
		validBody({ messages: [user([text("a", { colour: "red" })])] }),
		/^messages\.0\.content\.0\.colour: Extra/,
	],
	["a missing max_tokens", validBody({ max_tokens: undefined }), /^max_tokens: /],
	["a max_tokens above the model's", validBody({ max_tokens: 128_001 }), /128001 > 128000/],
	["no messages", validBody({ messages: [] }), /^messages: at least one message/],
	["an unknown role", validBody({ messages: [{ role: "system", content: "a" }] }), /^messages\.0\.role/],
	[
		"an assistant's message first",
		validBody({ messages: [assistant("a"), user("b")] }),
		/first message must use the user role/,
	],
	["an assistant's message last", validBody({ messages: [user("a"), assistant("b")] }), /prefill/],
	["a temperature", validBody({ temperature: 1 }), /^temperature/],
	["a top_p", validBody({ top_p: 1 }), /^top_p/],
	["a top_k", validBody({ top_k: 1 }), /^top_k/],
	[
		"a forced tool",
		validBody({ tools: [tool("read")], tool_choice: { type: "tool", name: "read" } }),
		/^tool_choice: forced/,
	],
	["any forced tool", validBody({ tools: [tool("read")], tool_choice: { type: "any" } }), /^tool_choice: forced/],
	["a tool choice without tools", validBody({ tool_choice: { type: "auto" } }), /while providing tools/],
	["a thinking budget", validBody({ thinking: { type: "enabled", budget_tokens: 2_000 } }), /budget/],
	["thinking switched off", validBody({ thinking: { type: "disabled" } }), /disabled/],
	["an empty text", validBody({ messages: [user([text("")])] }), /must be non-empty/],
	["a blank text", validBody({ messages: [user([text(" \n")])] }), /non-whitespace/],
	["a blank string", validBody({ messages: [user(" ")] }), /non-whitespace/],
	["an empty content", validBody({ messages: [user([])] }), /non-empty content/],
	["an empty system block", validBody({ system: [text("")] }), /^system/],
	[
		"a tool whose schema is no object",
		validBody({ tools: [tool("read", { type: "string" })] }),
		/^tools\.0\.input_schema\.type/,
	],
	["a tool without a schema", validBody({ tools: [{ name: "read" }] }), /^tools\.0\.input_schema/],
	[
		"a tool whose schema is a choice",
		validBody({ tools: [tool("read", { type: "object", anyOf: [] })] }),
		/at the top level/,
	],
	["two tools of one name", validBody({ tools: [tool("read"), tool("read")] }), /must be unique/],
	["a tool's name with a space", validBody({ tools: [tool("read it")] }), /^tools\.0\.name/],
	[
		"a call without a result",
		validBody({ messages: [user("a"), assistant([use("t1")]), user("b")] }),
		/without `tool_result` blocks immediately after: t1/,
	],
	[
		"one of two results missing",
		validBody({ messages: [user("a"), assistant([use("t1"), use("t2")]), user([result("t2")])] }),
		/immediately after: t1/,
	],
	[
		"text before the results",
		validBody({ messages: [user("a"), assistant([use("t1")]), user([text("b"), result("t1")])] }),
		/immediately after: t1/,
	],
	[
		"a result of nothing",
		validBody({ messages: [user("a"), assistant("b"), user([result("t9")])] }),
		/unexpected `tool_use_id`.*t9/,
	],
	[
		"a result of an earlier turn",
		validBody({
			messages: [user("a"), assistant([use("t1")]), user([result("t1")]), assistant("b"), user([result("t1")])],
		}),
		/unexpected `tool_use_id`/,
	],
	[
		"two results of one call",
		validBody({ messages: [user("a"), assistant([use("t1")]), user([result("t1"), result("t1")])] }),
		/multiple `tool_result`/,
	],
	[
		"two calls with one id",
		validBody({ messages: [user("a"), assistant([use("t1"), use("t1")]), user([result("t1")])] }),
		/ids must be unique/,
	],
	["a call by the user", validBody({ messages: [user([use("t1")])] }), /`tool_use` blocks can only be in `assistant`/],
	[
		"an input that is no object",
		validBody({ messages: [user("a"), assistant([{ ...use("t1"), input: "x" }]), user([result("t1")])] }),
		/valid dictionary/,
	],
	[
		"a made-up thinking block",
		validBody({
			messages: [user("a"), assistant([{ type: "thinking", thinking: "x", signature: "y" }, text("b")]), user("c")],
		}),
		/Invalid `signature`/,
	],
	[
		"five breakpoints",
		validBody({
			system: [text("s", mark)],
			messages: [user([text("a", mark), text("b", mark), text("c", mark), text("d", mark)])],
		}),
		/maximum of 4.*Found 5/,
	],
	[
		"a breakpoint of an unknown kind",
		validBody({ messages: [user([text("a", { cache_control: { type: "forever" } })])] }),
		/cache_control/,
	],
	[
		"a long breakpoint after a short one",
		validBody({ messages: [user([text("a", mark), text("b", { cache_control: { type: "ephemeral", ttl: "1h" } })])] }),
		/ttl='1h'/,
	],
	[
		"an image of a type it is not",
		validBody({ messages: [user([{ type: "image", source: { ...png, media_type: "image/jpeg" } }])] }),
		/media type/,
	],
	[
		"an image of a type nobody knows",
		validBody({ messages: [user([{ type: "image", source: { ...png, media_type: "image/bmp" } }])] }),
		/media_type/,
	],
	[
		"an image in a failed result",
		validBody({
			messages: [
				user("a"),
				assistant([use("t1")]),
				user([result("t1", { is_error: true, content: [{ type: "image", source: png }] })]),
			],
		}),
		/must be type "text"/,
	],
	["half a surrogate pair", validBody({ messages: [user("a \ud83d b")] }), /not valid JSON.*surrogate/],
	["what is not JSON", "{", /not valid JSON/],
	["what is not UTF-8", new Blob([new Uint8Array([0x22, 0xff, 0x22])]), /not valid JSON/],
];

test.each(refusals)("%s is refused", async (_what, body, says) => {
	const server = await start();
	const answer = await post(server, body);
	expect(answer.status).toBe(400);
	expect(answer.body).toMatchObject({
		type: "error",
		error: { type: "invalid_request_error" },
		request_id: expect.any(String),
	});
	expect(answer.body.error.message).toMatch(says);
	expect(server.requests).toMatchObject([{ status: 400, problem: answer.body.error.message, usage: undefined }]);
});

const admitted: readonly (readonly [what: string, body: unknown])[] = [
	["two messages of the user in a row", validBody({ messages: [user("a"), user("b")] })],
	[
		"results in two messages of the user",
		validBody({
			messages: [
				user("a"),
				assistant([use("t1"), use("t2")]),
				user([result("t1")]),
				user([result("t2"), text("go on")]),
			],
		}),
	],
	[
		"results in another order than the calls",
		validBody({ messages: [user("a"), assistant([use("t1"), use("t2")]), user([result("t2"), result("t1")])] }),
	],
	[
		"an image in a result",
		validBody({
			messages: [
				user("a"),
				assistant([use("t1")]),
				user([result("t1", { content: [text("a"), { type: "image", source: png }] })]),
			],
		}),
	],
	[
		"four breakpoints",
		validBody({
			tools: [{ ...tool("read"), ...mark }],
			system: [text("s", mark)],
			messages: [user([text("a", mark), text("b", mark)])],
		}),
	],
	["adaptive thinking", validBody({ thinking: { type: "adaptive", display: "summarized" } })],
	["a snapshot of a model", validBody({ model: "claude-sonnet-5-5-20261001" })],
	["an emoji, escaped", JSON.stringify(validBody({ messages: [user("@")] })).replace("@", "\\ud83d\\ude00")],
];

test.each(admitted)("%s is let in", async (_what, body) => {
	const answer = await post(await start(), body);
	expect(answer.body).toMatchObject({ type: "message" });
});
