/** Knows the environment variables that change no more than how a program prints or how much it does. */

const harmless =
	/^(?:CI|NODE_ENV|FORCE_COLOR|NO_COLOR|CLICOLOR|CLICOLOR_FORCE|COLOR|DEBUG|VERBOSE|QUIET|RUST_BACKTRACE|RUST_LOG|CARGO_TERM_COLOR|CARGO_INCREMENTAL|CARGO_NET_OFFLINE|PYTHONDONTWRITEBYTECODE|PYTHONUNBUFFERED|PYTHONHASHSEED|PYTHONUTF8|PYTHONWARNINGS|DJANGO_DEBUG|LANG|LANGUAGE|LC_[A-Z]+|TZ|TERM|COLUMNS|LINES|LOG_LEVEL|LOGLEVEL|VITE_\w+|NEXT_PUBLIC_\w+|REACT_APP_\w+|RAILS_ENV|RACK_ENV|APP_ENV|APP_DEBUG|FLASK_ENV|FLASK_DEBUG|MIX_ENV|ENVIRONMENT|NODE_NO_WARNINGS|NEXT_TELEMETRY_DISABLED|ASTRO_TELEMETRY_DISABLED|TURBO_TELEMETRY_DISABLED|DO_NOT_TRACK|HUSKY|BABEL_ENV|TEST_ENV|JEST_\w+|VITEST_\w+|PWDEBUG|PLAYWRIGHT_HTML_OPEN|UPDATE_SNAPSHOTS|COVERAGE|GOOS|GOARCH|CGO_ENABLED|GO111MODULE|GOMAXPROCS|GORACE|DOTNET_CLI_TELEMETRY_OPTOUT|DOTNET_NOLOGO|BROWSER|PORT|HOST|DRY_RUN|SKIP_\w+|TEST_\w+|RUN_\w+|UV_OFFLINE|SOURCE_DATE_EPOCH|MAKEFLAGS|CTEST_OUTPUT_ON_FAILURE|TS_NODE_TRANSPILE_ONLY|ESLINT_USE_FLAT_CONFIG|GIT_PAGER|PAGER|GIT_TERMINAL_PROMPT|GIT_OPTIONAL_LOCKS|GIT_EDITOR|HOMEBREW_NO_AUTO_UPDATE)$/;

/** Variables whose value is a program: only those that do nothing. */
const programs = /^(?:PAGER|GIT_PAGER|BROWSER|GIT_EDITOR)$/;

/** The rest of a sentence, or nothing when the value does no harm in the environment of any program. */
export function variableProblem(name: string, value: string | null): string | undefined {
	if (name === "NODE_OPTIONS" && /^--max[-_]old[-_]space[-_]size=\d{1,6}$/.test(value ?? "")) return undefined;
	if (name === "" || !harmless.test(name))
		return `sets the variable ${name || "that is not named"}, which can change what programs do`;
	if (value === null) return `sets the variable ${name} to what is not known beforehand`;
	if (programs.test(name)) return /^(?:cat|none|true|:|)$/.test(value) ? undefined : `sets ${name} to a program`;
	if (name === "MAKEFLAGS") return /^-?j?\d*$/.test(value) ? undefined : `sets the variable ${name}`;
	if (/^[\w.,:@/*=+-]*$/.test(value) && !/(?:^|[=:, ])(?:[/~]|\.\.)|:\/\//.test(value)) return undefined;
	return `sets the variable ${name} to a value that is not on its list`;
}

/** Names that a shell's own commands read, or that can be in its environment already. */
const touchy =
	/^(?:PATH|IFS|HOME|ENV|SHELL|SHELLOPTS|PS\d|OPT\w+|UID|EUID|PPID|CDPATH|PWD|OLDPWD|GLOBIGNORE|HIST\w+|PROMPT_\w+|TMP\w*|TEMP|USER|LOGNAME|LANG|LC_\w+|TERM|TZ|EDITOR|VISUAL|PAGER|BROWSER|CC|CXX|LD|AR|EXEC\w*|FUNCNAME|POSIX\w*|REPLY|RANDOM|SECONDS|TIMEFORMAT|MAIL\w*|FCEDIT|INPUTRC|auto_resume|\w*_proxy|npm_\w+|(?:BASH|LD|DYLD|GIT|NODE|NPM|YARN|PYTHON|PIP|RUBY|GEM|BUNDLE|PERL|JAVA|JDK|MAVEN|GRADLE|GO|CARGO|RUST|SSH|GPG|AWS|AZURE|GOOGLE|LESS|MAN|DOCKER|KUBE|MAKE|CMAKE|C|CPLUS|LIBRARY|PKG|XDG|ELECTRON|VSCODE|COMP)_?[A-Z]*_\w+|(?:BASH|LESS|MAN|MAKE|GO|PERL5|RUBY|PYTHON)\w*)$/;

/** Whether a shell variable of this name is nobody's but the command line's. */
export function isOwnVariable(name: string): boolean {
	return !touchy.test(name);
}

/** Whether the name says that the value opens doors. */
export function isSecretVariable(name: string): boolean {
	return /KEY|TOKEN|SECRET|PASS|CRED|AUTH|PRIVATE|_PAT$|DSN|COOKIE|SESSION|CONNECTION|WEBHOOK|JWT|BEARER|SALT|(?<!^(?:OLD)?)PWD$|DATABASE|MONGO|REDIS|_UR[IL]$/i.test(
		name,
	);
}
