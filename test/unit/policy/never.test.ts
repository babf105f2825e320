/** The policy on what no approval can allow, and on what only resembles it. */

import { describe, expect, test } from "vitest";
import { decide } from "../../../src/core/policy/decide.ts";

const pushes = [
	...[
		"git push",
		"git push --force origin main",
		"git -C a -c b=c --no-pager push",
		"/usr/bin/git push",
		"g\\it 'pu'sh",
		"GIT PUSH",
	],
	...[
		"cd a && git push",
		"true; git push",
		"git add . & git push",
		"ls | git push",
		"(git push)",
		"{ git push; }",
		"! git push",
	],
	...[
		"$(git push)",
		"`git push`",
		'echo "a `git push`"',
		"ls <(git push)",
		"x=$(git push)",
		"echo ${a:-$(git push)}",
		"cat <<E\n$(git push)\nE\n",
	],
	...[
		"if git push; then ls; fi",
		"while git push; do ls; done",
		"f() { git push; }",
		"case $(git push) in a) ;; esac",
		"[[ -n $(git push) ]]",
	],
	...[
		"env A=1 git push",
		"timeout 5 git push",
		"nice -n 5 git push",
		"xargs -n 1 git push",
		"command git push",
		"exec git push",
		"nohup git push &",
	],
	...[
		"bash -c 'git push'",
		'sh -ec "git push"',
		"eval git push",
		"eval 'git push'",
		"bash <<E\ngit push\nE\n",
		"bash <<< 'git push'",
		"bash -c \"bash -c 'git push'\"",
	],
	...[
		"find . -exec git push \\;",
		"git submodule foreach git push",
		"git submodule foreach --recursive 'git push'",
		"git bisect run git push",
		"git rebase -x 'git push' main",
	],
	...[
		"git -c alias.p=push p",
		"git -c 'alias.p=!git push' p",
		"alias p='git push'",
		"trap 'git push' EXIT",
		"watch git push",
		"npx -c 'git push'",
	],
	...["git send-pack x", "git subtree push", "git lfs push", "hg push", "jj git push"],
	"git push 'unfinished",
];

const destructive = [
	...[
		"sudo ls",
		"su -c ls",
		"doas ls",
		"echo x | sudo tee /etc/hosts",
		"timeout 5 sudo ls",
		"/usr/bin/sudo -n true",
		"pkexec ls",
	],
	...[
		"shutdown now",
		"reboot",
		"systemctl --force poweroff",
		"init 0",
		"mkfs.ext4 /dev/sda1",
		"mkfs -t ext4 x",
		"fdisk -l",
	],
	...[
		"dd if=/dev/zero of=/dev/sda",
		"echo x > /dev/sda",
		"cat x >/dev/nvme0n1",
		"tee /dev/disk2",
		"cp x /dev/mapper/root",
		"{ ls; } > /dev/sda",
	],
	...[
		"rm -rf /",
		"rm -rf /*",
		"rm -rf //",
		"rm -rf /.",
		"rm -fr -- /",
		"rm -rf ~",
		"rm -rf ~/",
		"rm -rf ~/*",
		"rm -rf $HOME",
		'rm -rf "$HOME"/',
		"rm -rf ${HOME}/*",
	],
	...[
		"rm -rf /home",
		"rm -rf /home/me",
		"rm -rf /Users/me/",
		"rm -rf /etc",
		"rm -r '/usr'",
		"rm -rf --no-preserve-root x",
		"xargs rm -rf /",
		"chmod -R 777 /",
		"find / -delete",
	],
	...[
		"cat ~/.ssh/id_rsa",
		"cat $HOME/.aws/credentials",
		"cat < ~/.netrc",
		"cat /home/me/.ssh/config",
		"cat /etc/shadow",
		"cp ~/.npmrc x",
		"gh auth token",
		"git credential fill",
	],
	...[":(){ :|:& };:", "b() { b | b & }; b", "kill -9 -1", "useradd x", "mount x y"],
];

const harmless = [
	...[
		"git stash push",
		"git commit -m 'git push'",
		"git log --grep push",
		"git config push.default simple",
		"git help push",
		"grep push git",
		"git checkout push",
	],
	...[
		"command -v sudo",
		"find . -name sudo",
		"xargs -I{} grep sudo {}",
		"man shutdown",
		"npm run reboot",
		"cat su",
		"./mount.sh",
	],
	...[
		"rm -rf build",
		"rm -rf .",
		"rm -rf ./*",
		"rm -rf /tmp/x",
		"rm -rf ~/project/build",
		"rm -rf '~'",
		"rm -rf etc",
		"chmod -R 755 bin",
		"find . -delete",
	],
	...[
		"dd if=a of=b",
		"ls > /dev/null",
		"cat x 2>/dev/stderr",
		"cat .npmrc",
		"cat docs/.ssh/readme",
		"grep '~/.ssh/' README.md",
		"kill -1 42",
	],
];

describe("what never runs", () => {
	test.each(pushes)("%j sends commits away", (command) => {
		const { verdict, because } = decide(command);
		expect(verdict).toBe("deny");
		expect(because).toContain("sends commits to another repository");
	});

	test.each(destructive)("%j", (command) => {
		expect(decide(command).verdict).toBe("deny");
	});

	test.each(harmless)("%j may be asked about: it only looks like it", (command) => {
		expect(decide(command).verdict).toBe("ask");
	});

	test("a denied command denies the whole line, and is the reason", () => {
		const decision = decide("npm test && git push; ls");
		expect(decision).toMatchObject({ verdict: "deny", because: expect.stringMatching(/^`git push` sends/) });
		expect(decision.segments.map(({ text, verdict }) => [text, verdict])).toEqual([
			["npm test", "ask"],
			["git push", "deny"],
			["ls", "safe"],
		]);
	});
});
