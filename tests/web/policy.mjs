// Asks Chromium what the Content-Security-Policy of a built site lets through.
//
//   node policy.mjs ADDRESS FOLDER
//
// ADDRESS, with a slash at its end, serves FOLDER. Prints a line for each fault.
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { chromium } from 'playwright-core';

const [address, folder] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage();
let violations = [];
page.on('console', m => /Content.Security.Policy|Refused to|Permissions.Policy/i.test(m.text()) && violations.push(m.text()));

async function visit(url) {
	violations = [];
	await page.goto(url, { waitUntil: 'load' });
	return page.evaluate(() => ({ styled: getComputedStyle(document.querySelector('main')).maxWidth !== 'none' ||
		[...document.styleSheets].some(s => s.href), hit: Boolean(window.hit), pictures: [...document.images].every(i => i.loading === 'lazy' || i.naturalWidth > 0) }));
}

for (const name of ['index.html', 'podcasts/spirituality/loss.html', 'podcasts/spirituality/loss.embed.html', 'pages/about.html', '404.html']) {
	for (const url of [address + name, pathToFileURL(path.join(folder, name)).href]) {
		const seen = await visit(url);
		for (const v of violations)
			console.log(`${url}: ${v}`);
		if (!seen.styled || !seen.pictures)
			console.log(`${url}: ${JSON.stringify(seen)}`);
	}
}
const bad = await visit(`${address}injected.html`);
if (bad.hit || violations.length < 2)
	console.log('an injected script or style was not stopped', bad, violations);
const framed = await visit(`${address}frame.html`);
if (violations.length)
	console.log('an embed cannot be framed', violations, framed);
await browser.close();
