/** Secrets that are known by where they stand: headers, addresses, files of well-known programs, hashes. */

import type { SecretPattern } from "./pattern.ts";
import { isBasicLogin, isInnocent, isRandom } from "./values.ts";

const password = (value: string) => value.length >= 3 && !isInnocent(value);
/** Whatever stands there but a placeholder: nobody writes a login into an address for nothing. */
const urlPassword = (value: string) =>
	!isInnocent(value) || /^(?:guest|root|toor|admin|my\w{4,40}|postgres|mysql)$/.test(value);
const credential = (value: string) => value.length >= 8 && !/^AWS4-HMAC/i.test(value) && !isInnocent(value);
/** Also of a text in which quotes are escaped. */
const quote = String.raw`(?:\\{0,2}["'\x60])`;
const base64Digits = ["MT", "Mj", "Mz", "ND", "NT", "Nj", "Nz", "OD", "OT"];

export const shapePatterns: readonly SecretPattern[] = [
	// Tokens with a shape of their own
	{
		kind: "jwt",
		words: ["eyJ"],
		source: String.raw`(?<!(?<!\\)[\w-])eyJ[\w-]{8,8000}={0,2}\.[\w-]{8,16000}={0,2}(?:\.[\w-]{0,8000}={0,2}){0,3}`,
	},
	{ kind: "telegram-token", words: [":AA"], source: String.raw`(?<=(?<!\d)\d{8,10}):(AA[\w-]{30,40})` },
	{
		kind: "discord-token",
		words: base64Digits.flatMap((two) => [..."AEIMQUYcgk"].map((third) => two + third)),
		source: String.raw`(?<!(?<!\\)[\w-])[MNO][\w-]{22,28}\.[\w-]{6}\.[\w-]{25,40}`,
		judge: (token) => /[a-z]/.test(token) && /[A-Z]/.test(token) && /\d/.test(token),
	},
	{
		kind: "aws-key",
		words: ["AKIA", "ASIA"],
		source: String.raw`[A-Z0-9]{20}["']?[\s,:;|]{1,4}["']?([A-Za-z0-9/+]{40})(?![\w/+=])`,
	},
	{ kind: "signature", words: ["sig="], source: "(?<=[?&;])sig=([A-Za-z0-9%+/=_-]{16,200})" },
	{
		kind: "signature",
		words: ["X-Amz-Signature=", "X-Goog-Signature="],
		source: String.raw`X-\w{3,4}-Signature=([0-9a-f]{32,1024})`,
	},
	{
		kind: "aws-session-token",
		words: ["X-Amz-Security-Token="],
		source: String.raw`X-Amz-Security-Token=([\w%+/=-]{20,4000})`,
	},
	{
		kind: "private-key",
		words: ["MII"],
		source: String.raw`(?<!(?<!\\)[A-Za-z0-9+/])MII[A-Za-z0-9+/]{3}IBA[A-D](?:[A-Za-z0-9+/=]|\\[rn]|\s){40,20000}`,
	},
	{
		kind: "private-key",
		words: ["b3BlbnNzaC1rZXktdjE"],
		source: String.raw`(?<!(?<!\\)[A-Za-z0-9+/])b3BlbnNzaC1rZXktdjE(?:[A-Za-z0-9+/=]|\\[rn]|\s){40,20000}`,
	},
	{ kind: "private-key", words: ["PrivateKey"], source: String.raw`PrivateKey\s{0,4}=\s{0,4}([A-Za-z0-9+/]{42,43}=)` },
	{
		kind: "mailchimp-key",
		words: ["-us1", "-us2", "-us3", "-us4", "-us5", "-us6", "-us7", "-us8", "-us9"],
		source: String.raw`(?<=(?<![0-9a-f])([0-9a-f]{32}))-us\d{1,2}(?!\w)`,
	},
	{
		kind: "passphrase",
		words: ["seed phrase", "recovery phrase", "secret phrase", "backup phrase", "seed words"],
		source: String.raw`\w{4,8} (?:phrase|words)(?:\s{1,2}is)?["']?\s{0,3}[:=]?\s{0,3}["']?((?:[a-z]{3,8}[ ,]{1,3}){11,23}[a-z]{3,8})`,
	},
	// Logins in words
	{
		kind: "password",
		words: ["login", "log in", "credentials", "creds"],
		source: String.raw`(?:login|log in|credentials|creds)\b[^\n\w]{0,3}(?:(?:with|as|is|are|using)\s{1,2}){0,2}[\w.@-]{2,64}\s?[/:|]\s?([^\s"'<>\x60‹,;)]{6,128})`,
		judge: (value) => /\d/.test(value) && /[A-Za-z]/.test(value) && !/[./]/.test(value) && password(value),
	},
	// Addresses with a login
	{
		kind: "url-password",
		words: ["://"],
		source: String.raw`://[^\s:@/?#"'<>\x60‹]{0,256}:(?!\d{1,5}(?:[/?#]|$))([^\s@"'<>\x60‹]{1,512}(?:@[^\s@/"'<>\x60‹]{1,64}){0,2})@[\w.\[$\{<%-]`,
		judge: urlPassword,
	},
	{
		kind: "url-password",
		words: ["://"],
		source: String.raw`://([\w.~%+-]{16,512})@[\w.\[-]`,
		judge: isRandom,
	},
	{
		kind: "pgpass-password",
		words: [":5432:", ":*:"],
		source: String.raw`:(?:5432|\*):[^:\s]{1,64}:[^:\s]{1,64}:([^\s:]{3,256})(?=\s|$)`,
		judge: password,
	},
	// Headers
	{
		kind: "authorization",
		words: ["authorization"],
		source: String.raw`authorization${quote}?\s{0,4}[:=,]\s{0,4}${quote}?(?:[a-z][\w-]{2,20}\s{1,4})?([\w.~+/=:-]{8,8000})`,
		judge: credential,
	},
	{
		kind: "authorization",
		words: ["bearer"],
		source: String.raw`bearer(?:\s{1,4}|%20|:\s{0,2})${quote}?([\w.~+/=-]{10,8000})`,
		judge: isRandom,
	},
	{
		kind: "authorization",
		words: ["basic "],
		source: String.raw`basic\s{1,4}([A-Za-z0-9+/_-]{6,1000}={0,2})`,
		judge: isBasicLogin,
	},
	// Files of well-known programs
	{
		kind: "password",
		words: ["machine", "login"],
		source: String.raw`(?:machine\s{1,8}\S{1,256}\s{1,8})?login\s{1,8}\S{1,256}\s{1,8}(?:account\s{1,8}\S{1,256}\s{1,8})?password\s{1,8}(\S{1,256})`,
		judge: password,
	},
	{
		kind: "docker-auth",
		words: ["auth"],
		source: String.raw`auth${quote}?\s{0,4}[:=]\s{0,4}${quote}?([A-Za-z0-9+/_-]{6,2000}={0,2})`,
		judge: isBasicLogin,
	},
	{
		kind: "password-hash",
		words: ["$1$", "$5$", "$6$", "$y$", "$7$", "$gy$", "$apr1$"],
		source: String.raw`\$(?:1|5|6|7|y|gy|apr1)\$(?:rounds=\d{1,9}\$|[\w./]{1,16}\$(?=[\w./]{1,90}\$))?[\w./]{0,90}\$[\w./]{20,100}`,
	},
	{
		kind: "password-hash",
		words: ["$2a$", "$2b$", "$2y$", "$2x$"],
		source: String.raw`\$2[abxy]\$\d\d\$[\w./]{50,60}`,
	},
	{
		kind: "password-hash",
		words: ["$argon2", "$scrypt$", "$pbkdf2"],
		source: String.raw`\$(?:argon2(?:id|i|d)|scrypt|pbkdf2(?:-\w{3,8})?)\$[\w.,=$+/-]{20,400}`,
	},
	{
		kind: "password-hash",
		words: ["pbkdf2_sha", "{SHA}", "{SSHA}", "{SSHA256}", "{SSHA512}"],
		source: String.raw`(?:pbkdf2_sha\d{1,3}\$\d{1,9}\$[\w./+=-]{1,64}\$|\{S?SHA\d{0,3}\})[A-Za-z0-9+/=]{20,200}`,
	},
	{
		kind: "url-password",
		words: ["://"],
		source: String.raw`://([\w.~%+-]{16,512}):[^\s@/"'<>]{0,64}@[\w.\[-]`,
		judge: isRandom,
	},
	{ kind: "signature", words: ["Signature="], source: "Signature=([0-9a-f]{64})" },
	{ kind: "signature", words: ['response="'], source: 'response="([0-9a-f]{32,64})"' },
	{
		kind: "token",
		words: ["token ", "apikey "],
		source: String.raw`(?<![A-Za-z0-9])(?:token|apikey)\s{1,2}([\w+/=.-]{24,512})`,
		judge: isRandom,
	},
];
