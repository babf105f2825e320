/** Tells whether a goal asks for a decision on how the whole is built. */

/** A decision on how the whole is built, and nobody's yet. */
export function asksForArchitecture(words: string): boolean {
	return speaksOfArchitecture(words) || decisions.some((pattern) => pattern.test(words));
}

/** Not of processors, and not of a page about it. */
function speaksOfArchitecture(words: string): boolean {
	const left = words.replace(
		/[\w./-]*architecture[\w-]*\.\w+|\b(?:cpu|target|host|supported|x86\w*|arm\w*|processor|machine|instruction set|all|other|more|several|two)(?: \w+)? architectures?|\barchitecture(?:'s)? (?:pages?|docs?|documents?|documentation|diagrams?|section|chapter|overview|decision records?|tests?|guide|flag|field|column|name)|\b(?:typos?|spelling|links?|diagrams?|headings?|wording)\b[^.\n]{0,40}architecture/gi,
		" ",
	);
	return /\b(?:the|our|its|an?|new|better|current|overall)(?: [\w-]+){0,3} architecture\b/i.test(left);
}

const technology =
	"(?:framework|database|db|message (?:queue|broker|bus)|queue|state management(?: \\w+)?|library|libraries|stack|tech stack|technology|orm|cloud(?: provider)?|build system|bundler|architecture|api style|protocol|storage(?: engine| layer)?|backend|data store|datastore|caching (?:layer|strategy|solution)|design pattern|pattern|approach|strategy|testing framework|ui (?:kit|framework|library)|hosting|deployment (?:model|strategy)|auth(?:entication)? provider|rendering strategy|search engine|license)";
const engine =
	"(?:postgres(?:ql)?|mysql|mariadb|sqlite|oracle|mongo(?:db)?|dynamo(?:db)?|redis|elastic(?:search)?|opensearch|cassandra|kafka|rabbitmq|sqs|nats|firebase|supabase|couchdb|clickhouse|graphql|rest|grpc|websockets?|sse|polling|webhooks?|redux|zustand|mobx|express|fastify|nest\\.?js|django|flask|rails|spring|react|vue|svelte|angular|webpack|vite|docker|kubernetes|lambda|terraform)";
const whole =
	"(?:system|application|app|platform|backend|back end|back-end|frontend|front end|front-end|architecture|service layer|data layer|data model|domain model|database schema|plugin system|extension system|(?:module|project|folder|package|directory) (?:structure|layout)|codebase|whole \\w+|entire \\w+|monolith|infrastructure|api layer|pipeline|state management|event system|permission model|class hierarchy|(?:state|ui|view|domain|persistence|storage|networking|network|rendering|business|business logic|transport|integration) layer|layers|layering|microservices?)";

const decisions: readonly RegExp[] = [
	/\b(?:figure out|work out|find out|determine|decide|think about|propose|suggest|tell me|define)(?: on)? how (?:we|to|best to)(?: should| could| can)?(?: best)? (?:structure|organi[sz]e|architect|store|scale|deploy|split|model|share|handle|communicate|separate|layer|persist|sync)\b/i,
	new RegExp(
		`\\b(?:decide|choose|pick|select|evaluate|recommend|propose|suggest|compare|consider|research|(?:figure out|work out|find out|determine|tell me|think about) (?:which|what|whether|the best|a better|the right))\\b[^.\\n]{0,40}\\b(?:${technology}|how (?:we|to) (?:should )?(?:structure|organi[sz]e|architect|store|scale|deploy|split|model|share|handle|communicate))\\b`,
		"i",
	),
	new RegExp(
		`\\b(?:which|what|best|right|better|suitable|appropriate|good)(?: kind of| sort of| type of)? ${technology}\\b(?! (?:is|are|was|were|does|do|did|version|has|have|we use|this|field|column|name)\\b)`,
		"i",
	),
	new RegExp(
		`\\b(?:which|what) ${technology} (?:is|are|would be|fits|suits|should|shall|serves)\\b[^.?\\n]{0,30}\\b(?:best|better|right|us|we|suitable|use)\\b`,
		"i",
	),
	/\bgo(?:ing)? (?:fully |full )?(?:hexagonal|modular|graphql|local[ -]first|offline[ -]first|monorepo|mono repo|distributed|serverless|multi-?tenant|cloud[ -]native|event[ -]driven|headless|micro-?services?)\b/i,
	/\b(?:decide|choose) (?:between|whether (?:we|to))\b/i,
	/\bshould (?:we|i) (?:use|move|go|switch|adopt|migrate|split|introduce|keep|store|build|have|rewrite|separate|put|model|structure)\b/i,
	/\bwhether (?:we|to) (?:should )?(?:use|move to|go with|switch|adopt|migrate|split|introduce|rewrite)\b/i,
	/\b(?:better|new|cleaner|different|right|good|proper|sensible|suitable) (?:structure|organi[sz]ation|layering|split|modularisation|modularization|separation|design) (?:for|of) (?:our|the|all)\b[^.\n]{0,30}\b(?:packages?|modules?|code|project|app(?:lication)?|system|services?|repo\w*|backend|frontend|layers|folders|components)\b/i,
	new RegExp(
		`\\bhow (?:the|our|its|this) (?:\\w+ ){0,2}?${whole} (?:should|could|ought to|must|is (?:to|supposed to)) (?:look|be|work|fit|evolve)\\b`,
		"i",
	),
	/\b(?:needs?|wants?|lacks?|missing|without)(?: an?| some)? (?:(?:proper|real|good|better|new|sensible|consistent|coherent|unified|common|clear|overall|solid) )(?:[\w-]+ ){0,2}(?:strategy|abstraction(?: layer)?|architecture|separation of concerns|domain model|data model|layering|approach)\b/i,
	/\b(?:make|turn|get)\b[^.\n]{0,30}\b(?:multi[ -]?tenant|offline[ -]first|local[ -]first|event[ -]driven|pluggable|distributed|serverless|headless|plugin[ -]based|cloud[ -]native|horizontally scal\w+|highly available)\b|\bmake (?:the |our |this )?(?:\w+ )?(?:app|system|service|backend|api|platform|server|queue|it|everything) (?:\w+ )?(?:stateless|scalable|scale|modular|extensible)\b/i,
	/\b(?:support|add|introduce|implement|make|build|switch to|go for)\b[^.\n]{0,30}\b(?:offline[ -]first|local[ -]first|real-?time collaborati\w+|collaborative editing|crdts?|multi[ -]tenancy|multi[ -]region|active[ -]active)\b/i,
	/\b(?:build|create|write|design|introduce|develop|invent|make|implement|need|want)\b(?: us)? (?:an?|our own|the|some) (?:[\w-]+ ){0,2}?(?:generic|reusable|universal|pluggable|extensible|flexible|in-house|home-?grown|unified|common|shared|central)(?: [\w-]+){0,2} (?:engine|framework|platform|abstractions?|abstraction layer|layer|sdk|dsl|event bus|backbone|infrastructure|foundation)\b/i,
	/\b(?:into|as|to|in) (?:its|their|an?|his) (?:own|separate|standalone|dedicated|independent) (?:\w+ )?(?:services?|repo(?:sitory)?|process|deployment|deployable|database)\b|\bseparate (?:out )?[^.\n]{0,30}\binto services\b/i,
	/\b(?:replace|swap|ditch|drop|get rid of)\b[^.\n]{0,40}\b(?:with|by|for|and (?:use|take)) something (?:\w+ )?(?:standard|better|else|proper|modern|lighter|simpler|saner|more \w+)\b|\bsomething (?:more )?(?:standard|proper|modern|scalable|maintainable) instead\b/i,
	/\b(?:a|some|any|the) (?:better|good|best|cleaner|nicer|right|proper|saner) ways? (?:to|of|for) (?:shar|structur|organi[sz]|separat|manag|decoupl|split|model|handl|communicat|isolat|layer|stor)(?:e|es|ing)?\b/i,
	/\b(?:untangle|break|resolve|remove|get rid of|fix|eliminate)\b[^.\n]{0,20}\b(?:circular|cyclic) (?:dependenc(?:y|ies)|imports?) (?:between|among|across)\b|\b(?:standardi[sz]e|unify|harmoni[sz]e|rethink)\b[^.\n]{0,40}\bacross (?:all |our |the )*(?:\w+ )?(?:services|teams|apps|products|packages|layers)\b/i,
	new RegExp(
		`\\b(?:you (?:choose|decide|pick|propose)|up to you|your (?:call|choice))\\b[^.\\n]{0,30}\\b${technology}\\b|\\b${technology}\\b[^.\\n]{0,20}\\b(?:up to you|your (?:call|choice)|you (?:choose|decide|pick))\\b`,
		"i",
	),
	/\b(?:move|migrate|switch|convert|port|go|change|rewrite)\b[^.\n]{0,25}\b(?:away )?from [\w.]+(?: \d[\w.]*)? to (?:an? )?(?:react|vue|svelte|angular|solid|next\.?js|nuxt|remix|rust|go|golang|kotlin|swift|elixir|rails|django|fastapi|spring|nest\.?js|electron|tauri|flutter|react native|kubernetes|k8s|terraform|aws|gcp|azure|rest|websockets?)\b(?! \d+\.\d)/i,
	new RegExp(
		`\\b(?:swap|replace|switch|move|migrate|trade|exchange|go|change|leave)\\b[^.\\n]{0,20}\\b${engine}\\b[^.\\n]{0,20}\\b(?:for|with|by|to|in favou?r of)\\b[^.\\n]{0,15}\\b${engine}\\b`,
		"i",
	),
	/\b(?:get rid of|remove|eliminate|introduce|break|split|establish|enforce|improve|rework|define|clarify|move|refactor|turn|rewrite|need|untangle|adopt)\b[^.\n]{0,40}\b(?:bounded contexts?|god (?:class|object|module)|(?:the |our |all )global (?:mutable )?state|separation of concerns|ports and adapters|anti-corruption layer|strangler|(?:service|module|domain|package|component) boundaries|inversion of control|domain events|aggregate roots?)\b/i,
	/\b(?:build|create|write|make|develop|roll|start|want|need)\b(?: \w+)? (?:our|my|an?) (?:own|in-house) (?:[\w-]+ ){0,2}(?:library|framework|system|engine|platform|orm|sdk|kit|server|language|protocol)\b|\b(?:build|create|start|introduce|establish) (?:an?|our|the) (?:new )?design system\b/i,
	/\b(?:what's|what is|what would be|find|figure out|determine|decide|choose|propose|suggest) (?:on )?the (?:best|cleanest|right|proper|sanest) (?:ways?|approach|pattern|structure|abstraction|boundary)\b/i,
	/\b(?:define|design|shape|draft|redesign|rethink|plan) (?:the|our|an?)(?: new)? (?:public )?(?:api|interface|contract|surface|protocol|schema)s? (?:of|for|between) (?:the|our|an?) (?:\w+ )?(?:sdk|library|platform|service|backend|plugins?|extensions?|partners?|modules?|client)\b/i,
	/(?:^|[^\w])(?:(?:it(?:'s| is) )?(?:your (?:call|choice)|up to you)|you (?:decide|choose) (?:how|what|which|the)|(?:whatever|whichever|whichever way|however|as) you (?:think|see fit|like best|feel|consider))\b(?![^.\n]{0,30}\b(?:colou?rs?|icon|wording|name|text)\b)/i,
	/\bre-?architect(?:s|ed|ing|ure)?\b/i,
	new RegExp(
		`\\b(?:re-?design|re-?think|re-?structure|restructure|reorgani[sz]e|overhaul|rework|re-?write|re-?invent|modularise|modularize|decouple)\\b (?:(?:the|our|this|its|how the|how our)\\b ?)?(?:\\w+[ -]){0,2}?${whole}\\b`,
		"i",
	),
	new RegExp(
		`\\b(?:design|architect|come up with|plan|invent|define|draft|establish|lay out|devise|sketch)\\b (?:(?:an?|the|our|how)\\b ?)?(?:\\w+[ -]){0,3}?(?:architecture|${whole}|schema|api|protocol|strategy|abstraction(?: layer)?|framework)\\b`,
		"i",
	),
	/\b(?:new|better|cleaner|scalable|modular|proper|good|sound|right|target|overall|software|hexagonal|clean|layered|onion|event[ -]driven|plugin|micro-?services?|serverless|multi[ -]tenant)(?: \w+)? architecture\b(?!\.\w| (?:page|doc|document|diagram|section|link|file))/i,
	/\b(?:change|improve|rework|define|restructure|fix|simplify|modernise|modernize|clean up|decide|discuss|rethink)(?: on)? (?:the|our|its)(?: \w+)? architecture\b(?! (?:page|doc|docs|document|diagram|section|link|file|decision))(?!\.\w)/i,
	/\b(?:split|break|carve|decompose|separate)\b[^.\n]{0,40}\b(?:monolith|(?:in)?to (?:\w+ )?(?:micro-?services?|(?:separate|independent|several|smaller|multiple|two|three|four) services))\b/i,
	/\b(?:move|migrate|switch|convert|port|transition|go|change|turn|rewrite)\b[^.\n]{0,50}\b(?:to|towards|into|in|as) (?:an? )?(?:micro-?services?|event[ -]driven|event sourcing|serverless|graphql|grpc|kubernetes|monorepo|hexagonal|clean architecture|cqrs|multi[ -]tenan(?:t|cy)|postgres(?:ql)?|mysql|mongo(?:db)?|dynamo(?:db)?|kafka)\b/i,
	/\b(?:move|migrate|switch|convert|port|transition|turn|rewrite)\b[^.\n]{0,30}\b(?:app|application|frontend|backend|project|server|service|cli|code ?base|everything|website|product|editor)\b[^.\n]{0,20}\b(?:to|into|in) (?:an? )?(?:rust|go|golang|java|kotlin|python|elixir|typescript|react|vue|svelte|angular|solid|next\.?js|electron|tauri|django|rails)\b/i,
	/\b(?:move|migrate|split|break|turn|convert|divide)\b[^.\n]{0,50}\binto (?:\w+ ){0,4}(?:micro-?)?services\b/i,
	/\b(?:split|break|take|pull|carve)\b[^.\n]{0,20}\bmonolith\b(?: apart| up)?/i,
	/\b(?:introduce|adopt|implement|apply|use|add|build|bring in)\b[^.\n]{0,20}\b(?:cqrs|event sourcing|hexagonal architecture|clean architecture|domain[ -]driven design|ddd|micro-?services?|micro-?frontends?|service mesh|event bus|message (?:bus|broker)|dependency injection (?:container|framework)|multi[ -]tenan(?:cy|t support)|sharding|plugin (?:system|architecture))\b/i,
	/\b(?:scale|scaling)\b[^.\n]{0,20}\bto (?:\d|a |many |more )?[\d,.]*\s?(?:millions?|thousands?|[kKmM])?\b[^.\n]{0,12}\b(?:users|tenants|requests|regions|customers)\b/i,
];
