/** Servers of this machine's own that a sandboxed command must not reach, and what reached them. */

import { createSocket } from "node:dgram";
import { once } from "node:events";
import { open } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";

export interface Canaries {
	readonly port: number;
	/** Answers every name with 192.0.2.1. */
	readonly names: number;
	/** What was reached since this was last asked. */
	taken(): readonly string[];
	close(): Promise<void>;
}

/** A connection, a name server, and a socket `s.sock` in the folder. */
export async function openCanaries(folder: string): Promise<Canaries> {
	const held = await open(folder, "r");
	const hits = new Set<string>();
	const taken = (socket: Socket, what: string) => {
		hits.add(what);
		socket.destroy();
	};
	const tcp = createServer((socket) => taken(socket, "connection"));
	tcp.listen(0, "127.0.0.1");
	const udp = createSocket("udp4", (question, from) => {
		hits.add("name");
		udp.send(answerTo(question), from.port, from.address);
	});
	udp.bind(0, "127.0.0.1");
	const local = createServer((socket) => taken(socket, "socket"));
	// The path of a socket may have 108 bytes at most; the folder's own may be longer.
	local.listen(process.platform === "linux" ? `/proc/self/fd/${held.fd}/s.sock` : join(folder, "s.sock"));
	await Promise.all([once(tcp, "listening"), once(udp, "listening"), once(local, "listening")]);
	const address = tcp.address();
	return {
		port: typeof address === "object" && address !== null ? address.port : 0,
		names: udp.address().port,
		taken: () => {
			const all = [...hits];
			hits.clear();
			return all;
		},
		close: async () => {
			udp.close();
			await Promise.all([closed(tcp), closed(local)]);
			await held.close();
		},
	};
}

function closed(server: Server): Promise<void> {
	return new Promise((resolve) => server.close(() => resolve()));
}

/** The question with one address: the flags of an answer, one record that points to the question's name. */
function answerTo(question: Buffer): Buffer {
	const head = Buffer.from(question.subarray(0, 12));
	head.writeUInt16BE(0x8580, 2);
	head.writeUInt16BE(1, 6);
	head.writeUInt32BE(0, 8);
	const end = question.indexOf(0, 12) + 5;
	const record = Buffer.from([0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, 192, 0, 2, 1]);
	return Buffer.concat([head, question.subarray(12, end), record]);
}
