/** What the shell itself can do, and programs that run the command in their arguments. */

import type { ProgramForms } from "./form.ts";
import { always, ask, safe, version, workspace } from "./verdicts.ts";

const activates = ["", "./"].flatMap((start) =>
	["venv", ".venv", "env"].map((folder) => `${start}${folder}/bin/activate`),
);

const builtins: readonly ProgramForms[] = [
	{
		names: ["cd"],
		forms: [safe("", "changes the folder for the commands after it", "-P -L", { args: "folder", count: [1, 1] })],
	},
	{ names: ["exit", "return"], harmless: true, forms: [safe("", "ends the command line", "", { args: "text" })] },
	{
		names: ["break", "continue", "shift", "wait"],
		harmless: true,
		forms: [safe("", "goes on elsewhere", "", { args: "number" })],
	},
	{
		names: ["sleep"],
		harmless: true,
		forms: [safe("", "waits for a while", "", { args: "number", count: [1, 3] })],
	},
	{
		names: ["read"],
		forms: [
			safe("", "reads a line into a variable", "-r -n=number -t=number -d=text -s", { args: "name", count: [1, 9] }),
		],
	},
	{
		names: ["set"],
		forms: [
			safe(
				"",
				"makes the shell stop at errors or show commands",
				"-e -u -x -v -o={pipefail,errexit,nounset,xtrace,verbose}",
				{ needs: ["-e", "-u", "-x", "-v", "-o"] },
			),
			safe("", "makes the shell go on after errors", "", { args: "{+e,+u,+x,+o}", count: [1, 1] }),
		],
	},
	{
		names: ["export"],
		forms: [safe("", "sets a harmless environment variable", "", { args: "variable", count: [1, 20] })],
	},
	// Judged by its words in peculiar.ts.
	{ names: ["test", "["], forms: [ask("", "has a test that is not understood")] },
	{
		names: ["source", "."],
		forms: [
			workspace("", "makes a Python environment of the project the one that is used", "", {
				args: "script",
				count: [1, 1],
				only: activates,
			}),
			ask("", "runs a script in this shell, so that other commands can mean something else"),
		],
	},
	always(
		"ask",
		"alias unalias unset shopt trap enable hash builtin local readonly eval exec bind complete mapfile readarray getopts ulimit umask let pushd popd disown bg fg jobs caller dirs history fc suspend logout",
		"changes the shell, so that other commands can mean something else",
	),
	always("ask", "printenv declare typeset compgen", "shows the environment, which can hold secrets"),
];

const wrapping: readonly ProgramForms[] = [
	{ names: ["time"], forms: [safe("", "measures time", "-p -v", { args: "command" })] },
	{
		names: ["timeout", "gtimeout"],
		forms: [
			safe(
				"",
				"ends a command in time",
				"-k=number -s=word -v --kill-after=number --signal=word --foreground --preserve-status",
				{ first: ["number"], args: "command" },
			),
		],
	},
	{
		names: ["nice", "ionice"],
		forms: [safe("", "lets others go first", "-n=number -c=number --adjustment=number", { args: "command" })],
	},
	{
		names: ["stdbuf"],
		forms: [safe("", "sets how output is buffered", "-o=word -e=word -i=word", { args: "command" })],
	},
	{
		names: ["command"],
		forms: [
			safe("", "looks up a program", "-v -V", { needs: ["-v", "-V"], args: "word" }),
			safe("", "runs a command", "", { args: "command", count: [1, 999] }),
		],
	},
	{
		names: ["env"],
		forms: [
			{ ...ask("", "shows the environment, which can hold secrets"), count: [0, 0] },
			safe("", "runs a command", "-i -u=word --ignore-environment --unset=word", {
				args: "command",
				count: [1, 999],
			}),
		],
	},
	{
		names: ["xargs"],
		forms: [
			safe(
				"",
				"gives names to a command",
				"-0 -r -t -n=number -P=number -L=number -I=text -d=text --null --no-run-if-empty --max-args=number --max-procs=number --replace[=text] --verbose",
				{ args: "command" },
			),
		],
	},
	always(
		"ask",
		"nohup setsid screen tmux at batch script watch parallel strace ltrace gdb lldb entr flock chroot unshare busybox toybox",
		"starts a command that it watches, or that goes on by itself",
	),
];

const shells: readonly ProgramForms[] = ["bash", "sh", "dash", "zsh", "ksh", "fish"].map((name) => ({
	names: [name],
	forms: [
		version("--version"),
		safe("", "checks a script's syntax", "-n -x", { needs: ["-n"], args: "read", count: [1, 20] }),
		...(name === "bash" || name === "sh"
			? [safe("", "runs commands", "-c=bash -e -u -x -o={pipefail,errexit,nounset}", { needs: ["-c"], count: [0, 0] })]
			: []),
		workspace("", "runs a script of the project", "-e -u -x -o={pipefail,errexit,nounset}", {
			first: ["script"],
			args: "own",
			count: [1, 50],
		}),
		ask("", "runs commands that are not known beforehand"),
	],
}));

export const shellPrograms: readonly ProgramForms[] = [...builtins, ...wrapping, ...shells];
