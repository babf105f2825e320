/** The policy on what no approval can allow, and on what only resembles it. */

import { describe, expect, test } from "vitest";
import { decide, provedContext } from "../../../src/core/policy/decide.ts";

const pushes = [
	...[
		"git push origin main",
		"git push origin main --force origin main",
		"git -C a -c color.ui=never --no-pager push origin main",
		"/usr/bin/git push origin main",
		"g\\it 'pu'sh origin main",
		"GIT PUSH ORIGIN MAIN",
	],
	...[
		"cd a && git push origin main",
		"true; git push origin main",
		"git add . & git push origin main",
		"ls | git push origin main",
		"(git push origin main)",
		"{ git push origin main; }",
		"! git push origin main",
	],
	...[
		"$(git push origin main)",
		"`git push origin main`",
		'echo "a `git push origin main`"',
		"ls <(git push origin main)",
		"x=$(git push origin main)",
		"echo ${a:-$(git push origin main)}",
		"cat <<E\n$(git push origin main)\nE\n",
	],
	...[
		"if git push origin main; then ls; fi",
		"while git push origin main; do ls; done",
		"f() { git push origin main; }",
		"case $(git push origin main) in a) ;; esac",
		"[[ -n $(git push origin main) ]]",
	],
	...[
		"env A=1 git push origin main",
		"timeout 5 git push origin main",
		"nice -n 5 git push origin main",
		"xargs -n 1 git push origin main",
		"command git push origin main",
		"exec git push origin main",
		"nohup git push origin main &",
	],
	...[
		"bash -c 'git push origin main'",
		'sh -ec "git push origin main"',
		"eval git push origin main",
		"eval 'git push origin main'",
		"bash <<E\ngit push origin main\nE\n",
		"bash <<< 'git push origin main'",
		"bash -c \"bash -c 'git push origin main'\"",
	],
	...[
		"find . -exec git push origin main \\;",
		"git submodule foreach git push origin main",
		"git submodule foreach --recursive 'git push origin main'",
		"git bisect run git push origin main",
		"git rebase -x 'git push origin main' main",
	],
	...[
		"git -c alias.p=push p",
		"git -c 'alias.p=!git push origin main' p",
		"alias p='git push origin main'",
		"trap 'git push origin main' EXIT",
		"watch git push origin main",
		"npx -c 'git push origin main'",
	],
	...["git send-pack x", "git subtree push", "git lfs push", "hg push", "jj git push origin main"],
	"git push origin main 'unfinished",
	...[
		"git push --force",
		"git push origin +topic",
		"git push --mirror",
		"git push origin :topic",
		"git push origin HEAD:master",
	],
	...["git push origin $branch", "x=main; git push origin $x", "git push origin release/1.2", "git push origin ma*"],
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

const permitted = [
	["git push", "ask"],
	["git push -u origin topic", "ask"],
	["git stash push", "workspace"],
	["git commit -m 'git push'", "workspace"],
	["git log --grep push", "safe"],
	["git config push.default simple", "ask"],
	["git help push", "safe"],
	["grep push git", "safe"],
	["git checkout push", "ask"],
	["command -v sudo", "safe"],
	["find . -name sudo", "safe"],
	["xargs -I{} grep sudo {}", "ask"],
	["man shutdown", "ask"],
	["cat su", "safe"],
	["rm -rf build", "ask"],
	["rm -rf .", "ask"],
	["rm -rf ./*", "ask"],
	["rm -rf /tmp/x", "ask"],
	["rm -rf ~/project/build", "ask"],
	["rm -rf '~'", "ask"],
	["rm -rf etc", "ask"],
	["chmod -R 755 bin", "ask"],
	["find . -delete", "ask"],
	["dd if=a of=b", "ask"],
	["ls > /dev/null", "safe"],
	["cat x 2>/dev/stderr", "safe"],
	["cat .npmrc", "ask"],
	["grep '~/.ssh/' README.md", "safe"],
	["kill -1 42", "ask"],
];

describe("what never runs", () => {
	test.each(pushes)("%j sends commits away", (command) => {
		const { verdict, because } = decide(command, provedContext);
		expect(verdict).toBe("deny");
		expect(because).toMatch(/push|remote|sends commits|deletes|overwrites/);
	});

	test.each(destructive)("%j", (command) => {
		expect(decide(command, provedContext).verdict).toBe("deny");
	});

	test.each(permitted)("%j is not denied, it only looks like it: %s", (command, verdict) => {
		expect(decide(command, provedContext).verdict).toBe(verdict);
	});

	test("a denied command denies the whole line, and is the reason", () => {
		const decision = decide("npm test && git push origin main; ls", provedContext);
		expect(decision).toMatchObject({
			verdict: "deny",
			because: expect.stringMatching(/^`git push origin main` pushes to the protected branch main/),
		});
		expect(decision.segments.map(({ text, verdict }) => [text, verdict])).toEqual([
			["npm test", "workspace"],
			["git push origin main", "deny"],
			["ls", "safe"],
		]);
	});
});
