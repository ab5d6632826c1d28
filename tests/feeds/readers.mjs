// Usage: node readers.mjs FEED
//
// Reads the feed with each of the npm packages of this folder and prints what they found, in the
// names of expected.py: { reader: { channel: {…}, items: [{…}] } }. A field stands here when the
// reader has a place for it; what it makes of it is passed on as it is. null: it found nothing.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

process.env.PARTYTIME_LOG = 'silent';
const require = createRequire(import.meta.url);
const xml = readFileSync(process.argv[2], 'utf8');

const seconds = (date) => Math.round(new Date(date).getTime() / 1000);
const or_null = (value) => value ?? null;

// A list of elements with attributes, as lists of what is asked for.
const rows = (list, ...keys) =>
	[list ?? []].flat().map((entry) => keys.map((key) => or_null(key(entry))));

const of = (...names) => names.map((name) => (entry) => entry[name]);

// A list that is left out is an empty one; a text or a number that is, null.
const number = (text) => (text == null ? null : Number(text));

function partytime() {
	const feed = require('podcast-partytime').parseFeed(xml);
	const people = (list) => rows(list, ...of('name', 'role', 'group', 'href', 'img'));
	const value = (v) => [v.type, v.method, v.suggested,
		rows(v.recipients, ...of('name', 'type', 'address', 'split', 'fee', 'customKey', 'customValue')),
		rows(v.valueTimeSplits, ...of('startTime', 'duration', 'remoteStartTime', 'remotePercentage'),
			(s) => s.remoteItem.feedGuid, (s) => s.remoteItem.itemGuid)];
	const values = (v) => (v ? [value(v)] : []);
	const location = (l) => (l ? rows(l, ...of('name', 'geo', 'osm')) : []);
	const texts = (list) => rows(list, ...of('value', 'purpose'));
	return {
		channel: {
			location: location(feed.podcastLocation), values: values(feed.value), texts: texts(feed.podcastTxt),
			podroll: rows(feed.podroll, ...of('feedGuid', 'feedUrl', 'title', 'medium')),
			publisher: feed.podcastPublisher ?
				[feed.podcastPublisher.feedGuid, feed.podcastPublisher.feedUrl, feed.podcastPublisher.title] : null,
			named_blocks: Object.entries(feed.podcastBlockedPlatforms ?? {}), apple_blocked: feed.itunesBlock,
			hub: feed.pubsub?.hub, moved: feed.itunesNewFeedUrl,
			trailers: rows(feed.trailers, ...of('title', 'url'), (t) => seconds(t.pubdate),
				...of('length', 'type', 'season')),
			title: feed.title, link: feed.link, description: feed.description, language: feed.language,
			author: feed.author, image: feed.itunesImage, rss_image: feed.image?.url,
			categories: feed.itunesCategory, explicit: feed.explicit, type: feed.itunesType,
			owner: [feed.owner?.name, feed.owner?.email], copyright: feed.copyright, guid: feed.guid,
			locked: feed.locked, medium: feed.medium, self: feed.pubsub?.self, date: seconds(feed.pubDate),
			changed: seconds(feed.lastBuildDate), generator: feed.generator,
			editor: feed.managingEditor,
			funding: rows(feed.podcastFunding, ...of('url', 'message')),
			people: people(feed.podcastPeople),
			license: [feed.license?.identifier, feed.license?.url],
		},
		items: feed.items.map((item) => ({
			title: item.title, guid: item.guid, link: item.link, date: seconds(item.pubDate),
			notes: item.content, brief: item.description, url: item.enclosure?.url,
			length: item.enclosure?.length, mime: item.enclosure?.type, duration: item.duration,
			season: item.itunesSeason, number: item.itunesEpisode, kind: item.itunesEpisodeType,
			explicit: item.explicit,
			podcast_season: item.podcastSeason?.number, podcast_number: item.podcastEpisode?.number,
			transcripts: rows(item.podcastTranscripts, ...of('url', 'type', 'language', 'rel')),
			chapters: item.podcastChapters ? [item.podcastChapters.url, item.podcastChapters.type] : null,
			people: people(item.podcastPeople),
			license: item.license ? [item.license.identifier, item.license.url] : null,
			alternates: rows(item.alternativeEnclosures, ...of('type', 'length', 'bitrate', 'title'),
				(a) => a.source[0].uri, (a) => a.integrity.value),
			season_name: item.podcastSeason?.name, display: item.podcastEpisode?.display,
			cover: item.itunesImage, location: location(item.podcastLocation),
			effective_values: values(item.value), // the show's, where it has none of its own
			texts: texts(item.podcastTxt),
			soundbites: rows(item.podcastSoundbites, ...of('startTime', 'duration', 'title')),
		})),
	};
}

function feedsmith() {
	const feed = require('feedsmith').parseRssFeed(xml);
	const people = (list) => rows(list, ...of('display', 'role', 'group', 'href', 'img'));
	const itunes = feed.itunes, podcast = feed.podcast;
	const values = (list) => (list ?? []).map((v) => [v.type, v.method, v.suggested,
		rows(v.valueRecipients, ...of('name', 'type', 'address', 'split'), (r) => r.fee ?? false,
			...of('customKey', 'customValue')),
		rows(v.valueTimeSplits, ...of('startTime', 'duration', 'remoteStartTime', 'remotePercentage'),
			(s) => s.remoteItem.feedGuid, (s) => s.remoteItem.itemGuid)]);
	const locations = (list) => rows(list, ...of('display', 'rel', 'geo', 'osm', 'country'));
	const images = (list) => rows(list, ...of('href', 'alt', 'purpose'));
	const texts = (list) => rows(list, ...of('display', 'purpose'));
	const frequency = (f) => [f.display, f.rrule, f.dtstart ? seconds(f.dtstart) : null, f.complete ?? false];
	const publisher = podcast.publisher?.remoteItem;
	return {
		channel: {
			locations: locations(podcast.locations), values: values(podcast.values), texts: texts(podcast.txts),
			images: images(podcast.images), blocks: rows(podcast.blocks, ...of('id', 'value')),
			apple_blocked: itunes.block ?? false, hub: feed.atom.links.find((link) => link.rel === 'hub')?.href,
			podroll: rows(podcast.podroll?.remoteItems, ...of('feedGuid', 'feedUrl', 'title', 'medium')),
			publisher: publisher ? [publisher.feedGuid, publisher.feedUrl, publisher.title] : null,
			frequency: podcast.updateFrequency ? frequency(podcast.updateFrequency) : null,
			podping: podcast.podping?.usesPodping, moved: itunes.newFeedUrl,
			trailers: rows(podcast.trailers, ...of('display', 'url'), (t) => seconds(t.pubDate),
				...of('length', 'type', 'season')),
			title: feed.title, link: feed.link, description: feed.description, language: feed.language,
			author: itunes.author, image: itunes.image, rss_image: feed.image?.url,
			categories: itunes.categories.map((c) => [c, ...(c.categories ?? [])].map((x) => x.text).join(' > ')),
			explicit: itunes.explicit, type: itunes.type, owner: [itunes.owner.name, itunes.owner.email],
			copyright: feed.copyright, guid: podcast.guid, locked: podcast.locked.value,
			locked_owner: podcast.locked.owner, medium: podcast.medium,
			self: feed.atom.links.find((link) => link.rel === 'self').href, date: seconds(feed.pubDate),
			changed: seconds(feed.lastBuildDate), generator: feed.generator,
			editor: `${feed.managingEditor.email} (${feed.managingEditor.name})`,
			funding: rows(podcast.fundings, ...of('url', 'display')), people: people(podcast.persons),
			license: podcast.license ? [podcast.license.display, podcast.license.url] : null,
		},
		items: feed.items.map((item) => ({
			title: item.title, guid: item.guid.value, permalink: item.guid.isPermaLink, link: item.link,
			date: seconds(item.pubDate), notes: item.content?.encoded, brief: item.description,
			url: item.enclosures[0].url, length: item.enclosures[0].length, mime: item.enclosures[0].type,
			duration: item.itunes.duration, season: item.itunes.season, number: item.itunes.episode,
			kind: item.itunes.episodeType, explicit: item.itunes.explicit, itunes_title: item.itunes.title,
			podcast_season: item.podcast?.season?.number, podcast_number: item.podcast?.episode?.number,
			transcripts: rows(item.podcast?.transcripts, ...of('url', 'type', 'language', 'rel')),
			chapters: item.podcast?.chapters ? [item.podcast.chapters.url, item.podcast.chapters.type] : null,
			simple_chapters: rows(item.psc?.chapters, ...of('start', 'title', 'href')),
			people: people(item.podcast?.persons),
			license: item.podcast?.license ? [item.podcast.license.display, item.podcast.license.url] : null,
			alternates: rows(item.podcast?.alternateEnclosures, ...of('type', 'length', 'bitrate', 'title'),
				(a) => a.sources[0].uri, (a) => a.integrity.value),
			season_name: item.podcast?.season?.name, display: item.podcast?.episode?.display,
			cover: item.itunes.image, images: images(item.podcast?.images),
			chapter_images: (item.psc?.chapters ?? []).map((c) => c.image),
			locations: locations(item.podcast?.locations), values: values(item.podcast?.values),
			soundbites: rows(item.podcast?.soundbites, ...of('startTime', 'duration', 'display')),
			links: rows(item.podcast?.contentLinks, ...of('href', 'display')),
			funding: rows(item.podcast?.fundings, ...of('url', 'display')), texts: texts(item.podcast?.txts),
		})),
	};
}

async function rss_parser() {
	const Parser = require('rss-parser');
	const feed = await new Parser().parseString(xml);
	const itunes = feed.itunes;
	return {
		channel: {
			title: feed.title, link: feed.link, description: feed.description, language: feed.language,
			author: itunes.author, image: itunes.image, rss_image: feed.image.url,
			categories: itunes.categoriesWithSubs.map((c) => [c, ...(c.subs ?? [])].map((x) => x.name).join(' > ')),
			explicit: itunes.explicit, owner: [itunes.owner.name, itunes.owner.email],
			copyright: feed.copyright, self: feed.feedUrl, date: seconds(feed.pubDate),
			changed: seconds(feed.lastBuildDate), generator: feed.generator, editor: feed.managingEditor,
		},
		items: feed.items.map((item) => ({
			title: item.title, guid: item.guid, link: item.link, date: seconds(item.isoDate),
			notes: item['content:encoded'], brief: item.content, url: item.enclosure.url,
			length: item.enclosure.length, mime: item.enclosure.type, duration: item.itunes.duration,
			season: item.itunes.season, number: item.itunes.episode, kind: item.itunes.episodeType,
			explicit: item.itunes.explicit,
		})),
	};
}

function podparse() {
	const { meta, episodes } = require('podparse')(xml);
	const people = (list) => rows(list, ...of('name', 'role', 'group', 'href', 'img'));
	const license = (of) => (of ? [of.slug, of.url] : null);
	const location = (l) => (l ? [[l.name, l.geo ? `geo:${l.geo.join(',')}` : null, l.osm]] : []);
	const values = (list) => (list ?? []).map((v) => [v.type, v.method, v.suggested,
		rows(v.valueRecipient, ...of('name', 'type', 'address', 'split', 'fee', 'customKey', 'customValue'))]);
	return {
		channel: {
			location: location(meta.location), values: values(meta.value),
			trailers: rows(meta.trailer, ...of('title', 'url'), (t) => seconds(t.pubDate),
				...of('length', 'type', 'season')),
			title: meta.title, link: meta.link, description: meta.description, language: meta.language,
			author: meta.author, image: meta.image.url, categories: meta.category, explicit: meta.explicit,
			type: meta.type, owner: [meta.owner.name, meta.owner.email], guid: meta.guid, locked: meta.locked,
			medium: meta.medium, self: meta.links.find((link) => link.rel === 'self').href,
			date: seconds(meta.pubDate), changed: seconds(meta.lastBuildDate), generator: meta.generator,
			editor: meta.managingEditor, funding: rows(meta.funding, ...of('url', 'name')),
			people: people(meta.person), license: license(meta.license),
		},
		items: episodes.map((item) => ({
			title: item.title, guid: item.guid, link: item.link, date: seconds(item.pubDate),
			brief: item.description, url: item.enclosure.url, length: item.enclosure.length,
			mime: item.enclosure.type, duration: item.duration, season: item.season, number: item.episode,
			kind: item.episodeType, explicit: item.explicit,
			transcripts: rows(item.transcript, ...of('url', 'type', 'language', 'rel')),
			chapters: item.chapters ? [item.chapters.url, item.chapters.type] : null,
			people: people(item.person), license: license(item.license),
			alternates: rows(item.alternateEnclosure, ...of('type', 'length', 'bitrate', 'title'),
				(a) => a.source[0].uri, (a) => a.integrity[0].value),
			location: location(item.location), values: values(item.value),
			soundbites: rows(item.soundbite, ...of('startTime', 'duration', 'name')),
			links: rows(item.contentLink, ...of('href', 'text')),
			funding: rows(item.funding, ...of('url', 'name')),
		})),
	};
}

// Keeps each element as { '@': attributes, '#': text }, beside what it makes of it itself.
function node_feedparser() {
	const FeedParser = require('feedparser');
	const parser = new FeedParser();
	const items = [];
	const text = (element) => element?.['#'] ?? null;
	const attribute = (element, name) => element?.['@']?.[name] ?? null;
	const attributes = (...names) => names.map((name) => (element) => attribute(element, name));
	const people = (list) => rows(list, text, ...attributes('role', 'group', 'href', 'img'));
	const license = (element) => (element ? [text(element), attribute(element, 'url')] : null);
	const numbers = (...names) => names.map((name) => (element) => number(attribute(element, name)));
	const values = (list) => rows(list, ...attributes('type', 'method'), ...numbers('suggested'),
		(v) => rows(v['podcast:valuerecipient'], ...attributes('name', 'type', 'address'), ...numbers('split'),
			(r) => attribute(r, 'fee') === 'true', ...attributes('customkey', 'customvalue')),
		(v) => rows(v['podcast:valuetimesplit'],
			...numbers('starttime', 'duration', 'remotestarttime', 'remotepercentage'),
			(s) => attribute(s['podcast:remoteitem'], 'feedguid'),
			(s) => attribute(s['podcast:remoteitem'], 'itemguid')));
	const locations = (list) => rows(list, text, ...attributes('rel', 'geo', 'osm', 'country'));
	const images = (list) => rows(list, ...attributes('href', 'alt', 'purpose'));
	const texts = (list) => rows(list, text, ...attributes('purpose'));
	const funding = (list) => rows(list, ...attributes('url'), text);
	const remote = (list, ...names) => rows(list, ...attributes('feedguid', 'feedurl', 'title', ...names));
	const frequency = (f) => [text(f), attribute(f, 'rrule'),
		attribute(f, 'dtstart') ? seconds(attribute(f, 'dtstart')) : null, attribute(f, 'complete') === 'true'];
	const channel = (meta) => ({
		locations: locations(meta['podcast:location']), values: values(meta['podcast:value']),
		texts: texts(meta['podcast:txt']), images: images(meta['podcast:image']),
		blocks: rows(meta['podcast:block'], ...attributes('id'), (b) => text(b) === 'yes'),
		apple_blocked: text(meta['itunes:block']) === 'Yes',
		hub: attribute([meta['atom:link']].flat().find((link) => attribute(link, 'rel') === 'hub'), 'href'),
		podroll: remote(meta['podcast:podroll']?.['podcast:remoteitem'], 'medium'),
		publisher: remote(meta['podcast:publisher']?.['podcast:remoteitem'])[0] ?? null,
		frequency: meta['podcast:updatefrequency'] ? frequency(meta['podcast:updatefrequency']) : null,
		podping: meta['podcast:podping'] ? attribute(meta['podcast:podping'], 'usespodping') === 'true' : null,
		moved: text(meta['itunes:new-feed-url']),
		trailers: rows(meta['podcast:trailer'], text, ...attributes('url'),
			(t) => seconds(attribute(t, 'pubdate')), ...numbers('length'), ...attributes('type'),
			...numbers('season')),
		title: meta.title, link: meta.link, description: meta.description, language: meta.language,
		author: meta.author, image: attribute(meta['itunes:image'], 'href'), rss_image: meta.image.url,
		categories: meta.categories, explicit: text(meta['itunes:explicit']), type: text(meta['itunes:type']),
		owner: [text(meta['itunes:owner']['itunes:name']), text(meta['itunes:owner']['itunes:email'])],
		copyright: meta.copyright, guid: text(meta['podcast:guid']), locked: text(meta['podcast:locked']),
		locked_owner: attribute(meta['podcast:locked'], 'owner'), medium: text(meta['podcast:medium']),
		self: meta.xmlurl, date: seconds(meta.pubdate), changed: seconds(text(meta['rss:lastbuilddate'])),
		generator: meta.generator, editor: text(meta['rss:managingeditor']),
		funding: funding(meta['podcast:funding']),
		people: people(meta['podcast:person']), license: license(meta['podcast:license']),
	});
	const item = (entry) => ({
		title: entry.title, guid: entry.guid, permalink: attribute(entry['rss:guid'], 'ispermalink'),
		link: entry.link, date: seconds(entry.pubdate), notes: entry.description, brief: entry.summary,
		url: entry.enclosures[0].url, length: entry.enclosures[0].length, mime: entry.enclosures[0].type,
		author: entry.author, duration: text(entry['itunes:duration']), season: text(entry['itunes:season']),
		number: text(entry['itunes:episode']), kind: text(entry['itunes:episodetype']),
		explicit: text(entry['itunes:explicit']), itunes_title: text(entry['itunes:title']),
		podcast_season: text(entry['podcast:season']), podcast_number: text(entry['podcast:episode']),
		transcripts: rows(entry['podcast:transcript'], ...attributes('url', 'type', 'language', 'rel')),
		chapters: entry['podcast:chapters'] ?
			[attribute(entry['podcast:chapters'], 'url'), attribute(entry['podcast:chapters'], 'type')] : null,
		simple_chapters: rows(entry['psc:chapters']?.['psc:chapter'], ...attributes('start', 'title', 'href')),
		people: people(entry['podcast:person']), license: license(entry['podcast:license']),
		alternates: rows(entry['podcast:alternateenclosure'], ...attributes('type'),
			...numbers('length', 'bitrate'), ...attributes('title'), (a) => attribute(a['podcast:source'], 'uri'),
			(a) => attribute(a['podcast:integrity'], 'value')),
		season_name: attribute(entry['podcast:season'], 'name'),
		display: attribute(entry['podcast:episode'], 'display'),
		cover: attribute(entry['itunes:image'], 'href'), images: images(entry['podcast:image']),
		chapter_images: rows(entry['psc:chapters']?.['psc:chapter'], ...attributes('image')).flat(),
		locations: locations(entry['podcast:location']), values: values(entry['podcast:value']),
		soundbites: rows(entry['podcast:soundbite'], ...numbers('starttime', 'duration'), text),
		links: rows(entry['podcast:contentlink'], ...attributes('href'), text),
		funding: funding(entry['podcast:funding']), texts: texts(entry['podcast:txt']),
	});

	return new Promise((resolve, reject) => {
		parser.on('error', reject);
		parser.on('readable', () => {
			for (let entry; (entry = parser.read());)
				items.push(entry);
		});
		parser.on('end', () => resolve({ channel: channel(parser.meta), items: items.map(item) }));
		parser.end(xml);
	});
}

const readers = {
	'podcast-partytime': partytime, feedsmith, 'rss-parser': rss_parser, podparse,
	'feedparser of npm': node_feedparser,
};
const found = {};
for (const [name, read] of Object.entries(readers))
	found[name] = await read();
console.log(JSON.stringify(found, (key, value) => value === undefined ? null : value));
