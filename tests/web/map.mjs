// The pages of the map in a browser: what stands in their tables, and how they fit a phone and paper.
//
//   node map.mjs SITE FOLDER
//
// Writes into FOLDER what the pages say as facts.json, faults as narrow and scrolled, and the poster as print.pdf.
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

const [site, folder] = process.argv.slice(2);
const pages = kind => fs.readdirSync(path.join(site, kind)).filter(f => f.endsWith('.html') && f !== 'index.html').sort();
const faults = { narrow: [], scrolled: [] };
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const context = await browser.newContext({ viewport: { width: 320, height: 640 }, javaScriptEnabled: true });
const page = await context.newPage();
const open = file => page.goto(`file://${path.resolve(site)}/${file}`);

// Every cell that is not empty, by what its column and its row are called, as who hears the table is told.
const cells = selector => page.evaluate(s => [...document.querySelectorAll(s)].flatMap(table => {
	const heads = [...table.tHead.rows[0].cells].map(th => th.scope === 'col' && (th.firstElementChild?.getAttribute('aria-label') ?? th.textContent));
	return [...table.tBodies[0].rows].flatMap(row => [...row.cells].slice(1).filter(td => td.tagName === 'TD' && td.textContent)
		.map(td => [row.cells[0].scope === 'row' && row.cells[0].textContent, heads[td.cellIndex], td.textContent.trim()]));
}), selector);

async function fits(file) {
	const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
	if (wide > 320)
		faults.narrow.push(`${file} is ${wide} pixels wide`);
	faults.scrolled.push(...(await page.evaluate(() => [...document.querySelectorAll('main *')]
		.filter(e => e.scrollWidth > e.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX))
		.filter(e => !(e.tabIndex === 0 && e.tagName === 'SECTION' &&
			(e.ariaLabel || document.getElementById(e.getAttribute('aria-labelledby')))))
		.map(e => e.outerHTML.slice(0, 80)))).map(e => `${file}: ${e}`));
}

const facts = { places: {}, audiences: {}, groups: {} };
await open('map/index.html');
await fits('map/index.html');
facts.size = await page.textContent('main .facts');
facts.table = await cells('.long table');
facts.numbers = await cells('table.plain');
facts.tiles = await page.evaluate(() => Object.fromEntries([...document.querySelectorAll('.tile')]
	.map(t => [t.querySelector('a').textContent, t.querySelector('.facts').textContent])));
facts.lists = await page.evaluate(() => [...document.querySelectorAll('.by-area h3')].flatMap(h => {
	const found = [];
	for (let p = h.nextElementSibling; p?.tagName === 'P'; p = p.nextElementSibling)
		found.push(...[...p.querySelectorAll('a')].map(a => [a.textContent, h.textContent, p.firstElementChild.textContent]));
	return found;
}));
await open('map/print.html');
await fits('map/print.html');
facts.poster = await cells('.poster table');
facts.leaves = await page.evaluate(() => [...document.querySelectorAll('.leaf')].flatMap(l =>
	[...l.querySelectorAll('li strong')].map(s => [s.textContent, l.querySelector('h2').textContent])));
await page.evaluate(() => Promise.all([...document.images].map(i => i.decode())));
await page.pdf({ path: path.join(folder, 'print.pdf'), preferCSSPageSize: true });

await open('groups/index.html');
await fits('groups/index.html');
facts.listed = await page.locator('.groups .rows > li > a').allTextContents();
facts.letters = await page.evaluate(() => [...document.querySelectorAll('.groups section[aria-labelledby] > .rows')]
	.every(ul => [...ul.children].every(li => li.firstElementChild.textContent.startsWith(ul.parentElement.firstElementChild.textContent))));
facts.counts = await page.evaluate(() => Object.fromEntries([...document.querySelectorAll('.numbers')].map(t => [t.getAttribute('aria-labelledby'),
	Object.fromEntries([...t.tBodies[0].rows].map(r => [r.cells[0].textContent, +r.cells[1].textContent]))])));
for (const kind of ['places', 'audiences'])
	for (const file of pages(kind)) {
		await open(`${kind}/${file}`);
		await fits(`${kind}/${file}`);
		facts[kind][file.replace('.html', '')] = await page.evaluate(() => [...document.querySelectorAll('main section')].flatMap(s =>
			[...s.querySelectorAll('.rows > li')].map(li => [li.firstElementChild.textContent, s.querySelector('h2').textContent,
				li.querySelector('.facts strong').textContent])));
	}
for (const kind of ['areas', 'groups'])
	for (const file of pages(kind)) {
		await open(`${kind}/${file}`);
		await fits(`${kind}/${file}`);
	}

facts.picture = [...fs.readFileSync(path.join(site, 'map/places.svg'), 'utf8').matchAll(/<text(?: class="(?:in|no)")? x="[\d.]+" y="\d+">([\d–]+)</g)].map(m => m[1]);
for (const [name, lines] of Object.entries(faults))
	fs.writeFileSync(path.join(folder, name), lines.map(l => l + '\n').join(''));
fs.writeFileSync(path.join(folder, 'facts.json'), JSON.stringify(facts));
await browser.close();
