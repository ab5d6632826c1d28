// The player beyond what a browser's own controls do. Without this script a page has those
// controls, and links to moments lead to the recording itself. Every word shown is in the page.
'use strict';
(() => {
	const root = document.documentElement;
	const find = (selector, from = document) => from.querySelector(selector);
	const fill = (text, words) => text.replace(/{(\w+)}/g, (hole, name) => words[name] ?? hole);
	const calm = matchMedia('(prefers-reduced-motion: reduce)');
	const STEPS = { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5, PageDown: -60, PageUp: 60,
		Home: -Infinity, End: Infinity };
	const SCROLLS = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', ' '];

	// 95 → "1:35", as the page writes it.
	function clock(seconds) {
		const s = Math.floor(seconds), parts = [Math.floor(s / 60) % 60, s % 60];
		if (s >= 3600)
			parts.unshift(Math.floor(s / 3600));
		return parts.map((n, i) => i ? String(n).padStart(2, '0') : n).join(':');
	}

	// 200 → "3 minutes 20 seconds" where the browser speaks the page's language, else "3:20".
	function spoken(seconds) {
		const s = Math.floor(seconds);
		const parts = [['hour', Math.floor(s / 3600)], ['minute', Math.floor(s / 60) % 60], ['second', s % 60]];
		const said = parts.filter(([unit, n]) => n || (!s && unit === 'second'));
		const write = ([unit, n]) => n.toLocaleString(root.lang, { style: 'unit', unit, unitDisplay: 'long' });
		try {
			return Intl.NumberFormat.supportedLocalesOf(root.lang).length ? said.map(write).join(' ') : clock(s);
		} catch { // an old browser
			return clock(s);
		}
	}

	// "95", "95.5", "1:35", "0:01:35"; NaN: no time.
	const secondsOf = text => /^\d+(:[0-5]?\d){0,2}(\.\d+)?$/.test(text)
		? text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) : NaN;

	// What the end of an address asks for: #t=95, #t=1:35, #t=95,120 (Media Fragments 1.0, section 4.2.1), or the
	// id of a paragraph, #t-95.
	function momentOf(hash) {
		const [, sign, from, to] = /^#t([=-])(?:npt:)?([\d:.]*)(?:,([\d:.]+))?/.exec(hash) ?? [];
		const start = from === '' && to ? 0 : secondsOf(from);
		return start >= 0 ? { start, end: secondsOf(to), isText: sign === '-' } : null;
	}

	function setUp(box, index) {
		const audio = find('audio', box), deck = find('.deck', box), play = find('.play', deck);
		const seek = find('.seek', deck), at = find('.at', deck), say = find('.say', deck);
		const chapter = find('.chapter', deck), follow = find('.follow', deck), volume = find('.volume input', deck);
		const { page, title, show, artwork, remember } = box.dataset, words = play.getAttribute('aria-label');
		const wave = find('.wave', deck), moment = find('.moment', box), session = navigator.mediaSession;
		let pending = 0, until = NaN, following = false, started = false, away = false, kept = -1;

		const isOwn = link => link.href.split('#')[0] === audio.src;
		const placesIn = selector => [...document.querySelectorAll(selector)].filter(isOwn)
			.map(link => ({ link, start: momentOf(link.hash).start, turn: link.closest('.turn') }));
		const chapters = placesIn('.chapters a[href*="#t="]'), turns = placesIn('.turn a[href*="#t="]');
		const marked = new Map();
		const length = () => audio.duration || Number(seek.max);
		// Before the recording has begun to load, only what was asked for is known.
		const now = () => audio.readyState ? audio.currentTime : pending;

		const valueText = () => seek.setAttribute('aria-valuetext',
			fill(seek.dataset.words, { now: spoken(now()), all: spoken(length()) }));

		// Marks the last of the places that has begun; returns it if that is news.
		function mark(places, show) {
			const place = places.filter(({ start }) => start <= now() + 0.05).pop(), last = marked.get(places);
			if (place === last)
				return null;
			marked.set(places, place);
			if (last)
				show(last, false);
			if (place)
				show(place, true);
			return place;
		}

		function scrollTo(turn) {
			turn?.scrollIntoView({ block: 'center', behavior: calm.matches ? 'auto' : 'smooth' });
		}

		function draw() {
			seek.value = now();
			at.textContent = clock(now());
			box.style.setProperty('--at', `${100 * now() / length()}%`);
			if (!started && !pending)
				return;
			mark(chapters, ({ link }, on) => on ? link.setAttribute('aria-current', 'true') : link.removeAttribute('aria-current'));
			chapter.hidden = !marked.get(chapters);
			find('bdi', chapter).textContent = marked.get(chapters)?.link.lastElementChild.textContent ?? '';
			if (!started)
				return;
			const turn = mark(turns, (place, on) => place.turn.classList.toggle('now', on))?.turn;
			if (following && !audio.paused)
				scrollTo(turn);
		}

		function go(seconds) {
			pending = Math.min(Math.max(seconds, 0), length());
			until = NaN;
			if (audio.readyState)
				audio.currentTime = pending;
			draw();
			valueText();
		}

		// A browser may refuse to play what nobody asked for: then the button is ready.
		function start() {
			audio.play().catch(() => audio.error || play.focus());
		}

		function setFollowing(on) {
			following = on;
			follow.setAttribute('aria-pressed', on);
		}

		// How many letters of a paragraph stand before a place in it.
		function lettersTo({ clientX: x, clientY: y }, words) {
			const range = document.createRange(), caret = document.caretPositionFromPoint?.(x, y)
				?? document.caretRangeFromPoint?.(x, y); // of browsers before 2025
			range.selectNodeContents(words);
			if (find('.time', words))
				range.setStartAfter(find('.time', words));
			range.setEnd(caret?.offsetNode ?? caret?.startContainer ?? words, caret?.offset ?? caret?.startOffset ?? 0);
			return range.toString().trimStart().length;
		}

		// When the cue at a place in a paragraph begins: data-cues has, for each after the first, how many letters and
		// seconds after the one before.
		function cueAt({ start, turn }, letters) {
			const steps = turn.dataset.cues?.split(' ').map(Number) ?? [];
			for (let i = 0; i < steps.length && letters >= steps[i]; i += 2) {
				letters -= steps[i];
				start += steps[i + 1];
			}
			return start;
		}

		// The page's address asks for a moment.
		function obey() {
			const wanted = momentOf(location.hash);
			if (!wanted || wanted.start > length())
				return;
			go(wanted.start);
			until = wanted.end;
			if (navigator.userActivation?.isActive && !wanted.isText)
				return start();
			say.textContent = fill(say.dataset.ready, { now: spoken(wanted.start) });
			if (wanted.isText)
				return;
			play.focus({ preventScroll: true });
			box.scrollIntoView({ block: 'center' });
		}

		// Out of sight, what is playing can still be stopped.
		function shrink(small) {
			box.style.minHeight = small ? `${box.offsetHeight}px` : '';
			deck.classList.toggle('small', small);
			root.classList.toggle('has-small', small);
		}

		function keep() {
			if (remember === undefined || Math.abs(now() - kept) < 5 && !audio.paused)
				return;
			kept = now();
			try {
				localStorage.setItem(`at ${remember}`, audio.ended ? 0 : Math.floor(kept));
			} catch { /* the reader lets no page keep anything */ }
		}

		function recall() {
			try {
				return Number(localStorage.getItem(`at ${remember}`));
			} catch {
				return 0;
			}
		}

		function tellDevice() {
			session.metadata = new MediaMetadata({ title, artist: show,
				artwork: artwork ? [{ src: new URL(artwork, location.href).href }] : [] });
			const handlers = { play: start, pause: () => audio.pause(), seekto: e => go(e.seekTime),
				seekbackward: e => go(now() - (e.seekOffset || 15)), seekforward: e => go(now() + (e.seekOffset || 15)) };
			for (const [action, handler] of Object.entries(handlers))
				session.setActionHandler(action, handler);
		}

		function began() {
			started = true;
			shrink(away);
			play.setAttribute('aria-label', play.dataset.pause);
			box.classList.add('on');
			say.textContent = '';
			if (session)
				tellDevice();
			for (const other of document.querySelectorAll('audio')) {
				if (other !== audio)
					other.pause();
			}
			draw();
		}

		function paused() {
			play.setAttribute('aria-label', words);
			box.classList.remove('on');
			valueText();
			keep();
		}

		const on = (target, types, handler) => types.split(' ').forEach(type => target.addEventListener(type, handler));
		on(audio, 'play', began);
		on(audio, 'pause ended', paused);
		on(audio, 'loadedmetadata', () => {
			seek.max = audio.duration;
			if (pending)
				audio.currentTime = pending;
		});
		on(audio, 'timeupdate', () => {
			if (now() >= until) {
				audio.pause();
				until = NaN;
			}
			draw();
			keep();
		});
		on(audio, 'play seeked ratechange', () => {
			if (session && session.setPositionState && audio.duration)
				session.setPositionState({ duration: audio.duration, position: audio.currentTime, playbackRate: audio.playbackRate });
		});
		on(audio, 'waiting playing', e => box.classList.toggle('waits', e.type === 'waiting'));
		on(audio, 'error', () => { find('.trouble', box).hidden = false; });
		on(audio, 'playing', () => { find('.trouble', box).hidden = true; });
		on(play, 'click', () => audio.paused ? start() : audio.pause());
		on(find('.skip-back', deck), 'click', () => go(now() - 15));
		on(find('.skip-on', deck), 'click', () => go(now() + 15));
		on(find('.speed select', deck), 'change', e => { audio.defaultPlaybackRate = audio.playbackRate = Number(e.target.value); });
		on(volume, 'input', () => { audio.volume = Number(volume.value); });
		on(seek, 'input', () => go(Number(seek.value)));
		on(seek, 'focus', valueText);
		on(seek, 'keydown', e => {
			if (!(e.key in STEPS) || e.altKey || e.ctrlKey || e.metaKey)
				return;
			e.preventDefault();
			go(now() + STEPS[e.key]);
		});
		// page.js copies what a button has in data-copy.
		on(moment, 'click', e => {
			e.currentTarget.dataset.copy = `${new URL(page, location.href).href.split('#')[0]}#t=${Math.floor(now())}`;
		});
		on(follow, 'click', () => {
			setFollowing(!following);
			if (following)
				scrollTo(marked.get(turns)?.turn);
		});
		on(document, 'wheel touchmove keydown', e => {
			if (following && (e.type === 'wheel' || !deck.contains(e.target) && (e.type !== 'keydown' || SCROLLS.includes(e.key))))
				setFollowing(false);
		});
		on(document, 'click', e => {
			const link = e.target.closest('a[href*="#t="]');
			if (!link || !isOwn(link) || e.ctrlKey || e.metaKey || e.shiftKey)
				return;
			e.preventDefault();
			go(momentOf(link.hash).start);
			start();
		});

		// What is said can be heard by a click on it; from the keyboard there are the times.
		on(document, 'click', e => {
			const words = e.target.closest('.turn > p:last-of-type'), place = turns.find(({ turn }) => turn.contains(words));
			if (!words || !place || e.target.closest('a') || !getSelection().isCollapsed)
				return;
			go(cueAt(place, lettersTo(e, words)));
			start();
		});

		follow.hidden = !turns.length;
		turns.forEach(({ turn }) => turn.classList.add('heard'));
		wave?.after(wave.cloneNode(true)); // what has been played, in another colour
		audio.volume = 0.5; // some phones let no page set it
		volume.parentNode.hidden = audio.volume !== 0.5;
		audio.volume = 1;
		new IntersectionObserver(([{ isIntersecting }]) => {
			away = !isIntersecting;
			shrink(started && away);
		}).observe(box);
		go(remember === undefined ? 0 : recall());
		// Only now that all is in its place: a browser too old for this keeps its own controls.
		audio.controls = false;
		deck.hidden = moment.hidden = false;
		if (!index) {
			obey();
			on(window, 'hashchange', obey);
		}
	}

	document.querySelectorAll('[data-player]').forEach(setUp);
})();
