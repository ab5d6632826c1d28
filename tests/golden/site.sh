# Sourced by the setup of a case: puts a small site without fault into the folder.
golden=$(cd "$(dirname "$0")/../.." && pwd)
show=podcasts/talks
one=$show/01-one
two=$show/02-two

cat >site.yaml <<'EOF'
title: Example site
address: https://www.example.org/
summary: A site for tests.
contact: hello@example.org
accessibility:
  prepared: 2026-09-01
  reviewed: 2026-09-01
EOF

mkdir -p $one pages help
cat >$show/show.yaml <<'EOF'
title: Talks
author: Example Network
owner:
  name: Example Network
  email: podcast@example.org
summary: Talks for tests.
description: Talks for tests, and nothing else.
categories:
  - Society & Culture
cover: cover.jpg
cover_alt: A plain square
explicit: false
EOF
cp "$golden/../../pipeline/cli/skeleton/cover.jpg" $show/cover.jpg

cat >$one/episode.md <<'EOF'
---
title: One
date: 2026-09-07 09:00 +01:00
guid: 564431c4-0af3-49eb-9a07-66c3c76659e5
summary: The first one.
---
Words about it.
EOF
cp "$golden/one-second.mp3" $one/one.mp3
cat >$one/transcript.vtt <<'EOF'
WEBVTT

00:00:00.000 --> 00:00:00.900
<v Alex>Hello.
EOF

cat >pages/about.md <<'EOF'
---
title: About
---
About us.
EOF

cat >help/line.md <<'EOF'
---
title: Example Helpline
phone: 01632 960000
hours: Day and night
checked: 2026-09-01
---
EOF

# A second episode, without fault, a week later.
second() {
	cp -R $one $two
	sed -i 's/2026-09-07/2026-09-14/; s/564431c4/664431c4/; s/One/Two/' $two/episode.md
}

# Replaces what a sed command says in a file: edit FILE COMMAND
edit() {
	sed -i "$2" "$1"
}
