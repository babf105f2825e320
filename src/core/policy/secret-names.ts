/** Makes names that secrets have, so that patterns can be tried on them. */

import { secretPatterns } from "../secrets/secret-files.ts";

/** Endings that say of themselves that the file holds a secret. */
const endings = [
	"pem",
	"key",
	"p12",
	"pfx",
	"ppk",
	"jks",
	"p8",
	"keystore",
	"kdbx",
	"env",
	"tfstate",
	"tfvars",
	"rsa",
	"ed25519",
];

/** Names of files and folders, one part each. */
const ownNames: readonly string[] = secretPatterns
	.filter((pattern) => !pattern.startsWith("!"))
	.map((pattern) => pattern.replace(/^([^/]+)\/.*$/, "$1"))
	.flatMap((pattern) =>
		pattern.includes("*") ? ["x", "server", "prod"].map((x) => pattern.replace("*", x)) : [pattern],
	);

/** Names that often hold a token beside harmless things. */
const otherNames: readonly string[] = [
	...[
		".env.local",
		".env.production",
		".npmrc",
		".yarnrc",
		".yarnrc.yml",
		".terraformrc",
		"terraform.rc",
		".boto",
		".s3cfg",
	],
	...[
		".kube",
		"kubeconfig",
		"secret",
		"secrets",
		"secret.yml",
		"secrets.yml",
		"secrets.yaml",
		"secrets.json",
		"secrets.toml",
	],
	...[
		"secrets.env",
		"secrets.txt",
		"app.secrets.json",
		"credentials",
		"credentials.yml",
		"terraform.tfstate",
		"terraform.tfvars",
	],
	...[
		"terraform.tfstate.backup",
		".vault",
		".bash_history",
		".zsh_history",
		".python_history",
		"auth.json",
		"pip.conf",
	],
	...["gradle.properties", ".m2", "tls.key", "server.pem", "server.key", "cert.pem", "prod.p12", "prod.env"],
];

const names: readonly string[] = [...new Set([...ownNames, ...otherNames])];

/** Whole paths of which the last part says little. */
const paths: readonly string[] = [
	...[
		".git/config",
		".kube/config",
		".docker/config.json",
		".aws/credentials",
		".config/gcloud",
		".config/gh",
		".m2/settings.xml",
	],
];

/** Whether one part of a shell's pattern fits a secret's name, or the ending of one. */
export function partFits(part: string): boolean {
	const pattern = shellPattern(part);
	if (pattern === null) return true;
	// The shell's stars leave out names with a dot in front.
	const fits = (name: string) => (!name.startsWith(".") || /^[.[?]/.test(part)) && pattern.test(name);
	if (names.some(fits) || (/^[.[?]/.test(part) && pattern.test(".."))) return true;
	const ending = /[._]([^._]*[?*[][^._]*)$/.exec(part)?.[1] ?? "*";
	if (/^\*+$/.test(ending)) return false;
	const fit = shellPattern(ending);
	return endings.some((one) => fit?.test(one) ?? true);
}

/** As `partFits`, for programs whose stars fit names with a dot in front too: find, git, grep. */
export function matcherFits(pattern: string): boolean {
	const part = pattern.replace(/^.*\//, "");
	if (!/[*?[]/.test(part) || /^\*+$/.test(part)) return false;
	const plain = /^\*+\.(\w+)$/.exec(part)?.[1];
	if (plain !== undefined) return endings.includes(plain) || plain === "local";
	const fit = shellPattern(part);
	return fit === null || names.some((name) => fit.test(name)) || partFits(part);
}

/** Whether the end of a path with patterns in it fits a secret's path. */
export function pathFits(path: string): boolean {
	return paths.some((one) => {
		const end = path.split("/").slice(-one.split("/").length);
		if (end.length !== one.split("/").length || end.every((part) => /^\*+$/.test(part))) return false;
		return one.split("/").every((part, at) => {
			const written = end[at] ?? "";
			return (!part.startsWith(".") || !written.startsWith("*")) && (shellPattern(written)?.test(part) ?? true);
		});
	});
}

/** Null where it is no pattern, or one with so many stars that trying it would take long. */
function shellPattern(part: string): RegExp | null {
	if ((part.match(/\*+/g)?.length ?? 0) > 4) return null;
	const pattern = part
		.replace(/[.+^${}()|\\]/g, "\\$&")
		.replace(/\*+/g, ".*")
		.replace(/\?/g, ".")
		.replace(/\[!/g, "[^");
	try {
		return new RegExp(`^${pattern}$`, "i");
	} catch {
		return null;
	}
}

/** Whether a regular expression, of whatever dialect, picks out a secret's name; what is hard to tell does. */
export function expressionFits(expression: string): boolean {
	if (isOrdinaryEnding(expression)) return false;
	if (expression.length > 100 || /[)\]}*+?][*+{]|\[[:.=]/.test(expression)) return true;
	if ((expression.match(/[*+?{]/g)?.length ?? 0) > 6) return true;
	// Without -E a bracket or a bar is meant with a backslash in front of it.
	const basic = expression.replace(/\\?[(){}|+?]/g, (sign) => (sign.length === 1 ? `\\${sign}` : sign.slice(1)));
	return [expression, basic].some((one) => {
		try {
			const pattern = new RegExp(one, "i");
			return [...names, ...paths].some((name) => pattern.test(name));
		} catch {
			return true;
		}
	});
}

/** `\.json$` says only what kind of file is meant. */
function isOrdinaryEnding(expression: string): boolean {
	const ending = /^(?:\^?\.\*)?\\?\.\(?([\w|]+)\)?\$?$/.exec(expression)?.[1];
	return ending?.split("|").every((one) => !endings.some((secret) => secret.startsWith(one) || one === "rsa")) ?? false;
}
