// Leaves a page at once, as somebody must who may be watched, in Chromium.
//
//   node exit.mjs ADDRESS PAGE AWAY
//
// ADDRESS, with a slash at its end, is where the site is served, PAGE one of its pages that offers a
// way out, and AWAY where that leads. Prints what is wrong.
import { chromium } from 'playwright-core';

const [address, file, away] = process.argv.slice(2);

async function open(browser, options) {
	const context = await browser.newContext({ viewport: { width: 390, height: 800 }, reducedMotion: 'reduce', ...options });
	const page = await context.newPage();
	await page.goto(address + 'index.html');
	await page.goto(address + file);
	return page;
}

async function press(page, key, times) {
	for (let i = 0; i < times; i++)
		await page.keyboard.press(key);
}

// How it is left, and whether it shall be.
const ways = {
	'the button': [page => page.click('#exit'), true],
	'Escape three times': [page => press(page, 'Escape', 3), true],
	'Shift three times': [page => press(page, 'Shift', 3), true],
	'Escape twice': [page => press(page, 'Escape', 2), false],
	'Shift with letters': [async page => {
		for (const key of ['Shift+A', 'Shift+B', 'Shift+C'])
			await page.keyboard.press(key);
	}, false],
	'both in turns': [async page => {
		for (const key of ['Escape', 'Shift', 'Escape'])
			await page.keyboard.press(key);
	}, false],
};

async function check(browser, name, [leave, shall]) {
	const page = await open(browser, {});
	await leave(page);
	await page.waitForURL(away, { timeout: shall ? 5000 : 500 }).catch(() => {});
	const left = page.url() === away;
	if (left !== shall)
		console.log(`${name}: the page is ${left ? '' : 'not '}left`);
	if (left) {
		await page.goBack();
		if (page.url() === address + file)
			console.log(`${name}: going back shows the page again`);
	}
	await page.context().close();
}

// Before the other site has answered, nothing may be left to read.
async function checkHidden(browser) {
	const page = await open(browser, {});
	const hidden = await page.evaluate(() => {
		document.getElementById('exit').click();
		return document.body.hidden && !document.title.trim();
	});
	if (!hidden)
		console.log('while it waits the page can still be read');
	await page.context().close();
}

async function checkWithoutScript(browser) {
	const page = await open(browser, { javaScriptEnabled: false });
	if (await page.isVisible('#exit-keys'))
		console.log('without script it promises what only the script does');
	await page.click('#exit');
	if (page.url() !== away)
		console.log('without script the button leads nowhere');
	await page.context().close();
}

// The button stays in reach, and covers nothing that has the focus.
async function checkInReach(browser) {
	const page = await open(browser, {});
	await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
	const box = await page.locator('#exit').boundingBox();
	if (!box || box.y < 0 || box.y > 100 || box.height < 44)
		console.log(`at the end of the page the button is at ${JSON.stringify(box)}`);
	const hidden = await page.evaluate(() => {
		const bar = document.querySelector('.exit');
		for (const link of [...document.querySelectorAll('main a, footer a')].reverse()) {
			link.focus();
			const at = link.getBoundingClientRect();
			if (document.activeElement === link && at.height && at.bottom <= bar.getBoundingClientRect().bottom)
				return link.href;
		}
		return null;
	});
	if (hidden)
		console.log(`the bar covers ${hidden}, which has the focus`);
	await page.context().close();
}

const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
		'--disable-component-update', '--disable-sync'],
});
try {
	for (const [name, way] of Object.entries(ways))
		await check(browser, name, way);
	await checkHidden(browser);
	await checkWithoutScript(browser);
	await checkInReach(browser);
} finally {
	await browser.close();
}
