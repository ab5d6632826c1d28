// Uses the player and the transcript of a built site as listeners do: by keyboard, by links, with a
// page for each case.
//
//   node player.mjs SITE REMEMBERING FAULTS
//
// SITE is the folder of the shipped site, REMEMBERING that of the same site with `remember: true`.
// Writes one file for each thing that is tried into the folder FAULTS: empty, or a line for each
// fault.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { chromium } from 'playwright-core';

const [site, remembering, faultsFolder] = process.argv.slice(2);
const EPISODE = 'podcasts/spirituality/loss.html', OTHER = 'podcasts/spirituality/hope.html';
const TYPES = { html: 'text/html', css: 'text/css', js: 'text/javascript', mp3: 'audio/mpeg', m4a: 'audio/mp4' };
const POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'";

// Two players on one page, taken from the pages of two episodes.
function twoPlayers() {
	const read = file => fs.readFileSync(path.join(site, file), 'utf8');
	const player = html => /<div class="player"[\s\S]*?(?=<nav class="jump")/.exec(html)[0];
	return read(EPISODE).replace(/(?=<nav class="jump")/, () => player(read(OTHER)));
}

// Parts of files, as browsers ask for when they seek; with the strictest policy that pages bear.
function serve(folder) {
	const server = http.createServer((request, response) => {
		const name = decodeURIComponent(request.url.split(/[?#]/)[0].slice(1));
		const file = path.join(folder, name);
		const made = name.endsWith('two.html') ? Buffer.from(twoPlayers()) : null;
		if (!made && !fs.existsSync(file))
			return response.writeHead(404).end();
		const bytes = made ?? fs.readFileSync(file);
		const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
		const end = to ? Number(to) : bytes.length - 1;
		const head = { 'Content-Type': TYPES[path.extname(name).slice(1)] ?? 'application/octet-stream',
			'Accept-Ranges': 'bytes', 'Content-Security-Policy': POLICY };
		if (from === undefined)
			return response.writeHead(200, head).end(bytes);
		response.writeHead(206, { ...head, 'Content-Range': `bytes ${from}-${end}/${bytes.length}` });
		response.end(bytes.subarray(Number(from), end + 1));
	});
	return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(server)));
}

const servers = [await serve(site), await serve(remembering)];
const [address, other] = servers.map(s => `http://127.0.0.1:${s.address().port}/`);
const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
		'--disable-component-update', '--disable-sync', '--mute-audio'],
});
let faults;
const is = (what, have, want) => {
	if (have !== want)
		faults.push(`${what}: ${JSON.stringify(have)}, not ${JSON.stringify(want)}`);
};
const near = (what, have, want, by = 1) => {
	if (!(Math.abs(have - want) <= by))
		faults.push(`${what}: ${have}, not ${want}`);
};

// Opens the episode in a browser of its own; what the browser complains of is a fault.
async function open(file = EPISODE, options = {}, root = address) {
	const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, reducedMotion: 'reduce', ...options });
	const page = await context.newPage();
	page.on('pageerror', e => faults.push(`${file}: ${e.message}`));
	page.on('console', m => m.type() === 'error' && !/404|Failed to load/.test(m.text()) && faults.push(`${file}: ${m.text()}`));
	await page.goto(root + file);
	return page;
}

const audio = (page, n = 0) => page.evaluate(i => {
	const { currentTime, paused, playbackRate, volume } = document.querySelectorAll('audio')[i];
	return { at: currentTime, paused, playbackRate, volume };
}, n);
// Pages forbid eval(), which Playwright's own way of waiting needs.
async function until(page, condition, value) {
	for (const end = Date.now() + 10000; Date.now() < end;) {
		if (await page.evaluate(condition, value))
			return;
		await new Promise(resolve => setTimeout(resolve, 50));
	}
	throw new Error(`waited in vain for ${condition}`);
}
const plays = page => until(page, () => [...document.querySelectorAll('audio')].some(a => !a.paused && a.readyState > 2 && !a.seeking));
const focused = page => page.evaluate(() => document.activeElement.className || document.activeElement.tagName);
const status = page => page.textContent('.deck .say');

const tries = {
	async keyboard() {
		const page = await open();
		const order = ['play', 'seek', 'skip-back', 'skip-on', 'SELECT', 'INPUT', 'follow', 'button', 'button moment'];
		await page.focus('.jump a');
		for (const name of [...order].reverse()) {
			await page.keyboard.press('Shift+Tab');
			is('the focus goes backwards to', await focused(page), name);
		}
		await page.keyboard.press('Enter');
		await plays(page);
		is('the button then says', await page.getAttribute('.play', 'aria-label'), 'Pause');
		await page.keyboard.press(' ');
		is('the space bar pauses', (await audio(page)).paused, true);
		is('and the button says', await page.getAttribute('.play', 'aria-label'), 'Play');
		const { at } = await audio(page);
		await page.focus('.skip-on');
		await page.keyboard.press('Enter');
		await page.keyboard.press('Enter');
		near('forward twice', (await audio(page)).at, at + 30);
		await page.focus('.skip-back');
		await page.keyboard.press(' ');
		near('and back', (await audio(page)).at, at + 15);
		await page.focus('.speed select');
		await page.keyboard.press('ArrowDown');
		is('the speed', (await audio(page)).playbackRate, 1.25);
		await page.focus('.volume input');
		await page.keyboard.press('Home');
		is('the volume', (await audio(page)).volume, 0);
		await page.focus('.follow');
		await page.keyboard.press(' ');
		is('follow', await page.getAttribute('.follow', 'aria-pressed'), 'true');
	},

	async slider() {
		for (const dir of ['ltr', 'rtl']) {
			const page = await open();
			await page.evaluate(d => { document.documentElement.dir = d; }, dir);
			await page.focus('.seek');
			for (const [key, want] of [['ArrowRight', 5], ['ArrowUp', 10], ['ArrowLeft', 5], ['PageUp', 65], ['PageDown', 5],
				['End', 134], ['Home', 0], ['PageUp', 60], ['PageUp', 120], ['ArrowDown', 115]]) {
				await page.keyboard.press(key);
				near(`${dir}: ${key}`, Number(await page.inputValue('.seek')), want);
			}
			is(`${dir}: the slider says`, (await page.getAttribute('.seek', 'aria-valuetext')).replace(/\s/g, ' '),
				'1 minute 55 seconds of 2 minutes 14 seconds');
			await page.click('.play');
			await plays(page);
			near(`${dir}: it plays from there`, (await audio(page)).at, 115, 2);
		}
	},

	async moment() {
		for (const [hash, want] of [['#t=95', 95], ['#t=1:35', 95], ['#t=0:01:35', 95], ['#t=95.5,120', 95.5], ['#t=npt:10', 10]]) {
			const page = await open(EPISODE + hash);
			near(hash, Number(await page.inputValue('.seek')), want);
			is(`${hash}: it waits`, (await audio(page)).paused, true);
			is(`${hash}: the focus is on`, await focused(page), 'play');
			is(`${hash}: is told`, /^Ready to play from .*second/.test(await status(page)), true);
			await page.keyboard.press('Enter');
			await plays(page);
			near(`${hash}: it plays`, (await audio(page)).at, want, 2);
			is(`${hash}: is told no more`, await status(page), '');
		}
		for (const hash of ['#t=', '#t=x', '#t=1:2:3:4', '#t=99999', '#t--5', '#transcript'])
			is(hash, await (await open(EPISODE + hash)).inputValue('.seek'), '0');
		const page = await open(`${EPISODE}#t-35`);
		is('#t-35', await page.inputValue('.seek'), '35');
		is('the paragraph is there', await page.evaluate(() => document.querySelector('#t-35').getBoundingClientRect().top < 800), true);
	},

	async stretch() {
		const page = await open(`${EPISODE}#t=10,11`);
		await page.click('.play');
		await until(page, () => document.querySelector('audio').currentTime > 10.5);
		await until(page, () => document.querySelector('audio').paused);
		near('it stops', (await audio(page)).at, 11, 0.7);
	},

	async links() {
		const page = await open();
		await page.click('.chapters li:nth-child(3) a');
		await plays(page);
		is('the page stays', page.url(), address + EPISODE);
		near('the chapter plays', (await audio(page)).at, 50, 2);
		is('its link is marked', await page.getAttribute('.chapters li:nth-child(3) a', 'aria-current'), 'true');
		is('and no other', await page.locator('.chapters [aria-current]').count(), 1);
		is('the player names it', await page.textContent('.deck .chapter bdi'), 'Small things that help');
		await page.click('#t-16 .time');
		await until(page, () => document.querySelector('.turn.now')?.id === 't-16');
		is('one paragraph is marked', await page.locator('.turn.now').count(), 1);
		is('the chapter is another', await page.textContent('.deck .chapter bdi'), 'Before we begin');
		await page.click('.chapters li:nth-child(5) a');
		await until(page, () => Number(document.querySelector('.turn.now')?.id.slice(2)) >= 112);
	},

	async cues() {
		const now = page => page.evaluate(() => document.querySelector('audio').currentTime);
		const page = await open();
		// Where a word in the middle of the third line of the first paragraph stands.
		const wordAt = words => page.evaluate(words => {
			for (const p of document.querySelectorAll('.turn > p:last-of-type')) {
				const text = p.lastChild, at = text.data.indexOf(words), range = document.createRange();
				if (at < 0)
					continue;
				p.scrollIntoView({ block: 'center' });
				range.setStart(text, at);
				range.setEnd(text, at + words.length);
				const [{ left, top, height }] = range.getClientRects(); // the words may stand on two lines
				return { x: left + 3, y: top + height / 2 };
			}
			return null;
		}, words);
		const press = async words => {
			const { x, y } = await wordAt(words);
			await page.mouse.click(x, y);
		};
		await press('two computer voices');
		await plays(page);
		near('the cue of a word', await now(page), 5, 2);
		await press('fine to stop here');
		await until(page, () => document.querySelector('audio').currentTime >= 9);
		near('the cue of another', await now(page), 10, 2);
		await press('You can come back');
		await until(page, () => document.querySelector('audio').currentTime >= 16);
		near('the first cue of a paragraph', await now(page), 16, 2);
		// Who marks words, to copy them, does not want to hear them.
		const { x, y } = await wordAt('a death');
		await page.mouse.move(x, y);
		await page.mouse.down();
		await page.mouse.move(x + 60, y, { steps: 3 });
		await page.mouse.up();
		near('marking words goes nowhere', await now(page), 17, 3);
		// Each cue begins where the page says.
		const cues = JSON.parse(fs.readFileSync(path.join(site, EPISODE.replace('.html', '.transcript.json')))).segments;
		const begins = await page.evaluate(() => [...document.querySelectorAll('.turn')].flatMap(turn => {
			const text = turn.querySelector('p:last-of-type').lastChild.data.trim();
			const steps = turn.dataset.cues?.split(' ').map(Number) ?? [];
			let at = 0;
			return [text, ...steps.filter((step, i) => i % 2 === 0).map(step => text.slice(at += step))];
		}));
		is('as many cues', begins.length, cues.length);
		cues.forEach((cue, i) => is(`cue ${i}`, begins[i]?.startsWith(cue.body.replace(/\s+/g, ' ')), true));
	},

	async follow() {
		const page = await open();
		const top = () => page.evaluate(() => scrollY);
		await page.click('.chapters li:nth-child(2) a');
		await plays(page);
		const before = await top();
		await page.evaluate(() => { document.querySelector('audio').currentTime = 60; });
		await until(page, () => Number(document.querySelector('.turn.now').id.slice(2)) > 40);
		is('nothing scrolls unasked', await top(), before);
		await page.click('.follow');
		await until(page, () => {
			const { top, bottom } = document.querySelector('.turn.now').getBoundingClientRect();
			return top >= 0 && bottom <= innerHeight;
		});
		// Out of sight, the player is still at hand.
		await until(page, () => {
			const { top, bottom } = document.querySelector('.play').getBoundingClientRect();
			return top >= 0 && bottom <= innerHeight;
		});
		const first = await page.evaluate(() => document.querySelector('.turn.now').id);
		await page.evaluate(() => { document.querySelector('audio').currentTime = 125; });
		await until(page, id => {
			const turn = document.querySelector('.turn.now'), { top, bottom } = turn.getBoundingClientRect();
			return turn.id !== id && top >= 0 && bottom <= innerHeight;
		}, first);
		await page.mouse.wheel(0, -2000);
		await until(page, () => document.querySelector('.follow').getAttribute('aria-pressed') === 'false');
	},

	async share() {
		const page = await open(`${EPISODE}#t=1:01`, { permissions: ['clipboard-read', 'clipboard-write'] });
		await page.click('.moment');
		await until(page, () => document.querySelector('.moment').textContent === 'Copied');
		is('the clipboard has', await page.evaluate(() => navigator.clipboard.readText()), `${address}${EPISODE}#t=61`);
		is('it is announced', await page.textContent('body > [role=status]'), 'Copied');
		is('the focus stays', await focused(page), 'button moment');
		await until(page, () => document.querySelector('.moment').textContent === 'Copy link to this moment');

		await page.evaluate(() => {
			Object.defineProperty(navigator, 'clipboard', { value: undefined });
			document.addEventListener('copy', () => { window.copied = String(document.activeElement.value); });
		});
		await page.click('.moment');
		is('without the new way', await page.evaluate(() => window.copied), `${address}${EPISODE}#t=61`);
		await page.evaluate(() => { document.execCommand = () => false; });
		await page.click('.moment');
		is('without any', await page.evaluate(() => document.activeElement.value), `${address}${EPISODE}#t=61`);
		await page.click('.jump a[href="#share"]');
		await until(page, () => document.getElementById('share').open);
	},

	async nothingkept() {
		const page = await open();
		await page.click('.play');
		await plays(page);
		await page.waitForTimeout(500);
		await page.click('.play');
		is('stored', await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
		is('cookies', (await page.context().cookies()).length, 0);
		is('databases', (await page.evaluate(() => indexedDB.databases())).length, 0);
	},

	async kept() {
		const page = await open(EPISODE, {}, other);
		await page.click('.chapters li:nth-child(4) a');
		await plays(page);
		await page.click('.play');
		await page.reload();
		near('it goes on where it was', Number(await page.inputValue('.seek')), 86, 2);
		await page.goto(`${other}${OTHER}`);
		is('another episode begins', await page.inputValue('.seek'), '0');
	},

	async two() {
		const page = await open('podcasts/spirituality/two.html');
		const [first, second] = [0, 1].map(n => page.locator('.player').nth(n));
		await second.locator('.play').click();
		await plays(page);
		is('the first is silent', (await audio(page, 0)).paused, true);
		await first.locator('.skip-on').click();
		near('the first', Number(await first.locator('.seek').inputValue()), 15);
		await first.locator('.play').click();
		await until(page, () => !document.querySelectorAll('audio')[0].paused);
		is('the second stops', (await audio(page, 1)).paused, true);
		near('the second stays', (await audio(page, 1)).at, 0, 3);
		await second.locator('.speed select').selectOption('2');
		is('its speed is its own', (await audio(page, 0)).playbackRate, 1);
	},

	async noscript() {
		const page = await open(EPISODE, { javaScriptEnabled: false });
		is('the browser’s controls', await page.getAttribute('audio', 'controls'), '');
		for (const hidden of ['.deck', '.moment', '.tools', '.trouble'])
			is(hidden, await page.locator(hidden).isVisible(), false);
		is('the download', await page.locator('.get a').first().isVisible(), true);
		is('a chapter leads to', /audio\/loss-[0-9a-f]{12}\.mp3#t=50$/.test(await page.getAttribute('.chapters li:nth-child(3) a', 'href')), true);
		is('a letter', /^mailto:hello@example\.org\?subject=Correction/.test(await page.getAttribute('.transcript > p > a', 'href')), true);
	},

	async search() {
		const page = await open();
		const found = () => page.textContent('.tools [role=status]');
		await page.fill('#find', 'GRIEF');
		await until(page, () => document.querySelector('mark'));
		const count = await page.locator('mark').count();
		is('it is counted', await found(), `1 of ${count}`);
		is('as the page has it', count, (await page.textContent('.turns')).toLowerCase().split('grief').length - 1);
		await page.keyboard.press('Enter');
		is('the next', await found(), `2 of ${count}`);
		await page.click('.step');
		await page.click('.step');
		is('round to the last', await found(), `${count} of ${count}`);
		is('it is in sight', await page.evaluate(() => document.querySelector('mark.now').getBoundingClientRect().top < innerHeight), true);
		const words = await page.textContent('.turns');
		await page.fill('#find', '<b>*(nothing)');
		await until(page, () => !document.querySelector('mark'));
		is('what is not there', await found(), 'Not found');
		is('the words stay the same', await page.textContent('.turns'), words);
	},

	async correct() {
		const page = await open();
		is('at first', await page.locator('.mend').count(), 0);
		await page.click('[data-correct]');
		is('one for each paragraph', await page.locator('.mend').count(), await page.locator('.turn').count());
		const letter = new URL(await page.getAttribute('#t-16 .mend', 'href'));
		is('to', letter.pathname, 'hello@example.org');
		is('about', letter.searchParams.get('subject'), 'Correction to the transcript of “Loss” 0:16');
		is('with the words', letter.searchParams.get('body').trim(), 'You can come back whenever you like. Or not at all.');
		await page.click('[data-correct]');
		is('at last', await page.locator('.mend').count(), 0);
	},

	async trouble() {
		const page = await open();
		await page.route('**/audio/**', route => route.abort());
		await page.click('.play');
		await page.waitForSelector('.trouble:visible');
		is('the way out', await page.locator('.trouble a[download]').isVisible(), true);
	},

	async device() {
		const page = await open();
		await page.click('.play');
		await plays(page);
		const { title, artist, art } = await page.evaluate(() => {
			const m = navigator.mediaSession.metadata;
			return { title: m.title, artist: m.artist, art: m.artwork[0].src };
		});
		is('title', title, 'Loss');
		is('show', artist, 'Spirituality');
		is('cover', (await fetch(art)).status, 200);
	},

	async print() {
		const page = await open();
		await page.emulateMedia({ media: 'print' });
		for (const hidden of ['.deck', '.tools', '.trail', '.get'])
			is(hidden, await page.locator(hidden).first().isVisible(), false);
		is('the transcript', await page.locator('.turn').first().isVisible(), true);
		await page.evaluate(() => { window.print = () => { window.printed = true; }; });
		await page.emulateMedia({ media: 'screen' });
		await page.click('[data-print]');
		is('the button prints', await page.evaluate(() => window.printed), true);
	},
};

try {
	for (const [name, attempt] of Object.entries(tries)) {
		faults = [];
		await attempt().catch(e => faults.push(e.message));
		fs.writeFileSync(path.join(faultsFolder, name), faults.map(f => `${f}\n`).join(''));
		for (const context of browser.contexts())
			await context.close();
	}
} finally {
	await browser.close();
	servers.forEach(s => s.close());
}
