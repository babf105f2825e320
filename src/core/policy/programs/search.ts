/** Programs that search and list files. */

import type { ProgramForms } from "./form.ts";
import { ask, safe, version } from "./verdicts.ts";

const searches = "searches files of the project";
const lists = "lists files of the project";

const given = "-e=pattern --regexp=pattern";
const grepping =
	"-r -R -n -i -l -L -c -v -w -x -h -H -o -q -s -E -F -P -G -I -a -z -Z -y -b -U -T -A=number -B=number -C=number -m=number -#=number -d={skip,recurse,read} --include=names --exclude=pattern --exclude-dir=pattern --color[=word] --colour[=word] --recursive --dereference-recursive --line-number --ignore-case --no-ignore-case --files-with-matches --files-without-match --count --invert-match --word-regexp --line-regexp --no-filename --with-filename --only-matching --quiet --silent --no-messages --extended-regexp --fixed-strings --perl-regexp --basic-regexp --text --null --null-data --byte-offset --initial-tab --after-context=number --before-context=number --context=number --max-count=number --binary-files={text,without-match} --line-buffered --directories={skip,recurse,read} --label=text";
const ripgrepping =
	"-n -N -i -S -s -l -c -v -w -x -h -H -I -o -q -F -P -U -u -uu -uuu -a -0 -L -p -. -A=number -B=number -C=number -m=number -M=number -j=number -d=number -g=names -t=word -T=word -r=text -E=word --files --files-with-matches --files-without-match --hidden --no-ignore --no-ignore-vcs --glob=names --iglob=names --type=word --type-not=word --json --count --count-matches --line-number --no-line-number --ignore-case --smart-case --case-sensitive --invert-match --word-regexp --line-regexp --fixed-strings --pcre2 --multiline --multiline-dotall --only-matching --no-filename --with-filename --heading --no-heading --stats --sort=word --sortr=word --max-count=number --max-depth=number --max-columns=number --max-filesize=number --context=number --after-context=number --before-context=number --replace=text --color=word --trim --vimgrep --column --no-column --passthru --text --null --unrestricted --quiet --no-messages --threads=number --encoding=word --pretty --no-config --crlf --engine=word --debug";
const finding =
	"-name=pattern -iname=pattern -path=pattern -ipath=pattern -wholename=pattern -regex=pattern -iregex=pattern -regextype=word -type=word -xtype=word -size=number -mtime=number -mmin=number -atime=number -amin=number -ctime=number -cmin=number -newer=folder -newermt=text -anewer=folder -cnewer=folder -perm=text -user=word -group=word -links=number -inum=number -empty -executable -readable -writable -nouser -nogroup -maxdepth=number -mindepth=number -depth -prune -quit -print -print0 -ls -printf=text -not -o -a -or -and -true -false -daystart -follow -xdev -mount -noleaf -H -L -P -samefile=folder -lname=pattern -version";
const fdOptions =
	"-H -I -u -s -i -g -F -a -l -L -p -0 -1 -q -e=word -t=word -d=number -E=pattern -S=text -j=number --hidden --no-ignore --no-ignore-vcs --unrestricted --case-sensitive --ignore-case --glob --fixed-strings --absolute-path --list-details --follow --full-path --print0 --quiet --extension=word --type=word --max-depth=number --min-depth=number --exact-depth=number --exclude=pattern --size=text --changed-within=text --changed-before=text --color=word --threads=number --max-results=number --strip-cwd-prefix --version -V";

export const searchPrograms: readonly ProgramForms[] = [
	{
		names: ["grep", "egrep", "fgrep", "zgrep"],
		harmless: true,
		forms: [
			version("--version -V"),
			safe("", searches, `${grepping} ${given}`, { needs: ["-e", "--regexp"], args: "read" }),
			safe("", searches, grepping, { first: ["pattern"], args: "read" }),
		],
	},
	{
		names: ["rg"],
		forms: [
			version("--version -V --type-list"),
			safe("", searches, `${ripgrepping} ${given}`, { needs: ["-e", "--regexp"], args: "read" }),
			safe("", lists, ripgrepping, { needs: ["--files"], args: "read" }),
			safe("", searches, ripgrepping, { first: ["pattern"], args: "read" }),
		],
	},
	{
		names: ["ag"],
		forms: [
			safe(
				"",
				searches,
				"-i -l -n -w -Q -v -c -A=number -B=number -C=number --hidden --nocolor --nogroup --js --python",
				{
					first: ["pattern"],
					args: "read",
				},
			),
		],
	},
	{
		names: ["find"],
		forms: [
			{
				...ask("", "deletes the files that it finds"),
				needs: ["-delete"],
				options: `${finding} -delete`,
				args: "delete",
			},
			safe("", lists, finding, { args: "folder" }),
		],
	},
	{
		names: ["fd", "fdfind"],
		forms: [safe("", lists, fdOptions, { first: ["pattern"], args: "folder", count: [0, 20] })],
	},
];
