/** The policy on commands that run by themselves, and on those that wait for the person with a reason. */

import { describe, expect, test } from "vitest";
import { decide, provedContext } from "../../../src/core/policy/decide.ts";

const verdictOf = (command: string) => decide(command, provedContext).verdict;

const safe = [
	...["pwd", "true", "echo", "echo hello world", "echo 'it costs $5 (or `more`)' \"and more\"", "ls", "ls -la src"],
	...[
		"node --version",
		"git --version",
		"pwd && ls -l; echo done",
		"pwd\nls\n",
		"ls | true || false",
		"ls # all of it",
	],
	...[
		"cat src/a.ts | head -20",
		"grep -rn 'TODO' src | sort | uniq -c",
		"git log --oneline -5",
		"git diff HEAD~1 -- src",
	],
	...[
		"git status -sb && git branch --show-current",
		"wc -l src/*.ts",
		"find src -name '*.ts' | xargs wc -l",
		"ls 2>&1",
	],
	...["find . -name '*.ts' -exec grep -l foo {} +", 'for f in a.ts b.ts; do wc -l "$f"; done', "ls > /dev/null 2>&1"],
	...["if [ -f package.json ]; then cat package.json; fi", "[[ -n $x ]] && echo yes", "test -d src || echo none"],
	...[
		'echo "$(git rev-parse HEAD)"',
		'n=3; head -n "$n" README.md',
		"cat <<'E'\n$(id)\nE\n",
		"git ls-files | xargs cat",
	],
	...["cd src && cat a.ts && cd ..", "sed -n '1,5p' a.ts", "awk '{ print $1 }' a.txt", "jq .name package.json"],
	...["! grep -q x a.ts", "time ls", "(ls; pwd)", "{ ls; pwd; }", "ls |& cat", "timeout 5 git status", "env CI=1 ls"],
	...['git ls-files | while read -r f; do wc -l "$f"; done', "diff <(sort a) <(sort b)", "cat {a,b}.ts", "cat ./*.md"],
];

const workspace = [
	...["mkdir -p out", "touch a.ts", "cp a.ts b.ts", "mv a.ts src/a.ts", "echo x > out.txt", "ls | tee out.txt"],
	...[
		"sed -i 's/a/b/' src/a.ts",
		"git add -A && git commit -m 'x: y'",
		"git switch -c topic",
		"git restore --staged a.ts",
	],
	...["git commit -m \"$(cat <<'EOF'\nfeat: x\n\nwhy\nEOF\n)\"", "bash scripts/test.sh", "cat > a.ts <<'E'\nx\nE\n"],
	...["CI=1 npm test", "npm test 2>&1 | tail -20", 'for d in a b; do mkdir -p "$d"; done', "chmod +x scripts/a.sh"],
];

describe("what runs by itself", () => {
	test.each(safe)("%j only reads", (command) => {
		expect(decide(command, provedContext)).toMatchObject({ verdict: "safe", because: expect.stringMatching(/./) });
	});

	test.each(workspace)("%j changes only the checkout, and asks without a proved sandbox", (command) => {
		expect(verdictOf(command)).toBe("workspace");
		const unproved = decide(command, { ...provedContext, sandboxed: false });
		expect(unproved).toMatchObject({ verdict: "ask", because: expect.stringContaining("no proved sandbox") });
	});
});

const reasons: readonly (readonly [string, string])[] = [
	["rm -rf build", "`rm -rf build` deletes files."],
	["git reset --hard", "can throw away changes"],
	["git -C sub clean -fd", "deletes files that git does not know"],
	["git commit --amend", "rewrites the last commit"],
	["git diff --no-index a b", "need not be in the checkout"],
	["git -c core.pager=less log", "a setting that can run programs"],
	["cat ../x", "reads `../x`, outside of the checkout"],
	["cd .. && ls", "outside of the checkout"],
	["cd src; cat ../../x", "outside of the checkout"],
	["echo x > /etc/x", "writes `/etc/x`, outside of the checkout"],
	["echo x > .git/config", "git's or Remit's own"],
	["cat .e*", "can hold secrets"],
	["env", "shows the environment"],
	["echo $NPM_TOKEN", "shows the variable NPM_TOKEN"],
	["PATH=. ls", "sets the variable PATH"],
	["frobnicate", "is not on the list of known commands"],
	["$SHELL x", "runs a program that is not known beforehand"],
	["ls --dired", "has the option `--dired`, which is not on its list"],
	["sed 's/a/id/e' x", "a sed script that can run commands"],
	["awk '{ print | \"sh\" }' x", "an awk program that pipes to commands"],
	["sleep 5 &", "in the background"],
	["sort *", "could become an option"],
	["echo x | xargs rm", "deletes files"],
];

describe("what waits for the person, and why", () => {
	test.each(reasons)("%j", (command, because) => {
		const decision = decide(command, provedContext);
		expect(decision.verdict).toBe("ask");
		expect(decision.because).toContain(because);
	});

	test.each([
		"cat .env",
		"cat src/../.env",
		"head -3 < .env.local",
		"git show HEAD:.env",
		"cat id_rsa",
		"grep x server.key",
	])("%j reads a secret and never runs", (command) => {
		expect(decide(command, provedContext)).toMatchObject({
			verdict: "deny",
			because: expect.stringContaining("secrets"),
		});
	});

	test.each(["ls .env", "test -f .env", "cat .env.example", "git check-ignore dist"])(
		"%j shows no secret",
		(command) => {
			expect(verdictOf(command)).toBe("safe");
		},
	);
});

describe("what it would touch", () => {
	test("paths are relative to the root, with what is done to them", () => {
		const { touches } = decide("cd src && rm -r old ./x && cp a.ts ../b.ts > log", provedContext);
		expect(touches).toEqual([
			{ path: "src", kind: "read", glob: false },
			{ path: "src/old", kind: "delete", glob: false },
			{ path: "src/x", kind: "delete", glob: false },
			{ path: "src/log", kind: "write", glob: false },
			{ path: "src/a.ts", kind: "read", glob: false },
			{ path: "b.ts", kind: "write", glob: false },
		]);
	});

	test("an absolute path is inside where the root is known", () => {
		expect(decide("cat /w/task/a.ts", { ...provedContext, root: "/w/task" })).toMatchObject({
			verdict: "safe",
			touches: [{ path: "a.ts" }],
		});
		expect(decide("cat /w/taskother/a.ts", { ...provedContext, root: "/w/task" }).verdict).toBe("ask");
		expect(verdictOf("cat /w/task/a.ts")).toBe("ask");
	});

	test("a folder outside of the checkout makes everything ask", () => {
		expect(decide("ls", { ...provedContext, cwd: ".." }).verdict).toBe("ask");
		expect(decide("cat ../a", { ...provedContext, cwd: "src" }).verdict).toBe("safe");
	});
});

test("a person's rules: deny beats ask beats allow, and no rule beats what never runs", () => {
	const rule = (verdict: "allow" | "ask" | "deny", program: string) => ({
		verdict,
		program,
		...(verdict === "allow" ? { flags: ["*"] } : {}),
		place: verdict,
	});
	const ruled = (command: string, ...rules: readonly ReturnType<typeof rule>[]) =>
		decide(command, { ...provedContext, rules }).verdict;
	expect(ruled("frobnicate x", rule("allow", "frobnicate"))).toBe("workspace");
	expect(ruled("frobnicate $x", rule("allow", "frobnicate"))).toBe("ask");
	expect(ruled("frobnicate x", rule("allow", "frobnicate"), rule("deny", "frobnicate"))).toBe("deny");
	expect(ruled("ls", rule("ask", "ls"))).toBe("ask");
	expect(ruled("timeout 5 ls", rule("deny", "ls"))).toBe("deny");
	expect(ruled("sudo ls", rule("allow", "sudo"))).toBe("deny");
	expect(ruled("git push origin main", rule("allow", "git"))).toBe("deny");
	expect(ruled("PATH=. frobnicate x", rule("allow", "frobnicate"))).toBe("ask");
});
