// Usage: node feedsmith.mjs FILE...
//
// What the npm package feedsmith (of ../feeds) makes of each file: an array of { kind, feed }, or
// { error } where it refuses one. Bytes become text as the feed itself says; dates become seconds
// since 1970, as JavaScript reads them.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../feeds/package.json', import.meta.url));
const { parseFeed } = require('feedsmith');

function decoded(bytes) {
	const start = bytes.subarray(0, 200).toString('latin1');
	const wide = start.startsWith('\xff\xfe') ? 'utf-16le' : start.startsWith('\xfe\xff') ? 'utf-16be' : null;
	const named = start.match(/<\?xml[^>]*encoding=["']([^"']+)/)?.[1];
	return new TextDecoder(wide ?? named ?? 'utf-8').decode(bytes);
}

function seconds(text) {
	const ms = new Date(text).getTime();
	return Number.isNaN(ms) ? null : Math.floor(ms / 1000);
}

const DATES = ['pubDate', 'published', 'updated', 'lastBuildDate'];

function with_moments(of) {
	const dates = DATES.filter((name) => of?.[name] != null).map((name) => [`${name}_utc`, seconds(of[name])]);
	const dc = of?.dc?.dates?.[0] ?? of?.dc?.date;
	return { ...of, ...Object.fromEntries(dates), ...(dc ? { dc_utc: seconds(dc) } : {}) };
}

function read(file) {
	try {
		const { format, feed } = parseFeed(decoded(readFileSync(file)));
		const items = (feed.items ?? feed.entries ?? []).map(with_moments);
		return { kind: format, feed: { ...with_moments(feed), items } };
	} catch (error) {
		return { error: String(error.message) };
	}
}

process.stdout.write(JSON.stringify(process.argv.slice(2).map(read)));
