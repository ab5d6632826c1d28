// Plays recordings that stand on another host than the pages.
//
//   node apart.mjs PAGES AUDIO PORT
//
// PAGES is the address of the pages, AUDIO that of the recordings, whose host answers on PORT of
// this computer. Prints a line for each thing that is not as it should be.
import { chromium } from 'playwright-core';

const [pages, audio, port] = process.argv.slice(2);
const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
		'--mute-audio', '--autoplay-policy=no-user-gesture-required', '--ignore-certificate-errors',
		`--host-resolver-rules=MAP ${new URL(audio).host} 127.0.0.1:${port}, MAP other.example.org 127.0.0.1:${port}`],
});
const page = await browser.newPage();
let asked = [], violations = [], probing = false;
page.on('request', r => r.url().startsWith('data:') || asked.push(r.url()));
page.on('requestfailed', r => !probing && r.failure()?.errorText !== 'net::ERR_ABORTED' && console.log(`${r.url()}: ${r.failure()?.errorText}`));
page.on('console', m => /Content.Security.Policy|Refused to/i.test(m.text()) && violations.push(m.text()));

const elsewhere = () => asked.filter(url => !url.startsWith(pages));

// Plays what is on the page for a moment; false when it does not.
const plays = () => page.evaluate(() => new Promise(resolve => {
	const sound = document.querySelector('audio');
	sound.ontimeupdate = () => sound.currentTime > 0.2 && resolve(true);
	sound.onerror = () => resolve(false);
	sound.play().catch(() => resolve(false));
	setTimeout(() => resolve(false), 20000);
}));

for (const name of ['loss.html', 'hope.html', 'loss.embed.html', 'kindness.html']) {
	asked = [];
	violations = [];
	await page.goto(`${pages}podcasts/spirituality/${name}`, { waitUntil: 'networkidle' });
	if (elsewhere().length)
		console.log(`${name}: before anybody plays it, it asks for ${elsewhere()}`);
	if (!await plays())
		console.log(`${name}: does not play`);
	const at = elsewhere();
	if (!at.length || at.some(url => !url.startsWith(`${audio}podcasts/spirituality/audio/`)))
		console.log(`${name}: while it plays, it asks for ${at}`);
	if (violations.length)
		console.log(`${name}: ${violations}`);
}

// A link to a moment in the transcript plays there, and the page stays.
await page.goto(`${pages}podcasts/spirituality/loss.html`);
await page.locator('a.time').nth(1).click();
await page.waitForFunction(() => document.querySelector('audio').currentTime > 1, null, { timeout: 60000 })
	.catch(() => console.log('a link to a moment does not play there'));
if (!page.url().startsWith(pages))
	console.log(`a link to a moment leaves the page for ${page.url()}`);

// And nothing else is let through: neither another host, nor something else from this one.
violations = [];
probing = true;
await page.evaluate(audio => {
	new Audio('https://other.example.org/x.mp3').play().catch(() => 0);
	new Image().src = `${audio}x.png`;
	fetch(`${audio}x.json`).catch(() => 0);
}, audio);
await page.waitForTimeout(500);
if (violations.length < 3)
	console.log(`the policy lets through what it should not: ${violations}`);
await browser.close();
