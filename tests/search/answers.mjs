// Answers of a built site to the queries in standard input, one line of JSON each, by the functions of
// its own search.js and the files of its index; the browser's part is to run a script and say so.
//
//   node answers.mjs SITE
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

const [site] = process.argv.slice(2);
const html = fs.readFileSync(path.join(site, 'search.html'), 'utf8');

const document = {
	getElementById: () => null,
	createElement: () => ({}),
	head: {
		append(script) {
			document.currentScript = script;
			vm.runInContext(fs.readFileSync(path.join(site, script.src), 'utf8'), context);
			queueMicrotask(script.onload);
		},
	},
};
const context = vm.createContext({ document });
vm.runInContext(fs.readFileSync(path.join(site, /src="(search-\w+\.js)"/.exec(html)[1]), 'utf8'), context);
const { load, readList, answer, docOf, turnId, passageOf, nearest } =
	vm.runInContext('({ load, readList, answer, docOf, turnId, passageOf, nearest })', context);
const list = readList(await load(/data-index="(\w+)"/.exec(html)[1]));

async function result({ doc: number, at }, words) {
	const doc = await docOf(list, number);
	const passage = at !== undefined && doc.passages.length ? await passageOf(doc, at, words) : {};
	return { path: doc.path, title: doc.title, kind: doc.kind, moment: at === undefined ? null : turnId(doc, at),
		passage: passage.text || null };
}

for (const query of fs.readFileSync(0, 'utf8').split('\n').slice(0, -1)) {
	const found = await answer(list, query);
	const results = await Promise.all(found.results.map(r => result(r, found.words)));
	const meant = await Promise.all(found.missing.map(w => nearest(list, w)));
	process.stdout.write(JSON.stringify({ query, words: found.words, all: found.all, meant, results }) + '\n');
}
