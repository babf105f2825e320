/**
 * Programs that do the same in every folder. Others read what a project says before they do anything, and so can be made to
 * run its code even where they only read: `git status` starts a file system monitor, `cargo --version` a tool chain. In the
 * sandbox that reaches nothing; without one only these run by themselves.
 */

/** Of bash; "" is a command without a program, such as an assignment. */
const inBash: ReadonlySet<string> = new Set([
	...["", ":", "true", "false", "test", "[", "echo", "printf", "pwd", "cd", "type", "which", "command", "read", "exit"],
	...[
		"ls",
		"tree",
		"find",
		"stat",
		"file",
		"du",
		"df",
		"basename",
		"dirname",
		"realpath",
		"readlink",
		"wc",
		"nl",
		"tac",
	],
	...[
		"cat",
		"head",
		"tail",
		"grep",
		"egrep",
		"fgrep",
		"rg",
		"diff",
		"cmp",
		"comm",
		"sort",
		"uniq",
		"cut",
		"tr",
		"paste",
	],
	...["sed", "awk", "gawk", "mawk", "jq", "rev", "fold", "fmt", "column", "expand", "unexpand", "join", "seq", "sleep"],
	...[
		"xxd",
		"od",
		"hexdump",
		"strings",
		"md5sum",
		"sha1sum",
		"sha224sum",
		"sha256sum",
		"sha384sum",
		"sha512sum",
		"cksum",
	],
	...["date", "uname", "nproc", "uptime", "free", "xargs", "timeout", "nice", "time"],
]);

/** Of PowerShell and cmd.exe, in lower case. */
const onWindows: ReadonlySet<string> = new Set([
	...[
		"dir",
		"ls",
		"gci",
		"get-childitem",
		"type",
		"cat",
		"gc",
		"get-content",
		"pwd",
		"gl",
		"get-location",
		"cd",
		"echo",
	],
	...[
		"write-output",
		"write-host",
		"select-string",
		"sls",
		"findstr",
		"test-path",
		"get-item",
		"gi",
		"measure-object",
		"ver",
	],
	...[
		"get-date",
		"resolve-path",
		"split-path",
		"join-path",
		"select-object",
		"sort-object",
		"where",
		"hostname",
		"whoami",
	],
]);

export function readsPlainly(program: string, shell: "bash" | "windows"): boolean {
	return shell === "bash" ? inBash.has(program) : onWindows.has(program.toLowerCase());
}
