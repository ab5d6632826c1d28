// Answers for lines of standard input with the functions of search.js, one line of JSON each:
//
//   node words.mjs SEARCH_JS stem    the stem of the word
//   node words.mjs SEARCH_JS words   the folded words of the text
import fs from 'node:fs';
import vm from 'node:vm';

const [script, what] = process.argv.slice(2);
const context = vm.createContext({});
vm.runInContext(fs.readFileSync(script, 'utf8'), context);
const [stem, wordsOf] = vm.runInContext('[stem, wordsOf]', context);
const answer = { stem, words: line => wordsOf(line).map(w => w.word) }[what];
const lines = fs.readFileSync(0, 'utf8').split('\n').slice(0, -1);
process.stdout.write(lines.map(line => JSON.stringify(answer(line)) + '\n').join(''));
