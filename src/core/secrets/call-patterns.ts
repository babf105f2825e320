/** Secrets that are known by the function they are given to, in any language. */

import type { SecretPattern } from "./pattern.ts";
import { isInnocent, isRandom, isWordy } from "./values.ts";

const quote = String.raw`\\{0,2}["'\x60]`;
const argument = String.raw`(?:[\w.]{0,24}\(?@?[bNrf]?${quote}[^"'\x60\n]{0,200}${quote}\)?|\{[^{}\n]{0,120}\}|[^"'\x60(),\n{}]{1,60}(?:\([^()"'\n]{0,40}\))?)\s{0,3},\s{0,20}`;
const converted = String.raw`(?:[\w.:\[\]&]{1,40}\(\s{0,2}){0,2}[@bNrf]?`;

/** A function and how many arguments stand before the secret at least. */
function call(kind: string, before: `${number}` | `${number},${number}`, words: readonly string[]): SecretPattern {
	return {
		kind,
		words,
		source: String.raw`[A-Za-z0-9_.:>-]{3,40}\(\s{0,3}(?:${argument}){${before}}${converted}${quote}([^"'\x60\n‹]{4,512})${quote}`,
		judge: kind === "password" ? isGivenPassword : isRandom,
	};
}

export const callPatterns: readonly SecretPattern[] = [
	call("password", "2", ["getConnection(", "PDO(", "mysqli(", "mysqli_connect(", "connect("]),
	call("password", "1", [
		...["NetworkCredential(", "BasicAuth("],
		...["basic_auth(", "basicAuth(", "UsernamePasswordCredentials(", "PasswordAuthentication(", "WiFi.begin("],
		...[
			"HTTPDigestAuth(",
			"withBasicAuth(",
			"setBasicAuth(",
			"login(",
			"basic(",
			"Credentials(",
			"Credential(",
			"auth(",
			"PSCredential(",
		],
	]),
	{
		kind: "password",
		words: ["btoa(", "b64encode(", "base64_encode(", "encode64(", "base64.encode("],
		source: String.raw`\w{3,10}(?:\.encode)?\(\s{0,3}[bf]?${quote}[^"'\x60\s:]{1,80}:([^"'\x60\s‹]{4,256})${quote}`,
		judge: isGivenPassword,
	},
	{
		kind: "key",
		words: ["Buffer.from(", "fromhex(", "unhexlify(", "DecodeString("],
		source: String.raw`(?<=key\w{0,12}["']?\s{0,3}:?=\s{0,3}[\w.]{0,20})\w{6,12}(?:\.from)?\(\s{0,3}b?${quote}([0-9a-fA-F]{32,256})${quote}`,
	},
	{
		kind: "password",
		words: ["auth=(", "auth = ("],
		source: String.raw`auth\s?=\s?\((?:${argument})${converted}${quote}([^"'\x60\n‹]{4,512})${quote}`,
		judge: isGivenPassword,
	},
	call("key", "1,3", [
		...["jwt.sign(", "jwt.verify(", "jwt.encode(", "jwt.decode(", "signWith(", "createHmac(", "hmac("],
		...["createCipheriv(", "createDecipheriv(", "AuthenticationHeaderValue(", "twilio(", "openssl_encrypt("],
		...["hash_hmac(", "BasicAWSCredentials(", "AwsBasicCredentials.create(", "hexdigest("],
	]),
	call("key", "0", [
		...["Fernet(", "SymmetricSecurityKey(", "HMAC256(", "HMAC512(", "HMACSHA256(", "HMACSHA512(", "SecretKeySpec("],
		...["hmac.new(", "signWith(", "setSigningKey(", "hmacShaKeyFor(", "HMACSHA1(", "bearer_auth(", "client.login("],
	]),
];

/** People's passwords have a digit or a sign, or are no words. */
function isGivenPassword(value: string): boolean {
	return (
		!/\s/.test(value) && !isInnocent(value) && (/[\d!#%^&*+=?~]/.test(value) ? value.length >= 6 : !isWordy(value))
	);
}
