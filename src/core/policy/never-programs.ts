/** What never runs, as data: programs, and sub-commands of others. */

/** Programs that never run, whatever their arguments, and why. */
export const neverPrograms: ReadonlyMap<string, string> = new Map([
	...named("asks for another person's rights", "sudo", "su", "doas", "pkexec", "run0", "sudoedit", "runuser", "visudo"),
	...named("turns the machine off or restarts it", "shutdown", "reboot", "halt", "poweroff", "telinit", "kexec"),
	...named(
		"formats or repartitions a disk",
		"mkfs",
		"mke2fs",
		"mkswap",
		"fdisk",
		"sfdisk",
		"cfdisk",
		"parted",
		"gparted",
	),
	...named("erases a disk", "wipefs", "blkdiscard", "lvremove", "vgremove", "pvremove"),
	...named("changes the system", "mount", "umount", "swapoff", "insmod", "rmmod", "modprobe", "nsenter", "killall5"),
	...named("changes the machine's accounts", "useradd", "userdel", "usermod", "passwd", "chpasswd", "vipw"),
]);

/** Sub-commands that never run: the words that follow the program, options left out, and why. */
export const neverSubcommands: readonly { readonly words: readonly string[]; readonly why: string }[] = [
	...["send-pack", "http-push"].map((word) => ({ words: ["git", word], why: pushes() })),
	...[
		["git", "subtree", "push"],
		["git", "lfs", "push"],
		["git", "svn", "dcommit"],
		["git", "p4", "submit"],
	].map((words) => ({ words, why: pushes() })),
	...[
		["hub", "push"],
		["hg", "push"],
		["jj", "git", "push"],
		["sl", "push"],
	].map((words) => ({ words, why: pushes() })),
	...[
		"git credential",
		"gh auth token",
		"npm token",
		"security dump-keychain",
		"security find-generic-password",
		"security find-internet-password",
	].map((text) => ({ words: text.split(" "), why: "gives out credentials" })),
	...["poweroff", "reboot", "halt", "suspend", "hibernate", "kexec", "rescue", "emergency"].map((word) => ({
		words: ["systemctl", word],
		why: "turns the machine off or restarts it",
	})),
	...["eraseDisk", "eraseVolume", "partitionDisk", "zeroDisk", "secureErase"].map((word) => ({
		words: ["diskutil", word.toLowerCase()],
		why: "erases a disk",
	})),
];

function named(why: string, ...programs: readonly string[]): readonly (readonly [string, string])[] {
	return programs.map((program) => [program, why] as const);
}

function pushes(): string {
	return "sends commits to another repository, which a task never does";
}
