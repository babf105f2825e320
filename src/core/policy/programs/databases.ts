/** Clients of databases: what reads is safe, as far as the text of the query shows it. */

import type { ProgramForms } from "./form.ts";
import { ask, deny, ownVersion, reader, safe, version, workspace } from "./verdicts.ts";

const queries = "asks a database";

const redisReads = (
	"get mget strlen exists type ttl pttl keys scan hget hgetall hkeys hvals hlen hmget hexists lrange llen lindex smembers scard sismember zrange zcard zscore zcount " +
	"zrangebyscore zrevrange xlen xrange xinfo getrange bitcount dbsize ping info time randomkey lastsave role echo"
).split(" ");
const redisViews = [
	..."slowlog get,slowlog len,memory usage,memory stats,memory doctor,object encoding,object idletime,object freq".split(
		",",
	),
];
const redisDestroys = "flushall flushdb shutdown".split(" ");

export const databasePrograms: readonly ProgramForms[] = [
	{
		names: ["psql"],
		forms: [
			version(),
			safe(
				"",
				"lists the databases",
				"-l --list -U=word -h={localhost,127.0.0.1,::1,db,postgres,mysql,mariadb,redis,database} -p=number -w -A -t --csv",
				{
					needs: ["-l", "--list"],
				},
			),
			safe(
				"",
				queries,
				"-c=sql --command=sql -U=word --username=word -h={localhost,127.0.0.1,::1,db,postgres,mysql,mariadb,redis,database} --host={localhost,127.0.0.1,::1,db,postgres,mysql,mariadb,redis,database} -p=number --port=number -d=task --dbname=task -t --tuples-only -A --no-align -q --quiet -x --expanded -X --no-psqlrc --csv -P=word --pset=word -F=text --field-separator=text -w --no-password -1 --single-transaction -E --echo-hidden -e -b -H --html",
				{ needs: ["-c", "--command"], args: "task", count: [0, 2], not: ["://"] },
			),
			ask("", "works on a database"),
		],
	},
	{
		names: ["mysql", "mariadb"],
		forms: [
			version("--version -V"),
			safe(
				"",
				queries,
				"-e=sql --execute=sql -u=word --user=word -h={localhost,127.0.0.1,::1,db,postgres,mysql,mariadb,redis,database} --host={localhost,127.0.0.1,::1,db,postgres,mysql,mariadb,redis,database} -P=number --port=number -p -D=task --database=task -N --skip-column-names -B --batch -s --silent -t --table -r --raw -E --vertical -X --xml -H --html --protocol=word -A --no-auto-rehash --default-character-set=word",
				{ needs: ["-e", "--execute"], args: "word", count: [0, 1] },
			),
			ask("", "works on a database"),
		],
	},
	{
		names: ["sqlite3", "sqlite"],
		forms: [
			version("--version -version"),
			safe(
				"",
				queries,
				"-header -noheader -column -csv -json -line -list -markdown -box -table -readonly -batch -bail -html -quote -tabs -ascii -separator=text -nullvalue=text -safe --header --column --csv --json --readonly --box --table --line --markdown",
				{
					first: ["read"],
					args: "sql",
					count: [2, 12],
				},
			),
			ask("", "works on a database"),
		],
	},
	{
		names: ["sqlcmd"],
		forms: [
			version("--version"),
			safe(
				"",
				queries,
				"-Q=sql -S={localhost,127.0.0.1,::1,db,postgres,mysql,mariadb,redis,database} -d=word -U=word -E -W -h=number -s=text -w=number -C -N -l=number -t=number -b -I -y=number -Y=number",
				{ needs: ["-Q"], not: ["\n", "!!", "$("] },
			),
			ask("", "works on a database"),
		],
	},
	{
		names: ["redis-cli", "valkey-cli"],
		global:
			"-h={localhost,127.0.0.1,::1,db,postgres,mysql,mariadb,redis,database} -p=number -n=number --raw --no-raw --csv --json --no-auth-warning -2 -3 --tls",
		forms: [
			version("--version -v"),
			safe(anyCase([...redisReads, ...redisViews]), queries, "", { args: "text" }),
			safe(
				"",
				queries,
				"--scan --pattern=pattern --bigkeys --memkeys --stat -i=number --count=number --latency --type=word",
				{ needs: ["--scan", "--bigkeys", "--memkeys", "--stat", "--latency"] },
			),
			deny(anyCase(redisDestroys), "throws away a whole database"),
			ask("", "changes a database, or runs code in it"),
		],
	},
	{
		names: ["mongosh", "mongo"],
		forms: [version(), ask("", "runs code in a database")],
	},
	reader(
		"pg_isready",
		"says whether a database answers",
		"-h={localhost,127.0.0.1,::1,db,postgres,mysql,mariadb,redis,database} -p=number -U=word -d=word -q -t=number",
		{
			args: "none",
		},
	),
	{
		names: ["mysqladmin", "mariadb-admin"],
		forms: [
			version("--version -V"),
			safe(
				"status | ping | version | processlist | variables | extended-status",
				"says how a database is",
				"-u=word --user=word -h={localhost,127.0.0.1,::1,db,postgres,mysql,mariadb,redis,database} --host={localhost,127.0.0.1,::1,db,postgres,mysql,mariadb,redis,database} -P=number -p",
			),
			ask("", "changes a database"),
		],
	},
	{ names: ["dropdb", "dropuser"], forms: [version(), ask("", "throws away a database")] },
	{
		names: ["createdb", "createuser", "initdb", "pg_ctl", "pg_ctlcluster", "pgbench", "vacuumdb", "reindexdb"],
		forms: [version(), ask("", "changes a database")],
	},
	{
		names: ["pg_dump", "pg_dumpall", "mysqldump", "mariadb-dump", "mongodump", "mongoexport", "redis-dump"],
		forms: [version(), ask("", "takes the data out of a database")],
	},
	{
		names: ["pg_restore", "mongorestore", "mongoimport", "mysqlimport"],
		forms: [version(), ask("", "overwrites data in a database")],
	},
	{
		names: [
			"duckdb",
			"clickhouse-client",
			"clickhouse",
			"cockroach",
			"cqlsh",
			"influx",
			"snowsql",
			"usql",
			"pgcli",
			"mycli",
			"litecli",
			"sqlplus",
			"isql",
			"trino",
			"presto",
			"spark-sql",
			"beeline",
			"hive",
			"etcdctl",
			"consul",
			"kcat",
			"kafka-topics",
			"kafka-console-consumer",
			"rabbitmqctl",
			"nats",
			"memcached",
			"cypher-shell",
			"surreal",
		],
		forms: [version("--version"), ask("", "works on a database or a queue")],
	},
	{
		names: [
			"flyway",
			"liquibase",
			"dbmate",
			"atlas",
			"sqitch",
			"skeema",
			"phinx",
			"knex",
			"sequelize",
			"sequelize-cli",
			"typeorm",
		],
		forms: [version("--version -v"), ask("", "changes the shape of a database")],
	},
	{
		names: ["dbt"],
		global:
			"--project-dir=folder --profiles-dir=folder -q --quiet --no-use-colors --profile=word --target=word -t=word",
		forms: [
			ownVersion(),
			workspace(
				"ls | list | parse",
				"reads the project",
				"-s=word --select=word -m=word --models=word --exclude=word --resource-type=word --output=word",
			),
			ask(
				"compile | docs generate | run | test | build | seed | snapshot | debug | deps | clone | retry | show | source | run-operation | init | clean",
				"works on a database",
			),
		],
	},
];

/** Words of a program that does not mind their case. */
function anyCase(words: readonly string[]): string {
	return words.flatMap((word) => [word, word.toUpperCase()]).join(" | ");
}
