/** Collects the secrets that are at hand when a task starts, so that they are recognised wherever they turn up. In memory only. */

import { lstat, readdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { isWorthHiding, type SecretValue } from "../core/secrets/exact-values.ts";
import { secretName } from "../core/secrets/names.ts";
import { findSecrets } from "../core/secrets/redactor.ts";
import { looksSecret } from "../core/secrets/secret-files.ts";
import { isRandom } from "../core/secrets/values.ts";

interface SecretPlaces {
	/** The opened folder, which the person trusts; empty when there is none. */
	readonly folder: string;
	/** Empty when there is none. */
	readonly apiKey: string;
	readonly environment?: Readonly<Record<string, string | undefined>>;
	readonly home?: string;
}

/** Bounds of the search in the opened folder: beyond them files are not looked for any more. */
const limits = { entries: 30_000, files: 300, depth: 8, fileBytes: 512 * 1024, values: 600, milliseconds: 2_000 };
const passedOver = new Set(
	"node_modules .git .hg .svn .venv venv __pycache__ .tox target dist build out .next .nuxt .gradle .cache coverage".split(
		" ",
	),
);
/** Files of well-known programs in the home folder. */
const homeFiles = [
	...[".aws/credentials", ".netrc", "_netrc", ".npmrc", ".docker/config.json", ".config/gh/hosts.yml"],
	...[".git-credentials", ".config/git/credentials", ".pypirc", ".pgpass", ".my.cnf", ".vault-token"],
	...[".cargo/credentials.toml", ".cargo/credentials", ".kube/config", ".gem/credentials", ".terraformrc"],
];

/** Never rejects: what cannot be read cannot be known. */
export async function secretValues(places: SecretPlaces): Promise<readonly SecretValue[]> {
	const { folder, apiKey, environment = process.env, home = homedir() } = places;
	const files = [...homeFiles.map((name) => join(home, name)), ...(folder === "" ? [] : await secretFiles(folder))];
	const texts = await Promise.all(files.map(textOf));
	const found = [
		...(apiKey === "" ? [] : [{ kind: "api-key", value: apiKey }]),
		...environmentValues(environment),
		...texts.flatMap(fileValues),
	];
	const unique = new Map(found.filter(({ value }) => isWorthHiding(value)).map((secret) => [secret.value, secret]));
	return [...unique.values()].slice(0, limits.values);
}

const secretVariable = /KEY|TOKEN|SECRET|PASS|PWD|CRED|AUTH|PRIVATE|DSN|CONNECTION/i;

function environmentValues(environment: Readonly<Record<string, string | undefined>>): readonly SecretValue[] {
	return Object.entries(environment).flatMap(([name, value = ""]) => {
		const known =
			secretVariable.test(name) && value.length <= 8_192 ? [{ kind: secretName(name)?.kind ?? "env", value }] : [];
		return [...known, ...addressPasswords(value)];
	});
}

function addressPasswords(text: string): readonly SecretValue[] {
	return findSecrets(text.slice(0, 8_192)).filter(({ kind }) => kind === "url-password");
}

/** What is a secret in a file that is known to hold some. */
function fileValues(text: string): readonly SecretValue[] {
	const whole = findSecrets(text).flatMap(({ kind, value }) => pieces(kind, value));
	return [...whole, ...text.split(/\r?\n/).flatMap(settingValue)];
}

/** A key of many lines is known by each of them; a login by its password as well. */
function pieces(kind: string, value: string): readonly SecretValue[] {
	if (kind === "docker-auth") {
		const login = Buffer.from(value, "base64").toString();
		return [
			{ kind, value },
			{ kind, value: login.slice(login.indexOf(":") + 1) },
		];
	}
	const lines = value.split(/\s+|\\n/).filter((line) => line.length >= 16);
	return kind === "private-key" ? lines.slice(0, 80).map((line) => ({ kind, value: line })) : [{ kind, value }];
}

/** `NAME=value` and `name: value`. The file looks secret, so its values need not. */
function settingValue(line: string): readonly SecretValue[] {
	const setting = /([\w.-]{1,80})["']?\s{0,8}[=:]\s{0,8}(.{1,4096})$/.exec(line.slice(0, 4_400));
	if (!setting || /^\s*[#;]/.test(line)) return [];
	const [, name = "", rest = ""] = setting;
	const quoted = /^(["'])(.*?)\1/.exec(rest)?.[2];
	const value = (quoted ?? rest.replace(/\s+#.*$/, "").replace(/,$/, "")).trim();
	const kind = secretName(name)?.kind ?? (isRandom(value) ? "env" : undefined);
	return kind === undefined ? [] : [{ kind, value }];
}

/** Files of the folder whose names look secret, in packages below it too. Links are not followed. */
async function secretFiles(folder: string): Promise<readonly string[]> {
	const until = Date.now() + limits.milliseconds;
	const found: string[] = [];
	let seen = 0;
	let level = [""];
	for (let depth = 0; depth < limits.depth && level.length > 0; depth++) {
		const next: string[] = [];
		for (const path of level) {
			if (seen > limits.entries || found.length >= limits.files || Date.now() > until) return found;
			for (const entry of await entriesOf(join(folder, path))) {
				seen++;
				const below = path === "" ? entry.name : `${path}/${entry.name}`;
				if (entry.isDirectory() && !passedOver.has(entry.name)) next.push(below);
				if (entry.isFile() && (looksSecret(below) || entry.name === ".npmrc")) found.push(join(folder, below));
			}
		}
		level = next;
	}
	return found.slice(0, limits.files);
}

async function entriesOf(folder: string) {
	return readdir(folder, { withFileTypes: true }).catch(() => []);
}

/** Empty when it is no ordinary file, too large or not readable. */
async function textOf(path: string): Promise<string> {
	try {
		const facts = await lstat(path);
		return facts.isFile() && facts.size <= limits.fileBytes ? await readFile(path, "utf8") : "";
	} catch {
		return "";
	}
}
