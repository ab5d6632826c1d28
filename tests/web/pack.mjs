// Opens a packed site from the disk in Chromium and clicks through it.
//
//   node pack.mjs START-HERE.html
//
// Prints a line for each thing that is not as it should be.
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const browser = await chromium.launch({
	executablePath: '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});
const page = await browser.newPage();

page.on('requestfailed', r => r.failure()?.errorText !== 'net::ERR_ABORTED' && console.log(`${r.url()} failed: ${r.failure()?.errorText}`));
page.on('request', r => /^(file|data):/.test(r.url()) || console.log(`${page.url()} asks for ${r.url()}`));
page.on('console', m => m.type() === 'error' && console.log(`${page.url()}: ${m.text()}`));

await page.goto(pathToFileURL(process.argv[2]).href);
await page.waitForURL(/site\/index\.html$/);
const home = page.url();
await page.locator('main a[href*="podcasts/"][href$=".html"]:not([href$="index.html"])').first().click();
await page.waitForURL(/podcasts\/[^/]+\/[^/]+\.html/);
const playable = await page.evaluate(async () => {
	const audio = document.querySelector('audio');
	const source = audio.currentSrc || audio.querySelector('source')?.src || audio.src;
	const probe = new Audio(source);
	probe.preload = 'metadata';
	return new Promise(resolve => {
		probe.onloadedmetadata = () => resolve(probe.duration > 0);
		probe.onerror = () => resolve(false);
	});
});
if (!playable)
	console.log(`the recording of ${page.url()} cannot be played`);
await page.goBack();
if (page.url() !== home)
	console.log(`the way back leads to ${page.url()}`);
for (const link of await page.evaluate(() => [...document.querySelectorAll('a[href]')].map(a => a.href))) {
	if (link.startsWith('file:') && link.split('#')[0].endsWith('/'))
		console.log(`${link} is a folder, which shows a list of files`);
}
await browser.close();
