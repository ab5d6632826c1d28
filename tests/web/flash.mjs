// Prints pages of a site on the disk, and looks at letters.
//
//   node flash.mjs SITE FOLDER [PAGE...]
//
// Puts a PDF of each PAGE of SITE, as a browser prints it, into FOLDER. Prints a line for each thing that is
// not as it should be: a file that is fetched from elsewhere, a page that can be pushed sideways at 320 pixels.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [site, folder, ...pages] = process.argv.slice(2);
const browser = await chromium.launch({
	executablePath: '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});
const page = await browser.newPage({ viewport: { width: 320, height: 640 } });

page.on('request', r => /^(file|data):/.test(r.url()) || console.log(`${page.url()} asks for ${r.url()}`));
for (const file of pages) {
	await page.goto(pathToFileURL(path.resolve(site, file)).href);
	const width = await page.evaluate(() => document.scrollingElement.scrollWidth);
	if (width > 320)
		console.log(`${file} is ${width} pixels wide`);
	await page.pdf({ path: path.join(folder, `${path.basename(file, '.html')}.pdf`), preferCSSPageSize: true });
}
await browser.close();
