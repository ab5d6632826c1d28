// Renders every case with mustache.js and with the program named in RENDER, and compares.
import { spawnSync } from "node:child_process";
import Mustache from "mustache";
import { cases, random } from "./cases.mjs";

// mustache.js also writes / ` = as references; what is meant is the same.
const spelling = { "&#x2F;": "/", "&#x60;": "`", "&#x3D;": "=" };
const normal = (s) => s.replace(/&#x(2F|60|3D);/g, (r) => spelling[r]);

const all = [...cases, ...random(400)];
const input = all.map((c) => JSON.stringify(c)).join("\n") + "\n";
const run = spawnSync(process.env.RENDER, { input, encoding: "utf8", maxBuffer: 1 << 28 });
const pages = run.stdout.split("\n").slice(0, -1).map((line) => JSON.parse(line));
let failed = 0;

console.log(`1..${all.length + 1}`);
console.log(`${run.status === 0 && pages.length === all.length ? "ok" : "not ok"} 1 - every case is answered`);
if (run.status !== 0 || run.stderr) process.stderr.write(run.stderr);
all.forEach((c, i) => {
	const theirs = normal(Mustache.render(c.template, c.data, c.partials));
	const same = typeof pages[i] === "string" && normal(pages[i]) === theirs;

	console.log(`${same ? "ok" : "not ok"} ${i + 2} - ${c.about}`);
	if (same) return;
	failed++;
	process.stderr.write(`# ${JSON.stringify(c.template)}\n# mustache.js: ${JSON.stringify(theirs)}\n#     blether: ${JSON.stringify(pages[i])}\n`);
});
process.exit(failed || run.status ? 1 : 0);
