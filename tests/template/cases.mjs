// What both renderers must agree on: [what it is about, template, data, partials].
const people = [{ name: "Alex & Co", role: "host", tags: ["a", "<b>"] }, { name: "Sam", role: "", tags: [] }];
const data = {
	title: `"Loss" <&> 'x'`, empty: "", missing: null, number: 7, zero: 0, yes: true, no: false,
	html: "<p>raw & <b>bold</b></p>", words: ["one", "two & three"], none: [], people, two_lines: "1\n2",
	show: { name: "Show", owner: { name: "Owner", mail: "o@example.org" }, tags: ["x"] }, nothing: null,
	seasons: [{ label: "S1", items: [{ n: 1 }, { n: 2 }] }, { label: "S2", items: [] }],
};
data.nothing = null;
const shared = {
	line: "{{title}}\n", bare: "{{number}}", two: "one {{number}}\n  two {{title}}\n", tags: "{{#tags}}\n[{{.}}]\n{{/tags}}\n",
	nested: "<\n{{> two}}\n>\n", deep: "  {{> nested}}\n", person: "{{name}} ({{role}})\n", empty: "", blank: "\n\n",
	section: "{{#yes}}\n  in\n\n{{/yes}}\nout", remark: "{{! nothing }}\n",
};
const c = (about, template, d = data) => ({ about, template, data: d, partials: shared });

export const cases = [
	c("no tags", "Hello { world } }} {\n"),
	c("an empty template", ""),
	c("text is escaped", "<h1>{{title}}</h1>"),
	c("blanks in a tag", "{{ title }}|{{  title}}|{{title\t}}"),
	c("a tag over lines", "{{\n title\n}}"),
	c("numbers", "{{number}} {{zero}}"),
	c("what is empty prints nothing", "[{{empty}}][{{missing}}]"),
	c("markup in three braces", "{{{html}}}"),
	c("markup with blanks in three braces", "{{{ html }}}|{{{html }}}"),
	c("tags without a blank between", "{{number}}{{title}}{{number}}"),
	c("single braces beside tags", "{{{html}}} } { {{number}} }"),
	c("a section on a flag that is set", "{{#yes}}yes{{/yes}}"),
	c("a section on a flag that is not set", "{{#no}}no{{/no}}"),
	c("an inverted section on flags", "{{^yes}}a{{/yes}}{{^no}}b{{/no}}"),
	c("a section on a text", "{{#title}}({{.}}){{/title}}"),
	c("a section on an empty text", "{{#empty}}x{{/empty}}{{^empty}}y{{/empty}}"),
	c("a section on null", "{{#missing}}x{{/missing}}{{^missing}}y{{/missing}}"),
	c("a section on a number", "{{#number}}{{.}}{{/number}}{{#zero}}x{{/zero}}{{^zero}}y{{/zero}}"),
	c("a section on markup", "{{#html}}{{{.}}}{{/html}}"),
	c("a list of texts", "{{#words}}<{{.}}>{{/words}}"),
	c("an empty list", "{{#none}}x{{/none}}{{^none}}y{{/none}}"),
	c("an inverted section on a list", "{{^words}}x{{/words}}"),
	c("a list of objects", "{{#people}}{{name}}/{{role}};{{/people}}"),
	c("names from outside a list", "{{#people}}{{name}} of {{title}};{{/people}}"),
	c("the inner name hides the outer", "{{#show}}{{name}}{{#owner}}{{name}}{{/owner}}{{/show}}"),
	c("an object in a section", "{{#show}}{{owner.mail}}{{/show}}"),
	c("dotted names", "{{show.name}} {{show.owner.name}}"),
	c("a dotted section", "{{#show.owner}}{{name}} {{mail}}{{/show.owner}}"),
	c("a dotted list", "{{#show.tags}}{{.}}{{/show.tags}}"),
	c("an inverted dotted section", "{{^show.owner}}x{{/show.owner}}{{^show.tags}}y{{/show.tags}}"),
	c("lists in lists", "{{#people}}{{#tags}}{{name}}:{{.}} {{/tags}}{{/people}}"),
	c("lists of objects in lists", "{{#seasons}}{{label}}:{{#items}}{{n}},{{/items}}{{^items}}none{{/items}} {{/seasons}}"),
	c("the length of a list", "{{people.length}} {{words.length}} {{none.length}}"),
	c("a section on the length of a list", "{{#words.length}}<ul>{{#words}}<li>{{.}}{{/words}}</ul>{{/words.length}}{{#none.length}}x{{/none.length}}"),
	c("the same section twice", "{{#yes}}1{{/yes}} {{#yes}}2{{/yes}}"),
	c("sections of one name in one another", "{{#yes}}a{{#yes}}b{{/yes}}c{{/yes}}"),
	c("an inverted section in a section", "{{#people}}{{^role}}{{name}} has no role{{/role}}{{/people}}"),
	c("remarks", "a{{! this is not printed }}b{{!}}c"),
	c("a remark over lines", "a\n{{! one\ntwo\n}}\nb"),
	c("a remark alone on a line", "a\n  {{! x }}\nb"),
	c("a remark beside text", "a {{! x }}\nb"),
	c("a section alone on its lines", "a\n{{#yes}}\nb\n{{/yes}}\nc\n"),
	c("indented sections", "a\n  {{#yes}}\n  b\n  {{/yes}}\nc\n"),
	c("blanks behind a section", "a\n{{#yes}}  \nb\n{{/yes}}\t\nc\n"),
	c("a section beside text", "a\n {{#yes}} b\n{{/yes}} c\n"),
	c("two sections on a line", "{{#yes}}{{#title}}\nx\n{{/title}}{{/yes}}\n"),
	c("a section that opens and closes on its line", "a\n  {{#yes}} {{/yes}}\nb\n"),
	c("a section at the start and at the end", "{{#yes}}\nx\n{{/yes}}"),
	c("an inverted section alone on its lines", "a\n{{^no}}\nb\n{{/no}}\n"),
	c("a value is not alone on its line", "a\n  {{empty}}  \nb"),
	c("empty lines in sections", "{{#words}}\n\n{{.}}\n\n{{/words}}\n"),
	c("list lines", "<ul>\n{{#words}}\n  <li>{{.}}</li>\n{{/words}}\n</ul>\n"),
	c("a partial in a line", "a{{> bare}}b"),
	c("a partial with blanks in its tag", "a{{>bare}}{{>  bare  }}b"),
	c("a partial alone on a line", "a\n{{> line}}\nb\n"),
	c("an indented partial", "a\n  {{> two}}\nb\n"),
	c("a partial indented with a tab", "a\n\t{{> two}}\nb\n"),
	c("partials in partials", "{{> nested}}"),
	c("indents add up", " {{> deep}}\n"),
	c("a partial of sections", "{{#people}}\n  {{> tags}}\n{{/people}}\n"),
	c("a partial in a list", "{{#people}}\n- {{name}}\n    {{> person}}\n{{/people}}\n"),
	c("an empty partial", "a\n  {{> empty}}\nb"),
	c("a partial of empty lines", "a\n  {{> blank}}\nb"),
	c("a partial of a remark", "a\n  {{> remark}}\nb"),
	c("a partial that ends without a line end", "a\n  {{> section}}\nb"),
	c("lines of a value are not indented", "a\n  {{> lines}}\n", data),
	c("letters of other scripts", "\u05e9\u05dc\u05d5\u05dd {{t}} \u{1f56f}", { t: "\u0645\u0631\u062d\u0628\u0627 <" }),
	c("a section on an object that is not there", "{{#a}}x{{/a}}{{^a}}y{{/a}}{{#l}}{{#a}}{{b}}{{/a}};{{/l}}",
		{ a: null, l: [{ a: { b: "1" } }, { a: null }] }),
];
shared.lines = "<{{two_lines}}>\n";

// The same from chance, with a fixed seed: templates of every construct over the data above.
export function* random(count, seed = 20260907) {
	let state = seed;
	const below = (n) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * n);
	};
	const pick = (list) => list[below(list.length)];
	const kind = (key, v) => key.startsWith("html") ? "html" : Array.isArray(v) ? (typeof v[0] === "string" ? "texts" : "list") :
		v === null ? "text" : typeof v;
	// Every name that can be seen, as the innermost scope that has it shows it.
	const names = (scopes) => {
		const seen = new Map();
		for (const s of [...scopes].reverse())
			for (const [key, v] of Object.entries(typeof s === "object" ? s : {}))
				if (!seen.has(key)) seen.set(key, v);
		return [...seen].filter(([key]) => key !== "nothing" && key !== "missing");
	};
	const blanks = () => pick(["", "", " ", "\n", "\n\n", "  \n", "\n  ", "x", " - ", "\ny\n"]);
	const tag = (sigil, name) => `{{${sigil}${pick(["", " "])}${name}${pick(["", " "])}}}`;
	function section(scopes, depth) {
		const [key, v] = pick(names(scopes));
		const sigil = pick(["#", "#", "#", "^"]);
		const inner = sigil === "^" || typeof v === "boolean" ? scopes :
			[...scopes, Array.isArray(v) ? (v.length ? v[0] : {}) : v];
		return tag(sigil, key) + blanks() + body(inner, depth + 1) + blanks() + tag("/", key);
	}
	function value(scopes) {
		const top = scopes[scopes.length - 1];
		if ((typeof top === "string" && !top.startsWith("<")) || typeof top === "number") if (below(2)) return tag("", ".");
		const [key, v] = pick(names(scopes));
		switch (kind(key, v)) {
		case "html": return `{{{${key}}}}`;
		case "string": case "text": case "number": return tag("", key);
		case "list": case "texts": return tag("", `${key}.length`);
		default: return tag("!", "remark");
		}
	}
	function partial() {
		const name = pick(["line", "bare", "two", "nested", "deep", "section", "empty", "blank", "remark"]);
		// A remark comes first in the line: mustache.js would indent all but the first line of the partial
		// by what stands before it, which the specification of Mustache does not want.
		return pick([`{{!}}.${tag(">", name)}`, `\n${pick(["", "  ", "\t"])}${tag(">", name)}\n`]);
	}
	function body(scopes, depth) {
		let out = "";
		for (let n = 1 + below(4); n > 0; n--) {
			const what = below(10);
			out += blanks() + (what < 4 && depth < 4 ? section(scopes, depth) : what < 8 ? value(scopes) :
				what < 9 ? tag("!", "remark") : partial());
		}
		return out;
	}
	for (let i = 1; i <= count; i++)
		yield c(`random template ${i}`, body([data], 0) + blanks());
}
