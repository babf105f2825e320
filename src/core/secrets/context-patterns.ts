/** Secrets that only the text around them tells: the words before, the address they are part of, the file they stand in. */

import type { SecretPattern } from "./pattern.ts";
import { isInnocent, isRandom } from "./values.ts";

const password = (value: string) => value.length >= 3 && !isInnocent(value);
const credential = (value: string) => value.length >= 8 && !isInnocent(value);
/** Also of a text in which quotes are escaped. */
const quote = String.raw`(?:\\{0,2}["'\x60])`;
const unquoted = String.raw`[^\s"'\x60‹›]{1,512}`;

export const contextPatterns: readonly SecretPattern[] = [
	{
		kind: "password",
		words: ["pass"],
		source: String.raw`pass(?:word)?\s?[:=]\s?([a-z]{4} [a-z]{4} [a-z]{4} [a-z]{4})(?=\s{0,3}(?:\n|$))`,
	},
	{ kind: "session", words: ["OP_SESSION_"], source: String.raw`OP_SESSION_\w{1,40}=["']?([\w-]{20,200})` },
	{ kind: "password", words: ["on >"], source: String.raw`on >([^\s‹]{6,256})`, judge: isRandom },
	{
		kind: "private-key",
		words: ["-----BEGIN OpenVPN Static key"],
		source: String.raw`-----BEGIN OpenVPN Static key[ \w]{0,8}-----((?:(?:\s|\\[rn]){0,40}[0-9a-f]{16,64}){1,64})`,
	},
	{
		kind: "api-key",
		words: ["infura.io/v3/", "alchemy.com/v2/", "alchemyapi.io/v2/"],
		source: String.raw`[a-z.]{8,14}/v\d/([\w-]{24,64})`,
	},
	{
		kind: "api-key",
		words: ["x-jfrog-art-api"],
		source: String.raw`x-jfrog-art-api["']?\s{0,3}:\s{0,3}["']?([\w.-]{20,400})`,
	},
	{ kind: "token", words: ["sonar.login="], source: String.raw`sonar\.login=["']?([\w-]{20,64})`, judge: isRandom },
	{
		kind: "token",
		words: [
			"/reset/",
			"/reset-password/",
			"/invite/",
			"/invitation/",
			"/verify/",
			"/confirm/",
			"/activate/",
			"/magic/",
		],
		source: String.raw`/[a-z-]{5,16}/([\w.-]{24,400})`,
		judge: isRandom,
	},
	{
		kind: "password",
		words: ["password"],
		source: String.raw`password[^\n:"'=]{0,80}:\s{1,8}([A-Za-z0-9]{16,64})(?=\s|$)`,
		judge: isRandom,
	},
	{
		kind: "password",
		words: ['send "'],
		near: ["assword"],
		across: true,
		source: String.raw`send "([^"\s\\‹]{4,128})(?:\\[rn]){0,2}"`,
		judge: password,
	},
	{
		kind: "url-password",
		words: ["://"],
		source: String.raw`://[\w.~%+-]{1,64}:["']\s{0,3}[+.]\s{0,3}["']([^"'\s‹]{4,256})["']`,
		judge: password,
	},
	{
		kind: "url-password",
		words: ["://"],
		source: String.raw`://[\w.~%+-]{1,64}:(?!\d{1,5}(?:\D|$))([^\s:@/"'<>\x60‹$\{]{6,256})(?=\s{0,3}$)`,
		judge: isRandom,
	},
	{
		kind: "url-password",
		words: ["@tcp(", "@unix("],
		source: String.raw`(?<=["'\x60=\s][\w.-]{1,64}:([^\s"'\x60‹@]{3,128}))@(?:tcp|unix)\(`,
		judge: password,
	},
	{
		kind: "url-password",
		words: ["jdbc:oracle"],
		source: String.raw`jdbc:oracle:\w{2,6}:[\w$#.-]{1,64}/(${unquoted}?)@`,
		judge: password,
	},
	{
		kind: "token",
		words: ["hooks.zapier.com/"],
		source: String.raw`hooks\.zapier\.com/hooks/catch/\d{1,12}/([a-z0-9]{5,40})`,
	},
	{
		kind: "authorization-code",
		words: ["?code=", "&code="],
		source: String.raw`[?&]code=([\w.%~/-]{20,2000})`,
		judge: isRandom,
	},
	{
		kind: "authorization",
		words: ["authorization"],
		source: String.raw`authorization\s{1,4}${quote}(?:[a-z][\w-]{2,20}\s{1,4})?([\w.~+/=:-]{8,8000})`,
		judge: credential,
	},
	{
		kind: "password",
		words: [
			"пароль",
			"密码:",
			"密码：",
			"密码=",
			"密碼:",
			"密碼：",
			"口令:",
			"口令：",
			"パスワード",
			"비밀번호",
			"mot de passe",
		],
		source: String.raw`(?:[^\x00-\x7f]{2,6}|mot de passe)["']?\s{0,3}(?:[:=：]|\sest\s)\s{0,3}["'\x60]?(${unquoted})`,
		judge: (value) => password(value) && (/[\d!@#%^&*_+=]/.test(value) || isRandom(value)),
	},
	{
		kind: "azure-key",
		words: ["account.key"],
		source: String.raw`account\.key[\w.-]{0,120}["']?\s{0,3}[,=:\s]\s{0,3}["']?([A-Za-z0-9+/]{80,90}={0,2})`,
	},
	{
		kind: "private-key",
		words: ["accounts"],
		source: String.raw`accounts["']?\s{0,3}[:=]\s{0,3}\[\s{0,9}["'](?:0x)?([0-9a-f]{64})["']`,
	},
	{
		kind: "vault-key",
		words: ["unseal key"],
		source: String.raw`unseal key(?: \d{1,2})?\s{0,3}[:=]\s{0,3}([A-Za-z0-9+/]{40,64}={0,2})`,
	},
	{
		kind: "encrypted-file",
		words: ["$ANSIBLE_VAULT"],
		source: String.raw`\$ANSIBLE_VAULT;[\w.;-]{1,80}(?:\s|\\n){1,40}((?:[0-9a-f]{16,128}(?:\s|\\n){0,40}){1,2000})`,
	},
	{
		kind: "private-key",
		words: ["encrypted secret key"],
		source: String.raw`encrypted secret key\s{1,4}([A-Za-z0-9+/]{100,400}={0,2})`,
	},
	{ kind: "encrypted-password", words: ["<master>{"], source: String.raw`<master>\{([A-Za-z0-9+/=]{20,200})\}` },
	{
		kind: "private-key",
		words: ['"d"', '"p"', '"q"', '"dp"', '"dq"', '"qi"', '"k"'],
		near: ['"kty"'],
		across: true,
		source: String.raw`"\w{1,2}"\s{0,3}:\s{0,3}"([\w-]{20,1400})"`,
	},
	{
		kind: "password",
		words: ['"result"'],
		near: ["random_password"],
		across: true,
		source: String.raw`"result"\s{0,3}:\s{0,3}"([^"\n‹]{6,512})"`,
	},
	{
		kind: "secret",
		words: ['-> "'],
		near: ["token", "password", "secret", "_key", "Key"],
		source: String.raw`-> "([^"\n‹]{6,512})"`,
		judge: isRandom,
	},
];
