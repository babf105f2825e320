/** Tells whether a goal asks for speed or size, and whether it says how that is measured. */

const speed: readonly RegExp[] = [
	/\b(?:faster|speed ?up|speeding up|sped up|sluggish|laggy|lag(?:s|ged|ging)?|bottlenecks?|snappier|snappy|throughput|more (?:efficient(?:ly)?|performant|responsive)|performant|inefficient(?:ly)?|jank(?:s|y|ing)?|stutter(?:s|ing)?)\b/i,
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
	/\b(?:improv\w+|fix|better|bad|poor|terrible|horrible|tune|boost) (?:\w+ )?perf\b|\bperf (?:issues?|problems?|improvements?|regressions?|bugs?|is|of)\b|\bhot (?:loops?|paths?|spots?)\b|\btun(?:e|es|ed|ing) (?:the |our |this )?(?:\w+ ){0,2}(?:loops?|quer(?:y|ies)|gc|garbage collect\w+|jvm|cache|pool|allocator|database|db|index(?:es)?)\b/i,
	/\b(?:bundles?|binar(?:y|ies)|executables?|chunks?|(?:docker )?images?|vsix|apk|wasm|installer|package|payloads?)\b(?: \w+){0,3} (?:too|so|very|way too|really) (?:big|large|heavy|huge|fat|bloated)\b|\b(?:shrink|slim down|trim down|reduc\w+|cut|minimi[sz]\w+|smaller)(?: down)? (?:the |our |an? )?(?:size of (?:the |our )?)?(?:[\w-]+ ){0,2}(?:bundles?|binar(?:y|ies)|executable|docker images?|container images?|vsix|apk|wasm|installer)\b(?! (?:name|icon|label|path))/i,
	/\b(?:chok(?:es?|ing)|struggl(?:es?|ing)) (?:on|with)\b|\btim(?:es?|ing|ed) out (?:with|on|for|when there are|once there are) (?:[<>]|more than|over|\d|big|large|huge|many|lots)|\b(?:kill|hog|burn|eat|hammer|peg|drain|melt)(?:s|ed|ing)? (?:the |my |our )?(?:cpu|ram|memory|disk|battery|laptop|fans?)\b/i,
	/\b(?:freez|block|lock|hang|stall)\w*(?: up)? (?:the )?(?:ui|browser|tab|editor|main thread|window|event loop|interface)\b|\b(?:ui|browser|editor|app|page|tab|window|list|grid|table)\b[^.\n]{0,15}\b(?:freez\w*|hangs?|stalls?|is unresponsive|becomes unresponsive|crawls?)\b[^.\n]{0,20}\b(?:big|large|long|huge|many|thousands|lots|\d+k?)\b|\bcrawl(?:s|ing)?\b(?= |$|\.)(?! (?:the|all|a|our) )(?<!web crawl\w*)/i,
	/\b(?:buttery|silky|choppy)\b|\b(?:smoother|60 ?fps)\b|\b(?:scroll\w*|animations?|typing|dragging|resizing|panning|zooming|playback)\b[^.\n]{0,20}\b(?:is|be|feels?|isn't|not|more)(?: \w+)? (?:smooth|responsive|fluid)\b/i,
	/\b(?:start-?up|search\w*|load(?:s|ing)?|open(?:s|ing)?|switch(?:es|ing)?|render(?:s|ing)?|navigation|autocomplete|completion|preview|save|build)\b[^.\n]{0,25}\binstant(?:ly|aneous(?:ly)?)?\b|\bgc (?:pauses?|pressure|thrash\w*)\b|\bvirtuali[sz]e\b[^.\n]{0,20}\b(?:list|table|grid|tree|rows|view)\b|\bunnecessar(?:y|ily) (?:re-?(?:render|comput|fetch|load|pars|scan|build)\w*|requests?|allocations?|quer(?:y|ies)|work)\b|\bn ?\+ ?1\b|\b(?:quadratic|exponential (?:time|growth|run ?time|blow-?up)|O\(n(?:\^2|²)\))/i,
	/\b(?:without|instead of|stop) (?:eating|using|loading|exhausting|blowing|filling|running out of|holding|keeping|reading)\b[^.\n]{0,30}\b(?:memory|ram|heap)\b|\b(?:feels?|is|gets?|are|became|become) (?:\w+ )?(?:heavy|unbearable|clunky) (?:when|with|on|if|for|once)\b|\b(?:feels?|felt) (?:\w+ )?(?:heavy|clunky|slow|unresponsive|laggy)\b/i,
	/\b(?:first (?:contentful )?paint|largest contentful paint|time to (?:interactive|first byte|first render)|ttfb|fcp|lcp|lazy[ -]?load(?:s|ed|ing)?|code[ -]split(?:ting)?|preload(?:s|ed|ing)? the)\b(?! (?:attributes?|images? attribute|test|label))/i,
	/\b(?:big|large|huge|giant|massive) (?:files?|datasets?|lists?|repos?(?:itories)?|projects?|documents?|inputs?|tables?)\b[^.\n]{0,30}\b(?:memory|ram|slow\w*|unusable|forever|struggle\w*|responsive)\b/i,
	/\bscales? (?:better|badly|poorly|well)\b/i,
	/\b(?:quicker|more quickly|load (?:fast|quickly|instantly)|instant(?:ly|aneous)? (?:load|open|start|search)\w*)\b/i,
];
const measured: readonly RegExp[] = [
	/\b\d[\d,.]*\s?(?:ms|milliseconds?|s|sec|seconds?|min|minutes?|hours?|µs|us|ns|mb|mib|kb|kib|gb|gib|fps|rps|qps|req\/s|requests? per|ops|x|times|percent)\b/i,
	/\b\d[\d,.]*\s?%/,
	/\b(?:half|twice|two times|three times|double|halve|an order of magnitude|(?:one|two|three|five|ten|\w+) (?:milli)?seconds?|(?:a|one|two|\w+) minutes?)\b(?= |\.|,|$)/i,
	/\b(?:benchmarks?|benchmarking|bench|profil(?:e|er|ing)|flame ?graphs?|lighthouse|hyperfine|web vitals|load test|k6|wrk|pprof|perf stat|explain analy[sz]e|measur(?:e|ed|es|ement|ements))\b/i,
	/\bO\((?:1|n|n ?log ?n|log ?n|n\^?2)\)/i,
	/\b(?:one|a single|at most|no more than|fewer than|only) (?:\d+ )?(?:query|queries|request|requests|pass|render|allocation|call)\b/i,
];

/** What is only called that: "the `optimize` flag", "the fast option". */
const named =
	/`[^`\n]*`(?= (?:flags?|options?|fields?|propert(?:y|ies)|props?|variables?|param(?:eter)?s?|settings?|columns?|labels?|keys?|buttons?)\b)|--[\w-]+/g;

/** Shall be faster or smaller. */
export function asksForSpeed(words: string): boolean {
	const text = words.replace(named, " ");
	return speed.some((pattern) => pattern.test(text));
}

/** There is a number, or something that gives one. */
export function saysMeasurement(words: string): boolean {
	return measured.some((pattern) => pattern.test(words));
}
