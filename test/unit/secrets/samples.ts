/** Texts with a secret, made at run time so that no file holds anything that looks as one, and texts without. */

/** The same letters on every run, without order. */
export function letters(
	length: number,
	alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
	seed = 7,
) {
	let state = seed * 2_654_435_761 + length;
	return Array.from({ length }, () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return alphabet.charAt(((mixed ^ (mixed >>> 14)) >>> 0) % alphabet.length);
	}).join("");
}

const hex = (length: number, seed = 3) => letters(length, "0123456789abcdef", seed);

export interface Sample {
	readonly text: string;
	/** What must not be left of it. */
	readonly secret: string;
	readonly kind?: string;
}

const providers: readonly (readonly [kind: string, key: string])[] = [
	["aws-key", `AKIA${letters(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")}`],
	...["ghp", "gho", "ghu", "ghs", "ghr"].map((start) => ["github-token", `${start}_${letters(36)}`] as const),
	["github-token", `github_pat_${letters(22)}_${letters(59)}`],
	["gitlab-token", `glpat-${letters(20)}`],
	["slack-token", `xoxb-123456789012-${letters(24)}`],
	["slack-token", `xapp-1-${letters(11)}-123-${hex(64)}`],
	["stripe-key", `sk_live_${letters(24)}`],
	["stripe-key", `rk_live_${letters(24)}`],
	["stripe-key", `whsec_${letters(32)}`],
	["openai-key", `sk-${letters(48)}`],
	["openai-key", `sk-proj-${letters(80)}`],
	["anthropic-key", `sk-ant-api03-${letters(93)}AA`],
	["google-key", `AIza${letters(35)}`],
	["google-secret", `GOCSPX-${letters(28)}`],
	["google-token", `ya29.${letters(60)}`],
	["npm-token", `npm_${letters(36)}`],
	["pypi-token", `pypi-AgEIcHlwaS5vcmc${letters(60)}`],
	["docker-token", `dckr_pat_${letters(27)}`],
	["sendgrid-key", `SG.${letters(22)}.${letters(43)}`],
	["mailgun-key", `key-${hex(32)}`],
	["mailchimp-key", `${hex(32)}-us12`],
	["twilio-key", `SK${hex(32)}`],
	["telegram-token", `1234567890:AA${letters(33)}`],
	["discord-token", `MTIzNDU2Nzg5MDEyMzQ1Njc4.GaBc1d.${letters(38)}`],
	["digitalocean-token", `dop_v1_${hex(64)}`],
	["linear-key", `lin_api_${letters(40)}`],
	["notion-token", `ntn_${letters(46)}`],
	["huggingface-token", `hf_${letters(34)}`],
	["replicate-token", `r8_${letters(37)}`],
	["databricks-token", `dapi${hex(32)}`],
	["shopify-token", `shpat_${hex(32)}`],
	["newrelic-key", `NRAK-${letters(27, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")}`],
	["grafana-token", `glsa_${letters(32)}_${hex(8)}`],
	["vault-token", `hvs.${letters(90)}`],
	["doppler-token", `dp.pt.${letters(43)}`],
	["planetscale-token", `pscale_tkn_${letters(43)}`],
	["supabase-key", `sbp_${hex(40)}`],
	["atlassian-token", `ATATT3xFfGF0${letters(180)}`],
	["figma-token", `figd_${letters(40)}`],
	["postman-key", `PMAK-${hex(24)}-${hex(34)}`],
	["pulumi-token", `pul-${hex(40)}`],
	["terraform-token", `${letters(14)}.atlasv1.${letters(67)}`],
	["age-key", `AGE-SECRET-KEY-1${letters(58, "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L")}`],
	["azure-secret", `abc8Q~${letters(34)}`],
	["jwt", `eyJ${letters(33)}.eyJ${letters(60)}.${letters(43)}`],
];

const around: readonly ((key: string) => string)[] = [
	(key) => key,
	(key) => `const k = "${key}";`,
	(key) => `error: got ${key}, expected another\n`,
	(key) => `{"a":"x\\n${key}\\n"}`,
	(key) => `https://h.test/?a=1&q=${key}&b=2`,
];

export const providerSamples: readonly Sample[] = providers.flatMap(([kind, key]) =>
	around.map((put) => ({ text: put(key), secret: key, kind })),
);

const chosen = ["hunter2", "S3cr3t!Pass", "Tr0ub4dor&3", "p@ssw0rd!", "correcthorse", "letmein", "qwerty123"];

const passwordForms: readonly ((word: string) => string)[] = [
	(word) => `PASSWORD=${word}`,
	(word) => `export DB_PASS='${word}'`,
	(word) => `  password: ${word}\n`,
	(word) => `password: ${word} # dev only`,
	(word) => `{"user":"bob","password":"${word}"}`,
	(word) => `{\\"password\\":\\"${word}\\"}`,
	(word) => `const password: string = '${word}';`,
	(word) => `spring.datasource.password=${word}`,
	(word) => `<password>${word}</password>`,
	(word) => `<add key="Password" value="${word}" />`,
	(word) => `tool --password ${word}`,
	(word) => `mysql -u root -p'${word}' db`,
	(word) => `sshpass -p ${word} ssh host`,
	(word) => `curl -u admin:${word} https://h.test`,
	(word) => `docker login -u bob -p ${word} r.test`,
	(word) => `ENV DB_PASSWORD ${word}`,
	(word) => `CREATE USER bob IDENTIFIED BY '${word}';`,
	(word) => `machine h.test\n  login bob\n  password ${word}\n`,
	(word) => `Server=db;User Id=sa;Password=${word};Encrypt=true`,
	(word) => `PGPASSWORD=${word} psql`,
	(word) => `define('DB_PASSWORD', '${word}');`,
	(word) => `os.environ["DB_PASSWORD"] = "${word}"`,
	(word) => `- name: DB_PASSWORD\n  value: "${word}"`,
	(word) => `setPassword("${word}")`,
	(word) => `[client]\npassword = ${word}\n`,
	(word) => `$env:DB_PASSWORD = "${word}"`,
];

export const passwordSamples: readonly Sample[] = chosen.flatMap((secret) =>
	passwordForms.map((put) => ({ text: put(secret), secret })),
);

const names = ["API_KEY", "apiKey", "X-API-Key", "client_secret", "accessToken", "aws_secret_access_key", "AccountKey"];
const namedForms: readonly ((name: string, value: string) => string)[] = [
	(name, value) => `${name}=${value}`,
	(name, value) => `${name}: ${value}`,
	(name, value) => `"${name}": "${value}",`,
	(name, value) => `?${name}=${value}&x=1`,
	(name, value) => `--${name} ${value}`,
	(name, value) => `got ${name}=${value}, retrying`,
];

export const namedSamples: readonly Sample[] = names.flatMap((name) =>
	[letters(32), hex(32), letters(40, "ABCDEFGHabcdefgh0123456789+/")].flatMap((secret) =>
		namedForms.map((put) => ({ text: put(name, secret), secret })),
	),
);

const login = btoa("admin:s3cr3tPass");
const bearer = letters(40);

export const shapeSamples: readonly Sample[] = [
	...[
		"postgres://bob:PW@h/db",
		"mongodb+srv://bob:PW@c.test/x",
		"redis://:PW@h:6379/0",
		"https://bob:PW@h.test/x.git",
	].map((text) => ({ text: text.replace("PW", "hunter2"), secret: "hunter2", kind: "url-password" })),
	{ text: `Authorization: Bearer ${bearer}`, secret: bearer },
	{ text: `headers: { Authorization: "Bearer ${bearer}" }`, secret: bearer },
	{ text: `-H 'authorization: token ${bearer}'`, secret: bearer },
	{ text: `Authorization: Basic ${login}`, secret: login },
	{ text: `{"auths":{"r.test":{"auth":"${login}"}}}`, secret: login },
	{ text: `//r.test/:_authToken=${bearer}`, secret: bearer },
	{ text: `Set-Cookie: sid=${bearer}; Path=/`, secret: bearer },
	{ text: `AccountName=x;AccountKey=${letters(86)}==;EndpointSuffix=y`, secret: letters(86) },
	{ text: `https://x.test/c?sv=2020&sig=${letters(43)}%3D&se=1`, secret: letters(43) },
	{ text: `root:$6$saltsalt$${letters(86)}:19000:0:99999:7:::`, secret: letters(86) },
	{ text: "SESSION_SECRET='keyboard cat'", secret: "keyboard cat" },
	{ text: 'password = "correct horse battery staple"', secret: "correct horse" },
];

export const innocentTexts: readonly string[] = [
	...[
		"PASSWORD=changeme",
		"password: your-password-here",
		"API_KEY=your-api-key-here",
		"token: <token>",
		"TOKEN=${TOKEN}",
	],
	...[
		"apiKey: process.env.API_KEY",
		'api_key = os.environ["API_KEY"]',
		"os.getenv('SECRET_KEY')",
		"password: ********",
	],
	...["password: string;", "password?: string,", "const token = await getToken();", "token.value", "token: null"],
	...["if (password === confirmPassword) {", "password: hashedPassword,", "self.token = token", "max_tokens: 4096"],
	...["nextPageToken: 'CAUQAA'", "primaryKey: true", "secretName: my-tls-secret", "PASSWORD_FILE=/run/secrets/db"],
	...[
		"secretKeyRef:\n  name: db-credentials\n  key: password",
		"password: {{ .Values.password }}",
		"password = var.db_password",
	],
	...['"password": "Password must be at least 8 characters"', '"password": "Mot de passe"', "Password is required"],
	...["http://localhost:3000/@vite/client", "git@github.com:owner/repo.git", "npm i @types/node@20.1.0"],
	...[
		"curl -u user:password https://example.com",
		"Authorization: Bearer ${token}",
		"Bearer authentication is required",
	],
	...[
		"sk-your-key",
		`ghp_${"x".repeat(36)}`,
		"SECRET_KEY: ${{ secrets.SECRET_KEY }}",
		"mysql -u root -p",
		"-p 8080:80",
	],
	...["const secret = crypto.randomBytes(32).toString('hex')", "password: z.string().min(8)", "{token:'comment'}"],
	...["function login(password){return fetch('/login',{body:password})}", "e.token=n.token,e.secret=t"],
	...["-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----", "postgres://user:password@localhost/db"],
	...[`commit ${hex(40)}`, "id: 123e4567-e89b-12d3-a456-426614174000", `"integrity": "sha512-${letters(86)}=="`],
	...[
		`data:image/png;base64,iVBORw0KGgo${letters(200)}`,
		"color: #ff00aa; background: #a1b2c3d4;",
		'"version": "1.2.3-beta.4"',
	],
	`-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOC${letters(200)}\n-----END PUBLIC KEY-----`,
	`-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTAN${letters(200)}\n-----END CERTIFICATE-----`,
	`ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ${letters(200)} bob@host`,
	'test("rejects a wrong password", () => {',
	"Never commit your API key or password to git.",
	`//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozLCJzb3VyY2VzIjpb${letters(80)}`,
];
