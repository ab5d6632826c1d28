// Every page of a built site as everybody meets it: by keyboard, enlarged, in the dark, without scripts.
//
//   node every.mjs SITE FAULTS
//
// Writes one file for each thing that is looked at into the folder FAULTS: empty, or a line for each fault.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const [site, faultsFolder] = process.argv.slice(2);
const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const faults = Object.fromEntries(['visited', 'axe', 'axedark', 'narrow', 'zoomed', 'spaced', 'covered', 'asked', 'kept',
	'console', 'keyboard', 'forced', 'still', 'noscript'].map(what => [what, []]));

// One page of each kind: everything in them is made by the same templates.
const kinds = ['index.html', 'podcasts/spirituality/index.html', 'podcasts/spirituality/loss.html', 'podcasts/spirituality/home.html',
	'podcasts/spirituality/loss.ar.html', 'podcasts/spirituality/gone.html', 'podcasts/spirituality/loss.handout.html',
	'podcasts/spirituality/loss.embed.html', 'podcasts/walks/index.html', 'pages/find-help.html', 'pages/about.html',
	'pages/privacy.html', 'pages/accessibility.html', 'people/index.html', 'areas/index.html',
	'areas/housing-and-homelessness.html', 'map/index.html', 'map/print.html', 'groups/index.html',
	'groups/example-older-and-safe.html', 'groups/example-safe-harbour.html', 'places/index.html', 'topics/rain.html', 'subscribe.html',
	'new.html', 'a-z.html', 'search.html', 'print.html', '404.html',
	'meetings/index.html', 'meetings/2026-12-03-faith-and-recovery.html', 'meetings/2026-10-09-see-the-person.html',
	'meetings/actions.html', 'series/monthly-meeting.html', 'notices/index.html', 'notices/2026-11-16-warm-rooms.html',
	'audiences/index.html', 'audiences/carers.html', 'places/exampleton.html', 'gaps/index.html', 'chances/index.html',
	'programmes/example-course/index.html', 'programmes/example-course/sessions/listening.html',
	'programmes/example-course/sessions/listening.handout.html', 'communities/index.html', 'resources/index.html',
	'resources/list/tool.html', 'resources/asset-walk.html', 'journeys/index.html', 'journeys/i-am-not-safe-at-home.html',
	'stories/index.html', 'stories/the-bench.html', 'glossary.html', 'facts.html', 'flash-reports/index.html',
	'flash-reports/2021-03.html', 'open/about.html'];

// Of many that the same template made (a folder, and what the name ends with) the longest are looked at, where all
// parts are most likely to be, the shortest, where they are missing, and those above. Everything else is: all of it.
const SAME_MOST = 6, LONGEST = 3;
const size = file => fs.statSync(path.join(site, file)).size;
const template = file => path.dirname(file) + (path.basename(file).match(/(\.[a-z]+)*\.html$/) ?? [''])[0];
const sample = same => same.length <= SAME_MOST ? same : same.sort((a, b) => size(b) - size(a) || a.localeCompare(b))
	.filter((f, i) => i < LONGEST || i === same.length - 1 || f.endsWith('/index.html') || kinds.includes(f));
const built = fs.readdirSync(site, { recursive: true }).filter(f => f.endsWith('.html') && !f.endsWith('.transcript.html'));
const alike = new Map();
for (const file of built.sort())
	alike.set(template(file), [...alike.get(template(file)) ?? [], file]);
const pages = [...alike.values()].flatMap(sample).sort();

// ---- A server as plain as any

const types = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', png: 'image/png',
	jpg: 'image/jpeg', mp3: 'audio/mpeg', m4a: 'audio/mp4' };

function answer(request, response) {
	const file = path.join(site, decodeURIComponent(request.url.replace(/[?#].*/, '').replace(/\/$/, '/index.html')));
	const found = file.startsWith(site) && fs.existsSync(file);
	response.writeHead(found ? 200 : 404, { 'content-type': types[file.split('.').pop()] ?? 'application/octet-stream' });
	response.end(found ? fs.readFileSync(file) : '');
}

const server = http.createServer(answer).listen(0, '127.0.0.1');
await new Promise(resolve => server.once('listening', resolve));
const address = `http://127.0.0.1:${server.address().port}/`;

function watch(page) {
	page.on('console', m => ['error', 'warning'].includes(m.type()) && faults.console.push(`${page.url()}: ${m.text()}`));
	page.on('pageerror', e => faults.console.push(`${page.url()}: ${e.message}`));
	page.on('request', r => {
		if (!r.url().startsWith(address) && !r.url().startsWith('data:'))
			faults.asked.push(`${page.url()} asks for ${r.url()}`);
	});
}

async function open(page, file) {
	const response = await page.goto(address + file, { waitUntil: 'load' });
	if (!response.ok())
		faults.visited.push(`${file}: ${response.status()}`);
}

// A page that leads on by itself (where something was moved from) is looked at before it does.
const leadsOn = file => fs.readFileSync(path.join(site, file), 'utf8').includes('http-equiv="refresh"');

// ---- What is looked at in a page

async function axe(page, file, into, options) {
	await page.evaluate(axeSource);
	const result = await page.evaluate(o => window.axe.run(document, o), options);
	for (const v of result.violations)
		for (const node of v.nodes.slice(0, 3))
			into.push(`${file}: ${v.id}: ${node.target.join(' ')}: ${node.failureSummary.replaceAll(/\s+/g, ' ')}`);
}

// As WCAG 2.2, 1.4.12 says.
const spaceOut = () => {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
		p { margin-block-end: 2em !important }`);
	document.adoptedStyleSheets = [sheet];
};

async function width(page, file, into) {
	const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
	if (wide > 320)
		into.push(`${file} is ${wide} pixels wide`);
}

// All that a browser keeps for a site.
const kept = async () => [
	localStorage.length && 'localStorage', sessionStorage.length && 'sessionStorage', document.cookie && 'a cookie',
	(await indexedDB.databases()).length && 'a database', (await caches.keys()).length && 'a cache',
	(await navigator.serviceWorker.getRegistrations()).length && 'a service worker',
].filter(Boolean);

// What stays in its place while the page moves, and how much of the screen is left (2.4.11). The heads of a table
// that scrolls by itself stay in the table.
const coveredPart = () => [...document.querySelectorAll('body *')]
	.filter(e => ['fixed', 'sticky'].includes(getComputedStyle(e).position) && e.checkVisibility() && !e.matches('.skip') && !e.closest('.across'))
	.reduce((sum, e) => sum + e.getBoundingClientRect().height, 0) / innerHeight;

async function visitAll(browser) {
	const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
	const page = await context.newPage();
	watch(page);
	for (const file of pages.filter(f => !leadsOn(f))) {
		await open(page, file);
		await width(page, file, faults.narrow);
		await axe(page, file, faults.axe, { resultTypes: ['violations'] });
		await page.emulateMedia({ colorScheme: 'dark' });
		await axe(page, file, faults.axedark, { runOnly: ['color-contrast'] });
		await page.emulateMedia({ colorScheme: 'light' });
		faults.kept.push(...(await page.evaluate(kept)).map(k => `${file} keeps ${k}`));
		await page.evaluate(spaceOut);
		await width(page, file, faults.spaced);
	}
	faults.kept.push(...(await context.cookies()).map(c => `a cookie: ${c.name}`));
	await context.close();
}

// A window of 1280 by 1024 pixels, enlarged four times.
async function zoomAll(browser) {
	const context = await browser.newContext({ viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 });
	const page = await context.newPage();
	for (const file of pages.filter(f => !leadsOn(f))) {
		await open(page, file);
		await width(page, file, faults.zoomed);
		await page.mouse.wheel(0, 600);
		const part = await page.evaluate(coveredPart);
		if (part > 0.5)
			faults.covered.push(`${file}: ${Math.round(part * 100)} % of the screen`);
	}
	await context.close();
}

// ---- By keyboard

// Marks all that can be pressed or typed into and is to be seen: what Tab must come to.
const markTargets = () => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, audio[controls]')]
	.filter(e => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.tabIndex >= 0)
	.map((e, i) => { e.dataset.target = i; return e.outerHTML.slice(0, 90); });

const focused = () => {
	const e = document.activeElement, style = getComputedStyle(e), r = e.getBoundingClientRect();
	const x = Math.min(Math.max(r.x + r.width / 2, 1), innerWidth - 1), y = Math.min(Math.max(r.y + r.height / 2, 1), innerHeight - 1);
	const top = document.elementFromPoint(x, y);
	return {
		target: e.dataset?.target, html: e.outerHTML.slice(0, 90), isBody: e === document.body,
		isOutlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
		isInView: r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth,
		isCovered: !!top && !e.contains(top) && !top.contains(e) && !top.closest('label, .deck'),
	};
};

async function tabThrough(page, file, into) {
	const targets = await page.evaluate(markTargets);
	const reached = new Set();
	for (let i = 0; i < targets.length * 2 + 40; i++) {
		await page.keyboard.press('Tab');
		const f = await page.evaluate(focused);
		if (f.isBody || reached.has('0') && f.target === '0' && reached.size > 1)
			break;
		reached.add(f.target);
		if (!f.isOutlined && !f.html.startsWith('<audio'))
			into.push(`${file}: no outline around ${f.html}`);
		if (!f.isInView || f.isCovered)
			into.push(`${file}: out of sight when it has the focus: ${f.html}`);
	}
	targets.forEach((html, i) => reached.has(String(i)) || into.push(`${file}: Tab does not come to ${html}`));
}

async function checkKeyboard(browser) {
	const context = await browser.newContext({ viewport: { width: 1000, height: 700 }, reducedMotion: 'reduce' });
	const page = await context.newPage();
	for (const file of kinds) {
		await open(page, file);
		await page.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true; }));
		await tabThrough(page, file, faults.keyboard);
	}
	await context.close();
}

// ---- Colours of the reader's own, and nothing that moves

// What must still look like a button or a box when all colours are the reader's.
const bare = () => [...document.querySelectorAll('.button, .copy, .top .help, #exit, .play, .player, .note, .tags a, input:not([type=range]), select')]
	.filter(e => e.checkVisibility() && !e.matches('.newest .player'))
	.filter(e => { const s = getComputedStyle(e); return ['Top', 'Right', 'Bottom', 'Left'].every(side =>
		s[`border${side}Style`] === 'none' || !parseFloat(s[`border${side}Width`])); })
	.map(e => e.outerHTML.slice(0, 90));

async function checkForced(browser) {
	const context = await browser.newContext({ viewport: { width: 1000, height: 700 }, forcedColors: 'active', reducedMotion: 'reduce' });
	const page = await context.newPage();
	for (const file of kinds) {
		await open(page, file);
		faults.forced.push(...(await page.evaluate(bare)).map(html => `${file}: no border around ${html}`));
		const moving = await page.evaluate(() => document.getAnimations().length
			+ (getComputedStyle(document.documentElement).scrollBehavior === 'smooth'));
		if (moving)
			faults.still.push(file);
	}
	for (const file of ['index.html', 'podcasts/spirituality/home.html', 'search.html']) {
		await open(page, file);
		await tabThrough(page, file, faults.forced);
	}
	await context.close();
}

// ---- Without scripts, from the first page to the way out

async function tourWithoutScripts(browser) {
	const context = await browser.newContext({ javaScriptEnabled: false, reducedMotion: 'reduce', viewport: { width: 390, height: 800 } });
	const page = await context.newPage();
	watch(page);
	const go = async (selector, end) => {
		await page.click(selector, { timeout: 10000 });
		await page.waitForLoadState('load');
		if (!page.url().endsWith(end))
			faults.noscript.push(`'${selector}' leads to ${page.url()}, not to ${end}`);
	};
	const shown = async selector => await page.isVisible(selector) || faults.noscript.push(`${page.url()} shows no '${selector}'`);
	await open(page, 'index.html');
	await shown('audio[controls]');
	await go('.show h3 a', 'podcasts/spirituality/index.html');
	await go('main .rows a[href$="home.html"]', 'podcasts/spirituality/home.html');
	await shown('audio[controls]');
	await shown('.get a[download]');
	await shown('#exit');
	await go('.jump a[href="#transcript"]', '#transcript');
	await shown('.turn p');
	await go('.reuse summary', '#transcript');
	await shown('.reuse .qr img');
	await go('.top .help', 'pages/find-help.html');
	await shown('a[href="tel:999"]');
	await go('.bottom a[href$="subscribe.html"]', 'subscribe.html');
	await shown('.apps a');
	await shown('.address input');
	await open(page, 'search.html');
	await shown('noscript p');
	await go('main a[href$="a-z.html"]', 'a-z.html');
	await shown('.pages a, .letters a');
	for (const file of pages.filter(f => !leadsOn(f))) {
		await open(page, file);
		const dead = await page.locator('main button:visible, main form:visible').count();
		if (dead)
			faults.noscript.push(`${file} shows ${dead} buttons or forms that do nothing`);
	}
	await open(page, 'podcasts/spirituality/home.html');
	await page.route('https://**', route => route.fulfill({ body: 'elsewhere', contentType: 'text/plain' }));
	const way = await page.getAttribute('#exit', 'href');
	page.removeAllListeners('request');
	await go('#exit', way);
	await context.close();
}

const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
		'--disable-component-update', '--disable-sync'],
});
try {
	for (const file of kinds.filter(f => !pages.includes(f)))
		faults.visited.push(`there is no ${file}`);
	await visitAll(browser);
	await zoomAll(browser);
	await checkKeyboard(browser);
	await checkForced(browser);
	await tourWithoutScripts(browser);
} finally {
	await browser.close();
	server.close();
	for (const [what, lines] of Object.entries(faults))
		fs.writeFileSync(path.join(faultsFolder, what), lines.map(l => l + '\n').join(''));
}
