/** What an attack on the policy was made of: nothing of it runs by itself. */

import { expect, test } from "vitest";
import { decide, provedContext } from "../../../src/core/policy/decide.ts";

const runsByItself = ["safe", "workspace"];

function verdictOf(command: string): string {
	return decide(command, provedContext).verdict;
}

const tricks: readonly string[] = [
	"env a.b=x/y rm -rf src",
	"env a/b=1 rm -rf src",
	"env -u X A=b/c rm -rf src",
	"env -u X LD_PRELOAD=./e.so ls",
	"a.b=x/y rm -rf src",
	'x=README.md; read "x" y <<< "/etc/passwd z"; cat $x',
	'x=README.md; command read x y <<< "/etc/passwd z"; cat $x',
	"x=README.md; read 'x' y <<< \"/etc/passwd z\"; cat $x",
	'x=README.md; read \\x y <<< "/etc/passwd z"; cat $x',
	"x=README.md; read $'\\x78' y <<< '/etc/passwd z'; cat $x",
	"find . -name '*.md' | xargs -I{} -I% cat %",
	"ls | xargs -I{} -n1 cat",
	"ls | xargs --max-args=1 -I{} cat {}",
	"echo /etc/passwd | xargs grep -i root",
	"awk 'BEGIN{sys\\\ntem(\"id\")}' a",
	'awk \'{x}/"/{print > "b"}/"/\' a',
	"awk 'BEGIN{for(i in SYMTAB)print SYMTAB[i]}'",
	"x=$AWS_SECRET_ACCESS_KEY; echo $x",
	"for c in $SOME_KEY; do echo $c; done",
	"echo ${x:-$AWS_SECRET_ACCESS_KEY}",
	'x=a$MY_TOKEN; y=$x; echo "$y"',
	"echo $MYSQL_PWD $MY_JWT",
	"echo $APP_SALT",
	"for і in 1 2 3; do npm test; done",
];

const secretNames: readonly string[] = [
	"ls -A | grep nv | xargs cat",
	"git ls-files | grep nv$ | xargs cat",
	"find . -type f | grep 'n[v]' | xargs cat",
	"find . -samefile x -exec cat {} \\;",
	"find . -regex '.*v' -exec cat {} \\;",
	"find . -perm 600 -exec cat {} +",
	"find . -path '*/.aws/*' -exec cat {} +",
	"fd -H 'e.v$' -X cat",
	"cat tls.k?y",
	"cat cert.pe?",
	"cat x.keyst?re",
	"cat .ht*",
	"cat .pg*",
	"cat .az*/x",
	"cat .k*/config",
	"cat .git/confi?",
	"cat secr*.yml",
	"cat terraform.tfst*",
	"cat deploy_r?a",
	"find . -path '*/.ssh/*' | xargs cat",
	"find . -name '*.loca?' -exec cat {} +",
	"find . -name '*pass' -exec base64 {} +",
	"rg -uu -g '*.local' ''",
	"git log -p -- '*.loca?'",
	"git grep -h '' -- '*pass'",
];

const places: readonly string[] = [
	"npm test -- -o../x",
	"npm test -- -o/etc/x",
	"java -cp a:/tmp/evil Main",
	"java -cp src/a:/tmp/evil Main",
	"java -cp 'a;../evil' Main",
	"tar xzf host:b.tgz",
	"tar -czf host:b.tgz src",
	"ln -s .gi? g",
	"ln -s .git g",
	"cd a/b/c && ln -s ../../.. ../../../l",
	"node node_modules/.bin/rimraf src",
	"bash node_modules/.bin/shx rm -rf x",
	"python .venv/bin/ipython -c x",
	"ruby bin/rails console",
	"php ./artisan tinker",
	"python ./src/manage.py dbshell",
	"python ./manage.py shell",
	"python .venv/bin/foo -c x",
	"echo 'rm -rf src' > x; bash x",
	"echo 'rm -rf src' > x && ./x",
	"echo 'rm' | tee x.js; node x.js",
	"cp a.txt x.sh; bash x.sh",
	"mv a.txt x.py; python x.py",
	"sed -i s/a/b/ x.sh && bash x.sh",
	"sed -i s/a/b/ Makefile && make test",
	"npm pkg set scripts.test=x && npm test",
	"echo '{}' > package.json; npm run build",
	'cat > x.py <<< "import os"; python3 x.py',
];

test.each(tricks)("a variable, an option or a language hides nothing: %s", (command) => {
	expect(runsByItself).not.toContain(verdictOf(command));
});

test.each(secretNames)("a pattern that fits a secret's name is not read by itself: %s", (command) => {
	expect(runsByItself).not.toContain(verdictOf(command));
});

test.each(places)("what leads out, launches or was just written does not run by itself: %s", (command) => {
	expect(runsByItself).not.toContain(verdictOf(command));
});

const everyday: readonly string[] = [
	...[
		"env -u DEBUG CI=1 npm test",
		"for i in 1 2 3; do npm test; done",
		"cat src/*.ts",
		"cat *.json",
		"wc -l src/*.[jt]s",
	],
	...["git ls-files | grep '\\.ts$' | xargs wc -l", "git ls-files | grep -v test | xargs wc -l", "fd -e ts -x wc -l"],
	...["find . -name '*.ts' | xargs -I{} wc -l {}", "ls | xargs -n1 basename", "awk '{print ($1+$2)/2}' a.txt"],
	...["find src -name '*.py' -exec grep -n TODO {} +", "git diff --name-only | grep '\\.py$' | xargs grep -i todo"],
	...["sed -i s/a/b/ src/x.ts && npm test", "gcc -o a a.c && ./a", "ln -s lib/x.js x", "cat .gitignore .editorconfig"],
	...[
		"npm test -- --grep x",
		"x=README.md; cat $x",
		"cd src && ls && cd ../test && ls",
		"echo done > log.txt; node build.js",
	],
];

test.each(everyday)("what looks a little like it still runs by itself: %s", (command) => {
	expect(runsByItself).toContain(verdictOf(command));
});

test("a line in which every command could run in twice as many folders is asked about", () => {
	const line = Array.from({ length: 30 }, (_, at) => `if ls; then cd a${at}; fi`).join(";");
	const { verdict, because } = decide(line, provedContext);
	expect(verdict).toBe("ask");
	expect(because).toContain("too many folders");
});

test("a pattern that could be tried for ages is not tried", () => {
	expect(verdictOf(`cat ${"*?".repeat(15)}9`)).toBe("ask");
	expect(verdictOf(`ls | grep '${"(a|b)?".repeat(20)}9' | xargs cat`)).toBe("ask");
});

test("a text that is too long is asked about, and what never runs is still seen at its beginning", () => {
	const long = "ls src; ".repeat(600);
	expect(decide(long, provedContext).verdict).toBe("ask");
	expect(decide(`rm -rf /; ${long}`, provedContext).verdict).toBe("deny");
});
