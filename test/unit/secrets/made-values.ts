/** Makes the values of the examination set: the same form in the same place gives the same value every time. */

const upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const lower = upper.toLowerCase();
const digits = "0123456789";
const base64 = `${upper}${lower}${digits}+/`;

const alphabets: Readonly<Record<string, string>> = {
	an: upper + lower + digits,
	anl: upper + lower,
	up: upper + digits,
	low: lower + digits,
	hex: `${digits}abcdef`,
	HEX: `${digits}ABCDEF`,
	dig: digits,
	u: `${upper}${lower}${digits}-_`,
	b64c: base64,
	pw: `${upper}${lower}${digits}!@#%^*-_+=.?`,
	pwu: `${upper}${lower}${digits}!*-_.~`,
	pwn: `${upper}${lower}${digits}!@#%^*-_`,
	pwc: `${upper}${lower}${digits}!@#%^*-_`,
	pws: `${upper}${lower}${digits}*-_+=`,
	dj: `${lower}${digits}!@#$%^&*(-_=+)`,
	wp: `${upper}${lower}${digits}!@#%^&*()-_ []{}<>~+=,.;:/?|`,
	bc: `./${upper}${lower}${digits}`,
	"b32:": `${upper}234567`,
	"b32l:": `${lower}234567`,
	"b58:": "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz",
};

const breaks: Readonly<Record<string, string>> = {
	"": "\n",
	crlf: "\r\n",
	indent: "\n    ",
	esc: "\\n",
	esc2: "\\\\n",
	escr: "\\r\\n",
	space: " ",
	flat: "",
	js: '\\n" +\n  "',
	arr: '","',
	diff: "\n+",
	num: "\n7\t",
	grep: "\nid_rsa:7:",
	hash: "\n# ",
};

const common =
	"river stone garden winter silver harbor meadow copper violet thunder lantern castle orange falcon marble autumn".split(
		" ",
	);
const seedWords =
	"abandon ability absorb acoustic blossom cabin dolphin eager fabric gadget humble island jungle kitten lunar mango noble olive panda quantum raven solar tunnel umbrella velvet wisdom yellow zebra".split(
		" ",
	);

type Random = () => number;

/** `form` is an alphabet and a length (`an32`, `b64:32` bytes, `64:pw14` encoded), or a named structure. */
export function makeValue(form: string, seed: string): string {
	const random = randomOf(seed);
	if (form.startsWith("login:")) return toBase64(`ann:${makeValue(form.slice(6), seed)}`);
	if (form.startsWith("64:")) return toBase64(makeValue(form.slice(3), seed));
	const [, kind = "", count = "0", way = ""] = /^(b64c|b\d\dl?:|[a-zA-Z]+)(\d*)(?: (\w+))?$/.exec(form) ?? [];
	if (kind === "pem") return pem(Number(count), breaks[way] ?? "\n", random);
	const alphabet = alphabets[kind];
	if (alphabet !== undefined) return draw(alphabet, Number(count), random);
	return structure(kind, Number(count), random);
}

function structure(kind: string, count: number, random: Random): string {
	const hex = (length: number) => draw(`${digits}abcdef`, length, random);
	switch (kind) {
		case "b64:":
			return paddedBase64(count, random);
		case "uuid":
			return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
		case "hp":
			return chosenPassword(random);
		case "jwt":
			return `eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOi${letters(96, random)}.${letters(43, random)}`;
		case "words":
			return Array.from({ length: count }, () => pick(seedWords, random)).join(" ");
		case "hexl":
			return Array.from({ length: count }, () => hex(32)).join("\n          ");
		case "apple":
			return Array.from({ length: 4 }, () => draw(lower, 4, random)).join("-");
		case "gapp":
			return Array.from({ length: 4 }, () => draw(lower, 4, random)).join(" ");
		case "pct":
			return paddedBase64(32, random).replaceAll("+", "%2B").replaceAll("/", "%2F").replaceAll("=", "%3D");
		default:
			throw new Error(`no such form: ${kind}${count}`);
	}
}

/** As people choose them: a word or two, digits, perhaps a sign. */
function chosenPassword(random: Random): string {
	const word = pick(common, random);
	const big = `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
	const number = draw("123456789", 2 + Math.floor(random() * 3), random);
	const other = pick(common, random);
	return pick(
		[
			`${big}${number}!`,
			`${word}${other}${number}`,
			`${big}-${other}-${number}`,
			`${word.replace("e", "3")}_${other}${number}`,
			`${big}${pick(["@", "#", "$"], random)}${number}`,
		],
		random,
	);
}

function pem(lines: number, lineBreak: string, random: Random): string {
	const body = Array.from({ length: lines }, (_, at) => draw(base64, at === lines - 1 ? 40 : 64, random));
	return body.join(lineBreak);
}

function letters(length: number, random: Random): string {
	return draw(`${upper}${lower}${digits}-_`, length, random);
}

function paddedBase64(bytes: number, random: Random): string {
	return toBase64(draw(upper + lower + digits, bytes, () => random()))
		.split("")
		.map((letter) => (letter === "=" ? "=" : draw(base64, 1, random)))
		.join("");
}

function toBase64(text: string): string {
	return Buffer.from(text).toString("base64");
}

function draw(alphabet: string, length: number, random: Random): string {
	return Array.from({ length }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join("");
}

function pick(list: readonly string[], random: Random): string {
	return list[Math.floor(random() * list.length)] ?? "";
}

/** Mulberry32 of the text's hash: small, and the same on every machine. */
function randomOf(seed: string): Random {
	let state = 0x9e3779b9;
	for (const letter of seed) state = Math.imul(state ^ letter.charCodeAt(0), 0x01000193) >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}
