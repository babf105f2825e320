/** Says what the name of a field, variable, flag or element promises of its value. */

/** `password`: chosen by a person. `token`: made by a machine. `maybe`: only what is plainly random counts. */
export interface SecretName {
	readonly class: "password" | "passphrase" | "token" | "maybe";
	/** As marks name it. */
	readonly kind: string;
}

/** One of these is in every name that counts. */
export const nameWords: readonly string[] = [
	...["pass", "pwd", "secret", "token", "key", "auth", "cred", "sess", "sid=", "salt", "mnemonic", "phrase", "mot_de"],
	...[
		"passwort",
		"kennwort",
		"senha",
		"contrasena",
		"_pw",
		"signature",
		"pw=",
		"pw:",
		"pw ",
		"psk",
		"erlang_cookie",
		"bearer",
		"pepper",
		"encrypt",
	],
	...["contraseña", "contrasenya", "clave", "chiave", "cle_", "motdepasse", "wachtwoord", "haslo", "hasło", "parola"],
	...["schluessel", "schlüssel", "geheim", "salasana", "lösenord", "losenord", "heslo", "sifre", "şifre"],
];

/** What may follow the word that counts. */
const suffixes = words(
	"admin user db root app mysql postgres redis utente usuario benutzer value val plain plaintext raw text string str base64 b64 enc encoded default current old new prev previous prod production dev development staging stage test testing ci live sandbox local main root primary secondary backup global internal external base",
);
const keyOf = words(
	"routing instrumentation enc crypt validation decryption machine router cookie hash upload store api access secret private encryption encrypt decryption signing sign master account shared storage auth authentication service app application license licence ssh deploy client admin consumer session jwt hmac aes des cipher crypto root server webhook integration ingest ingestion functions function host subscription wallet gpg pgp symmetric vault unseal recovery sas write heroku stripe sendgrid twilio mailgun google aws azure openai anthropic datadog newrelic cloudflare algolia firebase github gitlab slack maps recaptcha management project developer dev user bot",
);
/** Tokens that are places in a list, and tokens of languages and designs. */
const otherTokens = words(
	"page next continuation sync cursor max min num count cancel cancellation design first last prev eos bos pad unk sep cls mask special stop input output prompt completion total per syntax parse lexer",
);
/** Passwords and secrets in other languages, without accents. */
const otherPasswords =
	/^(?:senha|contrasena|contrasenya|clave|motdepasse|passe|wachtwoord|haslo|parola|salasana|losenord|heslo|sifre|kennwort|geheimnis|geheim|schluessel|schlussel|[a-z]{3,16}schluessel|[a-z]{3,16}schlussel)$/;
const notTheir = words(
	"no has is show hide toggle forgot forgotten reset require requires required allow enable disable use without validate check missing invalid wrong",
);

/** Names repeat in a text; what was said of the last thousand is kept. */
const known = new Map<string, SecretName | undefined>();

export function secretName(name: string): SecretName | undefined {
	const before = known.get(name);
	if (before !== undefined || known.has(name)) return before;
	if (known.size >= 1_000) known.clear();
	const promised = promiseOf(name);
	known.set(name, promised);
	return promised;
}

function promiseOf(name: string): SecretName | undefined {
	const parts = partsOf(plainLetters(name));
	if (parts.some((part) => /^public|^publishable$/.test(part)) && !/secret|password/.test(parts.at(-1) ?? ""))
		return undefined;
	while (parts.length > 1 && isSuffix(parts.at(-1) ?? "")) parts.pop();
	const last = parts.at(-1) ?? "";
	const before = parts.slice(0, -1);
	if (before.some((part) => notTheir.has(part))) return undefined;
	if (
		/(?:passphrase|mnemonic)$/.test(last) ||
		(last === "phrase" && /seed|pass|recovery|mnemonic|secret/.test(before.join(" ")))
	) {
		return { class: "passphrase", kind: "passphrase" };
	}
	if (otherPasswords.test(last)) {
		return last === "passe" && before.at(-1) !== "de" ? undefined : { class: "password", kind: "password" };
	}
	if (/(?:password|passwd|passwort|kennwort|passcode|pwd)$|^(?:pass|pw|psk|[a-z]{2,6}pass)$/.test(last)) {
		return /^(?:by|com|tres|sur|under|over)pass$/.test(last) ? undefined : { class: "password", kind: "password" };
	}
	if (/secret$/.test(last)) return { class: "password", kind: before.includes("client") ? "client-secret" : "secret" };
	if (/token$/.test(last)) {
		return before.some((part) => otherTokens.has(part)) ? undefined : { class: "token", kind: "token" };
	}
	return keyName(last, before);
}

function keyName(last: string, before: readonly string[]): SecretName | undefined {
	const kind = before.includes("aws") ? "aws-key" : before.includes("api") || last === "apikey" ? "api-key" : "key";
	if (
		/^(?:api|secret|access|private|auth|master|encryption|signing|account|shared|sharedaccess|license|service|app)key$/.test(
			last,
		)
	) {
		return { class: "token", kind };
	}
	if (last === "pepper" || (last === "cookie" && before.includes("erlang"))) return { class: "token", kind: last };
	if (/^(?:chiave|cle|clave)$/.test(before.at(-1) ?? "") && last === "api") return { class: "token", kind: "api-key" };
	if (last === "key" && keyOf.has(before.at(-1) ?? "")) return { class: "token", kind };
	if (/sess(?:ion)?_?id$|^sid$/.test(last)) return { class: "token", kind: "session" };
	if (last === "id" && /^sess(?:ion)?$/.test(before.at(-1) ?? "")) return { class: "token", kind: "session" };
	if (
		/^(?:key|auth|authorization|bearer|cred|creds|credentials?|encrypt|salt|sess|session|signature|data)$/.test(last)
	) {
		if (last === "data" && before.at(-1) !== "key") return undefined;
		return { class: "maybe", kind: last === "data" ? "private-key" : last };
	}
	return undefined;
}

/** Without the accents that people leave out at times. */
function plainLetters(name: string): string {
	return /[^\x20-\x7e]/.test(name) ? name.normalize("NFD").replace(/\p{M}/gu, "").replace(/ł/g, "l") : name;
}

/** `dbPassword_2` → db, password, 2. */
export function partsOf(name: string): string[] {
	return name
		.replace(/([a-z0-9])([A-Z])/g, "$1 $2")
		.replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
		.toLowerCase()
		.split(/[^a-z0-9]+/)
		.filter((part) => part !== "");
}

function isSuffix(part: string): boolean {
	return /^(?:\d{1,4}|v\d{1,2})$/.test(part) || suffixes.has(part);
}

function words(list: string): ReadonlySet<string> {
	return new Set(list.split(" "));
}
