// Searches a built site in Chromium, as visitors do.
//
//   node search.mjs SITE ADDRESS FAULTS [QUERY]
//
// SITE is the folder, and ADDRESS, with a slash at its end, where it is served. Writes one file for
// each thing that is looked at into the folder FAULTS: empty, or a line for each fault; and `bytes`,
// what was loaded for the answer to QUERY, as it is and as servers pack it. With a QUERY, that is all.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [site, address, faultsFolder, query] = process.argv.slice(2);
const disk = pathToFileURL(site).href + '/';
const faults = { complaints: [], answers: [], keyboard: [], disk: [], scriptless: [], hostile: [], help: [] };

// Pages ask for nothing but their own site's scripts and styles.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; " +
	"base-uri 'none'; form-action 'self'";

async function open(browser, url, options = {}) {
	const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options });
	const page = await context.newPage();
	page.on('console', m => ['error', 'warning'].includes(m.type()) && faults.complaints.push(`${url}: ${m.text()}`));
	page.on('pageerror', e => faults.complaints.push(`${url}: ${e.message}`));
	page.on('dialog', d => {
		faults.hostile.push(`${url}: says ${d.message()}`);
		d.dismiss();
	});
	if (url.startsWith('http'))
		await page.route('**/*.html*', async route => {
			const response = await route.fetch();
			await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
		});
	await page.goto(url);
	return page;
}

const texts = (page, selector) => page.$$eval(selector, all => all.map(e => e.textContent.trim()));
const answered = page => page.locator('#found:not(:empty)').waitFor();

async function expectMoment(page, into) {
	const link = page.locator('#hits .time').first();
	await link.waitFor();
	await link.scrollIntoViewIfNeeded(); /* passages are loaded when they come into view */
	await page.locator('#hits q').first().waitFor();
	const passage = await page.locator('#hits q').first().textContent();
	if (!/<mark>/.test(await page.locator('#hits q').first().innerHTML()))
		into.push('the passage has no mark');
	await link.click();
	await page.waitForLoadState();
	const turnNow = () => page.evaluate(() => {
		const turn = document.getElementById(location.hash.slice(1));
		return turn && { text: turn.textContent, shown: turn.getBoundingClientRect().top < innerHeight };
	});
	let said = await turnNow();
	for (let i = 0; i < 50 && said && !said.shown; i++, said = await turnNow())
		await page.waitForTimeout(100); /* pages scroll smoothly */
	if (!said || !said.shown)
		into.push(`${page.url()} leads to nothing that is in view`);
	else if (!said.text.includes(passage.replace(/…/g, '').trim().slice(0, 40)))
		into.push(`'${passage}' is not what is said at ${page.url()}`);
}

async function searchOn(browser, origin, into) {
	const page = await open(browser, origin + 'search.html');
	await page.fill('#q', 'grief');
	await answered(page);
	const titles = await texts(page, '#hits h2');
	if (!titles.includes('Loss'))
		into.push(`grief: found ${titles}`);
	if (!/^\d+ results?$/.test(await page.textContent('#found')))
		into.push(`the number of results is '${await page.textContent('#found')}'`);
	if (new URL(page.url()).searchParams.get('q') !== 'grief')
		into.push(`the address is ${page.url()}`);
	await expectMoment(page, into);
	await page.goBack();
	await answered(page);
	if (await page.inputValue('#q') !== 'grief' || !(await texts(page, '#hits h2')).includes('Loss'))
		into.push('back from a result, the results are gone');
	await page.fill('#q', 'zzzzqqqq');
	await page.locator('#found', { hasText: /^0 / }).waitFor();
	if (!(await page.isVisible('#lost')) || (await texts(page, '#hits li')).length)
		into.push('nothing found, and nothing said');
	await page.context().close();
}

async function byKeyboard(browser) {
	const page = await open(browser, address + 'search.html');
	await page.focus('#q');
	await page.keyboard.type('belonging');
	await page.keyboard.press('Enter');
	await answered(page);
	for (let i = 0; i < 6 && !(await page.evaluate(() => document.activeElement.closest('#hits'))); i++)
		await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await page.waitForURL(/belonging/, { timeout: 5000 }).catch(() => faults.keyboard.push(`it leads to ${page.url()}`));
	const shared = await open(browser, address + 'search.html?q=hope');
	await answered(shared);
	if (!(await texts(shared, '#hits h2')).includes('Hope'))
		faults.keyboard.push('an address with a query finds nothing');
	await page.context().close();
	await shared.context().close();
}

async function withoutScript(browser) {
	const page = await open(browser, address + 'search.html', { javaScriptEnabled: false });
	if (await page.isVisible('#q'))
		faults.scriptless.push('a search is offered that cannot be done');
	await page.click('main a[href="a-z.html"]');
	if (!(await texts(page, '.a-z li a')).includes('Belonging'))
		faults.scriptless.push('the list from A to Z lacks an episode');
	await page.context().close();
}

async function hostile(browser) {
	const page = await open(browser, address + 'search.html?q=hostile');
	await answered(page);
	if (!(await texts(page, '#hits')).join().includes('<img src=x onerror=alert(1)>'))
		faults.hostile.push('hostile words are not shown as they are');
	if (await page.$('#hits img, #hits script'))
		faults.hostile.push('hostile words have become elements');
	await page.context().close();
}

async function checkHelp(browser) {
	const page = await open(browser, address + 'search.html?q=grief');
	await answered(page);
	const help = await page.locator('main a[href$="find-help.html"]').first().boundingBox();
	const first = await page.locator('#hits li').first().boundingBox();
	if (!help || help.y > first.y)
		faults.help.push('help is not above the results');
	await page.context().close();
}

async function weigh(browser, words) {
	const loaded = [];
	const page = await open(browser, 'about:blank');
	page.on('response', r => loaded.push(r.body().then(b => [b.length, zlib.gzipSync(b).length], () => [0, 0])));
	await page.goto(`${address}search.html?q=${encodeURIComponent(words)}`);
	await answered(page);
	await page.waitForLoadState('networkidle');
	const sizes = await Promise.all(loaded);
	const shown = (await texts(page, '#hits li')).length;
	const sum = i => sizes.reduce((all, size) => all + size[i], 0);
	fs.writeFileSync(path.join(faultsFolder, 'bytes'), `${sum(0)} ${sum(1)} ${sizes.length} ${shown}\n`);
	await page.context().close();
}

const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
		'--disable-component-update', '--disable-sync'],
});
try {
	await weigh(browser, query ?? 'hope');
	if (!query) {
		await searchOn(browser, address, faults.answers);
		await searchOn(browser, disk, faults.disk);
		await byKeyboard(browser);
		await withoutScript(browser);
		await hostile(browser);
		await checkHelp(browser);
	}
} finally {
	await browser.close();
}
for (const [what, lines] of Object.entries(faults))
	fs.writeFileSync(path.join(faultsFolder, what), lines.map(l => l + '\n').join(''));
