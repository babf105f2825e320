/** SQL that only asks runs by itself; whatever could change, load, run or be read differently by some database does not. */

import { expect, test } from "vitest";
import { judgeSql } from "../../../src/core/policy/sql.ts";
import { fc } from "../../support/properties.ts";

test.each([
	"SELECT 1",
	"select * from users where name = 'it''s; drop table x' limit 5;",
	'SELECT "delete" FROM t',
	"SELECT `update` FROM t",
	"SELECT count(*), max(created_at)::date FROM orders o JOIN users u ON (u.id = o.user_id) GROUP BY 2",
	"SELECT 1; SELECT 2;",
	"-- a comment; drop\nSELECT 1 -- the end",
	"/* drop table x */ SELECT 1",
	"WITH t AS (SELECT 1 AS a) SELECT a FROM t",
	"SHOW TABLES",
	"SHOW CREATE TABLE users",
	"EXPLAIN SELECT * FROM users",
	"EXPLAIN (ANALYZE, BUFFERS) SELECT 1",
	"EXPLAIN QUERY PLAN SELECT 1",
	"DESCRIBE users",
	"PRAGMA table_info(users)",
	"PRAGMA user_version",
	"\\dt",
	"\\d+ public.users",
	".tables",
	".schema users",
	".mode csv\n.headers on\nSELECT 1;",
	"SELECT replace(a, 'x', 'y'), a[1] FROM t",
	"SELECT table_name FROM information_schema.tables",
])("%j only reads", (sql) => {
	expect(judgeSql(sql).verdict).toBe("safe");
});

test.each([
	["DROP TABLE users", "drops something"],
	["TRUNCATE users", "empties a table"],
	["DELETE FROM users", "DELETE without WHERE"],
	["DELETE FROM users WHERE id = 1", "deletes rows"],
	["update users set a = 1", "UPDATE without WHERE"],
	["UPDATE users SET a = 1 WHERE id = 1", "changes rows"],
	["INSERT INTO t VALUES (1)", "adds rows"],
	["SELECT 1; DROP TABLE users", "drops something"],
	["SELECT 1;;\n;drop table users", "drops something"],
	["WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d", "deletes rows"],
	["EXPLAIN ANALYZE DELETE FROM t", "deletes rows"],
	["EXPLAIN ANALYZE EXECUTE x", "not seen"],
	["SELECT * INTO y FROM x", "stores"],
	["SELECT 1 INTO OUTFILE '/tmp/x'", "stores"],
	["COPY t TO PROGRAM 'sh'", "files or programs"],
	["SELECT pg_read_file('x')", "pg_read_file"],
	["SELECT pg_catalog . pg_read_file /* */ ('x')", "pg_read_file"],
	["SELECT \"pg_read_file\"('x')", "name is in quotes"],
	["SELECT load_extension('x')", "load_extension"],
	["SELECT load_file('x')", "load_file"],
	["SELECT delete_all()", "delete_all"],
	["SELECT * FROM t FOR UPDATE", "changes rows"],
	["SELECT 1 \\g |sh", "backslash"],
	["SELECT 'drop table x' \\gexec", "backslash"],
	["\\! id", "of the client"],
	["\\copy t to 'x'", "of the client"],
	["\\dt | sh", "of the client"],
	["\\dt `id`", "of the client"],
	["\\d users\\! id", "of the client"],
	[".shell id", "of the client"],
	[".tables\n.shell id", "of the client"],
	["SELECT 1;\n.shell id", "does not begin with a word"],
	[".once |sh", "of the client"],
	["SELECT 1\n/\nDROP TABLE x", "drops something"],
	["SELECT 1\ngo\nx", "take for its own"],
	["SELECT 1\nsystem id", "take for its own"],
	["system id", "not known"],
	["/*!50000 DROP TABLE x */", "comment that a database can run"],
	["SELECT 1 /*! ; DROP TABLE x */", "comment that a database can run"],
	["/* /* */ DROP TABLE x; -- */ */ SELECT 1", "holds another"],
	["SELECT 1 --;DROP TABLE x", "in some databases only"],
	["SELECT 1 # ; DROP TABLE x", "in some databases only"],
	["SELECT '\\'; DROP TABLE x; -- '", "differently"],
	["SELECT 'a", "differently"],
	["SELECT $$ ; DROP TABLE x; $$", "dollar"],
	["SELECT [']; DROP TABLE x; --']", "brackets"],
	["SELECT `'`; DROP TABLE x; --'", "differently"],
	["PRAGMA writable_schema=1", "PRAGMA"],
	["PRAGMA journal_mode(delete)", "PRAGMA"],
	["SHOW\nTABLES; GRANT ALL ON x TO y", "who may do what"],
	["SELECT :x", "variable"],
	["SELECT passwd FROM pg_shadow", "password hashes"],
	["SELECT\u00a01; x", "character"],
	["ATTACH 'x' AS y", "another database"],
	["VACUUM INTO 'x'", "rewrites"],
	["FROBNICATE", "not known (FROBNICATE)"],
	["(SELECT 1)", "does not begin"],
	["", "no SQL"],
])("%j is asked about", (sql, because) => {
	expect(judgeSql(sql)).toMatchObject({ verdict: "ask", because: expect.stringContaining(because) });
});

test("a statement that changes something is seen wherever it stands among others", () => {
	const harmless = fc.constantFrom("SELECT 1", "SHOW TABLES", "SELECT 'a;b'", "/* x */ SELECT 2", "");
	fc.assert(
		fc.property(fc.array(harmless), fc.array(harmless), (before, after) => {
			expect(judgeSql([...before, "dRoP table x", ...after].join(";\n")).verdict).toBe("ask");
		}),
	);
});

test("any text has a verdict, and long ones quickly", () => {
	fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void expect(judgeSql(text).because).not.toBe("")));
	for (const text of ["'", "/*", "--", "(", "select ", "a.", '""', "[", "-", "$a"]) {
		expect(["safe", "ask"]).toContain(judgeSql(`SELECT ${text.repeat(100_000)}`).verdict);
	}
});
