/** Utilities that make, copy, move and delete files. */

import type { ProgramForms } from "./form.ts";
import { always, ask, workspace } from "./verdicts.ts";

const copying =
	"-r -R -a -p -v -f -n -u -T --recursive --archive --verbose --no-clobber --update --force --parents --preserve=word -i";

export const makePrograms: readonly ProgramForms[] = [
	{
		names: ["mkdir"],
		forms: [
			workspace("", "makes folders in the checkout", "-p -v -m=number --parents --verbose --mode=number", {
				args: "write",
				count: [1, 50],
			}),
		],
	},
	{
		names: ["touch"],
		forms: [
			workspace("", "makes files in the checkout", "-a -c -m -d=text -t=number --no-create", {
				args: "write",
				count: [1, 50],
			}),
		],
	},
	{
		names: ["cp"],
		forms: [
			workspace("", "copies files within the checkout", copying, {
				args: "read",
				last: "write",
				not: ["/dev/"],
				count: [2, 100],
			}),
		],
	},
	{
		names: ["mv"],
		forms: [
			workspace("", "moves files within the checkout", "-v -n -f -u -i -T --verbose --no-clobber --force", {
				args: "write",
				not: ["/dev/"],
				count: [2, 100],
			}),
		],
	},
	{
		names: ["ln"],
		forms: [
			workspace("", "makes a link in the checkout", "-s -f -r -v -n --symbolic --force --relative", {
				args: "read",
				last: "write",
				not: [".git"],
				count: [2, 2],
			}),
		],
	},
	{ names: ["tee"], forms: [workspace("", "writes files in the checkout", "-a --append", { args: "write" })] },
	{
		names: ["chmod"],
		forms: [
			workspace("", "makes files of the checkout executable", "-v", {
				first: ["{+x,u+x,a+x,ug+x,755,644,0755,0644}"],
				args: "write",
				count: [2, 50],
			}),
			ask("", "changes permissions"),
		],
	},
	{ names: ["mktemp"], forms: [workspace("", "makes a temporary file", "-d -q -u -t=word", { args: "none" })] },
	{
		names: ["rm", "rmdir", "unlink", "shred", "srm", "trash", "trash-put"],
		forms: [
			{
				...ask("", "deletes files"),
				args: "delete",
				options: "-r -R -f -v -i -I -d -u -z -p -n=number --recursive --force --verbose --dir",
			},
		],
	},
	{
		names: ["truncate"],
		forms: [{ ...ask("", "throws away the contents of files"), options: "-s=number --size=number", args: "write" }],
	},
	always("ask", "dd", "copies raw data, and can overwrite files"),
	{
		names: ["split"],
		forms: [
			workspace(
				"",
				"writes parts of a file in the checkout",
				"-l=number -b=number -n=number -d -a=number --lines=number --bytes=number",
				{
					first: ["read"],
					args: "write",
					count: [2, 2],
				},
			),
			ask("", "writes many files, and can run commands"),
		],
	},
	{
		names: ["patch"],
		forms: [
			workspace("", "tries a patch", "--dry-run -p=number -R -s -N -i=read --reverse --forward --verbose", {
				needs: ["--dry-run"],
			}),
			ask("", "changes the files that a patch names"),
		],
	},
	always("ask", "csplit", "writes many files"),
	always("ask", "chown chgrp chattr setfacl install", "changes files or their permissions"),
	always("ask", "vi vim nvim nano emacs ed ex pico", "edits files, and can run commands"),
];
