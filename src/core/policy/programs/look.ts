/** Utilities that only look at files, and archives. */

import type { ProgramForms } from "./form.ts";
import { ask, safe, version, workspace } from "./verdicts.ts";

const reads = "reads files of the project";
const looks = "looks at files of the project";

/** None of its options, listed or not, does anything but read. */
function reader(names: string, options: string): ProgramForms {
	return {
		names: names.split(" "),
		harmless: true,
		forms: [safe("", reads, `${options} --version`, { args: "read" })],
	};
}

/** They take options from a file that is given as `@file`. */
function tools(names: string, options: string): ProgramForms {
	return { names: names.split(" "), forms: [safe("", reads, `${options} --version`, { args: "read", not: ["@"] })] };
}

const single = { args: "read", count: [0, 1], not: ["*", "?", "["] } as const;

/** The same of programs that show no file's contents. */
function looker(names: string, options: string): ProgramForms {
	return {
		names: names.split(" "),
		harmless: true,
		forms: [safe("", looks, `${options} --version`, { args: "folder" })],
	};
}

const printers: readonly ProgramForms[] = [
	reader(
		"cat tac",
		"-n -b -s -A -e -E -t -T -v -u -p -l=word --number --number-nonblank --squeeze-blank --show-all --show-ends --show-tabs --plain --style=word --paging={never} --color=word --language=word --line-range=number -r=number",
	),
	reader("nl", "-b=word -w=number -n=word -s=text -v=number -i=number -h=word -f=word --body-numbering=word"),
	reader("head tail", "-n=number -c=number -q -v -z -r -#=number --lines=number --bytes=number --quiet --verbose"),
	reader("wc", "-l -w -c -m -L --lines --words --bytes --chars --max-line-length --total=word"),
	reader(
		"md5sum sha1sum sha256sum sha512sum sha224sum sha384sum shasum cksum sum b2sum md5",
		"-b -t -c -w -a=word -z -q -r --check --binary --text --status --quiet --strict --ignore-missing --tag --algorithm=word",
	),
	// Their second argument is a file to write.
	{
		names: ["xxd"],
		forms: [version(), safe("", reads, "-l=number -s=number -c=number -g=number -b -p -u -i -e -a", single)],
	},
	{
		names: ["bat", "batcat"],
		forms: [
			version(),
			safe(
				"",
				reads,
				"-n -p -A -l=word -r=number --number --plain --show-all --style=word --paging={never} --color=word --language=word --line-range=number",
				{
					args: "read",
				},
			),
		],
	},
	reader("od", "-A=word -t=word -N=number -j=number -w[=number] -v -c -x -b -d -o -a -h -i -l -s"),
	reader("hexdump hd", "-C -n=number -s=number -v -c -x -b -d -o"),
	tools("strings", "-n=number -a -t=word -e=word -#=number -f"),
	tools(
		"nm size readelf objdump",
		"-a -A -C -D -S -g -n -u -h -d -s -t -x -r -l -L -W -p -f -j=word --defined-only --undefined-only --demangle --dynamic --syms --headers --disassemble --source --section=word --size-sort --print-size --radix=word",
	),
	reader("cmp", "-s -l -b -n=number -i=number --silent --quiet --verbose --bytes=number --print-bytes"),
	reader(
		"diff colordiff",
		"-u -U=number -r -q -N -w -b -B -i -y -a -c -C=number -s -e -n -d -E -Z -t -T -p -W=number -x=pattern -I=pattern -L=text --unified[=number] --recursive --brief --new-file --ignore-all-space --ignore-space-change --ignore-blank-lines --ignore-case --side-by-side --text --color[=word] --context[=number] --exclude=pattern --suppress-common-lines --strip-trailing-cr --width=number --label=text --report-identical-files --no-dereference --minimal --normal --left-column --show-c-function",
	),
	reader("base64 base32", "-d -D -w=number -i -b=number --decode --wrap=number --ignore-garbage"),
	reader("zcat bzcat xzcat", "-f -v"),
	{
		names: ["less", "more"],
		forms: [
			safe("", reads, "-R -F -X -N -S -n -i -E -M -m --no-init --quit-if-one-screen", { args: "read", not: ["+"] }),
		],
	},
	{
		names: ["gzip", "gunzip", "bzip2", "bunzip2", "xz", "unxz", "zstd"],
		forms: [
			safe("", reads, "-c -d -k -v -q --stdout", { needs: ["-c", "--stdout"], args: "read" }),
			// With `-d`, the one that stands last counts.
			safe("", reads, "-l -t -v -q --list --test", { needs: ["-l", "-t", "--list", "--test"], args: "read" }),
			workspace("", "packs files and keeps them", "-k -v -q --keep", { needs: ["-k", "--keep"], args: "write" }),
			ask("", "packs or unpacks files, and can overwrite others"),
		],
	},
];

const lookers: readonly ProgramForms[] = [
	looker(
		"ls exa eza lsd vdir",
		"-a -A -l -L -h -H -1 -t -r -S -R -d -D -F -p -s -i -n -N -o -g -G -m -x -X -u -c -U -v -C -f -k -b -B -q -Q -T -Z -w=number -I=pattern --all --almost-all --human-readable --recursive --reverse --directory --size --inode --color[=word] --colour[=word] --group-directories-first --classify[=word] --time-style=text --full-time --sort=word --time=word --si --author --escape --no-group --numeric-uid-gid --indicator-style=word --hide=pattern --ignore=pattern --format=word --width=number --tree --level=number --long --git --icons --oneline --file-type",
	),
	looker("stat", "-c=text -f -L -t -x -s -l --format=text --printf=text --dereference --terse --file-system"),
	looker("file", "-b -i -I -k -L -h -z -s --brief --mime --mime-type --mime-encoding --keep-going --dereference"),
	looker(
		"du",
		"-a -b -c -h -s -m -k -x -l -P -H -S -L -0 -d=number -B=word -t=number --apparent-size --human-readable --summarize --total --max-depth=number --all --exclude=pattern --block-size=word --time --one-file-system --bytes --si",
	),
	looker("df", "-h -k -m -i -T -l -a -P --total --human-readable --output[=word] -t=word"),
	{
		names: ["tree"],
		forms: [
			version(),
			safe(
				"",
				looks,
				"-a -d -f -i -l -s -h -p -u -g -D -F -C -n -r -t -v -x -J -X -N -Q -L=number -I=pattern -P=pattern --dirsfirst --gitignore --noreport --prune --filelimit=number --du --si --charset=word --matchdirs --ignore-case --sort=word --inodes --filesfirst",
				{ args: "folder" },
			),
		],
	},
];

const listsArchive = "lists an archive";
const packs = "packs files of the checkout";
const overwrites = "packs or unpacks files, and can overwrite others";

const archives: readonly ProgramForms[] = [
	{
		names: ["tar", "bsdtar"],
		forms: [
			safe("", listsArchive, "-t -f=read -v -z -j -J --list --verbose --file=read --gzip", {
				needs: ["-t", "--list"],
				args: "word",
			}),
			safe("tf | tvf | tzf | tzvf | ztf | tjf | tJf", listsArchive, "", { args: "read", count: [1, 1] }),
			workspace(
				"",
				packs,
				"-c -z -j -J -v -f=write -C=folder --create --gzip --exclude=pattern --file=write --verbose",
				{
					needs: ["-c", "--create"],
					args: "read",
				},
			),
			workspace("czf | cf | cvf | czvf", packs, "--exclude=pattern", { first: ["write"], args: "read" }),
			ask("", overwrites),
		],
	},
	{
		names: ["unzip", "zipinfo"],
		forms: [
			safe("", listsArchive, "-l -t -v -q -Z -1", { needs: ["-l", "-t", "-v", "-Z"], args: "read" }),
			ask("", overwrites),
		],
	},
	{ names: ["zip", "7z", "7za", "rar", "unrar", "cpio", "ar"], forms: [ask("", overwrites)] },
];

export const lookPrograms: readonly ProgramForms[] = [...printers, ...lookers, ...archives];
