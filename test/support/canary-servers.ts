/** Servers on this machine that only count who comes: for tests that something never leaves. */

import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";

export interface CanaryServers {
	/** For TCP, and so for HTTP. */
	readonly tcp: number;
	/** For UDP, and so for DNS. */
	readonly udp: number;
	/** What arrived, as text; a connection that says nothing counts as "". */
	readonly hits: readonly string[];
	close(): void;
}

export async function canaryServers(): Promise<CanaryServers> {
	const hits: string[] = [];
	const server = createServer((socket) => {
		const at = hits.push("") - 1;
		socket.on("data", (chunk) => {
			hits[at] += chunk.toString();
			socket.end("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
		});
		socket.on("error", () => {});
	});
	const socket = createSocket("udp4");
	socket.on("message", (message) => {
		hits.push(message.toString("latin1"));
	});
	server.listen(0, "127.0.0.1");
	socket.bind(0, "127.0.0.1");
	await Promise.all([once(server, "listening"), once(socket, "listening")]);
	const address = server.address();
	const tcp = typeof address === "object" && address !== null ? address.port : 0;
	return {
		...{ tcp, udp: socket.address().port, hits },
		close: () => {
			server.close();
			socket.close();
		},
	};
}
