/*
 * "Exit this page": hides the page at once, and puts the other site in its place in the history of
 * this tab. Escape or Shift pressed three times does the same. Without this script it is a link.
 */
(() => {
	'use strict';
	const link = document.getElementById('exit');
	const hint = document.getElementById('exit-keys');
	const together = 2000; /* milliseconds within which three presses are meant as one */
	let presses = [];

	if (!link)
		return;

	function leave() {
		document.title = ' ';
		document.body.hidden = true;
		document.querySelectorAll('audio').forEach((audio) => audio.pause());
		location.replace(link.href);
	}

	link.addEventListener('click', (event) => {
		event.preventDefault();
		leave();
	});
	document.addEventListener('keyup', (event) => {
		if (event.key !== 'Escape' && event.key !== 'Shift') {
			presses = [];
			return;
		}
		presses = presses.filter((p) => p.key === event.key && event.timeStamp - p.at < together);
		presses.push({ key: event.key, at: event.timeStamp });
		if (presses.length === 3)
			leave();
	});
	/* Whoever comes back finds the page as it was, not an empty one. */
	addEventListener('pageshow', () => { document.body.hidden = false; });
	if (hint)
		hint.hidden = false;
})();
