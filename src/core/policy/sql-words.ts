/** What is known of SQL's words, as data: what changes something, and which functions only compute or read. */

/** Anywhere outside of quotes these make a statement more than a question, and why. */
export const changingWords: ReadonlyMap<string, string> = new Map([
	...means("drops something", "drop"),
	...means("empties a table", "truncate"),
	...means("deletes rows", "delete"),
	...means("changes rows", "update", "merge", "upsert"),
	...means("adds rows", "insert"),
	...means("changes or creates something", "alter", "create", "rename", "comment", "reindex", "cluster", "refresh"),
	...means("changes who may do what", "grant", "revoke", "reassign"),
	...means("copies to or from files or programs", "copy", "load", "outfile", "dumpfile", "infile", "program"),
	...means("stores what it finds", "into"),
	...means("runs something that is not seen", "call", "do", "exec", "execute", "prepare", "declare", "handler"),
	...means("changes settings or locks", "set", "reset", "lock", "unlock", "kill", "flush", "shutdown", "purge"),
	...means("opens another database", "attach", "detach", "install", "import", "export"),
	...means("rewrites the database", "vacuum", "optimize", "checkpoint"),
	...means("reads password hashes", "pg_shadow", "pg_authid", "authentication_string"),
]);

/** At the start of a line clients take these for commands of their own. */
export const clientWords: ReadonlySet<string> = new Set([
	..."system source tee pager edit delimiter go connect prompt rehash nopager notee host spool run".split(" "),
]);

/** With parentheses after them these call nothing. */
const grammarWords =
	"in exists any all some values as from join on using where and or not having by when then else case over filter select union except intersect limit offset between like ilike distinct lateral materialized partition within is returning interval with array row cube rollup sets grouping table key index references group order";
const typeWords =
	"numeric decimal varchar char character varying time timestamp timestamptz float bit int integer bigint text";
const aggregates =
	"count sum avg min max total group_concat string_agg array_agg json_agg jsonb_agg json_object_agg jsonb_object_agg json_arrayagg json_objectagg json_group_array json_group_object bool_and bool_or every stddev variance percentile_cont percentile_disc mode corr row_number rank dense_rank percent_rank ntile lag lead first_value last_value nth_value";
const computing =
	"coalesce nullif ifnull nvl iif if greatest least abs round floor ceil ceiling trunc mod power sqrt sign random rand cast convert typeof pg_typeof lower upper length char_length octet_length substr substring trim ltrim rtrim btrim lpad rpad concat concat_ws replace left right reverse repeat position strpos instr locate split_part initcap md5 hex unhex quote format printf regexp_replace regexp_match regexp_matches regexp_substr starts_with ascii chr unicode";
const dates =
	"now date time datetime strftime julianday unixepoch to_char to_date to_timestamp date_trunc date_part extract age make_date datediff timediff timestampdiff date_format from_unixtime unix_timestamp year month week day hour minute second curdate curtime sysdate date_add date_sub dayofweek";
const structures =
	"json_extract json_each json_tree json_array json_object json_type json_valid json_array_length json_unquote json_keys json_length json_contains json_build_object jsonb_build_object json_build_array jsonb_array_elements json_array_elements jsonb_array_length jsonb_each jsonb_object_keys jsonb_pretty to_json to_jsonb row_to_json array_length array_to_string string_to_array unnest cardinality generate_series array_position";
const looking =
	"version sqlite_version database schema user current_database current_schema current_user pg_size_pretty pg_total_relation_size pg_relation_size pg_table_size pg_indexes_size pg_database_size pg_get_viewdef pg_get_functiondef pg_get_constraintdef pg_get_indexdef pg_get_expr format_type obj_description col_description pragma_table_info pragma_index_list pragma_foreign_key_list pg_is_in_recovery to_regclass last_insert_rowid changes";

/** Words that may stand before an opening parenthesis. */
export const harmlessCalls: ReadonlySet<string> = new Set(
	[grammarWords, typeWords, aggregates, computing, dates, structures, looking].flatMap((words) => words.split(" ")),
);

/** SQLite's settings that are read when nothing is assigned; the first take a name in parentheses. */
export const namedPragmas: ReadonlySet<string> = new Set(
	"table_info table_xinfo table_list index_list index_info index_xinfo foreign_key_list foreign_key_check".split(" "),
);
export const plainPragmas: ReadonlySet<string> = new Set(
	"database_list integrity_check quick_check user_version schema_version page_count page_size encoding journal_mode compile_options collation_list function_list foreign_keys freelist_count".split(
		" ",
	),
);

/** Commands of the clients psql and sqlite3 that only read or set how results look; their words are names and patterns. */
export const readingCommands =
	/^(?:\\(?:d[A-Za-z]{0,3}[S+]{0,2}|l\+?|z|sf\+?|sv\+?|conninfo|encoding|timing|x|h|\?)|\.(?:tables?|schema|fullschema|index(?:es)?|indices|databases|dbinfo|headers?|mode|width|show|version|help|timer|stats|dump|quit|exit))(?:[ \t]+["\w.*%?+-]+)*[ \t]*;?$/;

function means(why: string, ...words: readonly string[]): readonly (readonly [string, string])[] {
	return words.map((word) => [word, why] as const);
}
