/** The C and C++ world and its neighbours: compilers, build tools and what reads binaries. */

import type { ProgramForms } from "./form.ts";
import { always, ask, ownVersion, reader, safe, tool, version, workspace } from "./verdicts.ts";

const compile =
	"-c -S -E -v -g -g={0,1,2,3} -O={0,1,2,3,s,g,z,fast} -O -o=write -I=folder -L=folder -l=word -D=word -U=word -std=word --std=word -w -s -pipe -ansi " +
	"-pedantic -pedantic-errors -pthread -shared -static -rdynamic -m={32,64} -march=word -mtune=word -msse4.2 -mavx2 -M -MM -MD -MMD -MP -MF=write -MT=word " +
	"-isystem=folder -iquote=folder -include=read -fsyntax-only -fopenmp -save-temps -H -nostdlib -ffreestanding -stdlib=word -target=word --target=word " +
	"-W -W={all,extra,error,pedantic,shadow,conversion,sign-conversion,unused,unused-variable,unused-parameter,no-unused-parameter,no-unused-variable,format,cast-align,cast-qual,missing-prototypes,strict-prototypes,undef,everything,double-promotion,null-dereference,old-style-cast,overloaded-virtual,no-unused,no-unused-function,uninitialized,implicit-fallthrough,no-missing-field-initializers,no-deprecated-declarations,switch-enum,vla} " +
	"-f={no-omit-frame-pointer,PIC,pic,PIE,no-exceptions,no-rtti,exceptions,stack-protector-strong,stack-protector-all,profile-arcs,test-coverage,lto,inline-functions,no-inline,strict-aliasing,no-strict-aliasing,color-diagnostics,no-builtin,fast-math,modules,coroutines,concepts,wrapv,analyzer,no-plt,data-sections,function-sections,verbose-asm,opt-info} " +
	"-fsanitize=word -fno-sanitize-recover=word -fvisibility={hidden,default} -fdiagnostics-color={always,auto,never} -fmax-errors=number -ftemplate-depth=number -Werror=word -Wno-error=word -Wformat={1,2} --coverage -dumpversion -dumpmachine -print-search-dirs";

const makeOptions =
	"-j -j=number --jobs[=number] -k --keep-going -s --silent --quiet -n --dry-run --just-print -B --always-make -C=folder --directory=folder -f=read --file=read --makefile=read " +
	"-w --print-directory --no-print-directory -i --ignore-errors -q --question --trace -d --debug[=word] -r -R -l=number -O --output-sync[=word] --warn-undefined-variables -t --touch";

const make: ProgramForms = {
	names: ["make", "gmake", "bmake", "nmake", "mingw32-make"],
	forms: [
		version("--version -v"),
		workspace("", "builds targets of the project", makeOptions, { args: "task" }),
		workspace("", "builds targets of the project", makeOptions, {
			first: ["{CC=cc,CC=gcc,CC=clang,CXX=c++,CXX=g++,CXX=clang++}"],
			args: "task",
		}),
	],
};

/** What is handed on to the build tool: jobs, how much it says, and the usual targets; it could be given code. */
const buildWords =
	"{-j,-j1,-j2,-j3,-j4,-j6,-j8,-j10,-j12,-j16,-j32,-k,-v,-s,-n,-m,1,2,3,4,6,8,10,12,16,32,VERBOSE=1,V=1,all,test,tests,check,clean}";

const cmake: ProgramForms = {
	names: ["cmake"],
	forms: [
		version("--version -version"),
		workspace(
			"",
			"builds the project",
			"--build --build=folder -j -j=number --parallel --parallel=number --target=task -t=task --config=word --clean-first --preset=word -v --verbose --fresh",
			{
				needs: ["--build"],
				after: buildWords,
			},
		),
		workspace(
			"",
			"prepares the build",
			"-S=folder -B=write -G=text -D=word -U=pattern -A=word -T=word --preset=word --fresh --list-presets[=word] -Wno-dev -Wdev --log-level=word --debug-output --trace --warn-uninitialized -L -LA -LAH -N --graphviz=write --no-warn-unused-cli",
			{
				args: "folder",
				needs: ["-S", "-B", "--preset", "--list-presets", "-D", "-G", "-L", "-LA", "-LAH"],
			},
		),
		workspace("", "prepares the build", "", { first: ["folder"] }),
		{ ...ask("", "runs a script of CMake, or installs"), needs: ["-P", "-E", "--install", "--open", "-C"] },
	],
};

export const nativePrograms: readonly ProgramForms[] = [
	make,
	cmake,
	{
		names: [
			"gcc",
			"g++",
			"cc",
			"c++",
			"clang",
			"clang++",
			"c99",
			"gcc-12",
			"gcc-13",
			"gcc-14",
			"g++-12",
			"g++-13",
			"g++-14",
			"clang-17",
			"clang-18",
			"emcc",
			"em++",
		],
		forms: [
			version("--version -v -dumpversion -dumpmachine"),
			workspace("", "compiles files", compile, { args: "read", not: ["@"] }),
		],
	},
	tool(
		"ctest",
		"runs the project's tests",
		"-V -VV --verbose --output-on-failure -j -j=number --parallel=number -R=pattern -E=pattern -L=pattern -LE=pattern -N --show-only[=word] --test-dir=folder -C=word --build-config=word --rerun-failed --stop-on-failure --timeout=number -Q --preset=word --repeat=word --schedule-random -T=word --no-tests=word --output-junit=write -I=number --progress --print-labels",
		{
			args: "none",
		},
	),
	tool(
		"ninja samu",
		"builds targets of the project",
		"-C=folder -j=number -k=number -v --verbose -n -f=read -d=word -t=word -w=word --quiet -l=number",
		{ args: "task" },
	),
	{
		names: ["meson"],
		forms: [
			version("--version -v"),
			workspace(
				"setup | compile | test | configure | introspect | rewrite",
				"builds or tests the project",
				"-C=folder -D=word --buildtype=word --reconfigure --wipe -v --verbose -j=number --print-errorlogs --no-rebuild --suite=word --list --repeat=number --timeout-multiplier=number --clean -t=number --num-processes=number --targets --tests --buildoptions -a --all --quiet",
				{
					args: "write",
				},
			),
			ask("install | subprojects | wrap | dist | init | devenv", "installs, downloads or runs other commands"),
		],
	},
	tool(
		"clang-format uncrustify astyle clang-format-18 clang-format-17 cmake-format gersemi",
		"formats files",
		"-i --dry-run -n -Werror --Werror --style=word -style=word --verbose --dump-config --check -c=read --in-place --fallback-style=word --sort-includes --files=read --assume-filename=read",
		{ args: "write" },
	),
	tool(
		"clang-tidy cppcheck cpplint iwyu include-what-you-use oclint flawfinder clang-check run-clang-tidy",
		"checks files",
		"-p=folder --checks=word -checks=word --fix -fix --quiet -quiet --list-checks --header-filter=pattern -header-filter=pattern --warnings-as-errors=word --enable=word --std=word --error-exitcode=number --suppress=word --inline-suppr --language=word -j=number --project=read -I=folder --filter=text --linelength=number --xml --force --platform=word --config-file=read --format-style=word --use-color --dump-config --template=text --check-level=word --recursive",
		{
			args: "read",
			after: "own",
		},
	),
	reader(
		"c++filt addr2line otool dwarfdump llvm-nm llvm-objdump llvm-size",
		"reads what was built",
		"-C --demangle -D -u -g -n -S -s -t -d -h -x -p -f -r -T -a -A -B -M=word -j=word -w -W -l -e=read -i -b=number -L -o --defined-only --undefined-only --dynamic --print-size --size-sort --disassemble --source --headers --all --format=word --section=word --wide -sections -symbols -hdr -n=number --bytes=number --no-show-raw-insn --syms --dyn-syms --file-headers -V",
		{
			args: "read",
			not: ["@"],
		},
	),
	tool(
		"ranlib strip gcov lcov genhtml gcovr llvm-cov llvm-profdata doxygen dot",
		"works on what was built",
		"-b -c -o=write -r=folder --root=folder --html --html-details --txt --json --xml -s --summary -e=pattern --exclude=pattern -f=pattern --filter=pattern --branches --capture --directory=folder -d=folder --output-file=write --output=write --remove --list --rc=word --ignore-errors=word --no-external --output-directory=write -q --quiet -T=word -g -x=number",
		{
			args: "write",
			not: ["@"],
		},
	),
	tool(
		"flex bison yacc lex re2c nasm yasm as",
		"generates files",
		"-o=write -d -v -t -f=word -g -l=write --defines[=write] --output=write --header[=write] -Wall -y --debug --report=word -i",
		{ args: "read", not: ["@"] },
	),
	tool(
		"autoconf autoreconf automake aclocal libtoolize autoheader",
		"generates the build's files",
		"-i -f -v --install --force --verbose --add-missing --copy --foreign -I=folder --warnings=word",
		{ args: "none" },
	),
	{
		names: ["./configure"],
		forms: [
			workspace(
				"",
				"prepares the build",
				"--prefix=write --enable-debug --disable-shared --enable-shared --enable-static --disable-static --quiet -q --silent --enable-maintainer-mode --disable-dependency-tracking --with-pic --enable-tests",
			),
		],
	},
	{
		names: ["bazel", "bazelisk", "buck2", "pants", "please"],
		global: "--noshow_progress",
		forms: [
			ownVersion(),
			workspace("version | info | help", "says what it knows", "", { args: "word" }),
			workspace(
				"query | cquery | aquery",
				"asks for the project's targets",
				"--output=word --noimplicit_deps --notool_deps --keep_going -k --order_output=word",
				{ args: "text" },
			),
			workspace(
				"build | test | coverage | lint | fmt | check | typecheck",
				"builds or tests targets of the project",
				"-c=word --compilation_mode=word --config=word --test_output=word --test_filter=pattern --keep_going -k --verbose_failures --jobs=number --nocache_test_results --cache_test_results={yes,no,auto} --test_tag_filters=word --build_tests_only --runs_per_test=number --flaky_test_attempts=number --test_arg=text --show_result=number --noshow_progress --color=word --curses=word --nobuild --sandbox_debug --subcommands -s --test_timeout=number",
				{
					args: "pattern",
				},
			),
			workspace("clean", "removes what was built", "--expunge"),
			ask("run | fetch | sync | mod | mobile-install | shutdown | vendor", "runs or downloads"),
		],
	},
	{
		names: ["just", "task", "go-task"],
		forms: [
			version(),
			safe(
				"",
				"lists the project's tasks",
				"--list -l --list-all -a --summary --dump --show=word -s=word --json --unsorted --silent --sort=word",
				{
					needs: ["--list", "-l", "--list-all", "-a", "--summary", "--show", "--dump"],
					args: "word",
				},
			),
			workspace(
				"",
				"runs tasks of the project",
				"-v --verbose -q --quiet -n --dry-run --dry -f=read --justfile=read -d=folder --working-directory=folder --taskfile=read -t=read --dir=folder --parallel -p --force --silent -s --color --no-color -u --unstable --output=word -o=word",
				{
					args: "task",
					after: "own",
				},
			),
		],
	},
	tool(
		"mage scons waf xmake",
		"builds targets of the project",
		"-j=number -v -l -q -s -k --silent -d=folder -C=folder -t=number -h -Q -n -c -w -y",
		{ args: "task" },
	),
	{
		names: ["conan", "vcpkg", "spack"],
		forms: [
			version(),
			safe(
				"list | profile list | profile show | profile path | graph info | inspect | config home",
				"reads packages",
				"--format=word",
				{ args: "word" },
			),
			ask(
				"install | create | upload | remove | download | search | update | add | build | remote | profile | cache | integrate | export | new",
				"downloads packages",
				["center2.conan.io"],
			),
		],
	},
	{
		names: ["pkg-config", "pkgconf", "llvm-config"],
		harmless: true,
		forms: [
			version("--version --modversion"),
			safe(
				"",
				"says how to build with a library",
				"--cflags --libs --libs-only-l --libs-only-L --cflags-only-I --modversion --exists --list-all --variable=word --print-errors --static --print-requires --bindir --includedir --ldflags --cxxflags --system-libs --prefix",
				{ args: "word" },
			),
		],
	},
	tool(
		"valgrind",
		"runs a program under observation",
		"--leak-check={full,yes,no,summary} --error-exitcode=number -q --quiet -v --tool=word --track-origins={yes,no} --show-leak-kinds=word -s --num-callers=number",
		{ args: "command" },
	),
	always(
		"ask",
		"perf rr ld ldd gprof checkinstall distcc ccache bear scan-build qemu-system-x86_64 cscope ctags m4 objcopy patchelf",
		"runs or changes programs",
	),
];
