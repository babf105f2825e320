/** Says which files hold a secret, by their names. */

import ignore from "ignore";

/** Gitignore patterns; case does not count. */
export const secretPatterns: readonly string[] = [
	...[".env", ".env.*", "*.env", ".envrc", "!.env.example", "!.env.sample", "!.env.template", "!.env.dist"],
	...["!.env.*.example", "!.env.*.sample", "!.env.*.template", "!example.env", "!sample.env"],
	...["*.pem", "*.key", "*.p12", "*.pfx", "*.ppk", "*.jks", "*.keystore", "*.kdbx", "*.p8"],
	...["id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "id_ecdsa_sk", "id_ed25519_sk", "*_rsa", "*_ed25519"],
	...[".netrc", "_netrc", ".pgpass", ".my.cnf", ".pypirc", ".git-credentials", ".htpasswd", ".vault-token"],
	...[".ssh/", ".aws/", ".gnupg/", ".azure/", ".kube/config", ".docker/config.json", ".config/gcloud/", ".config/gh/"],
	...["credentials.json", "client_secret*.json", "service-account*.json", "service_account*.json", ".dockercfg"],
];

const secrets = ignore().add([...secretPatterns]);

/** Whether the file's name, or that of a folder on the way, says that it holds a secret. Takes every path, also `~/x` and `../x`. */
export function looksSecret(path: string): boolean {
	const parts = path.replaceAll("\\", "/").split("/");
	const plain = parts.filter((part) => part !== "" && part !== "." && part !== ".." && part !== "~").join("/");
	return plain !== "" && secrets.ignores(plain);
}

/** Whether a file that looks secret may be proposed all the same: it does something, and needs its own accept. */
export function isProposable(path: string): boolean {
	return /(?:^|\/)\.envrc$/i.test(path);
}
