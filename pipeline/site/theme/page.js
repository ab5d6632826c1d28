// Small things for every page: each needs what it names in the page, whose words it uses.
'use strict';
(() => {
	const live = document.createElement('p');
	live.className = 'unseen';
	live.setAttribute('role', 'status');
	document.body.append(live);
	const say = text => { live.textContent = text; };

	// ---- Buttons that copy: data-copy has the text, or data-from the id of a field with it; data-done what is said.

	function copyOldWay(text) {
		const field = document.createElement('textarea');
		field.value = text;
		field.className = 'unseen';
		document.body.append(field);
		field.select();
		const done = document.execCommand('copy');
		field.remove();
		return done;
	}

	// Where no page may copy, the text stands there to be copied by hand.
	function offer(button, text) {
		const field = document.createElement('input');
		field.value = text;
		field.readOnly = true;
		field.setAttribute('aria-label', button.textContent);
		button.replaceWith(field);
		field.select();
	}

	async function copy(button) {
		const text = button.dataset.copy || document.getElementById(button.dataset.from).value;
		const done = await navigator.clipboard?.writeText(text).then(() => true, () => false) || copyOldWay(text);
		if (!done)
			return offer(button, text);
		button.focus();
		say(button.dataset.done);
		button.dataset.label ??= button.textContent;
		button.textContent = button.dataset.done;
		setTimeout(() => { button.textContent = button.dataset.label; say(''); }, 3000);
	}

	document.querySelectorAll('[data-copy]:not([data-copy=""]), [data-from], [data-print]').forEach(button => {
		button.hidden = false;
	});

	document.addEventListener('click', e => {
		const button = e.target.closest('[data-copy], [data-from]');
		if (button)
			copy(button);
		if (e.target.closest('[data-print]'))
			window.print();
	});

	// ---- A link to what is folded unfolds it.

	function unfold() {
		const box = document.getElementById(location.hash.slice(1));
		if (box?.localName === 'details')
			box.open = true;
	}
	addEventListener('hashchange', unfold);
	unfold();

	// ---- The transcript: a search, and a link at each paragraph to suggest a correction.

	function lastText(turn) {
		const text = turn.querySelector('p:last-of-type').lastChild;
		return text?.nodeType === Node.TEXT_NODE ? text : null;
	}

	function unmark(marks) {
		for (const mark of marks) {
			const paragraph = mark.parentNode;
			mark.replaceWith(mark.firstChild);
			paragraph.normalize();
		}
	}

	function markIn(text, words) {
		const marks = [];
		for (let at; text && (at = text.data.toLowerCase().indexOf(words)) >= 0;) {
			const hit = text.splitText(at), mark = document.createElement('mark');
			text = hit.splitText(words.length);
			hit.replaceWith(mark);
			mark.append(hit);
			marks.push(mark);
		}
		return marks;
	}

	function searchIn(tools, turns) {
		const field = tools.querySelector('input'), status = tools.querySelector('[role=status]');
		const buttons = tools.querySelectorAll('.step');
		let marks = [], current = 0;

		function show() {
			marks.forEach((mark, i) => mark.classList.toggle('now', i === current));
			marks[current]?.scrollIntoView({ block: 'center' });
			status.textContent = marks.length
				? tools.dataset.place.replace('{now}', current + 1).replace('{all}', marks.length)
				: field.value.trim() && tools.dataset.none;
			buttons.forEach(button => { button.disabled = !marks.length; });
		}

		function search() {
			const words = field.value.trim().toLowerCase();
			unmark(marks);
			current = 0;
			marks = words.length > 1 ? turns.flatMap(turn => markIn(lastText(turn), words)) : [];
			show();
		}

		function step(by) {
			current = (current + by + marks.length) % (marks.length || 1);
			show();
		}

		let timer;
		field.addEventListener('input', () => {
			clearTimeout(timer);
			timer = setTimeout(search, 250);
		});
		// The button to the next match is the one that Enter presses.
		tools.addEventListener('submit', e => {
			e.preventDefault();
			step(1);
		});
		buttons[0].addEventListener('click', () => step(-1));
	}

	// Turned on, because 400 links more are in the way of whoever goes from link to link.
	function correctionsIn(tools, turns) {
		const button = tools.querySelector('[data-correct]');

		button?.addEventListener('click', () => {
			const on = button.getAttribute('aria-pressed') !== 'true';
			button.setAttribute('aria-pressed', on);
			document.querySelectorAll('.mend').forEach(link => link.remove());
			for (const turn of on ? turns : []) {
				const link = document.createElement('a'), time = turn.querySelector('.time')?.textContent ?? '';
				link.className = 'mend';
				link.href = `${button.dataset.correct}${encodeURIComponent(` ${time}`)}&body=${
					encodeURIComponent(`${turn.querySelector('p:last-of-type').textContent.trim().slice(0, 600)}\n\n`)}`;
				link.textContent = `${button.textContent} ${time}`;
				turn.append(link);
			}
			say(on ? button.dataset.hint : '');
		});
	}

	for (const tools of document.querySelectorAll('.transcript .tools')) {
		const turns = [...tools.parentNode.querySelectorAll('.turn')];
		tools.hidden = false;
		searchIn(tools, turns);
		correctionsIn(tools, turns);
	}
})();
