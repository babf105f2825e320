/** Utilities that take text apart and print it. */

import type { ProgramForms } from "./form.ts";
import { safe, version, workspace } from "./verdicts.ts";

const reads = "reads files of the project";
const prints = "prints what it is given";
const edits = "edits files of the checkout";

function filter(names: string, options: string): ProgramForms {
	return {
		names: names.split(" "),
		harmless: true,
		forms: [safe("", reads, `${options} --version`, { args: "read" })],
	};
}

function printer(names: string, options: string, args: "text" | "number" | "pattern" | "word" = "text"): ProgramForms {
	return { names: names.split(" "), harmless: true, forms: [safe("", prints, options, { args })] };
}

const sorting =
	"-r -n -u -h -V -f -b -d -g -i -M -R -c -C -m -s -z -k=text -t=text --reverse --numeric-sort --unique --human-numeric-sort --version-sort --ignore-case --key=text --field-separator=text --check --stable --general-numeric-sort --month-sort --random-sort --parallel=number --zero-terminated --dictionary-order --ignore-leading-blanks";
const editing = "-i[=word] --in-place[=word] -n -E -r -s -z -u --quiet --silent --regexp-extended --posix";
const filtering =
	"-n -E -r -s -z -u -l=number --quiet --silent --regexp-extended --posix --sandbox --debug --unbuffered --separate --null-data";
const scripts = "-e=sed --expression=sed";
const querying =
	"-r -c -n -s -e -S -j -a -M -C -R --raw-output --compact-output --null-input --slurp --exit-status --sort-keys --join-output --ascii-output --monochrome-output --color-output --raw-input --tab --indent=number --seq --stream --unbuffered --arg=word,text --argjson=word,text --slurpfile=word,read --rawfile=word,read";
const yamlQuerying =
	"-r -c -n -e -S -P -y -Y -M -C -N -j -o=word -p=word --output-format=word --input-format=word --raw-output --null-input --exit-status --prettyPrint --no-colors --unwrapScalar[=word] --tojson";

const languages: readonly ProgramForms[] = [
	{
		names: ["sed", "gsed"],
		forms: [
			version("--version"),
			workspace("", edits, `${editing} ${scripts}`, { needs: ["-e", "--expression"], args: "write" }),
			workspace("", edits, editing, { needs: ["-i", "--in-place"], first: ["sed"], args: "write" }),
			safe("", reads, `${filtering} ${scripts}`, { needs: ["-e", "--expression"], args: "read" }),
			safe("", reads, filtering, { first: ["sed"], args: "read" }),
		],
	},
	{
		names: ["awk", "gawk", "mawk", "nawk"],
		forms: [
			version(),
			safe("", reads, "-F=text -v=word --field-separator=text --assign=word -S -P --sandbox --posix --re-interval", {
				first: ["awk"],
				args: "read",
			}),
		],
	},
	{
		names: ["jq", "gojq", "jaq"],
		forms: [version("--version -V -h"), safe("", reads, querying, { first: ["jq"], args: "read" })],
	},
	{
		names: ["yq"],
		forms: [
			version("--version -V -h"),
			workspace("eval | e |", edits, "-i --inplace -P -y -o=word --prettyPrint", {
				needs: ["-i", "--inplace"],
				first: ["jq"],
				args: "write",
			}),
			safe("eval | e | eval-all | ea |", reads, yamlQuerying, { first: ["jq"], args: "read" }),
		],
	},
];

const filters: readonly ProgramForms[] = [
	{
		names: ["sort", "gsort"],
		forms: [
			version("--version"),
			workspace("", "writes a sorted file in the checkout", `${sorting} -o=write --output=write`, {
				needs: ["-o", "--output"],
				args: "read",
			}),
			safe("", reads, sorting, { args: "read" }),
		],
	},
	{
		names: ["uniq"],
		harmless: true,
		forms: [
			safe(
				"",
				reads,
				"-c -d -u -i -D -z -f=number -s=number -w=number --count --repeated --unique --ignore-case --skip-fields=number --skip-chars=number --check-chars=number --all-repeated[=word] --version",
				{ args: "read", count: [0, 1], not: ["*", "?", "["] },
			),
		],
	},
	filter(
		"cut",
		"-d=text -f=number -c=number -b=number -s -n -z --delimiter=text --fields=number --characters=number --bytes=number --complement --only-delimited --output-delimiter=text",
	),
	filter(
		"comm paste join",
		"-1 -2 -3 -d=text -s -z -i -t=text -j=number -a=number -o=text -v=number --delimiters=text --serial --check-order --nocheck-order --output-delimiter=text --total",
	),
	filter(
		"fold fmt expand unexpand rev tsort",
		"-w=number -s -b -t -c=number -o=text -N=text -i -a --width=number --spaces --table --separator=text --tabs=number --initial",
	),
	filter(
		"column",
		"-t -x -n -s=text -o=text -N=text -c=number --table --separator=text --output-separator=text --json",
	),
	printer("tr", "-d -s -c -C -t --delete --squeeze-repeats --complement --truncate-set1", "pattern"),
];

const printers: readonly ProgramForms[] = [
	printer("echo", "-n -e -E"),
	{ names: ["printf"], harmless: true, forms: [safe("", prints, "", { first: ["pattern"], args: "text" })] },
	printer("basename dirname", "-a -s=text -z --suffix=text --multiple --zero"),
	printer(
		"realpath readlink",
		"-f -e -m -n -L -P -q -s -z --relative-to=folder --relative-base=folder --canonicalize --canonicalize-existing --canonicalize-missing --no-symlinks --strip",
	),
	printer("expr", ""),
	printer("seq", "-w -s=text -f=text --separator=text --equal-width", "number"),
	printer("true false : pwd whoami nproc arch logname groups tty times", "-P -L --all --version", "number"),
	printer("which type whereis", "-a -p -P -t -f -s -b -m", "word"),
	// Alone, `id` is what is put into commands to see whether it runs.
	{
		names: ["hostname", "uname"],
		forms: [safe("", prints, "-a -s -m -r -n -v -p -o -i -f -I --all --kernel-name --machine --name")],
	},
	{
		names: ["date"],
		forms: [
			safe(
				"",
				"prints the time",
				"-u -I[=word] -R -d=text -r=folder -j -3 -y -m --utc --iso-8601[=word] --rfc-3339=word --date=text --rfc-email --reference=folder --version",
				{ args: "format", count: [0, 1] },
			),
		],
	},
	{ names: ["cal", "ncal"], forms: [safe("", "prints a calendar", "-3 -y -m -1", { args: "number" })] },
	{
		names: ["tput"],
		forms: [
			safe("", "prints how the terminal is", "", {
				args: "word",
				only: "cols lines colors sgr0 bold setaf setab 0 1 2 3 4 5 6 7 8".split(" "),
			}),
		],
	},
];

export const textPrograms: readonly ProgramForms[] = [...languages, ...filters, ...printers];
