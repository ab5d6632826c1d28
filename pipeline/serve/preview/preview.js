// Added to each page by `blether serve`, and by nothing else: loads the page again when it has
// changed, and shows in a corner what blether has to say of the content.
(() => {
	if (window !== window.top)
		return;
	const own = document.currentScript;
	const place = new URL('.', own.src);
	const corner = document.createElement('aside');
	const root = corner.attachShadow({ mode: 'open' });
	const style = document.createElement('link');
	const told = document.createElement('div');
	style.rel = 'stylesheet';
	style.href = new URL('preview.css', place);
	told.setAttribute('role', 'status');
	corner.id = 'blether-preview';
	corner.setAttribute('aria-label', 'Preview');
	root.append(style, told);

	const make = (name, text, kind) => {
		const e = document.createElement(name);
		e.textContent = text;
		e.className = kind || '';
		return e;
	};

	const where = m => (m.file ? m.file + (m.line ? `:${m.line}:${m.column}` : '') : '');

	const count = (n, word) => (n ? [`${n} ${word}${n > 1 ? 's' : ''}`] : []);

	// A state: { messages: [{ file, line, column, severity, message }], kept: bool, working: text }
	function show(state) {
		const errors = state.messages.filter(m => m.severity === 'error' || m.severity === 'fatal');
		const warnings = state.messages.filter(m => m.severity === 'warning');
		const parts = [];
		if (state.working)
			parts.push(make('p', state.working, 'working'));
		if (errors.length + warnings.length) {
			const box = document.createElement('details');
			const list = document.createElement('ul');
			box.open = errors.length > 0;
			box.append(make('summary', [...count(errors.length, 'error'), ...count(warnings.length, 'warning')].join(', '),
				errors.length ? 'error' : 'warning'));
			if (state.kept)
				box.append(make('p', 'This page is as it was before.'));
			for (const m of [...errors, ...warnings]) {
				const line = document.createElement('li');
				line.append(make('b', where(m)), make('span', m.message), make('code', m.slug));
				line.className = m.severity;
				list.append(line);
			}
			if (state.more)
				list.append(make('li', `and ${state.more} more; blether check shows them`));
			box.append(list);
			parts.push(box);
		}
		told.replaceChildren(...parts);
		corner.hidden = !parts.length;
	}

	// Browsers allow six connections to one server: only the page that is looked at has one.
	let news = null;
	function listen() {
		news?.close();
		news = null;
		if (document.hidden)
			return;
		news = new EventSource(new URL(`news?path=${encodeURIComponent(location.pathname)}&tag=${own.dataset.tag}`, place));
		news.addEventListener('state', e => show(JSON.parse(e.data)));
		news.addEventListener('reload', () => location.reload());
		news.addEventListener('error', () => show({ messages: [], working: 'blether serve has ended: this page no longer follows the content.' }));
	}

	document.addEventListener('visibilitychange', listen);
	document.body.append(corner);
	corner.hidden = true;
	listen();
})();
