/** Secrets in command lines, queries and conversations with servers, known by the program they are given to. */

import type { SecretPattern } from "./pattern.ts";
import { isFiller, isInnocent, isRandom } from "./values.ts";

const password = (value: string) => value.length >= 3 && !isInnocent(value);
/** Also of a text in which quotes are escaped. */
const quote = String.raw`(?:\\{0,2}["'\x60])`;
const unquoted = String.raw`[^\s"'\x60‹›]{1,512}`;

export const commandPatterns: readonly SecretPattern[] = [
	{
		kind: "password",
		words: ["identified"],
		source: String.raw`identified\s{1,4}(?:with\s{1,4}\S{1,64}\s{1,4})?(?:by|as)\s{1,4}(?:password\s{1,4})?["']([^"'\n\x60‹]{1,256})`,
		judge: password,
	},
	{
		kind: "password",
		words: ["password"],
		source: String.raw`password\s{0,4}(?:\(\s{0,2})?'([^'\n‹]{4,256})'`,
		judge: (value) => !/\s/.test(value) && password(value),
	},
	{
		kind: "password",
		words: [" -p"],
		near: ["mysql", "mariadb"],
		source: String.raw`\s-p${quote}?(${unquoted})`,
		judge: password,
	},
	{
		kind: "password",
		words: ["sshpass"],
		source: String.raw`sshpass\s{1,4}-p\s{0,4}${quote}?(${unquoted})`,
		judge: password,
	},
	{
		kind: "password",
		words: [" -u", " -a", " --user", " --proxy-user", " -U", " --auth"],
		near: ["curl", "wget", "http", "smbclient", "rpcclient", "lftp"],
		source: String.raw`\s(?:-u|-U|-a|--user|--proxy-user|--auth)[ =]?${quote}?[^\s:%,"'\x60‹$]{1,128}[:%,](${unquoted})`,
		judge: password,
	},
	{
		kind: "password",
		words: [" -p ", " -p=", " -p'", ' -p"'],
		near: ["login"],
		source: String.raw`\s-p[ =]?${quote}?(${unquoted})`,
		judge: password,
	},
	{
		kind: "password",
		words: [" -a "],
		near: ["redis-cli"],
		source: String.raw`\s-a\s{1,4}${quote}?(${unquoted})`,
		judge: password,
	},
	{
		kind: "password",
		words: [" -w "],
		near: ["ldap"],
		source: String.raw`\s-w\s{1,4}${quote}?(${unquoted})`,
		judge: password,
	},
	{
		kind: "password",
		words: [" -P "],
		near: ["sqlcmd", "bcp", "zip"],
		source: String.raw`\s-P\s{1,4}${quote}?(${unquoted})`,
		judge: password,
	},
	{ kind: "password", words: [" pass:"], source: String.raw`\spass:(${unquoted})`, judge: password },
	{
		kind: "password",
		words: ["| sudo -S", "|sudo -S"],
		source: String.raw`(?<=echo\s{1,4}(?:-n\s{1,4})?["']?([^\s"'‹]{3,128})["']?\s{0,4})\|\s{0,4}sudo\s{1,4}-S`,
		judge: password,
	},
	{
		kind: "password",
		words: ["| docker login", "| podman login", "| helm registry", "| passwd", "| gh auth"],
		source: String.raw`(?<=echo\s{1,4}(?:-n\s{1,4})?["']?([^\s"'‹]{3,512})["']?\s{0,4})\|\s(?:docker|podman|helm|passwd|gh)`,
		judge: password,
	},
	{
		kind: "password",
		words: ["chpasswd"],
		source: String.raw`(?<=["'\s]\w{1,32}:([^\s"'‹]{3,128})["']?\s{0,4}\|\s{0,4}(?:sudo\s{1,4})?)chpasswd`,
		judge: password,
	},
	{
		kind: "password",
		words: ["requirepass", "masterauth"],
		source: String.raw`(?:requirepass|masterauth)\s{1,4}["']?(${unquoted})`,
		judge: password,
	},
	{
		kind: "password",
		words: ["net use"],
		source: String.raw`net use[^\n]{1,200}/user:\S{1,64}\s{1,4}(${unquoted})`,
		judge: password,
	},
	{
		kind: "password",
		words: ["htpasswd"],
		source: String.raw`htpasswd\s{1,4}-\w{0,6}b\w{0,6}\s{1,4}\S{1,200}\s{1,4}\S{1,64}\s{1,4}${quote}?(${unquoted})`,
		judge: (value) => !isFiller(value) && password(value),
	},
	{
		kind: "password",
		words: ["ConvertTo-SecureString"],
		source: String.raw`ConvertTo-SecureString\s{1,4}(?:-String\s{1,4})?["']([^"'\n‹]{3,256})["']`,
		judge: password,
	},
	{
		kind: "password",
		words: ['password "'],
		source: String.raw`password\s{1,3}"([^"\s‹]{6,128})"`,
		judge: (value) => /\d/.test(value) && password(value),
	},
	{
		kind: "password",
		words: [" -N "],
		near: ["ssh-keygen"],
		source: String.raw`\s-N\s{1,4}${quote}?(${unquoted})`,
		judge: password,
	},
	{
		kind: "password",
		words: [" -k "],
		near: ["openssl", "nuget push"],
		source: String.raw`\s-k\s{1,4}${quote}?(${unquoted})`,
		judge: password,
	},
	{
		kind: "password",
		words: [" -p "],
		near: ["mongo", "unlock-keychain"],
		source: String.raw`\s-p\s{1,4}${quote}?(${unquoted})`,
		judge: password,
	},
	{ kind: "password", words: [" -p"], near: ["7z "], source: String.raw`\s-p${quote}?(${unquoted})`, judge: password },
	{
		kind: "password",
		words: [" -P "],
		near: ["mosquitto"],
		source: String.raw`\s-P\s{1,4}${quote}?(${unquoted})`,
		judge: password,
	},
	{
		kind: "password",
		words: ["net user"],
		source: String.raw`net user\s{1,4}[^\s/]{1,64}\s{1,4}([^\s/‹*]${unquoted.replace("512", "127")})`,
		judge: password,
	},
	{
		kind: "password",
		words: ["sqlplus"],
		source: String.raw`sqlplus\s{1,4}(?:-\w{1,8}\s{1,4}){0,3}["']?[\w$#.-]{1,64}/([^\s"'‹@]{3,128})@`,
		judge: password,
	},
	{
		kind: "vault-token",
		words: ["vault login", "operator unseal"],
		source: String.raw`(?:vault login|operator unseal)\s{1,4}(?:-[\w=-]{1,40}\s{1,4}){0,3}${quote}?([\w.+/=-]{16,200})`,
		judge: isRandom,
	},
	{
		kind: "key",
		words: ["alias set "],
		source: String.raw`alias set \S{1,64} https?://\S{1,200} (\S{3,128} ${unquoted})`,
	},
	// Conversations with servers
	{
		kind: "authorization",
		words: ["auth plain "],
		source: String.raw`auth plain\s{1,2}([A-Za-z0-9+/]{8,1000}={0,2})`,
	},
	{
		kind: "password",
		words: ["334 UGFzc3dvcmQ6"],
		source: String.raw`334 UGFzc3dvcmQ6\s{1,4}(?:[CS>:<]{1,3}\s{0,2})?([A-Za-z0-9+/]{4,400}={0,2})`,
	},
	{
		kind: "password",
		words: ["\nPASS ", "> PASS "],
		source: String.raw`[\s>]{1,2}PASS\s{1,2}(${unquoted})`,
		judge: password,
	},
	{
		kind: "password",
		words: ["identify "],
		near: ["NickServ", "nickserv"],
		source: String.raw`identify\s{1,4}(?:\w{1,32}\s{1,4}(?=\S))?(${unquoted})`,
		judge: password,
	},
	{
		kind: "password",
		words: ["AUTH "],
		source: String.raw`(?<=(?:^|[\n>] ?))AUTH\s{1,2}(?!PLAIN|LOGIN|TLS|CRAM)(?:[\w.-]{1,64} (?=\S))?(${unquoted})`,
		judge: isRandom,
	},
];
