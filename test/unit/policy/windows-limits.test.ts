/** The policy on other shells: whole forms decide, and a person's rules can only make it stricter. */

import { expect, test } from "vitest";
import { decide, provedContext } from "../../../src/core/policy/decide.ts";

const noGit = { verdict: "deny", program: "git", subcommand: "status", place: "remit.policy.rules[0]" } as const;
const allowAll = { verdict: "allow", program: "curl", flags: ["*"], place: "remit.policy.rules[0]" } as const;

test.each(["powershell", "cmd"] as const)("%s: a rule denies what would run by itself, and allows nothing", (shell) => {
	const context = { ...provedContext, shell };
	expect(decide("git status", context).verdict).toBe("safe");
	expect(decide("git status", { ...context, rules: [noGit] })).toMatchObject({
		verdict: "deny",
		segments: [{ rule: "remit.policy.rules[0]" }],
	});
	expect(decide("git diff", { ...context, rules: [noGit] }).verdict).toBe("safe");
	expect(decide("curl http://127.0.0.1", { ...context, rules: [allowAll] }).verdict).toBe("ask");
});

test.each(["powershell", "cmd"] as const)("%s: outside of the checkout nothing runs by itself", (shell) => {
	expect(decide("git status", { ...provedContext, shell, cwd: ".." }).verdict).toBe("ask");
});
