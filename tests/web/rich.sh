# Sourced after tests/cli/box.sh: rich_site puts into $box/content the shipped site, and beside it one of
# everything that has a page: a translated episode that is read from right to left, a topic that somebody
# may be watched for, a withdrawn and a renamed episode, one that is not out yet, and a long list.
rich_site() {
	cp -R content "$box/content"
	show=$box/content/podcasts/spirituality
	cat >"$show/01-loss/episode.ar.md" <<-'END'
		---
		title: الفقد
		summary: كيف يكون الحزن، وأشياء صغيرة قد تساعد.
		note: يتحدث هذا التسجيل عن الحزن بعد وفاة. يمكنك التوقف متى شئت.
		translated_by: Example Translator
		points: [كيف يكون الفقد, أشياء صغيرة تساعد]
		questions: [ما الذي فعله أحد من أجلك في يوم صعب؟]
		---
		فنجانان على الطاولة، ثم نتذكر. اقرأ أيضا [عن هذا الموقع](../../../pages/about.md).
	END
	sed 's/<v Voice one (synthetic)>.*/<v الصوت الأول>هذه كلمات قصيرة عن الحزن والأمل./' "$show/01-loss/transcript.vtt" >"$show/01-loss/transcript.ar.vtt"
	in_arabic
	sed -i 's/^role:/listed: true\n&/' "$box/content/people/"*.md
	talk 05-home 2026-10-12 d1 'Safe at home' '[domestic abuse]' '"This talk is about being hurt at home."'
	talk 06-gone 2026-10-20 d2 'Taken back' '[rain]' ''
	talk 07-moved 2026-10-27 d3 'Somewhere else' '[rain]' ''
	talk 08-later 2027-10-26 d4 'Not out yet' '[rain]' ''
	many_talks
	build out --release
	for change in "withdraw episode gone --yes" "rename moved elsewhere"; do
		# shellcheck disable=SC2086
		"$BLETHER" ${change%% *} --content "$box/content" --now $now ${change#* } >"$box/stdout" 2>&1 ||
			{ cat "$box/stdout" >&2; echo "Bail out! '$change' failed"; exit 1; }
	done
	build out --release
}

# A journey, a meeting and a group that are read from right to left.
in_arabic() {
	cat >"$box/content/journeys/i-have-lost-somebody.ar.md" <<-'END'
		---
		title: فقدت شخصا عزيزا
		summary: للأيام والأسابيع الأولى بعد الوفاة.
		translated_by: Example Translator
		---
		لا يوجد ترتيب صحيح ولا سرعة صحيحة. خذ خطوة واحدة، أو لا شيء اليوم.
	END
	cat >"$box/content/meetings/2026-12-03-faith-and-recovery.ar.md" <<-'END'
		---
		title: الإيمان والتعافي
		summary: ما يجده الناس في التعافي.
		translated_by: Example Translator
		---
		الجميع مرحب بهم.
	END
	cat >"$box/content/groups/example-night-listeners.ar.md" <<-'END'
		---
		name: المستمعون في الليل
		summary: متطوعون مدربون يجيبون على الهاتف ليلا.
		translated_by: Example Translator
		---
		يبقى المتطوعون على الخط حتى تريد إنهاء المكالمة.
	END
}

# talk FOLDER DAY DIGITS TITLE TOPICS NOTE: an episode of the shipped show with a recording of a second.
talk() {
	mkdir "$show/$1"
	cp tests/golden/one-second.mp3 "$show/$1/${1#*-}.mp3"
	printf 'WEBVTT\n\n00:00:00.000 --> 00:00:00.900\n<v Voice One>Hello to %s.\n' "$4" >"$show/$1/transcript.vtt"
	cat >"$show/$1/episode.md" <<-END
		---
		title: $4
		date: $2 09:00
		guid: 564431c4-0af3-49eb-9a07-0000000000$3
		summary: What is said about '$4', and what helps.
		${6:+note: $6}
		topics: $5
		---
		Words about it.
	END
}

# A second show, with no words and so many episodes that its list is cut into pages.
many_talks() {
	show=$box/content/podcasts/walks
	mkdir "$show"
	sed '/^seasons:/,+1d; s/^title:.*/title: Walks/' "$box/content/podcasts/spirituality/show.yaml" >"$show/show.yaml"
	cp "$box/content/podcasts/spirituality/cover.jpg" "$show"
	for i in $(seq 10 69); do
		talk "$i-walk-$i" "202$((i / 20 + 1))-0$((i % 9 + 1))-0$((i % 7 + 1))" "$i" "Walk $i in the rain" '[rain]' ''
	done
}
