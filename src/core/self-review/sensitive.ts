/** Says which files touch security: a mistake there does harm that checks seldom show. */

/** Why a change of this file should be looked at twice, as the end of a sentence ("it …"); null where nothing says so. */
export function sensitiveBecause(path: string): string | null {
	const place = places.find(({ test }) => test.test(path));
	if (place) return place.because;
	const word = wordsOf(path).find((each) => words.has(each));
	return word === undefined ? null : `is about ${word} by its name`;
}

const places: readonly { readonly test: RegExp; readonly because: string }[] = [
	{
		test: /(?:^|\/)\.(?:github|gitea|forgejo)\/(?:workflows|actions)\//i,
		because: "runs with the repository's rights",
	},
	{
		test: /(?:^|\/)(?:\.gitlab-ci\.ya?ml|\.circleci\/|azure-pipelines\.ya?ml|jenkinsfile$|\.travis\.yml|bitbucket-pipelines\.yml|\.drone\.yml)/i,
		because: "runs with the repository's rights",
	},
	{
		test: /(?:^|\/)(?:dockerfile|containerfile)(?:\.[\w.-]+)?$|\.dockerfile$|(?:^|\/)(?:docker-)?compose(?:\.[\w-]+)?\.ya?ml$/i,
		because: "says what is shipped and with which rights",
	},
	{
		test: /\.tf(?:vars)?$|(?:^|\/)(?:k8s|kubernetes|helm|terraform|ansible)\//i,
		because: "says what runs where, and with which rights",
	},
	{ test: /(?:^|\/)(?:migrations?|migrate)\/|\.migration\.[^/]+$/i, because: "changes data that cannot be taken back" },
	{
		test: /(?:^|\/)\.(?:npmrc|yarnrc(?:\.yml)?|pypirc|netrc)$/i,
		because: "says where packages come from, and who is asked",
	},
	{
		test: /(?:^|\/)\.env(?:\.|$)|\.(?:env|pem|key|p12|pfx|jks|keystore)$|(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)$/i,
		because: "holds secrets",
	},
	{
		test: /(?:^|\/)(?:nginx|apache2?|httpd|caddy)[^/]*\.conf$|(?:^|\/)caddyfile$/i,
		because: "says who may reach what",
	},
];

/** Whole words of names only: `author`, `secretary` and `tokenizer` are none of them. */
const words: ReadonlySet<string> = new Set([
	...["auth", "authn", "authz", "authentication", "authorization", "authorisation", "authenticate", "authorize"],
	...["authenticator", "authorizer", "oauth", "oauth2", "oidc", "saml", "sso", "jwt", "login", "logout", "signin"],
	...["signup", "session", "sessions", "cookie", "cookies", "token", "tokens", "csrf", "xsrf", "cors", "csp"],
	...["password", "passwords", "passwd", "passphrase", "credential", "credentials", "secret", "secrets", "mfa", "totp"],
	...["2fa", "otp", "permission", "permissions", "acl", "acls", "rbac", "role", "roles", "privilege", "privileges"],
	...["crypto", "cryptography", "cipher", "encrypt", "encryption", "decrypt", "decryption", "hmac", "signature"],
	...["certificate", "certificates", "tls", "ssl", "keystore", "keychain", "vault", "sanitize", "sanitizer", "sandbox"],
	...["security", "payment", "payments", "billing", "invoice", "invoices", "checkout", "refund", "refunds", "payout"],
	...["payouts", "ledger", "wallet", "firewall", "ssh", "cert", "certs", "apikey", "apikeys", "iam", "kms"],
]);

/** Of the path without the endings of its names: `userAuth.test.ts` is `user`, `auth`, `test`. */
function wordsOf(path: string): readonly string[] {
	return path
		.replace(/\.[A-Za-z0-9]+$/, "")
		.replace(/([a-z0-9])([A-Z])/g, "$1 $2")
		.replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
		.toLowerCase()
		.split(/[^a-z0-9]+/)
		.filter((word) => word !== "");
}
