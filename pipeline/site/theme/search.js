/*
 * The search of the site: all of it in the visitor's browser, and no word leaves it. The index is
 * cut into small scripts (pipeline/site/search_shards.h); an answer loads the few that it needs,
 * from a server or from a disk. Words are cut, folded and stemmed as in pipeline/site/fold.c and
 * search_words.c.
 */
'use strict';

/* Words */

const PART = '[\\p{L}\\p{N}\\p{M}]';
const WIDE = '(?=[\\p{L}\\p{N}])[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007' +
	'\\u3040-\\u30ff\\u3400-\\u9fff\\u{20000}-\\u{3ffff}]\\p{M}*';
const JOINED = `['’](?:[sStTmMdD]|[rR][eE]|[vV][eE]|[lL][lL])(?!${PART})`;
const WORD = new RegExp(`((?:${WIDE})+)|((?:(?!${WIDE})${PART})+)(?:${JOINED})?`, 'gu');
const LETTER = new RegExp(WIDE, 'gu');
const WRITTEN_OUT = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ħ: 'h', ı: 'i', ς: 'σ' };
const WORD_MOST = 40;

function fold(word) {
	return word.normalize('NFKD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()
		.replace(/[ßæœøđðþłħıς]/g, letter => WRITTEN_OUT[letter]);
}

/* The words of a text: where each begins and ends, and the folded word. */
function wordsOf(text) {
	const words = [];
	const add = (start, part) => {
		const word = fold(part);
		if (word && [...word].length <= WORD_MOST)
			words.push({ start, end: start + part.length, word });
	};
	for (const match of text.matchAll(WORD)) {
		const letters = match[1] ? match[1].match(LETTER) : [match[2]];
		if (letters.length === 1)
			add(match.index, letters[0]);
		for (let i = 0, at = match.index; i + 1 < letters.length; at += letters[i++].length)
			add(at, letters[i] + letters[i + 1]);
	}
	return words;
}

/* The English stemmer of Snowball ("Porter 2"), https://snowballstem.org/algorithms/english/stemmer.html */

const KEPT = { skis: 'ski', skies: 'sky', dying: 'die', lying: 'lie', tying: 'tie', idly: 'idl', gently: 'gentl',
	ugly: 'ugli', early: 'earli', only: 'onli', singly: 'singl', sky: 'sky', news: 'news', howe: 'howe',
	atlas: 'atlas', cosmos: 'cosmos', bias: 'bias', andes: 'andes' };
const KEPT_LATER = /^(?:inning|outing|canning|herring|earring|(?:suc|pro|ex)ceed)$/;
const STEP_2 = { tional: 'tion', enci: 'ence', anci: 'ance', abli: 'able', entli: 'ent', izer: 'ize', ization: 'ize',
	ational: 'ate', ation: 'ate', ator: 'ate', alism: 'al', aliti: 'al', alli: 'al', fulness: 'ful', ousli: 'ous',
	ousness: 'ous', iveness: 'ive', iviti: 'ive', biliti: 'ble', bli: 'ble', ogi: 'og', fulli: 'ful', lessli: 'less',
	li: '' };
const STEP_3 = { tional: 'tion', ational: 'ate', alize: 'al', icate: 'ic', iciti: 'ic', ical: 'ic', ful: '', ness: '',
	ative: '' };
const endings = list => new RegExp(`(?:${list.join('|')})$`);
const STEP_2_ENDS = endings(Object.keys(STEP_2));
const STEP_3_ENDS = endings(Object.keys(STEP_3));
const STEP_4_ENDS = endings(['al', 'ance', 'ence', 'er', 'ic', 'able', 'ible', 'ant', 'ement', 'ment', 'ent', 'ism', 'ate',
	'iti', 'ous', 'ive', 'ize', 'ion']);

const isShort = stem => /[^aeiouy][aeiouy][^aeiouywxY]$|^[aeiouy][^aeiouy]$/.test(stem);

function stepPlural(w) {
	if (/sses$/.test(w))
		return w.slice(0, -2);
	if (/ie[ds]$/.test(w))
		return w.slice(0, w.length > 4 ? -2 : -1);
	return /[aeiouy].*[^us]s$/.test(w) && /[aeiouy].+s$/.test(w) ? w.slice(0, -1) : w;
}

function stepPast(w, p1) {
	const end = /(?:eed|eedly|ed|edly|ing|ingly)$/.exec(w);
	if (!end)
		return w;
	const stem = w.slice(0, end.index);
	if (end[0].startsWith('ee'))
		return end.index >= p1 ? stem + 'ee' : w;
	if (!/[aeiouy]/.test(stem))
		return w;
	if (/(?:at|bl|iz)$/.test(stem))
		return stem + 'e';
	if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(stem))
		return stem.slice(0, -1);
	return stem.length === p1 && isShort(stem) ? stem + 'e' : stem;
}

function step2(w, p1) {
	const end = STEP_2_ENDS.exec(w);
	if (!end || end.index < p1)
		return w;
	const stem = w.slice(0, end.index);
	if (end[0] === 'li' ? !/[cdeghkmnrt]$/.test(stem) : end[0] === 'ogi' && !/l$/.test(stem))
		return w;
	return stem + STEP_2[end[0]];
}

function step3(w, p1, p2) {
	const end = STEP_3_ENDS.exec(w);
	return end && end.index >= (end[0] === 'ative' ? p2 : p1) ? w.slice(0, end.index) + STEP_3[end[0]] : w;
}

function step4(w, p2) {
	const end = STEP_4_ENDS.exec(w);
	if (!end || end.index < p2 || (end[0] === 'ion' && !/[st]ion$/.test(w)))
		return w;
	return w.slice(0, end.index);
}

function step5(w, p1, p2) {
	const stem = w.slice(0, -1);
	if (/e$/.test(w))
		return stem.length >= p2 || (stem.length >= p1 && !isShort(stem)) ? stem : w;
	return /ll$/.test(w) && stem.length >= p2 ? stem : w;
}

function stem(word) {
	if (!/^[a-z]{3,}$/.test(word))
		return word;
	if (Object.prototype.hasOwnProperty.call(KEPT, word))
		return KEPT[word];
	let w = word.replace(/^y/, 'Y').replace(/([aeiouy])y/g, '$1Y');
	const region = (from, pattern) => {
		const match = pattern.exec(w.slice(from));
		return match ? from + match[0].length : w.length;
	};
	const p1 = region(0, /^(?:arsen|commun|gener)|^[^aeiouy]*[aeiouy]+[^aeiouy]/);
	const p2 = region(p1, /^[^aeiouy]*[aeiouy]+[^aeiouy]/);
	w = stepPlural(w);
	if (KEPT_LATER.test(w))
		return w;
	w = stepPast(w, p1).replace(/(.[^aeiouy])[yY]$/, '$1i');
	w = step5(step4(step3(step2(w, p1), p1, p2), p2), p1, p2);
	return w.toLowerCase();
}

/* Files of the index */

const DIGITS = "!#$%&'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}";
const LEVELS = 45;
const NAME_LENGTH = 12;

/* What every file of the index calls. */
function blether(data) {
	document.currentScript.data = data;
}

const files = new Map();

function load(name) {
	if (!files.has(name)) {
		files.set(name, new Promise((resolve, reject) => {
			const script = document.createElement('script');
			script.src = `search/part-${name}.js`;
			script.onload = () => resolve(script.data);
			script.onerror = () => {
				files.delete(name);
				reject(new Error(script.src));
			};
			document.head.append(script);
		}));
	}
	return files.get(name);
}

/* Reads the numbers of a text, one after another. */
function reader(text) {
	let at = 0;
	const digit = () => DIGITS.indexOf(text[at++]);
	const number = () => {
		let n = digit(), unit = 1;
		let sum = 0;
		for (; n >= 45; n = digit(), unit *= 45)
			sum += (n - 45) * unit;
		return sum + n * unit;
	};
	const place = () => {
		const first = digit();
		return first < 86 ? first * 90 + digit() :
			(first - 86) * 90 ** 3 + digit() * 8100 + digit() * 90 + digit();
	};
	return { digit, number, place, rest: () => text.slice(at), more: () => at < text.length };
}

/* A file of words: each term with the word that is shown for it, and its postings as text. */
function readWords(text) {
	const terms = new Map();
	let last = '';
	for (const record of text.split('~').slice(0, -1)) {
		const [head, ...parts] = record.split(' ');
		const start = reader(head);
		const term = [...last].slice(0, start.number()).join('') + start.rest();
		let word = term;
		if (parts.length > 1) {
			const spelling = reader(parts[0]);
			word = [...term].slice(0, [...term].length - spelling.number()).join('') + spelling.rest();
		}
		terms.set(term, { word, postings: parts[parts.length - 1] });
		last = term;
	}
	return terms;
}

/* The documents of a term: number → level, and where it is heard. */
function readPostings(text, into = new Map()) {
	const read = reader(text);
	for (let doc = 0; read.more(); doc++) {
		doc += read.number();
		const level = read.digit();
		const at = level < LEVELS ? undefined : read.place();
		const had = into.get(doc);
		if (!had || had.level < level % LEVELS)
			into.set(doc, { level: level % LEVELS, at: at === undefined && had ? had.at : at });
	}
	return into;
}

/* The list of files, made ready. */
function readList(list) {
	const names = text => text.match(new RegExp(`.{${NAME_LENGTH}}`, 'g')) || [];
	return { ...list, stop: new Set(list.stop.split(' ').map(stem)), firsts: list.firsts.split(' '), words: names(list.words),
		docs: names(list.docs) };
}

/* The file of words in which a term is, if it is in any. */
function placeOf(list, term) {
	let low = 0, high = list.firsts.length;
	while (high - low > 1) {
		const middle = (low + high) >> 1;
		if (list.firsts[middle] <= term)
			low = middle;
		else
			high = middle;
	}
	return low;
}

async function termsAt(list, place) {
	return place >= 0 && place < list.words.length ? readWords(await load(list.words[place])) : new Map();
}

/* Answers */

/* The words that are asked for, each once; words that say nothing only when there are no others. */
function asked(query, list) {
	const seen = new Set();
	const words = wordsOf(query).map(w => w.word).filter(w => !seen.has(w) && seen.add(w));
	const telling = words.filter(w => !list.stop.has(stem(w)) && !/^[a-z]$/.test(w));
	return telling.length ? telling : words;
}

/* All documents with a word; where there is none, with words that begin with it, if it is the last one. */
async function lookUp(list, word, isLast) {
	const docs = new Map();
	for (const form of new Set(list.plain ? [stem(word), word] : [stem(word)])) {
		const entry = (await termsAt(list, placeOf(list, form))).get(form);
		if (entry)
			readPostings(entry.postings, docs);
	}
	if (!docs.size && isLast) {
		for (const [term, entry] of await termsAt(list, placeOf(list, word)))
			if (term.startsWith(word) || entry.word.startsWith(word))
				readPostings(entry.postings, docs);
	}
	return { word, docs };
}

/* Where most of the words are heard at once, or the rarest of them. */
function momentOf(hits) {
	const times = new Map();
	for (const { at } of hits)
		if (at !== undefined)
			times.set(at, (times.get(at) || 0) + 1);
	return [...times].reduce((best, [at, n]) => (n > best.n ? { at, n } : best), { n: 0 }).at;
}

/* The documents that have most of the words, the best first: `all` tells whether that is every word. */
function rank(list, found) {
	const scores = new Map();
	found.sort((a, b) => a.docs.size - b.docs.size);
	for (const { docs } of found) {
		const rarity = Math.log(1 + (list.count - docs.size + 0.5) / (docs.size + 0.5));
		for (const [doc, hit] of docs) {
			const sum = scores.get(doc) || { doc, score: 0, hits: [] };
			sum.score += rarity * (hit.level + 1);
			sum.hits.push(hit);
			scores.set(doc, sum);
		}
	}
	const ranked = [...scores.values()];
	const whole = ranked.filter(r => r.hits.length === found.length);
	const best = whole.length ? whole : ranked;
	best.sort((a, b) => b.hits.length - a.hits.length || b.score - a.score || b.doc - a.doc);
	return { all: whole.length > 0, results: best.map(r => ({ doc: r.doc, at: momentOf(r.hits) })) };
}

async function answer(list, query) {
	const words = asked(query, list);
	const found = await Promise.all(words.map((w, i) => lookUp(list, w, i === words.length - 1)));
	return { words, missing: found.filter(f => !f.docs.size).map(f => f.word), ...rank(list, found) };
}

async function docOf(list, number) {
	const docs = await load(list.docs[Math.floor(number / list.each)]);
	const [kind, title, path, summary, partOf, language, timed, ...passages] = docs[number % list.each];
	return { kind, title, path, summary, partOf, language, timed, passages };
}

/* The id of what is said at a place: turns.c. */
function turnId(doc, at) {
	return doc.timed || at === 1 ? `t-${doc.timed ? at : 0}` : `t-0-${at}`;
}

const termsOf = words => new Set([...words, ...words.map(stem)]);
const isHit = (terms, w) => terms.has(w.word) || terms.has(stem(w.word));

/* What is said about the words around `at`: of the turns in one file, the one that has most of them. */
async function passageOf(doc, at, words) {
	let file = 1;
	while (file + 1 < doc.passages.length && doc.passages[file + 1] <= at)
		file += 2;
	const turns = await load(doc.passages[file]);
	const terms = termsOf(words);
	let best = { score: 0 };
	for (let i = 0; i < turns.length; i += 2) {
		const hits = wordsOf(turns[i + 1]).filter(w => isHit(terms, w));
		const score = new Set(hits.map(w => stem(w.word))).size + (turns[i] === at ? 0.5 : 0);
		if (hits.length && score > best.score)
			best = { score, at: turns[i], text: turns[i + 1] };
	}
	return best;
}

/* Insertions, deletions, substitutions and swaps of neighbours between two words, if at most `most`. */
function distance(a, b, most) {
	if (Math.abs(a.length - b.length) > most)
		return most + 1;
	let before = [], row = [...Array(b.length + 1).keys()];
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1];
			next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + !same);
			if (!same && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
				next[j] = Math.min(next[j], before[j - 2] + 1);
		}
		[before, row] = [row, next];
	}
	return row[b.length];
}

/* The word of the index that is nearest to one that is not in it: among its neighbours, with the same initial. */
async function nearest(list, word) {
	const place = placeOf(list, word);
	const most = word.length < 5 ? 1 : 2;
	let best = { far: most + 1, length: 0 };
	for (const at of [place, place - 1, place + 1])
		for (const { word: other, postings } of (await termsAt(list, at)).values()) {
			const far = word[0] === other[0] ? distance(word, other, most) : most + 1;
			if (far < best.far || (far === best.far && postings.length > best.length))
				best = { far, length: postings.length, word: other };
		}
	return best.far <= most ? best.word : undefined;
}

/* The page */

const SHOWN = 10;

function element(name, parent, text = '') {
	const made = document.createElement(name);
	made.textContent = text;
	parent.append(made, ' ');
	return made;
}

/* Adds a text with its hits marked; of a long one, what stands around the first of them. */
function addMarked(parent, text, words, most) {
	const terms = termsOf(words);
	const hits = wordsOf(text).filter(w => isHit(terms, w));
	let from = 0, to = text.length;
	if (to > most && hits.length) {
		from = Math.max(0, Math.min(hits[0].start - Math.floor(most / 3), to - most));
		from = from && text.indexOf(' ', from) + 1;
		if (from > hits[0].start)
			from = hits[0].start;
	}
	if (to - from > most)
		to = Math.max(text.lastIndexOf(' ', from + most), from + Math.floor(most / 2));
	parent.append(from ? '… ' : '');
	for (const { start, end } of hits.filter(w => w.start >= from && w.end <= to)) {
		if (start < from) /* a pair of letters shares one with the pair before */
			continue;
		parent.append(text.slice(from, start));
		const mark = document.createElement('mark');
		mark.textContent = text.slice(start, end);
		parent.append(mark);
		from = end;
	}
	parent.append(text.slice(from, to), to < text.length ? ' …' : '');
}

function clock(seconds) {
	const two = n => String(n).padStart(2, '0');
	const minutes = Math.floor(seconds / 60);
	const rest = two(seconds % 60);
	return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`;
}

function startSearch(form) {
	const texts = form.dataset;
	const box = form.elements.q;
	const status = document.getElementById('found');
	const hits = document.getElementById('hits');
	const more = document.getElementById('more');
	const lost = document.getElementById('lost');
	let list, runs = 0, timer;

	const fill = (text, values) => text.replace(/\{(\w+)\}/g, (hole, name) => (name in values ? values[name] : hole));
	const counted = n => {
		const form = new Intl.PluralRules(document.documentElement.lang).select(n);
		return fill(texts[form] || texts.other, { n });
	};

	/* Passages are loaded when their result comes into view; not for who saves data. */
	const saves = navigator.connection && navigator.connection.saveData;
	const inView = !saves && 'IntersectionObserver' in self && new IntersectionObserver(entries => {
		for (const entry of entries.filter(e => e.isIntersecting)) {
			inView.unobserve(entry.target);
			entry.target.showPassage();
		}
	}, { rootMargin: '100px' });

	function addMoment(item, doc, at, words) {
		const p = element('p', item);
		const link = element('a', p, doc.timed ? clock(at) : texts.passage);
		link.className = 'time';
		link.href = `${doc.path}#${turnId(doc, at)}`;
		link.setAttribute('aria-label', fill(texts.moment, { time: link.textContent, title: doc.title }));
		item.showPassage = async () => {
			const passage = await passageOf(doc, at, words);
			if (!passage.text)
				return;
			link.href = `${doc.path}#${turnId(doc, passage.at)}`;
			if (doc.timed)
				link.textContent = clock(passage.at);
			link.setAttribute('aria-label', fill(texts.moment, { time: link.textContent, title: doc.title }));
			addMarked(element('q', p), passage.text, words, 220);
		};
		if (inView)
			inView.observe(item);
	}

	function addResult(doc, at, words) {
		const item = element('li', hits);
		const link = element('a', element('h2', item));
		link.href = doc.path;
		addMarked(link, doc.title, words, 1000);
		element('p', item, [texts[doc.kind], doc.partOf].filter(Boolean).join(' · ')).className = 'facts';
		if (doc.summary)
			addMarked(element('p', item), doc.summary, words, 220);
		if (doc.language)
			item.lang = doc.language;
		if (at !== undefined && doc.passages.length)
			addMoment(item, doc, at, words);
		return link;
	}

	async function show(run, found, from) {
		const next = found.results.slice(from, from + SHOWN);
		const docs = await Promise.all(next.map(r => docOf(list, r.doc)));
		if (run !== runs)
			return undefined;
		const links = docs.map((doc, i) => addResult(doc, next[i].at, found.words));
		more.hidden = from + SHOWN >= found.results.length;
		more.onclick = async () => {
			const links = await show(run, found, from + SHOWN);
			if (links)
				links[0].focus();
		};
		return links;
	}

	async function suggest(run, found, query) {
		const better = new Map();
		for (const word of found.missing)
			better.set(word, await nearest(list, word));
		if (run !== runs || ![...better.values()].some(Boolean))
			return;
		const other = wordsOf(query).map(({ word }) => better.get(word) || word).join(' ');
		const [before, after] = texts.meant.split('{words}');
		const link = document.createElement('a');
		link.href = `search.html?q=${encodeURIComponent(other)}`;
		link.textContent = other;
		status.append(' ', before, link, after);
	}

	async function find() {
		const query = box.value.trim().slice(0, 200);
		const run = ++runs;
		try {
			history.replaceState(null, '', query ? `?q=${encodeURIComponent(query)}` : location.pathname);
		} catch (e) {
			/* a page from a disk may not rename itself */
		}
		try {
			list = list || readList(await load(texts.index));
			const found = await answer(list, query);
			if (run !== runs)
				return;
			hits.textContent = '';
			lost.hidden = !query || found.results.length > 0;
			await show(run, found, 0);
			if (run !== runs)
				return;
			status.textContent = !found.words.length ? '' :
				[counted(found.results.length), !found.all && found.results.length ? texts.some : ''].join(' ').trim();
			await suggest(run, found, query);
		} catch (e) {
			status.textContent = texts.failed;
		}
	}

	form.hidden = false;
	form.addEventListener('submit', event => {
		event.preventDefault();
		clearTimeout(timer);
		find();
	});
	box.addEventListener('input', () => {
		clearTimeout(timer);
		timer = setTimeout(find, 300);
	});
	box.value = new URLSearchParams(location.search).get('q') || '';
	if (box.value)
		find();
}

if (typeof document !== 'undefined' && document.getElementById('search'))
	startSearch(document.getElementById('search'));
