/** Converts files as the person's own `git add` would, by the attributes of their tree and the filters that they configured. */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gitOutput, joinNames, splitNames } from "../git.ts";
import { actingApart, asking, type Ground } from "./ground.ts";
import { type Attributes, treatmentOf, withGitsLineEndings } from "./line-endings.ts";
import { printedAsPerson } from "./run.ts";
import { blobsOf, keepAll, type State, type States } from "./states.ts";

/** A file of the task, byte for byte as it would be on the disk. */
export interface RawFile {
	readonly path: string;
	readonly state: NonNullable<State>;
}

export interface CleanIn {
	/** What the repository has at the files' paths. */
	readonly known: States;
	readonly scratch: string;
}

/**
 * The states in which git keeps these files, in the same order; links stay as they are, and so does what has the very
 * bytes of the repository: that is unchanged, whatever git would make of it now. Throws GitFailure with git's words when
 * a filter that must not fail does.
 */
export async function cleanStates(
	ground: Ground,
	files: readonly RawFile[],
	around: CleanIn,
	signal: AbortSignal,
): Promise<readonly NonNullable<State>[]> {
	const isNew = ({ path, state }: RawFile) => around.known.get(path)?.id !== state.id;
	const regular = files.filter((file) => file.state.mode.startsWith("100") && isNew(file));
	const attributes = await attributesOf(ground, [...new Set(regular.map(({ path }) => path))], signal);
	const autocrlf = ["true", "input", "yes", "on", "1"].includes(ground.repository.config.get("core.autocrlf") ?? "");
	const cleaned = new Map<RawFile, string>();
	const plain: PlainFile[] = [];
	for (const file of regular) {
		const its = attributes.get(file.path) ?? none;
		const treatment = treatmentOf(its, autocrlf);
		if (rewrites(its)) cleaned.set(file, await converted(ground, { ...file, its, scratch: around.scratch }, signal));
		else if (treatment !== "kept") plain.push({ file, treatment });
	}
	for (const [file, id] of await lineEndings(ground, plain, around, signal)) cleaned.set(file, id);
	return files.map((file) => ({ ...file.state, id: cleaned.get(file) ?? file.state.id }));
}

const none: Attributes = new Map();

const asked = ["filter", "text", "crlf", "eol", "ident", "working-tree-encoding"] as const;

/** By path. The index stands in for an attributes file that is not on the disk. */
async function attributesOf(
	ground: Ground,
	paths: readonly string[],
	signal: AbortSignal,
): Promise<ReadonlyMap<string, Attributes>> {
	if (paths.length === 0) return new Map();
	const run = { ...asking(ground), input: joinNames(paths) };
	const { names } = splitNames(await gitOutput(["check-attr", "-z", "--stdin", ...asked], run, signal));
	const found = new Map<string, Map<string, string>>();
	for (let at = 0; at + 2 < names.length; at += 3) {
		const [path = "", attribute = "", value = ""] = names.slice(at, at + 3);
		const its = found.get(path) ?? new Map<string, string>();
		if (value !== "unspecified") its.set(attribute, value);
		found.set(path, its);
	}
	return found;
}

/** Whether more than line endings is converted. */
function rewrites(its: Attributes): boolean {
	return ["filter", "ident", "working-tree-encoding"].some((name) => (its.get(name) ?? "unset") !== "unset");
}

interface PlainFile {
	readonly file: RawFile;
	readonly treatment: ReturnType<typeof treatmentOf>;
}

/** The new names of those whose line endings change. */
async function lineEndings(
	ground: Ground,
	plain: readonly PlainFile[],
	{ known, scratch }: CleanIn,
	signal: AbortSignal,
): Promise<ReadonlyMap<RawFile, string>> {
	const contents = await blobsOf(
		ground,
		plain.map(({ file }) => file.state.id),
		signal,
	);
	const stored = plain.map(({ file }) => known.get(file.path) ?? null);
	const regular = stored.flatMap((state) => (state?.mode.startsWith("100") ? [state.id] : []));
	const blobs = await blobsOf(ground, regular, signal);
	const before = new Map(regular.map((id, at) => [id, blobs[at] ?? null]));
	const changed = plain.flatMap(({ file, treatment }, at) => {
		const bytes = contents[at] ?? new Uint8Array();
		const stays = withGitsLineEndings(bytes, treatment, before.get(stored[at]?.id ?? "") ?? null);
		return stays === bytes ? [] : [{ file, bytes: stays }];
	});
	const names = await keepAll(
		ground,
		changed.map(({ bytes }) => bytes),
		scratch,
		signal,
	);
	return new Map(changed.map(({ file }, at) => [file, names[at] ?? file.state.id]));
}

interface Conversion extends RawFile {
	readonly its: Attributes;
	readonly scratch: string;
}

/**
 * Run in the person's folder: a filter that is a script of the project is then the person's version of it, never the
 * agent's. `hash-object` reads no index, so attributes that only stand there are given to it in a file.
 */
async function converted(ground: Ground, file: Conversion, signal: AbortSignal): Promise<string> {
	const { path, its, scratch, state } = file;
	const attributes = join(scratch, "attributes");
	await writeFile(attributes, `* ${[...its].map(attributeText).join(" ")}\n`);
	const [input = new Uint8Array()] = await blobsOf(ground, [state.id], signal);
	const settings = ["-c", `core.attributesFile=${attributes}`, "-c", "core.fsmonitor=false"];
	const args = [...settings, "hash-object", "-w", "--stdin", `--path=${path}`];
	const failure = `${path} could not be converted as git add does it.`;
	return printedAsPerson(args, { ...actingApart(ground), input, failure }, signal);
}

function attributeText([name, value]: readonly [string, string]): string {
	if (value === "set") return name;
	return value === "unset" ? `-${name}` : `${name}=${value}`;
}
