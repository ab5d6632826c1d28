// Looks at a preview in Chromium while the content is changed on disk.
//
//   node serve.mjs ADDRESS CONTENT
//
// ADDRESS, with a slash at its end, is where `blether serve` answers, CONTENT the folder that it
// shows. Prints a line of TAP for each thing that is looked at.
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

const [address, content] = process.argv.slice(2);
const about = path.join(content, 'pages/about.md');
const browser = await chromium.launch({
	executablePath: '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});
let count = 0;

async function see(sentence, look) {
	let why = '';
	const seen = await look().catch(e => { why = e.message; return false; });
	console.log(`${seen ? 'ok' : 'not ok'} ${++count} - ${sentence}`);
	if (!seen)
		console.error(`# ${why.split('\n')[0]}`);
}

const save = text => fs.writeFileSync(about, text);
const page = await browser.newPage();
const corner = page.locator('#blether-preview');
const complaints = [];
page.on('console', m => ['error', 'warning'].includes(m.type()) && complaints.push(m.text()));
page.on('pageerror', e => complaints.push(e.message));
const appears = text => page.getByText(text).first().waitFor({ timeout: 10000 }).then(() => true);
const written = fs.readFileSync(about, 'utf8');

await page.goto(`${address}pages/about.html`);
await see('the corner is not there while everything is in order', async () => !await corner.isVisible());
save(`${written}\nThese words are new.\n`);
await see('a page that was edited on the disk shows it by itself', () => appears('These words are new.'));

const other = await browser.newPage();
await other.goto(address);
await other.evaluate(() => { window.stays = true; });
save(written.replace(/^title:/m, 'titel:'));
await see('a mistake appears in the corner, with file and line', () => appears('pages/about.md:2:1'));
await see('and what is wrong', () => appears("unknown field 'titel'"));
await see('the page stays as it was', () => appears('These words are new.'));
await see('it can be folded away', async () => {
	await corner.locator('summary').click();
	return !await page.getByText("unknown field 'titel'").first().isVisible();
});
await see('another page shows it too', () => other.getByText("unknown field 'titel'").waitFor().then(() => true));
save(`${written}\nIt is mended.\n`);
await see('when it is mended the page shows what is there now', () => appears('It is mended.'));
await see('and the corner is gone', () => corner.waitFor({ state: 'hidden', timeout: 10000 }).then(() => true));
await see('from the other page too, which was not loaded again', async () => {
	await other.locator('#blether-preview').waitFor({ state: 'hidden', timeout: 10000 });
	return other.evaluate(() => window.stays === true);
});

await page.goto(`${address}pages/later.html`);
await see('a page that is not there is the one that says so', async () => (await page.title()).length > 0);
fs.writeFileSync(path.join(content, 'pages/later.md'), '---\ntitle: Later\nsummary: It comes later.\n---\nHere it is.\n');
await see('and becomes what was written in the meantime', () => appears('Here it is.'));
fs.mkdirSync(path.join(content, 'theme'));
fs.writeFileSync(path.join(content, 'theme/style.css'), 'main { font-size: 33px }\n');
await see('a style that is written is worn at once', async () => {
	// The page's policy stops what the driver would wait with.
	const size = () => page.evaluate(() => getComputedStyle(document.querySelector('main')).fontSize).catch(() => '');
	for (let i = 0; i < 100 && await size() !== '33px'; i++)
		await page.waitForTimeout(100);
	return await size() === '33px';
});
await see('nothing makes the browser complain', async () => {
	const others = complaints.filter(c => !/404|ERR_INCOMPLETE|ERR_CONNECTION/.test(c));
	if (others.length)
		throw new Error(others.join('; '));
	return true;
});
console.log(`1..${count}`);
await browser.close();
