/** What of the changes a reviewer is shown, and which of them touch security. */

import { expect, test } from "vitest";
import type { Change } from "../../../src/core/review-ports.ts";
import { sensitiveBecause } from "../../../src/core/self-review/sensitive.ts";
import { byImportance, type Pair, shownChanges } from "../../../src/core/self-review/shown-changes.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

function pair(path: string, after: string, rest: Partial<Change> = {}): Pair {
	const added = after.split("\n").length;
	const change: Change = {
		path,
		kind: "modified",
		binary: false,
		added,
		removed: 0,
		mode: 0o100644,
		version: after,
		...rest,
	};
	return { change, sides: { base: bytes("old\n"), proposed: bytes(after) } };
}

test("what touches security comes first, then small before large, then what programs write", () => {
	const changes = [
		pair("package-lock.json", "x\n").change,
		pair("big.ts", "x\n".repeat(500)).change,
		pair("src/auth.ts", "x\n".repeat(900)).change,
		pair("small.ts", "x\n").change,
		pair("new.ts", "x\n", { from: "src/session.ts", kind: "renamed" }).change,
	];
	expect(byImportance(changes).map(({ path }) => path)).toEqual([
		...["new.ts", "src/auth.ts", "small.ts", "big.ts", "package-lock.json"],
	]);
});

test("a long diff is cut and counted, files that programs write are named with the reason, and nothing is left out unsaid", () => {
	const long = Array.from({ length: 4_000 }, (_, at) => `line ${at}`).join("\n");
	const { text, unseen } = shownChanges(
		[pair("a.ts", "new\n"), pair("b.ts", long), pair("yarn.lock", long), pair("c.png", "\0\0", { binary: true })],
		[pair("d.ts", "x").change],
	);
	expect(text).toContain("=== a.ts (modified, +2 −0)\n@@ -1 +1 @@\n-old\n+new\n");
	expect(text).toMatch(/\[\d+ more lines, \d+ characters, not shown\]/);
	expect(text).toContain("=== yarn.lock (modified, +4000 −0): not shown, it is a lock file");
	expect(text).toContain("no text: 4 bytes before, 2 bytes after");
	expect(text).toContain("=== d.ts (modified, +1 −0): not shown");
	expect(unseen).toBe(3);
});

test("a thousand large files stay within the bound, and each is at least named or counted", () => {
	const long = "a line of text\n".repeat(2_000);
	const { text, unseen } = shownChanges(
		Array.from({ length: 1_000 }, (_, at) => pair(`src/file-${at}.ts`, long)),
		[],
	);
	expect(text.length).toBeLessThan(100_000);
	expect(text).toMatch(/and 79\d more$/);
	expect(unseen).toBe(1_000);
});

test.each([
	...["src/auth/login.ts", "lib/userAuth.js", "app/models/UserSession.rb", "src/jwt_token.py", "pkg/crypto/aes.go"],
	...[".github/workflows/ci.yml", "Dockerfile", "deploy/api.Dockerfile", "docker-compose.prod.yml", "infra/main.tf"],
	...["db/migrations/001_drop.sql", "src/password-reset.tsx", "server/permissions.ts", "src/payment/charge.ts"],
	...[".env.example", "certs/server.pem", ".npmrc", "src/middleware/csrf.ts", "src/OAuthClient.ts", "Jenkinsfile"],
])("%s touches security", (path) => {
	expect(sensitiveBecause(path)).not.toBeNull();
});

test.each([
	...["src/author.ts", "src/authors/list.ts", "docs/secretary.md", "src/tokenizer.ts", "src/tokenize/lex.ts"],
	...["src/obsession.ts", "lib/expression.js", "src/compass.ts", "test/keyboard.test.ts", "src/composer.tsx"],
	...["README.md", "src/passenger.ts", "src/immigration.ts", "src/signal.ts", "src/dockerize.ts", "src/roleplay.ts"],
])("%s does not", (path) => {
	expect(sensitiveBecause(path)).toBeNull();
});
