/** Tells whether a goal asks for speed or size, and whether it says how that is measured. */

const speed: readonly RegExp[] = [
	/\b(?:faster|speed ?up|speeding up|sped up|sluggish|laggy|lag(?:s|ging)?|bottlenecks?|snappier|snappy|throughput|more (?:efficient(?:ly)?|performant|responsive)|performant|inefficient(?:ly)?|janky?|stutter(?:s|ing)?)\b/i,
	/\b(?:too|so|very|really|quite|extremely|is|are|was|gets?|feels?|felt|runs?|loads?|starts?|getting|became|become|been|awfully|painfully|how|pretty|rather|terribly|a bit|still) slow(?:er|ly)?\b/i,
	/\bslow(?:s|ed|ing)? (?:down|to (?:load|start|render|open|respond|build|run))\b|\b(?:fix|improve|debug|investigate) (?:the |our |this |that )?slow\b|\bwhy\b[^.?\n]{0,40}\bslow\b|\bslow(?:ness| queries| query| performance| start-?up| load(?:ing)?| rendering| page| build| response)\b(?! logs?)/i,
	/\b(?:improv\w+|increas\w+|boost\w*|enhanc\w+|optimi[sz]\w+|tun(?:e|ing)|better|poor|bad|terrible|fix|address|solve|good|great|degrad\w+)\b[^.\n]{0,40}\bperformance\b(?! (?:review|page|report|tab|panel|appraisal|monitor\w*|evaluation|art|dashboard|chart|section|bonus|form|now|api|mark|entry|observer))/i,
	/\bperformance (?:issues?|problems?|improvements?|optimi[sz]ations?|regressions?|tuning|bugs?|bottlenecks?|is|of the|gains?)\b/i,
	/\boptimi[sz](?:e|ed|ing|ation|ations)\b(?! (?:imports?|the imports?|wording|the wording|for print|the copy))/i,
	/\b(?:reduc|lower|cut|decreas|shorten|minimi[sz]|bring down|improv|shrink)\w*\b[^.\n]{0,40}\b(?:latency|(?:load(?:ing)?|start-?up|boot|build|response|render(?:ing)?|run|execution|compile|query|page|test|ci|request|wait(?:ing)?|cold start)(?:ing)? ?times?|memory|ram|cpu|allocations?|overhead|re-?renders?|(?:memory |cpu |resource |disk )(?:usage|use|consumption|footprint)|bundle size|cold starts?|gc pressure)\b/i,
	/\b(?:takes?|taking|took)(?: (?:way|far|much|a bit))? (?:too long|forever|ages|very long|so long|a long time|long)\b/i,
	/\b(?:uses?|using|consumes?|consuming|eats?|eating|needs?) (?:(?:way|far|much) )?(?:too much|a lot of|so much|more and more|all (?:the|our)) (?:memory|ram|cpu)\b/i,
	/\b(?:high|excessive) (?:memory|cpu|ram|latency)\b|\b(?:memory|cpu) (?:usage|consumption) (?:is|keeps|grows)\b/i,
	/\b(?:less|fewer|lower) (?:memory|ram|cpu|allocations|network traffic|bandwidth)\b|\b(?:needs?|takes?|blocks?|lasts?)(?: \w+){0,3} (?:too|so|very) long\b/i,
	/\bspeed(?:s|ed|ing)? (?:[\w-]+ ){1,4}up\b|\bas (?:fast|quick|quickly|small|lean|efficient|efficiently|snappy|responsive) as\b/i,
	/\b(?:start-?up|load(?:ing)?|build|response|render(?:ing)?|compile|boot|query|test|page load)[ -]?(?:time|speed)s?\b[^.\n]{0,30}\b(?:terrible|bad|worse|long(?:er)?|grow\w*|grew|horrible|unacceptable|high(?:er)?|better|shorter|lower|down|improv\w+|slow\w*)\b/i,
	/\b(?:make|made|be|is|are|run|runs|keep|get|become)\b[^.\n]{0,40}\b(?:fast|quick)(?= as|[.,!]|$| again| enough| and| on| for| with| even| in)/im,
	/\b(?:loads?|opens?|starts?|renders?|runs?|responds?|builds?|compiles?|works?|reacts?|scrolls?|types?|saves?) (?:\w+ )?slow(?:ly|er)?\b/i,
	/\bscales? (?:better|badly|poorly|well)\b/i,
	/\b(?:quicker|more quickly|load (?:fast|quickly|instantly)|instant(?:ly|aneous)? (?:load|open|start|search)\w*)\b/i,
];
const measured: readonly RegExp[] = [
	/\b\d[\d,.]*\s?(?:ms|milliseconds?|s|sec|seconds?|min|minutes?|hours?|µs|us|ns|mb|mib|kb|kib|gb|gib|fps|rps|qps|req\/s|requests? per|ops|x|times|percent)\b/i,
	/\b\d[\d,.]*\s?%/,
	/\b(?:half|twice|two times|three times|double|halve|an order of magnitude|(?:one|two|three|five|ten|\w+) (?:milli)?seconds?|(?:a|one|two|\w+) minutes?)\b(?= |\.|,|$)/i,
	/\b(?:benchmarks?|benchmarking|bench|profil(?:e|er|ing)|flame ?graphs?|lighthouse|hyperfine|p9\d|p50|median|web vitals|lcp|inp|load test|k6|wrk|pprof|perf stat|explain analy[sz]e|measur(?:e|ed|es|ement|ements))\b/i,
	/\bO\((?:1|n|n ?log ?n|log ?n|n\^?2)\)/i,
	/\b(?:one|a single|at most|no more than|fewer than|only) (?:\d+ )?(?:query|queries|request|requests|pass|render|allocation|call)\b/i,
];

/** Shall be faster or smaller. */
export function asksForSpeed(words: string): boolean {
	return speed.some((pattern) => pattern.test(words));
}

/** There is a number, or something that gives one. */
export function saysMeasurement(words: string): boolean {
	return measured.some((pattern) => pattern.test(words));
}
