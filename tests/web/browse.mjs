// Visits a built site in Chromium, over HTTP and from the disk.
//
//   node browse.mjs SITE ADDRESS FAULTS
//
// SITE is the folder and ADDRESS, with a slash at its end, where it is served. Writes one file for
// each thing that is looked at into the folder FAULTS: empty, or a line for each fault.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [site, address, faultsFolder] = process.argv.slice(2);
const faults = {
	visited: [], requests: [], cookies: [], console: [], narrow: [], links: [], anchors: [], audio: [], disk: [],
	dark: [], mirrored: [], spaced: [], small: [],
};
// A transcript in HTML is a piece of a page, and none itself.
const pages = fs.readdirSync(site, { recursive: true }).filter(f => f.endsWith('.html') && !f.endsWith('.transcript.html')).sort();

// Every address of this site that a page names, and the names that it can be entered by.
const namesOnPage = () => ({
	links: [...document.querySelectorAll('a[href], link[rel~=stylesheet], link[rel~=alternate], img, audio')]
		.map(e => e.currentSrc || e.src || e.href),
	anchors: [...document.querySelectorAll('[id]')].map(e => e.id),
	stored: localStorage.length + sessionStorage.length,
});

// What a reader may set for all pages (WCAG 2.2, 1.4.12).
const spaceOut = () => {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
		p { margin-block-end: 2em !important }`);
	document.adoptedStyleSheets = [sheet];
};

// What is pressed and is smaller than 24 pixels either way, unless it stands in a sentence (2.5.8).
const smallTargets = () => [...document.querySelectorAll('a, button, summary, input, select')]
	.filter(e => e.checkVisibility() && !e.closest('p, li:not(nav li), td, label, .skip, h1, h2, h3'))
	.filter(e => { const r = e.getBoundingClientRect(); return r.width < 24 || r.height < 24; })
	.map(e => e.outerHTML.slice(0, 80));

async function checkWidth(page, file, into) {
	const width = await page.evaluate(() => document.scrollingElement.scrollWidth);
	if (width > 320)
		into.push(`${file} is ${width} pixels wide`);
}

function watch(page, origin) {
	page.on('console', m => ['error', 'warning'].includes(m.type()) && faults.console.push(`${page.url()}: ${m.text()}`));
	page.on('pageerror', e => faults.console.push(`${page.url()}: ${e.message}`));
	page.on('requestfailed', r => r.resourceType() !== 'media' && faults.requests.push(`${r.url()} failed`));
	page.on('request', r => {
		if (!r.url().startsWith(origin) && !r.url().startsWith('data:'))
			faults.requests.push(`${page.url()} asks for ${r.url()}`);
	});
}

async function open(page, url) {
	const answer = await page.goto(url, { waitUntil: 'load' });
	if (answer && !answer.ok() && !url.startsWith('file:'))
		faults.visited.push(`${url}: ${answer.status()}`);
	if (!(await page.evaluate(() => getComputedStyle(document.querySelector('main')).maxWidth !== 'none')))
		faults.visited.push(`${url} has no style`);
}

async function visitAll(browser) {
	const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
	const page = await context.newPage();
	const known = new Map();
	watch(page, address);
	for (const file of pages) {
		const url = address + file;
		await open(page, url);
		await checkWidth(page, file, faults.narrow);
		faults.small.push(...(await page.evaluate(smallTargets)).map(e => `${file}: ${e}`));
		const names = await page.evaluate(namesOnPage);
		known.set(url, names);
		if (names.stored)
			faults.cookies.push(`${file} stores something`);
		await page.evaluate(spaceOut);
		await checkWidth(page, file, faults.spaced);
		await page.evaluate(() => { document.adoptedStyleSheets = []; document.documentElement.dir = 'rtl'; });
		await checkWidth(page, file, faults.mirrored);
	}
	for (const cookie of await context.cookies())
		faults.cookies.push(`${cookie.name} from ${cookie.domain}`);
	await context.close();
	return known;
}

async function checkLinks(known) {
	const answers = new Map();
	for (const [from, { links }] of known) {
		for (const link of links.filter(l => l.startsWith(address))) {
			const [url, fragment] = link.split('#');
			if (!answers.has(url))
				answers.set(url, (await fetch(url, { method: 'HEAD' })).status);
			if (answers.get(url) !== 200)
				faults.links.push(`${from} leads to ${link}: ${answers.get(url)}`);
			if (fragment && known.has(url) && !known.get(url).anchors.includes(decodeURIComponent(fragment)))
				faults.anchors.push(`${from} leads to ${link}`);
		}
	}
	if (answers.size < pages.length)
		faults.links.push(`there are only ${answers.size} links`);
}

const duration = () => new Promise((resolve, reject) => {
	const audio = document.querySelector('audio');
	audio.onloadedmetadata = () => resolve(audio.duration);
	audio.onerror = () => reject(new Error(audio.error.message));
	audio.preload = 'metadata';
	audio.load();
});

// What the feeds say of each episode: the address of its page and its seconds.
function* episodes() {
	for (const show of fs.readdirSync(path.join(site, 'podcasts'))) {
		const feed = fs.readFileSync(path.join(site, 'podcasts', show, 'feed.xml'), 'utf8');
		for (const item of feed.split('<item>').slice(1)) {
			const link = /<link>https:\/\/[^/]*\/([^<]*)<\/link>/.exec(item)[1];
			yield [link, Number(/<itunes:duration>(\d+)</.exec(item)[1])];
		}
	}
}

async function checkAudio(browser, origin, into) {
	const page = await browser.newPage();
	let count = 0;
	watch(page, origin);
	for (const [link, seconds] of episodes()) {
		await open(page, origin + link);
		const heard = await page.evaluate(duration).catch(e => e.message);
		if (!(Math.abs(heard - seconds) < 1))
			into.push(`${link}: ${heard} seconds, ${seconds} in the feed`);
		count++;
	}
	if (!count)
		into.push('there is no episode');
	await page.close();
}

async function walkFromDisk(browser) {
	const page = await browser.newPage();
	const origin = pathToFileURL(site).href + '/';
	watch(page, origin);
	await open(page, origin + 'index.html');
	for (const next of ['.show h3 a', 'main .rows a', '.name a']) {
		await Promise.all([page.waitForEvent('load'), page.click(next)]);
		if (!page.url().startsWith(origin) || !fs.existsSync(new URL(page.url())))
			faults.disk.push(`'${next}' leads to ${page.url()}`);
	}
	await page.close();
	await checkAudio(browser, origin, faults.disk);
}

// In the dark, words must not be dark: the theme follows what the reader's device asks for.
async function checkDark(browser) {
	const page = await browser.newPage({ colorScheme: 'dark' });
	const light = c => c.match(/[\d.]+/g).slice(0, 3).reduce((sum, v) => sum + Number(v), 0) / 3;
	await open(page, address + 'index.html');
	const [ink, paper] = await page.evaluate(() => {
		const style = getComputedStyle(document.body);
		return [style.color, style.backgroundColor];
	});
	if (light(ink) < light(paper))
		faults.dark.push(`${ink} on ${paper}`);
	await page.close();
}

const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
		'--disable-component-update', '--disable-sync'],
});
try {
	if (pages.length < 10)
		faults.visited.push(`there are only ${pages.length} pages`);
	await checkLinks(await visitAll(browser));
	await checkAudio(browser, address, faults.audio);
	await walkFromDisk(browser);
	await checkDark(browser);
} finally {
	await browser.close();
}
for (const [what, lines] of Object.entries(faults))
	fs.writeFileSync(path.join(faultsFolder, what), lines.map(l => l + '\n').join(''));
