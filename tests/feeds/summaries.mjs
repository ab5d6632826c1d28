// Usage: node summaries.mjs FILE...
//
// What feedsmith, rss-parser and feedparser find in feeds of any form (RSS, Atom, JSON, lists of
// feeds in OPML): { FILE: { reader: { title, items: [[id, title, link, date, url, length, type]] } } }.
// Dates are seconds; a reader that has no place for a form is left out.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const seconds = (date) => (date ? Math.round(new Date(date).getTime() / 1000) : null);
const number = (text) => (text == null ? null : Number(text));

function feedsmith(text) {
	const { format, feed } = require('feedsmith').parseFeed(text);
	const forms = {
		rss: (i) => [i.guid.value, i.title, i.link, seconds(i.pubDate), i.enclosures[0].url,
			i.enclosures[0].length, i.enclosures[0].type],
		atom: (i) => {
			const link = (rel) => i.links.find((l) => l.rel === rel) ?? {};
			return [i.id, i.title.value, link('alternate').href, seconds(i.published), link('enclosure').href,
				number(link('enclosure').length), link('enclosure').type];
		},
		json: (i) => [i.id, i.title, i.url, seconds(i.date_published), i.attachments[0].url,
			i.attachments[0].size_in_bytes, i.attachments[0].mime_type],
	};
	return { title: feed.title.value ?? feed.title, items: (feed.items ?? feed.entries).map(forms[format]) };
}

async function rss_parser(text) {
	const feed = await new (require('rss-parser'))().parseString(text);
	return {
		title: feed.title,
		items: feed.items.map((i) => [i.guid ?? i.id, i.title, i.link, seconds(i.isoDate),
			i.enclosure?.url, number(i.enclosure?.length), i.enclosure?.type]),
	};
}

function node_feedparser(text) {
	const parser = new (require('feedparser'))();
	const items = [];
	return new Promise((resolve, reject) => {
		parser.on('error', reject);
		parser.on('readable', () => {
			for (let i; (i = parser.read());)
				items.push([i.guid, i.title, i.link, seconds(i.pubdate), i.enclosures[0]?.url,
					number(i.enclosures[0]?.length), i.enclosures[0]?.type]);
		});
		parser.on('end', () => resolve({ title: parser.meta.title, items }));
		parser.end(text);
	});
}

function outlines(text) {
	const list = require('feedsmith').parseOpml(text);
	return { title: list.head.title,
		items: list.body.outlines.map((o) => [o.xmlUrl, o.title, o.htmlUrl, o.text, o.type]) };
}

const found = {};
for (const file of process.argv.slice(2)) {
	const text = readFileSync(file, 'utf8');
	if (file.endsWith('.opml'))
		found[file] = { feedsmith: outlines(text) };
	else if (file.endsWith('.json'))
		found[file] = { feedsmith: feedsmith(text) };
	else
		found[file] = { feedsmith: feedsmith(text), 'rss-parser': await rss_parser(text),
			'feedparser of npm': await node_feedparser(text) };
}
console.log(JSON.stringify(found, (key, value) => value === undefined ? null : value));
